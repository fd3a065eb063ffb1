import Figures
import Foundation
import Reports
import Support

/// One page over the results of several studies: what each asked and found, and what the literature says of it.
struct StudyIndex {
  /// A study with its findings.
  struct Entry {
    var study: PreparedStudy
    var table: MeasurementTable
    var findings: Findings
    /// When, with which version, on which processor.
    var origin: String
    /// The file.
    var path: String
  }

  let entries: [Entry]

  /// Writes `report.md`, `report.html`, the main figures and the tables.
  ///
  /// - Parameter say: told what could not be drawn, and why.
  func write(into folder: String, say: (String) -> Void) throws {
    var document = Document(
      title: "What was asked, and what was found",
      subtitle: entries.map { "\($0.study.id) at \($0.study.scale.rawValue)" }
        .joined(separator: ", "))
    for table in [overview, try claims()] where !table.rows.isEmpty {
      try AtomicFile.write(table.csv(), to: "\(folder)/tables/\(table.id).csv")
      document.blocks.append(.table(table))
    }
    for (number, entry) in entries.enumerated() {
      let findings = entry.findings
      document.blocks.append(.section("\(entry.study.id): \(entry.study.question)"))
      document.blocks.append(.callout(kind: .answer, text: findings.answer.sentence))
      for text in [findings.answer.confidence, findings.answer.changed] where !text.isEmpty {
        document.blocks.append(.paragraph(text))
      }
      if !findings.warnings.isEmpty { document.blocks.append(.list(findings.warnings)) }
      if var figure = findings.main {
        // Studies of one kind, and runs of one study, name their figures alike.
        figure.id = "\(entry.study.id).\(figure.id)"
        figure.name = "\(number + 1)-\(entry.study.id)-\(figure.name)"
        var rendered: RenderedFigure?
        do {
          rendered = try Gnuplot.render(figure, into: folder + "/figures")
        } catch {
          say("\(figure.id) is not drawn: \(error)")
        }
        document.blocks.append(.figure(FigureBlock(figure, rendered)))
      }
      document.blocks.append(.paragraph("`\(entry.path)`: \(entry.origin)"))
    }
    try document.write(into: folder)
  }

  /// Question, answer and what it cost, a line a study.
  var overview: Table {
    Table(
      id: "I.studies",
      caption:
        "The studies. The main estimate is the first registered contrast that was measured, with its 95 % interval and what may be "
        + "said of it; the answer has the others. Cost: training and evaluation; a base that arms share, and a run that several look at, count once.",
      columns: [
        .init("study"), .init("question"), .init("answer"), .init("main estimate of"),
        .init("estimate [95 %]", .right), .init("that is"), .init("how sure"),
        .init("controls passed", .right), .init("cost, TFLOP", .right),
      ],
      rows: entries.map { entry in
        let checks = entry.findings.checks
        let passed = checks.count { $0.isPassed == true }
        var cells: [Cell] = [.text(entry.name), .text(entry.study.question)]
        cells.append(.text(entry.findings.answer.sentence))
        cells.append(.text(entry.main?.statement ?? "–"))
        cells.append(entry.main?.estimate ?? Cell("not measured", value: .nan))
        cells.append(.text(entry.main?.verdict ?? "–"))
        cells.append(.text(entry.findings.answer.confidence))
        cells.append(.text("\(passed) of \(checks.count)"))
        cells.append(Number.short(entry.cost / 1e12))
        return cells
      })
  }

  /// What papers say beside what was found here.
  ///
  /// - Throws: `StatisticsError`.
  func claims() throws -> Table {
    Table(
      id: "I.claims",
      caption: ClaimsTable.caption(
        isDescriptive: entries.contains { !$0.study.scale.isConfirmatory }),
      columns: ClaimsTable.columns(ofSeveral: true),
      rows: try entries.flatMap { entry in
        try ClaimsTable.rows(
          .init(
            literature: entry.study.literature,
            analysis: StudyAnalysis(entry.table, scale: entry.study.scale),
            findings: entry.findings, name: entry.name)
        ) { $0 }
      })
  }
}

extension StudyIndex.Entry {
  /// Study, scale and replicates.
  var name: String {
    let seeds = table.seeds.count
    return "\(study.id), \(study.scale.rawValue), \(seeds) seed\(seeds == 1 ? "" : "s")"
  }

  /// The first registered contrast that was measured, else the first hypothesis.
  var main: Finding? {
    let hypotheses = Set(table.plan.hypotheses.map(\.id))
    let measured = findings.findings.filter { $0.effect.isFinite }
    return measured.first { !hypotheses.contains($0.id) } ?? measured.first
  }

  /// FLOPs of all replicates: of a stage that arms look at on the way only the last look, and supervised training that arms
  /// of one root share once.
  var cost: Double {
    table.seeds.indices.reduce(0) { total, s in
      let ledgers = table.plan.arms.indices.map { table.ledgers[$0][s] }
      let evaluation = ledgers.reduce(0) { $0 + $1.evaluation }
      let stages = Dictionary(grouping: zip(table.plan.arms, ledgers)) { $0.0.stage }
        .mapValues { looks in
          (
            training: looks.reduce(0) { max($0, $1.1.training) },
            supervised: looks.reduce(0) { max($0, $1.1.pretrain) }
          )
        }
      let roots = Dictionary(grouping: stages.keys.sorted()) { table.plan.root(of: $0) }
      return roots.keys.sorted().reduce(total + evaluation) { sum, root in
        let own = (roots[root] ?? []).compactMap { stages[$0] }
        // What is shared is the least that a stage of the root was taught.
        let shared = own.map(\.supervised).min() ?? 0
        return sum + shared + own.reduce(0) { $0 + $1.training - shared }
      }
    }
  }
}
