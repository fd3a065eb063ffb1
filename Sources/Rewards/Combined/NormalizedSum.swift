import Experience
import Rollouts
import Support

/// A weighted sum of rewards that are normalized within their group first, so that none takes over by its scale.
///
/// ```
/// z_ik = (r_ik − μ_k)/(σ_k + ε) over the group, σ with divisor G − 1;   s_i = Σ_k w_k z_ik;   then, if `whitens`,
/// (s_i − mean)/(std + ε) over the batch
/// ```
///
/// The sums are advantages already: use the advantage `raw-reward`. Rewards of tokens count with their outcome.
public struct NormalizedSum: Reward {
  public static let kind = "normalized-sum"
  /// GDPO.
  public static let aliases = ["gdpo"]
  public static let ids = ["shape.rule", "adv.gdpo"]
  public static let summary = "A weighted sum of rewards, each normalized within its group first."
  public static let source = Source("Liu et al. 2026, arXiv:2601.05242, eq. 4")
  public static let assumptions =
    "Every reward matters as much as its weight says, whatever its scale."

  /// The rewards.
  public var terms = [WeightedReward()]
  /// Whether the sums are normalized over the batch.
  public var whitens = true
  /// ε added to standard deviations.
  public var epsilon = 1e-6

  /// Correctness alone.
  public init() {}
  /// Some rewards.
  public init(_ terms: [WeightedReward], whitens: Bool = true) {
    self.terms = terms
    self.whitens = whitens
  }

  /// Those of all of them.
  public var needs: Needs { terms.needs }
  /// Those of all of them.
  public var lessons: [Lesson] { terms.lessons }
  /// Others.
  public var basis: RewardBasis { .others }

  /// The sums; the parts are the rewards by kind, before anything.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    var sums = batch.groups.map { $0.trajectories.map { _ in Score(0) } }
    for (term, found) in zip(terms, try terms.scores(batch, bench, &memory)) {
      for g in sums.indices {
        let normal = Self.normalized(found[g].map(\.total), epsilon)
        for i in sums[g].indices {
          var one = found[g][i]
          one.outcome = normal[i]
          one.tokens = []
          sums[g][i].add(one, weight: term.weight, name: term.name)
          sums[g][i].parts[term.name] = found[g][i].total
        }
      }
    }
    guard whitens else { return sums }
    let white = Self.normalized(sums.joined().map(\.outcome), epsilon)
    var next = 0
    for g in sums.indices {
      for i in sums[g].indices {
        sums[g][i].outcome = white[next]
        next += 1
      }
    }
    return sums
  }

  /// Numbers without their mean, over their standard deviation; what is unknown stays so, and no spread is 0.
  public static func normalized(_ values: [Double?], _ epsilon: Double = 1e-6) -> [Double?] {
    // Sorted, so that the order of completions does not move the last bit.
    let known = values.compactMap { $0 }.sorted()
    guard known.count > 1 else { return values.map { $0.map { _ in 0 } } }
    let mean = known.reduce(0, +) / Double(known.count)
    let squares = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(known.count - 1)).squareRoot()
    let isFlat = (known.max() ?? 0) - (known.min() ?? 0) < 1e-9
    return values.map { $0.map { isFlat ? 0 : ($0 - mean) / (deviation + epsilon) } }
  }

  /// At least one reward, ε at least 0.
  public func validate() throws {
    try require(!terms.isEmpty, "terms", "[]", "at least one reward")
    try require(epsilon, in: 0...1, "epsilon")
  }
}
