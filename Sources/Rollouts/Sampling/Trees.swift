import Experience
import Support

/// Completions that branch where the policy was least sure: a tree a problem, its leaves the group.
///
/// `trunks` completions are drawn; then, `rounds` times, the completions that are there are each left at their `forks` most uncertain tokens, and
/// the policy goes on from there `branches` times. A token's uncertainty is the entropy of the plain policy or, as in the paper's code, −log p of
/// the token. What a branch shares with its parent was drawn once, is in the record of both, and is paid for once. With `forks` 0 it is plain
/// sampling of `trunks`, to the bit.
public struct Trees: Sampler {
  /// What says where to branch.
  public enum Measure: String, Codable, Sendable, CaseIterable {
    /// The entropy of the plain policy.
    case entropy
    /// −log p of the token that was drawn.
    case surprise
  }

  public static let kind = "tree"
  /// TreeRL, FR3E.
  public static let aliases = ["treerl", "ep-tree", "fr3e"]
  public static let ids = ["tree.treerl", "explore.fr3e"]
  public static let summary = "Completions that branch where the policy was least sure."
  public static let source = Source(
    "Hou et al. 2025, arXiv:2506.11902, section 3; Zheng et al. 2025, arXiv:2507.07017 (first return, then explore)"
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
  public var by = Measure.entropy

  /// Two trunks, left at two tokens.
  public init() {}

  /// The groups.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    var asked = try asker.drawOneTurn(count, for: Self.kind)
    for i in asked.indices { asked[i].count = trunks }
    var groups = try bench.rollouts(asked)
    let policy = try bench.models.member(.policy)
    for round in 0..<rounds where forks > 0 {
      for g in groups.indices {
        var prompts: [[Int32]] = []
        var origins: [(parent: Int, cut: Int)] = []
        for (i, one) in groups[g].trajectories.enumerated() {
          for cut in cuts(one) {
            prompts.append(one.promptTokens + one.responseTokens.prefix(cut))
            origins.append((i, cut))
          }
        }
        let stream = asked[g].stream["tree", round]
        let rest = try bench.responses(
          of: .policy, to: prompts, count: branches, cap: bench.cap
        ) { prompt, sample in stream[prompt, sample] }
        for (origin, continuations) in zip(origins, rest) {
          for continuation in continuations {
            var leaf = Trajectory(
              groups[g].trajectories[origin.parent], upTo: origin.cut, continuation,
              cap: bench.cap, policy.tokenizer)
            leaf.fork = Fork(parent: origin.parent, shared: origin.cut)
            groups[g].verdicts += try bench.verdicts(
              on: [leaf.completion], for: groups[g].problem)
            groups[g].trajectories.append(leaf)
          }
        }
      }
    }
    return Batch(groups, step: asker.step)
  }

  /// The lengths of the prefixes after which a completion is left, the most uncertain token first; never the whole.
  func cuts(_ trajectory: Trajectory) -> [Int] {
    let shared = trajectory.fork?.shared ?? 0
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
  }
}
