import Analyses
import ArgumentParser
import Foundation
import Interchange
import Results
import Statistics
import Support

extension Scoring: ExpressibleByArgument {}
extension UnscoredSamples: ExpressibleByArgument {}
extension DifficultyModel: ExpressibleByArgument {}
extension Pooling: EnumerableFlag {
  /// Its flag.
  public static func name(for value: Pooling) -> NameSpecification {
    switch value {
    case .known: .customLong("pool")
    case .samples: .customLong("pool-samples")
    case .problems: .customLong("pool-problems")
    }
  }

  /// What `--help` says of it.
  public static func help(for value: Pooling) -> ArgumentHelp? {
    switch value {
    case .known: "Put all files together: one group, or one a group of --by."
    case .samples: "The same; equal names are the same problem, whose samples add up."
    case .problems: "The same; equal names in different files are different problems."
    }
  }
}

struct PassK: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passk", abstract: "pass@k with intervals from anybody's samples.",
    discussion: """
      The format is found out from the content:
        CSV counts   problem,n,c; optional strict (strictly right), chance
        HumanEval    task_id, passed; one JSON object a sample
        EvalPlus     *_eval_results.json, or JSON lines with base_status
        lm-eval      samples_*.jsonl; --filter, --metric
        verifiers    results.jsonl; right means reward ≥ 0.5, or --threshold
        inspect      .json or .eval log; --metric SCORER
        assay eval   the file of --save
        results.h5   of this program, or its folder; --set, --arm, --replicate, --scoring
        rows         JSON lines or CSV, one sample a row: name the columns with
                     --problem and --correct (true/false, 1/0; --threshold)
      Any of them may be packed with gzip or zstd; - is standard input.

      Examples:
        assay passk counts.csv --k 1,8,64
        zstdcat samples.jsonl.zst | assay passk - --k 1,8
        assay passk samples.jsonl --problem task --correct score --threshold 1
        assay passk runs.csv --problem id --correct ok --by model
        assay passk base.jsonl rl.jsonl --compare base rl --json
        assay passk counts.csv --cluster template
        assay passk samples_mmlu_*.jsonl --pool
        assay passk samples.jsonl --extrapolate 4096 --figure passk.svg
        assay passk results/STUDY/quick/results.h5 --set id --arm rl_id

      "SE sampling" holds the problems fixed and exists where every problem has
      2k samples; "SE problems" takes the problems as drawn from many, and holds
      the first. The interval is the percentile bootstrap over problems. k above
      the samples of a problem is an error: pass@k is never clamped.

      --compare A B takes differences B − A problem by problem: paired
      bootstrap, sign-flip test, McNemar, where the curves cross, and which
      problems only one side finds, beside what two sets of A alone would give.
      """)

  @Argument(help: "Files; each is a group of its own, or several with --by.", completion: .file())
  var files: [String] =
    []
  @Option(help: "Values of k, separated by commas. (default: powers of two up to n)") var k = ""
  @Option(help: "The confidence level of the intervals.") var level = 0.95
  @Option(
    name: [.customLong("bootstrap"), .customLong("draws")],
    help: "Bootstrap draws over problems.") var draws = 10_000
  @Option(help: "The root of all randomness.") var seed: UInt64 = 7
  @Option(help: "Split files into groups by the values of this column.") var by: String?
  @Flag var pooling: Pooling?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Compare two groups or files, the base first.", valueName: "a b"))
  var compare: [String] = []
  @Option(help: "Extrapolate pass@k to this k by a fit of difficulty.") var extrapolate: Int?
  @Option(help: "The family of difficulties that is fitted.") var difficulty =
    DifficultyModel.betaBinomial
  @Option(help: "The probability that a guess is right, for the chance curve.") var chance: Double?
  @Option(help: "Rows: the column of the problem.") var problem: String?
  @Option(help: "Rows: the column that says whether a sample is right.") var correct: String?
  @Option(help: "The column that says whether it is strictly right (CoT-pass@k).")
  var strict: String?
  @Option(help: "The column of the extracted answer (maj@k).") var answer: String?
  @Option(help: "The column that tells samples apart; repetitions are errors.") var sample: String?
  @Option(
    help:
      "CSV counts and rows: the column of groups of problems that belong together, such as templates."
  )
  var cluster: String?
  @Flag(help: "Split the variance of pass@1 into that between problems and that of sampling.")
  var variance = false
  @Option(help: "inspect: samples without a score: refuse, wrong or drop.")
  var unscored = UnscoredSamples.refuse
  @Option(help: "Right means a number of at least this.") var threshold: Double?
  @Option(help: "lm-eval: the filter, if there are several.") var filter: String?
  @Option(help: "The metric or scorer, if there are several.") var metric: String?
  @Option(help: "results.h5: only this set.") var set: String?
  @Option(help: "results.h5: only this arm.") var arm: String?
  @Option(help: "results.h5: only this replicate.") var replicate: Int?
  @Option(help: "results.h5: strict or loose.") var scoring = Scoring.strict
  @Option(help: ArgumentHelp("Draw the curves.", valueName: "out.svg|png|pdf"))
  var figure: String?
  @OptionGroup var results: ResultsFileOptions
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print CSV.") var csv = false

  func validate() throws {
    try Bounds.check("--level", level, Bounds.levels)
    try Bounds.check("--bootstrap", draws, Bounds.draws)
    if let threshold, !threshold.isFinite {
      throw ValidationError("--threshold is \(threshold), expected a finite number")
    }
    try Bounds.check("--extrapolate", extrapolate, 1...1_000_000_000_000)
    if files.isEmpty, compare.isEmpty { throw ValidationError("give at least one file") }
    guard compare.isEmpty || compare.count == 2 else {
      throw ValidationError(
        "--compare takes two groups or files, not \(compare.count); put other files before it")
    }
    if let name = compare.first, compare.last == name, compare.count == 2 {
      throw ValidationError("--compare names '\(name)' twice; give two different groups or files")
    }
    guard cluster == nil || compare.isEmpty && extrapolate == nil else {
      throw ValidationError(
        "--cluster goes with neither --compare nor --extrapolate; assay compare --cluster compares arms"
      )
    }
    if json, csv { throw ValidationError("give --json or --csv, not both") }
  }

  func run() throws {
    let ks = try k.split(separator: ",").map { part in
      guard let value = Int(part.trimmingCharacters(in: .whitespaces)), value > 0 else {
        throw ValidationError("--k takes whole numbers from 1 up, not '\(part)'")
      }
      return value
    }
    var samples = SampleOptions(
      filter: filter, metric: metric, by: by, problem: problem, correct: correct, strict: strict,
      answer: answer, sample: sample, threshold: threshold)
    samples.unscored = unscored
    samples.cluster = cluster
    var analysis = PassAtKAnalysis(
      ks: ks, level: level, draws: draws, seed: seed, chance: chance, extrapolate: extrapolate,
      difficulty: difficulty)
    analysis.splitsVariance = variance
    let run = PassAtKRun(
      files: files.map(ResultsLocation.path),
      selection: CountSelection(
        samples: samples, set: set, arm: arm, seed: replicate, scoring: scoring),
      analysis: analysis, compare: compare, pooling: pooling, figure: figure,
      out: try results.path())
    let meter = ProgressMeter(patient: true)
    let findings = try ProgressMeter.$current.withValue(meter) {
      try run.run { .current(threads: ProcessInfo.processInfo.activeProcessorCount) }
    }
    meter.finish()
    print(
      json ? findings.json : csv ? findings.csv : findings.plainText, terminator: "")
    for path in findings.written {
      FileHandle.standardError.write(Data("wrote \(path)\n".utf8))
    }
  }
}
