import Experience
import Foundation
import Rollouts
import Support

/// How a prompt is put to a server, and how requests are made of it.
public enum PromptForm: Sendable, Equatable {
  /// A text to go on from, in `/v1/completions`.
  case text
  /// Messages in `/v1/chat/completions`, in the server's own template.
  case chat(system: String?, variables: [String: JSONValue])

  /// The service that is asked.
  var service: String {
    switch self {
    case .text: "completions"
    case .chat: "chat/completions"
    }
  }

  /// What makes completions what they are.
  var traits: [String] {
    switch self {
    case .text: ["text"]
    case .chat(let system, let variables):
      ["chat", system ?? "", "\(variables.sorted { $0.key < $1.key })"]
    }
  }

  /// The value of a template's variable as a user writes it: JSON such as `false` where it is that, else a text.
  public static func value(_ text: String) -> JSONValue {
    let plain = try? WireJSON.decode(JSONValue.self, from: Data(text.utf8))
    switch plain {
    case .bool, .integer, .number, .null: return plain ?? .text(text)
    default: return .text(text)
    }
  }

  /// The messages of a problem, after the system's message unless they have one.
  static func messages(_ messages: [Message], system: String?) -> [ChatMessage] {
    let first = system.flatMap { text -> [Message]? in
      messages.first?.role == "system" ? nil : [Message(role: "system", content: text)]
    }
    return ((first ?? []) + messages).map { ChatMessage($0) }
  }
}
