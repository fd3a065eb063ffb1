import Foundation
import Support

/// A table of anybody's making, its columns by name: a CSV with a header, or one JSON object a line.
///
/// ```
/// arm,seed,step,accuracy
/// grpo,0,10,0.31
/// ```
///
/// A cell that is blank, `NA`, null or left out is *missing*; `NaN` and infinities are not numbers that an
/// analysis can use, and reading them as numbers fails with file and line.
public struct ColumnTable: Sendable, Equatable {
  /// The file.
  public let path: String
  /// The names of the columns: of a CSV in the order of its header, of JSON lines by first appearance.
  public let columns: [String]
  /// The line on which each row begins, from 1.
  public let lines: [Int]
  private let cells: [[String?]]

  /// The number of rows.
  public var count: Int { lines.count }

  /// Reads a file, also packed, or `-` for standard input; its content says whether it is CSV or JSON lines.
  ///
  /// - Throws: `InterchangeError` for all rows that cannot be used, or a file without rows;
  ///   `SupportError.file` if the file cannot be read.
  public static func read(_ path: String) throws -> ColumnTable {
    try InputFile.plain(path) { plain in
      let table = try readPlain(plain)
      return ColumnTable(
        path: InputFile.name(path), columns: table.columns, lines: table.lines, cells: table.cells)
    }
  }

  private static func readPlain(_ path: String) throws -> ColumnTable {
    let table =
      try SampleFormat.isJSONArray(path)
      ? readJSON(path, isArray: true)
      : SampleFormat.isJSONLines(path) ? readJSON(path, isArray: false) : readCSV(path)
    guard table.count > 0 else {
      throw InterchangeError.malformed(
        path: path, line: 1, reason: "there is a header but no row; expected at least one")
    }
    return table
  }

  /// Where a row stands, for messages: `curves.csv:17`.
  public func place(of row: Int) -> String { "\(path):\(lines[row])" }

  /// The texts of a column, one a row; `nil` where a cell is missing.
  ///
  /// - Throws: `InterchangeError.unknownChoice` if there is no such column.
  public func texts(_ column: String) throws -> [String?] {
    let index = try index(of: column)
    return cells.map { $0[index] }
  }

  /// The numbers of a column, one a row; `nil` where a cell is missing. A column of True and False is one of 1 and 0.
  ///
  /// - Throws: `InterchangeError` if there is no such column, or with file and line for all cells that
  ///   are not finite numbers.
  public func numbers(_ column: String) throws -> [Double?] {
    let index = try index(of: column)
    var errors = LineErrors()
    let truths: [String: Double] = ["true": 1, "false": 0]
    let isTruth = cells.allSatisfy { fields in
      fields[index].map { truths[$0.lowercased()] != nil } ?? true
    }
    let values = cells.enumerated().map { row, fields -> Double? in
      guard let text = fields[index] else { return nil }
      if isTruth { return truths[text.lowercased()] }
      if let value = Double(text), value.isFinite { return value }
      errors.add(
        .badValue(
          path: path, line: lines[row], key: column, found: Excerpt.number(text),
          expected: "a finite number, or nothing where it is missing"))
      return nil
    }
    try errors.throwIfAny()
    return values
  }

  /// The rows that share the texts of some columns, in the order in which groups first appear.
  ///
  /// Without columns all rows are one group with an empty key. A missing cell counts as an empty text.
  public func groups(by columns: [String]) throws -> [(key: [String], rows: [Int])] {
    let indices = try columns.map(index(of:))
    var groups: [(key: [String], rows: [Int])] = []
    var positions: [[String]: Int] = [:]
    for row in cells.indices {
      let key = indices.map { NameText.canonical(cells[row][$0] ?? "") }
      if let position = positions[key] {
        groups[position].rows.append(row)
      } else {
        positions[key] = groups.count
        groups.append((key, [row]))
      }
    }
    return groups
  }

  private func index(of column: String) throws -> Int {
    if let index = columns.firstIndex(of: column) { return index }
    throw InterchangeError.unknownChoice(
      path: path, option: "column", name: column,
      suggestion: DidYouMean.suggestion(for: column, among: columns), found: columns)
  }
}

// MARK: - Reading

