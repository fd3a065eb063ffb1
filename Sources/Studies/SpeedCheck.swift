import Experience
import Networks
import Rollouts
import Support
import Tasks
import Tensors
import Tokenizers
import Training

/// How fast this machine trains and decodes, and what a plan will therefore take.
public struct SpeedCheck: Codable, Sendable, Equatable {
  /// Tokens trained a second by one worker.
  public var trained: Double
  /// Tokens decoded a second by one worker.
  public var decoded: Double

  /// Rates that are known.
  public init(trained: Double, decoded: Double) {
    self.trained = trained
    self.decoded = decoded
  }

  /// Measures one worker for about a second each on a model of this shape.
  public static func measure(
    _ shape: TransformerShape, kernels: ProductKernels, seconds: Double = 1
  ) throws -> SpeedCheck {
    let stream = RandomStream(seed: 0)["speed"]
    let model = Transformer(shape: shape, stream: stream["init"])
    let pool = WorkerPool(count: 1, kernels: kernels)
    let corpus = try PretrainingText().corpus()
    var settings = SupervisedSettings()
    settings.tokens = 2048
    let context = RunContext(folder: nil, stream: stream, pool: pool)
    let trainer = SupervisedTrainer(settings) { try corpus.example(using: &$0) }
    _ = try trainer.run(model, context)
    var tokens = 0
    let training = RunClock()
    while training.seconds < seconds {
      tokens += try trainer.run(model, context).counters.tokens
    }
    let trained = Double(tokens) / training.seconds
    let engine = RolloutEngine(model, tokenizer: CharacterTokenizer(), pool: pool)
    let prompts = try Chain.pure.problemSet(
      name: "speed", count: 16, difficulties: [4], split: .train, stream: stream["problems"]
    ).problems.map(\.prompt)
    var decoded = 0
    let decoding = RunClock()
    while decoding.seconds < seconds {
      let samples = try engine.sample(prompts, count: 8, cap: 48) { stream["sample", $0, $1] }
      decoded += samples.reduce(0) { $0 + $1.reduce(0) { $0 + $1.responseTokens.count } }
    }
    return SpeedCheck(trained: trained, decoded: Double(decoded) / decoding.seconds)
  }
}

/// What one stage costs, in tokens of one seed.
public struct StageCost: Sendable, Equatable {
  /// The stage: a base, an arm's training, an arm's evaluation.
  public var name: String
  /// Tokens trained on.
  public var trained: Double
  /// Tokens decoded.
  public var decoded: Double

  /// Seconds of one worker.
  public func seconds(_ speed: SpeedCheck) -> Double {
    trained / speed.trained + decoded / speed.decoded
  }
}

extension StudyPlan {
  /// The costs of one seed, stage by stage, from the lengths of gold responses.
  public func costs() throws -> [StageCost] {
    let stream = RandomStream(seed: 0)["cost"]
    var costs = bases.map {
      StageCost(name: "pre-train \($0.name)", trained: Double($0.training.tokens), decoded: 0)
    }
    func lengths(_ tasks: [TaskShare]) throws -> (prompt: Double, response: Double) {
      var generator = stream.generator()
      let mixture = try TaskMixture(tasks)
      let problems = try (0..<200).map { _ in try mixture.draw(using: &generator).problem }
      return (
        Double(problems.reduce(0) { $0 + $1.prompt.utf8.count + 1 }) / 200,
        Double(problems.reduce(0) { $0 + $1.gold.utf8.count + 1 }) / 200
      )
    }
    for arm in arms {
      switch arm.training {
      case .none: break
      case .policy(let settings, let tasks):
        let (prompt, response) = try lengths(tasks)
        // A FLOP budget ends a run before its steps do.
        let whole = prompt + response
        let perSample =
          response * shape.forwardFLOPs(meanLength: prompt + response / 2)
          + 3 * Double(settings.epochs) * whole * shape.forwardFLOPs(meanLength: whole / 2)
        let perStep =
          Double(settings.problems)
          * (prompt * shape.forwardFLOPs(meanLength: prompt / 2)
            + Double(settings.groupSize) * perSample)
        let steps =
          settings.flopBudget > 0
          ? min(Double(settings.steps), settings.flopBudget / perStep) : Double(settings.steps)
        let samples = steps * Double(settings.problems * settings.groupSize)
        costs.append(
          StageCost(
            name: "train \(arm.name)",
            trained: samples * (prompt + response) * Double(settings.epochs),
            decoded: samples * response))
      case .imitation(let settings, _), .pretraining(let settings, _):
        costs.append(
          StageCost(name: "train \(arm.name)", trained: Double(settings.tokens), decoded: 0))
      }
      for set in sets where arm.sets.contains(set.name) {
        let share = TaskShare(set.task.value, difficulties: set.difficulties)
        costs.append(
          StageCost(
            name: "evaluate \(arm.name) on \(set.name)", trained: 0,
            decoded: Double(set.problems * set.samples) * (try lengths([share]).response)))
      }
    }
    return costs
  }
}
