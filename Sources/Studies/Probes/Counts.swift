import Evaluation
import Rollouts
import Support
import Training

/// Samples every problem equally often, at temperature 1 unless another is set, and counts what the checker says.
public struct Counts: Probe {
  public static let kind = "counts"
  public static let summary =
    "Sampled completions, counted: right, strictly right, parsed, cut off."
  public static let source = Source("Chen et al. 2021, arXiv:2107.03374, section 2.1 (pass@k)")

  /// Samples a problem, n.
  public var samples = 32
  /// The sampling temperature.
  public var temperature = 1.0
  /// The share of the probability that top-p keeps; 1 for all.
  public var topP = 1.0
  /// The most response tokens; 0 takes 1.25 × the longest gold response of the set.
  public var cap = 0

  /// 32 samples.
  public init() {}

  /// So many samples.
  public init(samples: Int) { self.samples = samples }

  /// So many samples, drawn so.
  public init(samples: Int, temperature: Double, topP: Double = 1, cap: Int = 0) {
    self.samples = samples
    self.temperature = temperature
    self.topP = topP
    self.cap = cap
  }

  public static let measures = [
    Measure(
      "counts", units: "samples",
      axes: [.problem, MeasureAxis("count", ["n", "loose", "strict"])], storage: .count,
      path: "/eval/<set>/counts", "Samples drawn, with the right answer, and strictly right"),
    Measure(
      "parse", units: "samples", axes: [.problem], storage: .count, path: "/eval/<set>/parse",
      "Samples that can be parsed"),
    Measure(
      "trace_error", units: "samples", axes: [.problem], storage: .count,
      path: "/eval/<set>/trace_error", "Samples with the right answer and a wrong trace"),
    Measure(
      "full_traces", units: "samples",
      axes: [.problem, MeasureAxis("full", ["all", "loose"])], storage: .count,
      "Samples of the gold response's form, and those of them with the right answer"),
    Measure(
      "truncated", units: "samples", axes: [.problem], storage: .count,
      path: "/eval/<set>/truncated", "Samples cut off by the cap"),
    Measure(
      "distinct_strict", units: "samples", axes: [.problem], storage: .count,
      path: "/eval/<set>/distinct_strict", "Distinct strictly right responses"),
    Measure(
      "entropy", units: "nats", path: "/eval/<set>/entropy", "Mean entropy of sampled tokens"),
    Measure("length", units: "tokens", path: "/eval/<set>/length", "Mean length of a response"),
  ]

  public func run(_ subject: Subject) throws -> ProbeRecord {
    guard let family = subject.family else { preconditionFailure("counts need problems") }
    let engine = subject.engine(subject.model, temperature: temperature, topP: topP)
    let result = try Benchmark(
      set: .init(name: subject.set, problems: subject.problems), family: family,
      samplesPerProblem: samples, cap: cap > 0 ? cap : nil
    ).run(engine, stream: subject.stream) { _ in try StopSignal.check() }
    var record = ProbeRecord()
    record.values = [
      "counts": result.counts.flatMap { [$0.samples, $0.loose, $0.strict].map(Double.init) },
      "parse": result.counts.map { Double($0.parsed) },
      "trace_error": result.counts.map { Double($0.traceErrors) },
      "full_traces": result.counts.flatMap {
        [$0.fullTraces, $0.looseFullTraces].map(Double.init)
      },
      "truncated": result.counts.map { Double($0.truncated) },
      "distinct_strict": result.counts.map { Double($0.distinctStrict) },
      "entropy": [result.meanEntropy], "length": [result.meanLength],
    ]
    record.samples = result.samples
    let shape = subject.model.shape
    record.flops =
      Double(result.decodedTokens) * shape.forwardFLOPs(meanLength: result.meanLength)
      + Double(result.promptTokens) * shape.forwardFLOPs(meanLength: 16)
    return record
  }

  public func cost(problems: Int, prompt: Double, response: Double) -> StageCost {
    StageCost(decoded: Double(problems * samples) * (cap > 0 ? Double(cap) : response))
  }

  /// At least two samples.
  public func validate() throws {
    try require(samples, atLeast: 2, atMost: Validation.held, "samples")
    try require(temperature, in: 0...100, "temperature")
    try require(topP > 0 && topP <= 1, "top_p", topP, "a share above 0, at most 1")
    try require(cap, atLeast: 0, atMost: Validation.held, "cap")
  }
}
