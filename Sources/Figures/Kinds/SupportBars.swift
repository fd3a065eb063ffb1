/// What became of the problems of one arm, compared with the base.
public struct SupportRow: Sendable, Equatable {
  /// The arm, or `null` for two evaluations of the base.
  public var name: String
  /// Problems that both solve.
  public var preserved: Double
  /// Problems that only the arm solves.
  public var expanded: Double
  /// Problems that only the base solves.
  public var shrunk: Double
  /// Problems that neither solves.
  public var outside: Double

  /// A bar.
  public init(
    name: String, preserved: Double, expanded: Double, shrunk: Double, outside: Double
  ) {
    self.name = name
    self.preserved = preserved
    self.expanded = expanded
    self.shrunk = shrunk
    self.outside = outside
  }

  var total: Double { preserved + expanded + shrunk + outside }
}

extension Figure {
  /// The shares of problems whose support is preserved, expanded, shrunk or outside, a bar an arm.
  ///
  /// - Parameter rows: counts of problems; a bar without problems is empty.
  public static func support(
    name: String, title: String, caption: String = "", rows: [SupportRow]
  ) -> Figure {
    let parts: [(String, KeyPath<SupportRow, Double>)] = [
      ("P preserved: both solve it", \.preserved), ("E expanded: only the arm", \.expanded),
      ("S shrunk: only the base", \.shrunk), ("O outside: neither", \.outside),
    ]
    let bars = StackedBars(
      categories: rows.map { KeyedCurve.key($0.name, Int($0.total.rounded())) },
      parts: parts.enumerated().map { index, part in
        StackedBars.Part(
          name: part.0, values: rows.map { $0.total > 0 ? $0[keyPath: part.1] / $0.total : 0 },
          color: .part(index))
      })
    return Figure(
      id: name, name: name, title: title, caption: caption,
      panels: [
        Panel(
          xLabel: "arm (n problems)", yLabel: "share of problems", content: .stackedBars(bars))
      ], panelWidth: min(1100, max(480, 120 + 110 * rows.count)), panelHeight: 360)
  }
}
