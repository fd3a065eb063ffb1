import Experience
import Networks
import Rollouts
import Support
import Tasks
import Tensors
import Tokenizers
import Training

/// How fast this machine trains and decodes models of one shape.
public struct SpeedCheck: Codable, Sendable, Equatable {
  /// Tokens trained a second by one worker.
  public var trained: Double
  /// Tokens decoded a second by one worker.
  public var decoded: Double
  /// Whether a model of the shape was measured, not a smaller one.
  public var isMeasured = true

  /// Rates that are known.
  public init(trained: Double, decoded: Double) {
    self.trained = trained
    self.decoded = decoded
  }

  /// The rates of a shape, in seconds: of a large one from those of a small one and the FLOPs of a token.
  ///
  /// - Throws: what training and sampling throw.
  public static func estimate(
    _ shape: TransformerShape, kernels: ProductKernels
  ) throws -> SpeedCheck {
    let small = ModelSize.xs.shape()
    guard shape.parameterCount > 4 * small.parameterCount else {
      return try measure(shape, kernels: kernels, seconds: 0.5)
    }
    var speed = try measure(small, kernels: kernels, seconds: 0.5)
    let factor = small.forwardFLOPs(meanLength: 64) / shape.forwardFLOPs(meanLength: 64)
    (speed.trained, speed.decoded) = (speed.trained * factor, speed.decoded * factor)
    speed.isMeasured = false
    return speed
  }

  /// Measures one worker for about a second each on a model of this shape.
  ///
  /// Processor time is measured, and the fastest of many short pieces counts: what else the machine and its neighbours do at the
  /// moment says nothing about it.
  public static func measure(
    _ shape: TransformerShape, kernels: ProductKernels, seconds: Double = 1
  ) throws -> SpeedCheck {
    let stream = RandomStream(seed: 0)["speed"]
    let model = Transformer(shape: shape, stream: stream["init"])
    let pool = WorkerPool(count: 1, kernels: kernels)
    var recipe = PretrainingRecipe()
    recipe.training.tokens = 2048
    let context = RunContext(folder: nil, stream: stream, pool: pool)
    _ = try recipe.train(model, context) { _ in }
    let trained = try fastest(in: seconds) {
      try recipe.train(model, context) { _ in }.counters.tokens
    }
    let engine = RolloutEngine(model, tokenizer: CharacterTokenizer(), pool: pool)
    let prompts = try Chain.pure.problemSet(
      name: "speed", count: 16, difficulties: [4], split: .train, stream: stream["problems"]
    ).problems.map(\.prompt)
    let decoded = try fastest(in: seconds) {
      try engine.sample(prompts, count: 8, cap: 48) { stream["sample", $0, $1] }
        .reduce(0) { $0 + $1.reduce(0) { $0 + $1.responseTokens.count } }
    }
    return SpeedCheck(trained: trained, decoded: decoded)
  }

  /// The most tokens a second of processor time over pieces of work, for so many seconds.
  private static func fastest(in seconds: Double, _ tokens: () throws -> Int) rethrows -> Double {
    let whole = ProcessorClock()
    var most = 0.0
    repeat {
      let piece = ProcessorClock()
      let count = try tokens()
      most = max(most, Double(count) / max(piece.seconds, 1e-6))
    } while whole.seconds < seconds
    return most
  }

  /// Seconds of one worker for a cost; a token that is read takes a third of one that is trained on.
  public func seconds(_ cost: StageCost) -> Double {
    (cost.trained - cost.idle + cost.read / 3) / trained + cost.decoded / decoded
  }
}

/// What a plan costs, piece by piece: every stage and every look at an arm.
public struct PlanCosts: Sendable {
  /// A piece of work of one seed.
  public struct Piece: Sendable, Equatable {
    /// What is done.
    public var name: String
    /// The size of the model; of a given one, that whose speed stands for its own.
    public var size: ModelSize
    /// Tokens.
    public var cost: StageCost
    /// The given model; empty for one of a size.
    public var model = ""
    /// How many tokens of the size cost as much as one of the model.
    public var weight = 1.0

    /// Seconds of one worker.
    func seconds(_ speeds: [ModelSize: SpeedCheck]) -> Double {
      (speeds[size]?.seconds(cost) ?? 0) * weight
    }
  }

  /// The pieces of one seed.
  public let pieces: [Piece]

  /// The model whose speed stands for that of a given one, token by token as their FLOPs are.
  private static let reference = ModelSize.m
  /// Characters for which a token of a published vocabulary stands, and the tokens that a chat template adds to a prompt.
  private static let (charactersPerToken, templateTokens) = (3.0, 30.0)

