import Support

// The view of one panel: its data, axes and layers.

extension VegaLiteFigure {
  typealias Members = [(String, OrderedJSON)]

  /// The members of the view of a panel.
  func view(_ index: Int) -> Members {
    let panel = layout.panels[index]
    var layers: [OrderedJSON]
    switch panel.panel.content {
    case _ where !panel.hasData: layers = [Self.words("no data", panel)]
    case .series(let series): layers = curves(series, panel)
    case .heatMap(let map): layers = cells(map)
    case .stackedBars(let bars): layers = parts(bars)
    }
    layers += guides(panel)
    let empty: Members = [("fill", .text("#eeeeee")), ("stroke", .null)]
    return (panel.panel.isHeatMap ? [("view", Self.flat(empty))] : []) + [
      ("width", .integer(Int(panel.plot.width.rounded()))),
      ("height", .integer(Int(panel.plot.height.rounded()))),
      ("data", .object([("values", .list(rows(index).map { .flat(.object($0)) }))])),
      (
        "encoding",
        .object([
          ("x", axis("x", panel)), ("y", axis("y", panel)),
        ])
      ),
      ("layer", .list(layers)),
    ]
  }

  // MARK: - Data

  /// The rows of a panel as in the table of the figure, with the number of the series or part from 1 and, on
  /// curves, of the point from 0.
  private func rows(_ index: Int) -> [Members] {
    let panel = layout.panels[index].panel
    func numbers(_ values: [(String, Double?)]) -> Members {
      values.compactMap { name, value in
        value.flatMap { $0.isFinite ? (name, .number($0)) : nil }
      }
    }
    switch panel.content {
    case .series(let series):
      return series.enumerated().flatMap { place, one in
        one.x.indices.map { point in
          let x = Self.drawable(one.x[point], panel.xScale)
          let y = Self.drawable(one.y[point], panel.yScale)
          return [
            ("id", .integer(place + 1)), ("series", .text(name(one.name, one.color))),
            ("point", .integer(point)),
          ] + numbers([("x", x), ("y", y), ("low", one.low?[point]), ("high", one.high?[point])])
        }
      }
    case .heatMap(let map):
      return zip(
        table.blocks[index][0],
        map.rows.indices.flatMap { row in map.columns.indices.map { (row, $0) } }
      )
      .map { line, place in
        [
          ("row", .text(GnuplotScript.comment(map.rows[place.0]))),
          ("column", .text(GnuplotScript.comment(map.columns[place.1]))),
          ("x", .integer(place.1)), ("y", .integer(place.0)),
        ] + numbers([("value", map.values[place.0][place.1])])
          + [("text", .text(table.rows[line][8]))]
      }
    case .stackedBars(let bars):
      return bars.parts.enumerated().flatMap { place, part in
        bars.categories.enumerated().map { category, title in
          let cells = table.rows[table.blocks[index][place].lowerBound + category]
          return [
            ("id", .integer(place + 1)), ("series", .text(name(part.name, part.color))),
            ("category", .text(GnuplotScript.comment(title))), ("x", .integer(category)),
          ]
            + numbers([
              ("y", Double(cells[4])), ("low", Double(cells[5])), ("high", Double(cells[6])),
              ("value", part.values[category]),
            ]) + [("text", .text(cells[8]))]
        }
      }
    }
  }

  /// A number that has a place on an axis.
  private static func drawable(_ value: Double, _ scale: AxisScale) -> Double? {
    value.isFinite && (scale == .linear || value > 0) ? value : nil
  }

  /// The name of a series in data and key; another color of the same name has its number behind it.
  func name(_ text: String, _ color: SeriesColor) -> String {
    let likes = key.filter { $0.name == text }.map(\.color)
    let place = likes.firstIndex(of: color) ?? 0
    return GnuplotScript.comment(text) + (place == 0 ? "" : " [\(place + 1)]")
  }

  // MARK: - Axes

