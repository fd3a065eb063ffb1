import Experience
import Support

/// Completions by search: a tree of segments whose nodes are valued by what ended well below them.
///
/// ```
/// puct:        from the root on, the child with the largest Q + c·P·√N/(1 + n) until a segment that was not left yet
/// best-first:  of all segments that were not left yet, the one with the largest Q, then P
/// ```
///
/// A segment has `every` tokens. What was chosen is left `width` times: the policy goes on to the end, each completion is valued, and its segments are
/// nodes. n counts completions below a node, N those below its parent, Q is their mean value, P the share of a node's probability among its siblings.
/// After `expansions` times there are width × expansions completions: the group. What they share is computed once; learn from
/// them with tree-credit. One expansion is plain sampling of `width`, to the bit.
public struct Search: Sampler {
  /// What is left next.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// Upper confidence, from the root.
    case puct
    /// The best of all.
    case bestFirst = "best-first"
  }

  /// What a completion is worth to the search.
  public enum Value: String, Codable, Sendable, CaseIterable {
    /// 1 if the checker finds it strictly right.
    case verifier
    /// exp of its mean log-probability: without ground truth.
    case confidence
  }

  public static let kind = "search"
  /// MCTS.
  public static let aliases = ["mcts", "puct", "best-first"]
  public static let ids = ["tree.mcts"]
  public static let summary = "Completions by search over a tree of segments, PUCT or best first."
  public static let source = Source(
    "Silver et al. 2017, Nature 550 (PUCT); Xie et al. 2024, arXiv:2405.00451, section 3 (MCTS over steps)"
  )
  public static let assumptions =
    "What is searched with the checker's help is no sample of the policy: use tree-credit, and report plain samples."

  /// What is left next.
  public var rule: Rule
  /// What a completion is worth.
  public var value = Value.verifier
  /// Tokens of a segment.
  public var every = 8
  /// Completions at a time.
  public var width = 4
  /// How often.
  public var expansions = 2
  /// c of `puct`.
  public var exploration = 1.0

  /// PUCT.
  public init() { self.init(.puct) }
  /// A rule.
  public init(_ rule: Rule) { self.rule = rule }
  /// Both.
  public static let examples = Rule.allCases.map { Search($0) }

  /// Q + c·P·√N/(1 + n).
  public func bound(_ q: Double, prior: Double, visits: Int, parent: Int) -> Double {
    q + exploration * prior * Double(parent).squareRoot() / Double(1 + visits)
  }

  /// The groups.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    var asked = try asker.drawOneTurn(count, for: Self.kind)
    for i in asked.indices { asked[i].count = width }
    var (groups, states) = try bench.grown(asked)
    var trees = groups.map { _ in SearchTree() }
    let policy = try bench.models.member(.policy)
    for g in groups.indices {
      for i in groups[g].trajectories.indices { grow(&trees[g], with: i, of: groups[g]) }
    }
    for round in 1..<expansions {
      let chosen = groups.indices.compactMap { g in
        choose(trees[g]).map { (group: g, node: trees[g].nodes[$0]) }
      }
      let streams = chosen.map { asked[$0.group].stream["search", round] }
      let found = try bench.leaving(
        chosen.map { (states[$0.group][$0.node.leaf], $0.node.cut) }, count: width
      ) { streams[$0][$1] }
      for (place, rest) in zip(chosen, found) {
        let g = place.group
        for one in rest {
          var leaf = Trajectory(
            groups[g].trajectories[place.node.leaf], upTo: place.node.cut, one.trajectory,
            cap: bench.cap, policy.tokenizer)
          leaf.fork = Fork(parent: place.node.leaf, shared: place.node.cut)
          groups[g].verdicts += try bench.verdicts(on: [leaf.completion], for: groups[g].problem)
          groups[g].trajectories.append(leaf)
          states[g].append(one.state)
          grow(&trees[g], with: groups[g].trajectories.count - 1, of: groups[g])
        }
        trees[g].isLeft.insert(
          Array(groups[g].trajectories[place.node.leaf].responseTokens.prefix(place.node.cut)))
      }
    }
    return Batch(groups, step: asker.step)
  }

  /// Makes nodes of a completion's segments, and counts it in them.
  private func grow(_ tree: inout SearchTree, with leaf: Int, of group: Group) {
    let one = group.trajectories[leaf]
    let mean =
      one.plainLogprobs.reduce(0.0) { $0 + Double($1) } / Double(max(1, one.plainLogprobs.count))
    let worth: Double =
      value == .confidence ? PortableMath.exp(mean) : group.verdicts[leaf].strict ? 1 : 0
    var parent = 0
    tree.nodes[0].visits += 1
    tree.nodes[0].sum += worth
    for cut in stride(from: every, to: one.responseTokens.count, by: every) {
      let path = Array(one.responseTokens.prefix(cut))
      let segment = one.plainLogprobs[(cut - every)..<cut].reduce(0.0) { $0 + Double($1) }
      parent = tree.node(path, leaf: leaf, under: parent, logprob: segment)
      tree.nodes[parent].visits += 1
      tree.nodes[parent].sum += worth
    }
  }

  /// The node that is left next; none where every completion is shorter than a segment.
  private func choose(_ tree: SearchTree) -> Int? {
    switch rule {
    case .bestFirst:
      return tree.nodes.indices.dropFirst().filter { !tree.isLeft.contains(tree.nodes[$0].path) }
        .max { a, b in
          let (x, y) = (tree.nodes[a], tree.nodes[b])
          return (x.mean, tree.prior(a), -a) < (y.mean, tree.prior(b), -b)
        }
    case .puct:
      var place = 0
      while place == 0 || tree.isLeft.contains(tree.nodes[place].path) {
        let children = tree.nodes[place].children
        let best = children.max { a, b in
          func score(_ child: Int) -> Double {
            bound(
              tree.nodes[child].mean, prior: tree.prior(child), visits: tree.nodes[child].visits,
              parent: tree.nodes[place].visits)
          }
          return (score(a), -a) < (score(b), -b)
        }
        guard let best else { return place == 0 ? nil : place }
        place = best
      }
      return place
    }
  }

  /// Segments, completions, expansions.
  public func validate() throws {
    try require(every, atLeast: 1, "every")
    try require(width, atLeast: 1, atMost: 10_000, "width")
    try require(expansions, atLeast: 1, atMost: 10_000, "expansions")
    try require(exploration, in: 0...1e6, "exploration")
  }
}

