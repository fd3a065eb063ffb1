import Foundation
import Support

/// How a conversation becomes the text that a chat model was trained on.
///
/// Models come with a Jinja program for this, which is evaluated as transformers does (`apply_chat_template`).
public struct ChatTemplate: Sendable, Equatable {
  /// The Jinja program, as it was read; written out again unchanged.
  public let text: String
  /// Special tokens by name, such as `bos_token`, and further variables that the program reads, such as
  /// `enable_thinking` (`true`, `false` and numbers are values, anything else is text).
  public let variables: [String: String]
  /// The texts of the tokens that end a turn.
  public let ends: [String]
  private let path: String
  private let program: Result<JinjaTemplate, JinjaError>

  /// The day that `strftime_now` tells. It stands still, for a prompt must not change from one day to the next; this one
  /// is what Llama 3.1's template takes where it is told none.
  public var day = CalendarDay(year: 2024, month: 7, day: 26)

  /// Takes a template; one that cannot be evaluated is an error only when it is used.
  ///
  /// - Parameter path: the file it is from, for errors.
  public init(
    _ text: String, path: String, variables: [String: String] = [:], ends: [String] = []
  ) {
    self.text = text
    self.path = path
    self.variables = variables
    self.ends = ends.sorted { ($0.utf8.count, $1) > ($1.utf8.count, $0) }
    program = Result { try JinjaTemplate(text) }.mapError {
      $0 as? JinjaError ?? JinjaError("\($0)")
    }
  }

  /// Equal texts make equal conversations.
  public static func == (a: ChatTemplate, b: ChatTemplate) -> Bool {
    a.text.utf8.elementsEqual(b.text.utf8) && a.variables == b.variables && a.ends == b.ends
  }

  /// The same with further variables.
  public func with(_ further: [String: String]) -> ChatTemplate {
    ChatTemplate(
      text, path: path, variables: variables.merging(further) { $1 }, ends: ends)
  }

  /// - Throws: `TokenizersError.chatTemplate` for a program that cannot be evaluated.
  public func check() throws { _ = try evaluated(program.get()) }

  /// What it makes of one message, or why it makes nothing.
  public var example: String {
    do {
      return try render([Message(role: "user", content: "Hi!")])
    } catch {
      return "\(error)"
    }
  }

  /// The text of a conversation.
  ///
  /// - Parameter addsGenerationPrompt: whether the text ends where the assistant's turn begins.
  /// - Throws: `TokenizersError.chatTemplate`, with the reason that the program gives for refusing the conversation.
  public func render(
    _ messages: [Message], addsGenerationPrompt: Bool = true
  ) throws -> String {
    let messages = messages.map { message in
      JinjaValue.dict(
        JinjaDict([
          (.string("role"), .string(message.role)), (.string("content"), .string(message.content)),
        ]))
    }
    // What transformers passes where it is given nothing.
    return try render([
      "messages": .list(messages), "tools": .none, "documents": .none,
      "add_generation_prompt": .bool(addsGenerationPrompt),
    ])
  }

  /// The text of a conversation with all that a program can be given.
  ///
  /// - Parameter json: an object of the variables: `messages`, with roles, contents, calls of tools; `tools`;
  ///   `add_generation_prompt`; and any others.
  /// - Throws: `TokenizersError`.
  public func render(json: Data) throws -> String {
    guard case .object(let members) = try JSONReader.parse(json, path: path) else {
      throw TokenizersError.malformed(path: path, reason: "a conversation that is no JSON object")
    }
    return try render(
      Dictionary(members.map { ($0.key, JinjaValue($0.value)) }) { $1 })
  }

  private func render(_ given: [String: JinjaValue]) throws -> String {
    let values = variables.mapValues(Self.value).merging(given) { $1 }
    return try evaluated(try program.get().render(values, date: day))
  }

  /// The text of a message after a turn that the assistant has ended with its end token, up to its next turn.
  ///
  /// - Throws: `TokenizersError.chatTemplate`.
  public func renderReply(_ message: Message) throws -> String {
    // What stands behind a turn does not depend on what was said in it.
    let said = "\u{2063}said\u{2063}"
    let text = try render([
      Message(role: "user", content: "asked"), Message(role: "assistant", content: said), message,
    ])
    guard let place = text.firstRange(of: said) else {
      throw TokenizersError.chatTemplate(
        path: path, reason: "it leaves out what the assistant said, so no turn can follow it")
    }
    let rest = text[place.upperBound...]
    // A template may put a space before the end token, which the assistant did not write.
    let bare = rest.drop { $0 == " " }
    for end in ends where bare.utf8.starts(with: end.utf8) {
      return String(bare.unicodeScalars.dropFirst(end.unicodeScalars.count))
    }
    return String(rest)
  }

  private func evaluated<Result>(_ body: @autoclosure () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as JinjaError {
      throw TokenizersError.chatTemplate(path: path, reason: "\(error)")
    }
  }

  private static func value(_ text: String) -> JinjaValue {
    switch text {
    case "true": .bool(true)
    case "false": .bool(false)
    default: Int(text).map { .int($0) } ?? .string(text)
    }
  }
}
