import Experience
import Support

/// Right, wrong but in form, out of form: three levels.
public struct Piecewise: GroupReward {
  public static let kind = "piecewise"
  public static let ids = ["shape.rule"]
  public static let summary = "Three levels: right, wrong in the right form, and out of form."
  public static let source = Source("Zhao et al. 2025, arXiv:2505.03335, eq. 6")
  public static let assumptions = "Form is worth less than an answer."

  /// What "right" means.
  public var level = Correctness.Level.strict
  /// For right completions.
  public var right = 1.0
  /// For wrong ones that have the task's form.
  public var wrong = -0.5
  /// For the others.
  public var unformatted = -1.0

  /// 1, −0.5 and −1.
  public init() {}
  /// The verdict's form and answer.
  public var basis: RewardBasis { .form }
  /// Between the least and the largest.
  public var range: ClosedRange<Double>? {
    let levels = [right, wrong, unformatted]
    return (levels.min() ?? 0)...(levels.max() ?? 0)
  }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    group.scores { verdict in
      (level == .strict ? verdict.strict : verdict.loose)
        ? right : verdict.parsed ? wrong : unformatted
    }
  }

  /// Finite numbers.
  public func validate() throws {
    for (name, value) in [("right", right), ("wrong", wrong), ("unformatted", unformatted)] {
      try require(value.isFinite, name, value, "a finite number")
    }
  }
}
