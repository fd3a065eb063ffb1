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

  /// Writes `figures/`, `tables/`, `report.md` and `report.html`.
  ///
  /// - Parameter say: told what could not be drawn, and why.
  func write(into folder: String, say: (String) -> Void) throws {
    for table in findings.tables {
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
    try document(rendered).write(into: folder)
  }

  private func document(_ rendered: [String: RenderedFigure]) -> Document {
    var document = Document(
      title: study.title,
      subtitle: "\(study.question) Scale \(study.scale.rawValue), \(table.seeds.count) seeds.")
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
    for section in findings.sections where !section.elements.isEmpty {
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
      .paragraph(
        "Study seed \(table.seed), registration SHA-256 `\(registrationHash)`. Same settings and seed, "
          + "same numbers, on any machine and any number of workers:"))
    document.blocks.append(
      .code(
        "assay study run \(study.id) --scale \(study.scale.rawValue) --seed \(table.seed)\(study.options)\n\n"
          + study.yaml))
    return document
  }
}
