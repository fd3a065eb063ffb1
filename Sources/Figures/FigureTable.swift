import Foundation

/// The numbers of a figure: one row a point, cell or part, all panels in one table.
struct FigureTable {
  /// The names of the columns.
  static let columns = [
    "panel", "series", "category", "x", "y", "low", "high", "value", "text",
  ]
  private(set) var rows: [[String]] = []
  /// The rows of panel `i`, series `j`; a heat map is one series.
  private(set) var blocks: [[Range<Int>]] = []

  init(_ figure: Figure) {
    for (index, panel) in figure.panels.enumerated() {
      blocks.append([])
      let number = String(index + 1)
      switch panel.content {
      case .series(let series): for one in series { add(number, one) }
      case .heatMap(let map): add(number, map)
      case .stackedBars(let bars): for part in bars.parts.indices { add(number, bars, part) }
      }
    }
  }

  /// Tab-separated text with a header.
  var text: String {
    ([Self.columns] + rows).map { $0.joined(separator: "\t") + "\n" }.joined()
  }

  private mutating func block(_ newRows: [[String]]) {
    blocks[blocks.count - 1].append(rows.count..<rows.count + newRows.count)
    rows += newRows
  }

  private mutating func add(_ panel: String, _ series: Series) {
    block(
      series.x.indices.map { index in
        [
          panel, Self.clean(series.name), "", Self.number(series.x[index]),
          Self.number(series.y[index]), series.low.map { Self.number($0[index]) } ?? "",
          series.high.map { Self.number($0[index]) } ?? "", "", "",
        ]
      })
  }

  private mutating func add(_ panel: String, _ map: HeatMap) {
    var new: [[String]] = []
    let whole = Self.areWhole(map.values.flatMap { $0 })
    for (row, name) in map.rows.enumerated() {
      for (column, category) in map.columns.enumerated() {
        let value = map.values[row][column]
        let text = map.texts?[row][column] ?? Self.brief(value, whole: whole)
        new.append([
          panel, Self.clean(name), Self.clean(category), String(column), String(row), "", "",
          Self.number(value), Self.clean(text),
        ])
      }
    }
    block(new)
  }

  private mutating func add(_ panel: String, _ bars: StackedBars, _ position: Int) {
    let part = bars.parts[position]
    let below = bars.parts.prefix(position)
    let totals = bars.categories.indices.map { category in
      bars.parts.reduce(0) { $0 + max(0, $1.values[category]) }
    }
    let largest = totals.max() ?? 0
    let whole = Self.areWhole(bars.parts.flatMap(\.values))
    block(
      bars.categories.enumerated().map { index, category in
        let value = max(0, part.values[index])
        let low = below.reduce(0) { $0 + max(0, $1.values[index]) }
        // A number is written only where there is room for it.
        let text = value > 0.06 * largest ? Self.brief(value, whole: whole) : ""
        return [
          panel, Self.clean(part.name), Self.clean(category), String(index),
          Self.number(low + value / 2), Self.number(low), Self.number(low + value),
          Self.number(part.values[index]), text,
        ]
      })
  }

  /// A number that reads back to the same bits.
  static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "NaN" }

  /// Whether all numbers that there are have no decimals.
  static func areWhole(_ values: [Double]) -> Bool {
    values.filter(\.isFinite).allSatisfy { $0 == $0.rounded() }
  }

  /// A number for a cell, with the same number of decimals as its neighbors of like size.
  static func brief(_ value: Double, whole: Bool) -> String {
    guard value.isFinite else { return "–" }
    if whole { return Ticks.decimals(value, 0) }
    return Ticks.decimals(value, abs(value) < 10 ? 2 : abs(value) < 100 ? 1 : 0)
  }

  /// A text without what gnuplot's reader would take for structure.
  static func clean(_ text: String) -> String {
    String(
      text.map { character -> Character in
        switch character {
        case "\t", "\n", "\r", "\r\n": " "
        case "\"": "″"
        case "\\": "⧵"
        default: character
        }
      })
  }
}
