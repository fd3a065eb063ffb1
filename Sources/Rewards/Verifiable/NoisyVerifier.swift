import Experience
import Rollouts
import Support

/// A checker that errs at known rates, and what corrects for it: the verifier's law as an experiment.
///
/// ```
/// r̃ = 1 with probability ρ₀ for wrong and 1 − ρ₁ for right completions;   J = 1 − ρ₀ − ρ₁
/// none:      r̃                         gradient × J
/// backward:  (r̃ − ρ₀)/J                unbiased, variance × 1/J²
/// forward:   ρ₁ − 1 for r̃ = 0, ρ₁ for 1   E[w|right] = 0, E[w|wrong] = −J; needs ρ₁ only
/// ```
///
/// With `by: length`, right completions longer than the median of their group are the ones that are missed (their rate is 2ρ₁, the
/// others' 0): noise that trains a form instead of slowing learning down.
public struct NoisyVerifier: GroupReward {
  /// What is done about the errors.
  public enum Correction: String, Codable, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// Unbiased rewards.
    case backward
    /// Weights on the score function.
    case forward
  }
  /// Which completions are hit.
  public enum Dependence: String, Codable, Sendable, CaseIterable {
    /// Any.
    case none
    /// Long right ones.
    case length
  }

  public static let kind = "noisy-verifier"
  /// Noise correction.
  public static let aliases = ["noise", "noise-correction"]
  public static let ids = ["verify.law", "reward.noise_correction"]
  public static let summary = "Correctness by a checker that errs at known rates, corrected or not."
  public static let source = Source("Cai et al. 2025, arXiv:2510.00915, sections 3 and 4")
  public static let assumptions =
    "The rates are known and do not depend on the completion; with by: length they do, on purpose."

  /// What "right" means.
  public var level = Correctness.Level.strict
  /// ρ₀: the share of wrong completions that are called right.
  public var falsePositives = 0.1
  /// ρ₁: the share of right completions that are called wrong.
  public var falseNegatives = 0.2
  /// What is done about it.
  public var correction = Correction.none
  /// Which completions are hit.
  public var by = Dependence.none

  /// Rates of 0.1 and 0.2, uncorrected.
  public init() {}
  /// A correction.
  public init(_ correction: Correction) { self.correction = correction }
  /// Every correction.
  public static let examples = Correction.allCases.map { NoisyVerifier($0) }

  private enum CodingKeys: String, CodingKey {
    case level, correction, by
    case falsePositives = "false_positives"
    case falseNegatives = "false_negatives"
  }

  /// J, by which uncorrected gradients are scaled.
  public var informedness: Double { 1 - falsePositives - falseNegatives }
  /// The verdict, and chance.
  public var basis: RewardBasis { .noisyVerdict }
  /// What the two verdicts are paid.
  public var range: ClosedRange<Double>? {
    let ends = [paid(false), paid(true)]
    return (ends.min() ?? 0)...(ends.max() ?? 0)
  }

  /// What a verdict is paid.
  public func paid(_ verdict: Bool) -> Double {
    switch correction {
    case .none: verdict ? 1 : 0
    case .backward: ((verdict ? 1 : 0) - falsePositives) / informedness
    case .forward: verdict ? falseNegatives : falseNegatives - 1
    }
  }

  /// The scores; the true verdict is among the parts.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    let lengths = group.trajectories.map(\.responseTokens.count).sorted()
    let median = lengths.isEmpty ? 0 : lengths[lengths.count / 2]
    return group.verdicts.indices.map { i in
      let verdict = group.verdicts[i]
      guard verdict.status == .ok else {
        return Score(nil, reason: "\(verdict.status.rawValue): \(verdict.reason)")
      }
      let isRight = level == .strict ? verdict.strict : verdict.loose
      var generator = context.stream[i].generator()
      let missed =
        by == .none
        ? falseNegatives
        : group.trajectories[i].responseTokens.count > median ? min(1, 2 * falseNegatives) : 0
      let flips = generator.bernoulli(isRight ? missed : falsePositives)
      return Score(paid(isRight != flips), parts: ["true_reward": isRight ? 1 : 0])
    }
  }

  /// Rates that leave information.
  public func validate() throws {
    try require(falsePositives, in: 0...1, "false_positives")
    try require(falseNegatives, in: 0...1, "false_negatives")
    try require(
      informedness > 0, "false_negatives", falseNegatives,
      "below \(1 - falsePositives): with more the checker is against the truth, and nothing corrects it"
    )
  }
}
