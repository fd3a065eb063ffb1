import Foundation

/// Integrals over a distribution of difficulty, by the midpoint rule on the logit of u.
///
/// ```
/// E w(su) = ∫ w(su) f(u) du,    u = 1/(1 + e^{−t})
/// ```
///
/// In t the density has exponential tails at both ends, whatever a and b, so equal steps converge fast;
/// the mass beyond the first and the last node is added in closed form. (On ln p alone the mass next to
/// p = s is lost where b < 1, and a closed form for all of it, with ₂F₁, overflows beyond n ≈ 100.)
///
/// - Source: Trefethen and Weideman 2014, SIAM Review 56(3), section 5 (equal steps on the real line).
struct DifficultyQuadrature {
  /// Below this t (u < 1e-20) the tail is analytic.
  static let lowest = -46.0
  /// Above this t (1 − u < 1e-10) the tail is analytic.
  static let highest = 23.0
  /// A binomial weight below e^{−45} of the largest cannot be seen in the sum.
  private static let visible = 45.0

  let isBeta: Bool
  let scale: Double
  private let step: Double
  /// ln u and ln(1 − u) at the nodes.
  private let logU: [Double]
  private let logV: [Double]
  private let rows: [Row]
  private let attempts: [Attempts]

  /// The weights of one kind of count.
  private struct Row {
    /// The first node with a visible weight.
    let start: Int
    let weights: [Double]
    /// The logarithm of what the weights were divided by.
    let logScale: Double
    let n: Int
    let c: Int
  }

  /// `1 − (1 − su)^k` at the nodes.
  private struct Attempts {
    let k: Double
    let pass: [Double]
  }

  /// Prepares the likelihoods of some counts, and pass@k for some k.
  ///
  /// The step is half the standard deviation that the sharpest binomial weight has in t, at most 0.01,
  /// which is fine enough for shapes up to 1e4.
  init(_ model: DifficultyModel, scale: Double, kinds: [CountTally.Kind] = [], ks: [Int] = []) {
    isBeta = model.isBeta
    self.scale = scale
    let most = kinds.map(\.n).max() ?? 1
    let nodes = Int(
      ((Self.highest - Self.lowest) / min(0.01, 1 / Double(most).squareRoot())).rounded(.up))
    let step = (Self.highest - Self.lowest) / Double(nodes)
    self.step = step
    let t = (0..<nodes).map { Self.lowest + (Double($0) + 0.5) * step }
    let logU = t.map { -Self.softplus(-$0) }
    let logV = t.map { -Self.softplus($0) }
    (self.logU, self.logV) = (logU, logV)
    let logP = logU.map { $0 + log(scale) }
    let logQ = scale == 1 ? logV : logP.map { log(-expm1($0)) }
    rows = kinds.map { Self.row(n: $0.n, c: $0.c, logP, logQ) }
    attempts = ks.map { k in
      Attempts(k: Double(k), pass: logQ.map { -expm1(Double(k) * $0) })
    }
  }

  private static func row(n: Int, c: Int, _ logP: [Double], _ logQ: [Double]) -> Row {
    func weight(_ i: Int) -> Double { power(c, logP[i]) + power(n - c, logQ[i]) }
    // The logarithm is concave in t with its top at p = c/n, so what is visible is one stretch.
    let peak = c == 0 ? 0 : logP.partitioningIndex { exp($0) >= Double(c) / Double(n) }
    let top = max(weight(min(peak, logP.count - 1)), weight(max(0, peak - 1)))
    var first = min(peak, logP.count - 1)
    var last = first
    while first > 0, weight(first - 1) > top - visible { first -= 1 }
    while last < logP.count - 1, weight(last + 1) > top - visible { last += 1 }
    return Row(
      start: first, weights: (first...last).map { exp(weight($0) - top) }, logScale: top, n: n,
      c: c)
  }

  private static func power(_ count: Int, _ log: Double) -> Double {
    count == 0 ? 0 : Double(count) * log
  }

