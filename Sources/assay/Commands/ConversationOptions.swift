import ArgumentParser
import Rollouts
import Serving
import Support
import Tokenizers

/// How a model is spoken to.
struct ConversationOptions: ParsableArguments {
  @Flag(help: "Put each prompt as a user's message, in the model's chat template.") var chat = false
  @Option(help: "A system message for --chat. (default: the template's own)") var system: String?
  @Option(
    help: "A file with the Jinja program to use as the chat template, instead of the model's.")
  var chatTemplate: String?
  @Option(
    name: .customLong("chat-variable"),
    help:
      "A variable for the chat template, NAME=VALUE, such as enable_thinking=false. May be repeated."
  )
  var variables: [String] = []
  @Option(
    name: .customLong("stop"),
    help: "A text with which a response ends; it stays in it. May be repeated.")
  var stops: [String] = []
  @Option(help: "The base model of an adapter. (default: what the adapter's folder names)")
  var base: String?

  func validate() throws {
    for variable in variables where !variable.contains("=") {
      throw ValidationError("--chat-variable needs NAME=VALUE, not '\(variable)'")
    }
    guard stops.allSatisfy({ !$0.isEmpty }) else {
      throw ValidationError("--stop needs a text")
    }
  }

  /// Reads a model and gives it the template and variables.
  func model(_ name: String) throws -> LanguageModel {
    let pairs = variables.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    return try ModelPath.load(name, base: base).conversing(
      template: chatTemplate,
      variables: Dictionary(pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }) { $1 })
  }

  /// The format of prompts; plain where there is no model of ours, and a server puts them into its own.
  func format(_ model: LanguageModel?) throws -> PromptFormat {
    try model?.promptFormat(chat: chat, system: system) ?? .plain
  }

  /// The same for a server.
  var form: PromptForm {
    guard chat else { return .text }
    return .chat(
      system: system,
      variables: variables.reduce(into: [:]) { found, variable in
        let sides = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        found[String(sides[0])] = PromptForm.value(String(sides[1]))
      })
  }

  /// Everything that changes responses, for the description of an evaluation.
  var description: [String] {
    ["\(chat)", system ?? "", chatTemplate ?? "", "\(variables)", "\(stops)", base ?? ""]
  }
}
