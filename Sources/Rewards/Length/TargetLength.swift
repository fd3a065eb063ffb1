import Experience
import Support

/// Correctness and a length that was asked for.
///
/// ```
/// exact:  1[right] − α·|n* − L|           most:  1[right]·clip(α(n* − L) + δ, 0, 1)
/// ```
///
/// n* is the problem's column `target_length`, which its prompt should say, or `target` where it has none.
public struct TargetLength: GroupReward {
  /// What the target is.
  public enum Form: String, Codable, Sendable, CaseIterable {
    /// The length itself.
    case exact
    /// The most.
    case most
  }

  public static let kind = "target-length"
  /// L1, LCPO.
  public static let aliases = ["l1", "lcpo"]
  public static let ids = ["len.l1"]
  public static let summary = "Correctness and a length that was asked for, exactly or at most."
  public static let source = Source("Aggarwal and Welleck 2025, arXiv:2503.04697, eq. 1 and 2")
  public static let assumptions = "The prompt says the target, so that the policy can keep to it."

  /// What the target is.
  public var form: Form
  /// n* where a problem has none.
  public var target = 1000.0
  /// α.
  public var alpha = 3e-4
  /// δ.
  public var delta = 0.5

  /// Exactly.
  public init() { self.init(.exact) }
  /// A form.
  public init(_ form: Form) { self.form = form }
  /// Both.
  public static let examples = Form.allCases.map { TargetLength($0) }

  /// The response and its verdict.
  public var basis: RewardBasis { .form }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    var wanted = target
    switch group.problem.metadata["target_length"] {
    case .integer(let n): wanted = Double(n)
    case .number(let n) where n.isFinite: wanted = n
    default: break
    }
    return group.scores { isRight, length in
      let right = isRight ? 1.0 : 0
      switch form {
      case .exact: return right - alpha * abs(wanted - length)
      case .most: return right * min(max(alpha * (wanted - length) + delta, 0), 1)
      }
    }
  }

  /// A length, a price, an offset.
  public func validate() throws {
    try require(target, in: 0...1e12, "target")
    try require(alpha, in: 0...1e6, "alpha")
    try require(delta, in: 0...1, "delta")
  }
}
