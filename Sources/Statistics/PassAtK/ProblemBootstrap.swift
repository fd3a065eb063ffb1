import Support

/// The bootstrap over problems for several means at once: every draw takes M of the M problems with
/// replacement.
///
/// Many problems have the same numbers, because a problem with n samples has one of n + 1 counts. Problems
/// with the same numbers are one *kind*: each draw picks M problems, counts how many of each kind it got,
/// and weighs the kinds by that. This is the bootstrap over problems itself and no approximation: only the
/// multiplication is shared.
///
/// Draw `b` is addressed by `stream[b]`. A 64-bit word gives two problems, its low half first, each by
/// multiply-and-reject with 32 bits. So the result does not depend on the number of workers, and more draws
/// begin with the same ones.
///
/// Of many problems of few kinds, the counts of the kinds are drawn instead, from the same multinomial distribution,
/// which takes no longer for a million problems than for a thousand.
///
/// In simulations of pass@8 with 60 problems, "95 %" covered 93 to 96 %.
///
/// - Source: Efron 1979, Annals of Statistics 7(1), 1–26; Lemire 2019, arXiv:1805.10941, algorithm 5.
/// - Deviation: none.
/// - Not for: claims about training again: one model's problems say nothing of other runs; problems that come
///   in groups; a few problems, whose percentiles are too narrow.
public enum ProblemBootstrap {
  /// The means of all draws.
  ///
  /// - Parameters:
  ///   - values: the numbers of each kind, `[G][K]`; all K belong to the same draws.
  ///   - kinds: the kind of each problem, `[M]`.
  ///   - draws: the number of draws.
  ///   - stream: where draws come from.
  ///   - workers: the most threads; the result does not depend on it.
  /// - Returns: `[K][draws]`.
  /// - Precondition: 1 ≤ M < 2³¹, every kind is an index of `values`, and `draws ≥ 1`.
  /// - Complexity: draws × (M + G·K), or draws × G·K where kinds are drawn.
  public static func means(
    values: [[Double]], kinds: [Int], draws: Int, stream: RandomStream, workers: Int? = nil
  ) -> [[Double]] {
    precondition(!kinds.isEmpty && kinds.count < Int(Int32.max), "\(kinds.count) problems")
    precondition(kinds.allSatisfy { values.indices.contains($0) }, "a kind without values")
    precondition(draws >= 1, "\(draws) draws")
    let table = WeightedSums(values)
    let places = kinds.map { UInt32($0) }
    let size = Double(kinds.count)
    if kinds.count >= leastCounted, kinds.count >= 16 * values.count {
      var sizes = [Int](repeating: 0, count: values.count)
      for kind in kinds { sizes[kind] += 1 }
      return table.sums(sets: draws, workers: workers ?? Cores.count) {
        [sizes] draw, lane, weights in
        var generator = stream[draw].generator()
        Multinomial.draw(
          trials: kinds.count, sizes: sizes, total: kinds.count, &generator
        ) { weights[$0][lane] = Double($1) }
      }.map { $0.map { $0 / size } }
    }
    return table.sums(sets: draws, workers: workers ?? Cores.count) { draw, lane, weights in
      places.withUnsafeBufferPointer { places in
        var generator = stream[draw].generator()
        count(places, lane, weights, &generator)
      }
    }.map { $0.map { $0 / size } }
  }

  /// From so many problems on, kinds are drawn where there are few.
  static let leastCounted = 1 << 16

  /// Percentile intervals for the means.
  ///
  /// - Parameter level: the confidence level; the others as for `means`.
  /// - Returns: one interval a column of `values`.
  /// - Precondition: as for `means`, and `level` in (0, 1).
  public static func intervals(
    values: [[Double]], kinds: [Int], draws: Int, level: Double = 0.95, stream: RandomStream,
    workers: Int? = nil
  ) -> [Interval] {
    requireLevel(level)
    return means(
      values: values, kinds: kinds, draws: draws, stream: stream, workers: workers
    ).map { means in
      let sorted = means.sorted()
      return Interval.percentiles(ofSorted: sorted, level: level)
    }
  }

  /// Draws as many problems as there are and counts their kinds in one lane of the weights.
  private static func count(
    _ places: UnsafeBufferPointer<UInt32>, _ lane: Int,
    _ weights: UnsafeMutableBufferPointer<SIMD4<Double>>, _ generator: inout RandomGenerator
  ) {
    let bound = UInt64(places.count)
    let threshold = (1 << 32) % bound
    // A row of weights is four doubles side by side.
    let base = UnsafeMutableRawPointer(weights.baseAddress!).assumingMemoryBound(to: Double.self)
    var left = places.count
    func take(_ half: UInt64) {
      let product = half &* bound
      guard product & 0xFFFF_FFFF >= threshold else { return }
      base[Int(places[Int(product >> 32)]) * 4 + lane] += 1
      left -= 1
    }
    while left > 0 {
      let word = generator.next()
      take(word & 0xFFFF_FFFF)
      if left > 0 { take(word >> 32) }
    }
  }
}
