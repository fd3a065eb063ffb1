import Experience
import Support

/// Some completions of every problem, then more of those whose groups they are most likely to make mixed.
///
/// ```
/// P(mixed | n) = 1 − p̂^n − (1 − p̂)^n,   p̂ = (right + 1)/(sampled + 2);   one completion at a time to the largest gain
/// ```
///
/// As many completions in all as `count · group_size` of plain sampling.
public struct AdaptiveGroups: Sampler {
  public static let kind = "adaptive-groups"
  /// A budget that is shared out.
  public static let aliases = ["budget-allocation"]
  public static let ids = ["dyn.budget_alloc"]
  public static let summary = "More completions of problems whose groups they may make mixed."
  public static let source = Source(
    "Li et al. 2025, arXiv:2509.25849, section 3 (Knapsack RL; the gain is this tool's)")
  public static let assumptions =
    "A few completions say how hard a problem is; groups differ in size."

  /// Completions of every problem at first.
  public var start = 2

  /// Two.
  public init() {}

  /// How many more each problem gets.
  ///
  /// - Parameters:
  ///   - rates: p̂ of each problem.
  ///   - sizes: completions that it has.
  ///   - budget: completions to share out.
  public static func shared(_ budget: Int, rates: [Double], sizes: [Int]) -> [Int] {
    func mixed(_ p: Double, _ n: Int) -> Double {
      1 - PortableMath.power(p, n) - PortableMath.power(1 - p, n)
    }
    var added = sizes.map { _ in 0 }
    for _ in 0..<max(0, budget) {
      let gains = rates.indices.map { i in
        mixed(rates[i], sizes[i] + added[i] + 1) - mixed(rates[i], sizes[i] + added[i])
      }
      guard let best = gains.indices.max(by: { (gains[$0], -$0) < (gains[$1], -$1) }) else {
        break
      }
      added[best] += 1
    }
    return added
  }

  /// The groups.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    let asked = try asker.draw(count)
    var first = asked
    for i in first.indices { first[i].count = min(start, asked[i].count) }
    var groups = try bench.rollouts(first)
    let sizes = groups.map(\.trajectories.count)
    let rates = groups.map { group in
      Double(group.verdicts.count(where: \.strict) + 1) / Double(group.verdicts.count + 2)
    }
    let budget = asked.reduce(0) { $0 + $1.count } - sizes.reduce(0, +)
    let more = Self.shared(budget, rates: rates, sizes: sizes)
    let places = asked.indices.filter { more[$0] > 0 }
    let wanted = places.map { place in
      var one = asked[place]
      one.count = more[place]
      one.stream = one.stream["more"]
      return one
    }
    for (place, group) in zip(places, try bench.rollouts(wanted)) {
      groups[place].trajectories += group.trajectories
      groups[place].verdicts += group.verdicts
    }
    return Batch(groups, step: asker.step)
  }

  /// At least one.
  public func validate() throws { try require(start, atLeast: 1, atMost: 10_000, "start") }
}