  /// The costs of a plan, from budgets and the lengths of gold responses.
  ///
  /// - Throws: what drawing problems throws; what reading a given model throws.
  public init(_ plan: StudyPlan) throws {
    var pieces: [Piece] = []
    var own: [String: StageCost] = [:]
    for stage in plan.neededStages where !(stage.recipe.component is GivenModel) {
      var piece = try Self.piece("train \(stage.name)", of: stage.name, plan)
      let shape = plan.size(of: stage.name).shape()
      var cost =
        piece.model.isEmpty
        ? try stage.recipe.value.cost(shape) : try Self.costOnGiven(stage.recipe.value, shape)
      // A stage with another one's FLOPs costs what the other costs, told in its own kind of tokens.
      if stage.match.flops, let other = own[stage.match.stage] {
        let wanted = 3 * other.trained + other.decoded
        let factor = wanted / max(1, 3 * cost.trained + cost.decoded)
        cost.trained *= factor
        cost.decoded *= factor
        cost.idle *= factor
      }
      own[stage.name] = cost
      piece.cost = cost
      pieces.append(piece)
    }
    for set in plan.sets {
      let lengths = try TaskMixture([TaskShare(set.task.value, difficulties: set.difficulties)])
        .meanLengths()
      for arm in plan.arms where arm.isOn(set.name) {
        for probe in set.probes {
          var piece = try Self.piece(Self.name(arm, set, probe.value), of: arm.stage, plan)
          let scale = piece.model.isEmpty ? 1 : Self.charactersPerToken
          piece.cost = probe.value.cost(
            problems: set.problems, prompt: lengths.prompt / scale,
            response: lengths.response / scale)
          pieces.append(piece)
        }
      }
    }
    self.pieces = pieces
  }

  /// A piece of work on a stage's model, still without a cost.
  private static func piece(_ name: String, of stage: String, _ plan: StudyPlan) throws -> Piece {
    guard let given = plan.given(stage), given.stage.isEmpty else {
      return Piece(name: name, size: plan.size(of: stage), cost: StageCost())
    }
    let factor =
      try GivenModels.shape(given).forwardFLOPs(meanLength: 64)
      / reference.shape().forwardFLOPs(meanLength: 64)
    return Piece(
      name: name, size: reference, cost: StageCost(), model: given.model, weight: factor)
  }

  /// The cost of training a given model, whose tokens are longer than characters: every completion goes to the cap, which a policy
  /// does at first, and prompts are read once a group.
  private static func costOnGiven(_ recipe: any Recipe, _ shape: TransformerShape) throws
    -> StageCost
  {
    let inner = (recipe as? LoRARecipe)?.recipe.value ?? recipe
    guard let policy = inner as? PolicyRecipe, policy.policy.responseCap > 0 else {
      let cost = try recipe.cost(shape)
      return StageCost(
        trained: cost.trained / charactersPerToken, decoded: cost.decoded / charactersPerToken)
    }
    let settings = policy.policy
    let prompt = try TaskMixture(policy.tasks).meanLengths().prompt / charactersPerToken
    let groups = Double(settings.steps * settings.problems)
    let responses = Double(settings.groupSize * settings.responseCap)
    return StageCost(
      trained: groups * Double(settings.epochs) * (prompt + templateTokens + responses),
      decoded: groups * responses)
  }

  /// What a look at an arm is called.
  static func name(_ arm: Arm, _ set: EvaluationSet?, _ probe: any Probe) -> String {
    "\(type(of: probe).kind) of \(arm.name)" + (set.map { " on \($0.name)" } ?? "")
  }

  /// The speeds of the sizes in the plan, measured on one worker; the more sizes there are, the shorter each, as a plan is looked at before
  /// every run.
  ///
  /// - Throws: what training and sampling throw.
  public func measureSpeeds(kernels: ProductKernels) throws -> [ModelSize: SpeedCheck] {
    var speeds: [ModelSize: SpeedCheck] = [:]
    let sizes = Set(pieces.map(\.size)).sorted { $0.rawValue < $1.rawValue }
    for size in sizes {
      speeds[size] = try SpeedCheck.measure(
        size.shape(), kernels: kernels, seconds: max(0.1, 0.7 / Double(sizes.count)))
    }
    return speeds
  }

  /// Seconds of one worker for one seed, by piece.
  public func seconds(_ speeds: [ModelSize: SpeedCheck]) -> [String: Double] {
    Dictionary(
      pieces.map { ($0.name, $0.seconds(speeds)) }, uniquingKeysWith: +)
  }
}
