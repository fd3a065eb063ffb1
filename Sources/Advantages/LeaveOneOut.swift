import Support

/// Reward minus the mean reward of the group's other completions.
///
/// ```
/// A_i = r_i − Σ_{j≠i} r_j / (G − 1) = G/(G−1) · (r_i − μ);   0 for a group of one
/// ```
public struct LeaveOneOut: GroupBaseline {
  public static let kind = "leave-one-out"
  /// RLOO.
  public static let aliases = ["rloo"]
  public static let ids = ["adv.rloo"]
  public static let summary = "Reward minus the mean reward of the group's other completions."
  public static let source = Source("Ahmadian et al. 2024, arXiv:2402.14740, section 3.2")

  /// No settings.
  public init() {}

  /// Centred, of degree 1.
  public var invariances: Invariances {
    Invariances(ignoresShift: true, degree: 1, isCentered: true)
  }

  /// It does.
  public var comparesWithinGroup: Bool { true }

  /// The advantages.
  public func advantages(_ rewards: [Double]) -> [Double] {
    guard rewards.count > 1 else { return rewards.map { _ in 0 } }
    let sum = rewards.reduce(0, +)
    let others = Double(rewards.count - 1)
    return rewards.map { $0 - (sum - $0) / others }
  }
}
