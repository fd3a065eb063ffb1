import Foundation

/// A rectangle in pixels, y downwards.
struct Box: Equatable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double
  var width: Double { right - left }
  var height: Double { bottom - top }
}

/// One line of the key.
struct KeyEntry: Equatable {
  var name: String
  var color: SeriesColor
  /// `nil` is a part of a stacked bar.
  var style: SeriesStyle?
  /// Whether a line has markers.
  var isMarked = false

  /// Whether two lines of the key say the same but for markers.
  func isLike(_ other: KeyEntry) -> Bool {
    name == other.name && color == other.color && style == other.style
  }
}

/// Where everything of a figure goes: title above, panels in rows, the key below, in pixels.
struct FigureLayout {
  static let titleSize = 16.0
  static let panelTitleSize = 14.0
  static let textSize = 13.0
  static let smallSize = 12.0

  let width: Double
  let height: Double
  let title: [String]
  let panels: [PanelLayout]
  let key: [(entry: KeyEntry, x: Double, y: Double)]

  init(_ figure: Figure) {
    let columns = figure.panels.count == 4 ? 2 : min(3, figure.panels.count)
    let panelWidth = Double(figure.panelWidth ?? [460, 480, 400][columns - 1])
    let width = panelWidth * Double(columns)
    let title = TextMetrics.wrap(figure.title, width: width - 24, size: Self.titleSize * 1.06)
    let head = title.isEmpty ? 8 : 16 + 21 * Double(title.count)
    var panels: [PanelLayout] = []
    for (index, panel) in figure.panels.enumerated() {
      let column = index % columns
      let left = Double(column) * panelWidth
      let top = head + Double(index / columns * figure.panelHeight)
      let neighbor = column > 0 ? figure.panels[index - 1] : nil
      let cell = Box(
        left: left, top: top, right: left + panelWidth,
        bottom: top + Double(figure.panelHeight))
      panels.append(
        PanelLayout(panel, cell: cell, showsYLabel: neighbor?.yLabel != panel.yLabel))
    }
    Self.align(&panels, columns: columns)
    let rows = (figure.panels.count + columns - 1) / columns
    let bottom = head + Double(rows * figure.panelHeight)
    key = Self.key(figure, width: width, top: bottom + 10)
    self.width = width
    self.title = title
    self.panels = panels
    height = key.map { $0.y + 18 }.max() ?? bottom + 6
  }

  /// Gives the panels of a row the same top and bottom.
  private static func align(_ panels: inout [PanelLayout], columns: Int) {
    for start in stride(from: 0, to: panels.count, by: columns) {
      let row = start..<min(start + columns, panels.count)
      let top = row.map { panels[$0].plot.top }.max() ?? 0
      let bottom = row.map { panels[$0].plot.bottom }.min() ?? 0
      for index in row {
        panels[index].plot.top = top
        panels[index].plot.bottom = bottom
      }
    }
  }

  /// Everything that has a name, once, in columns of equal width.
  private static func key(
    _ figure: Figure, width: Double, top: Double
  ) -> [(entry: KeyEntry, x: Double, y: Double)] {
    var entries: [KeyEntry] = []
    for panel in figure.panels {
      let found: [KeyEntry]
      switch panel.content {
      case .series(let series):
        found = series.map {
          KeyEntry(
            name: $0.name, color: $0.color, style: $0.style, isMarked: $0.markerStep != nil)
        }
      case .stackedBars(let bars):
        found = bars.parts.map { KeyEntry(name: $0.name, color: $0.color, style: nil) }
      case .heatMap: found = []
      }
      for entry in found where !entry.name.isEmpty {
        // A line that has markers in one panel alone stands once in the key, with its marker.
        if let known = entries.firstIndex(where: { $0.isLike(entry) }) {
          entries[known].isMarked = entries[known].isMarked || entry.isMarked
        } else {
          entries.append(entry)
        }
      }
    }
    guard !entries.isEmpty else { return [] }
    let widest = entries.map { TextMetrics.width($0.name, size: smallSize) }.max() ?? 0
    let column = widest + 62
    let fitting = max(1, Int((width - 24) / column))
    let rows = (entries.count + fitting - 1) / fitting
    let columns = (entries.count + rows - 1) / rows
    let left = max(12, (width - Double(columns) * column) / 2 + 10)
    return entries.enumerated().map { index, entry in
      (
        entry, left + Double(index % columns) * column,
        top + 8 + 21 * Double(index / columns)
      )
    }
  }
}
