import Experience
import Support

/// Longer or shorter thought by force: a completion that ends is told to go on, one that reaches its budget is told to answer.
///
/// ```
/// wait:   the end token is taken away, `wait` is appended, the policy goes on; at most `times`
/// final:  a completion that the budget cuts off gets `final` appended and up to `room` tokens more
/// ```
///
/// What is put in the policy's mouth is of origin `forced`: read, never learned from. The budget is the response cap less `room` and the
/// forced text.
public struct BudgetForcing: Sampler {
  public static let kind = "budget-forcing"
  /// s1.
  public static let aliases = ["s1", "wait"]
  public static let ids = ["samp.length"]
  public static let summary = "Completions are told to go on, or to answer, by force."
  public static let source = Source("Muennighoff et al. 2025, arXiv:2501.19393, section 3.1")
  public static let assumptions = "The policy knows what the forced text asks of it."

  /// What is appended in the place of the end; empty for nothing.
  public var wait = ""
  /// How often.
  public var times = 1
  /// What is appended at the budget; empty for nothing.
  public var final = "#"
  /// Tokens that an answer by force may have.
  public var room = 8

  /// An answer by force.
  public init() {}

  /// The groups.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    let asked = try asker.drawOneTurn(count, for: Self.kind)
    let policy = try bench.models.member(.policy)
    let waits = try wait.isEmpty ? [] : policy.tokenizer.encode(wait)
    let finals = try final.isEmpty ? [] : policy.tokenizer.encode(final)
    let budget = bench.cap - (final.isEmpty ? 0 : room + finals.count)
    guard budget > 0 else {
      throw RolloutsError.setting(
        name: "room", value: "\(room)", expected: "less than the response cap, \(bench.cap)")
    }
    var groups = try bench.rollouts(asked)
    for g in groups.indices {
      let stream = asked[g].stream["forced"]
      for i in groups[g].trajectories.indices {
        var one = groups[g].trajectories[i]
        if one.responseTokens.count > budget {
          one = one.prefix(budget, policy.tokenizer)
        }
        for time in 0..<times where !waits.isEmpty && one.completion.isFinished {
          let room = budget - (one.responseTokens.count - 1) - waits.count
          guard room > 0 else { break }
          one = one.prefix(one.responseTokens.count - 1, policy.tokenizer)
          one = try going(on: one, forced: waits, room: room, bench, stream["wait", i, time])
        }
        if !finals.isEmpty && !one.completion.isFinished {
          one = try going(on: one, forced: finals, room: room, bench, stream["final", i])
        }
        groups[g].trajectories[i] = one
      }
      groups[g].verdicts = try bench.verdicts(
        on: groups[g].trajectories.map(\.completion), for: groups[g].problem)
    }
    return Batch(groups, step: asker.step)
  }

  private func going(
    on one: Trajectory, forced: [Int32], room: Int, _ bench: Bench, _ stream: RandomStream
  ) throws -> Trajectory {
    let policy = try bench.models.member(.policy)
    let rest = try bench.responses(
      of: .policy, to: [one.promptTokens + one.responseTokens + forced], count: 1, cap: room
    ) { _, _ in stream }[0]
    return rest.first.map { one.appending(forced: forced, $0, policy.tokenizer) } ?? one
  }

  /// Something to force.
  public func validate() throws {
    try require(times, atLeast: 0, atMost: 100, "times")
    try require(room, atLeast: 1, atMost: Validation.held, "room")
  }
}
