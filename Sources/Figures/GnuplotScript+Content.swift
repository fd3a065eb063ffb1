import Foundation

// What is plotted in a panel, by kind of content.

extension GnuplotScript {
  mutating func cells(
    _ map: HeatMap, _ block: Range<Int>, _ panel: PanelLayout
  ) -> [String] {
    let range = Self.colorRange(map)
    let colors =
      range.lowerBound < 0 && range.upperBound > 0 ? Palette.diverging : Palette.sequential
    let stops = colors.enumerated().map { "\($0) '\($1)'" }.joined(separator: ", ")
    let plot = panel.plot
    let ticks = Ticks.ticks(range, .linear, limit: 5)
    let widest = ticks.map { TextMetrics.width($0.label, size: 11) }.max() ?? 0
    rectangle(plot, color: "#eeeeee", layer: "back")
    label(
      map.valueLabel, x: plot.right + 14 + 14 + widest + 22, y: (plot.top + plot.bottom) / 2,
      align: "center rotate by 90", font: "sans-serif,12", color: "#222222")
    lines += [
      "set palette maxcolors 48 defined (\(stops))",
      "set cbrange [\(range.lowerBound):\(range.upperBound)]",
      "set cbtics (\(tickList(ticks))) font ',11' tc rgb '#333333'",
      "set colorbox vertical user origin screen \(screenX(plot.right + 14)), "
        + "screen \(screenY(plot.bottom)) size screen \(fraction(12 / layout.width)), "
        + "screen \(fraction(plot.height / layout.height)) noborder",
    ]
    return [
      from(block) + " using ($8 == $8 ? $4 : NaN):5:($4-0.5):($4+0.5):($5-0.5):($5+0.5):8 "
        + "with boxxyerror fs solid 1 border lc rgb '#ffffff' lc palette notitle",
      from(block) + " using 4:5:9 with labels font ',12' tc rgb '#111111' notitle",
    ]
  }

  func curves(
    _ series: [Series], _ blocks: [Range<Int>], _ panel: PanelLayout
  ) -> [String] {
    var bands: [String] = []
    var marks: [String] = []
    for (one, block) in zip(series, blocks) where !block.isEmpty {
      let color = Palette.color(one.color)
      let marker = Palette.marker(one.color)
      let source = from(block)
      let low = panel.panel.yScale == .linear ? "6" : "(above($6, \(panel.yRange.lowerBound)))"
      if one.style == .lineWithBand, one.hasIntervals {
        bands.append(
          "\(source) using 4:\(low):7 with filledcurves fs solid lc rgb '#d0\(color.dropFirst())' "
            + "notitle")
      }
      if one.isLine {
        let way =
          switch one.markerStep {
          case nil: "lines"
          case 1: "linespoints pt \(marker) ps 0.6"
          case let step?: "linespoints pt \(marker) ps 0.6 pi \(step)"
          }
        marks.append(
          "\(source) using 4:5 with \(way) lw 2 lc rgb '\(color)'\(Palette.dash(one.color)) "
            + "notitle")
      } else if one.style == .pointsWithXIntervals, one.hasIntervals {
        let left = panel.panel.xScale == .linear ? "6" : "(above($6, \(panel.xRange.lowerBound)))"
        marks.append(
          "\(source) using 4:5:\(left):7 with xerrorbars pt \(marker) ps 0.8 lw 1.5 "
            + "lc rgb '\(color)' notitle")
      } else if one.style == .pointsWithIntervals, one.hasIntervals {
        marks.append(
          "\(source) using 4:5:\(low):7 with yerrorbars pt \(marker) ps 0.8 lw 1.5 "
            + "lc rgb '\(color)' notitle")
      } else if one.style == .hollowPoints {
        marks.append(
          "\(source) using 4:5 with points pt \(Palette.outline(one.color)) ps 0.9 lw 1.5 "
            + "lc rgb '\(color)' notitle")
      } else {
        let size = block.count > 200 ? "0.35" : "0.6"
        marks.append(
          "\(source) using 4:5 with points pt \(marker) ps \(size) "
            + "lc rgb '#40\(color.dropFirst())' notitle")
      }
    }
    return bands + marks + values(series, blocks)
  }

  /// What a reader sees who points at a mark: the series and its numbers. Only SVG can show it.
  private func values(_ series: [Series], _ blocks: [Range<Int>]) -> [String] {
    guard format == .svg else { return [] }
    return zip(series, blocks).filter { !$1.isEmpty && $1.count <= 120 }.map { one, block in
      let name = one.name.replacing("%", with: "%%").replacing("\n", with: " ")
      let (text, columns) =
        one.hasIntervals
        ? ("\(name): %.4g at %.4g [%.4g to %.4g]", "$5, $4, $6, $7")
        : ("\(name): %.4g at %.4g", "$5, $4")
      return from(block)
        + " using 4:5:(sprintf(\(Self.quoted(text)), \(columns))) with labels hypertext "
        + "point pt 7 ps 1.2 lc rgb '#ff000000' notitle"
    }
  }

  func bars(_ bars: StackedBars, _ blocks: [Range<Int>]) -> [String] {
    zip(bars.parts, blocks).map { part, block in
      from(block) + " using 4:5:($4-0.36):($4+0.36):6:7 with boxxyerror fs solid 1 "
        + "border lc rgb '#ffffff' lc rgb '\(Palette.color(part.color))' notitle"
    } + blocks.map { from($0) + " using 4:5:9 with labels font ',11' tc rgb '#111111' notitle" }
  }

  /// The values of the lightest and darkest color.
  static func colorRange(_ map: HeatMap) -> ClosedRange<Double> {
    if let range = map.valueRange, range.lowerBound < range.upperBound { return range }
    let values = map.values.flatMap { $0 }.filter(\.isFinite)
    guard let low = values.min(), let high = values.max() else { return 0...1 }
    if low < 0 {
      let most = max(-low, high)
      return -most...most
    }
    return low < high ? low...high : low...low + 1
  }
}
