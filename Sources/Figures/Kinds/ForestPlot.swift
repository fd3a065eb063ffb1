/// One line of a forest plot.
public struct ForestRow: Sendable, Equatable {
  /// What is estimated.
  public var name: String
  /// The number of independent replicates.
  public var n: Int
  /// The estimate.
  public var estimate: Double
  /// The lower end of its interval.
  public var low: Double
  /// The upper end of its interval.
  public var high: Double
  /// The color; `nil` is the first arm's.
  public var color: SeriesColor?

  /// A line.
  public init(
    name: String, n: Int, estimate: Double, low: Double, high: Double, color: SeriesColor? = nil
  ) {
    self.name = name
    self.n = n
    self.estimate = estimate
    self.low = low
    self.high = high
    self.color = color
  }
}

extension Figure {
  /// Estimates with intervals, one below the other, beside the value that means no effect.
  ///
  /// - Parameters:
  ///   - rows: from top to bottom.
  ///   - xLabel: the estimate with its units in brackets.
  ///   - null: the value that means no effect.
  ///   - margin: the smallest effect of interest, drawn on both sides of `null`.
  ///   - key: what a point with its bar is, such as `estimate with 95 % interval`.
  /// - Precondition: there is at least one row.
  public static func forest(
    name: String, title: String, caption: String = "", rows: [ForestRow], xLabel: String,
    xScale: AxisScale = .linear, null: Double = 0, margin: Double? = nil,
    key: String = "estimate with 95 % interval"
  ) -> Figure {
    precondition(!rows.isEmpty, "forest plot \(name) has no row")
    let places = rows.indices.map { Double(rows.count - 1 - $0) }
    let colors = rows.map { $0.color ?? .arm(0) }
    var used: [SeriesColor] = []
    for color in colors where !used.contains(color) { used.append(color) }
    let series = used.enumerated().map { index, color -> Series in
      let own = rows.indices.filter { colors[$0] == color }
      return Series(
        name: index == 0 ? key : "", color: color, style: .pointsWithXIntervals,
        x: own.map { rows[$0].estimate }, y: own.map { places[$0] }, low: own.map { rows[$0].low },
        high: own.map { rows[$0].high })
    }
    let names = rows.map { KeyedCurve.key(TextMetrics.shorten($0.name, to: 64), $0.n) }
    let widest = names.map { TextMetrics.width($0, size: FigureLayout.smallSize) }.max() ?? 0
    let margins = margin.map { [Guide(null - $0), Guide(null + $0, "±margin")] } ?? []
    return Figure(
      id: name, name: name, title: title, caption: caption,
      panels: [
        Panel(
          xLabel: xLabel, yLabel: "", xScale: xScale,
          yRange: -0.6...Double(rows.count) - (margin == nil ? 0.4 : 0.1),
          yTicks: zip(names, places).map { Tick($1, $0) }, vLines: [Guide(null)] + margins,
          series: series)
      ], panelWidth: max(680, 400 + Int(widest)), panelHeight: 90 + 30 * max(3, rows.count))
  }
}
