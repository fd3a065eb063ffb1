import Foundation
import Statistics
import Support
import Testing

@Suite struct ConfidenceSequenceTests {
  static let pattern: [Double] = [1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0]
  static let answers = pattern + pattern + pattern

  /// confseq (github gostevehoward/confseq, 70b1ef3), `hedged_cs(x, alpha, breaks=20000)`: its ends are on a grid of 1/20000
  /// and one step outward.
  @Test(arguments: [
    (1, 0.0, 1.0), (5, 0.0955, 1.0), (10, 0.2734, 0.9928), (20, 0.47315, 0.9524),
    (40, 0.54495, 0.90905), (60, 0.5773, 0.8869),
  ]) func equalsConfseq(n: Int, low: Double, high: Double) throws {
    let interval = try #require(ConfidenceSequence(Self.answers).interval(after: n))
    #expect(interval.low >= low - 1e-9 && interval.low <= low + 1e-4)
    #expect(interval.high <= high + 1e-9 && interval.high >= high - 1e-4)
  }

  @Test func equalsConfseqForFractions() throws {
    let values = (0..<200).map { (i: Int) -> Double in
      let remainder = (7 * i * i + 3 * i) % 101
      return Double(remainder) / 100
    }
    let sequence = ConfidenceSequence(values, level: 0.9)
    #expect(isClose(sequence.means[99], 0.4743, Tolerance.double))
    for (n, low, high) in [(10, 0.24985, 0.73655), (100, 0.3819, 0.54215), (200, 0.4036, 0.52445)] {
      let interval = try #require(sequence.interval(after: n))
      #expect(isClose(interval.low, low, 1e-4) && isClose(interval.high, high, 1e-4))
    }
  }

  /// A slow and obvious second implementation: the capital of every candidate, in full, on a grid.
  @Test func equalsTheCapitalProcess() throws {
    var random = generator("capital")
    let values = (0..<80).map { _ in random.uniform() * random.uniform() }
    let level = 0.9
    let sequence = ConfidenceSequence(values, level: level)
    func excluded(_ m: Double) -> Int? {
      var (above, below) = (1.0, 1.0)
      for n in 1...values.count {
        let past = values.prefix(n - 1)
        var squares = 0.25
        for (j, x) in past.enumerated() {
          let mean = (0.5 + values.prefix(j + 1).reduce(0, +)) / Double(j + 2)
          squares += (x - mean) * (x - mean)
        }
        let variance = squares / Double(n)
        let bet = (2 * log(2 / 0.1) / (variance * Double(n) * log(Double(n + 1)))).squareRoot()
        above *= 1 + min(bet, 0.5 / m) * (values[n - 1] - m)
        below *= 1 - min(bet, 0.5 / (1 - m)) * (values[n - 1] - m)
        if max(above, below) / 2 >= 1 / 0.1 { return n }
      }
      return nil
    }
    let interval = try #require(sequence.interval(after: 80))
    for step in 1..<50 {
      let m = Double(step) / 50
      #expect(sequence.firstExclusion(of: m) == excluded(m), "\(m)")
      #expect(interval.contains(m) == (excluded(m) == nil), "\(m)")
      #expect((sequence.pValue(of: m, after: 80) <= 0.1 + 1e-12) == (excluded(m) != nil), "\(m)")
    }
  }

  /// Intervals shrink, p values fall, and both say the same; other units change nothing.
  @Test func runs() throws {
    let sequence = ConfidenceSequence(Self.answers)
    var last = Interval(low: 0, high: 1, level: 0.95)
    for n in 1...60 {
      let interval = try #require(sequence.interval(after: n))
      #expect(interval.low >= last.low && interval.high <= last.high)
      last = interval
    }
    #expect(sequence.firstExclusion(of: 0.5) == 32)
    #expect(isClose(sequence.pValue(of: 0.5, after: 60), 0.002378752956, 1e-11))
    let scaled = ConfidenceSequence(Self.answers.map { $0 * 20 - 10 }, bounds: -10...10)
    let other = try #require(scaled.interval(after: 60))
    #expect(isClose(other.low, last.low * 20 - 10, 1e-7))
    #expect(scaled.firstExclusion(of: 0) == 32)
  }

  /// A mean that jumps leaves no mean that fits all values.
  @Test func emptyWhereTheMeanMoves() {
    let values = [Double](repeating: 0, count: 200) + [Double](repeating: 1, count: 400)
    let sequence = ConfidenceSequence(values)
    #expect(sequence.interval(after: 200) != nil && sequence.interval(after: 600) == nil)
  }

  /// At every n at once: the share of runs that ever exclude the true mean. 2000 simulations of 2000 values gave 3 and 3.6 %.
  @Test(arguments: [0.5, 0.1])
  func coversUniformlyInTime(mean: Double) {
    var random = generator("time-uniform \(mean)")
    let repeats = 600
    var missed = 0
    for _ in 0..<repeats {
      let values = (0..<1000).map { _ in random.bernoulli(mean) ? 1.0 : 0 }
      if ConfidenceSequence(values).firstExclusion(of: mean) != nil { missed += 1 }
    }
    let rate = Double(missed) / Double(repeats)
    #expect(rate <= 0.05 && rate >= 0.008, "\(rate)")
  }

  @Test func rejects() async {
    await #expect(processExitsWith: .failure) { _ = ConfidenceSequence([]) }
    await #expect(processExitsWith: .failure) { _ = ConfidenceSequence([0.5, 1.1]) }
    await #expect(processExitsWith: .failure) { _ = ConfidenceSequence([0.5], bounds: 0.5...0.5) }
    await #expect(processExitsWith: .failure) {
      _ = ConfidenceSequence([0.5]).firstExclusion(of: 2)
    }
  }
}
