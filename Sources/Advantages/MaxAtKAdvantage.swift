import Experience
import Support

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
