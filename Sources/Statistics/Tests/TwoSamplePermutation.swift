import Support

/// The unpaired permutation test: under the null hypothesis the labels of two samples are arbitrary.
///
/// - Source: Pitman 1937, Supplement to J. R. Statist. Soc. 4(1), 119–130.
/// - Deviation: mean differences nearer than 1e-10 of the largest magnitude count as ties, so that rounding
///   never makes p smaller.
/// - Not for: pairs (`SignFlip`); the means of samples with different spread, for which it is no exact test
///   (`TTest.welch`).
public enum TwoSamplePermutation {
  /// Up to this many choices of the first sample all are enumerated.
  public static let exactLimit = 1_000_000
  /// The number of random choices beyond `exactLimit`.
  public static let monteCarloDraws = 100_000

  /// Tests whether two independent samples have the same mean.
  ///
  /// ```
  /// exact:        p = #{choices of n of n + m values at least as extreme}/C(n+m, n)
  /// Monte Carlo:  p = (b + 1)/(B + 1)
  /// ```
  ///
  /// The observed labels count themselves, so p is never 0.
  ///
  /// - Parameters:
  ///   - first: one sample, `[n]`.
  ///   - second: the other, `[m]`.
  ///   - alternative: the direction that counts as evidence; `greater` is a larger first mean.
  ///   - stream: used only where choices are not enumerated.
  /// - Returns: the difference of the means as the statistic, and p.
  /// - Precondition: at least one value in each, all finite.
  public static func test(
    _ first: [Double], _ second: [Double], alternative: Alternative = .twoSided,
    stream: RandomStream
  ) -> TestResult {
    let difference = Moments(first, atLeast: 1).mean - Moments(second, atLeast: 1).mean
    let isExact = choices(first.count + second.count, first.count) <= Double(exactLimit)
    let table = Labels(first, second)
    let p: Double
    if isExact {
      let (extreme, all) = table.enumerate(alternative)
      p = Double(extreme) / Double(all)
    } else {
      var generator = stream.generator()
      let extreme = table.draw(monteCarloDraws, alternative, &generator)
      p = Double(extreme + 1) / Double(monteCarloDraws + 1)
    }
    return TestResult(
      test: "permutation", statistic: difference, pValue: p, alternative: alternative,
      count: first.count + second.count, isExact: isExact)
  }

  /// The smallest p value that samples of n and m values can give.
  ///
  /// ```
  /// one-sided 1/C(n+m, n);   two-sided twice that if n = m, where the mirrored choice is as extreme
  /// ```
  ///
  /// - Precondition: `n` and `m` are at least 1.
  public static func floor(n: Int, m: Int, alternative: Alternative = .twoSided) -> Double {
    precondition(n >= 1 && m >= 1, "\(n) and \(m) values; expected at least 1")
    let all = choices(n + m, n)
    guard all <= Double(exactLimit) else { return 1 / Double(monteCarloDraws + 1) }
    return (alternative == .twoSided && n == m ? 2 : 1) / all
  }

  /// C(n, k), exact up to 2^53.
  private static func choices(_ n: Int, _ k: Int) -> Double {
    (0..<min(k, n - k)).reduce(1.0) { ($0 * Double(n - $1) / Double($1 + 1)).rounded() }
  }

  package static func monteCarloPValue(
    _ first: [Double], _ second: [Double], alternative: Alternative, draws: Int,
    stream: RandomStream
  ) -> Double {
    var generator = stream.generator()
    let extreme = Labels(first, second).draw(draws, alternative, &generator)
    return Double(extreme + 1) / Double(draws + 1)
  }
}

/// The pooled values, centered, and which sums of n of them are extreme.
private struct Labels {
  let values: [Double]
  let n: Int
  let observed: Double
  let tolerance: Double

  init(_ first: [Double], _ second: [Double]) {
    let all = first + second
    let mean = all.reduce(0, +) / Double(all.count)
    // With a pooled mean of 0, the difference of means is the sum of the first times a constant.
    values = all.map { $0 - mean }
    n = first.count
    observed = values.prefix(n).reduce(0, +)
    tolerance = Rounding.tieTolerance * (all.reduce(0) { $0 + abs($1) })
  }

  func isExtreme(_ sum: Double, _ alternative: Alternative) -> Bool {
    switch alternative {
    case .twoSided: abs(sum) >= abs(observed) - tolerance
    case .greater: sum >= observed - tolerance
    case .less: sum <= observed + tolerance
    }
  }

  /// Counts all choices in lexicographic order, with the partial sums of the current one.
  func enumerate(_ alternative: Alternative) -> (extreme: Int, all: Int) {
    let size = values.count
    var chosen = Array(0..<n)
    var sums = [Double](repeating: 0, count: n + 1)
    func fill(from start: Int) {
      for i in start..<n { sums[i + 1] = sums[i] + values[chosen[i]] }
    }
    fill(from: 0)
    var (extreme, all) = (0, 0)
    while true {
      all += 1
      if isExtreme(sums[n], alternative) { extreme += 1 }
      guard let place = (0..<n).last(where: { chosen[$0] < size - n + $0 }) else { break }
      chosen[place] += 1
      for i in (place + 1)..<max(n, place + 1) { chosen[i] = chosen[i - 1] + 1 }
      fill(from: place)
    }
    return (extreme, all)
  }

  func draw(
    _ draws: Int, _ alternative: Alternative, _ generator: inout RandomGenerator
  ) -> Int {
    var order = values
    var extreme = 0
    for _ in 0..<draws {
      var sum = 0.0
      for i in 0..<n {
        order.swapAt(i, i + generator.integer(below: order.count - i))
        sum += order[i]
      }
      if isExtreme(sum, alternative) { extreme += 1 }
    }
    return extreme
  }
}
