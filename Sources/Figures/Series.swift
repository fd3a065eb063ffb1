/// Which color something has; one arm has one color in a whole report.
public enum SeriesColor: Sendable, Equatable, Hashable, Codable {
  /// The arm of this index, from 0.
  case arm(Int)
  /// The part of a whole of this index, from 0; lighter than the arms and never confused with them.
  case part(Int)
  /// The base model and other references: dark grey.
  case neutral
  /// What guessing gives: grey, dashed.
  case chance
}

/// How a series is drawn.
public enum SeriesStyle: String, Sendable, Equatable, Hashable, Codable {
  /// A line through the points in the given order.
  case line
  /// A line in a translucent band from `low` to `high`.
  case lineWithBand
  /// Points.
  case points
  /// Points that are only an outline, for what was held out or derived.
  case hollowPoints
  /// Points with vertical bars from `low` to `high`.
  case pointsWithIntervals
  /// Points with horizontal bars from `low` to `high`, for estimates listed one below the other.
  case pointsWithXIntervals
}

/// One curve or cloud of points.
public struct Series: Sendable, Equatable, Codable {
  /// The text in the key, with the number of replicates: `rl_edge (n = 8)`.
  public var name: String
  /// The color.
  public var color: SeriesColor
  /// How it is drawn.
  public var style: SeriesStyle
  /// Horizontal coordinates.
  public var x: [Double]
  /// Vertical coordinates; NaN leaves a gap.
  public var y: [Double]
  /// Lower ends of the intervals.
  public var low: [Double]?
  /// Upper ends of the intervals.
  public var high: [Double]?

  /// A series.
  ///
  /// - Precondition: all arrays have the same length, and `low` and `high` come together.
  public init(
    name: String, color: SeriesColor, style: SeriesStyle, x: [Double], y: [Double],
    low: [Double]? = nil, high: [Double]? = nil
  ) {
    precondition(x.count == y.count, "series \(name): \(x.count) x and \(y.count) y")
    precondition(
      (low?.count ?? x.count) == x.count && (high?.count ?? x.count) == x.count
        && (low == nil) == (high == nil),
      "series \(name): intervals do not fit \(x.count) points")
    self.name = name
    self.color = color
    self.style = style
    self.x = x
    self.y = y
    self.low = low
    self.high = high
  }

  var hasIntervals: Bool {
    low != nil && style != .line && style != .points && style != .hollowPoints
  }
  var isLine: Bool { style == .line || style == .lineWithBand }

  /// Every how many points of a line its marker stands; `nil` where it has none: on references, and
  /// on lines of so many points that they are laws, not measurements.
  ///
  /// Up to 12 points all are marked; beyond that about eight are, enough to tell lines apart without
  /// color.
  var markerStep: Int? {
    guard isLine, color != .chance, color != .neutral, !x.isEmpty, x.count <= 40 else { return nil }
    return x.count <= 12 ? 1 : (x.count + 7) / 8
  }
}

/// Colored cells: rows from top to bottom, columns from left to right.
public struct HeatMap: Sendable, Equatable, Codable {
  /// Names of the rows.
  public var rows: [String]
  /// Names of the columns.
  public var columns: [String]
  /// `[rows][columns]`; NaN is drawn as an empty grey cell.
  public var values: [[Double]]
  /// What is written into the cells, of the same shape; `nil` writes the values.
  public var texts: [[String]]?
  /// What the colors mean, with units.
  public var valueLabel: String
  /// The values of the lightest and darkest color; `nil` chooses from the data. With values of both
  /// signs zero is white, and the range symmetric.
  public var valueRange: ClosedRange<Double>?

  /// A heat map.
  ///
  /// - Precondition: values and texts have a row for each row name and a cell for each column name.
  public init(
    rows: [String], columns: [String], values: [[Double]], texts: [[String]]? = nil,
    valueLabel: String, valueRange: ClosedRange<Double>? = nil
  ) {
    precondition(
      values.count == rows.count && values.allSatisfy { $0.count == columns.count },
      "heat map: values do not fit \(rows.count) rows and \(columns.count) columns")
    precondition(
      texts.map { $0.count == rows.count && $0.allSatisfy { $0.count == columns.count } } ?? true,
      "heat map: texts do not fit \(rows.count) rows and \(columns.count) columns")
    self.rows = rows
    self.columns = columns
    self.values = values
    self.texts = texts
    self.valueLabel = valueLabel
    self.valueRange = valueRange
  }
}

/// One bar a category, divided into parts from bottom to top.
public struct StackedBars: Sendable, Equatable, Codable {
  /// A part of every bar.
  public struct Part: Sendable, Equatable, Codable {
    /// The text in the key.
    public var name: String
    /// One size a category, not negative.
    public var values: [Double]
    /// The color.
    public var color: SeriesColor
    /// A part.
    public init(name: String, values: [Double], color: SeriesColor) {
      self.name = name
      self.values = values
      self.color = color
    }
  }

  /// Names of the bars.
  public var categories: [String]
  /// The parts, from bottom to top.
  public var parts: [Part]

  /// Stacked bars.
  ///
  /// - Precondition: every part has one value a category.
  public init(categories: [String], parts: [Part]) {
    precondition(
      parts.allSatisfy { $0.values.count == categories.count },
      "stacked bars: parts do not fit \(categories.count) categories")
    self.categories = categories
    self.parts = parts
  }
}
