import Figures
import Foundation
import Testing

extension Tag {
  /// Needs a program that is not part of the project.
  @Tag static var external: Self
}

/// A folder for one test, removed with the object.
final class Scratch {
  let folder = NSTemporaryDirectory() + "assay-figures-" + UUID().uuidString
  deinit { try? FileManager.default.removeItem(atPath: folder) }
}

enum Samples {
  static let x = [1.0, 2, 4, 8, 16, 32, 64, 128]

  static func curve(_ name: String, _ color: SeriesColor, _ rate: Double) -> Series {
    let y = x.map { 1 - Foundation.exp(-rate * $0) }
    return Series(
      name: name, color: color, style: .lineWithBand, x: x, y: y, low: y.map { $0 - 0.05 },
      high: y.map { $0 + 0.05 })
  }

  static func curves(_ title: String) -> Panel {
    Panel(
      title: title, xLabel: "k (samples)", yLabel: "pass@k (probability)", xScale: .log2,
      yRange: 0...1,
      series: [
        curve("base (n = 8)", .neutral, 0.05), curve("rl_edge (n = 8)", .arm(0), 0.2),
        Series(
          name: "chance", color: .chance, style: .line, x: x,
          y: x.map { 1 - pow(22.0 / 23, $0) }),
      ])
  }

  static let passAtK = Figure(
    id: "F1.1", name: "f1-1", title: "Coverage", caption: "Bands: 95 %.",
    panels: [curves("id"), curves("edge")])

  static let heatMap = Figure(
    id: "F1.2", name: "f1-2", title: "Change", caption: "",
    panels: [
      Panel(
        xLabel: "region", yLabel: "arm",
        content: .heatMap(
          HeatMap(
            rows: ["rl", "sft"], columns: ["id", "edge", "hard"],
            values: [[0.2, -0.1, .nan], [0.05, 0, 0.3]], valueLabel: "Δ (probability)")))
    ])

  static let bars = Figure(
    id: "F1.4", name: "f1-4", title: "Support", caption: "",
    panels: [
      Panel(
        xLabel: "arm", yLabel: "share of problems",
        content: .stackedBars(
          StackedBars(
            categories: ["null", "rl"],
            parts: [
              .init(name: "preserved", values: [0.9, 0.7], color: .part(0)),
              .init(name: "expanded", values: [0.1, 0.3], color: .part(1)),
            ])))
    ])

  static let intervals = Figure(
    id: "F2", name: "f2", title: "Effects", caption: "",
    panels: [
      Panel(
        xLabel: "effect (percentage points)", yLabel: "", yTicks: [Tick(0, "rl"), Tick(1, "sft")],
        vLines: [Guide(0, "no effect")],
        series: [
          Series(
            name: "difference", color: .arm(0), style: .pointsWithXIntervals, x: [3, -1],
            y: [0, 1], low: [1, -2], high: [5, 0])
        ]),
      Panel(
        xLabel: "compute (FLOP)", yLabel: "loss (nats)", xScale: .log10, yScale: .log10,
        series: [
          Series(
            name: "runs", color: .arm(1), style: .pointsWithIntervals, x: [1e12, 1e14, 1e16],
            y: [2, 1, 0.5], low: [1.8, 0.9, -0.1], high: [2.2, 1.1, 0.6]),
          Series(name: "points", color: .arm(2), style: .points, x: [1e13], y: [1.5]),
        ]),
    ])

  /// Text that means something to gnuplot, XML or printf, in every place where text goes.
  static let hostile = "a'b \"c\" $x {d}_e^f %g % \\n `date` # & <g> @h\nsecond"
  static let hostileFigure = Figure(
    id: hostile, name: "hostile 'name'", title: hostile, caption: hostile,
    panels: [
      Panel(
        title: hostile, xLabel: hostile, yLabel: hostile, xTicks: [Tick(1, hostile)],
        hLines: [Guide(1, hostile)], notes: [Note(x: 1, y: 1, hostile)],
        series: [Series(name: hostile, color: .arm(0), style: .points, x: [1, 2], y: [1, 2])]),
      Panel(
        xLabel: "", yLabel: "",
        content: .heatMap(
          HeatMap(
            rows: [hostile], columns: [hostile], values: [[1]], texts: [[hostile]],
            valueLabel: hostile))),
    ])

  static let empty = Figure(
    id: "F0", name: "empty", title: "", caption: "",
    panels: [
      Panel(xLabel: "x", yLabel: "y", series: []),
      Panel(
        xLabel: "x", yLabel: "y", xScale: .log10,
        series: [
          Series(name: "none", color: .arm(0), style: .line, x: [1, 2], y: [.nan, .nan])
        ]),
      Panel(
        xLabel: "x", yLabel: "y",
        content: .stackedBars(StackedBars(categories: [], parts: []))),
      Panel(
        xLabel: "x", yLabel: "y",
        content: .heatMap(HeatMap(rows: [], columns: [], values: [], valueLabel: "v"))),
      Panel(
        xLabel: "x", yLabel: "y",
        series: [Series(name: "one", color: .arm(0), style: .line, x: [3], y: [3])]),
    ])

  static let many = Figure(
    id: "F9", name: "many", title: "Many arms", caption: "",
    panels: [
      Panel(
        xLabel: "step", yLabel: "reward",
        series: (0..<20).map { arm in
          Series(
            name: "arm \(arm)", color: .arm(arm), style: .line, x: x, y: x.map { $0 * Double(arm) })
        })
    ])

  static let all = [passAtK, heatMap, bars, intervals, hostileFigure, empty, many]
}
