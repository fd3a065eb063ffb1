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
    for table in [overview, claims] where !table.rows.isEmpty {
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
      caption: "The studies. Cost: training and evaluation, what arms share counted once.",
      columns: [
        .init("study"), .init("question"), .init("answer"), .init("how sure"),
        .init("controls passed", .right), .init("cost, TFLOP", .right),
      ],
      rows: entries.map { entry in
        let checks = entry.findings.checks
        let passed = checks.count { $0.isPassed == true }
        return [
          entry.name, entry.study.question, entry.findings.answer.sentence,
          entry.findings.answer.confidence,
          "\(passed) of \(checks.count)", Number.short(entry.cost / 1e12),
        ]
      })
  }

  /// What papers say beside what was found here.
  var claims: Table {
    let isDescriptive = entries.contains { !$0.study.scale.isConfirmatory }
    return Table(
      id: "I.claims",
      caption:
        "What the literature says, and what the interval of the finding says of it: it agrees, disagrees, or leaves it "
        + "open. Small models here, large ones there."
        + (isDescriptive ? " Scales below `full` are descriptive: no verdicts." : ""),
      columns: [
        .init("claim"), .init("source"), .init("study"), .init("finding"),
        .init("estimate [95 %]", .right), .init("margin", .right), .init("here"),
        .init("what limits it"),
      ],
      rows: entries.flatMap { entry in
        entry.study.literature.map { claim in
          let finding = entry.findings.findings.first { $0.id == claim.finding }
          return [
            claim.claim, claim.source,
            entry.name, claim.finding, finding?.estimate ?? "not measured",
            finding.map { Number.short($0.margin) } ?? "–", claim.judgement(finding), claim.limit,
          ]
        }
      })
  }
}

extension StudyIndex.Entry {
  /// Study, scale and replicates.
  var name: String {
    let seeds = table.seeds.count
    return "\(study.id), \(study.scale.rawValue), \(seeds) seed\(seeds == 1 ? "" : "s")"
  }

  /// FLOPs of all arms and replicates; supervised training that arms of one root share counts once.
  var cost: Double {
    table.seeds.indices.reduce(0) { total, s in
      var shared: [String: Double] = [:]
      var sum = 0.0
      for (a, arm) in table.plan.arms.enumerated() {
        let ledger = table.ledgers[a][s]
        let root = table.plan.root(of: arm.stage)
        sum += ledger.training + ledger.evaluation
        let before = shared[root]
        // What is shared is the least that an arm of the root was taught.
        shared[root] = min(before ?? .infinity, ledger.pretrain)
      }
      for (root, once) in shared {
        let arms = table.plan.arms.count { table.plan.root(of: $0.stage) == root }
        sum -= Double(arms - 1) * once
      }
      return total + sum
    }
  }
}
