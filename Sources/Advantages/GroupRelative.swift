import Support

/// Reward minus the group's mean, divided by the group's standard deviation (GRPO) or not (Dr. GRPO).
///
/// ```
/// A_i = (r_i − μ) / (σ + ε),   σ with divisor G − 1;   A_i = 0 if the rewards span less than 1e-6 or G = 1
/// ```
public struct GroupRelative: GroupBaseline {
  /// What the centred rewards are divided by.
  public enum Scale: String, Codable, Sendable, CaseIterable {
    /// The group's standard deviation, ddof 1.
    case std
    /// Nothing.
    case none
  }

  public static let kind = "group-relative"
  /// GRPO, and Dr. GRPO with `scale: none`.
  public static let aliases = ["grpo"]
  public static let ids = ["adv.grpo", "adv.dr_grpo"]
  public static let summary = "Reward minus the mean of the group, over its standard deviation."
  public static let source = Source(
    "Shao et al. 2024, arXiv:2402.03300, section 4.1.2; Liu et al. 2025, arXiv:2503.20783 (scale: none)"
  )

  /// What the centred rewards are divided by.
  public var scale: Scale
  /// ε added to the standard deviation.
  public var epsilon: Double

  /// Standard deviation with ε 1e-6.
  public init() { self.init(scale: .std) }

  /// With a scale.
  public init(scale: Scale, epsilon: Double = 1e-6) {
    self.scale = scale
    self.epsilon = epsilon
  }

  /// With and without the standard deviation.
  public static let examples = [GroupRelative(), GroupRelative(scale: .none)]

  /// Centred; of degree 0 with the standard deviation.
  public var invariances: Invariances {
    Invariances(ignoresShift: true, degree: scale == .std ? 0 : 1, isCentered: true)
  }

  /// It does.
  public var comparesWithinGroup: Bool { true }

  /// The advantages; equal rewards give exactly 0.
  public func advantages(_ rewards: [Double]) -> [Double] {
    let n = Double(rewards.count)
    guard let low = rewards.min(), let high = rewards.max(), rewards.count > 1,
      high - low >= 1e-6
    else { return rewards.map { _ in 0 } }
    let mean = rewards.reduce(0, +) / n
    var divisor = 1.0
    if scale == .std {
      let squares = rewards.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      divisor = (squares / (n - 1)).squareRoot() + epsilon
    }
    return rewards.map { ($0 - mean) / divisor }
  }

  /// ε at least 0.
  public func validate() throws { try require(epsilon, in: 0...1, "epsilon") }
}
