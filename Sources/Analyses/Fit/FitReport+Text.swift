import Foundation
import Interchange
import Reports
import Statistics

extension FitReport {
  /// Some reports for people: a table of parameters for one group, a line a group for several; then the
  /// comparison of laws, and notes.
  public static func plainText(_ reports: [FitReport]) -> String {
    guard let first = reports.first else { return "" }
    var parts = ["\(first.law.name): \(first.columns.y) = \(first.law.equation)\n"]
    parts.append(reports.count == 1 ? first.details : summary(reports))
    for report in reports where !report.rivals.isEmpty { parts.append(report.rivalTable) }
    let notes = collected(reports)
    if !notes.isEmpty { parts.append(notes.map { $0 + "\n" }.joined()) }
    return parts.joined(separator: "\n")
  }

  // MARK: - One group

  private var details: String {
    guard let fit else { return "" }
    let percent = String(format: "%.10g %%", fit.level * 100)
    let kind =
      fit.draws.map { "\(fit.bootstrapKind ?? "") bootstrap of \($0.kind.rawValue)" } ?? "bootstrap"
    let rows = fit.names.indices.map { index in
      [
        fit.names[index], Self.number(fit.values[index]),
        fit.isFixed[index]
          ? "fixed" : fit.standardError(fit.names[index]).map(Self.number) ?? Self.absent,
        Self.text(fit.wald[index]), Self.text(fit.profile[index]), Self.text(fit.bootstrap[index]),
      ]
    }
    let table = Table(
      id: "", caption: "",
      columns: [
        Table.Column("parameter"), Table.Column("estimate", .right), Table.Column("SE", .right),
        Table.Column("\(percent) Wald"), Table.Column("\(percent) profile"),
        Table.Column("\(percent) \(kind)"),
      ], texts: rows)
    return table.plainText() + "\n" + facts(fit)
  }

  private func facts(_ fit: CurveFit) -> String {
    var facts = [
      "n = \(fit.count)", "estimator = \(fit.estimator)", "SSR = \(Self.number(fit.ssr))",
    ]
    if let value = fit.deviation { facts.append("s = \(Self.number(value))") }
    if let value = fit.aicc { facts.append(String(format: "AICc = %.3f", value)) }
    if let value = fit.bic { facts.append(String(format: "BIC = %.3f", value)) }
    var lines = [facts.joined(separator: ", ")]
    if let held = fit.holdOut {
      lines.append(
        "hold-out: fitted to the first \(held.fitted) points, the last \(held.indices.count) are "
          + "predicted with RMSE \(Self.number(held.rmse))")
    }
    if !fit.derived.isEmpty {
      lines.append(
        fit.derived.sorted { $0.key < $1.key }
          .map { "\($0.key) = \(Self.number($0.value))" }.joined(separator: ", "))
    }
    lines.append("identified: \(fit.isIdentified ? "yes" : "no")")
    return lines.map { $0 + "\n" }.joined()
  }

  // MARK: - Several groups

  private static func summary(_ reports: [FitReport]) -> String {
    let names = reports.first?.law.parameters.map(\.name) ?? []
    let rows = reports.map { report -> [String] in
      guard let fit = report.fit else {
        return [report.title, "\(report.points.count)"] + names.map { _ in absent }
          + [absent, absent, absent, "not fitted"]
      }
      let cells = names.indices.map { index in
        number(fit.values[index])
          + (fit.isFixed[index] ? "" : report.interval(index).map { " " + text($0.bounds) } ?? "")
      }
      return [report.title, "\(fit.count)"] + cells + [
        number(fit.ssr), fit.aicc.map { String(format: "%.2f", $0) } ?? absent,
        fit.holdOut.map { number($0.rmse) } ?? absent, fit.isIdentified ? "yes" : "no",
      ]
    }
    let columns =
      [Table.Column("group"), Table.Column("n", .right)] + names.map { Table.Column($0) } + [
        Table.Column("SSR", .right), Table.Column("AICc", .right),
        Table.Column("hold-out RMSE", .right), Table.Column("identified"),
      ]
    return Table(id: "", caption: "", columns: columns, texts: rows).plainText() + brackets(reports)
  }

