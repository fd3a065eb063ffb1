import Analyses
import ArgumentParser
import Figures
import Foundation
import Interchange
import Results
import Statistics
import Support

extension Alternative: ExpressibleByArgument {}
extension Correction: ExpressibleByArgument {}

struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tests between the arms of a table of measurements.",
    discussion: """
      Takes CSV with a header or JSON lines, one row a measurement. Every arm is compared with the
      baseline: exact permutation test, t test, effect size, interval, correction, verdict.

      The folder of a sweep needs nothing more; with --value a metric of its runs is compared instead of the accuracy on
      held-out problems.

      Examples:
        assay compare runs/advantages
        assay compare runs.csv --arm method --value accuracy --unit seed
        assay compare runs.csv --arm method --value accuracy --unit seed --problem id --figure forest.svg
        assay compare runs.csv --value accuracy --unit seed --anova reward,size
        assay compare runs.csv --value accuracy --unit seed --anova reward,size,clip
        assay compare runs.csv --value accuracy --unit seed --trend exposure
        assay compare evals.jsonl --arm model --value correct --problem problem --sample sample
        assay compare evals.csv --arm model --value correct --problem id --gate --min-delta 0.005
        zcat runs.csv.gz | assay compare - --arm method --value accuracy
      """)

  @Argument(
    help:
      "A CSV with a header, JSON lines, or the folder of a sweep; also .gz or .zst, or - for standard input.",
    completion: .file()) var file: String
  @Option(help: "The column of arms.") var arm: String?
  @Option(help: "The column of measurements.") var value: String?
  @Option(
    name: [.customLong("unit"), .customLong("seed-column")],
    help: "The column of what was repeated; arms are paired by it.")
  var unit: String?
  @Option(help: "The column of tasks.") var task: String?
  @Option(help: "The column of problems.") var problem: String?
  @Option(help: "The column of groups of problems that belong together.") var cluster: String?
  @Option(help: "The column that tells samples of a problem apart; their mean is compared.")
  var sample: String?
  @Option(help: "The arm that others are compared with. (default: base or baseline, or the first)")
  var baseline: String?
  @Flag(help: "Compare pairs; a missing one is an error.") var paired = false
  @Flag(help: "Compare independent groups.") var unpaired = false
  @Option(help: "Differences within ± this are too small to matter: test for equivalence.")
  var equivalenceMargin: Double?
  @Option(
    help: "Tasks: the score beyond which more is no better, γ of the optimality gap. (default: 1)")
  var gamma: Double?
  @Option(help: "holm, hochberg, bh, by or none.") var correction = Correction.holm
  @Option(help: "two-sided, greater or less: arm minus baseline.")
  var alternative = Alternative.twoSided
  @Option(help: "The confidence level; a test passes at 1 − level.") var level = 0.95
  @Option(
    help: ArgumentHelp(
      "Columns of factors. Without --unit, the last of three or more is the block.",
      valueName: "a,b[,c][,block]")) var anova: String?
  @Option(help: "Trials behind a fraction: analyze the variance of logits too.") var trials: Int?
  @Option(help: "The column of an ordered quantity.") var trend: String?
  @Option(help: "Bootstrap draws.") var bootstrap = 10_000
  @Option(help: "The root of all randomness.") var seed: UInt64 = 7
  @Flag(
    help: """
      Check a release: exit with 0 if no arm is worse than the baseline by --min-delta or more, 1 if one is, \
      2 if that is undecided.
      """) var gate = false
  @Option(help: "--gate: the smallest loss that matters.") var minDelta: Double?
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print CSV, one row a contrast.") var csv = false
  @Option(help: "Draw a forest plot: a path ending in .svg, .png or .pdf.") var figure: String?
  @OptionGroup var results: ResultsFileOptions

  func validate() throws {
    try Bounds.check("--level", level, Bounds.levels)
    try Bounds.check("--bootstrap", bootstrap, Bounds.draws)
    try Bounds.check("--trials", trials, Bounds.counted)
    if paired && unpaired { throw ValidationError("--paired and --unpaired exclude each other") }
    if json && csv { throw ValidationError("--json and --csv exclude each other") }
    if gate != (minDelta != nil) {
      throw ValidationError("--gate and --min-delta go together: the smallest loss that matters")
    }
    if let minDelta, !(minDelta > 0 && minDelta.isFinite) {
      throw ValidationError("--min-delta is \(minDelta), expected a positive number")
    }
    let isSweep = SweepTable.isSweep(file)
    if value == nil && !isSweep {
      throw ValidationError("--value is missing: the column of measurements")
    }
    if arm == nil && !isSweep && anova == nil && trend == nil {
      throw ValidationError("give --arm COLUMN, --anova A,B or --trend COLUMN")
    }
    if gate && arm == nil && !isSweep { throw ValidationError("--gate needs --arm") }
    if arm == nil && !isSweep && figure != nil { throw ValidationError("--figure needs --arm") }
    if arm == nil && !isSweep && csv {
      throw ValidationError("--csv needs --arm; --json prints everything")
    }
    if gamma != nil && task == nil { throw ValidationError("--gamma needs --task") }
    if trials != nil && anova == nil { throw ValidationError("--trials needs --anova") }
  }

  func run() throws {
    let out = try results.path()
    let (factors, unit) = try design()
    var columns = CompareColumns(
      arm: arm ?? "", value: value ?? "", unit: unit, task: task, problem: problem,
      cluster: cluster, sample: sample)
    let isSweep = SweepTable.isSweep(file)
    let path = isSweep ? try SweepTable.measurements(file, for: &columns) : file
    let analysis = CompareAnalysis(
      columns: columns,
      baseline: baseline, paired: paired ? true : unpaired ? false : nil,
      margin: equivalenceMargin, gate: minDelta.map { ReleaseGate(delta: $0) }, gamma: gamma ?? 1,
      correction: correction,
      alternative: alternative, level: level,
      draws: bootstrap, seed: seed)
    let table = try ColumnTable.read(path)
    var report = try columns.arm.isEmpty ? analysis.emptyReport(table) : analysis.run(table)
    try analysis.add(
      CompareDesign(factors: factors, trend: trend, trials: trials), of: table, to: &report)
    if let out {
      try CompareStore.write(
        report, seed: seed, provenance: Provenance.current(threads: 1), to: out)
    }
    if let figure, let forest = CompareFigure.forest(report) { try forest.write(to: figure) }
    if json {
      try Output.json(report)
    } else {
      print(csv ? report.csv : report.plainText, terminator: "")
    }
    if let gate = analysis.gate { try check(report, gate) }
  }

  /// The verdict of the gate on stderr, and as the exit code.
  private func check(_ report: CompareReport, _ gate: ReleaseGate) throws {
    let verdicts = report.contrasts.map { gate.verdict($0, alternative: alternative) }
    for (contrast, verdict) in zip(report.contrasts, verdicts) {
      FileHandle.standardError.write(
        Data("gate: \(contrast.arm): \(gate.sentence(contrast, verdict))\n".utf8))
    }
    try StandardOutput.flush()
    let code = ReleaseGate.exitCode(of: verdicts)
    if code != 0 { throw ExitCode(code) }
  }

  /// The factors, and the unit: without `--unit` the last of three or more columns of `--anova` is the block, which is
  /// the unit.
  private func design() throws -> (factors: [String], unit: String?) {
    guard let anova else { return ([], unit) }
    let names = anova.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    guard !names.contains(""), Set(names).count == names.count else {
      throw ValidationError("--anova takes different columns: --anova a,b,seed")
    }
    let hasBlock = unit == nil ? names.count > 2 : names.last == unit && names.count > 1
    let factors = hasBlock ? Array(names.dropLast()) : names
    guard (1...4).contains(factors.count), !factors.contains(unit ?? "") else {
      throw ValidationError(
        "--anova takes one to four factors, and the block last: --anova a,b,seed")
    }
    return (factors, hasBlock ? names.last : unit)
  }
}
