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
  public static let ids = ["shape.structure", "adv.passk", "explore.topk_train"]
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
