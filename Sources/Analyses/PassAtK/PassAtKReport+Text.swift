import Foundation
import Interchange
import Reports
import Support

extension PassAtKReport {
  /// Some reports as CSV with one row a report and k; what is undefined is blank.
  ///
  /// Columns for CoT-pass@k, maj@k and chance are there only if a report has them; extrapolated k are rows
  /// with nothing but a value and an interval.
  public static func csv(_ reports: [PassAtKReport]) -> String {
    let extras: [(name: String, columns: (PassAtKReport, Int) -> [Double?])] = [
      ("cot_pass_at_k,cot_ci_low,cot_ci_high", { Self.cells($0.strict, $1) }),
      ("maj_at_k,maj_ci_low,maj_ci_high", { Self.cells($0.majority, $1) }),
      ("chance", { report, i in [report.chance?[i]] }),
    ]
    let has = [
      reports.contains { $0.strict != nil }, reports.contains { $0.majority != nil },
      reports.contains { $0.chance != nil },
    ]
    let used = zip(extras, has).filter(\.1).map(\.0)
    var lines = [
      (["name,problems,k,pass_at_k,se_sampling,se_problems,ci_low,ci_high"] + used.map(\.name))
        .joined(separator: ",")
    ]
    for report in reports {
      let head = [CSVText.field(report.name ?? report.source), "\(report.problems)"]
      func add(_ k: Int, _ numbers: [Double?]) {
        lines.append(
          (head + ["\(k)"] + numbers.map { $0.map { "\($0)" } ?? "" }).joined(separator: ","))
      }
      for i in report.k.indices {
        let numbers = [
          report.passAtK[i], report.seSampling[i], report.seProblems[i], report.ciLow[i],
          report.ciHigh[i],
        ]
        add(report.k[i], numbers + used.flatMap { $0.columns(report, i) })
      }
      for point in report.extrapolation?.points ?? [] {
        let blanks = used.map { $0.name.split(separator: ",").count }.reduce(0, +)
        add(
          point.k,
          [point.value, nil, nil, point.interval?.low, point.interval?.high]
            + Array(repeating: nil, count: blanks))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func cells(_ band: PassAtKBand?, _ i: Int) -> [Double?] {
    guard let band else { return [nil, nil, nil] }
    return [band[i].value, band[i].low, band[i].high]
  }

  /// Some reports as tables for people, with a blank line between them.
  public static func plainText(_ reports: [PassAtKReport]) -> String {
    reports.map(\.plainText).joined(separator: "\n")
  }

  /// The report as a table for people, with what they should know about it below.
  public var plainText: String {
    let percent = String(format: "%.10g", level * 100)
    var columns = [
      Table.Column("k", .right), Table.Column("pass@k", .right),
      Table.Column("\(percent) % interval", .left), Table.Column("SE sampling", .right),
      Table.Column("SE problems", .right),
    ]
    let bands = [("CoT-pass@k", strict), ("maj@k", majority)].filter { $0.1 != nil }
    for (title, _) in bands {
      columns += [Table.Column(title, .right), Table.Column("\(percent) % interval", .left)]
    }
    if chance != nil { columns.append(Table.Column("chance", .right)) }
    let rows = k.indices.map { i in
      var row = [
        "\(k[i])", Self.cell(passAtK[i]), Self.interval(ciLow[i], ciHigh[i]),
        seSampling[i].map(Self.cell) ?? Self.absent, seProblems[i].map(Self.cell) ?? Self.absent,
      ]
      for case (_, let band?) in bands {
        row += [
          band[i].value.map(Self.cell) ?? Self.absent, Self.interval(band[i].low, band[i].high),
        ]
      }
      if let chance { row.append(Self.cell(chance[i])) }
      return row
    }
    let table = Table(id: "", caption: "", columns: columns, texts: rows)
    return ([title] + [table.plainText()] + notes.map { $0 + "\n" }).joined()
      + (extrapolation.map { "\n" + $0.plainText(percent: percent) } ?? "")
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
    } else if let narrow {
      notes.append(
        "SE problems is \(Self.cell(narrow.problems)) at k = \(narrow.k), below the "
          + "\(Self.cell(narrow.sampling)) that sampling alone gives: these problems differ less than chance makes "
          + "them, and the interval is too narrow.")
    }
    if let last = chance?.last, let k = k.last, last > Self.tolerableChance {
      notes.append(
        "Guessing alone gives \(Self.cell(last)) at k = \(k): pass@k at large k says little about the model."
      )
    }
    let parts = variance.map { parts in
      "Variance of one sample: between problems \(Self.cell(parts.between)), within them \(Self.cell(parts.within)); of "
        + "SE problems at k = 1, \(Self.cell(parts.standardErrorProblems)) is the choice of problems and "
        + "\(Self.cell(parts.standardErrorSampling)) the sampling, which more samples lower."
    }
    return (seeds.map { [$0.plainText] } ?? []) + [parts].compactMap { $0 } + notes + remarks
  }

  /// The least k if the spread over problems there is clearly below that of sampling, which it holds on average.
  private var narrow: (k: Int, problems: Double, sampling: Double)? {
    guard let k = k.first, let sampling = seSampling[0], let problems = seProblems[0],
      problems < 0.8 * sampling
    else { return nil }
    return (k, problems, sampling)
  }

  /// Above this pass@k of guessing, right samples at large k may be luck.
  private static let tolerableChance = 0.01

  static let absent = "–"

  static func interval(_ low: Double?, _ high: Double?) -> String {
    low.flatMap { low in high.map { "[\(cell(low)), \(cell($0))]" } } ?? absent
  }

  /// A probability, or a difference of two, with four decimals.
  static func cell(_ value: Double) -> String {
    value == 0 || abs(value) >= 0.0001
      ? String(format: "%.4f", value) : String(format: "%.1e", value)
  }

  static func plural(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
