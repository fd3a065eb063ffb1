import Analyses
import ArgumentParser
import Config
import Evaluation
import Experience
import Foundation
import Interchange
import Results
import Rollouts
import Sandbox
import Serving
import Support
import Tasks
import Tensors
import Tokenizers

extension AnswerExtraction: ExpressibleByArgument {}

struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Evaluate a model on a task or a data set: pass@k with intervals.",
    discussion: """
      A task is a family of problems (`assay task list`) or, with --data, a data set:
      \(DatasetKind.allCases.map(\.rawValue).joined(separator: ", ")), or rows with any columns.

      Examples:
        assay eval --model runs/base/checkpoints/step-* --task chain \\
          --set maximum_leaves=1 --set pairs=0 --set order=forward --difficulties 3,4
        assay eval --model smollm2-135m-instruct --chat --task gsm8k --data test.jsonl \\
          --problems 50 --samples-per-problem 8
        assay eval --model smollm2-135m-instruct --task gsm8k --data test.jsonl \\
          --shots 4 --shots-file train.jsonl
        assay eval --model smollm2-135m-instruct --task human-eval --data HumanEval.jsonl \\
          --temperature 0.2 --samples-per-problem 4
        assay eval --model smollm2-135m-instruct --chat --task rows --data reasoning_gym.jsonl \\
          --ids @hard.txt --seeds 0..2 --save results/smollm2 --format lm-eval
        assay eval --server http://localhost:8000 --chat --task math-500 --data test.jsonl \\
          --samples-per-problem 128 --max-tokens 4096 --temperature 0.6 --top-p 0.95 --save s.jsonl

      --data rows have a column prompt, problem, question or input, and answer; other names: --set prompt=…,
      --set answer=…. All rows are evaluated, called by their column id or by "line N".

      --seeds draws further samples of the same problems, those of the first seed: pass@k is that of all samples
      of a problem together, and pass@1 of each seed is printed with its spread. --ids picks problems by the
      names that --save writes; their samples are those that they have among all.

      --format lm-eval makes --save a folder as lm-eval's --log_samples does, results_*.json and
      samples_*.jsonl; inspect makes it a log, FILE.json, or one in a folder, where `inspect view` lists it, with a
      sample an epoch. `assay passk` reads all three.

      --server takes completions from vLLM, SGLang, llama.cpp's llama-server or another server of OpenAI's
      protocol: as texts, or with --chat as messages in the server's own template. What it will cost is said first,
      and --dry-run stops there. A call asks for up to 32 samples; it is made again, at most 5 times, if the server is busy or
      the connection is lost. With --save every answer is kept as it comes, and --resume asks for nothing twice. Samples
      that reach --max-tokens are wrong. A key is taken from ASSAY_API_KEY or OPENAI_API_KEY.

      The responses to human-eval are Python programs. They are run with their tests in bubblewrap, without
      network and with nothing to write to, for 3 s each.
      """)

  @Option(help: "A folder, a GGUF file or a fetched model's name.", completion: .models) var model:
    String?
  @OptionGroup var server: ServerOptions
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
  @Option(
    help: ArgumentHelp("Only these problems, or those named in a file.", valueName: "id,id|@file"))
  var ids: String?
  @Option(
    help: ArgumentHelp(
      "Several seeds instead of --seed: more samples of the same problems.",
      valueName: "0..2|0,1,2")) var seeds: String?
  @Option(help: "Write every sample with its verdict to this file, or folder of lm-eval.")
  var save: String?
  @Option(help: "The format of --save: jsonl, lm-eval or inspect.")
  var format = EvaluationFormat.jsonl
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
  @Flag(help: "Print what will be sampled, and stop.") var dryRun = false
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard (model == nil) != (server.server == nil) else {
      throw ValidationError(
        model == nil
          ? "name a model with --model, or a server with --server"
          : "--model and --server exclude each other; --served-model names a server's model")
    }
    guard
      server.server == nil
        || (conversation.chatTemplate == nil && conversation.base == nil && precision == .f32)
    else {
      throw ValidationError(
        "--chat-template, --base and --precision are for --model: a server has its own")
    }
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
    guard format == .jsonl || save != nil else { throw ValidationError("--format needs --save") }
    guard ids == nil || ids?.allSatisfy({ $0 == "," || $0 == " " }) == false else {
      throw ValidationError("--ids needs names, id,id or @file")
    }
    guard try seeds == nil || !SeedList(seeds ?? "").seeds.isEmpty,
      seeds == nil || sampling.seed == 7
    else { throw ValidationError("--seed and --seeds exclude each other") }
    guard task != RowsTask.kind || data == nil || (shots == 0 && columns.isEmpty) else {
      throw ValidationError(
        "rows have their whole prompts: --set prompt=COLUMN instead of --columns, and no --shots")
    }
    guard shots == 0 || (shotsFile != nil && data != nil && !conversation.chat) else {
      throw ValidationError("--shots needs --data and --shots-file, and goes without --chat")
    }
  }

  private var decoding: Decoding { greedy ? .greedy : sampling.decoding }

  func run() throws {
    let source = try source()
    let seeds = try self.seeds.map { try SeedList($0).seeds } ?? [sampling.seed]
    let output = try save.map { try EvaluationOutput(path: $0, format: format) }
    let whole = try subject(source.model, SeededBenchmark.stream(seed: seeds[0]))
    let subject = try ids.map { try whole.only(EvaluationSubject.ids($0)) } ?? whole
    let run = EvaluationRun(
      subject, task: task, model: source.name, seeds: seeds,
      samples: samplesPerProblem ?? subject.samples, cap: maxTokens, shots: shots, isLoose: loose,
      output: output,
      settings: ["\(overrides)", extraction?.rawValue ?? "", columns] + conversation.description)
    let remote = try source.remote.map { try remoteEngine($0, subject) }
    let calls = remote?.plan(subject.problems, samples: run.samples, seeds: seeds.count)
    let plan = run.plan + (calls.map { "\n\($0)\(server.keyNote)" } ?? "")
    if dryRun { return print(plan) }
    StopSignal.listen(patience: 0)
    let progress = ProgressMeter()
    if remote != nil { progress.say(plan) }
    func report(_ share: Double) throws {
      progress.overall(share)
      progress.update(
        task, done: share * Double(subject.count), total: Double(subject.count), note: "problems")
      try StopSignal.check()
    }
    let record: EvaluationRecord
    if let remote {
      record = try run.run(remote, resume: resume, origin: origin, progress: report)
    } else {
      record = try run.run(
        try engine(source, subject), resume: resume, origin: origin, progress: report)
    }
    progress.finish()
    let found = try PassAtKAnalysis().run(record.tables, seeds: seeds)
    print(json ? PassAtKReport.json([found]) : found.plainText + "\n" + record.summary)
  }

  /// The model or the server that is asked.
  private func source() throws -> CompletionSource {
    if let remote = try server.find() { return .server(remote) }
    let name = model ?? ""
    return .model(name, try conversation.model(name))
  }

  /// A model of ours, ready to sample.
  private func engine(
    _ source: CompletionSource, _ subject: EvaluationSubject
  ) throws -> RolloutEngine {
    guard let model = source.model else { throw RolloutsError.noModel(role: .policy) }
    return RolloutEngine(
      model.transformer, tokenizer: model.tokenizer, promptFormat: subject.format,
      decoding: decoding, stopStrings: subject.stopStrings + conversation.stops,
      precision: precision, pool: WorkerPool(count: workers.count))
  }

  /// A server, ready to be asked.
  private func remoteEngine(
    _ remote: RemoteServer, _ subject: EvaluationSubject
  ) throws -> RemoteEngine {
    RemoteEngine(
      remote, form: conversation.form, decoding: decoding,
      stopStrings: subject.stopStrings + conversation.stops)
  }

  private var origin: EvaluationOrigin {
    let provenance = Provenance.current(threads: workers.count)
    return EvaluationOrigin(
      created: Date(), commit: provenance.gitCommit, version: provenance.toolVersion)
  }

  /// A task of the catalogue, or a data set.
  private func subject(
    _ model: LanguageModel?, _ stream: RandomStream
  ) throws -> EvaluationSubject {
    if let data, task == RowsTask.kind {
      return try EvaluationSubject(
        rows: try rows(data), limit: problems, format: try conversation.format(model))
    }
    if let data {
      return try EvaluationSubject(
        dataset: task, file: data, limit: problems, model: model, chat: conversation.chat,
        system: conversation.system,
        shots: shots, shotsFile: shotsFile, names: try names(), extraction: extraction ?? .flexible,
        sandbox: { try isolation.sandbox() })
    }
    let family = try TaskSelection(kind: task, overrides: overrides).family()
    family.warnings.forEach(Output.warn)
    return try EvaluationSubject(
      family: family, name: task, problems: problems ?? 64,
      difficulties: try TaskSelection.difficulties(difficulties, of: family),
      split: split, format: try conversation.format(model), stream: stream)
  }

  /// The rows of `--data`, with the settings of `--set`.
  private func rows(_ data: String) throws -> RowsTask {
    var rows = RowsTask()
    rows.file = data
    rows.extraction = extraction ?? .flexible
    return try ConfigLoader.load(rows, overrides: overrides)
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
}
