import Analyses
import ArgumentParser
import Foundation
import Statistics

extension PowerTest: ExpressibleByArgument {}

struct PowerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power", abstract: "What an experiment can show, before it is run.",
    discussion: """
      Two of seeds, effect and power give the third; so do two of problems, delta and power.

      Examples:
        assay power --seeds 8
        assay power --delta 0.05 --sd 0.04 --hypotheses 6
        assay power --seeds 8 --effect 1.2 --test sign-flip
        assay power --delta 0.05 --pilot pilot.csv --arm method --value accuracy --unit seed
        assay power --problems 500 --samples 16 --omega2 0.11 --sigma2 0.17
        assay power --table
      """)

  @Option(help: "Pairs, or the size of each group.") var seeds: Int?
  @Option(help: "Standardized: d_z of pairs, d of groups.") var effect: Double?
  @Option(help: "The difference in the units of the measurement.") var delta: Double?
  @Option(help: "The standard deviation of differences of pairs, or within groups.")
  var sd: Double?
  @Option(help: "The power. (default: 0.8, unless it is asked for)") var power: Double?
  @Option(help: "The level of the family.") var alpha = 0.05
  @Option(help: "Hypotheses that share the level (Holm). (default: 1; 6 in the table)")
  var hypotheses: Int?
  @Flag(help: "Pairs. (default)") var paired = false
  @Flag(help: "Independent groups.") var unpaired = false
  @Option(help: "t, or sign-flip by simulation.") var test = PowerTest.t
  @Option(help: "two-sided, greater or less.") var alternative = Alternative.twoSided
  @Option(help: "Plan a test of equivalence within ± this; needs --sd or --pilot.")
  var equivalenceMargin: Double?
  @Option(help: "A table of a few runs, from which the deviation is taken and raised.")
  var pilot: String?
  @Option(help: "Of the pilot: the column of arms; without it values are differences.")
  var arm: String?
  @Option(help: "Of the pilot: the column of measurements.") var value = "value"
  @Option(
    name: [.customLong("unit"), .customLong("seed-column")],
    help: "Of the pilot: the column that pairs arms.")
  var unit: String?
  @Option(help: "Of the pilot: the arm that others are compared with.") var baseline: String?
  @Option(help: "Problems that two models answer.") var problems: Int?
  @Option(help: "Samples of each problem by each model. (default: 1)") var samples: Int?
  @Option(help: "The variance over problems of the true difference.") var omega2: Double?
  @Option(help: "The mean variance of one sample of a problem. (default: 0)") var sigma2: Double?
  @Option(help: "The root of all randomness.") var seed: UInt64 = 7
  @Flag(help: "Print the smallest effects by number of seeds.") var table = false
  @Flag(help: "Print JSON.") var json = false

  private var isAboutProblems: Bool {
    problems != nil || samples != nil || omega2 != nil || sigma2 != nil
  }

  func validate() throws {
    try Bounds.check("--alpha", alpha, 1e-9...0.5)
    try Bounds.check("--hypotheses", hypotheses, Bounds.held)
    try Bounds.check("--power", power, 1e-6...0.999999)
    try Bounds.check("--effect", effect, -1e6...1e6)
    try Bounds.check("--problems", problems, Bounds.counted)
    try Bounds.check("--samples", samples, Bounds.counted)
    for (flag, value) in [("--delta", delta), ("--equivalence-margin", equivalenceMargin)] {
      try Bounds.check(flag, value.map(abs), 1e-12...1e12)
    }
    for (flag, value) in [("--sd", sd), ("--omega2", omega2), ("--sigma2", sigma2)] {
      try Bounds.check(flag, value, 0...1e12)
    }
    if paired && unpaired { throw ValidationError("--paired and --unpaired exclude each other") }
    if isAboutProblems {
      if seeds != nil || effect != nil || sd != nil || pilot != nil || equivalenceMargin != nil
        || alternative != .twoSided || unpaired || test != .t
      {
        throw ValidationError(
          "--problems, --samples, --omega2 and --sigma2 go with --delta, --power and --alpha only")
      }
      if omega2 == nil { throw ValidationError("a comparison over problems needs --omega2") }
    }
    if table, !(alpha > 0 && alpha < 0.5 && (hypotheses ?? 1) >= 1) {
      throw ValidationError("--alpha is between 0 and 0.5, and --hypotheses at least 1")
    }
    if table, let power, !(power > alpha && power < 1) {
      throw ValidationError("--power is between alpha and 1")
    }
    let answers = [seeds != nil, effect != nil || delta != nil, power != nil].count { $0 }
    if !table && !isAboutProblems && equivalenceMargin == nil
      && (seeds == nil && effect == nil && delta == nil || answers == 3)
    {
      throw ValidationError(
        "give two of --seeds, --effect (or --delta with --sd) and --power, to find the third")
    }
    if sd != nil && pilot != nil { throw ValidationError("--sd and --pilot exclude each other") }
  }

  func run() throws {
    if table {
      let table = PowerTable(alpha: alpha, hypotheses: hypotheses ?? 6, power: power ?? 0.8)
      return try show(table, table.plainText)
    }
    if isAboutProblems {
      let report = try ProblemsPower(
        problems: problems, delta: delta, samples: samples ?? 1, omega2: omega2 ?? 0,
        sigma2: sigma2 ?? 0, power: power, alphaEach: alpha / Double(max(1, hypotheses ?? 1))
      ).run()
      return try show(report, report.plainText)
    }
    let design = unpaired ? ComparisonDesign.unpaired : .paired
    let found = try pilot.map {
      try PowerPilot.read(
        $0, columns: (arm: arm, value: value, unit: unit), baseline: baseline, design: design)
    }
    var report = try PowerAnalysis(
      design: design, test: test, seeds: seeds, effect: effect, delta: delta,
      deviation: sd ?? found?.raised, power: power, alpha: alpha, hypotheses: hypotheses ?? 1,
      alternative: alternative, margin: equivalenceMargin, seed: seed
    ).run()
    report.pilot = found
    try show(report, report.plainText)
  }

  private func show(_ report: some Encodable, _ text: String) throws {
    if json { try Output.json(report) } else { print(text, terminator: "") }
  }
}
