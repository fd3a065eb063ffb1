import Figures
import Foundation
import Testing

/// The twins for Vega-Lite, read back as JSON.
@Suite struct VegaLiteTests {
  private func read(_ figure: Figure) throws -> [String: Any] {
    let data = Data(VegaLite.specification(for: figure).utf8)
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// The views of the panels.
  private func views(_ figure: Figure) throws -> [[String: Any]] {
    let whole = try read(figure)
    return whole["concat"] as? [[String: Any]] ?? [whole]
  }

  /// All marks of a view with the number of the series that they show.
  private func marks(_ view: [String: Any]) -> [(type: String, id: Int?)] {
    (view["layer"] as? [[String: Any]] ?? []).flatMap { layer -> [(type: String, id: Int?)] in
      guard let mark = layer["mark"] as? [String: Any] else { return marks(layer) }
      let chosen = (layer["transform"] as? [[String: Any]])?.compactMap {
        ($0["filter"] as? [String: Any])?["equal"] as? Int
      }
      return [(mark["type"] as? String ?? "", chosen?.first)]
    }
  }

  private func rows(_ view: [String: Any]) -> [[String: Any]] {
    (view["data"] as? [String: Any])?["values"] as? [[String: Any]] ?? []
  }

  private func scale(_ view: [String: Any], _ letter: String) -> [String: Any] {
    let axis = (view["encoding"] as? [String: Any])?[letter] as? [String: Any]
    return axis?["scale"] as? [String: Any] ?? [:]
  }

  @Test(arguments: Kinds.all + Samples.all)
  func everyFigureIsASpecificationWithAViewAPanel(_ figure: Figure) throws {
    let whole = try read(figure)
    #expect(whole["$schema"] as? String == "https://vega.github.io/schema/vega-lite/v5.json")
    #expect(VegaLite.specification(for: figure) == VegaLite.specification(for: figure))
    let views = try views(figure)
    #expect(views.count == figure.panels.count)
    for (view, panel) in zip(views, figure.panels) {
      #expect(!marks(view).isEmpty)
      for (letter, axis) in [("x", panel.xScale), ("y", panel.yScale)] {
        let found = scale(view, letter)
        #expect(found["type"] as? String == (axis == .linear ? "linear" : "log"))
        #expect(found["base"] as? Double == [.log2: 2, .log10: 10][axis])
        #expect((found["domain"] as? [Double])?.count == 2)
      }
      let encoding = view["encoding"] as? [String: Any]
      let x = (encoding?["x"] as? [String: Any])?["title"] as? String
      #expect(x == (panel.xLabel.isEmpty ? nil : panel.xLabel.replacing("\n", with: " ")))
    }
  }

  /// Every series has its mark, bands and bars come on top of lines and points, and no mark is left over.
  @Test(arguments: Kinds.all + Samples.all)
  func everySeriesHasItsMarks(_ figure: Figure) throws {
    for (view, panel) in zip(try views(figure), figure.panels) {
      guard case .series(let series) = panel.content else { continue }
      let found = marks(view)
      guard !found.contains(where: { $0.id == nil && $0.type == "text" }) || found.count > 1 else {
        continue
      }
      for (index, one) in series.enumerated() where !one.x.isEmpty {
        let mine = Set(found.filter { $0.id == index + 1 }.map(\.type))
        let isLine = one.style == .line || one.style == .lineWithBand
        #expect(mine.contains("line") == isLine, "\(figure.name), \(one.name)")
        #expect(mine.contains("area") == (one.style == .lineWithBand && one.low != nil))
        let hasBars = one.style == .pointsWithIntervals || one.style == .pointsWithXIntervals
        #expect(mine.contains("rule") == (hasBars && one.low != nil))
        if !isLine { #expect(mine.contains("point")) }
      }
      #expect(found.compactMap(\.id).allSatisfy { (1...series.count).contains($0) })
    }
  }

  @Test func numbersReadBackAndGapsAreLeftOut() throws {
    let view = try views(
      Figure(
        id: "F", name: "f", title: "t", caption: "",
        panels: [
          Panel(
            xLabel: "x (s)", yLabel: "y (nats)", yScale: .log10,
            series: [
              Series(
                name: "a", color: .arm(0), style: .pointsWithIntervals, x: [0.1, 2, 3],
                y: [0.25, .nan, 0], low: [-1, 0.1, -.infinity], high: [1, 0.2, 0.3])
            ])
        ]))[0]
    let rows = rows(view)
    #expect(rows.count == 3)
    #expect(rows[0]["x"] as? Double == 0.1 && rows[0]["y"] as? Double == 0.25)
    #expect(rows[0]["low"] as? Double == -1)
    #expect(rows[1]["y"] == nil && rows[1]["x"] as? Double == 2)
    // Zero has no place on a logarithmic axis.
    #expect(rows[2]["y"] == nil && rows[2]["low"] == nil && rows[2]["high"] as? Double == 0.3)
  }

  @Test func cellsAndPartsAreInTheData() throws {
    let cells = rows(try views(Samples.heatMap)[0])
    #expect(cells.count == 6)
    #expect(cells[1]["row"] as? String == "rl" && cells[1]["column"] as? String == "edge")
    #expect(cells[1]["value"] as? Double == -0.1 && cells[1]["text"] as? String == "−0.10")
    #expect(cells[2]["value"] == nil && cells[2]["text"] as? String == "–")
    let bars = try views(Samples.bars)[0]
    #expect(marks(bars).compactMap(\.id) == [1, 2])
    let last = try #require(rows(bars).last)
    #expect(last["series"] as? String == "expanded" && last["category"] as? String == "rl")
    #expect(last["low"] as? Double == 0.7 && last["value"] as? Double == 0.3)
  }

  /// The key has the colors of the palette, whichever texts the names are.
  @Test func colorsAreThoseOfThePalette() throws {
    let text = VegaLite.specification(for: Samples.passAtK)
    #expect(text.contains("\"domain\": [\"base (n = 8)\", \"rl_edge (n = 8)\", \"chance\"]"))
    #expect(text.contains("\"range\": [\"#333333\", \"#0072B2\", \"#888888\"]"))
    #expect(text.contains("\"range\": [[1, 0], [1, 0], [6, 4]]"))
    // Two colors of one name are two entries.
    let x = [1.0, 2]
    let twice = Figure(
      id: "F", name: "f", title: "", caption: "",
      panels: [
        Panel(
          xLabel: "x", yLabel: "y",
          series: [0, 1].map { Series(name: "a", color: .arm($0), style: .line, x: x, y: x) })
      ])
    let names = rows(try views(twice)[0]).compactMap { $0["series"] as? String }
    #expect(names == ["a", "a", "a [2]", "a [2]"])
  }

  @Test func whatAnEarlierFigureLeftIsReplaced() throws {
    guard Gnuplot.isAvailable else { return }
    let scratch = Scratch()
    let twin = try Samples.bars.write(to: scratch.folder + "/f.svg")[2]
    try Samples.intervals.write(to: scratch.folder + "/f.svg")
    #expect(twin == scratch.folder + "/f.vl.json")
    #expect(try String(contentsOfFile: twin, encoding: .utf8).contains("Effects"))
  }
}