/// The segments of a problem's completions.
private struct SearchTree {
  struct Node {
    /// The tokens up to its end.
    var path: [Int32]
    /// A completion that begins with them.
    var leaf: Int
    var parent: Int
    var children: [Int] = []
    /// Log-probability of its own tokens, nats.
    var logprob: Double
    var visits = 0
    var sum = 0.0

    var cut: Int { path.count }
    var mean: Double { visits > 0 ? sum / Double(visits) : 0 }
  }

  var nodes = [Node(path: [], leaf: 0, parent: 0, logprob: 0)]
  /// Paths that were left already.
  var isLeft: Set<[Int32]> = []
  private var places: [[Int32]: Int] = [[]: 0]

  /// The node of a path; a new one where there is none.
  mutating func node(_ path: [Int32], leaf: Int, under parent: Int, logprob: Double) -> Int {
    if let known = places[path] { return known }
    nodes.append(Node(path: path, leaf: leaf, parent: parent, logprob: logprob))
    nodes[parent].children.append(nodes.count - 1)
    places[path] = nodes.count - 1
    return nodes.count - 1
  }

  /// A node's share of the probability of its siblings and itself.
  func prior(_ place: Int) -> Double {
    let all = nodes[nodes[place].parent].children.map { PortableMath.exp(nodes[$0].logprob) }
    let sum = all.reduce(0, +)
    return sum > 0 ? PortableMath.exp(nodes[place].logprob) / sum : 0
  }
}
