import Foundation

/// Equal counts taken together.
struct CountTally {
  struct Kind {
    let n: Int
    let c: Int
    let times: Double
  }

  let kinds: [Kind]
  let problems: Int

  init(_ counts: [(n: Int, c: Int)]) {
    var times: [[Int]: Int] = [:]
    for count in counts { times[[count.n, count.c], default: 0] += 1 }
    kinds = times.sorted { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }
      .map { Kind(n: $0.key[0], c: $0.key[1], times: Double($0.value)) }
    problems = counts.count
  }

  init(kinds: [Kind], problems: Int) {
    self.kinds = kinds
    self.problems = problems
  }

  /// `Σ ln C(n, c)`.
  var logChoose: Double {
    kinds.reduce(0) { $0 + $1.times * DifficultyLikelihood.logChoose($1.n, $1.c) }
  }
}

/// Arithmetic that the likelihoods share.
enum DifficultyLikelihood {
  static func logChoose(_ n: Int, _ k: Int) -> Double {
    lgamma(Double(n + 1)) - lgamma(Double(k + 1)) - lgamma(Double(n - k + 1))
  }
}

/// The likelihood of one family for one data set.
struct Likelihood {
  let model: DifficultyModel
  let scale: Double
  let tally: CountTally
  private let form: Form

  /// The closed form where there is one, else integrals.
  private enum Form {
    case closed(BetaBinomial)
    case integrals(DifficultyQuadrature)
  }

  /// The shapes are looked for in [1e-4, 1e4].
  static let bound = log(1e4)

  init(model: DifficultyModel, scale: Double, tally: CountTally) {
    let form: Form =
      model == .betaBinomial
      ? .closed(BetaBinomial(tally))
      : .integrals(DifficultyQuadrature(model, scale: scale, kinds: tally.kinds))
    self.init(model: model, scale: scale, tally: tally, form: form)
  }

  private init(model: DifficultyModel, scale: Double, tally: CountTally, form: Form) {
    self.model = model
    self.scale = scale
    self.tally = tally
    self.form = form
  }

  /// The same problems, the i-th kind of count `times[i]` times.
  func reweighted(_ times: [Double]) -> Likelihood {
    let kinds = zip(tally.kinds, times).map { CountTally.Kind(n: $0.n, c: $0.c, times: $1) }
    let tally = CountTally(kinds: kinds, problems: tally.problems)
    var form = form
    if case .closed = form { form = .closed(BetaBinomial(tally)) }
    return Likelihood(model: model, scale: scale, tally: tally, form: form)
  }

  /// −ln L without the binomial coefficients, at (ln a, ln b).
  func objective(_ logA: Double, _ logB: Double) -> PlaneValue {
    switch form {
    case .closed(let counts): return counts.objective(logA, logB)
    case .integrals(let quadrature):
      let times = tally.kinds.map(\.times)
      return PlaneMinimizer.differentiated(at: (logA, logB)) { x, y in
        quadrature.negativeLogLikelihood(a: exp(x), b: exp(y), times: times)
      }
    }
  }

  /// The maximum and what is known about it.
  func fit(from start: (a: Double, b: Double)) -> DifficultyFit {
    let found = PlaneMinimizer.minimize(
      from: (log(start.a), log(start.b)), bound: Self.bound, objective)
    let (value, point) = (found.value, found.point)
    let note = note(found)
    let covariance = note == nil ? value.inverseHessian : nil
    let (seA, seB) = (covariance.map { $0.xx.squareRoot() }, covariance.map { $0.yy.squareRoot() })
    return DifficultyFit(
      model: model, a: exp(point.0), b: exp(point.1), scale: scale, seLogA: seA, seLogB: seB,
      correlation: covariance.map { $0.xy / ($0.xx * $0.yy).squareRoot() },
      negativeLogLikelihood: value.value - tally.logChoose, problems: tally.problems,
      isIdentified: note == nil, note: note)
  }

