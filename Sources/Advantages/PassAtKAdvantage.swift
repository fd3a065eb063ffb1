import Experience
import Support

/// The advantage of pass@k training: each completion by what it does for the sets of k that hold it.
///
/// With n completions of which c are right and ρ̄ = 1 − C(n−c,k)/C(n,k):
///
/// ```
/// σ = √(ρ̄(1−ρ̄));   A⁺ = (1−ρ̄)/(σ+ε);   A⁻ = (1−ρ̄ − C(n−c−1,k−1)/C(n−1,k−1))/(σ+ε);   0 where σ = 0
/// ```
///
/// Rewards above `threshold` are right. Groups smaller than k use their size.
public struct PassAtKAdvantage: AdvantageEstimator {
  public static let kind = "pass-at-k"
  /// Pass@k training, analytic.
  public static let aliases = ["passk-training"]
  public static let ids = ["shape.structure"]
  public static let summary =
    "What a completion does for the sets of k that hold it: pass@k training, in closed form."
  public static let source = Source("Chen et al. 2025, arXiv:2508.10751, eq. 14 and 15")
  public static let assumptions =
    "Rewards are right or wrong; problems that are solved nearly always teach nothing, by design."

  /// The size of the sets.
  public var k = 2
  /// Rewards above this are right.
  public var threshold = 0.5
  /// ε added to the deviation.
  public var epsilon = 1e-6

  /// Sets of two.
  public init() {}
  /// Sets of k.
  public init(k: Int) { self.k = k }

  /// Each group by itself.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    batch.credits(advantages)
  }

  /// C(a, b)/C(n, b), as a product; 0 where b > a.
  static func share(_ a: Int, _ n: Int, _ b: Int) -> Double {
    guard b <= a else { return 0 }
    return (0..<b).reduce(1) { $0 * Double(a - $1) / Double(n - $1) }
  }

  /// The advantages.
  public func advantages(_ rewards: [Double]) -> [Double] {
    let n = rewards.count
    let k = min(k, n)
    let right = rewards.map { $0 > threshold }
    let c = right.count { $0 }
    guard n > 1 else { return rewards.map { _ in 0 } }
    let pass = 1 - Self.share(n - c, n, k)
    let deviation = (pass * (1 - pass)).squareRoot()
    guard deviation > 1e-12 else { return rewards.map { _ in 0 } }
    let plus = (1 - pass) / (deviation + epsilon)
    let minus = (1 - pass - Self.share(n - c - 1, n - 1, k - 1)) / (deviation + epsilon)
    return right.map { $0 ? plus : minus }
  }

  /// Sets of at least one.
  public func validate() throws {
    try require(k, atLeast: 1, "k")
    try require(epsilon, in: 0...1, "epsilon")
    try require(threshold.isFinite, "threshold", threshold, "a finite number")
  }
}

/// Weights of the score function whose sum is an unbiased gradient of pass@k, or of the largest of k rewards.
///
/// ```
/// binary:      s_i = k/n if right, (k/n)·ρ(n−1, c, k−1) if wrong, ρ the unbiased pass@
/// continuous:  s_i = Σ over the sets of k that hold i of their largest reward / C(n, k)
/// ```
///
/// The second is the first for rewards of 0 and 1. An estimator's mean over the group is 1/n of the sum, so rewards are
/// multiplied by n here: the gradient is that of one problem.
public struct MaxAtKAdvantage: GroupBaseline {
  public static let kind = "max-at-k"
  /// PKPO.
  public static let aliases = ["pkpo"]
  public static let ids = ["shape.structure"]
  public static let summary =
    "An unbiased gradient of the largest of k rewards, which for 0 and 1 is pass@k."
  public static let source = Source("Walder and Karkhanis 2025, arXiv:2505.15201, eq. 12 and 19")
  public static let assumptions =
    "Rewards are not negative for a small variance; pass@k vanishes where nearly all is solved."

  /// The size of the sets.
  public var k = 2
  /// Whether the value of the others' sets is taken off: the same expectation, less variance.
  public var hasBaseline = false

  /// Sets of two.
  public init() {}
  /// Sets of k.
  public init(k: Int) { self.k = k }

  private enum CodingKeys: String, CodingKey {
    case k
    case hasBaseline = "has_baseline"
  }

  /// Rewards scale the weights.
  public var invariances: Invariances {
    Invariances(ignoresShift: false, degree: 1, isCentered: false)
  }
  /// A single completion is a set of its own.
  public var comparesWithinGroup: Bool { false }

  /// The mean of the largest of k rewards over all sets of k.
  public static func value(_ rewards: [Double], k: Int) -> Double {
    let sorted = rewards.sorted()
    let k = min(k, sorted.count)
    // Reward i is the largest of the sets that take the other k − 1 from the i below it: C(i,k−1)/C(n,k).
    return sorted.indices.reduce(0) { sum, i in
      sum + PassAtKAdvantage.share(i, sorted.count - 1, k - 1) * Double(k) / Double(sorted.count)
        * sorted[i]
    }
  }

  /// The weights, times the size of the group.
  public func advantages(_ rewards: [Double]) -> [Double] {
    let n = rewards.count
    guard n > 0 else { return [] }
    let k = min(k, n)
    let order = rewards.indices.sorted { rewards[$0] < rewards[$1] }
    // Of a set that holds the one of rank r: it is the largest where the others are below, or a higher one is.
    func holds(_ rank: Int) -> Double {
      var sum = PassAtKAdvantage.share(rank, n - 1, k - 1) * rewards[order[rank]]
      guard k > 1 else { return sum }
      for higher in (rank + 1)..<max(n, rank + 1) {
        // The others are k − 2 of those below the higher one, without the one that is held.
        sum +=
          PassAtKAdvantage.share(higher - 1, n - 2, k - 2) * Double(k - 1) / Double(n - 1)
          * rewards[order[higher]]
      }
      return sum
    }
    var found = [Double](repeating: 0, count: n)
    for rank in 0..<n {
      let i = order[rank]
      // Sets that hold i are k/n of all.
      found[i] = Double(k) * holds(rank)
      if hasBaseline, n > k {
        var others = rewards
        others.remove(at: i)
        found[i] -= Double(k) * Self.value(others, k: k)
      }
    }
    return found
  }

  /// Sets of at least one.
  public func validate() throws { try require(k, atLeast: 1, "k") }
}

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
