import Experience
import Support
import Tasks

/// Problems on which arms are looked at, and by what.
public struct EvaluationSet: DefaultedSettings, Sendable, Equatable, Validated {
  /// The name: a region or a level.
  public var name = "id"
  /// What it holds, in a few words.
  public var summary = ""
  /// The family.
  public var task = Slot<TaskCatalogue>(Chain.pure)
  /// The difficulties, in equal shares.
  public var difficulties = [3, 4]
  /// Problems.
  public var problems = 64
  /// What looks at a model on these problems.
  public var probes = [Slot<ProbeCatalogue>(Counts()), Slot<ProbeCatalogue>(ExactSupport())]
  /// Whether its chance level is low enough for pass@k at large k; if not it enters through pass@1 alone.
  public var hasCurve = true
  /// The part of the problems that they are drawn from: the test part, but for calibration.
  public var split = Split.test
  /// The name in the address of the problems; its own if empty. Sets with the same one are drawn side by side.
  public var stream = ""

  /// Pure chains of depth 3–4.
  public init() {}

  /// A set.
  public init(
    _ name: String, _ summary: String, task: any TaskFamily, difficulties: [Int], problems: Int,
    probes: [any Probe], hasCurve: Bool = true, stream: String = ""
  ) {
    self.name = name
    self.summary = summary
    self.task = Slot(task)
    self.difficulties = difficulties
    self.problems = problems
    self.probes = probes.map { Slot($0) }
    self.hasCurve = hasCurve
    self.stream = stream
  }

  /// The problems; the same for all arms and seeds of a study seed.
  ///
  /// - Throws: what drawing problems throws.
  public func problemSet(_ root: RandomStream, split: Split? = nil) throws -> ProblemSet {
    let split = split ?? self.split
    let address = stream.isEmpty ? name : stream
    let own = root["eval", "problems", address]
    return try task.value.problemSet(
      name: name, count: problems, difficulties: difficulties, split: split,
      stream: split == .validation && self.split != .validation ? own["validation"] : own)
  }

  /// A name that can be a folder, problems, difficulties of the task.
  public func validate() throws {
    try require(
      !name.isEmpty && !name.contains("/") && !name.hasPrefix("."), "name", name,
      "a word without '/'")
    try require(problems, atLeast: 2, atMost: Validation.held, "problems")
    try require(!difficulties.isEmpty, "difficulties", "[]", "at least one")
    for difficulty in difficulties {
      try require(
        task.value.difficulties.contains(difficulty), "difficulties", difficulty,
        "\(task.value.difficulties.lowerBound) to \(task.value.difficulties.upperBound)")
    }
  }
}
