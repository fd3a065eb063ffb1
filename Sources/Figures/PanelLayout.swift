import Foundation

/// Where the parts of one panel go, and the ranges and ticks of its axes.
struct PanelLayout {
  let panel: Panel
  /// The rectangle between the axes.
  var plot: Box
  let title: [String]
  let showsYLabel: Bool
  let xRange: ClosedRange<Double>
  let yRange: ClosedRange<Double>
  let xTicks: [Tick]
  let yTicks: [Tick]
  /// Whether the horizontal axis has words that need to be turned to fit.
  let rotatesXTicks: Bool
  let hasData: Bool

  init(_ panel: Panel, cell: Box, showsYLabel: Bool) {
    self.panel = panel
    self.showsYLabel = showsYLabel && !panel.yLabel.isEmpty
    let data = Self.data(panel)
    xRange =
      panel.xRange ?? Self.fixed(panel)?.x
      ?? Ticks.range(of: data.x, panel.xScale, named: panel.xTicks) ?? 0...1
    yRange =
      panel.yRange ?? Self.fixed(panel)?.y
      ?? Ticks.range(of: data.y, panel.yScale, named: panel.yTicks) ?? 0...1
    hasData = data.hasAny
    let names = Self.names(panel)
    yTicks = names.y ?? Ticks.ticks(yRange, panel.yScale, limit: 7)
    let room = cell.width / (panel.xScale == .log2 ? 44 : 60)
    xTicks = names.x ?? Ticks.ticks(xRange, panel.xScale, limit: Int(max(4, min(9, room))))

    let small = FigureLayout.smallSize
    let labelWidth = yTicks.map { TextMetrics.width($0.label, size: small) }.max() ?? 0
    let left = cell.left + labelWidth + 18 + (self.showsYLabel ? 24 : 6)
    var right = cell.right - 16
    if case .heatMap = panel.content { right -= 76 }
    title = TextMetrics.wrap(
      panel.title, width: cell.right - left - 8, size: FigureLayout.panelTitleSize)
    let top = cell.top + 12 + 18 * Double(title.count)
    let widest = xTicks.map { TextMetrics.width($0.label, size: small) }.max() ?? 0
    let slot = (right - left) / Double(max(1, xTicks.count))
    rotatesXTicks = names.x != nil && widest > slot - 6
    let tickHeight = rotatesXTicks ? widest * 0.58 + 16 : 22
    let bottom = cell.bottom - tickHeight - (panel.xLabel.isEmpty ? 8 : 26)
    plot = Box(left: left, top: top, right: max(right, left + 40), bottom: max(bottom, top + 40))
  }

  /// The lowest place of the tick labels below the axis.
  var tickHeight: Double {
    guard rotatesXTicks else { return 22 }
    let widest = xTicks.map { TextMetrics.width($0.label, size: FigureLayout.smallSize) }.max()
    return (widest ?? 0) * 0.58 + 16
  }

  private static func data(_ panel: Panel) -> (x: [Double], y: [Double], hasAny: Bool) {
    switch panel.content {
    case .series(let series):
      var x: [Double] = []
      var y: [Double] = []
      for one in series {
        x += one.x
        y += one.y
        let ends = one.hasIntervals ? (one.low ?? []) + (one.high ?? []) : []
        if one.style == .pointsWithXIntervals { x += ends } else { y += ends }
      }
      let some = series.contains { zip($0.x, $0.y).contains { $0.isFinite && $1.isFinite } }
      return (x + panel.vLines.map(\.value), y + panel.hLines.map(\.value), some)
    case .heatMap(let map): return ([], [], !map.rows.isEmpty && !map.columns.isEmpty)
    case .stackedBars(let bars):
      return ([], [], !bars.categories.isEmpty && !bars.parts.isEmpty)
    }
  }

  /// The ranges of contents with categories.
  private static func fixed(
    _ panel: Panel
  ) -> (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
    switch panel.content {
    case .series: return nil
    case .heatMap(let map):
      return (
        -0.5...max(0.5, Double(map.columns.count) - 0.5),
        -0.5...max(0.5, Double(map.rows.count) - 0.5)
      )
    case .stackedBars(let bars):
      let totals = bars.categories.indices.map { category in
        bars.parts.reduce(0) { $0 + max(0, $1.values[category]) }
      }
      let top = totals.filter(\.isFinite).max() ?? 1
      return (
        -0.6...max(0.6, Double(bars.categories.count) - 0.4),
        0...(top <= 0 ? 1 : abs(top - 1) < 1e-6 ? 1 : top * 1.03)
      )
    }
  }

  /// Words on the axes; `nil` where numbers are wanted.
  private static func names(_ panel: Panel) -> (x: [Tick]?, y: [Tick]?) {
    func ticks(_ names: [String]) -> [Tick] {
      names.enumerated().map { Tick(Double($0), TextMetrics.shorten($1, to: 28)) }
    }
    let x = panel.xTicks.isEmpty ? nil : panel.xTicks
    let y = panel.yTicks.isEmpty ? nil : panel.yTicks
    switch panel.content {
    case .series: return (x, y)
    case .heatMap(let map): return (ticks(map.columns), ticks(map.rows))
    case .stackedBars(let bars): return (ticks(bars.categories), y)
    }
  }
}
