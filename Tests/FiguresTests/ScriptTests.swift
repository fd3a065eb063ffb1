import Figures
import Foundation
import Testing

@Suite struct ScriptTests {
  @Test func theScriptOfASmallFigure() {
    let figure = Figure(
      id: "F1", name: "f1", title: "Coverage", caption: "",
      panels: [
        Panel(
          title: "edge", xLabel: "k", yLabel: "pass@k", xScale: .log2, xRange: 1...8,
          yRange: 0...1,
          series: [
            Series(
              name: "rl (n = 8)", color: .arm(0), style: .lineWithBand, x: [1, 2, 4, 8],
              y: [0.1, 0.2, 0.3, 0.4], low: [0, 0.1, 0.2, 0.3], high: [0.2, 0.3, 0.4, 0.5]),
            Series(name: "chance", color: .chance, style: .line, x: [1, 8], y: [0.05, 0.3]),
          ])
      ])
    let script = Gnuplot.script(for: figure)
    let expected = [
      "# F1 Coverage", "# Draws f1.svg from f1.tsv: gnuplot f1.gp", "reset",
      "if (!exists(\"output\")) output = 'f1.svg'", "data = 'f1.tsv'",
      "set terminal svg size 460,403 fixed noenhanced font 'sans-serif,13' linewidth 1 "
        + "background '#ffffff' name 'f_f1'",
      "set logscale x 2; set xrange [1.0:8.0]", "unset logscale y; set yrange [0.0:1.0]",
      "set xtics norotate offset 0,0.35 ('1' 1.0, '2' 2.0, '4' 4.0, '8' 8.0) font ',12' "
        + "tc rgb '#333333'",
      "plot data skip 1 every ::0::3 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' "
        + "notitle, \\",
      "     data skip 1 every ::0::3 using 4:5 with linespoints pt 7 ps 0.6 lw 2 "
        + "lc rgb '#0072B2' notitle, \\",
      "     data skip 1 every ::4::5 using 4:5 with lines lw 2 lc rgb '#888888' dt (6,4) notitle, \\",
      "     data skip 1 every ::0::3 using 4:5:(sprintf('rl (n = 8): %.4g at %.4g [%.4g to %.4g]', $5, $4, "
        + "$6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \\",
      "unset multiplot", "set output",
    ]
    let lines = script.split(separator: "\n").map(String.init)
    var rest = lines[...]
    for line in expected {
      let found = rest.firstIndex(of: line)
      #expect(found != nil, "missing or out of order: \(line)\nin\n\(script)")
      if let found { rest = rest[(found + 1)...] }
    }
  }

  @Test(arguments: Samples.all)
  func theScriptDependsOnTheFigureAlone(_ figure: Figure) throws {
    #expect(Gnuplot.script(for: figure) == Gnuplot.script(for: figure))
    let copy = try decoder.decode(Figure.self, from: encoder.encode(figure))
    #expect(Gnuplot.table(for: copy) == Gnuplot.table(for: figure))
    #expect(Gnuplot.script(for: copy) == Gnuplot.script(for: figure))
  }

  /// One panel in the figure has no label on its own axis when its neighbor says the same.
  @Test func aSharedAxisIsLabelledOnce() {
    let script = Gnuplot.script(for: Samples.passAtK)
    #expect(script.components(separatedBy: "set label 'pass@k (probability)'").count == 2)
    #expect(script.components(separatedBy: "set label 'k (samples)'").count == 3)
    #expect(script.components(separatedBy: "set label 'rl_edge (n = 8)'").count == 2)
  }

  @Test func theTableReadsBackToTheSameNumbers() throws {
    let table = Gnuplot.table(for: Samples.passAtK)
    let rows = table.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(
      rows[0] == ["panel", "series", "category", "x", "y", "low", "high", "value", "text"])
    #expect(rows.allSatisfy { $0.count == 9 })
    #expect(rows.count == 1 + 2 * 3 * 8)
    guard case .series(let series) = Samples.passAtK.panels[1].content else {
      Issue.record("no series")
      return
    }
    let edge = rows.filter { $0[0] == "2" && $0[1] == "rl_edge (n = 8)" }
    #expect(edge.map { Double($0[3]) } == series[1].x)
    #expect(edge.map { Double($0[4]) } == series[1].y)
    #expect(edge.map { Double($0[5]) } == series[1].low)
    #expect(edge.map { Double($0[6]) } == series[1].high)
  }

  @Test func cellsAndBarsAreInTheTable() {
    let cells = Gnuplot.table(for: Samples.heatMap).split(separator: "\n")
    #expect(cells[1] == "1\trl\tid\t0\t0\t\t\t0.2\t0.20")
    #expect(cells[2] == "1\trl\tedge\t1\t0\t\t\t-0.1\t−0.10")
    #expect(cells[3] == "1\trl\thard\t2\t0\t\t\tNaN\t–")
    let bars = Gnuplot.table(for: Samples.bars).split(separator: "\n")
    #expect(bars[1] == "1\tpreserved\tnull\t0\t0.45\t0.0\t0.9\t0.9\t0.90")
    #expect(bars[4].hasPrefix("1\texpanded\trl\t1\t0.85\t0.7\t1.0\t0.3\t"))
  }

  @Test func aTextCannotEndItsQuotes() {
    for line in Gnuplot.script(for: Samples.hostileFigure).split(separator: "\n") {
      #expect(line.hasPrefix("#") || line.filter { $0 == "'" }.count % 2 == 0, "\(line)")
    }
    #expect(!Gnuplot.table(for: Samples.hostileFigure).contains("\""))
  }

  /// The key shows a line with the marker that it is drawn with, references and laws without.
  @Test func theKeyHasTheMarkersOfTheLines() {
    func script(_ count: Int, _ color: SeriesColor) -> String {
      let x = (1...count).map(Double.init)
      return Gnuplot.script(
        for: Figure(
          id: "F", name: "f", title: "", caption: "",
          panels: [
            Panel(
              xLabel: "x", yLabel: "y",
              series: [Series(name: "a", color: color, style: .line, x: x, y: x)])
          ]))
    }
    let key = "point pt 5 ps 0.6 lc rgb '#D55E00' front"
    #expect(script(12, .arm(1)).contains(key))
    #expect(script(12, .arm(1)).contains("linespoints pt 5 ps 0.6 lw 2"))
    #expect(script(21, .arm(1)).contains(key))
    #expect(script(21, .arm(1)).contains("linespoints pt 5 ps 0.6 pi 3 lw 2"))
    for plain in [script(41, .arm(1)), script(12, .neutral), script(12, .chance)] {
      #expect(!plain.contains("linespoints") && !plain.contains("ps 0.6"))
    }
  }

  @Test func aFigureWithoutPanelsIsAProgrammingError() async {
    await #expect(processExitsWith: .failure) {
      _ = Figure(id: "F", name: "f", title: "", caption: "", panels: [])
    }
    await #expect(processExitsWith: .failure) {
      _ = Series(name: "s", color: .neutral, style: .line, x: [1], y: [1, 2])
    }
  }

  @Test func armsDifferByColorDashOrMarker() {
    let arms = (0..<8).map { Palette.color(.arm($0)) }
    #expect(Set(arms).count == 8)
    #expect(Palette.color(.arm(8)) == arms[0])
    let script = Gnuplot.script(for: Samples.many)
    #expect(script.contains("lc rgb '\(arms[0])' dt (9,3)"))
    #expect(script.contains("lc rgb '\(arms[0])' dt (3,3)"))
    #expect(!arms.contains(Palette.neutral) && !arms.contains(Palette.chance))
  }

  private var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }

  private var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }
}
