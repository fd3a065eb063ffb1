import Config
import Evaluation
import Experience
import Networks
import Rollouts
import Support
import Tasks
import Tensors

/// Evaluation on held-out problems during a run.
public struct EvaluationSettings: Codable, Sendable, Equatable, Validated {
  /// Steps between evaluations; 0 for none. The last step is evaluated too.
  public var every = 0
  /// Problems of each task.
  public var problems = 64
  /// Samples a problem, n.
  public var samples = 8
  /// The k of pass@k; each at most n.
  public var ks = [1, 8]
  /// The sampling temperature.
  public var temperature = 1.0
  /// The part of the problems: validation for choices, test for the end.
  public var split = Split.validation

  /// None.
  public init() {}

  /// Numbers of at least 1, k at most n.
  public func validate() throws {
    try require(every, atLeast: 0, "every")
    try require(problems, atLeast: 1, atMost: Validation.held, "problems")
    try require(samples, atLeast: 1, atMost: Validation.held, "samples")
    try require(temperature, in: 0...100, "temperature")
    try require(!ks.isEmpty, "ks", "[]", "at least one k")
    for k in ks {
      try require(k >= 1 && k <= samples, "ks", k, "numbers from 1 to samples, \(samples)")
    }
    try require(split != .train, "split", split.rawValue, "validation or test")
  }
}

/// Evaluates a policy on problems that it is not trained on.
struct HeldOut: Sendable {
  private let settings: EvaluationSettings
  private let sets: [(set: ProblemSet, family: any TaskFamily, cap: Int)]
  private let stream: RandomStream
  private let pool: WorkerPool
  private let cap: Int
  private let precision: WeightPrecision
  private let folder: String?

  /// The counts of the last evaluation, in the run's folder: `problem,n,c`.
  static let fileName = "held_out.csv"

  /// The same problems every time.
  init(
    _ settings: EvaluationSettings, _ mixture: TaskMixture, _ context: RunContext, cap: Int = 0,
    precision: WeightPrecision = .f32
  ) throws {
    self.settings = settings
    stream = context.stream["held_out"]
    pool = context.pool
    self.cap = cap
    self.precision = precision
    folder = pool.ranks.leads ? context.folder : nil
    sets = try mixture.shares.enumerated().filter { $1.weight > 0 }.map { index, share in
      let family = share.task.value
      let difficulties =
        family.hasDifficulties ? share.difficulties : [family.difficulties.lowerBound]
      let name = "held-out-\(index)"
      let cap = family.responseCap(difficulties: difficulties)
      guard let listed = try family.listed(settings.split) else {
        let set = try family.problemSet(
          name: name, count: settings.problems, difficulties: difficulties, split: settings.split,
          stream: context.stream["held_out", index, "problems"])
        return (set, family, cap)
      }
      let fitting = try listed.filter(mixture.allows)
      guard !fitting.isEmpty else {
        throw TrainingError.setting(
          key: "evaluation.split",
          reason: "the rows of '\(type(of: family).kind)' have no problem of the part "
            + "'\(settings.split.rawValue)'; add rows, or leave evaluation.every at 0")
      }
      return (
        ProblemSet(name: name, problems: Array(fitting.prefix(settings.problems))), family, cap
      )
    }
  }

  /// Whether an evaluation is due after so many steps.
  func isDue(_ step: Int, isLast: Bool) -> Bool {
    settings.every > 0 && (step % settings.every == 0 || isLast)
  }

  /// Accuracy and pass@k over all sets, under `eval_…`; the cost is charged as evaluation, and the counts of every problem
  /// take the place of those of the evaluation before.
  func metrics(_ bank: ModelBank) throws -> [String: Double] {
    let policy = try bank.member(.policy)
    let engine = RolloutEngine(
      policy.transformer, tokenizer: policy.tokenizer, promptFormat: policy.promptFormat,
      decoding: Decoding(temperature: settings.temperature), precision: precision,
      pool: pool)
    var counts: [ProblemCounts] = []
    var (tokens, cut) = (0, 0)
    for (set, family, own) in sets {
      let longest = try set.problems.reduce(0) {
        max($0, try policy.promptFormat.tokens($1.messages, policy.tokenizer).count)
      }
      let room = policy.transformer.shape.context - longest
      let result = try Benchmark(
        set: set, family: family, samplesPerProblem: settings.samples,
        cap: min(cap > 0 ? cap : own, max(1, room)), recordsPerProblem: 0
      ).run(engine, stream: stream["samples"])
      counts += result.counts
      tokens += result.decodedTokens
      cut += result.counts.reduce(0) { $0 + $1.truncated }
      let shape = policy.transformer.shape
      bank.ledger[.policy, .evaluate] +=
        Double(result.decodedTokens) * shape.forwardFLOPs(meanLength: result.meanLength)
        + Double(result.promptTokens)
        * shape.forwardFLOPs(
          meanLength: Double(result.promptTokens) / Double(2 * max(1, set.problems.count)))
    }
    try write(counts)
    let samples = Double(max(1, counts.reduce(0) { $0 + $1.samples }))
    var metrics = [
      "eval_acc": Double(counts.reduce(0) { $0 + $1.strict }) / samples,
      "eval_len": Double(tokens) / samples, "eval_truncated": Double(cut) / samples,
    ]
    for k in settings.ks {
      metrics["eval_pass_at_\(k)"] =
        counts.reduce(0) { $0 + Self.passAtK(n: $1.samples, c: $1.strict, k: k) }
        / Double(max(1, counts.count))
    }
    return metrics
  }

  private func write(_ counts: [ProblemCounts]) throws {
    guard let folder else { return }
    let names = sets.enumerated().flatMap { index, entry in
      entry.set.problems.map { (sets.count > 1 ? "\(index)-" : "") + String($0.id, radix: 16) }
    }
    let rows = zip(names, counts).map { CSVText.row([$0, "\($1.samples)", "\($1.strict)"]) }
    try AtomicFile.write("problem,n,c\n" + rows.joined(), to: folder + "/" + Self.fileName)
  }

  /// The unbiased estimate `1 − C(n−c, k)/C(n, k)`.
  ///
  /// - Source: Chen et al. 2021, arXiv:2107.03374, eq. 1.
  static func passAtK(n: Int, c: Int, k: Int) -> Double {
    guard n - c >= k else { return 1 }
    var miss = 1.0
    for i in n - c + 1..<n + 1 { miss *= 1 - Double(k) / Double(i) }
    return 1 - miss
  }
}
