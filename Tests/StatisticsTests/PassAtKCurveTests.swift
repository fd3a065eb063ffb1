import Foundation
import Statistics
import Support
import Testing

@Suite struct PassAtKCurveTests {
  @Test func equalsTheFormulasProblemByProblem() throws {
    var random = generator("curve")
    let counts = (0..<200).map { i in
      let n = i % 3 == 0 ? 64 : 100
      return (n: n, c: random.integer(below: n + 1))
    }
    let ks = [7, 1, 32, 50]
    let curve = try PassAtK.curve(counts: counts, ks: ks)
    #expect(curve.map(\.k) == ks)
    for point in curve {
      let passes = try PassAtK.perProblem(counts: counts, k: point.k)
      let size = Double(passes.count)
      let mean = passes.reduce(0, +) / size
      #expect(isClose(point.value, mean, Tolerance.double))
      let problems = try #require(point.seProblems)
      #expect(isClose(problems, standardDeviation(passes) / size.squareRoot(), Tolerance.double))
      guard let sampling = point.seSampling else {
        #expect(point.k == 50)
        continue
      }
      let variances = try counts.map {
        try PassAtK.samplingVariance(n: $0.n, c: $0.c, k: point.k) ?? .nan
      }
      #expect(isClose(sampling, variances.reduce(0, +).squareRoot() / size, Tolerance.double))
      #expect(sampling < problems)
    }
    let single = try PassAtK.curve(counts: [(64, 6)], ks: [8])
    #expect(single[0].seProblems == nil)
    #expect(isClose(single[0].value, 1 - 0.433060, Tolerance.sixDigits))
  }

  /// Both standard errors are what they say: over repeated experiments the curve's spread around its
  /// expectation is `seSampling` with fixed problems and `seProblems` with drawn ones.
  @Test func standardErrorsAreHonest() throws {
    var random = generator("errors")
    let (n, k, problems) = (32, 8, 40)
    func counts(_ p: [Double]) -> [(n: Int, c: Int)] {
      p.map { p in (n, (0..<n).reduce(0) { sum, _ in sum + (random.bernoulli(p) ? 1 : 0) }) }
    }
    let fixed = (0..<problems).map { _ in pow(random.uniform(), 4) }
    let repeats = 2000
    var (held, drawn) = ([Double](), [Double]())
    var (sampling, all) = (0.0, 0.0)
    for _ in 0..<repeats {
      let first = try PassAtK.curve(counts: counts(fixed), ks: [k])[0]
      held.append(first.value)
      sampling += try #require(first.seSampling) * first.seSampling! / Double(repeats)
      let p = (0..<problems).map { _ in pow(random.uniform(), 4) }
      let second = try PassAtK.curve(counts: counts(p), ks: [k])[0]
      drawn.append(second.value)
      all += try #require(second.seProblems) * second.seProblems! / Double(repeats)
    }
    // The standard deviation of 2000 values is known to 1.6 %; four times that.
    #expect(isRelativelyClose(sampling.squareRoot(), standardDeviation(held), 0.065))
    #expect(isRelativelyClose(all.squareRoot(), standardDeviation(drawn), 0.065))
  }

  @Test func isFast() throws {
    var random = generator("fast")
    let counts = (0..<10_000).map { _ in (n: 1024, c: random.integer(below: 1025)) }
    let ks = (0..<20).map { 1 + $0 * 53 }
    let clock = RunClock()
    let curve = try PassAtK.curve(counts: counts, ks: ks)
    // It takes about 30 ms, with 1025 different counts; the bound only catches a change of complexity.
    #expect(clock.seconds < 0.5, "took \(clock.seconds) s")
    #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.value < $1.value })
  }

  static let ks = [1, 2, 4, 8, 16, 32, 64, 128, 256]
  static let base = [0.18, 0.27, 0.38, 0.49, 0.60, 0.69, 0.77, 0.83, 0.88]
  static let rl = [0.41, 0.47, 0.53, 0.58, 0.63, 0.67, 0.71, 0.74, 0.77]

  @Test func workedSummaries() throws {
    #expect(isClose(PassAtK.area(ks: Self.ks, values: Self.base), 0.57000, Tolerance.double))
    #expect(isClose(PassAtK.area(ks: Self.ks, values: Self.rl), 0.61500, Tolerance.double))
    let crossing = try #require(
      PassAtK.crossing(ks: Self.ks, first: Self.base, second: Self.rl))
    #expect(isClose(log2(crossing), 4.6, Tolerance.logarithms))
    #expect(isClose(crossing, 24.25, 0.006))
    #expect(PassAtK.crossing(ks: Self.ks, first: Self.rl, second: Self.base) == crossing)
  }

  @Test func crossingEdges() throws {
    func crossing(_ differences: [Double]) -> Double? {
      PassAtK.crossing(
        ks: Array(Self.ks.prefix(differences.count)), first: differences,
        second: differences.map { _ in 0 })
    }
    #expect(crossing([1, 1, 1]) == nil)
    #expect(crossing([0, 0, 0]) == nil)
    #expect(crossing([1, 0, 1]) == nil)
    #expect(crossing([0, -1, -2]) == nil)
    #expect(crossing([1, 1, 0]) == nil)
    #expect(crossing([1, 0, -1]) == 2)
    #expect(crossing([1, 0, 0, -1]) == 2)
    for (gaps, place) in [([1.0, -1, 1], 0.5), ([0, 1, -3], 1.25)] {
      #expect(isClose(try #require(crossing(gaps)), exp2(place), Tolerance.double))
    }
    #expect(PassAtK.area(ks: [8], values: [0.3]) == 0.3)
    #expect(isClose(PassAtK.area(ks: [4, 8, 32], values: [0.3, 0.3, 0.3]), 0.3, Tolerance.double))
    #expect(PassAtK.powersOfTwo(upTo: 128) == [1, 2, 4, 8, 16, 32, 64, 128])
    #expect(PassAtK.powersOfTwo(upTo: 127).last == 64)
    #expect(PassAtK.powersOfTwo(upTo: 0).isEmpty)
    #expect(PassAtK.powersOfTwo(upTo: .max).count == 63)
  }

  @Test func rejectsAGridThatDoesNotRise() async {
    await #expect(processExitsWith: .failure) {
      _ = PassAtK.area(ks: [1, 4, 2], values: [0, 0, 0])
    }
    await #expect(processExitsWith: .failure) { _ = PassAtK.area(ks: [1, 2], values: [0]) }
  }
}
