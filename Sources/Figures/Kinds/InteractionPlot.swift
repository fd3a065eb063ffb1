/// The means of one level of a factor over the levels of another.
public struct InteractionLine: Sendable, Equatable {
  /// The level of the factor that has a color.
  public var name: String
  /// The number of independent replicates of each mean.
  public var n: Int
  /// One mean a level on the horizontal axis; NaN is a cell without data.
  public var means: [Double]
  /// Lower ends of their intervals.
  public var low: [Double]
  /// Upper ends of their intervals.
  public var high: [Double]

  /// A line.
  public init(name: String, n: Int, means: [Double], low: [Double], high: [Double]) {
    self.name = name
    self.n = n
    self.means = means
    self.low = low
    self.high = high
  }
}

extension Figure {
  /// Means with intervals over the levels of one factor, a line a level of another: lines that are not
  /// parallel are an interaction.
  ///
  /// The lines stand a little beside each other, so that their intervals do not hide one another.
  ///
  /// - Parameters:
  ///   - levels: names on the horizontal axis.
  ///   - xLabel: the factor on the horizontal axis.
  ///   - yLabel: the measure with its units in brackets.
  ///   - interval: what the bars are; drawn above the panel.
  /// - Precondition: every line has one mean and interval a level.
  public static func interaction(
    name: String, title: String, caption: String = "", levels: [String], lines: [InteractionLine],
    xLabel: String, yLabel: String, interval: String = "bars: 95 % intervals"
  ) -> Figure {
    precondition(
      lines.allSatisfy {
        $0.means.count == levels.count && $0.low.count == levels.count
          && $0.high.count == levels.count
      }, "interaction plot \(name): the lines do not fit \(levels.count) levels")
    let series = lines.enumerated().flatMap { place, line -> [Series] in
      let shift = 0.06 * (Double(place) - Double(lines.count - 1) / 2)
      let x = levels.indices.map { Double($0) + shift }
      return [
        Series(name: "", color: .arm(place), style: .line, x: x, y: line.means),
        Series(
          name: KeyedCurve.key(line.name, line.n), color: .arm(place), style: .pointsWithIntervals,
          x: x, y: line.means, low: line.low, high: line.high),
      ]
    }
    return Figure(
      id: name, name: name, title: title, caption: caption,
      panels: [
        Panel(
          title: interval, xLabel: xLabel, yLabel: yLabel,
          xTicks: levels.enumerated().map {
            Tick(Double($0.offset), TextMetrics.shorten($0.element, to: 28))
          },
          series: series)
      ], panelWidth: min(1000, max(480, 160 + 110 * levels.count)), panelHeight: 350)
  }
}
