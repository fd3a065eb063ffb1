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

extension Isolation: ExpressibleByArgument {}

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

  @Option(help: "A folder, a GGUF file or a fetched model's name.") var model: String
  @Option(help: "The task's kind, or the data set's.") var task = "chain"
  @Option(help: "The data set's file, JSON lines.") var data: String?
  @Option(help: "Solved examples put before each problem, taken from --shots-file.") var shots = 0
  @Option(help: "The file of examples, of the same kind.") var shotsFile: String?
  @Flag(help: "Put each problem as a user's message, in the model's chat template.") var chat =
    false
  @Option(help: "A system message for --chat. (default: the template's own)") var system: String?
  @Option(name: .customLong("set"), help: "A setting of the task, key=value.") var overrides:
    [String] = []
  @Option(help: "Difficulties, separated by commas. (default: 3,4, or the task's lowest)")
  var difficulties: String?
  @Option(help: "Problems. (default: 64, or all of a data set)") var problems: Int?
  @Option(help: "Samples a problem, n. (default: 128, or 8 for a data set)")
  var samplesPerProblem: Int?
  @Option(help: "The most response tokens. (default: what the task needs, 320 for a data set)")
  var maxTokens: Int?
  @Option(help: "train, validation or test.") var split = Split.test
  @Flag(help: "Count right answers, whatever the steps.") var loose = false
  @Option(help: "Write every sample with its verdict to this file, as JSON lines.") var save:
    String?
  @Option(
    help: """
      How programs that the model wrote are run: bubblewrap, or none, which limits only time, memory and \
      output, for models that you trust as yourself.
      """) var isolation = Isolation.bubblewrap
  @Option(help: "How the weights are rounded: f32, bf16, f16 or int8.") var precision =
    WeightPrecision.f32
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var workers: WorkerOptions
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard problems ?? 1 > 0, samplesPerProblem ?? 1 > 0, maxTokens ?? 1 > 0, shots >= 0 else {
      throw ValidationError(
        "--problems, --samples-per-problem and --max-tokens must be at least 1")
    }
    guard shots == 0 || (shotsFile != nil && data != nil && !chat) else {
      throw ValidationError("--shots needs --data and --shots-file, and goes without --chat")
    }
  }

  /// What is evaluated, and how it is put to the model.
  private struct Subject {
    var set: ProblemSet
    var names: [String]
    var verifier: any Verifier
    var format: PromptFormat
    var stopStrings: [String] = []
    var samples: Int
    var cap: Int?
  }

  func run() throws {
    let model = try ModelPath.load(self.model)
    let stream = RandomStream(seed: sampling.seed)["eval"]
    let subject = try data.map { try dataset($0, model) } ?? family(model, stream)
    let engine = RolloutEngine(
      model.transformer, tokenizer: model.tokenizer, promptFormat: subject.format,
      decoding: sampling.decoding, stopStrings: subject.stopStrings, precision: precision,
      pool: WorkerPool(count: workers.count))
    StopSignal.listen()
    let progress = ProgressMeter()
    let result = try Benchmark(
      set: subject.set, verifier: subject.verifier, samplesPerProblem: subject.samples,
      cap: subject.cap, recordsPerProblem: save == nil ? 0 : subject.samples
    ).run(engine, stream: stream) { share in
      progress.overall(share)
      progress.update(
        task, done: share * Double(subject.set.problems.count),
        total: Double(subject.set.problems.count), note: "problems")
      try StopSignal.check()
    }
    if let save {
      try AtomicFile.write(
        try result.samples.reduce(into: Data()) { $0.append(try JSONLines.line($1)) }, to: save)
    }
    try report(result, subject)
  }

  private func family(_ model: LanguageModel, _ stream: RandomStream) throws -> Subject {
    let family = try TaskSelection(kind: task, overrides: overrides).family()
    let range = family.difficulties
    let standard = range.contains(4) ? "3,4" : "\(range.lowerBound)"
    let set = try family.problemSet(
      name: task, count: problems ?? 64,
      difficulties: try TaskSelection.difficulties(difficulties ?? standard, of: family),
      split: split, stream: stream["problems"])
    return Subject(
      set: set, names: set.problems.map(\.prompt), verifier: family,
      format: try model.promptFormat(chat: chat, system: system),
      samples: samplesPerProblem ?? 128, cap: maxTokens)
  }

  private func dataset(_ path: String, _ model: LanguageModel) throws -> Subject {
    guard let kind = DatasetKind(rawValue: task) else {
      let known = DatasetKind.allCases.map(\.rawValue)
      throw SupportError.unknownName(
        what: "data set", name: task, suggestion: DidYouMean.suggestion(for: task, among: known),
        known: known)
    }
    let rows = try DatasetFile.read(path, as: kind, limit: problems)
    let examples =
      shots == 0 ? [] : try DatasetFile.read(shotsFile ?? path, as: kind, limit: shots)
    let posed = try DatasetTask(
      kind, style: chat ? .chat(instruction: kind.instruction) : .fewShot(examples))
    let template = chat ? try model.requireChatTemplate() : model.chatTemplate
    let set = ProblemSet(
      name: kind.rawValue,
      problems: try rows.map { row in
        try posed.problem(row) { messages in
          guard let template else { throw RolloutsError.noChatTemplate(path: model.path) }
          let first =
            system.map { text in [Message(role: "system", content: text)] } ?? []
          return template.render(
            first + messages.map { Message(role: $0.role, content: $0.content) })
        }
      })
    let verifier: any Verifier =
      kind == .humanEval
      ? ProgramTests(posed, rows: rows, sandbox: try Sandbox(isolation)) : posed
    return Subject(
      set: set, names: rows.map(\.id), verifier: verifier, format: chat ? .verbatim : .plain,
      stopStrings: posed.stopStrings, samples: samplesPerProblem ?? 8, cap: maxTokens ?? 320)
  }

  private func report(_ result: BenchmarkResult, _ subject: Subject) throws {
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
    let samples = Double(subject.set.problems.count * subject.samples)
    let parsed = Double(result.counts.reduce(0) { $0 + $1.parsed }) / samples
    let cut = Double(result.counts.reduce(0) { $0 + $1.truncated }) / samples
    print(
      "parsed \(percent(parsed)), truncated \(percent(cut)), mean length "
        + "\(Int(result.meanLength.rounded())) tokens")
  }

  private func percent(_ share: Double) -> String { "\((1000 * share).rounded() / 10) %" }
}
