import Figures
import Testing

/// Tick labels, seen through the scripts of figures.
@Suite struct TicksTests {
  private func ticks(_ range: ClosedRange<Double>, _ scale: AxisScale) -> String {
    let panel = Panel(
      xLabel: "x", yLabel: "y", xScale: scale, xRange: range, yRange: 0...1,
      series: [Series(name: "s", color: .neutral, style: .line, x: [1, 2], y: [0, 1])])
    let figure = Figure(id: "F", name: "f", title: "", caption: "", panels: [panel])
    let line = Gnuplot.script(for: figure).split(separator: "\n").first {
      $0.hasPrefix("set xtics")
    }
    let text = line.map(String.init) ?? ""
    return text.split(separator: "'").enumerated().filter { $0.offset % 2 == 1 }
      .map { String($0.element) }.dropLast(2).joined(separator: " ")
  }

  @Test func linearAxesCountInOnesTwosAndFives() {
    #expect(ticks(0...1, .linear) == "0 0.2 0.4 0.6 0.8 1.0")
    #expect(ticks(-30...50, .linear) == "−20 0 20 40")
    #expect(ticks(0.1...0.13, .linear) == "0.100 0.105 0.110 0.115 0.120 0.125 0.130")
    #expect(ticks(0...40_000, .linear) == "0 10k 20k 30k 40k")
    #expect(ticks(0...2_500_000, .linear) == "0 0.5M 1.0M 1.5M 2.0M 2.5M")
    #expect(ticks(0...4e15, .linear) == "0 1000T 2000T 3000T 4000T")
    #expect(ticks(0...4e-7, .linear) == "0 1×10⁻⁷ 2×10⁻⁷ 3×10⁻⁷ 4×10⁻⁷")
  }

  @Test func doublingsAreWrittenOut() {
    #expect(ticks(1...128, .log2) == "1 2 4 8 16 32 64 128")
    #expect(ticks(1...16_384, .log2) == "1 4 16 64 256 1024 4096 2¹⁴")
    #expect(ticks(0.25...2, .log2) == "1/4 1/2 1 2")
  }

  @Test func decadesAreWrittenOutNearOne() {
    #expect(ticks(1e-6...1, .log10) == "10⁻⁶ 10⁻⁵ 10⁻⁴ 0.001 0.01 0.1 1")
    #expect(ticks(1e12...1e16, .log10) == "10¹² 10¹³ 10¹⁴ 10¹⁵ 10¹⁶")
    #expect(ticks(9e12...9e13, .log10) == "10¹³ 2×10¹³ 5×10¹³")
    #expect(ticks(0.08...3, .log10) == "0.1 0.2 0.5 1 2")
  }
}
