import Experience
import Support

/// Credit of the segments of a tree of completions, from how often its branches end well.
///
/// ```
/// V(n) = mean reward of the leaves below n
/// node:  R(n) = ([V(n) − V(root)] + [V(n) − V(parent)]) / √leaves(n), for the tokens of segment n       (TreeRL)
/// leaf:  A = Σ_d |S_d| (r − mean S_d) / Σ_d |S_d|, over the groups S_d of leaves that share a prefix, singletons left out   (TreePO)
/// ```
///
/// A segment is what the same leaves have in common: completions of a group that begin alike share it. Its tokens stand in each of
/// them, and are trained on as often, with one credit.
public struct TreeCredit: AdvantageEstimator {
  /// What has one number.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// A segment.
    case node
    /// A whole leaf.
    case leaf
  }

  public static let kind = "tree-credit"
  public static let ids = ["tree.treerl", "tree.treepo"]
  public static let summary = "Credit of segments from how often the branches below end well."
  public static let source = Source(
    "Hou et al. 2025, arXiv:2506.11902, eq. 5 (node); Li et al. 2025, arXiv:2508.17445, eq. 4 (leaf)"
  )
  public static let assumptions =
    "Leaves of a tree are correlated: a group is worth fewer completions than it has."

  /// What has one number.
  public var rule: Rule

  /// Segments.
  public init() { self.init(.node) }
  /// A rule.
  public init(_ rule: Rule) { self.rule = rule }
  /// Both.
  public static let examples = Rule.allCases.map { TreeCredit($0) }

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    batch.groups.map { group in
      let used = group.rewarded
      let rewards = group.rewards
      let tokens = used.map { group.trajectories[$0].responseTokens }
      let root = Spread(rewards).mean
      var credits = [Credit?](repeating: nil, count: group.trajectories.count)
      for (place, i) in used.enumerated() {
        // How many leaves share the first t + 1 tokens, and their mean reward, one entry a token.
        let shared = tokens.map { Self.common($0, tokens[place]) }
        func leaves(_ t: Int) -> [Double] {
          zip(shared, rewards).filter { $0.0 > t }.map(\.1)
        }
        let trajectory = group.trajectories[i]
        var advantages = [Float](repeating: 0, count: trajectory.responseTokens.count)
        var (parent, value, count) = (root, root, rewards.count)
        var (weighted, weights) = (0.0, 0.0)
        if rewards.count > 1 {
          weighted += Double(rewards.count) * (rewards[place] - root)
          weights += Double(rewards.count)
        }
        for t in advantages.indices {
          let below = leaves(t)
          if below.count != count {
            (parent, value, count) = (value, Spread(below).mean, below.count)
            if below.count > 1 {
              weighted += Double(below.count) * (rewards[place] - value)
              weights += Double(below.count)
            }
          }
          guard rule == .node, trajectory.origins[t] == .policy else { continue }
          advantages[t] = Float(
            ((value - root) + (value - parent)) / Double(count).squareRoot())
        }
        if rule == .leaf {
          credits[i] = trajectory.credit(weights > 0 ? weighted / weights : 0)
        } else {
          credits[i] = Credit(advantages: advantages)
        }
      }
      return GroupCredit(credits)
    }
  }

  /// Tokens that two responses have in common from the beginning.
  private static func common(_ a: [Int32], _ b: [Int32]) -> Int {
    zip(a, b).prefix { $0 == $1 }.count
  }
}
