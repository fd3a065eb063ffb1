import Experience
import Support

/// Begins completions with a part of a demonstration, which the policy goes on from.
///
/// ```
/// schedule (UFT):  slices ~ Binomial(n, f), f half a cosine from 1 to 0 over a share of the run
/// search (BREAD):  no hint where a completion is right without; else the fewest slices, by bisection, with which one is
/// ```
///
/// The hint's tokens are those of `demonstration`: not of the policy's loss, and there for a term of cross-entropy. The reward is
/// that of the completed text.
public struct Hinted: Sampler {
  /// How long hints are.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// As the run goes on they fade.
    case schedule
    /// As short as the problem allows.
    case search
  }

  public static let kind = "hinted"
  /// UFT, BREAD, Prefix-RFT.
  public static let aliases = ["uft", "bread", "prefix"]
  public static let ids = ["off.data", "off.mix"]
  public static let summary = "Begins completions with a part of a demonstration."
  public static let source = Source(
    "Liu et al. 2025, arXiv:2505.16984, section 3.1 (schedule); Zhang et al. 2025, arXiv:2506.17211 (search)"
  )
  public static let assumptions =
    "A prefix of the demonstration is a state that the policy could reach; searching samples several groups a problem."

  /// How long hints are.
  public var rule: Rule
  /// n, the parts that a demonstration is cut into.
  public var slices = 5
  /// The share of the run over which hints of a schedule fade.
  public var over = 0.6

  /// A schedule.
  public init() { self.init(.schedule) }
  /// A rule.
  public init(_ rule: Rule) { self.rule = rule }
  /// Both.
  public static let examples = Rule.allCases.map { Hinted($0) }

  /// f: the expected share of a demonstration at a share of the run.
  public func factor(at progress: Double) -> Double {
    progress >= over ? 0 : 0.5 * (1 + PortableMath.cos(Double.pi * progress / over))
  }

  /// The groups.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    let asked = try asker.drawOneTurn(count, for: Self.kind)
    switch rule {
    case .schedule:
      let share = factor(at: bench.now.progress)
      let hints = asked.map { one in
        var generator = one.stream["hint"].generator()
        return (0..<slices).count { _ in generator.bernoulli(share) }
      }
      return Batch(try groups(asked, hints, bench), step: asker.step)
    case .search:
      // The first group in which something is right, between no hint and the whole of it.
      var found = try bench.rollouts(asked)
      var low = asked.map { _ in 0 }
      var high = asked.map { _ in slices }
      var unsolved = asked.indices.filter { !found[$0].verdicts.contains(where: \.strict) }
      while !unsolved.isEmpty {
        let middles = unsolved.map { (low[$0] + high[$0] + 1) / 2 }
        let tried = try groups(unsolved.map { asked[$0] }, middles, bench)
        for (n, place) in unsolved.enumerated() {
          if tried[n].verdicts.contains(where: \.strict) {
            found[place] = tried[n]
            high[place] = middles[n] - 1
          } else {
            low[place] = middles[n]
          }
        }
        unsolved = unsolved.filter { low[$0] < high[$0] }
      }
      return Batch(found, step: asker.step)
    }
  }

  /// Completions of some problems that go on from hints of so many slices.
  private func groups(_ asked: [Asked], _ hints: [Int], _ bench: Bench) throws -> [Group] {
    let plain = asked.indices.filter { hints[$0] == 0 }
    var found = [Group?](repeating: nil, count: asked.count)
    for (place, group) in zip(plain, try bench.rollouts(plain.map { asked[$0] })) {
      found[place] = group
    }
    let policy = try bench.models.member(.policy)
    for place in asked.indices where hints[place] > 0 {
      let one = asked[place]
      let shown = try one.problem.shown(for: Self.kind)[0]
      let whole = try policy.tokenizer.encode(shown.text)
      let prefix = Array(whole.prefix(whole.count * hints[place] / slices))
      let prompt = try policy.promptFormat.tokens(one.problem.messages, policy.tokenizer)
      let stream = one.stream["hinted", hints[place]]
      let responses = try bench.responses(
        of: .policy, to: [prompt + prefix], count: one.count,
        cap: max(1, bench.cap - prefix.count)
      ) { _, sample in stream[sample] }[0]
      let trajectories = responses.map {
        Trajectory(prompt: prompt, hint: prefix, $0, policy.tokenizer)
      }
      found[place] = Group(
        problem: one.problem, trajectories: trajectories,
        verdicts: try one.verifier.verdicts(
          on: trajectories.map(\.completion), for: one.problem), ordinal: one.ordinal)
    }
    return found.compactMap { $0 }
  }

  /// Slices, and a share of the run.
  public func validate() throws {
    try require(slices, atLeast: 1, atMost: 1000, "slices")
    try require(over > 0 && over <= 1, "over", over, "a share of the run above 0, at most 1")
  }
}
