import Support

/// A table of a report.
public struct Table: Sendable, Equatable {
  /// On which side the cells of a column are flush.
  public enum Alignment: String, Sendable, Equatable {
    /// Words.
    case left
    /// Numbers.
    case right
    /// Marks.
    case center
  }

  /// A column.
  public struct Column: Sendable, Equatable {
    /// What its cells are, with units.
    public var name: String
    /// On which side they are flush.
    public var alignment: Alignment
    /// A column.
    public init(_ name: String, _ alignment: Alignment = .left) {
      self.name = name
      self.alignment = alignment
    }
  }

  /// The number in the report, `T1.2`; also the stem of its CSV file.
  public var id: String
  /// What is shown, and what a reader should know.
  public var caption: String
  /// The columns.
  public var columns: [Column]
  /// The cells, row by row.
  public var rows: [[Cell]]

  /// A table.
  ///
  /// - Precondition: every row has one cell a column.
  public init(id: String, caption: String, columns: [Column], rows: [[Cell]]) {
    for row in rows {
      precondition(
        row.count == columns.count,
        "table \(id): a row of \(row.count) cells for \(columns.count) columns")
    }
    self.id = id
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }

  /// A table of words, and of numbers that are nothing but what is shown.
  ///
  /// - Precondition: every row has one cell a column.
  public init(id: String, caption: String, columns: [Column], texts: [[String]]) {
    self.init(
      id: id, caption: caption, columns: columns, rows: texts.map { $0.map { Cell($0) } })
  }

  /// Comma-separated values with a header, after RFC 4180 but with line feeds: `flat`.
  public func csv() -> String {
    let (names, values) = flat
    return ([names] + values.map { $0.map(\.description) }).map(CSVText.row).joined()
  }

  /// A Markdown table, its columns aligned in the source too.
  public func markdown() -> String {
    let cells = shown.map { row in
      row.map { InlineText($0).markdown.replacing("|", with: "\\|") }
    }
    let widths = self.widths(cells, least: 3)
    var lines = cells.map { row in "| " + padded(row, widths).joined(separator: " | ") + " |" }
    let rule = zip(columns, widths).map { column, width in
      switch column.alignment {
      case .left: String(repeating: "-", count: width)
      case .right: String(repeating: "-", count: width - 1) + ":"
      case .center: ":" + String(repeating: "-", count: width - 2) + ":"
      }
    }
    lines.insert("| " + rule.joined(separator: " | ") + " |", at: 1)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The table for a terminal, with two spaces between columns and a rule below the header.
  public func plainText() -> String {
    let cells = shown.map { row in row.map { InlineText($0).plain } }
    let widths = self.widths(cells, least: 1)
    var lines = cells.map { row in
      let text = padded(row, widths).joined(separator: "  ")
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    lines.insert(rule, at: 1)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The header and the cells as people read them.
  private var shown: [[String]] { [columns.map(\.name)] + rows.map { $0.map(\.text) } }

  private func widths(_ cells: [[String]], least: Int) -> [Int] {
    columns.indices.map { column in cells.map { $0[column].count }.max().map { max($0, least) }! }
  }

  private func padded(_ row: [String], _ widths: [Int]) -> [String] {
    columns.indices.map { index in
      let room = widths[index] - row[index].count
      switch columns[index].alignment {
      case .left: return row[index] + String(repeating: " ", count: room)
      case .right: return String(repeating: " ", count: room) + row[index]
      case .center:
        return String(repeating: " ", count: room / 2) + row[index]
          + String(repeating: " ", count: room - room / 2)
      }
    }
  }
}
