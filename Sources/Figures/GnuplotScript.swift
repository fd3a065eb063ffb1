import Foundation

/// Writes the script of a figure: every place is given in pixels, so nothing depends on guesses of
/// gnuplot, and every text is quoted literally.
struct GnuplotScript {
  /// What every script has in its first lines.
  static let mark = "\n# Draws "

  let figure: Figure
  let format: PictureFormat
  let layout: FigureLayout
  let table: FigureTable
  var lines: [String] = []

  init(_ figure: Figure, format: PictureFormat = .svg) {
    self.figure = figure
    self.format = format
    layout = FigureLayout(figure)
    table = FigureTable(figure)
    header()
    labels()
    for index in figure.panels.indices { panel(index) }
    lines += ["unset multiplot", "set output"]
  }

  var text: String { lines.map { $0 + "\n" }.joined() }

  private mutating func header() {
    let identifier = String(
      figure.name.unicodeScalars.map { scalar -> Character in
        scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          ? Character(scalar) : "_"
      })
    let picture = figure.name + "." + format.rawValue
    let terminal = format.terminal(
      width: layout.width, height: layout.height, name: "f_" + identifier)
    lines += [
      "# \(Self.comment("\(figure.id) \(figure.title)"))",
      "# Draws "
        + Self.comment("\(picture) from \(figure.name).tsv: gnuplot \(figure.name).gp"),
      "reset",
      "if (!exists(\"output\")) output = \(Self.quoted(picture))",
      "data = \(Self.quoted(figure.name + ".tsv"))",
      "set encoding utf8",
      "set terminal \(terminal)",
      "set output output",
      "set datafile separator tab",
      "set datafile commentschars ''",
      "set border 3 lc rgb '#777777'",
      "set tics out nomirror scale 0.5",
      "set errorbars small",
      "unset key",
      "above(v, limit) = (v <= limit ? limit : v)",
      "set multiplot",
    ]
  }

  /// The title and the key, which are drawn with the first panel.
  private mutating func labels() {
    for (index, line) in layout.title.enumerated() {
      label(line, x: 14, y: 22 + 21 * Double(index), font: "sans-serif Bold,16", color: "#111111")
    }
    for (entry, x, y) in layout.key {
      sample(entry, x: x, y: y)
      label(entry.name, x: x + 40, y: y, font: "sans-serif,12", color: "#222222")
    }
  }

  private mutating func sample(_ entry: KeyEntry, x: Double, y: Double) {
    let color = Palette.color(entry.color)
    let rgb = color.dropFirst()
    switch entry.style {
    case nil:
      rectangle(
        Box(left: x + 8, top: y - 6.5, right: x + 26, bottom: y + 6.5), color: color)
    case .lineWithBand:
      rectangle(Box(left: x, top: y - 6, right: x + 32, bottom: y + 6), color: "#c8\(rgb)")
      line(entry, x: x, y: y)
    case .line:
      line(entry, x: x, y: y)
    case .pointsWithIntervals:
      arrow(x + 16, y - 8, x + 16, y + 8, "lw 1.5 lc rgb '\(color)'")
      point(x + 16, y, entry.color)
    case .pointsWithXIntervals:
      arrow(x + 4, y, x + 28, y, "lw 1.5 lc rgb '\(color)'")
      point(x + 16, y, entry.color)
    case .points:
      point(x + 16, y, entry.color)
    case .hollowPoints:
      point(x + 16, y, entry.color, marker: Palette.outline(entry.color))
    }
  }

  /// A line as it is drawn, with its marker where it has one.
  private mutating func line(_ entry: KeyEntry, x: Double, y: Double) {
    arrow(
      x, y, x + 32, y,
      "lw 2 lc rgb '\(Palette.color(entry.color))'" + Palette.dash(entry.color))
    if entry.isMarked { point(x + 16, y, entry.color, size: 0.6) }
  }

  private mutating func panel(_ index: Int) {
    let panel = layout.panels[index]
    lines += ["", "# Panel \(index + 1): \(Self.comment(panel.panel.title))"]
    frame(panel)
    words(panel)
    guides(panel)
    let blocks = table.blocks[index]
    var plots: [String]
    if !panel.hasData {
      label(
        "no data", x: (panel.plot.left + panel.plot.right) / 2,
        y: (panel.plot.top + panel.plot.bottom) / 2, align: "center", color: "#777777")
      plots = ["NaN notitle"]
    } else {
      switch panel.panel.content {
      case .series(let series): plots = curves(series, blocks, panel)
      case .heatMap(let map): plots = cells(map, blocks[0], panel)
      case .stackedBars(let bars): plots = self.bars(bars, blocks)
      }
    }
    if plots.isEmpty { plots = ["NaN notitle"] }
    lines.append("plot " + plots.joined(separator: ", \\\n     "))
    lines.append("unset label; unset arrow; unset object; unset colorbox")
  }

  private mutating func frame(_ panel: PanelLayout) {
    let plot = panel.plot
    lines += [
      "set lmargin at screen \(screenX(plot.left)); set rmargin at screen \(screenX(plot.right))",
      "set tmargin at screen \(screenY(plot.top)); set bmargin at screen \(screenY(plot.bottom))",
      axis("x", panel.xRange, panel.panel.xScale),
    ]
    var flipped = false
    if case .heatMap = panel.panel.content { flipped = true }
    lines.append(axis("y", panel.yRange, panel.panel.yScale, flipped: flipped))
    let turn = panel.rotatesXTicks ? "rotate by 35 right" : "norotate offset 0,0.35"
    lines.append("set xtics \(turn) (\(tickList(panel.xTicks))) font ',12' tc rgb '#333333'")
    lines.append("set ytics (\(tickList(panel.yTicks))) font ',12' tc rgb '#333333'")
    switch panel.panel.content {
    case .series: lines.append("set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'")
    case .stackedBars: lines.append("unset grid; set grid ytics back lt 1 lw 1 lc rgb '#e8e8e8'")
    case .heatMap: lines.append("unset grid")
    }
  }

