import Support

/// How a conversation becomes the text that a chat model was trained on.
///
/// Models come with a Jinja program for this; the few forms that there are, are recognised by their text.
public struct ChatTemplate: Sendable, Equatable {
  /// The forms.
  public enum Form: String, Sendable, CaseIterable {
    /// `<|im_start|>role⏎content<|im_end|>⏎`: SmolLM2, Qwen.
    case chatML = "ChatML"
    /// `<|start_header_id|>role<|end_header_id|>⏎⏎content<|eot_id|>`.
    case llama3 = "Llama 3"
    /// `<|role|>⏎content</s>⏎`.
    case zephyr = "Zephyr"
  }

  /// The form.
  public let form: Form
  /// The system message that is put first when there is none; `nil` for none.
  public let defaultSystem: String?
  /// The Jinja program, as it was read; written out again unchanged.
  public let text: String
  /// What starts a conversation: `<|begin_of_text|>` in Llama 3.
  private let opening: String
  /// Whether spaces around a message's text are dropped.
  private let trims: Bool

  /// Recognises a template.
  ///
  /// - Parameters:
  ///   - text: the Jinja program.
  ///   - path: the file it is from, for the error.
  /// - Throws: `TokenizersError.chatTemplate` for an unknown one.
  public init(_ text: String, path: String) throws {
    self.text = text
    // Programs that do more than put messages one after the other would be rendered wrongly without a word.
    for mark in ["<|im_sep|>", "enable_thinking", "reasoning_content", "<think>"]
    where text.contains(mark) {
      throw TokenizersError.chatTemplate(path: path, reason: "it treats \(mark) specially")
    }
    if text.contains("<|im_start|>") && text.contains("<|im_end|>") {
      form = .chatML
      defaultSystem = Self.system(in: text)
    } else if text.contains("<|start_header_id|>") && text.contains("<|eot_id|>") {
      // Llama 3.1 puts dates and tools into a system message of its own: another text every day.
      guard !text.contains("Cutting Knowledge Date") else {
        throw TokenizersError.chatTemplate(
          path: path, reason: "it writes the date into the system message, as Llama 3.1 does")
      }
      form = .llama3
      defaultSystem = nil
    } else if text.contains("<|user|>") && text.contains("<|assistant|>")
      && text.contains("eos_token")
    {
      form = .zephyr
      defaultSystem = nil
    } else {
      let known = Form.allCases.map(\.rawValue).joined(separator: ", ")
      throw TokenizersError.chatTemplate(path: path, reason: "it is none of \(known)")
    }
    opening = form == .llama3 && text.contains("bos_token") ? "<|begin_of_text|>" : ""
    trims = form == .llama3 && text.contains("| trim")
  }

  /// The first system message that the template writes by itself.
  private static func system(in text: String) -> String? {
    // Either in the template's own string with a line break, or with `\n` spelled out.
    for marker in ["<|im_start|>system\n", "<|im_start|>system\\n"] {
      var rest = text[...]
      while let start = rest.firstRange(of: marker) {
        rest = rest[start.upperBound...]
        guard let end = rest.firstRange(of: "<|im_end|>") else { break }
        let found = String(rest[..<end.lowerBound])
        // A message that is put together from parts is the caller's own, or describes tools.
        if !found.contains("'") && !found.contains("{{") && !found.isEmpty {
          return found.replacing("\\n", with: "\n")
        }
      }
    }
    return nil
  }

  /// The text of a conversation.
  ///
  /// - Parameter addsGenerationPrompt: whether the text ends where the assistant's turn begins.
  public func render(_ messages: [Message], addsGenerationPrompt: Bool = true) -> String {
    var messages = messages
    if let defaultSystem, messages.first?.role != "system" {
      messages.insert(Message(role: "system", content: defaultSystem), at: 0)
    }
    var out = opening
    for message in messages { out += head(message.role) + body(message.content) }
    if addsGenerationPrompt { out += head("assistant") }
    return out
  }

  /// The text of a message after a turn that the assistant has ended with its end token, up to its next turn.
  public func renderReply(_ message: Message) -> String {
    let gap = form == .llama3 ? "" : "\n"
    return gap + head(message.role) + body(message.content) + head("assistant")
  }

  private func head(_ role: String) -> String {
    switch form {
    case .chatML: "<|im_start|>\(role)\n"
    case .llama3: "<|start_header_id|>\(role)<|end_header_id|>\n\n"
    case .zephyr: "<|\(role)|>\n"
    }
  }

  private func body(_ content: String) -> String {
    switch form {
    case .chatML: content + "<|im_end|>\n"
    case .llama3: (trims ? Self.trimmed(content) : content) + "<|eot_id|>"
    case .zephyr: content + "</s>\n"
    }
  }

  private static func trimmed(_ text: String) -> String {
    let tail = text.drop { $0.isWhitespace }
    guard let last = tail.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(tail[...last])
  }
}
