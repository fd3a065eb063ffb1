extension SignFlip {
  /// The exact p value where it can be had: few differences that are not 0, or differences on a lattice.
  ///
  /// Differences of scores are often whole multiples of some unit: ±1 of single answers, multiples of 1/n of
  /// shares. The distribution of their signed sum is a convolution then, whatever their number.
  ///
  /// - Returns: `nil` for many differences on no lattice, or on one that is too fine.
  static func exact(_ differences: [Double], alternative: Alternative) -> Double? {
    let moving = differences.filter { $0 != 0 }
    if moving.isEmpty { return 1 }
    if moving.count <= exactLimit { return exactPValue(moving, alternative: alternative) }
    guard let steps = lattice(moving) else { return nil }
    return convolved(steps, alternative: alternative)
  }

  /// The whole multiples that differences are of a common unit; `nil` if there is none within rounding, or one so
  /// small that it is none.
  static func lattice(_ differences: [Double]) -> [Int]? {
    let largest = differences.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return differences.map { _ in 0 } }
    let tolerance = Rounding.tieTolerance * largest
    // Euclid's algorithm; what is left within rounding is 0.
    var unit = largest
    for difference in differences {
      var (a, b) = (unit, abs(difference))
      while b > tolerance {
        let rest = a.remainder(dividingBy: b)
        (a, b) = (b, abs(rest))
      }
      unit = a
      guard largest / unit <= 1_000_000 else { return nil }
    }
    let steps = differences.map { ($0 / unit).rounded() }
    // The unit carries the rounding of what it was found from: it is fitted to all.
    let fitted =
      zip(differences, steps).reduce(0) { $0 + $1.0 * $1.1 } / steps.reduce(0) { $0 + $1 * $1 }
    guard zip(differences, steps).allSatisfy({ abs($0 - $1 * fitted) <= tolerance }) else {
      return nil
    }
    return steps.map { Int($0) }
  }

  /// Whether the distribution of the sum of such steps is soon had: all of one size, or few and small.
  static func isQuick(_ steps: [Int]) -> Bool {
    let sizes = steps.map(abs)
    return Set(sizes).count == 1
      || Double(sizes.reduce(0, +)) * Double(steps.count) <= 1e9
  }

  /// The p value of whole numbers whose signs are fair coins; `nil` where it takes too long.
  private static func convolved(_ steps: [Int], alternative: Alternative) -> Double? {
    let sizes = steps.map(abs)
    let (total, observed) = (sizes.reduce(0, +), steps.reduce(0, +))
    guard isQuick(steps) else { return nil }
    if let size = sizes.first, sizes.allSatisfy({ $0 == size }) {
      return max(.leastNonzeroMagnitude, coins(steps.count, observed / size, alternative))
    }
    // The probability that those with a plus sum to t.
    var chance = [Double](repeating: 0, count: total + 1)
    chance[0] = 1
    var reach = 0
    for size in sizes {
      reach += size
      for t in stride(from: reach, through: 0, by: -1) {
        chance[t] = 0.5 * (chance[t] + (t >= size ? chance[t - size] : 0))
      }
    }
    var p = 0.0
    for (t, chance) in chance.enumerated() {
      let sum = 2 * t - total
      let isExtreme =
        switch alternative {
        case .twoSided: abs(sum) >= abs(observed)
        case .greater: sum >= observed
        case .less: sum <= observed
        }
      if isExtreme { p += chance }
    }
    return min(1, max(.leastNonzeroMagnitude, p))
  }

  /// The same for n differences of one size: the sign test.
  private static func coins(_ n: Int, _ sum: Int, _ alternative: Alternative) -> Double {
    // P(X ≥ x) of n fair coins, by symmetry.
    func upper(_ x: Int) -> Double {
      x <= 0 ? 1 : Distribution.fairBinomialLowerTail(n - x, trials: n)
    }
    switch alternative {
    case .twoSided: return min(1, 2 * upper((n + abs(sum)) / 2))
    case .greater: return upper((n + sum) / 2)
    case .less: return upper((n - sum) / 2)
    }
  }
}
