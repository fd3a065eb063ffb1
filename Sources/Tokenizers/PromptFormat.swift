import Support

/// How a prompt is put to a model.
public enum PromptFormat: Sendable, Equatable {
  /// The text as it is, after the start token if the model has one.
  case plain
  /// The text as it is, in which the model's own markers stand already.
  case verbatim
  /// A user's message in a conversation, after an optional system message.
  case chat(ChatTemplate, system: String? = nil)

  /// The tokens of a prompt.
  ///
  /// - Throws: `TokenizersError` if the text cannot be represented.
  public func tokens(_ prompt: String, _ tokenizer: any Tokenizer) throws -> [Int32] {
    try tokens([Message(role: "user", content: prompt)], tokenizer)
  }

  /// The tokens of a conversation that the policy is to go on with.
  ///
  /// Without a template its contents are one text. The format's system message comes first unless the conversation
  /// has one of its own.
  /// - Throws: `TokenizersError` if the text cannot be represented.
  public func tokens(_ messages: [Message], _ tokenizer: any Tokenizer) throws -> [Int32] {
    var text: String { messages.map(\.content).joined(separator: "\n\n") }
    switch self {
    case .plain: return try tokenizer.prompt(text)
    case .verbatim: return try tokenizer.encode(text)
    case .chat(let template, let system):
      var messages = messages
      if let system, messages.first?.role != "system" {
        messages.insert(Message(role: "system", content: system), at: 0)
      }
      let tokens = try tokenizer.encode(try template.render(messages))
      guard !tokens.isEmpty else {
        throw TokenizersError.chatTemplate(
          path: "the template", reason: "it makes an empty text of the conversation")
      }
      return tokens
    }
  }

  /// The tokens of a message to a policy that has ended its turn, up to where its next turn begins.
  ///
  /// - Throws: `TokenizersError` if the text cannot be represented.
  public func tokens(reply message: Message, _ tokenizer: any Tokenizer) throws -> [Int32] {
    switch self {
    case .plain, .verbatim: return try tokenizer.encode(message.content)
    case .chat(let template, _): return try tokenizer.encode(try template.renderReply(message))
    }
  }
}