  /// −ln L without the binomial coefficients, the i-th kind of count `times[i]` times.
  func negativeLogLikelihood(a: Double, b: Double, times: [Double]) -> Double {
    let masses = masses(a, b)
    let tails = tails(a, b)
    var sum = 0.0
    for (row, times) in zip(rows, times) where times > 0 {
      let integral =
        Self.dot(row.weights, masses, from: row.start) + tail(row, tails, a: a, b: b)
      // A distribution that gives a count no mass at all is as bad as can be told.
      sum -= times * (log(max(integral, .leastNormalMagnitude)) + row.logScale)
    }
    return sum
  }

  /// pass@k for the k that were prepared, under given shapes.
  func passAtK(a: Double, b: Double) -> [Double] {
    let masses = masses(a, b)
    let tails = tails(a, b)
    return attempts.map { attempts in
      let upper = scale == 1 ? 1 : -expm1(attempts.k * log1p(-scale))
      let lower = min(1, attempts.k * scale * exp(Self.lowest) * a / (a + 1))
      let sum = Self.dot(attempts.pass, masses, from: 0)
      return min(1, max(0, sum + tails.upper * upper + tails.lower * lower))
    }
  }

  /// `Σ weights[i]·masses[start + i]`, in four chains.
  private static func dot(_ weights: [Double], _ masses: [Double], from start: Int) -> Double {
    weights.withUnsafeBufferPointer { weights in
      masses.withUnsafeBufferPointer { masses in
        var sums = SIMD4<Double>()
        var i = 0
        while i + 4 <= weights.count {
          let w = SIMD4(weights[i], weights[i + 1], weights[i + 2], weights[i + 3])
          let j = start + i
          sums += w * SIMD4(masses[j], masses[j + 1], masses[j + 2], masses[j + 3])
          i += 4
        }
        var sum = sums.sum()
        while i < weights.count {
          sum += weights[i] * masses[start + i]
          i += 1
        }
        return sum
      }
    }
  }

  /// The probability of each node's cell: the density in t times the step.
  private func masses(_ a: Double, _ b: Double) -> [Double] {
    if isBeta {
      let constant = log(step) + lgamma(a + b) - lgamma(a) - lgamma(b)
      return logU.indices.map { exp(constant + a * logU[$0] + b * logV[$0]) }
    }
    let constant = log(step) + log(a) + log(b)
    return logU.indices.map { i in
      let power = a * logU[i]
      return exp(constant + power + (b - 1) * log(-expm1(power)) + logV[i])
    }
  }

  /// The probability below the first and above the last node's cell.
  private func tails(_ a: Double, _ b: Double) -> (lower: Double, upper: Double) {
    let low = -Self.softplus(-Self.lowest)
    let high = -Self.softplus(Self.highest)
    if isBeta {
      let constant = lgamma(a + b) - lgamma(a) - lgamma(b)
      return (exp(constant + a * low) / a, exp(constant + b * high) / b)
    }
    return (-expm1(b * log1p(-exp(a * low))), exp(b * log(-expm1(-a * exp(high)))))
  }

  /// What the two tails add to a row: there su, or 1 − u, is so small that the weight is a power of it.
  private func tail(
    _ row: Row, _ tails: (lower: Double, upper: Double), a: Double, b: Double
  ) -> Double {
    let low = Self.power(row.c, log(scale) + Self.lowest) - row.logScale
    let sum = tails.lower * a / (a + Double(row.c)) * exp(low)
    if scale == 1 {
      let wrong = row.n - row.c
      return sum + tails.upper * b / (b + Double(wrong))
        * exp(Self.power(wrong, -Self.highest) - row.logScale)
    }
    let high = Self.power(row.c, log(scale)) + Self.power(row.n - row.c, log1p(-scale))
    return sum + tails.upper * exp(high - row.logScale)
  }

  private static func softplus(_ t: Double) -> Double { t > 0 ? t + log1p(exp(-t)) : log1p(exp(t)) }
}

extension Array {
  /// The first index from which on a condition holds, of an array that is sorted by it.
  fileprivate func partitioningIndex(where condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
