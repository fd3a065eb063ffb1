import Support

/// Random counts with a binomial or multinomial distribution, whose bits are the same on every machine.
///
/// The time of a draw does not grow with the number of trials.
///
/// - Source: Hörmann 1993, The generation of binomial random variates, Journal of Statistical Computation and
///   Simulation 46, 101–110, algorithm BTRS; Devroye 1986, Non-Uniform Random Variate Generation, chapter X.4
///   (inversion), and XI.1.3 (the conditional method for multinomials).
/// - Deviation: Stirling's series is used from 10 on, and the logarithm of the factorial below it.
enum Multinomial {
  /// The numbers of `trials` that fall to each kind: each trial takes a kind with a probability proportional to
  /// its size.
  ///
  /// - Parameters:
  ///   - sizes: positive sizes; `total` is their sum.
  ///   - body: called with each kind that got any, and its count.
  static func draw(
    trials: Int, sizes: [Int], total: Int, _ generator: inout RandomGenerator,
    _ body: (_ kind: Int, _ count: Int) -> Void
  ) {
    var (left, rest) = (trials, total)
    for (kind, size) in sizes.enumerated() {
      guard left > 0 else { return }
      let count =
        size == rest ? left : binomial(left, Double(size) / Double(rest), &generator)
      if count > 0 { body(kind, count) }
      left -= count
      rest -= size
    }
  }

  /// The number of successes among `trials`.
  ///
  /// - Precondition: `probability` in [0, 1].
  static func binomial(
    _ trials: Int, _ probability: Double, _ generator: inout RandomGenerator
  ) -> Int {
    precondition(probability >= 0 && probability <= 1, "a probability of \(probability)")
    if probability > 0.5 { return trials - binomial(trials, 1 - probability, &generator) }
    guard trials > 0, probability > 0 else { return 0 }
    return Double(trials) * probability < 10
      ? inversion(trials, probability, &generator) : rejection(trials, probability, &generator)
  }

  /// Sums geometric gaps between successes.
  private static func inversion(
    _ trials: Int, _ probability: Double, _ generator: inout RandomGenerator
  ) -> Int {
    let scale = 1 / PortableMath.log1p(-probability)
    var (count, place) = (0, 0.0)
    while true {
      // 1 − U is above 0.
      place += (PortableMath.log(1 - generator.uniform()) * scale).rounded(.down) + 1
      guard place <= Double(trials) else { return count }
      count += 1
    }
  }

  /// Transformed rejection with a squeeze, for n·p ≥ 10 and p ≤ ½.
  private static func rejection(
    _ trials: Int, _ p: Double, _ generator: inout RandomGenerator
  ) -> Int {
    let n = Double(trials)
    let deviation = (n * p * (1 - p)).squareRoot()
    let b = 1.15 + 2.53 * deviation
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let center = n * p + 0.5
    let squeeze = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * deviation
    let odds = PortableMath.log(p / (1 - p))
    let mode = ((n + 1) * p).rounded(.down)
    let peak = logFactorial(mode) + logFactorial(n - mode)
    while true {
      let u = generator.uniform() - 0.5
      let v = generator.uniform()
      let us = 0.5 - abs(u)
      let k = ((2 * a / us + b) * u + center).rounded(.down)
      if us >= 0.07, v <= squeeze { return Int(k) }
      guard k >= 0, k <= n else { continue }
      let height = PortableMath.log(v * alpha / (a / (us * us) + b))
      if height <= peak - logFactorial(k) - logFactorial(n - k) + (k - mode) * odds {
        return Int(k)
      }
    }
  }

  /// ln k!, by Stirling's series from 10 on, where its error is below 10⁻¹².
  private static func logFactorial(_ k: Double) -> Double {
    guard k >= 10 else { return smallFactorials[Int(k)] }
    let (inverse, square) = (1 / k, 1 / (k * k))
    // ½ ln 2π
    let constant = 0x1.d67f1c864beb4p-1
    return (k + 0.5) * PortableMath.log(k) - k + constant
      + inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)))
  }

  private static let smallFactorials: [Double] = (0..<10).map { k in
    PortableMath.log((1...max(1, k)).reduce(1.0) { $0 * Double($1) })
  }
}
