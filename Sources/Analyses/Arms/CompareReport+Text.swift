import Foundation
import Interchange
import Reports
import Statistics

extension CompareReport {
  /// The report as tables for people, with what they should know about it below.
  public var plainText: String {
    var parts: [String] = []
    if !arms.isEmpty { parts += [title + armTable.plainText(), contrastTable.plainText()] }
    if arms.contains(where: { $0.interquartileMean != nil }) { parts.append(taskTable.plainText()) }
    if let anova { parts.append(Self.table(anova, "Analysis of variance", level).plainText()) }
    if let anovaLogit {
      parts.append(Self.table(anovaLogit, "Analysis of variance of logits", level).plainText())
    }
    if let interaction {
      parts.append(
        "Interaction contrast \(CompareText.number(interaction.value, sign: true)), "
          + "\(CompareText.percent(level)) % interval \(CompareText.interval(interaction.interval))\n"
      )
    }
    if let trend { parts.append(Self.text(trend)) }
    if !notes.isEmpty { parts.append(notes.map { $0 + "\n" }.joined()) }
    return parts.joined(separator: "\n")
  }

  /// One row a contrast; what is undefined is blank.
  public var csv: String {
    let names = [
      "arm", "baseline", "replicates", "difference", "se", "ci_low", "ci_high", "interval",
      "effect_size", "p", "p_adjusted", "p_floor", "p_t", "p_ranks", "p_equivalence", "verdict",
    ]
    let rows = contrasts.map { contrast -> [String] in
      func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
      return [
        contrast.arm, contrast.baseline, "\(contrast.replicates)", text(contrast.difference),
        text(contrast.standardError), text(contrast.interval.low), text(contrast.interval.high),
        contrast.intervalKind, text(contrast.effectSize), text(contrast.pValue),
        text(contrast.pAdjusted), text(contrast.pFloor), text(contrast.pStudent),
        text(contrast.pRanks), text(contrast.equivalence?.pValue), contrast.verdict,
      ]
    }
    return ([names] + rows).map { row in
      row.map(Self.quoted).joined(separator: ",") + "\n"
    }.joined()
  }

  /// The aggregates over tasks, one row an arm and statistic; `nil` without tasks.
  var taskCSV: String? {
    let rows = arms.flatMap { arm -> [[String]] in
      let improvement = contrasts.first { $0.arm == arm.arm }?.probabilityOfImprovement
      let found: [(String, Estimate?)] = [
        ("interquartile_mean", arm.interquartileMean), ("median", arm.median),
        ("optimality_gap", arm.optimalityGap), ("probability_of_improvement", improvement),
      ]
      return found.compactMap { name, estimate in
        estimate.map {
          [arm.arm, name, "\($0.value)", "\($0.interval.low)", "\($0.interval.high)"]
        }
      }
    }
    guard !rows.isEmpty else { return nil }
    return ([["arm", "statistic", "value", "ci_low", "ci_high"]] + rows).map { row in
      row.map(Self.quoted).joined(separator: ",") + "\n"
    }.joined()
  }

  private static func quoted(_ text: String) -> String {
    let special = text.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
    return special ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
  }

  private static let absent = "–"

  private var title: String {
    let counts = Set(arms.map(\.replicates))
    let size =
      counts.count == 1
      ? "\(counts.first ?? 0) \(replicate)s each"
      : "\(counts.min() ?? 0) to \(counts.max() ?? 0) \(replicate)s each"
    return "\(value): \(arms.count) arms, \(size), \(design ?? ""); baseline "
      + "\(Excerpt.of(baseline ?? ""))\n\n"
  }

  private var armTable: Table {
    let percent = CompareText.percent(level)
    return Table(
      id: "", caption: "",
      columns: [
        Table.Column("arm", .left), Table.Column("n", .right), Table.Column("mean", .right),
        Table.Column("sd", .right), Table.Column("\(percent) % interval", .left),
      ],
      texts: arms.map { arm in
        [
          Self.plain(arm.arm), "\(arm.replicates)", CompareText.number(arm.mean),
          arm.deviation.map { CompareText.number($0) } ?? Self.absent,
          arm.interval.map(CompareText.interval) ?? Self.absent,
        ]
      })
  }