  private static func brackets(_ reports: [FitReport]) -> String {
    let found = reports.flatMap { report in
      (report.fit?.names.indices).map { $0.compactMap(report.interval) } ?? []
    }
    let fit = reports.lazy.compactMap(\.fit).first
    guard let kind = found.first(where: { $0.bounds.isClosed })?.kind ?? found.first?.kind else {
      return ""
    }
    let percent = String(format: "%.10g %%", (fit?.level ?? 0.95) * 100)
    let drawn = fit?.draws.map { " of \($0.kind.rawValue), \($0.values.count) draws" } ?? ""
    let open =
      found.contains { !$0.bounds.isClosed }
      ? "; ≥ and ≤: one-sided bounds where the profile does not close" : ""
    return
      "\nIn brackets: \(percent) \(kind) intervals\(kind == "bootstrap" ? drawn : "")\(open).\n"
  }

  private var rivalTable: String {
    let all = (fit.map { [$0] } ?? []) + rivals
    let least = all.compactMap(\.aicc).min() ?? 0
    let rows = all.sorted { ($0.aicc ?? .infinity) < ($1.aicc ?? .infinity) }.map { rival in
      [
        rival.law, Self.number(rival.ssr),
        rival.aicc.map { String(format: "%.3f", $0) } ?? Self.absent,
        rival.aicc.map { String(format: "%.3f", $0 - least) } ?? Self.absent,
        rival.bic.map { String(format: "%.3f", $0) } ?? Self.absent,
        rival.holdOut.map { Self.number($0.rmse) } ?? Self.absent,
        rival.isIdentified ? "yes" : "no",
      ]
    }
    let table = Table(
      id: "", caption: "",
      columns: [
        Table.Column("law"), Table.Column("SSR", .right), Table.Column("AICc", .right),
        Table.Column("ΔAICc", .right), Table.Column("BIC", .right),
        Table.Column("hold-out RMSE", .right), Table.Column("identified"),
      ], texts: rows)
    return (group.isEmpty ? "" : title + "\n") + table.plainText()
  }

  // MARK: - Notes

  /// Notes with the groups they are about; one that concerns several is said once.
  private static func collected(_ reports: [FitReport]) -> [String] {
    if reports.count == 1 { return reports[0].allNotes }
    // Numbers differ from group to group in what is the same remark.
    func subject(_ note: String) -> String { note.hasPrefix("Neighboring") ? "Neighboring" : note }
    var order: [String] = []
    var groups: [String: [String]] = [:]
    for report in reports {
      for note in report.allNotes {
        if groups[subject(note)] == nil { order.append(note) }
        groups[subject(note), default: []].append(report.title)
      }
    }
    return order.map { note in
      let names = groups[subject(note)] ?? []
      let isLong = names.count > 3 && subject(note) != note
      return (isLong ? "\(names.count) groups, such as \(names[0])" : names.joined(separator: ", "))
        + ": " + note
    }
  }

  private var title: String { group.isEmpty ? "all" : Excerpt.of(group) }

  static let absent = "–"

  /// Five significant digits, and no more zeros than needed.
  static func number(_ value: Double) -> String {
    let text = String(format: "%.5g", value)
    return text == "-0" ? "0" : text
  }

  private static func text(_ bounds: CurveBounds?) -> String {
    guard let bounds else { return absent }
    switch (bounds.low, bounds.high) {
    case (let low?, let high?): return "[\(number(low)), \(number(high))]"
    case (let low?, nil): return "≥ \(number(low))"
    case (nil, let high?): return "≤ \(number(high))"
    case (nil, nil): return "open"
    }
  }
}
