import Foundation
import Interchange
import Reports

extension PassAtKReport {
  /// Some reports as CSV with one row a report and k; what is undefined is blank.
  public static func csv(_ reports: [PassAtKReport]) -> String {
    var out = "name,problems,k,pass_at_k,se_sampling,se_problems,ci_low,ci_high\n"
    for report in reports {
      for i in report.k.indices {
        let numbers = [
          report.passAtK[i], report.seSampling[i], report.seProblems[i], report.ciLow[i],
          report.ciHigh[i],
        ].map { $0.map { "\($0)" } ?? "" }
        let cells = [
          quoted(csv: report.name ?? report.source), "\(report.problems)", "\(report.k[i])",
        ]
        out += (cells + numbers).joined(separator: ",") + "\n"
      }
    }
    return out
  }

  /// Some reports as tables for people, with a blank line between them.
  public static func plainText(_ reports: [PassAtKReport]) -> String {
    reports.map(\.plainText).joined(separator: "\n")
  }

  /// The report as a table for people, with what they should know about it below.
  public var plainText: String {
    let rows = k.indices.map { i in
      let interval =
        ciLow[i].flatMap { low in
          ciHigh[i].map { "[\(Self.cell(low)), \(Self.cell($0))]" }
        } ?? Self.absent
      return [
        "\(k[i])", Self.cell(passAtK[i]), interval, seSampling[i].map(Self.cell) ?? Self.absent,
        seProblems[i].map(Self.cell) ?? Self.absent,
      ]
    }
    let percent = String(format: "%.10g", level * 100)
    let table = Table(
      id: "", caption: "",
      columns: [
        Table.Column("k", .right), Table.Column("pass@k", .right),
        Table.Column("\(percent) % interval", .left), Table.Column("SE sampling", .right),
        Table.Column("SE problems", .right),
      ], rows: rows)
    return ([title] + [table.plainText()] + notes.map { $0 + "\n" }).joined()
  }

  private var title: String {
    let samples =
      leastSamples == mostSamples
      ? Self.plural(leastSamples, "sample") + (problems == 1 ? "" : " each")
      : "\(leastSamples) to \(mostSamples) samples each, "
        + String(format: "%.4g", meanSamples) + " on average"
    return "\(Excerpt.of(name ?? source)): \(Self.plural(problems, "problem")), \(samples)\n"
  }

  /// What a reader should know before quoting the numbers; empty if there is nothing.
  public var notes: [String] {
    var notes = note.map { [$0] } ?? []
    if seSampling.contains(nil) {
      notes.append(
        "SE sampling is not known where a problem has fewer than 2k samples; SE problems holds it.")
    }
    if problems == 1 {
      notes.append("With one problem nothing is known about others: no interval, no SE problems.")
    } else if right == 0 || right == samples {
      notes.append(
        "\(right == 0 ? "No sample is" : "All samples are") right, so the interval has no width; that "
          + "is not certainty.")
    }
    return notes
  }

  private static let absent = "–"

  private static func cell(_ value: Double) -> String {
    value == 0 || value >= 0.0001
      ? String(format: "%.4f", value) : String(format: "%.1e", value)
  }

  private static func plural(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private static func quoted(csv text: String) -> String {
    let special = text.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
    return special ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
  }
}
