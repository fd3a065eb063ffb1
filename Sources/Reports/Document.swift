import Figures
import Support

/// A report: blocks from top to bottom.
///
/// Texts may contain code in backticks, `**bold**`, `*emphasis*` and `[links](address)`; everything else
/// is shown as it is.
public struct Document: Sendable, Equatable {
  /// The headline.
  public var title: String
  /// One line below it, such as study, scale, seeds and commit; may be empty.
  public var subtitle: String
  /// The content.
  public var blocks: [Block]

  /// A document.
  public init(title: String, subtitle: String = "", blocks: [Block] = []) {
    self.title = title
    self.subtitle = subtitle
    self.blocks = blocks
  }
}

/// What a callout is for.
public enum CalloutKind: String, Sendable, Equatable {
  /// Something worth knowing.
  case note
  /// Something that limits what may be concluded.
  case warning
  /// The answer to the report's question.
  case answer

  var heading: String {
    switch self {
    case .note: "Note"
    case .warning: "Warning"
    case .answer: "Answer"
    }
  }
}

/// One element of a document.
public enum Block: Sendable, Equatable {
  /// A heading: level 1 is a section below the title, 2 a part of it, 3 a part of that.
  case heading(level: Int, text: String)
  /// Running text.
  case paragraph(String)
  /// A bulleted list.
  case list([String])
  /// A table.
  case table(Table)
  /// A picture with its caption.
  case figure(FigureBlock)
  /// Text in a fixed-width font, as it is.
  case code(String)
  /// A text that stands out.
  case callout(kind: CalloutKind, text: String)

  /// A section heading.
  public static func section(_ text: String) -> Block { .heading(level: 1, text: text) }
  /// A text that warns.
  public static func warning(_ text: String) -> Block { .callout(kind: .warning, text: text) }
}

/// A picture in a document.
public struct FigureBlock: Sendable, Equatable {
  /// The number, `F1.1`.
  public var id: String
  /// The stem of its files in `figures/`.
  public var name: String
  /// What is shown, in a few words; for readers who cannot see it.
  public var title: String
  /// What a reader should know.
  public var caption: String
  /// The picture; `nil` if it could not be drawn.
  public var svg: String?

  /// A picture from its parts.
  public init(id: String, name: String, title: String, caption: String, svg: String?) {
    self.id = id
    self.name = name
    self.title = title
    self.caption = caption
    self.svg = svg
  }

  /// A drawn figure; without `rendered`, one whose picture is missing.
  public init(_ figure: Figure, _ rendered: RenderedFigure?) {
    self.init(
      id: figure.id, name: figure.name, title: figure.title, caption: figure.caption,
      svg: rendered?.svg)
  }
}

extension Document {
  /// What the caption of each block begins with: tables and figures are counted from top to bottom, each
  /// kind by itself, with the id, which names their files, behind: `Table 2 (T1.rivals)`.
  ///
  /// - Returns: one a block; `nil` for blocks without a caption.
  var labels: [String?] {
    var (tables, figures) = (0, 0)
    return blocks.map { block in
      switch block {
      case .table(let table):
        tables += 1
        return "Table \(tables)" + (table.id.isEmpty ? "" : " (\(table.id))")
      case .figure(let figure):
        figures += 1
        return "Figure \(figures)" + (figure.id.isEmpty ? "" : " (\(figure.id))")
      default: return nil
      }
    }
  }

  /// Writes `report.md` and `report.html` into a folder; each is whole or not there.
  ///
  /// - Returns: the two paths.
  @discardableResult
  public func write(into folder: String) throws -> [String] {
    let files = [
      (folder + "/report.md", MarkdownRenderer.render(self)),
      (folder + "/report.html", HTMLRenderer.render(self)),
    ]
    for (path, text) in files {
      do {
        try AtomicFile.write(text, to: path)
      } catch SupportError.file(_, let path, let reason) {
        throw ReportsError.unwritable(path: path, reason: reason)
      }
    }
    return files.map(\.0)
  }
}