  /// A field on an axis with the scale and the ticks of the picture.
  private func axis(_ letter: String, _ panel: PanelLayout) -> OrderedJSON {
    let isX = letter == "x"
    let range = isX ? panel.xRange : panel.yRange
    let scale = isX ? panel.panel.xScale : panel.panel.yScale
    let ticks = isX ? panel.xTicks : panel.yTicks
    var how: Members =
      switch scale {
      case .linear: [("type", .text("linear"))]
      case .log2: [("type", .text("log")), ("base", .integer(2))]
      case .log10: [("type", .text("log")), ("base", .integer(10))]
      }
    how += [
      ("domain", .numbers([range.lowerBound, range.upperBound])), ("nice", .flag(false)),
    ]
    if scale == .linear { how.append(("zero", .flag(false))) }
    if !isX && panel.panel.isHeatMap { how.append(("reverse", .flag(true))) }
    let shown = ticks.filter { range.contains($0.value) }
    let names = OrderedJSON.row(shown.map { .text(GnuplotScript.comment($0.label)) }).line()
    let places = OrderedJSON.row(shown.map { .number($0.value) }).line()
    var look: Members = [("values", .digits(places))]
    if !shown.isEmpty {
      look.append(("labelExpr", .text("\(names)[indexof(\(places), datum.value)]")))
    }
    if case .series = panel.panel.content {
    } else {
      look.append(("grid", .flag(!isX && !panel.panel.isHeatMap)))
    }
    if isX && panel.rotatesXTicks { look.append(("labelAngle", .integer(-35))) }
    return .object([
      ("field", .text(letter)), ("type", .text("quantitative")), ("title", title(letter, panel)),
      ("scale", .flat(.object(how))), ("axis", .flat(.object(look))),
    ])
  }

  private func title(_ letter: String, _ panel: PanelLayout) -> OrderedJSON {
    let text = letter == "x" ? panel.panel.xLabel : panel.showsYLabel ? panel.panel.yLabel : ""
    return text.isEmpty ? .null : .text(GnuplotScript.comment(text))
  }

  // MARK: - Guides

  private static func words(_ text: String, _ panel: PanelLayout) -> OrderedJSON {
    .object([
      ("data", values([[("text", .text(text))]])),
      (
        "mark",
        flat([("type", .text("text")), ("color", .text("#777777")), ("fontSize", .integer(13))])
      ),
      (
        "encoding",
        flat([
          ("x", value(.number((panel.plot.width / 2).rounded()))),
          ("y", value(.number((panel.plot.height / 2).rounded()))),
          ("text", flat([("field", .text("text"))])),
        ])
      ),
    ])
  }

  /// Lines across the panel, and texts among the data.
  private func guides(_ panel: PanelLayout) -> [OrderedJSON] {
    var layers: [OrderedJSON] = []
    for (letter, other, end, guides, range) in [
      ("y", "x", "width", panel.panel.hLines, panel.yRange),
      ("x", "y", "height", panel.panel.vLines, panel.xRange),
    ] {
      let seen = guides.filter { range.contains($0.value) }
      guard !seen.isEmpty else { continue }
      let data = Self.values(
        seen.map {
          [(letter, .number($0.value)), ("text", .text(GnuplotScript.comment($0.label)))]
        })
      layers.append(
        .object([
          ("data", data),
          (
            "mark",
            Self.flat([
              ("type", .text("rule")), ("color", .text("#777777")),
              ("strokeDash", .integers([5, 4])),
            ])
          ),
          (
            "encoding",
            Self.flat([
              (other, Self.value(.integer(0))), (other + "2", Self.value(.text(end))),
            ])
          ),
        ]))
      guard seen.contains(where: { !$0.label.isEmpty }) else { continue }
      let isLevel = letter == "y"
      layers.append(
        .object([
          ("data", data),
          (
            "mark",
            Self.flat([
              ("type", .text("text")), ("align", .text(isLevel ? "right" : "left")),
              ("baseline", .text(isLevel ? "bottom" : "top")), ("dx", .integer(isLevel ? -4 : 4)),
              ("dy", .integer(isLevel ? -2 : 4)), ("color", .text("#666666")),
              ("fontSize", .integer(11)),
            ])
          ),
          (
            "encoding",
            Self.flat([
              (other, Self.value(isLevel ? .text(end) : .integer(0))),
              ("text", Self.flat([("field", .text("text"))])),
            ])
          ),
        ]))
    }
    if !panel.panel.notes.isEmpty {
      layers.append(
        .object([
          (
            "data",
            Self.values(
              panel.panel.notes.filter { $0.x.isFinite && $0.y.isFinite }.map {
                [
                  ("x", .number($0.x)), ("y", .number($0.y)),
                  ("text", .text(GnuplotScript.comment($0.text))),
                ]
              })
          ),
          (
            "mark",
            Self.flat([
              ("type", .text("text")), ("color", .text("#333333")), ("fontSize", .integer(12)),
            ])
          ),
          ("encoding", Self.flat([("text", Self.flat([("field", .text("text"))]))])),
        ]))
    }
    return layers
  }

  // MARK: - Short forms

  static func flat(_ members: Members) -> OrderedJSON { .flat(.object(members)) }
  static func value(_ value: OrderedJSON) -> OrderedJSON { flat([("value", value)]) }
  static func values(_ rows: [Members]) -> OrderedJSON {
    .object([("values", .list(rows.map { flat($0) }))])
  }
}