  private func note(_ found: PlaneMinimizer.Result) -> String? {
    if tally.kinds.allSatisfy({ $0.n == 1 }) {
      return "one sample a problem determines the mean only, not the spread between problems"
    }
    if tally.problems < 2 { return "one problem says nothing about the spread between problems" }
    let (x, y) = found.point
    let edge = Self.bound - 1e-3
    if x > edge || y > edge {
      return "the counts vary no more than equal problems would: the shapes grow without bound"
    }
    if x < -edge || y < -edge {
      return "almost every problem is always or never solved: the shapes shrink to 0"
    }
    if !found.converged || found.value.inverseHessian == nil {
      return "the likelihood has no clear maximum"
    }
    return nil
  }
}

/// The likelihood of beta-binomial counts, as sums over j of logarithms:
///
/// ```
/// ln B(c+a, n−c+b) − ln B(a, b) = Σ_{j<c} ln(a+j) + Σ_{j<n−c} ln(b+j) − Σ_{j<n} ln(a+b+j)
/// ```
///
/// Over all problems the j-th terms are the same numbers, weighted with how many problems reach j.
struct BetaBinomial {
  private let right: [Double]
  private let wrong: [Double]
  private let all: [Double]

  init(_ tally: CountTally) {
    right = Self.reaching(tally.kinds.map { ($0.c, $0.times) })
    wrong = Self.reaching(tally.kinds.map { ($0.n - $0.c, $0.times) })
    all = Self.reaching(tally.kinds.map { ($0.n, $0.times) })
  }

  /// How many counts are above j, for j from 0.
  private static func reaching(_ counts: [(Int, Double)]) -> [Double] {
    var sums = [Double](repeating: 0, count: counts.map(\.0).max() ?? 0)
    for (count, times) in counts where count > 0 { sums[count - 1] += times }
    for j in sums.indices.dropLast().reversed() { sums[j] += sums[j + 1] }
    return sums
  }

  /// −ln L without the binomial coefficients, with its derivatives in (ln a, ln b).
  func objective(_ logA: Double, _ logB: Double) -> PlaneValue {
    let (a, b) = (exp(logA), exp(logB))
    let r = Self.sums(right, a)
    let w = Self.sums(wrong, b)
    let t = Self.sums(all, a + b)
    // First and second derivatives in a and b, then in their logarithms.
    let (da, db) = (r.first - t.first, w.first - t.first)
    return PlaneValue(
      value: -(r.value + w.value - t.value), x: -a * da, y: -b * db,
      xx: -(a * a * (-r.second + t.second) + a * da),
      xy: -(a * b * t.second), yy: -(b * b * (-w.second + t.second) + b * db))
  }

  /// `Σ m_j ln(x+j)`, `Σ m_j/(x+j)` and `Σ m_j/(x+j)²`.
  private static func sums(
    _ weights: [Double], _ x: Double
  ) -> (value: Double, first: Double, second: Double) {
    var (value, first, second) = (0.0, 0.0, 0.0)
    for (j, weight) in weights.enumerated() {
      let inverse = 1 / (x + Double(j))
      value -= weight * log(inverse)
      first += weight * inverse
      second += weight * inverse * inverse
    }
    return (value, first, second)
  }

  /// Up to here the product is multiplied out, beyond it Stirling's series has an error below 1e-11.
  private static let exactFactors = 1000

  /// `ln B(a, b+k) − ln B(a, b) = Σ_{j<k} ln(1 − a/(a+b+j))`.
  static func logFail(a: Double, b: Double, k: Int) -> Double {
    var sum = 0.0
    for j in 0..<min(k, exactFactors) { sum += log1p(-a / (a + b + Double(j))) }
    guard k > exactFactors else { return sum }
    return sum + stirling(a, b + Double(k)) - stirling(a, b + Double(exactFactors))
  }

  /// `ln Γ(x) − ln Γ(x + a) + a` by Stirling's series.
  private static func stirling(_ a: Double, _ x: Double) -> Double {
    -(x - 0.5) * log1p(a / x) - a * log(x + a) + (1 / x - 1 / (x + a)) / 12
  }
}
