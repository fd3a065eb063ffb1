import Foundation
import Interchange
import Reports
import Statistics
import Support

/// The comparison of two tables, for people and for programs.
public struct ComparisonReport: Codable, Sendable, Equatable {
  /// The name of the base.
  public var first: String
  /// The name of the model that is compared with it.
  public var second: String
  /// The confidence level of the intervals.
  public var level: Double
  /// What was found; differences are second less first.
  public var comparison: PassAtKComparison

  /// A report from its parts.
  public init(first: String, second: String, level: Double, comparison: PassAtKComparison) {
    self.first = first
    self.second = second
    self.level = level
    self.comparison = comparison
  }

  /// One JSON object with its keys in a fixed order, ending with a line feed.
  public var json: String {
    let points = comparison.points
    var members: [(String, OrderedJSON)] = [
      ("a", .text(first)), ("b", .text(second)), ("problems", .integer(comparison.problems)),
      ("k", .integers(points.map(\.k))), ("pass_at_k_a", .numbers(points.map(\.first))),
      ("pass_at_k_b", .numbers(points.map(\.second))),
      ("difference", .numbers(points.map(\.difference))),
      ("ci_low", .numbers(points.map(\.interval?.low))),
      ("ci_high", .numbers(points.map(\.interval?.high))),
      ("p_sign_flip", .numbers(points.map(\.test.pValue))), ("level", .number(level)),
      ("area_a", .number(comparison.areaFirst)), ("area_b", .number(comparison.areaSecond)),
      ("area_difference", .number(comparison.areaDifference)),
      ("area_ci_low", .optional(comparison.areaInterval?.low)),
      ("area_ci_high", .optional(comparison.areaInterval?.high)),
      ("crossing_k", .optional(comparison.crossing)),
      ("crossing_share", .optional(comparison.crossingShare)),
    ]
    members.append(("support", support))
    members.append(("mcnemar", mcNemar))
    return OrderedJSON.object(members).text() + "\n"
  }

  private var support: OrderedJSON {
    var members: [(String, OrderedJSON)] = []
    if let found = comparison.support {
      members += [
        ("both", .integer(found.both)), ("b_only", .integer(found.rlOnly)),
        ("a_only", .integer(found.baseOnly)), ("neither", .integer(found.neither)),
        ("srr", .optional(found.srr)), ("ndr", .optional(found.ndr)),
        ("sds", .optional(found.sds)), ("nscr", .optional(found.nscr)),
      ]
    }
    if let flips = comparison.flips, let null = comparison.null {
      members += [
        ("samples", .integer(flips.samples ?? 0)), ("expected_b_only", .number(flips.rlOnly)),
        ("expected_a_only", .number(flips.baseOnly)), ("null", .number(null.rlOnly)),
        ("excess_b_only", .number(flips.rlOnly - null.rlOnly)),
        ("excess_a_only", .number(flips.baseOnly - null.baseOnly)),
      ]
    }
    return members.isEmpty ? .null : .object(members)
  }

  private var mcNemar: OrderedJSON {
    guard let test = comparison.mcNemar else { return .null }
    return .object([
      ("a_only", .integer(test.b)), ("b_only", .integer(test.c)),
      ("p_exact", .number(test.exactPValue)), ("p_mid", .number(test.midPValue)),
      ("chi_squared", .number(test.chiSquared)), ("p_chi_squared", .number(test.chiSquaredPValue)),
      ("p_corrected", .number(test.correctedPValue)),
    ])
  }

  /// The differences as CSV, one row a k; what is undefined is blank.
  public var csv: String {
    let head = "a,b,problems,k,pass_at_k_a,pass_at_k_b,difference,ci_low,ci_high,p_sign_flip\n"
    return comparison.points.reduce(head) { text, point in
      let numbers = [
        point.first, point.second, point.difference, point.interval?.low, point.interval?.high,
        point.test.pValue,
      ].map { $0.map { "\($0)" } ?? "" }
      let names = [CSVText.field(first), CSVText.field(second)]
      return text
        + (names + ["\(comparison.problems)", "\(point.k)"] + numbers).joined(separator: ",")
        + "\n"
    }
  }

