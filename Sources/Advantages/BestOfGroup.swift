import Experience
import Support

/// The best completion alone gets what it is better by than the second.
///
/// ```
/// A_best = r_max − r_2nd, over the group's standard deviation if `scales`; 0 for the others and for ties
/// ```
public struct BestOfGroup: GroupBaseline {
  public static let kind = "best-of-group"
  /// GRPO pass@k.
  public static let aliases = ["grpo-passk", "best-of-n"]
  public static let ids = ["shape.structure"]
  public static let summary = "The best completion alone gets what it is better by than the second."
  public static let source = Source("Tang et al. 2025, arXiv:2503.19595, eq. 8")
  public static let assumptions =
    "One good answer is enough; the rest of the group only sets the bar."

  /// Whether the gap is divided by the group's standard deviation.
  public var scales = false
  /// ε added to it.
  public var epsilon = 1e-6

  /// The gap itself.
  public init() {}
  /// With and without the deviation.
  public static let examples: [BestOfGroup] = {
    var scaled = BestOfGroup()
    scaled.scales = true
    return [BestOfGroup(), scaled]
  }()

  /// Gaps ignore shifts.
  public var invariances: Invariances {
    Invariances(ignoresShift: true, degree: scales ? 0 : 1, isCentered: false)
  }
  /// It does.
  public var comparesWithinGroup: Bool { true }

  /// The advantages.
  public func advantages(_ rewards: [Double]) -> [Double] {
    let sorted = rewards.sorted(by: >)
    guard sorted.count > 1, sorted[0] - sorted[1] >= 1e-9 else { return rewards.map { _ in 0 } }
    var gap = sorted[0] - sorted[1]
    if scales {
      let mean = rewards.reduce(0, +) / Double(rewards.count)
      let squares = rewards.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      gap /= (squares / Double(rewards.count - 1)).squareRoot() + epsilon
    }
    return rewards.map { $0 == sorted[0] ? gap : 0 }
  }

  /// ε at least 0.
  public func validate() throws { try require(epsilon, in: 0...1, "epsilon") }
}