  private mutating func words(_ panel: PanelLayout) {
    let plot = panel.plot
    for (index, line) in panel.title.enumerated() {
      let y = plot.top - 12 - 18 * Double(panel.title.count - 1 - index)
      label(line, x: plot.left, y: y, font: "sans-serif Bold,13", color: "#333333")
    }
    if !panel.panel.xLabel.isEmpty {
      label(
        panel.panel.xLabel, x: (plot.left + plot.right) / 2,
        y: plot.bottom + panel.tickHeight + 11, align: "center", color: "#222222")
    }
    if panel.showsYLabel {
      let widest = panel.yTicks.map {
        TextMetrics.width($0.label, size: FigureLayout.smallSize)
      }.max()
      label(
        panel.panel.yLabel, x: plot.left - (widest ?? 0) - 24,
        y: (plot.top + plot.bottom) / 2, align: "center rotate by 90", color: "#222222")
    }
  }

  private mutating func guides(_ panel: PanelLayout) {
    let style = "nohead front lw 1 lc rgb '#777777' dt (5,4)"
    for guide in panel.panel.hLines where panel.yRange.contains(guide.value) {
      lines.append(
        "set arrow from graph 0, first \(guide.value) to graph 1, first \(guide.value) \(style)")
      guard !guide.label.isEmpty else { continue }
      lines.append(
        "set label \(Self.quoted(guide.label)) at graph 0.99, first \(guide.value) right "
          + "offset 0,0.5 font ',11' tc rgb '#666666' front")
    }
    for guide in panel.panel.vLines where panel.xRange.contains(guide.value) {
      lines.append(
        "set arrow from first \(guide.value), graph 0 to first \(guide.value), graph 1 \(style)")
      guard !guide.label.isEmpty else { continue }
      lines.append(
        "set label \(Self.quoted(guide.label)) at first \(guide.value), graph 0.97 left "
          + "offset 0.5,0 font ',11' tc rgb '#666666' front")
    }
    for note in panel.panel.notes {
      lines.append(
        "set label \(Self.quoted(note.text)) at first \(note.x), first \(note.y) center "
          + "font ',12' tc rgb '#333333' front")
    }
  }
}

// MARK: - Single commands

extension GnuplotScript {
  func from(_ block: Range<Int>) -> String {
    "data skip 1 every ::\(block.lowerBound)::\(block.upperBound - 1)"
  }

  private func axis(
    _ name: String, _ range: ClosedRange<Double>, _ scale: AxisScale, flipped: Bool = false
  ) -> String {
    let ends = flipped ? (range.upperBound, range.lowerBound) : (range.lowerBound, range.upperBound)
    let base =
      switch scale {
      case .linear: "unset logscale \(name)"
      case .log2: "set logscale \(name) 2"
      case .log10: "set logscale \(name) 10"
      }
    return "\(base); set \(name)range [\(ends.0):\(ends.1)]"
  }

  func tickList(_ ticks: [Tick]) -> String {
    // gnuplot reads tick labels as number formats.
    ticks.map {
      Self.quoted($0.label.replacingOccurrences(of: "%", with: "%%")) + " \($0.value)"
    }.joined(separator: ", ")
  }

  mutating func label(
    _ text: String, x: Double, y: Double, align: String = "left",
    font: String = "sans-serif,13", color: String
  ) {
    lines.append(
      "set label \(Self.quoted(text)) at screen \(screenX(x)), screen \(screenY(y)) \(align) "
        + "font '\(font)' tc rgb '\(color)' front")
  }

  private mutating func arrow(
    _ x: Double, _ y: Double, _ toX: Double, _ toY: Double, _ style: String
  ) {
    lines.append(
      "set arrow from screen \(screenX(x)), screen \(screenY(y)) to screen \(screenX(toX)), "
        + "screen \(screenY(toY)) nohead front \(style)")
  }

  private mutating func point(
    _ x: Double, _ y: Double, _ color: SeriesColor, marker: Int? = nil, size: Double = 0.8
  ) {
    lines.append(
      "set label '' at screen \(screenX(x)), screen \(screenY(y)) point "
        + "pt \(marker ?? Palette.marker(color)) ps \(size) lc rgb '\(Palette.color(color))' front")
  }

  mutating func rectangle(_ box: Box, color: String, layer: String = "front") {
    lines.append(
      "set object rectangle from screen \(screenX(box.left)), screen \(screenY(box.bottom)) "
        + "to screen \(screenX(box.right)), screen \(screenY(box.top)) \(layer) "
        + "fc rgb '\(color)' fs solid noborder")
  }

  func screenX(_ x: Double) -> String { fraction(x / layout.width) }
  func screenY(_ y: Double) -> String { fraction(1 - y / layout.height) }
  func fraction(_ value: Double) -> String { String(format: "%.5f", value) }

  /// A literal text: nothing in single quotes has a meaning but the quote itself.
  static func quoted(_ text: String) -> String {
    "'" + comment(text).replacingOccurrences(of: "'", with: "''") + "'"
  }

  /// A text on one line.
  static func comment(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
