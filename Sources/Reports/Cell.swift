/// A cell of a table: what people read, and the numbers behind it.
///
/// Markdown, HTML and the terminal show `text`. CSV and JSON have the numbers in full: the estimate under the column's own
/// name, the ends of the interval under `<name>_low` and `<name>_high`, and units, where rows differ in them, under
/// `<name>_unit`.
public struct Cell: Sendable, Equatable {
  /// What is shown; it may contain the marks that all texts of a report may.
  public var text: String
  /// The number; `nil` in words and in ranges, NaN where it is missing.
  public var value: Double?
  /// The lower end of the interval or range.
  public var low: Double?
  /// The upper end.
  public var high: Double?
  /// The unit, where it is not the one of the whole column.
  public var unit = ""

  /// A number that is shown in some words, with its interval if it has one.
  public init(_ text: String, value: Double? = nil, low: Double? = nil, high: Double? = nil) {
    self.text = text
    self.value = value
    self.low = low
    self.high = high
  }

  /// Words.
  public static func text(_ text: String) -> Cell { Cell(text) }

  /// A whole number.
  public static func count(_ number: Int) -> Cell { Cell("\(number)", value: Double(number)) }

  /// A cell with more words behind it.
  public static func + (cell: Cell, more: String) -> Cell {
    var longer = cell
    longer.text += more
    return longer
  }

  /// What a program reads in a place of a table.
  public enum Value: Sendable, Equatable, Encodable {
    /// Words.
    case text(String)
    /// A number.
    case number(Double)
    /// Nothing.
    case missing

    /// A number that is there.
    init(_ number: Double?) {
      self = number.map { $0.isNaN ? .missing : .number($0) } ?? .missing
    }

    /// Texts as texts, finite numbers as numbers, anything else as null.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number) where number.isFinite: try container.encode(number)
      case .number, .missing: try container.encodeNil()
      }
    }

    /// As it stands in CSV, without quotes: a number in as many digits as it takes to read it again.
    public var description: String {
      switch self {
      case .text(let text): text
      case .number(let x): x == x.rounded() && abs(x) < 1e15 ? "\(Int(x))" : "\(x)"
      case .missing: ""
      }
    }
  }
}

extension Cell: ExpressibleByStringInterpolation, CustomStringConvertible {
  /// Words.
  public init(stringLiteral text: String) { self.init(text) }

  /// What is shown.
  public var description: String { text }
}

extension Table {
  /// The table as programs read it: a column that has numbers with intervals becomes three.
  ///
  /// Marks are left out. A dash is nothing; so is a number that is missing. The level of an interval, ` [95 %]`, is no part of
  /// a column's name.
  public var flat: (columns: [String], rows: [[Cell.Value]]) {
    var names: [String] = []
    var found = rows.map { _ in [Cell.Value]() }
    for (index, column) in columns.enumerated() {
      let cells = rows.map { $0[index] }
      let hasInterval = cells.contains { $0.low != nil || $0.high != nil }
      let isNumeric = hasInterval || cells.contains { $0.value != nil }
      let own = cells.map { cell -> Cell.Value in
        if cell.value != nil || cell.low != nil { return Cell.Value(cell.value) }
        let plain = InlineText(cell.text).plain
        return isNumeric && ["", "–"].contains(plain) ? .missing : .text(plain)
      }
      var name = InlineText(column.name).plain
      if hasInterval, let bracket = name.range(of: " ["), name.hasSuffix("]") {
        name.removeSubrange(bracket.lowerBound...)
      }
      // Ranges have no number of their own.
      let isRange = hasInterval && cells.allSatisfy { $0.value == nil }
      if !isRange || own.contains(where: { $0 != .missing }) {
        names.append(name)
        for row in found.indices { found[row].append(own[row]) }
      }
      if hasInterval {
        names += [name + "_low", name + "_high"]
        for row in found.indices {
          found[row] += [Cell.Value(cells[row].low), Cell.Value(cells[row].high)]
        }
      }
      if cells.contains(where: { !$0.unit.isEmpty }) {
        names.append(name + "_unit")
        for row in found.indices { found[row].append(.text(cells[row].unit)) }
      }
    }
    return (names, found)
  }
}
