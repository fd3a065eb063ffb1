import Experience
import Support

/// 1 for a right completion, 0 for a wrong one.
public struct Correctness: GroupReward {
  /// What "right" means.
  public enum Level: String, Codable, Sendable, CaseIterable {
    /// The answer and every gold step.
    case strict
    /// The final answer.
    case loose
  }
  public static let kind = "correctness"
  /// RLVR.
  public static let aliases = ["outcome"]
  public static let ids = ["reward.math.rule", "reward.code.tests"]
  public static let assumptions =
    "The checker is right: false positives are learned, false negatives slow learning down."
  public static let summary = "1 for a right completion and 0 for a wrong one."
  public static let source = Source("Lambert et al. 2024, arXiv:2411.15124, section 6")
  /// What "right" means.
  public var level: Level
  /// Strict.
  public init() { level = .strict }
  /// With a level.
  public init(level: Level) { self.level = level }
  /// Both levels.
  public static let examples = [Correctness(), Correctness(level: .loose)]
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }
  /// The verdict.
  public var basis: RewardBasis { .verdict }
  /// The rewards.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    group.scores { (level == .strict ? $0.strict : $0.loose) ? 1 : 0 }
  }
}