extension ColumnTable {
  private static func readCSV(_ path: String) throws -> ColumnTable {
    var header: [String] = []
    var lines: [Int] = []
    var cells: [[String?]] = []
    var errors = LineErrors()
    let delimiter = try CSVRecords.delimiter(of: path)
    var hasComma = false
    var thousands: (line: Int, text: String)?
    try CSVRecords.forEach(of: path, delimiter: delimiter) { fields, line in
      let fields = fields.map { field in
        let text = field.trimmingCharacters(in: .whitespaces)
        guard delimiter != UInt8(ascii: ",") else { return text }
        let pointed = withDecimalPoint(text)
        hasComma = hasComma || pointed != text
        if thousands == nil, text.wholeMatch(of: #/-?[1-9]\d{0,2}(\.\d{3})+/#) != nil {
          thousands = (line, text)
        }
        return pointed
      }
      guard !header.isEmpty else {
        try requireHeader(fields, path, line)
        header = fields
        return
      }
      guard fields.count == header.count else {
        errors.add(
          .malformed(
            path: path, line: line,
            reason: "the row has \(fields.count) field\(fields.count == 1 ? "" : "s"); expected "
              + "\(header.count), as in the header"))
        return
      }
      lines.append(line)
      cells.append(fields.map { $0.isEmpty || $0 == "NA" ? nil : $0 })
    }
    try errors.throwIfAny()
    guard !header.isEmpty else {
      throw InterchangeError.malformed(path: path, line: 1, reason: "the file is empty")
    }
    if hasComma, let (line, text) = thousands {
      throw InterchangeError.malformed(
        path: path, line: line,
        reason:
          "'\(text)' may be a number of thousands or one with three decimals, in a file with decimal commas; write it "
          + "without the point, or all numbers with points")
    }
    return ColumnTable(path: path, columns: header, lines: lines, cells: cells)
  }

  /// Where columns are not separated by commas, a comma in a number is its decimal point.
  private static func withDecimalPoint(_ text: String) -> String {
    guard text.utf8.count(where: { $0 == UInt8(ascii: ",") }) == 1, !text.contains(".") else {
      return text
    }
    let pointed = text.replacing(",", with: ".")
    return Double(pointed) == nil ? text : pointed
  }

  private static func requireHeader(_ names: [String], _ path: String, _ line: Int) throws {
    guard names.contains(where: { !$0.isEmpty && Double($0) == nil }) else {
      throw InterchangeError.malformed(
        path: path, line: line,
        reason: "the first row is not a header; expected the names of the columns")
    }
    for (index, name) in names.enumerated() where names.firstIndex(of: name) != index {
      throw InterchangeError.malformed(
        path: path, line: line,
        reason: "the column '\(Excerpt.of(name))' is there twice; rename or remove one")
    }
  }

  private static func readJSON(_ path: String, isArray: Bool) throws -> ColumnTable {
    let decoder = JSONLineDecoder(path: path)
    var columns: [String] = []
    var positions: [String: Int] = [:]
    var lines: [Int] = []
    var rows: [[Int: String]] = []
    var errors = LineErrors()
    func take(_ line: Data, _ number: Int) {
      let object: [String: JSONValue]
      do {
        guard let decoded = try decoder.decode([String: JSONValue].self, line, number) else {
          return
        }
        object = decoded
      } catch {
        errors.add(error)
        return
      }
      var row: [Int: String] = [:]
      for (name, value) in flat(object, prefix: "").sorted(by: { $0.0 < $1.0 }) {
        if positions[name] == nil {
          positions[name] = columns.count
          columns.append(name)
        }
        if let position = positions[name], let text = value { row[position] = text }
      }
      lines.append(number)
      rows.append(row)
    }
    if isArray {
      try JSONDocument(path).forEachElement { take(Data($0), $1) }
    } else {
      try JSONLines.forEachLine(of: path, take)
    }
    try errors.throwIfAny()
    let cells = rows.map { row in columns.indices.map { row[$0] } }
    return ColumnTable(path: path, columns: columns, lines: lines, cells: cells)
  }

  /// The values of an object as texts; those of an object within it are called `outer.inner`.
  private static func flat(
    _ object: [String: JSONValue], prefix: String
  ) -> [(String, String?)] {
    object.flatMap { key, value -> [(String, String?)] in
      switch value {
      case .object(let inner): flat(inner, prefix: prefix + key + ".")
      case .null: [(prefix + key, nil)]
      case .text(let text): [(prefix + key, text.isEmpty || text == "NA" ? nil : text)]
      default: [(prefix + key, value.described)]
      }
    }
  }
}
