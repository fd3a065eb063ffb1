import Config
import Experience
import Support
import Tasks

/// One kind of problems in a mixture.
public struct TaskShare: DefaultedSettings, Sendable, Equatable, Validated {
  /// The family.
  public var task = Slot<TaskCatalogue>(Chain.pure)
  /// Its difficulties, all equally likely.
  public var difficulties = [1, 2, 3, 4]
  /// The weight among the shares.
  public var weight = 1.0

  /// Pure chains of depth 1–4.
  public init() {}

  /// A weight of at least 0, and difficulties that the task has.
  public func validate() throws {
    try require(weight, in: 0...(.infinity), "weight")
    guard task.value.hasDifficulties else { return }
    try require(!difficulties.isEmpty, "difficulties", "[]", "at least one")
    let range = task.value.difficulties
    for difficulty in difficulties {
      try require(
        range.contains(difficulty), "difficulties", difficulty,
        "\(range.lowerBound) to \(range.upperBound) for '\(task.kind)'")
    }
  }

  /// A share from its parts.
  public init(_ task: any TaskFamily, difficulties: [Int], weight: Double = 1) {
    self.task = Slot(task)
    self.difficulties = difficulties
    self.weight = weight
  }
}

/// What a model is trained on: problems of the training split, from several families and difficulties.
public struct TaskMixture: Sendable {
  /// The shares.
  public let shares: [TaskShare]
  /// Problems with longer prompts are passed over; 0 for no limit.
  public var maxPromptTokens = 0
  /// What a prompt becomes; set with the limit.
  public var promptLength: (@Sendable (Problem) throws -> Int)?

  /// Whether programs are run while it is sampled.
  var runsPrograms: Bool { shares.contains { $0.task.value.runsPrograms } }

  /// The family, where there is one.
  public var onlyFamily: (any TaskFamily)? {
    let used = shares.filter { $0.weight > 0 }
    return used.count == 1 ? used[0].task.value : nil
  }

  /// A mixture.
  ///
  /// - Throws: `TrainingError.setting` if it is empty, a weight is negative, or a difficulty is outside the
  ///   family's range.
  public init(_ shares: [TaskShare]) throws {
    guard shares.contains(where: { $0.weight > 0 }) else {
      throw TrainingError.setting(key: "tasks", reason: "no share has a positive weight")
    }
    for share in shares where share.task.value.hasDifficulties {
      guard share.weight >= 0, !share.difficulties.isEmpty else {
        throw TrainingError.setting(
          key: "tasks", reason: "a share needs a weight of at least 0 and difficulties")
      }
      let range = share.task.value.difficulties
      for difficulty in share.difficulties where !range.contains(difficulty) {
        throw TrainingError.setting(
          key: "tasks.difficulties",
          reason: "\(difficulty) is outside \(range) of '\(share.task.kind)'")
      }
    }
    self.shares = shares
  }

  /// A mixture whose prompts are measured as a run's model reads them.
  ///
  /// - Throws: as `init(_:)`.
  public init(_ shares: [TaskShare], maxPromptTokens: Int, _ context: RunContext) throws {
    try self.init(shares)
    self.maxPromptTokens = maxPromptTokens
    promptLength = { try context.promptFormat.tokens($0.messages, context.tokenizer).count }
  }

  /// Mean tokens of prompts and gold responses, one a character and one for each end, over 200 draws.
  ///
  /// - Throws: what drawing a problem throws.
  public func meanLengths() throws -> (prompt: Double, response: Double) {
    var generator = RandomStream(seed: 0)["cost"].generator()
    var (prompt, response) = (0, 0)
    for _ in 0..<200 {
      let drawn = try draw(using: &generator)
      let problem = drawn.problem
      prompt += problem.prompt.utf8.count + 1
      response += try drawn.family.dialogue(problem).length
    }
    return (Double(prompt) / 200, Double(response) / 200)
  }

  /// Draws a problem of the training split whose prompt is not too long, with the family that judges it.
  ///
  /// - Throws: `TrainingError.setting` after 1000 prompts in a row that are too long.
  public func draw(
    using generator: inout RandomGenerator
  ) throws -> (problem: Problem, family: any TaskFamily) {
    for _ in 0..<1000 {
      let drawn = try drawAny(using: &generator)
      if try allows(drawn.problem) { return drawn }
    }
    throw TrainingError.setting(
      key: "max_prompt_tokens",
      reason: "1000 prompts in a row are longer than \(maxPromptTokens) tokens; raise it")
  }

  /// Whether a problem's prompt is short enough.
  func allows(_ problem: Problem) throws -> Bool {
    guard maxPromptTokens > 0, let promptLength else { return true }
    return try promptLength(problem) <= maxPromptTokens
  }

  private func drawAny(
    using generator: inout RandomGenerator
  ) throws -> (problem: Problem, family: any TaskFamily) {
    var share = shares[0]
    if shares.count > 1 {
      var point = generator.uniform() * shares.reduce(0) { $0 + $1.weight }
      share = shares[shares.count - 1]
      for candidate in shares {
        point -= candidate.weight
        if point < 0 {
          share = candidate
          break
        }
      }
    }
    let family = share.task.value
    let difficulty =
      family.hasDifficulties
      ? generator.pick(share.difficulties) : family.difficulties.lowerBound
    return (
      try family.problem(difficulty: difficulty, split: .train, using: &generator), family
    )
  }

  /// A cap that leaves a quarter more room than the longest gold response.
  public var responseCap: Int {
    shares.map { $0.task.value.responseCap(difficulties: $0.difficulties) }.max() ?? 0
  }

  /// Gold responses as examples for supervised training.
  public func goldExample(using generator: inout RandomGenerator) throws -> SupervisedExample {
    let (problem, family) = try draw(using: &generator)
    guard !problem.gold.isEmpty else {
      throw TrainingError.setting(
        key: "tasks",
        reason: "the problem '\(problem.prompt.prefix(60))' has no response to imitate; "
          + "name the column of responses, or take rows that have them")
    }
    let dialogue = try family.dialogue(problem)
    return SupervisedExample(
      problem: problem.id, messages: problem.messages, response: dialogue.response,
      further: dialogue.further)
  }
}

extension Corpus {
  /// A pre-training text as an example, or a block of them.
  public func examples(using generator: inout RandomGenerator) throws -> [SupervisedExample] {
    try block(using: &generator).map {
      SupervisedExample(problem: $0.problem.id, prompt: $0.prompt, response: $0.response)
    }
  }
}
