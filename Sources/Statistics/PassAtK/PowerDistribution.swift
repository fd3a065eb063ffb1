import Support

/// Two numbers between which a probability lies.
public struct PowerBounds: Codable, Sendable, Equatable {
  /// The lower bound.
  public var low: Double
  /// The upper bound.
  public var high: Double

  /// Bounds from their ends.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}

/// A model's distribution over whole responses, raised to a power and normalized again: `p^α/Z`.
///
/// That is what a base would be if its responses were made more alike and nothing else. `Z = Σ_y p(y)^α` runs over all responses, so
/// it is bounded by those that were seen, and not estimated.
///
/// - Source: the study protocol, section 4, "Power distribution".
/// - Deviation: a response that was not seen is also no more probable than the whole unseen mass.
/// - Not for: many responses of similar probability that were not seen (see `bounds`); what a model does at a
///   lower temperature, which sharpens each token and not the response.
public enum PowerDistribution {
  /// Bounds on the probability of the right response y* under `p^α/Z`.
  ///
  /// ```
  /// A = Σ over y* and the distinct sampled y of p(y)^α
  /// u = 1 − Σ over the same of p(y), at least 0            the mass that was not seen
  /// m = min(u, ln 20/n)                                    the largest p that was not seen
  /// p(y*)^α/(A + u·m^(α−1)) ≤ p(y*)^α/Z ≤ p(y*)^α/A
  /// ```
  ///
  /// α = 1 gives p(y*) on both sides, and an impossible y* gives 0. If everything was seen the two
  /// are equal. Sums are of logarithms: nothing underflows before the result does.
  ///
  /// The upper bound is certain. The lower one rests on m: *one* response with `p > ln 20/n` is
  /// missed by n samples with a chance below 1/20, but of many such responses some are missed. In
  /// simulations of Zipf's law over 2000 responses, m was exceeded in up to 35 % of the draws and
  /// the bounds held in all, as most of the unseen mass lies far below m. Of 200 equally probable
  /// responses and n = 700, about 6 are missed, each above m, and at α = 2 the lower bound is 0.4 %
  /// too high.
  ///
  /// - Parameters:
  ///   - rightLogProbability: ln p of y*, nats.
  ///   - sampledLogProbabilities: ln p of the *distinct* sampled responses other than y*, nats, in
  ///     any order.
  ///   - samples: n, the number of samples, y* and repetitions included.
  ///   - alpha: α, the power.
  /// - Precondition: log-probabilities are at most 1e-9 and not NaN; there are at most n of them,
  ///   `n ≥ 1`; `alpha` is finite and at least 1 (below 1 the unseen responses have no such bound).
  public static func bounds(
    rightLogProbability: Double, sampledLogProbabilities: [Double], samples: Int, alpha: Double
  ) -> PowerBounds {
    precondition(samples >= 1, "\(samples) samples")
    precondition(alpha >= 1 && alpha.isFinite, "alpha is \(alpha); expected at least 1")
    precondition(
      sampledLogProbabilities.count <= samples,
      "\(sampledLogProbabilities.count) distinct responses in \(samples) samples")
    let right = ExactPassAtK.checked(rightLogProbability)
    let seen = sampledLogProbabilities.map { ExactPassAtK.checked($0) } + [right]
    if alpha == 1 || right == -.infinity {
      let p = PortableMath.exp(right)
      return PowerBounds(low: p, high: p)
    }
    let known = logSum(seen.map { alpha * $0 })
    let unseen = max(0, 1 - seen.reduce(0) { $0 + PortableMath.exp($1) })
    let largest = min(unseen, PortableMath.log(20) / Double(samples))
    // No unseen mass gives −∞, which adds nothing.
    let rest = PortableMath.log(unseen) + (alpha - 1) * PortableMath.log(largest)
    return PowerBounds(
      low: PortableMath.exp(alpha * right - logSum([known, rest])),
      high: PortableMath.exp(alpha * right - known))
  }

  /// `ln Σ exp(x)` of numbers of which the largest is finite.
  private static func logSum(_ logs: [Double]) -> Double {
    let largest = logs.reduce(-Double.infinity) { max($0, $1) }
    return largest + PortableMath.log(logs.reduce(0) { $0 + PortableMath.exp($1 - largest) })
  }
}
