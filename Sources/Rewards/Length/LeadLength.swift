import Experience
import Support

/// Right responses by how much shorter they are than the group's right ones; wrong ones get −1.
///
/// ```
/// right: exp(−α·z),   z = (L − μ)/(σ + ε) over the group's right responses, 0 for fewer than two;   wrong: −1
/// ```
///
/// With the advantage `difficulty-weighted` it is GRPO-LEAD.
public struct LeadLength: GroupReward {
  public static let kind = "lead-length"
  /// GRPO-LEAD's reward.
  public static let aliases = ["lead"]
  public static let ids = ["len.lead"]
  public static let summary =
    "Right responses by how short they are among the group's; wrong ones −1."
  public static let source = Source("Zhang and Zuo 2025, arXiv:2504.09696, eq. 2–4")
  public static let assumptions =
    "Right responses of one problem differ in length for no good reason."

  /// α.
  public var alpha = 0.05
  /// ε.
  public var epsilon = 1e-6

  /// α 0.05.
  public init() {}
  /// The verdicts of the group.
  public var basis: RewardBasis { .group }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    let lengths = zip(group.trajectories, group.verdicts).filter { $1.strict }
      .map { Double($0.0.policyTokens) }
    let n = Double(lengths.count)
    let mean = lengths.reduce(0, +) / max(1, n)
    let squares = lengths.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = lengths.count > 1 ? (squares / (n - 1)).squareRoot() : 0
    return group.scores { isRight, length in
      guard isRight else { return -1 }
      let z = lengths.count > 1 ? (length - mean) / (deviation + epsilon) : 0
      return PortableMath.exp(-alpha * z)
    }
  }

  /// Small numbers.
  public func validate() throws {
    try require(alpha, in: 0...100, "alpha")
    try require(epsilon, in: 1e-12...1, "epsilon")
  }
}