  private var contrastTable: Table {
    let percent = CompareText.percent(level)
    let isPaired = design == "paired"
    let hasMargin = contrasts.contains { $0.equivalence != nil }
    let hasMcNemar = contrasts.contains { $0.pMcnemar != nil }
    var columns = [
      Table.Column("against \(Self.plain(baseline ?? ""))", .left),
      Table.Column("difference", .right), Table.Column("\(percent) % interval", .left),
      Table.Column(isPaired ? "d_z" : "g", .right),
      Table.Column(isPaired ? "p sign-flip" : "p permutation", .right),
      Table.Column(isPaired ? "p t" : "p Welch", .right),
      Table.Column(isPaired ? "p Wilcoxon" : "p ranks", .right),
    ]
    if hasMcNemar { columns.append(Table.Column("p McNemar", .right)) }
    if hasMargin { columns.append(Table.Column("p equivalence", .right)) }
    columns += [Table.Column("p corrected", .right), Table.Column("verdict", .left)]
    return Table(
      id: "", caption: "", columns: columns,
      texts: contrasts.map { contrast in
        func p(_ value: Double?) -> String { value.map(CompareText.p) ?? Self.absent }
        var row = [
          Self.plain(contrast.arm), CompareText.number(contrast.difference, sign: true),
          CompareText.interval(contrast.interval),
          contrast.effectSize.map { String(format: "%.2f", $0) } ?? Self.absent, p(contrast.pValue),
          p(contrast.pStudent), p(contrast.pRanks),
        ]
        if hasMcNemar { row.append(p(contrast.pMcnemar)) }
        if hasMargin { row.append(p(contrast.equivalence?.pValue)) }
        return row + [p(contrast.pAdjusted), contrast.verdict]
      })
  }

  private var taskTable: Table {
    func text(_ estimate: Estimate?) -> String {
      estimate.map { CompareText.number($0.value) + " " + CompareText.interval($0.interval) }
        ?? Self.absent
    }
    return Table(
      id: "", caption: "",
      columns: [
        Table.Column("over tasks", .left), Table.Column("interquartile mean", .left),
        Table.Column("median", .left), Table.Column("optimality gap", .left),
        Table.Column("P(better than \(Self.plain(baseline ?? "")))", .left),
      ],
      texts: arms.map { arm in
        [
          Self.plain(arm.arm), text(arm.interquartileMean), text(arm.median),
          text(arm.optimalityGap),
          text(contrasts.first { $0.arm == arm.arm }?.probabilityOfImprovement),
        ]
      })
  }

  private static func table(_ anova: AnovaTable, _ name: String, _ level: Double) -> Table {
    let percent = CompareText.percent(level)
    return Table(
      id: "", caption: "",
      columns: [
        Table.Column(name, .left), Table.Column("df", .right), Table.Column("SS", .right),
        Table.Column("F", .right), Table.Column("p", .right), Table.Column("partial η²", .right),
        Table.Column("ω²", .right), Table.Column("\(percent) % interval", .left),
      ],
      texts: (anova.terms + [anova.error]).map { term in
        let f = term.f.map {
          $0 == .greatestFiniteMagnitude ? absent : String(format: "%.4g", $0)
        }
        return [
          plain(term.factor), "\(term.degreesOfFreedom)", String(format: "%.6g", term.sumOfSquares),
          f ?? "", term.pValue.map(CompareText.p) ?? "",
          term.partialEtaSquared.map { CompareText.number($0) } ?? "",
          term.omegaSquared.map { CompareText.number($0) } ?? "",
          term.omegaInterval.map(CompareText.interval) ?? "",
        ]
      })
  }

  private static func text(_ trend: TrendFinding) -> String {
    let steps = zip(trend.levels, trend.means).map {
      CompareText.level($0) + ": " + CompareText.number($1)
    }
    let statistic =
      trend.z.map { "z = \(CompareText.number($0))" }
      ?? trend.pageL.map { String(format: "L = %.10g", $0) } ?? ""
    return "Means by \(Excerpt.of(trend.column)): \(steps.joined(separator: ", ")); "
      + "\(trend.test) \(statistic), p = \(CompareText.p(trend.pValue))\n"
  }

  /// A name on one line; a report's marks in it are not meant.
  private static func plain(_ name: String) -> String {
    String(Excerpt.of(name).map { "*`".contains($0) ? "'" : $0 })
  }
}
