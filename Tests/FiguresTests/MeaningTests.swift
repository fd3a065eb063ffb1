import Figures
import Testing

@Suite struct MeaningTests {
  /// Results files say of every column what it is.
  @Test func columnsOfASeriesAreNamedAfterTheAxes() {
    func series(_ style: SeriesStyle) -> Series {
      Series(name: "rl", color: .arm(0), style: style, x: [1], y: [2], low: [0], high: [3])
    }
    let panel = Panel(
      title: "id", xLabel: "k (samples)", yLabel: "pass@k", series: [series(.lineWithBand)])
    #expect(panel.meaning(of: "x", in: series(.lineWithBand)) == "k (samples): rl, id")
    #expect(panel.meaning(of: "lo", in: series(.lineWithBand)) == "pass@k, lower end: rl, id")
    let forest = series(.pointsWithXIntervals)
    #expect(panel.meaning(of: "hi", in: forest) == "k (samples), upper end: rl, id")
    #expect(panel.meaning(of: "y", in: forest) == "pass@k: rl, id")
  }
}
