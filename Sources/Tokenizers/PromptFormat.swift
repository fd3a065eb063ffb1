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
    switch self {
    case .plain: return try tokenizer.prompt(prompt)
    case .verbatim: return try tokenizer.encode(prompt)
    case .chat(let template, let system):
      let first = system.map { [ChatMessage(role: "system", content: $0)] } ?? []
      return try tokenizer.encode(
        template.render(first + [ChatMessage(role: "user", content: prompt)]))
    }
  }
}
