import Experience
import Support

/// How sure the policy is of its own response, from what was recorded while it was sampled.
///
/// ```
/// entropy:      r = −mean_t H_t          (RENT, EM-RL: token entropy)
/// likelihood:   r = Σ_t log π(y_t)       (EM-RL: trajectory entropy)
/// probability:  r = π(y)                 (RLSC)
/// ```
///
/// Over the tokens that the policy drew, at temperature 1 and without filters.
public struct Confidence: GroupReward {
  /// What is rewarded.
  public enum Form: String, Codable, Sendable, CaseIterable {
    /// Low mean entropy.
    case entropy
    /// The log-probability of the whole.
    case likelihood
    /// The probability of the whole.
    case probability
  }

  public static let kind = "confidence"
  /// Entropy minimization.
  public static let aliases = ["entropy-minimization", "rent", "rlsc"]
  public static let ids = ["unsup.confidence"]
  public static let summary =
    "How sure the policy is of its own response: low entropy, or a high likelihood."
  public static let source = Source(
    "Prabhudesai et al. 2025, arXiv:2505.22660, eq. 2; Agarwal et al. 2025, arXiv:2505.15134; Li et al. 2025, "
      + "arXiv:2506.06395")
  public static let assumptions =
    "The policy is surer where it is right; the live policy can raise it without end, and collapses."

  /// What is rewarded.
  public var form = Form.entropy

  /// Low entropy.
  public init() {}
  /// A form.
  public init(_ form: Form) { self.form = form }
  /// Every form.
  public static let examples = Form.allCases.map { Confidence($0) }

  /// The policy's own numbers.
  public var basis: RewardBasis { .model }
  /// Probabilities have bounds.
  public var range: ClosedRange<Double>? { form == .probability ? 0...1 : nil }

  /// The scores; none for a response without a token of the policy.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    group.trajectories.map { trajectory in
      let drawn = trajectory.origins.indices.filter { trajectory.origins[$0] == .policy }
      guard !drawn.isEmpty else { return Score(nil, reason: "the policy drew no token") }
      let numbers = form == .entropy ? trajectory.entropies : trajectory.plainLogprobs
      let sum = drawn.reduce(0.0) { $0 + Double(numbers[$1]) }
      switch form {
      case .entropy: return Score(-sum / Double(drawn.count))
      case .likelihood: return Score(sum)
      case .probability: return Score(min(1, PortableMath.exp(sum)))
      }
    }
  }
}
