import Experience
import Support

/// Keeps groups whose share of right completions is within bounds, and asks for more problems until there are enough.
///
/// With the defaults a group is kept if some of its completions are right and some wrong. What is dropped is paid for.
/// After `max_rounds` a batch may be smaller than asked.
public struct AccuracyFilter: Sampler {
  public static let kind = "accuracy-filter"
  /// DAPO's dynamic sampling.
  public static let aliases = ["dynamic-sampling"]
  public static let ids = ["dyn.dapo_filter", "dyn.range_filter", "dyn.replace"]
  public static let summary =
    "Keeps groups that are partly right, and samples more problems for the others."
  public static let source = Source("Yu et al. 2025, arXiv:2503.14476, section 3.2, eq. 11")

  /// The share of right completions that a kept group is above.
  public var above = 0.0
  /// The share that it is below.
  public var below = 1.0
  /// Rounds of sampling at most, the first one counted.
  public var maxRounds = 10

  /// Whether places that stay empty are filled with groups that passed, again from the first.
  public var duplicates = false

  /// Groups that are partly right.
  public init() {}

  private enum CodingKeys: String, CodingKey {
    case above, below, duplicates
    case maxRounds = "max_rounds"
  }

  /// The first groups that pass.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    var kept: [Group] = []
    for _ in 0..<maxRounds where kept.count < count {
      let groups = try bench.rollouts(try asker.draw(count - kept.count))
      kept += groups.filter { group in
        let right = Double(group.verdicts.count { $0.strict }) / Double(group.verdicts.count)
        return right > above && right < below
      }
    }
    if duplicates, !kept.isEmpty {
      let passed = kept
      for place in kept.count..<max(count, kept.count) { kept.append(passed[place % passed.count]) }
    }
    return Batch(kept, step: asker.step)
  }

  /// Bounds in order, at least one round.
  public func validate() throws {
    try require(above, in: 0...1, "above")
    try require(below, in: 0...1, "below")
    try require(below > above, "below", below, "a share larger than 'above'")
    try require(maxRounds, atLeast: 1, atMost: Validation.held, "max_rounds")
  }
}