  /// The comparison as tables for people.
  public var plainText: String {
    let percent = String(format: "%.10g", level * 100)
    let table = Table(
      id: "", caption: "",
      columns: [
        Table.Column("k", .right), Table.Column("A", .right), Table.Column("B", .right),
        Table.Column("B − A", .right), Table.Column("\(percent) % interval", .left),
        Table.Column("p (sign flip)", .right),
      ],
      texts: comparison.points.map { point in
        [
          "\(point.k)", PassAtKReport.cell(point.first), PassAtKReport.cell(point.second),
          Self.signed(point.difference),
          point.interval.map { "[\(Self.signed($0.low)), \(Self.signed($0.high))]" }
            ?? PassAtKReport.absent, Self.p(point.test.pValue),
        ]
      })
    let lines = ["", curves] + supportLines + notes
    return "A = \(first), B = \(second): \(PassAtKReport.plural(comparison.problems, "problem")), "
      + "paired\n" + table.plainText() + lines.map { $0 + "\n" }.joined()
  }

  private var curves: String {
    let interval = comparison.areaInterval.map {
      " [\(Self.signed($0.low)), \(Self.signed($0.high))]"
    }
    let area =
      "area over log2 k: A \(PassAtKReport.cell(comparison.areaFirst)), "
      + "B \(PassAtKReport.cell(comparison.areaSecond)), "
      + "B − A \(Self.signed(comparison.areaDifference))" + (interval ?? "")
    let share = comparison.crossingShare.map {
      String(format: " (the curves cross in %.0f %% of draws)", 100 * $0)
    }
    return area + "\n"
      + (comparison.crossing.map { String(format: "crossing k* = %.4g", $0) } ?? "no crossing")
      + (share ?? "")
  }

  private var supportLines: [String] {
    var lines: [String] = []
    if let found = comparison.support {
      func rate(_ value: Double?) -> String {
        value.map(PassAtKReport.cell) ?? PassAtKReport.absent
      }
      lines.append(
        "found in all samples: P both \(found.both), E only B \(found.rlOnly), "
          + "S only A \(found.baseOnly), O neither \(found.neither)")
      lines.append(
        "rates: SRR \(rate(found.srr)), NDR \(rate(found.ndr)), SDS \(rate(found.sds)), "
          + "NSCR \(found.nscr.map(Self.signed) ?? PassAtKReport.absent)")
    } else {
      lines.append(
        "P, E, S and O are not given: numbers of samples differ, and more samples find more.")
    }
    if let flips = comparison.flips, let null = comparison.null {
      func number(_ value: Double) -> String { String(format: "%.2f", value) }
      lines.append(
        "with \(flips.samples ?? 0) samples each: E \(number(flips.rlOnly)), "
          + "S \(number(flips.baseOnly)); A against A would give \(number(null.rlOnly)); "
          + "E − E0 = \(String(format: "%+.2f", flips.rlOnly - null.rlOnly)), "
          + "S − S0 = \(String(format: "%+.2f", flips.baseOnly - null.baseOnly))")
    }
    if let test = comparison.mcNemar {
      lines.append(
        "McNemar on \(test.c) against \(test.b) problems: exact p = \(Self.p(test.exactPValue)), "
          + "mid-p = \(Self.p(test.midPValue))")
    }
    return lines
  }

  private var notes: [String] {
    var notes = [
      "Each p is for its k alone. One checkpoint a side: no claim about the training method."
    ]
    if comparison.problems == 1 {
      notes.append("With one problem nothing is known about others: no interval.")
    }
    return notes
  }

  private static func signed(_ value: Double) -> String {
    value == 0 || abs(value) >= 0.00005
      ? String(format: "%+.4f", value + 0) : String(format: "%+.1e", value)
  }

  private static func p(_ value: Double) -> String {
    value >= 0.0001
      ? String(format: "%.4f", value) : value == 0 ? "<1e-300" : String(format: "%.1e", value)
  }
}
