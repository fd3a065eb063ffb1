import Experience
import Rollouts
import Support

/// A rule, and a model for what the rule turns down.
///
/// ```
/// r = rule where it is at least `threshold`, else the model's;   cost = c_rule + P(rule turns down)·c_model
/// ```
public struct Cascade: Reward {
  public static let kind = "cascade"
  /// Rule or model.
  public static let aliases = ["tinyv", "rule-or-model"]
  public static let ids = ["genrm.spec"]
  public static let summary =
    "A rule, and a model that is asked only about what the rule turns down."
  public static let source = Source("Xu et al. 2025, arXiv:2505.14625, section 4")
  public static let assumptions =
    "The rule errs by turning down; what the model lets through is learned fast, so audit its false positives."

  /// The rule.
  public var rule = Slot<RewardCatalogue>(Correctness())
  /// The reward from which on the rule is enough.
  public var threshold = 1.0
  /// The model.
  public var model = Slot<RewardCatalogue>(Judge())

  /// Correctness, then a judge.
  public init() {}
  /// Those of both.
  public var needs: Needs { rule.value.needs.union(model.value.needs) }
  /// Those of both.
  public var lessons: [Lesson] { rule.value.lessons + model.value.lessons }
  /// A model.
  public var basis: RewardBasis { .model }

  /// The scores; which of the two spoke is among the parts.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    var scores = try rule.scores(batch, bench, &memory, "rule")
    let open = scores.map { group in
      group.indices.filter { (group[$0].total ?? -.infinity) < threshold }
    }
    let places = open.indices.filter { !open[$0].isEmpty }
    let rest = Batch(
      places.map { g in
        var group = batch.groups[g]
        group.trajectories = open[g].map { batch.groups[g].trajectories[$0] }
        group.verdicts = open[g].map { batch.groups[g].verdicts[$0] }
        return group
      }, step: batch.step)
    let asked = places.isEmpty ? [] : try model.scores(rest, bench, &memory, "model")
    for g in scores.indices {
      for i in scores[g].indices { scores[g][i].parts["model_asked"] = 0 }
    }
    for (g, found) in zip(places, asked) {
      for (i, score) in zip(open[g], found) {
        scores[g][i] = score
        scores[g][i].parts["model_asked"] = 1
      }
    }
    return scores
  }

  /// A finite threshold.
  public func validate() throws {
    try require(threshold.isFinite, "threshold", threshold, "a finite number")
  }
}
