/// What can go wrong with a server.
public enum ServingError: Error, Equatable, CustomStringConvertible {
  /// The address is none.
  case address(text: String, reason: String)
  /// Nobody answers.
  case unreachable(url: String, reason: String)
  /// The server says no.
  case refused(url: String, status: Int, message: String, advice: String)
  /// What answers does not speak the protocol.
  case protocolError(url: String, found: String)
  /// The server has no model of this name.
  case noModel(url: String, name: String, suggestion: String?, known: [String])
  /// The server has several models, and none was named.
  case severalModels(url: String, known: [String])
  /// Answers come from something else than before.
  case fingerprint(url: String, before: String, now: String)
  /// A call failed as often as it may.
  case exhausted(url: String, retries: Int, reason: String, kept: Int)
  /// The task cannot be put to a server.
  case unsuitable(reason: String)

  /// One line.
  public var description: String {
    switch self {
    case .address(let text, let reason):
      "server address '\(text)': \(reason); expected http://HOST:PORT, or the whole address up to /v1"
    case .unreachable(let url, let reason):
      "\(url): no server answers (\(reason)); start it, or check host and port"
    case .refused(let url, let status, let message, let advice):
      "\(url): HTTP \(status)" + (message.isEmpty ? "" : ", \(message)") + "; \(advice)"
    case .protocolError(let url, let found):
      "\(url): not OpenAI's protocol: \(found); check that the address ends with the path before "
        + "/completions, such as /v1"
    case .noModel(let url, let name, let suggestion, let known):
      "\(url): no model '\(name)'; "
        + (suggestion.map { "did you mean '\($0)'?" } ?? "there are: \(Self.listed(known))")
    case .severalModels(let url, let known):
      "\(url): several models; name one with --served-model, or as \(url)#NAME where it is a judge: \(Self.listed(known))"
    case .fingerprint(let url, let before, let now):
      "\(url): the server's fingerprint was '\(before)' and is now '\(now)': samples of two servers are two arms; "
        + "evaluate the present one anew, under another name"
    case .exhausted(let url, let retries, let reason, let kept):
      "\(url): \(reason), after \(retries) retries; "
        + (kept > 0
          ? "\(kept) answers are kept, --resume goes on once it is well" : "look at the server")
        + ", or ask less at once with --concurrency"
    case .unsuitable(let reason): reason
    }
  }

  /// Whether what was asked is wrong, rather than the server or the way to it.
  public var isOfInput: Bool {
    switch self {
    case .address, .noModel, .severalModels, .unsuitable: true
    case .refused, .unreachable, .protocolError, .fingerprint, .exhausted: false
    }
  }

  private static func listed(_ names: [String]) -> String {
    names.isEmpty
      ? "none" : names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
  }
}
