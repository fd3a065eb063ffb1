import Foundation
import Support

/// pass@k by a fitted distribution of difficulty, with an interval.
public struct ExtrapolatedPoint: Codable, Sendable, Equatable {
  /// The number of attempts; it may be larger than the number of samples.
  public var k: Int
  /// pass@k of the fit.
  public var value: Double
  /// The interval over problems; `nil` where there is none.
  public var interval: Interval?

  /// A point from its parts.
  public init(k: Int, value: Double, interval: Interval?) {
    self.k = k
    self.value = value
    self.interval = interval
  }
}

extension DifficultyFit {
  /// The delta-method interval of pass@k, on the logit scale.
  ///
  /// ```
  /// logit(pass@k) ± z·√(gᵀ Σ g),   g the derivatives of logit(pass@k) in (ln a, ln b)
  /// ```
  ///
  /// It holds the family to be true, so it says nothing about the error of a wrong shape. With 100 problems
  /// of 64 samples from a beta distribution with a = 0.3, b = 0.9 the "95 %" interval of pass@1024 covered
  /// 96 % in 2000 simulations.
  ///
  /// - Returns: `nil` if the fit is not identified.
  /// - Precondition: `k ≥ 1` and `level` in (0, 1).
  /// - Source: Rao 1973, Linear Statistical Inference, section 6a.2.
  public func interval(_ k: Int, level: Double = 0.95) -> Interval? {
    requireLevel(level)
    guard let seLogA, let seLogB, let correlation else { return nil }
    let h = 1e-4
    func logit(_ da: Double, _ db: Double) -> Double {
      var moved = self
      moved.a *= exp(da)
      moved.b *= exp(db)
      let pass = moved.passAtK(k)
      return log(pass) - log(max(1 - pass, 1e-300))
    }
    let (dA, dB) = (
      (logit(h, 0) - logit(-h, 0)) / (2 * h), (logit(0, h) - logit(0, -h)) / (2 * h)
    )
    let (x, y) = (dA * seLogA, dB * seLogB)
    let deviation = max(0, x * x + y * y + 2 * correlation * x * y).squareRoot()
    let half = Distribution.normalQuantile((1 + level) / 2) * deviation
    let middle = logit(0, 0)
    return Interval(
      low: 1 / (1 + exp(half - middle)), high: 1 / (1 + exp(-half - middle)), level: level)
  }

  /// pass@k for several k with percentile intervals, the problems drawn again with replacement and the
  /// family fitted to each draw.
  ///
  /// A draw in which no sample, or every sample, is right counts as pass@k = 0, or 1. s of the
  /// three-parameter families is held at its estimate. With one problem there is no interval.
  ///
  /// - Parameters:
  ///   - ks: numbers of attempts, in any order.
  ///   - counts: the counts that the family was fitted to, `[M]`.
  ///   - draws: the number of bootstrap draws.
  ///   - level: the confidence level.
  ///   - stream: where problems are drawn from.
  /// - Returns: one point a k, in order.
  /// - Precondition: `draws ≥ 1`, every `k ≥ 1` and `level` in (0, 1).
  /// - Source: Efron 1979, Annals of Statistics 7(1), 1–26.
  public func extrapolate(
    _ ks: [Int], counts: [(n: Int, c: Int)], draws: Int = 1000, level: Double = 0.95,
    stream: RandomStream
  ) -> [ExtrapolatedPoint] {
    requireLevel(level)
    precondition(draws >= 1, "\(draws) draws")
    precondition(
      counts.count == problems, "\(counts.count) counts for a fit of \(problems) problems")
    guard problems > 1 else {
      return ks.map { ExtrapolatedPoint(k: $0, value: passAtK($0), interval: nil) }
    }
    let quadrature = DifficultyQuadrature(model, scale: scale, ks: ks)
    let curves = bootstrap(counts: counts, draws: draws, stream: stream).map { draw in
      switch draw {
      case .fitted(let fit):
        model == .betaBinomial ? fit.passAtK(ks) : quadrature.passAtK(a: fit.a, b: fit.b)
      case .never: [Double](repeating: 0, count: ks.count)
      case .always: [Double](repeating: 1, count: ks.count)
      }
    }
    return zip(ks, passAtK(ks)).enumerated().map { i, point in
      let sorted = curves.map { $0[i] }.sorted()
      return ExtrapolatedPoint(
        k: point.0, value: point.1,
        interval: .percentiles(ofSorted: sorted, level: level))
    }
  }

  private enum Draw {
    case fitted(DifficultyFit)
    case never
    case always
  }

  /// The family fitted to each of some draws of the problems.
  private func bootstrap(
    counts: [(n: Int, c: Int)], draws: Int, stream: RandomStream
  ) -> [Draw] {
    let tally = CountTally(counts)
    let kinds = tally.kinds
    var owner: [Int] = []
    for (index, kind) in kinds.enumerated() {
      owner += [Int](repeating: index, count: Int(kind.times))
    }
    let likelihood = Likelihood(model: model, scale: scale, tally: tally)
    var generator = stream.generator()
    return (0..<draws).map { _ in
      var times = [Double](repeating: 0, count: kinds.count)
      for _ in owner { times[owner[generator.integer(below: owner.count)]] += 1 }
      let drawn = kinds.indices.filter { times[$0] > 0 }
      if drawn.allSatisfy({ kinds[$0].c == 0 }) { return .never }
      if drawn.allSatisfy({ kinds[$0].c == kinds[$0].n }) { return .always }
      return .fitted(likelihood.reweighted(times).fit(from: (a, b)))
    }
  }
}
