import Experience
import Support

/// Long completions over several steps: what a step's budget cuts off goes on in the next one, with the policy as it is then.
///
/// Every step a completion gets up to `budget` tokens more. A group is learned from when all of its completions have ended or reached the
/// response cap; until then it waits, in the checkpoint, and as many fewer problems are drawn. Each token has the log-probability that
/// it was drawn with, and the version of the policy that drew it, so that ratios and corrections stay right.
public struct Partial: Sampler {
  public static let kind = "partial"
  /// Partial rollouts.
  public static let aliases = ["partial-rollouts"]
  public static let ids = ["seg.partial"]
  public static let summary = "Long completions that go on over several steps."
  public static let source = Source("Kimi Team 2025, arXiv:2501.12599, section 2.6.2")
  public static let assumptions =
    "One task; a completion of several versions is off-policy: correct it, for example with truncated-importance."

  /// Tokens a completion may have in a step.
  public var budget = 32

  /// 32.
  public init() {}

  /// The groups that are done.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    let policy = try bench.models.member(.policy)
    var waiting = memory[batches: "waiting"].first?.groups ?? []
    let asked = try asker.drawOneTurn(count, for: Self.kind)
    for g in waiting.indices {
      let open = waiting[g].trajectories.indices.filter {
        isOpen(waiting[g].trajectories[$0], bench.cap)
      }
      let stream = bench.stream(step: asker.step, ordinal: g)["partial"]
      for i in open {
        let one = waiting[g].trajectories[i]
        let room = min(budget, bench.cap - one.responseTokens.count)
        let rest = try bench.responses(
          of: .policy, to: [one.promptTokens + one.responseTokens], count: 1, cap: room
        ) { _, _ in stream[i] }[0]
        if let rest = rest.first {
          waiting[g].trajectories[i] = one.appending(forced: [], rest, policy.tokenizer)
        }
      }
      waiting[g].verdicts = try bench.verdicts(
        on: waiting[g].trajectories.map(\.completion), for: waiting[g].problem)
    }
    let fresh = asked.prefix(max(0, count - waiting.count))
    var short = bench
    short.cap = min(budget, bench.cap)
    waiting += try short.rollouts(Array(fresh))
    let isDone = waiting.map { group in
      !group.trajectories.contains { isOpen($0, bench.cap) }
    }
    let left = zip(waiting, isDone).filter { !$1 }.map(\.0)
    memory[batches: "waiting"] = left.isEmpty ? [] : [Batch(left, step: asker.step)]
    return Batch(zip(waiting, isDone).filter { $1 }.map(\.0), step: asker.step)
  }

  private func isOpen(_ one: Trajectory, _ cap: Int) -> Bool {
    !one.completion.isFinished && one.responseTokens.count < cap
  }

  /// At least a token.
  public func validate() throws { try require(budget, atLeast: 1, "budget") }
}
