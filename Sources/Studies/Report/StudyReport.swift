import Figures
import Foundation
import Reports
import Support

/// Draws the figures and writes tables and report of a study's findings: answer first, then what it stands on.
struct StudyReport {
  let study: PreparedStudy
  let table: MeasurementTable
  let findings: Findings
  let registrationHash: String
  /// Why p values are exploratory; empty if they are not.
  let exploratory: String
  /// How the file of results was made.
  let origin: RunOrigin

  /// The parts of the report: those of the findings, then what is the same in all studies.
  private func sections() throws -> [Section] {
    findings.sections
      + (try MethodsText(
        table: table, findings: findings, literature: study.literature, scale: study.scale
      ).sections())
  }

  /// Writes `figures/`, `tables/`, `report.md` and `report.html`.
  ///
  /// - Parameter say: told what could not be drawn, and why.
  func write(into folder: String, say: (String) -> Void) throws {
    let sections = try sections()
    let common = Findings.tables(of: sections).filter { table in
      !findings.tables.contains { $0.id == table.id }
    }
    for table in findings.tables + common {
      try AtomicFile.write(table.csv(), to: "\(folder)/tables/\(table.id).csv")
    }
    var rendered: [String: RenderedFigure] = [:]
    for figure in findings.figures {
      do {
        rendered[figure.id] = try Gnuplot.render(figure, into: folder + "/figures")
      } catch let error as FiguresError {
        say("\(figure.id): \(error)")
      }
    }
    try document(sections, rendered).write(into: folder)
  }

  private func document(
    _ sections: [Section], _ rendered: [String: RenderedFigure]
  ) -> Document {
    var document = Document(
      title: study.title,
      subtitle:
        "\(study.question) Scale \(study.scale.rawValue), \(table.seeds.count) seed\(table.seeds.count == 1 ? "" : "s")."
    )
    document.blocks.append(.callout(kind: .answer, text: findings.answer.sentence))
    for text in [findings.answer.confidence, findings.answer.changed] where !text.isEmpty {
      document.blocks.append(.paragraph(text))
    }
    if !exploratory.isEmpty { document.blocks.append(.warning("Exploratory: \(exploratory).")) }
    if let main = findings.main {
      document.blocks.append(.figure(FigureBlock(main, rendered[main.id])))
    }
    document.blocks.append(.table(findings.summary))
    if !findings.warnings.isEmpty {
      document.blocks.append(.section("Read this first"))
      document.blocks.append(.list(findings.warnings))
    }
    for section in sections where !section.elements.isEmpty {
      document.blocks.append(.section(section.title))
      for element in section.elements {
        switch element {
        case .text(let text): document.blocks.append(.paragraph(text))
        case .list(let items): document.blocks.append(.list(items))
        case .table(let table): document.blocks.append(.table(table))
        case .figure(let figure):
          document.blocks.append(.figure(FigureBlock(figure, rendered[figure.id])))
        }
      }
    }
    document.blocks.append(.section("Reproduce"))
    document.blocks.append(
      .list(
        [
          "**Study seed.** \(table.seed), replicates \(table.seeds.map(String.init).joined(separator: ", ")).",
          "**Registration.** SHA-256 `\(registrationHash)`.",
        ] + origin.items(training: trainingSeconds)))
    document.blocks.append(
      .paragraph(
        "The same settings and seed give the same numbers"
          + (table.plan.kernels == .portable
            ? ", on any machine and with any number of workers:"
            : " on one machine with one version of OpenBLAS:")))
    document.blocks.append(
      .code(
        "assay study run \(study.id) --scale \(study.scale.rawValue) --seed \(table.seed)\(study.options)\n\n"
          + study.yaml))
    return document
  }

  /// Seconds of all trainings, as their loops have logged them, in the precision of the file.
  private var trainingSeconds: Double {
    table.curves.sorted { $0.key < $1.key }.flatMap(\.value).reduce(0) { sum, curve in
      let last = Double(Float(curve.last("wall_s")))
      return sum + (last.isFinite ? last : 0)
    }
  }
}
