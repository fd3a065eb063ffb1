/// What a checker's errors do to learning from its verdicts.
///
/// With ρ₀ the share of wrong responses that are called right and ρ₁ that of right ones that are called wrong, the expected
/// policy gradient is scaled by J, and a sample is worth a part of one with a perfect checker:
///
/// ```
/// J = 1 − ρ₀ − ρ₁;   p̃ = (1 − ρ₁)p + ρ₀(1 − p);   factor = J² p(1−p) / (p̃(1−p̃))
/// ```
///
/// It holds for errors that do not depend on the response; others train what they depend on.
///
/// - Source: Youden 1950, Cancer 3(1), 32–35 (J); Cai et al. 2025, arXiv:2510.00915, section 3 (the gradient).
/// - Deviation: none.
/// - Not for: checkers that can be gamed, whose errors the policy looks for; verdicts in pairs or grades.
public struct VerifierLaw: Codable, Sendable, Equatable {
  /// ρ₀.
  public var falsePositives: Double
  /// ρ₁.
  public var falseNegatives: Double

  /// A checker's rates.
  ///
  /// - Precondition: both lie in [0, 1].
  public init(falsePositives: Double, falseNegatives: Double) {
    precondition(
      (0...1).contains(falsePositives) && (0...1).contains(falseNegatives),
      "rates of \(falsePositives) and \(falseNegatives)")
    self.falsePositives = falsePositives
    self.falseNegatives = falseNegatives
  }

  /// J: 1 for a perfect checker, 0 for one that knows nothing, below 0 for one that is against the truth.
  public var informedness: Double { 1 - falsePositives - falseNegatives }

  /// The share of responses that are called right where a share `p` is.
  public func observed(passRate p: Double) -> Double {
    (1 - falseNegatives) * p + falsePositives * (1 - p)
  }

  /// The signal-to-noise ratio of a sample beside that with a perfect checker; 0 where nothing is ever right or wrong.
  public func signalFactor(passRate p: Double) -> Double {
    let seen = observed(passRate: p)
    let noise = seen * (1 - seen)
    return noise > 0 ? informedness * informedness * p * (1 - p) / noise : 0
  }

  /// Useful signal a second: the factor over what a response and its verdict take.
  public func signalPerSecond(
    passRate p: Double, generation: Double, verification: Double
  ) -> Double { signalFactor(passRate: p) / (generation + verification) }
}
