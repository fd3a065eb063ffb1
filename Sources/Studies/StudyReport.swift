import Figures
import Foundation
import Reports
import Support

/// Draws the figures and writes tables and report of a study's findings.
struct StudyReport {
  let title: String
  let question: String
  let scale: Scale
  let data: StudyData
  let findings: Findings
  let settings: String
  let registrationHash: String
  let isExploratory: Bool

  /// Writes `figures/`, `tables/`, `report.md` and `report.html`.
  ///
  /// - Parameter say: told what could not be drawn, and why.
  func write(into folder: String, say: (String) -> Void) throws {
    for table in findings.tables {
      try AtomicFile.write(table.csv(), to: "\(folder)/tables/\(table.id).csv")
    }
    var blocks: [String: Block] = [:]
    for figure in findings.figures {
      var rendered: RenderedFigure?
      do {
        rendered = try Gnuplot.render(figure, into: folder + "/figures")
      } catch let error as FiguresError {
        say("\(figure.id): \(error)")
      }
      blocks[figure.id] = .figure(FigureBlock(figure, rendered))
    }
    try document(blocks).write(into: folder)
  }

  private func document(_ figures: [String: Block]) -> Document {
    var document = Document(
      title: title, subtitle: "\(question) Scale \(scale.rawValue), \(data.seeds.count) seeds.")
    document.blocks.append(.callout(kind: .answer, text: findings.answer))
    if isExploratory {
      document.blocks.append(
        .warning("Exploratory: the registration was changed after the first run."))
    }
    if !findings.warnings.isEmpty {
      document.blocks.append(.section("Read this first"))
      document.blocks.append(.list(findings.warnings))
    }
    let tables = Dictionary(findings.tables.map { ($0.id, $0) }) { first, _ in first }
    func table(_ id: String) {
      if let table = tables[id], !table.rows.isEmpty { document.blocks.append(.table(table)) }
    }
    func figure(_ id: String) { if let block = figures[id] { document.blocks.append(block) } }
    document.blocks.append(.section("Pass@k"))
    figure("F1.1")
    table("T1.2")
    figure("F1.2")
    document.blocks.append(.section("What is solved at all"))
    figure("F1.3")
    figure("F1.4")
    table("T1.5")
    if figures["F1.5"] != nil {
      document.blocks.append(.section("Composition"))
      figure("F1.5")
    }
    if figures["F1.6"] != nil || figures["F1.7"] != nil {
      document.blocks.append(.section("Exposure and length of training"))
      figure("F1.6")
      figure("F1.7")
    }
    document.blocks.append(.section("Hypotheses"))
    table("T1.3")
    document.blocks.append(.section("Design"))
    document.blocks.append(
      .list(zip(data.arms, data.summaries).map { "`\($0)`: \($1)" }))
    table("T1.1")
    table("T1.4")
    document.blocks.append(.section("Threats to validity"))
    document.blocks.append(.list(confounders))
    document.blocks.append(.section("Reproduce"))
    document.blocks.append(
      .paragraph(
        "Study seed \(data.seed), registration SHA-256 `\(registrationHash)`. The resolved settings:"
      ))
    document.blocks.append(.code(settings))
    return document
  }

  /// The checklist of confounders, each with its number where there is one.
  private var confounders: [String] {
    var items: [String] = []
    let k = data.ks.last ?? 1
    for set in data.sets where set.hasCurve {
      let chance =
        set.problems.reduce(0) { $0 + chanceAt(k, $1.chanceStrict) } / Double(set.problems.count)
      items.append(
        "Lucky guesses: mean strict chance of pass@\(k) on \(set.name) is "
          + String(format: "%.2f %%.", 100 * chance))
    }
    items.append(
      "Leakage: \(data.leakChecked) training problems compared by canonical hash with the evaluation "
        + "sets, \(data.leakFound) found in both.")
    items.append(
      "Format-only gains: loose counts, parse rates and trace errors are in `results.h5` under "
        + "`/eval`; verdicts use strict counts.")
    items.append("Temperature: 1 for all arms, top-p 1.")
    items.append("Unequal n: every arm and problem of a set has the same number of samples.")
    items.append(
      "Noise read as discovery: `base_resample` is the same base sampled again; its E and S are the "
        + "null.")
    items.append("Compute: table T1.4 gives the FLOPs of every arm.")
    items.append("The scale gap: nothing here is a statement about large models.")
    return items
  }

  private func chanceAt(_ k: Int, _ p: Double) -> Double { 1 - pow(1 - p, Double(k)) }
}
