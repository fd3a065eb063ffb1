import Support

/// The members of a request, to see which of them nobody would obey.
///
/// A member that is not known might change what the sender expects, so it is refused, unless its value is the one that
/// changes nothing.
struct RequestMembers: Decodable {
  private let values: [String: JSONValue]

  /// What is read by name elsewhere and may be long.
  private static let long: Set<String> = ["prompt", "messages"]

  /// Said about the request and not about its answer.
  private static let harmless: Set<String> = [
    "user", "metadata", "store", "service_tier", "safety_identifier", "prompt_cache_key",
    "parallel_tool_calls",
  ]

  /// Values that change nothing, beside null.
  private static let neutral: [String: [JSONValue]] = [
    "suffix": [.text("")], "logit_bias": [.object([:])], "tools": [.list([])],
    "tool_choice": [.text("none"), .text("auto")], "functions": [.list([])],
    "function_call": [.text("none"), .text("auto")],
    "response_format": [.object(["type": .text("text")])], "min_tokens": [.integer(0)],
    "ignore_eos": [.bool(false)], "modalities": [.list([.text("text")])],
    "continue_final_message": [.bool(false)], "use_beam_search": [.bool(false)],
    "length_penalty": [.integer(1), .number(1)], "skip_special_tokens": [.bool(true)],
    "typical_p": [.integer(1), .number(1)], "add_special_tokens": [.bool(true)],
  ]

  private static let shared: Set<String> = [
    "model", "max_tokens", "temperature", "top_p", "n", "seed", "stop", "stream", "stream_options",
    "logprobs", "presence_penalty", "frequency_penalty", "top_k", "min_p", "repetition_penalty",
    "include_stop_str_in_output", "return_token_ids",
  ]
  /// What `/v1/completions` obeys.
  static let ofCompletions = shared.union(["prompt", "echo", "best_of"])
  /// What `/v1/chat/completions` obeys.
  static let ofChats = shared.union([
    "messages", "max_completion_tokens", "top_logprobs", "chat_template_kwargs",
    "add_generation_prompt",
  ])

  private struct Name: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Name.self)
    var values: [String: JSONValue] = [:]
    for key in members.allKeys where !Self.long.contains(key.stringValue) {
      values[key.stringValue] = try members.decode(JSONValue.self, forKey: key)
    }
    self.values = values
  }

  /// - Throws: a refusal that names the first member, in alphabetical order, that would be passed over.
  func check(known: Set<String>) throws {
    for (name, value) in values.sorted(by: { $0.key < $1.key })
    where value != .null && !known.contains(name) && !Self.harmless.contains(name) {
      guard let neutral = Self.neutral[name] else {
        throw ServerRefusal.invalid(
          "the parameter '\(name.printable(60))' is not known; leave it out", name,
          code: "unknown_parameter")
      }
      guard neutral.contains(value) else {
        throw ServerRefusal.invalid(
          "the parameter '\(name)' is not supported; leave it out", name,
          code: "unsupported_parameter")
      }
    }
  }
}
