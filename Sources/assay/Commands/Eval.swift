import Analyses
import ArgumentParser
import Config
import Evaluation
import Interchange
import Networks
import Rollouts
import Support
import Tasks
import Tensors
import Tokenizers

struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Evaluate a model on a task: pass@k with intervals.",
    discussion: """
      Example: assay eval --model runs/base/checkpoints/step-* --task chain \\
        --set maximum_leaves=1 --set pairs=0 --set order=forward --difficulties 3,4
      """)

  @Option(help: "The model's folder.") var model: String
  @Option(help: "The task's kind; `assay task list` shows them.") var task = "chain"
  @Option(name: .customLong("set"), help: "A setting of the task, key=value.") var overrides:
    [String] = []
  @Option(help: "Difficulties, separated by commas.") var difficulties = "3,4"
  @Option(help: "Problems.") var problems = 64
  @Option(help: "Samples a problem, n.") var samplesPerProblem = 128
  @Option(help: "train, validation or test.") var split = Split.test
  @Flag(help: "Count right answers, whatever the steps.") var loose = false
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var workers: WorkerOptions
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard problems > 0, samplesPerProblem > 0 else {
      throw ValidationError("--problems and --samples-per-problem must be at least 1")
    }
  }

  func run() throws {
    let family = try TaskSelection(kind: task, overrides: overrides).family()
    let levels = try TaskSelection.difficulties(difficulties, of: family)
    let stream = RandomStream(seed: sampling.seed)["eval"]
    let set = try family.problemSet(
      name: task, count: problems, difficulties: levels, split: split, stream: stream["problems"])
    let engine = RolloutEngine(
      try ModelFolder.load(model), tokenizer: CharacterTokenizer(), decoding: sampling.decoding,
      pool: WorkerPool(count: workers.count))
    let result = try Benchmark(set: set, verifier: family, samplesPerProblem: samplesPerProblem)
      .run(engine, stream: stream)
    let table = CountTable(
      name: "\(task) \(difficulties)", source: model,
      problems: zip(set.problems, result.counts).map {
        ProblemTally(id: $0.prompt, n: $1.samples, c: loose ? $1.loose : $1.strict)
      })
    let report = try PassAtKAnalysis().run(table)
    if json {
      print(PassAtKReport.json([report]))
    } else {
      print(report.plainText)
      let samples = Double(problems * samplesPerProblem)
      let parsed = Double(result.counts.reduce(0) { $0 + $1.parsed }) / samples
      let cut = Double(result.counts.reduce(0) { $0 + $1.truncated }) / samples
      print(
        "parsed \(percent(parsed)), truncated \(percent(cut)), mean length "
          + "\(Int(result.meanLength.rounded())) tokens")
    }
  }

  private func percent(_ share: Double) -> String { "\((1000 * share).rounded() / 10) %" }
}
