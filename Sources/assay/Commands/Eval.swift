import Analyses
import ArgumentParser
import Config
import Evaluation
import Experience
import Foundation
import Interchange
import Rewards
import Rollouts
import Sandbox
import Support
import Tasks
import Tensors
import Tokenizers
import Training

extension AnswerExtraction: ExpressibleByArgument {}

struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Evaluate a model on a task or a data set: pass@k with intervals.",
    discussion: """
      A task is a family of problems (`assay task list`) or, with --data, a data set:
      \(DatasetKind.allCases.map(\.rawValue).joined(separator: ", ")).

      Examples:
        assay eval --model runs/base/checkpoints/step-* --task chain \\
          --set maximum_leaves=1 --set pairs=0 --set order=forward --difficulties 3,4
        assay eval --model smollm2-135m-instruct --chat --task gsm8k --data test.jsonl \\
          --problems 50 --samples-per-problem 8
        assay eval --model smollm2-135m-instruct --task gsm8k --data test.jsonl \\
          --shots 4 --shots-file train.jsonl
        assay eval --model smollm2-135m-instruct --task human-eval --data HumanEval.jsonl \\
          --temperature 0.2 --samples-per-problem 4

      The responses to human-eval are Python programs. They are run with their tests in bubblewrap, without
      network and with nothing to write to, for 3 s each.
      """)

  @Option(help: "A folder, a GGUF file or a fetched model's name.", completion: .models) var model:
    String
  @Option(help: "The task's kind, or the data set's.", completion: .tasks) var task = "chain"
  @Option(help: "The data set's file, JSON lines.", completion: .file()) var data: String?
  @Option(
    help: ArgumentHelp(
      "Columns of --data that have other names than the data set's.", valueName: "answer=gold,…"))
  var columns = ""
  @Option(
    help: """
      --data: strict counts answers that are marked (boxed, after ####, "the answer is"), flexible (the default) \
      the last formula or number too.
      """) var extraction: AnswerExtraction?
  @Option(help: "Solved examples put before each problem, taken from --shots-file.") var shots = 0
  @Option(help: "The file of examples, of the same kind.") var shotsFile: String?
  @Option(name: .customLong("set"), help: "A setting of the task, key=value.") var overrides:
    [String] = []
  @Option(help: "Difficulties, separated by commas. (default: 3,4, or the task's lowest)")
  var difficulties: String?
  @Option(
    name: [.long, .customLong("limit")], help: "Problems. (default: 64, or all of a data set)")
  var problems: Int?
  @Option(help: "Samples a problem, n. (default: 128, or 8 for a data set)")
  var samplesPerProblem: Int?
  @Option(help: "The most response tokens. (default: what the task needs, 320 for a data set)")
  var maxTokens: Int?
  @Option(help: "train, validation or test.") var split = Split.test
  @Flag(help: "Count right answers, whatever the steps.") var loose = false
  @Option(help: "Write every sample with its verdict to this file, as JSON lines.") var save:
    String?
  @Flag(help: "Go on with an evaluation that was stopped: what was done is in the file of --save.")
  var resume = false
  @Option(
    help: """
      How programs that the model wrote are run: bubblewrap, or none, which limits only time, memory and \
      output, for models that you trust as yourself.
      """) var isolation = Isolation.bubblewrap
  @Option(help: "How the weights are rounded: f32, bf16, f16 or int8.") var precision =
    WeightPrecision.f32
  @OptionGroup var conversation: ConversationOptions
  @OptionGroup var sampling: SamplingOptions
  @Flag(help: "Take the most probable token every time; the same as --temperature 0.")
  var greedy = false
  @OptionGroup var workers: WorkerOptions
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    try Bounds.check("--problems", problems, Bounds.held)
    try Bounds.check("--samples-per-problem", samplesPerProblem, Bounds.held)
    try Bounds.check("--max-tokens", maxTokens, Bounds.held)
    try Bounds.check("--shots", shots, 0...1000)
    guard !resume || save != nil else {
      throw ValidationError("--resume needs --save, the file that the samples were to go to")
    }
    guard data != nil || (columns.isEmpty && extraction == nil) else {
      throw ValidationError(
        "--columns and --extraction need --data; of a task set them with --set, as in --set extraction=strict"
      )
    }
    guard extraction == nil || task != DatasetKind.humanEval.rawValue else {
      throw ValidationError("--extraction is for answers, and human-eval's responses are programs")
    }
    guard shots == 0 || (shotsFile != nil && data != nil && !conversation.chat) else {
      throw ValidationError("--shots needs --data and --shots-file, and goes without --chat")
    }
  }

  private var decoding: Decoding { greedy ? .greedy : sampling.decoding }

  func run() throws {
    let model = try conversation.model(self.model)
    let stream = RandomStream(seed: sampling.seed)["eval"]
    let subject = try subject(model, stream)
    let samples = samplesPerProblem ?? subject.samples
    let engine = RolloutEngine(
      model.transformer, tokenizer: model.tokenizer, promptFormat: subject.format,
      decoding: decoding, stopStrings: subject.stopStrings + conversation.stops,
      precision: precision,
      pool: WorkerPool(count: workers.count))
    StopSignal.listen(patience: 0)
    let progress = ProgressMeter()
    let benchmark = subject.benchmark(
      samples: samples, cap: maxTokens, records: save == nil ? 0 : samples)
    let partial = try save.map {
      try PartialEvaluation(
        $0 + ".partial", of: try description(subject, benchmark), resume: resume)
    }
    let result: BenchmarkResult
    do {
      result = try benchmark.run(
        engine, stream: stream, known: partial?.known ?? [], finished: { try partial?.add($0) }
      ) { share in
        progress.overall(share)
        progress.update(
          task, done: share * Double(subject.set.problems.count),
          total: Double(subject.set.problems.count), note: "problems")
        try StopSignal.check()
      }
    } catch var stop as Stopped {
      stop.kept =
        partial.map {
          "\($0.count) of \(subject.set.problems.count) problems are kept; --resume goes on"
        } ?? "nothing is kept; with --save FILE, finished problems are"
      throw stop
    } catch {
      // What holds nothing is in nobody's way.
      if partial?.count == 0 { try partial?.remove() }
      throw error
    }
    progress.finish()
    if let save {
      let rows = saved(result, subject)
      try AtomicFile.write(
        try rows.reduce(into: Data()) { $0.append(try JSONLines.line($1)) }, to: save)
      try partial?.remove()
    }
    try report(result, subject, samples)
  }

  /// Every sample with its place.
  private func saved(_ result: BenchmarkResult, _ subject: EvaluationSubject) -> [SavedSample] {
    var samples = result.samples[...]
    return zip(subject.ids, result.counts).flatMap { id, counts in
      defer { samples = samples.dropFirst(counts.samples) }
      return samples.prefix(counts.samples).enumerated().map { index, record in
        SavedSample(
          record, problem: id, sample: index,
          correct: loose ? record.verdict.loose : record.verdict.strict, model: model,
          seed: sampling.seed, temperature: decoding.temperature)
      }
    }
  }

  /// Everything that makes the samples what they are.
  private func description(_ subject: EvaluationSubject, _ benchmark: Benchmark) throws -> String {
    let parts = [
      model, task, "\(overrides)", "\(sampling.seed)", "\(decoding)",
      precision.rawValue, "\(benchmark.samplesPerProblem)", "\(benchmark.cap)",
      extraction?.rawValue ?? "", columns,
    ]
    let problems = subject.set.problems.map { "\($0.id) \($0.prompt)" }
    return SHA256.hex((parts + conversation.description + problems).joined(separator: "\u{1f}"))
  }

  /// A task of the catalogue, or a data set.
  private func subject(_ model: LanguageModel, _ stream: RandomStream) throws -> EvaluationSubject {
    if let data {
      return try EvaluationSubject(
        dataset: task, file: data, limit: problems, model: model, chat: conversation.chat,
        system: conversation.system,
        shots: shots, shotsFile: shotsFile, names: try names(), extraction: extraction ?? .flexible,
        sandbox: { try isolation.sandbox() })
    }
    let family = try TaskSelection(kind: task, overrides: overrides).family()
    family.warnings.forEach(Output.warn)
    let standard = family.difficulties.contains(4) ? "3,4" : "\(family.difficulties.lowerBound)"
    return try EvaluationSubject(
      family: family, name: task, problems: problems ?? 64,
      difficulties: try TaskSelection.difficulties(difficulties ?? standard, of: family),
      split: split, format: try conversation.format(model), stream: stream)
  }

  /// The columns of `--columns`.
  private func names() throws -> [String: String] {
    try columns.split(separator: ",").reduce(into: [:]) { names, part in
      let sides = part.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
      guard sides.count == 2 else {
        throw ValidationError("--columns takes NAME=COLUMN,…, not '\(part)'")
      }
      names[sides[0]] = sides[1]
    }
  }

  private func report(
    _ result: BenchmarkResult, _ subject: EvaluationSubject, _ count: Int
  ) throws {
    let table = CountTable(
      name: task, source: model,
      problems: zip(subject.names, result.counts).map {
        ProblemTally(id: $0, n: $1.samples, c: loose ? $1.loose : $1.strict)
      })
    let report = try PassAtKAnalysis().run(table)
    if json {
      print(PassAtKReport.json([report]))
      return
    }
    print(report.plainText)
    let samples = Double(subject.set.problems.count * count)
    let parsed = Double(result.counts.reduce(0) { $0 + $1.parsed }) / samples
    let cut = Double(result.counts.reduce(0) { $0 + $1.truncated }) / samples
    print(
      "parsed \(percent(parsed)), truncated \(percent(cut)), mean length "
        + "\(Int(result.meanLength.rounded())) tokens")
  }

  private func percent(_ share: Double) -> String { "\((1000 * share).rounded() / 10) %" }
}
