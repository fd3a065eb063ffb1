import Experience
import Support

/// Credit of the segments of a tree of completions, from how often its branches end well.
///
/// ```
/// V(n) = mean reward of the leaves below n
/// node:     R(n) = ([V(n) − V(root)] + [V(n) − V(parent)]) / √leaves(n), for the tokens of segment n       (TreeRL)
/// step:     V(n) − V(parent), for the tokens of segment n                                                  (SPO-tree)
/// sibling:  V(n) − mean of V over n and its siblings, for the tokens of segment n                           (TreeRPO)
/// leaf:     A = Σ_d |S_d| (r − mean S_d) / Σ_d |S_d|, over the groups S_d of leaves that share a prefix, singletons left out   (TreePO)
/// trunks:   A = (r − mean)/(sd + ε) over the leaves of a trunk and its branches, and the same over all leaves: their sum       (Tree-GRPO)
/// ```
///
/// A segment is what the same leaves have in common: completions of a group that begin alike share it. Its tokens stand in each of
/// them, and are trained on as often, with one credit.
public struct TreeCredit: AdvantageEstimator {
  /// What has one number.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// A segment.
    case node
    /// A segment, by the step from its parent.
    case step
    /// A segment, among those that leave the same place.
    case sibling
    /// A whole leaf, over all that it shares something with.
    case leaf
    /// A whole leaf, within its trunk and over all trunks.
    case trunks
  }

  public static let kind = "tree-credit"
  /// Tree-GRPO, TreeRPO, TreePO.
  public static let aliases = ["tree-grpo", "treerpo", "treepo"]
  public static let ids = [
    "tree.treerl", "tree.treepo", "tree.treerpo", "tree.tree_grpo", "seg.spo_tree",
  ]
  public static let summary = "Credit of segments from how often the branches below end well."
  public static let source = Source(
    "Hou et al. 2025, arXiv:2506.11902, eq. 5 (node); Guo et al. 2025, arXiv:2505.23564, eq. 6 (step); Yang et al. 2025, arXiv:2506.05183 (sibling); Li et al. 2025, arXiv:2508.17445, eq. 4 (leaf); Ji et al. 2025, arXiv:2509.21240, eq. 4 (trunks)"
  )
  public static let assumptions =
    "Leaves of a tree are correlated: a group is worth fewer completions than it has."

  /// What has one number.
  public var rule: Rule

  /// Segments.
  public init() { self.init(.node) }
  /// A rule.
  public init(_ rule: Rule) { self.rule = rule }
  /// All.
  public static let examples = Rule.allCases.map { TreeCredit($0) }

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    batch.groups.map { group in
      let leaves = Leaves(group)
      var credits = [Credit?](repeating: nil, count: group.trajectories.count)
      for (place, i) in group.rewarded.enumerated() {
        let trajectory = group.trajectories[i]
        switch rule {
        case .leaf: credits[i] = trajectory.credit(leaves.average(place))
        case .trunks: credits[i] = trajectory.credit(leaves.withinAndAcross(place))
        case .node, .step, .sibling:
          credits[i] = Credit(
            advantages: zip(leaves.nodes(on: place), trajectory.origins).map {
              $1 == .policy ? Float(value($0)) : 0
            })
        }
      }
      return GroupCredit(credits)
    }
  }

  private func value(_ node: Leaves.Node) -> Double {
    switch rule {
    case .step: node.value - node.parent
    case .sibling: node.value - node.siblings
    case .node, .leaf, .trunks:
      ((node.value - node.root) + (node.value - node.parent)) / Double(node.leaves).squareRoot()
    }
  }
}

/// The leaves of a group as a tree: completions that begin alike share segments.
private struct Leaves {
  /// A segment, as its tokens see it.
  struct Node {
    var root, parent, value: Double
    /// Mean value of the segments that leave the same place, it among them.
    var siblings: Double
    var leaves: Int
  }

  private let tokens: [[Int32]]
  private let rewards: [Double]
  /// The trunk that each leaf comes from.
  private let trunks: [Int]

  init(_ group: Group) {
    tokens = group.rewarded.map { group.trajectories[$0].responseTokens }
    rewards = group.rewards
    trunks = group.rewarded.map { leaf in
      var place = leaf
      while let fork = group.trajectories[place].fork { place = fork.parent }
      return place
    }
  }

  private func mean(_ leaves: [Int]) -> Double { Spread(leaves.map { rewards[$0] }).mean }

  /// The sets of leaves that share the first tokens of one, each with the first token that it is of: all of them first.
  private func path(of place: Int) -> [(from: Int, leaves: [Int])] {
    let shared = tokens.map { zip($0, tokens[place]).prefix { $0 == $1 }.count }
    var path = [(from: 0, leaves: Array(tokens.indices))]
    for t in tokens[place].indices {
      let below = path[path.count - 1].leaves.filter { shared[$0] > t }
      if below.count < path[path.count - 1].leaves.count { path.append((t, below)) }
    }
    return path
  }

  /// The segment of each token of a leaf.
  func nodes(on place: Int) -> [Node] {
    let path = path(of: place)
    let root = mean(path[0].leaves)
    var nodes: [Node] = []
    for (depth, (from, leaves)) in path.enumerated() {
      let end = depth + 1 < path.count ? path[depth + 1].from : tokens[place].count
      let value = mean(leaves)
      var node = Node(
        root: root, parent: value, value: value, siblings: value, leaves: leaves.count)
      if depth > 0 {
        let around = path[depth - 1].leaves
        node.parent = mean(around)
        // Leaves that end where others go on are a segment of their own.
        let children = Dictionary(grouping: around) {
          tokens[$0].count > from ? Int(tokens[$0][from]) : -1
        }
        node.siblings = Spread(children.keys.sorted().map { mean(children[$0] ?? []) }).mean
      }
      nodes += (from..<end).map { _ in node }
    }
    return nodes
  }

  /// What a leaf has over the sets that it is in, weighted by their sizes.
  func average(_ place: Int) -> Double {
    let sets = path(of: place).map(\.leaves).filter { $0.count > 1 }
    let weight = sets.reduce(0.0) { $0 + Double($1.count) }
    guard weight > 0 else { return 0 }
    return sets.reduce(0.0) { $0 + Double($1.count) * (rewards[place] - mean($1)) } / weight
  }

  /// What a leaf has in units of the spread, among those of its trunk and among all.
  func withinAndAcross(_ place: Int) -> Double {
    let own = tokens.indices.filter { trunks[$0] == trunks[place] }
    return [own, Array(tokens.indices)].reduce(0.0) { sum, set in
      let spread = Spread(set.map { rewards[$0] })
      return sum + (rewards[place] - spread.mean) / (spread.deviation + 1e-6)
    }
  }
}
