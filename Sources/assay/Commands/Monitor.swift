import Analyses
import ArgumentParser
import Foundation
import Interchange
import Results

struct Monitor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Follows a mean row by row, with intervals that hold however one stops.",
    discussion: """
      Takes CSV with a header or JSON lines, rows in the order in which they came. Prints a confidence
      sequence: intervals that hold at every n at once, so that looking early and often costs nothing.
      With --arm it follows the differences of pairs, and says when 0 was excluded.

      Examples:
        assay monitor runs.csv --value right
        assay monitor runs.csv --value right --threshold 0.5
        assay monitor ab.csv --value right --arm model --baseline old --pair id
      """)

  @Argument(help: "A CSV with a header, or JSON lines.") var file: String
  @Option(help: "The column of values.") var value: String
  @Option(help: "The column of arms.") var arm: String?
  @Option(help: "The arm that others are compared with. (default: base or baseline, or the first)")
  var baseline: String?
  @Option(help: "The column that pairs rows of two arms. (default: first with first, and so on)")
  var pair: String?
  @Option(
    help: ArgumentHelp(
      "What a value can be, known beforehand. (default: 0,1)", valueName: "lo,hi"))
  var bounds: String?
  @Option(help: "Say when this mean is excluded. (default: 0 with --arm)") var threshold: Double?
  @Option(help: "The confidence level.") var level = 0.95
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup var results: ResultsFileOptions

  func validate() throws {
    try Bounds.check("--level", level, Bounds.levels)
    _ = try range()
  }

  func run() throws {
    let out = try results.path()
    let (low, high) = try range()
    let analysis = MonitorAnalysis(
      value: value, arm: arm, baseline: baseline, pair: pair, low: low, high: high,
      threshold: threshold, level: level)
    let report = try analysis.run(ColumnTable.read(file))
    if let out { try MonitorStore.write(report, provenance: .current(threads: 1), to: out) }
    if json {
      try Output.json(report)
    } else {
      print(report.plainText, terminator: "")
    }
  }

  private func range() throws -> (Double, Double) {
    guard let bounds else { return (0, 1) }
    let ends = bounds.split(separator: ",", omittingEmptySubsequences: false)
      .map { Double($0.trimmingCharacters(in: .whitespaces)) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low < high,
      (high - low).isFinite
    else { throw ValidationError("--bounds takes LO,HI with LO < HI, not '\(bounds)'") }
    return (low, high)
  }
}
