/// A curve of one arm or model with what its line of the key says: `rl_edge (n = 164)`.
public struct KeyedCurve: Sendable, Equatable {
  /// The arm or model.
  public var name: String
  /// The number of independent replicates, problems or points behind it; `nil` where that is no
  /// question, such as for a formula.
  public var n: Int?
  /// The color; `nil` takes the arm color of the curve's place in its list.
  public var color: SeriesColor?
  /// Horizontal coordinates.
  public var x: [Double]
  /// Vertical coordinates; NaN leaves a gap.
  public var y: [Double]
  /// Lower ends of the intervals.
  public var low: [Double]?
  /// Upper ends of the intervals.
  public var high: [Double]?

  /// A curve.
  public init(
    name: String, n: Int? = nil, color: SeriesColor? = nil, x: [Double], y: [Double],
    low: [Double]? = nil, high: [Double]? = nil
  ) {
    self.name = name
    self.n = n
    self.color = color
    self.x = x
    self.y = y
    self.low = low
    self.high = high
  }

  /// What the key says.
  var key: String { Self.key(name, n) }

  static func key(_ name: String, _ n: Int?) -> String { n.map { "\(name) (n = \($0))" } ?? name }

  /// The curve as a series; a band needs intervals.
  func series(at place: Int, style: SeriesStyle? = nil) -> Series {
    Series(
      name: key, color: color ?? .arm(place), style: style ?? (low == nil ? .line : .lineWithBand),
      x: x, y: y, low: low, high: high)
  }
}
