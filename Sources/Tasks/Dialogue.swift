import Experience
import Support

/// A gold conversation.
public struct Dialogue: Sendable, Equatable {
  /// An answer of the environment, and what the policy says then.
  public struct Exchange: Sendable, Equatable {
    /// What is heard.
    public var reply: Message
    /// What is said.
    public var response: String
  }

  /// The first turn of the policy.
  public var response: String
  /// Everything after it.
  public var further: [Exchange] = []

  /// Characters of all of it.
  public var length: Int {
    var length = response.utf8.count + 1
    for exchange in further {
      length += exchange.reply.content.utf8.count + exchange.response.utf8.count + 1
    }
    return length
  }
}

extension TaskFamily {
  /// The gold turns with what the environment says between them.
  ///
  /// - Throws: what the environment throws; `TasksError.setting` where it would have to run a program.
  public func dialogue(_ problem: Problem) throws -> Dialogue {
    let turns = goldTurns(problem)
    var dialogue = Dialogue(response: turns.first ?? "")
    guard var environment = environment(for: problem) else { return dialogue }
    for (turn, next) in zip(turns, turns.dropFirst()) {
      switch try environment.reply(to: Completion(text: turn, isFinished: true)) {
      case .say(let message, _):
        dialogue.further.append(Dialogue.Exchange(reply: message, response: next))
      case .end: return dialogue
      case .run:
        throw TasksError.setting(
          kind: Self.kind, key: "tool", value: "python",
          expected: "a tool that runs no program: there is no gold conversation with one")
      }
    }
    return dialogue
  }
}
