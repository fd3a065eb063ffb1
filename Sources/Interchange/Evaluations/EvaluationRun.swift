import Evaluation
import Experience
import Rollouts
import Support

/// An evaluation of a model on a subject with some seeds, which goes on after a stop if it is saved.
public struct EvaluationRun: Sendable {
  /// What is evaluated on.
  public var subject: EvaluationSubject
  /// The task's kind, or the data set's.
  public var task: String
  /// The model's name.
  public var model: String
  /// The seeds, each once: further samples of the same problems.
  public var seeds: [UInt64]
  /// Samples a problem and seed.
  public var samples: Int
  /// The most response tokens; `nil` takes the subject's.
  public var cap: Int?
  /// Solved examples before each problem.
  public var shots: Int
  /// Whether right answers count whatever the steps.
  public var isLoose: Bool
  /// Where samples go, and how they are written; `nil` for nowhere.
  public var output: EvaluationOutput?
  /// What else makes the samples what they are: settings of the task, of the conversation.
  public var settings: [String]

  /// A run.
  public init(
    _ subject: EvaluationSubject, task: String, model: String, seeds: [UInt64], samples: Int,
    cap: Int? = nil, shots: Int = 0, isLoose: Bool = false, output: EvaluationOutput? = nil,
    settings: [String] = []
  ) {
    self.subject = subject
    self.task = task
    self.model = model
    self.seeds = seeds
    self.samples = samples
    self.cap = cap
    self.shots = shots
    self.isLoose = isLoose
    self.output = output
    self.settings = settings
  }

  /// Evaluates, and writes the samples.
  ///
  /// - Parameters:
  ///   - resume: whether to go on with what an evaluation that was stopped left.
  ///   - progress: called with the share that is done; may throw to stop.
  /// - Throws: what the benchmark throws; `Stopped`, which says what is kept; `SupportError.file`.
  public func run(
    _ engine: any CompletionEngine, resume: Bool, origin: EvaluationOrigin,
    progress: (Double) throws -> Void
  ) throws -> EvaluationRecord {
    let benchmark = SeededBenchmark(
      subject.benchmark(samples: samples, cap: cap, records: output == nil ? 0 : samples),
      seeds: seeds)
    let partial = try output.map {
      try PartialEvaluation(
        $0.path + ".partial", of: description(engine, benchmark.benchmark), resume: resume)
    }
    let results: [BenchmarkResult]
    do {
      results = try benchmark.run(
        engine, known: partial?.known ?? [], finished: { try partial?.add($0) },
        progress: progress)
    } catch var stop as Stopped {
      let what = seeds.count > 1 ? "problems, each once a seed," : "problems"
      stop.kept =
        partial.map { "\($0.count) of \(benchmark.parts) \(what) are kept; --resume goes on" }
        ?? "nothing is kept; with --save FILE, finished problems are"
      throw stop
    } catch {
      // What holds nothing is in nobody's way.
      if partial?.count == 0 { try partial?.remove() }
      throw error
    }
    let record = record(results, engine, benchmark.benchmark, origin)
    try output?.write(record)
    try partial?.remove()
    return record
  }

  /// What it will take, on one line: samples and the most tokens.
  public var plan: String {
    let benchmark = subject.benchmark(samples: samples, cap: cap, records: 0)
    let seeds = seeds.count > 1 ? " × \(seeds.count) seeds" : ""
    let all = subject.count * samples * self.seeds.count
    return "\(subject.count) problems × \(samples) samples\(seeds) = \(all) completions of at most "
      + "\(benchmark.cap) tokens: at most \(Self.short(Double(all) * Double(benchmark.cap))) tokens"
  }

  /// A number of tokens with a unit: `64 M`.
  private static func short(_ count: Double) -> String {
    let units = [(1e12, " T"), (1e9, " G"), (1e6, " M"), (1e3, " k")]
    guard let (size, unit) = units.first(where: { count >= $0.0 }) else { return "\(Int(count))" }
    return "\((10 * count / size).rounded() / 10)\(unit)"
  }

  /// Everything that makes the samples what they are.
  private func description(_ engine: any CompletionEngine, _ benchmark: Benchmark) -> String {
    let parts = [
      model, task, seeds.map { "\($0)" }.joined(separator: ","), "\(engine.decoding)",
    ]
    let size = ["\(benchmark.samplesPerProblem)", "\(benchmark.cap)", "\(engine.stopStrings)"]
    let problems = subject.problems.map { "\($0.id) \($0.prompt)" }
    return SHA256.hex(
      (parts + engine.traits + size + settings + problems).joined(separator: "\u{1f}"))
  }

  private func record(
    _ results: [BenchmarkResult], _ engine: any CompletionEngine, _ benchmark: Benchmark,
    _ origin: EvaluationOrigin
  ) -> EvaluationRecord {
    // The samples of each seed are those of its problems, end to end.
    var rest = results.map { $0.samples[...] }
    let items = subject.chosen.enumerated().map { index, named in
      var samples: [SavedSample] = []
      for (place, seed) in seeds.enumerated() where !rest[place].isEmpty {
        let count = results[place].counts[index].samples
        for record in rest[place].prefix(count) {
          samples.append(
            SavedSample(
              record, problem: named.id, sample: samples.count,
              correct: isLoose ? record.verdict.loose : record.verdict.strict, model: model,
              seed: seed, temperature: engine.decoding.temperature, server: engine.server))
        }
        rest[place] = rest[place].dropFirst(count)
      }
      return EvaluationRecord.Item(
        id: named.id, name: named.name, question: named.question, problem: named.problem,
        samples: samples)
    }
    return EvaluationRecord(
      task: task, model: model, seeds: seeds, samplesPerProblem: samples, cap: benchmark.cap,
      decoding: engine.decoding, stopStrings: engine.stopStrings, shots: shots, isLoose: isLoose,
      items: items, results: results, origin: origin, server: engine.server)
  }
}
