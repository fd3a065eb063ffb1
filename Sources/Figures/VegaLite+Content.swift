import Support

// The marks of a panel, by kind of content.

extension VegaLiteFigure {
  /// Bands behind lines behind bars behind points; a layer a mark of a series.
  func curves(_ series: [Series], _ panel: PanelLayout) -> [OrderedJSON] {
    var bands: [OrderedJSON] = []
    var lines: [OrderedJSON] = []
    var bars: [OrderedJSON] = []
    var points: [OrderedJSON] = []
    for (index, one) in series.enumerated() where !one.x.isEmpty {
      let id = index + 1
      let color = constant(one, "color", .text(Palette.color(one.color)))
      let shape = constant(one, "shape", .text(Palette.shape(one.color)))
      let clip = Self.needsClip(one, panel)
      if one.hasIntervals {
        let isBand = one.isLine
        let letter = one.style == .pointsWithXIntervals ? "x" : "y"
        let mark: Members =
          isBand
          ? [("type", .text("area")), ("opacity", .number(0.18))]
          : [("type", .text("rule")), ("strokeWidth", .number(1.5))]
        let layer = Self.layer(
          id, mark + clip, ends(letter) + color,
          also: Self.lowest(one, letter, panel) + (isBand ? [] : [Self.valid(letter)]))
        if isBand { bands.append(layer) } else { bars.append(layer) }
      }
      if one.isLine {
        let dash = constant(one, "strokeDash", .integers(Palette.dashes(one.color)))
        let order: Members = [
          ("order", Self.flat([("field", .text("point")), ("type", .text("quantitative"))]))
        ]
        lines.append(
          Self.layer(
            id, [("type", .text("line")), ("strokeWidth", .integer(2))] + clip, order + color + dash
          ))
        if let step = one.markerStep {
          points.append(
            Self.layer(
              id, Self.point(28) + [("opacity", .integer(1))] + clip, color + shape,
              also: step == 1 ? [] : [.text("datum.point % \(step) === 0")]))
        }
      } else if one.style == .hollowPoints {
        points.append(
          Self.layer(
            id,
            [
              ("type", .text("point")), ("opacity", .integer(1)), ("size", .integer(56)),
              ("strokeWidth", .number(1.5)),
            ]
              + clip,
            color + shape))
      } else {
        let isCloud = !one.hasIntervals
        let size = isCloud ? one.x.count > 200 ? 12 : 36 : 48
        points.append(
          Self.layer(
            id, Self.point(size) + [("opacity", .number(isCloud ? 0.75 : 1))] + clip,
            color + shape))
      }
    }
    return [
      group(bands, [("color", colors)]),
      group(lines, [("color", colors), ("strokeDash", channel { .integers(Palette.dashes($0)) })]),
      group(bars, [("color", colors)]),
      group(points, [("color", colors), ("shape", channel { .text(Palette.shape($0)) })]),
    ].compactMap { $0 }
  }

  func cells(_ map: HeatMap) -> [OrderedJSON] {
    let range = GnuplotScript.colorRange(map)
    let middle = (range.lowerBound + range.upperBound) / 2
    let isDiverging = range.lowerBound < 0 && range.upperBound > 0
    let domain =
      isDiverging
      ? [range.lowerBound, middle, range.upperBound] : [range.lowerBound, range.upperBound]
    let palette = isDiverging ? Palette.diverging : Palette.sequential
    let color = Self.flat([
      ("field", .text("value")), ("type", .text("quantitative")),
      (
        "scale",
        .object([
          ("domain", .numbers(domain)), ("range", .row(palette.map { .text($0) })),
          ("interpolate", .text("rgb")), ("clamp", .flag(true)),
        ])
      ),
      (
        "legend",
        .object([
          (
            "title",
            .row(TextMetrics.wrap(map.valueLabel, width: 130, size: 12).map { .text($0) })
          )
        ])
      ),
    ])
    return [
      .object([
        (
          "transform",
          .list(
            [.flat(.object([("filter", .text("isValid(datum.value)"))]))] + Self.edges(0.5, "xy"))
        ),
        (
          "mark",
          Self.flat([
            ("type", .text("rect")), ("stroke", .text("#ffffff")), ("tooltip", Self.tooltip),
          ])
        ),
        (
          "encoding",
          .object([
            ("x", Self.place("left")), ("x2", Self.flat([("field", .text("right"))])),
            ("y", Self.place("top")), ("y2", Self.flat([("field", .text("bottom"))])),
            ("color", color),
          ])
        ),
      ]),
      Self.numbers(12),
    ]
  }

  func parts(_ bars: StackedBars) -> [OrderedJSON] {
    let layers = bars.parts.enumerated().map { index, part in
      OrderedJSON.object([
        (
          "transform", .list([Self.chosen(index + 1)] + Self.edges(0.36, "x"))
        ),
        (
          "mark",
          Self.flat([
            ("type", .text("rect")), ("stroke", .text("#ffffff")), ("tooltip", Self.tooltip),
          ])
        ),
        (
          "encoding",
          .object(
            [
              ("x", Self.place("left")), ("x2", Self.flat([("field", .text("right"))])),
              ("y", Self.place("low")), ("y2", Self.flat([("field", .text("high"))])),
            ] + (part.name.isEmpty ? [("color", Self.value(.text(Palette.color(part.color))))] : [])
          )
        ),
      ])
    }
    return [group(layers, [("color", colors)]), Self.numbers(11)].compactMap { $0 }
  }

