import Experience
import Support

/// Completions that branch where the policy was least sure, or everywhere: a tree a problem, its leaves the group.
///
/// ```
/// entropy, surprise:  each completion is left at its `forks` most uncertain tokens: H of the plain policy, or −log p of the token    (TreeRL, FR3E)
/// segments:           in round r each completion is left after (r + 1)·every tokens                                     (SPO-tree, TreePO)
/// turns:              each conversation is left at the `forks` turns with the largest H(turn) − H(first turn), where
///                     α + β·(H(turn) − H(first)) > ½; H is the mean entropy of a turn's first `every` tokens            (ARPO)
/// ```
///
/// `trunks` completions are drawn; then, `rounds` times, the completions that are there are left, and the policy goes on from there `branches`
/// times. What a branch shares with its parent is computed once, is in the record of both, and is paid for once, but for the turns of conversations,
/// which are read again; the step metric `tokens_shared` counts it. With `forks` 0 it is plain sampling of `trunks`, to the bit. A full
/// tree of 6, 6 and 6: trunks 6, branches 5, rounds 2, by segments.
public struct Trees: Sampler {
  /// What says where to branch.
  public enum Measure: String, Codable, Sendable, CaseIterable {
    /// The entropy of the plain policy.
    case entropy
    /// −log p of the token that was drawn.
    case surprise
    /// Every so many tokens.
    case segments
    /// Turns that the policy is less sure of than of its first.
    case turns
  }

  public static let kind = "tree"
  /// TreeRL, FR3E, ARPO, SPO-tree.
  public static let aliases = ["treerl", "ep-tree", "fr3e", "arpo", "spo-tree"]
  public static let ids = [
    "tree.treerl", "explore.fr3e", "explore.arpo", "seg.spo_tree", "seg.prefix_share",
  ]
  public static let summary =
    "Completions that branch: a tree a problem, computed once where it is shared."
  public static let source = Source(
    "Hou et al. 2025, arXiv:2506.11902, section 3; Zheng et al. 2025, arXiv:2507.07017; Dong et al. 2025, arXiv:2507.19849, eq. 4 (ARPO); Guo et al. 2025, arXiv:2505.23564, section 4.2 (SPO-tree)"
  )
  public static let assumptions =
    "Uncertain tokens are decisions; use the advantage tree-credit, for leaves share what they begin with."

  /// Completions at first.
  public var trunks = 2
  /// Tokens at which each completion is left.
  public var forks = 2
  /// Continuations from each.
  public var branches = 1
  /// How often.
  public var rounds = 1
  /// What says where to branch.
  public var by: Measure
  /// Tokens of a segment, or of a turn's beginning.
  public var every = 8
  /// α of `turns`.
  public var alpha = 0.5
  /// β of `turns`.
  public var beta = 1.0

  /// Two trunks, left at two tokens.
  public init() { self.init(.entropy) }
  /// A measure.
  public init(_ measure: Measure) { by = measure }
  /// All measures of single responses.
  public static let examples = [Trees(.entropy), Trees(.surprise), Trees(.segments)]

  /// The groups.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    var asked =
      by == .turns ? try asker.draw(count) : try asker.drawOneTurn(count, for: Self.kind)
    for i in asked.indices { asked[i].count = trunks }
    guard by != .turns else {
      return Batch(try conversations(asked, bench), step: asker.step)
    }
    var (groups, states) = try bench.grown(asked, keepsStates: forks > 0 && rounds > 0)
    let policy = try bench.models.member(.policy)
    for round in 0..<rounds where forks > 0 {
      // All branches of a round in one call.
      var places: [(group: Int, parent: Int, cut: Int, number: Int)] = []
      for (g, group) in groups.enumerated() {
        let own = group.trajectories.enumerated().flatMap { i, one in
          cuts(one, round).map { (i, $0) }
        }
        for (number, (parent, cut)) in own.enumerated() {
          places.append((g, parent, cut, number))
        }
      }
      let streams = places.map { asked[$0.group].stream["tree", round, $0.number] }
      let found = try bench.leaving(
        places.map { (states[$0.group][$0.parent], $0.cut) }, count: branches
      ) { streams[$0][$1] }
      for (place, branches) in zip(places, found) {
        for branch in branches {
          let g = place.group
          var leaf = Trajectory(
            groups[g].trajectories[place.parent], upTo: place.cut, branch.trajectory,
            cap: bench.cap, policy.tokenizer)
          leaf.fork = Fork(parent: place.parent, shared: place.cut)
          groups[g].verdicts += try bench.verdicts(on: [leaf.completion], for: groups[g].problem)
          groups[g].trajectories.append(leaf)
          states[g].append(branch.state)
        }
      }
    }
    return Batch(groups, step: asker.step)
  }

  /// Conversations that go other ways from their uncertain turns.
  private func conversations(_ asked: [Asked], _ bench: Bench) throws -> [Group] {
    var groups = try bench.rollouts(asked)
    for round in 0..<rounds where forks > 0 {
      for (g, asked) in asked.enumerated() where asked.environment != nil {
        let stream = asked.stream["tree", round]
        for (i, one) in groups[g].trajectories.enumerated() {
          for turn in uncertainTurns(one) {
            for branch in 0..<branches {
              var (leaf, verdict) = try bench.resumed(
                one, at: turn, asked, stream: stream[i, turn, branch])
              leaf.fork = Fork(parent: i, shared: one.turns[turn].tokens.lowerBound)
              groups[g].trajectories.append(leaf)
              groups[g].verdicts.append(verdict)
            }
          }
        }
      }
    }
    return groups
  }

  /// Turns that a conversation is left at, the least sure first.
  func uncertainTurns(_ trajectory: Trajectory) -> [Int] {
    let means = trajectory.turns.map { turn -> Double in
      let first = turn.tokens.prefix(every).map { Double(trajectory.entropies[$0]) }
      return first.isEmpty ? 0 : first.reduce(0, +) / Double(first.count)
    }
    let shared = trajectory.fork?.shared ?? 0
    return trajectory.turns.indices.dropFirst().filter {
      trajectory.turns[$0].tokens.lowerBound > shared && alpha + beta * (means[$0] - means[0]) > 0.5
    }.sorted { (-means[$0], $0) < (-means[$1], $1) }.prefix(forks).map { $0 }
  }

  /// The lengths of the prefixes after which a completion is left, the most uncertain token first; never the whole.
  func cuts(_ trajectory: Trajectory, _ round: Int) -> [Int] {
    let shared = trajectory.fork?.shared ?? 0
    if by == .segments {
      let cut = (round + 1) * every
      return cut < trajectory.responseTokens.count ? [cut] : []
    }
    let places = trajectory.responseTokens.indices.dropFirst(shared)
    func uncertainty(_ t: Int) -> Float {
      by == .entropy ? trajectory.entropies[t] : -trajectory.plainLogprobs[t]
    }
    return places.sorted { (-uncertainty($0), $0) < (-uncertainty($1), $1) }.prefix(forks)
      .map { $0 }
  }

  /// At least one trunk.
  public func validate() throws {
    try require(trunks, atLeast: 1, atMost: 10_000, "trunks")
    try require(forks, atLeast: 0, atMost: 10_000, "forks")
    try require(branches, atLeast: 1, atMost: 10_000, "branches")
    try require(rounds, atLeast: 0, atMost: 10, "rounds")
    try require(every, atLeast: 1, "every")
    try require(alpha, in: 0...1, "alpha")
    try require(beta, in: 0...1e6, "beta")
  }
}
