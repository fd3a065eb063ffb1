import Support

extension SignFlip {
  /// The two-sided test for several means over the same pairs at once, such as differences of pass@k for
  /// several k: all share the sign patterns.
  ///
  /// Pairs whose differences are all 0 change no p value and are left out of the work. What is exact by itself
  /// (`test`) is exact here. Of many pairs of few kinds (pairs whose differences are equal but for the sign), the number
  /// of signs + of each kind is drawn instead of the signs.
  ///
  /// - Parameters:
  ///   - differences: `[K][n]`.
  ///   - draws: random sign patterns beyond `exactLimit`.
  ///   - stream: pattern `b` is addressed by `stream[b]`.
  ///   - workers: the most threads; the result does not depend on it.
  /// - Returns: one result for each of the K, in order.
  /// - Precondition: as for `test`, and all K have the same number of differences.
  public static func curve(
    _ differences: [[Double]], draws: Int = monteCarloDraws, stream: RandomStream,
    workers: Int? = nil
  ) -> [TestResult] {
    guard let first = differences.first else { return [] }
    precondition(differences.allSatisfy { $0.count == first.count }, "lengths differ")
    precondition(draws >= 1, "\(draws) draws")
    let means = differences.map { Moments($0, atLeast: 1).mean }
    let moving = first.indices.filter { i in differences.contains { $0[i] != 0 } }
    let exact = differences.map { self.exact($0, alternative: .twoSided) }
    let sampled =
      exact.contains(nil)
      ? shared(moving.map { i in differences.map { $0[i] } }, draws, stream, workers) : []
    return means.indices.map { k in
      TestResult(
        test: "sign flip", statistic: means[k], pValue: exact[k] ?? sampled[k],
        alternative: .twoSided, count: first.count, isExact: exact[k] != nil)
    }
  }

  /// p values by random patterns from a table `[n][K]`.
  private static func shared(
    _ table: [[Double]], _ draws: Int, _ stream: RandomStream, _ workers: Int?
  ) -> [Double] {
    let sums = kinds(table, draws, stream, workers) ?? signs(table, draws, stream, workers)
    return sums.indices.map { k in
      let column = table.map { $0[k] }
      let total = abs(column.reduce(0, +)) - tolerance(column)
      let extreme = sums[k].count { abs($0) >= total }
      return Double(extreme + 1) / Double(draws + 1)
    }
  }

  /// The sums under random signs, `[K][draws]`.
  private static func signs(
    _ table: [[Double]], _ draws: Int, _ stream: RandomStream, _ workers: Int?
  ) -> [[Double]] {
    WeightedSums(table).sums(sets: draws, workers: workers ?? Cores.count) {
      draw, lane, weights in
      var generator = stream[draw].generator()
      var bits: UInt64 = 0
      for i in weights.indices {
        if i % 64 == 0 { bits = generator.next() }
        weights[i][lane] = bits & 1 == 0 ? 1 : -1
        bits >>= 1
      }
    }
  }

  /// The same sums from the number of signs + of each kind of pairs; `nil` where there are few pairs or many kinds.
  private static func kinds(
    _ table: [[Double]], _ draws: Int, _ stream: RandomStream, _ workers: Int?
  ) -> [[Double]]? {
    guard table.count >= ProblemBootstrap.leastCounted else { return nil }
    var places: [[Double]: Int] = [:]
    var rows: [[Double]] = []
    var sizes: [Int] = []
    for row in table {
      let isNegative = (row.first { $0 != 0 } ?? 0) < 0
      // A difference of −0 is one of 0.
      let kind = row.map { $0 == 0 ? 0 : isNegative ? -$0 : $0 }
      if let place = places[kind] {
        sizes[place] += 1
      } else {
        places[kind] = rows.count
        rows.append(kind)
        sizes.append(1)
      }
      guard rows.count * 16 <= table.count else { return nil }
    }
    return WeightedSums(rows).sums(sets: draws, workers: workers ?? Cores.count) {
      [sizes] draw, lane, weights in
      var generator = stream[draw].generator()
      for (i, size) in sizes.enumerated() {
        weights[i][lane] = Double(2 * Multinomial.binomial(size, 0.5, &generator) - size)
      }
    }
  }
}