  // MARK: - Layers

  private static func layer(
    _ id: Int, _ mark: Members, _ encoding: Members, also: [OrderedJSON] = []
  ) -> OrderedJSON {
    let steps =
      [chosen(id)]
      + also.map { step in
        if case .text = step { flat([("filter", step)]) } else { step }
      }
    return .object(
      [("transform", .list(steps)), ("mark", flat(mark + [("tooltip", tooltip)]))]
        + (encoding.isEmpty ? [] : [("encoding", .object(encoding))]))
  }

  /// Layers with what they have in common.
  private func group(_ layers: [OrderedJSON], _ encoding: Members) -> OrderedJSON? {
    guard !layers.isEmpty else { return nil }
    return .object(
      (key.isEmpty ? [] : [("encoding", .object(encoding))]) + [("layer", .list(layers))])
  }

  private static func chosen(_ id: Int) -> OrderedJSON {
    flat([("filter", .object([("field", .text("id")), ("equal", .integer(id))]))])
  }

  private static let tooltip = OrderedJSON.object([("content", .text("data"))])

  private static func point(_ size: Int) -> Members {
    [("type", .text("point")), ("filled", .flag(true)), ("size", .integer(size))]
  }

  /// The texts of cells and bars, in their middle.
  private static func numbers(_ size: Int) -> OrderedJSON {
    .object([
      (
        "mark",
        flat([("type", .text("text")), ("color", .text("#111111")), ("fontSize", .integer(size))])
      ),
      ("encoding", flat([("text", .object([("field", .text("text"))]))])),
    ])
  }

  // MARK: - Channels

  private var colors: OrderedJSON { channel { .text(Palette.color($0)) } }

  /// A channel that tells the series of the key apart. The keys of all channels are alike, so that Vega-Lite
  /// makes one of them: with color, dash and marker.
  private func channel(_ value: (SeriesColor) -> OrderedJSON) -> OrderedJSON {
    let widest = key.map { TextMetrics.width($0.name, size: FigureLayout.smallSize) }.max() ?? 0
    return .object([
      ("field", .text("series")), ("type", .text("nominal")),
      (
        "scale",
        Self.flat([
          ("domain", .row(key.map { .text(name($0.name, $0.color)) })),
          ("range", .row(key.map { value($0.color) })),
        ])
      ),
      (
        "legend",
        Self.flat([
          ("title", .null), ("orient", .text("bottom")), ("symbolOpacity", .integer(1)),
          ("columns", .integer(max(1, Int((layout.width - 24) / (widest + 62))))),
        ])
      ),
    ])
  }

  /// The value of a channel for a series that is not in the key.
  private func constant(_ series: Series, _ channel: String, _ value: OrderedJSON) -> Members {
    series.name.isEmpty ? [(channel, Self.value(value))] : []
  }

  private func ends(_ letter: String) -> Members {
    [(letter, Self.place("low")), (letter + "2", Self.flat([("field", .text("high"))]))]
  }

  /// A field on an axis whose scale, title and ticks the panel gives.
  private static func place(_ field: String) -> OrderedJSON {
    flat([("field", .text(field)), ("type", .text("quantitative"))])
  }

  // MARK: - Transforms

  /// The edges of a cell or bar around its middle.
  private static func edges(_ half: Double, _ letters: String) -> [OrderedJSON] {
    let names = ["x": ("left", "right"), "y": ("top", "bottom")]
    return letters.map(String.init).flatMap { letter -> [OrderedJSON] in
      guard let (first, last) = names[letter] else { return [] }
      return [(first, "-"), (last, "+")].map { name, sign in
        flat([("calculate", .text("datum.\(letter) \(sign) \(half)")), ("as", .text(name))])
      }
    }
  }

  private static func valid(_ letter: String) -> OrderedJSON {
    .text("isValid(datum.x) && isValid(datum.y) && isValid(datum.low) && isValid(datum.high)")
  }

  /// On a logarithmic axis the lower end of an interval may be below all that can be drawn.
  private static func lowest(
    _ series: Series, _ letter: String, _ panel: PanelLayout
  ) -> [OrderedJSON] {
    let isX = letter == "x"
    let limit = (isX ? panel.xRange : panel.yRange).lowerBound
    guard (isX ? panel.panel.xScale : panel.panel.yScale) != .linear,
      series.low?.contains(where: { $0 <= limit }) == true
    else { return [] }
    return [
      flat([
        ("calculate", .text("isValid(datum.low) ? max(datum.low, \(limit)) : null")),
        ("as", .text("low")),
      ])
    ]
  }

  /// Marks are cut at the edge of the panel only where some would stand beyond it, for the edge would halve
  /// markers that stand on it.
  private static func needsClip(_ series: Series, _ panel: PanelLayout) -> Members {
    let ends = series.hasIntervals ? (series.low ?? []) + (series.high ?? []) : []
    let isLevel = series.style == .pointsWithXIntervals
    func isBeyond(_ values: [Double], _ range: ClosedRange<Double>) -> Bool {
      values.contains { $0.isFinite && !range.contains($0) }
    }
    return isBeyond(series.x + (isLevel ? ends : []), panel.xRange)
      || isBeyond(series.y + (isLevel ? [] : ends), panel.yRange) ? [("clip", .flag(true))] : []
  }
}
