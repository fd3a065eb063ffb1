/// A picture of one or more panels: what is drawn, not how.
///
/// Rendering makes four files, `<name>.tsv` (the numbers), `<name>.gp` (the script), `<name>.vl.json`
/// (the same figure for Vega-Lite) and `<name>.svg`.
public struct Figure: Sendable, Equatable, Codable {
  /// The number in the report, `F1.1`.
  public var id: String
  /// The stem of the files, such as `f1-1-pass-at-k`; no slash.
  public var name: String
  /// What is shown, in a few words; drawn above the panels.
  public var title: String
  /// What a reader should know: replicates, intervals, how to read it. Not drawn; reports print it.
  public var caption: String
  /// The panels, at most three in a row.
  public var panels: [Panel]
  /// The width of one panel with its axes in pixels; `nil` chooses by the number of panels.
  public var panelWidth: Int?
  /// The height of one panel with its axes and title in pixels.
  public var panelHeight: Int

  /// A figure.
  ///
  /// - Precondition: there is at least one panel, and the name is a file name.
  public init(
    id: String, name: String, title: String, caption: String, panels: [Panel],
    panelWidth: Int? = nil, panelHeight: Int = 330
  ) {
    precondition(!panels.isEmpty, "figure \(id) has no panel")
    precondition(
      !name.isEmpty && !name.contains("/") && !name.hasPrefix("."),
      "figure \(id): '\(name)' is not a file name")
    self.id = id
    self.name = name
    self.title = title
    self.caption = caption
    self.panels = panels
    self.panelWidth = panelWidth
    self.panelHeight = panelHeight
  }
}

/// How an axis is divided.
public enum AxisScale: String, Sendable, Equatable, Codable {
  /// Equal steps.
  case linear
  /// Doublings; numbers that are not positive are left out.
  case log2
  /// Decades; numbers that are not positive are left out.
  case log10
}

/// A named place on an axis.
public struct Tick: Sendable, Equatable, Codable {
  /// Where.
  public var value: Double
  /// What is written there.
  public var label: String
  /// A tick.
  public init(_ value: Double, _ label: String) {
    self.value = value
    self.label = label
  }
}

/// A line across a panel, such as zero or a threshold.
public struct Guide: Sendable, Equatable, Codable {
  /// Where it crosses the axis.
  public var value: Double
  /// What it means; may be empty.
  public var label: String
  /// A guide.
  public init(_ value: Double, _ label: String = "") {
    self.value = value
    self.label = label
  }
}

/// A text at a place of a panel, in the units of its axes.
public struct Note: Sendable, Equatable, Codable {
  /// Horizontal place of the text's middle.
  public var x: Double
  /// Vertical place of the text's middle.
  public var y: Double
  /// The text.
  public var text: String
  /// A note.
  public init(x: Double, y: Double, _ text: String) {
    self.x = x
    self.y = y
    self.text = text
  }
}

/// What a panel shows.
public enum PanelContent: Sendable, Equatable, Codable {
  /// Curves and points.
  case series([Series])
  /// Colored cells with their values.
  case heatMap(HeatMap)
  /// One bar a category, divided into parts.
  case stackedBars(StackedBars)
}

/// One pair of axes.
public struct Panel: Sendable, Equatable, Codable {
  /// What distinguishes this panel from its neighbors.
  public var title: String
  /// The horizontal axis with its units in brackets.
  public var xLabel: String
  /// The vertical axis with its units; drawn once in a row of panels that share it.
  public var yLabel: String
  /// How the horizontal axis is divided.
  public var xScale: AxisScale
  /// How the vertical axis is divided.
  public var yScale: AxisScale
  /// The horizontal range; `nil` chooses from the data. Give all panels the same to compare them.
  public var xRange: ClosedRange<Double>?
  /// The vertical range; `nil` chooses from the data. Give all panels the same to compare them.
  public var yRange: ClosedRange<Double>?
  /// Named places on the horizontal axis instead of numbers.
  public var xTicks: [Tick]
  /// Named places on the vertical axis instead of numbers.
  public var yTicks: [Tick]
  /// Horizontal lines.
  public var hLines: [Guide]
  /// Vertical lines.
  public var vLines: [Guide]
  /// Texts among the data.
  public var notes: [Note]
  /// What is drawn.
  public var content: PanelContent

  /// A panel.
  public init(
    title: String = "", xLabel: String, yLabel: String, xScale: AxisScale = .linear,
    yScale: AxisScale = .linear, xRange: ClosedRange<Double>? = nil,
    yRange: ClosedRange<Double>? = nil, xTicks: [Tick] = [], yTicks: [Tick] = [],
    hLines: [Guide] = [], vLines: [Guide] = [], notes: [Note] = [], content: PanelContent
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.xScale = xScale
    self.yScale = yScale
    self.xRange = xRange
    self.yRange = yRange
    self.xTicks = xTicks
    self.yTicks = yTicks
    self.hLines = hLines
    self.vLines = vLines
    self.notes = notes
    self.content = content
  }

  /// A panel of curves and points.
  public init(
    title: String = "", xLabel: String, yLabel: String, xScale: AxisScale = .linear,
    yScale: AxisScale = .linear, xRange: ClosedRange<Double>? = nil,
    yRange: ClosedRange<Double>? = nil, xTicks: [Tick] = [], yTicks: [Tick] = [],
    hLines: [Guide] = [], vLines: [Guide] = [], notes: [Note] = [], series: [Series]
  ) {
    self.init(
      title: title, xLabel: xLabel, yLabel: yLabel, xScale: xScale, yScale: yScale,
      xRange: xRange, yRange: yRange, xTicks: xTicks, yTicks: yTicks, hLines: hLines,
      vLines: vLines, notes: notes, content: .series(series))
  }
}

extension Panel {
  /// What a column of the numbers of a series is: places on the axes, or the ends `lo` and `hi` of bars and bands.
  package func meaning(of column: String, in series: Series) -> String {
    let end = ["lo": ", lower end", "hi": ", upper end"][column]
    let isHorizontal = column == "x" || end != nil && series.style == .pointsWithXIntervals
    let place = [series.name, title].filter { !$0.isEmpty }.joined(separator: ", ")
    return (isHorizontal ? xLabel : yLabel) + (end ?? "") + (place.isEmpty ? "" : ": " + place)
  }
}
