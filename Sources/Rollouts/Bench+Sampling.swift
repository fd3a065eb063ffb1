import Experience
import Support
import Synchronization
import Tokenizers

/// Who judges which problem, noted while completions are sampled.
final class VerifierTable: Sendable {
  private let known = Mutex<[UInt64: any Verifier]>([:])

  subscript(id: UInt64) -> (any Verifier)? {
    get { known.withLock { $0[id] } }
    set { known.withLock { $0[id] = newValue } }
  }
}

extension Bench {
  /// Verdicts of a problem's own checker on further completions of it.
  ///
  /// - Throws: `RolloutsError.noVerifier` for a problem that was not sampled here; what the checker throws.
  public func verdicts(on completions: [Completion], for problem: Problem) throws -> [Verdict] {
    guard let verifier = verifiers[problem.id] ?? onlyVerifier else {
      throw RolloutsError.noVerifier
    }
    return try verifier.verdicts(on: completions, for: problem)
  }

  /// Responses of any model to texts that it goes on from, charged to it: how judges that think are asked, and how
  /// steps are valued by what follows them.
  ///
  /// - Parameters:
  ///   - role: the model.
  ///   - prompts: what it reads.
  ///   - count: responses to each.
  ///   - cap: the most tokens of a response; prompts that leave no room get none.
  ///   - decoding: how tokens are drawn; `nil` for that of training.
  ///   - stream: the random numbers of a response, by prompt and number.
  /// - Returns: `[prompts][count]`, empty for a prompt that leaves no room.
  public func responses(
    of role: Role, to prompts: [[Int32]], count: Int, cap: Int, decoding: Decoding? = nil,
    stream: @escaping @Sendable (_ prompt: Int, _ sample: Int) -> RandomStream
  ) throws -> [[Trajectory]] {
    let member = try models.member(role)
    // The policy's own engine has its weights laid out already.
    let own = role == .policy && decoding == nil ? engine : nil
    let sampler =
      own
      ?? RolloutEngine(
        member.transformer, tokenizer: member.tokenizer, promptFormat: member.promptFormat,
        decoding: decoding ?? Decoding(), pool: models.pool)
    let context = member.transformer.shape.context
    // One call has one cap, so prompts of one room go together; most have room for all of it.
    var found = [[Trajectory]](repeating: [], count: prompts.count)
    let rooms = prompts.map { min(cap, context - $0.count) }
    for room in Set(rooms).sorted() where room > 0 {
      let places = prompts.indices.filter { rooms[$0] == room }
      let sampled = try sampler.sample(
        tokens: places.map { prompts[$0] }, count: count, cap: room, version: models.version
      ) { stream(places[$0], $1) }
      for (place, group) in zip(places, sampled) {
        models.charge(
          sampled: prompts[place].count, responses: group.map(\.responseTokens.count), by: role)
        found[place] = group
      }
    }
    return found
  }
}
