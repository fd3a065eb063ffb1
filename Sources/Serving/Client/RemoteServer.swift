import Foundation
import Rollouts
import Support
import Synchronization

/// A server that was found, with the model that is asked for.
public final class RemoteServer: Sendable {
  /// How many calls are made, and how patiently.
  public struct Settings: Sendable {
    /// Calls at once.
    public var concurrency = 8
    /// The longest silence of the server before a call counts as lost, seconds.
    public var timeout = 600.0
    /// The most choices that a call asks for.
    public var choices = 32
    /// When a call that failed is made again.
    public var retry = RetryPolicy()

    /// 8 calls of up to 32 choices.
    public init() {}
  }

  /// The address.
  public let address: ServerAddress
  /// What it can do, as far as it has turned out.
  struct Abilities {
    /// The most choices a call.
    var choices: Int
    /// Whether the cap is called `max_completion_tokens`.
    var namesCapAnew = false
    /// How the server is told to leave filters and penalties out.
    var neutral = Neutral.all
  }

  /// How filters and penalties are left out: a server that is told nothing takes those of its own, such as the model's
  /// `generation_config.json` (vLLM) or top-k 40 (llama.cpp).
  enum Neutral: Int {
    /// `top_k: −1`, `min_p: 0`, `repetition_penalty: 1`.
    case all
    /// The same with `top_k: 0`, where −1 is refused.
    case zero
    /// They cannot be said: it has none (OpenAI).
    case none

    /// The next form, where this one is refused in such words; `nil` if the words are of something else.
    func after(_ refusal: String) -> Neutral? {
      switch self {
      case .all where refusal.contains("top_k"): .zero
      case .all, .zero:
        ["top_k", "min_p", "repetition_penalty"].contains(where: refusal.contains)
          ? Neutral.none : nil
      case .none: nil
      }
    }
  }

  let runner: CallRunner
  let settings: Settings
  private let found: Mutex<ServerIdentity>
  private let learned: Mutex<Abilities>

  /// Finds a server and its model.
  ///
  /// - Parameters:
  ///   - model: the model's name; empty for the only one that there is.
  ///   - key: the key that is sent along; it is neither stored nor printed.
  /// - Throws: `ServingError` if nobody answers, if the key is wrong, or if it is not clear which model is meant.
  public init(
    _ address: ServerAddress, model: String = "", key: String? = nil,
    settings: Settings = Settings()
  ) throws {
    self.address = address
    self.settings = settings
    runner = CallRunner(
      address, key: key, concurrency: settings.concurrency, timeout: settings.timeout,
      retry: settings.retry)
    found = Mutex(try Self.identity(address, model, try runner.ask("models")))
    // SGLang can give all choices of a call the same draws.
    let isSGLang = found.withLock { $0.owner == "sglang" }
    learned = Mutex(Abilities(choices: isSGLang ? 1 : settings.choices))
  }

  /// Who it is, with the fingerprint of the answers so far.
  public var identity: ServerIdentity { found.withLock { $0 } }

  var abilities: Abilities {
    get { learned.withLock { $0 } }
    set { learned.withLock { $0 = newValue } }
  }

  /// Notes the fingerprint of an answer.
  ///
  /// - Throws: `ServingError.fingerprint` if it is not that of earlier ones.
  func note(_ fingerprint: String) throws {
    try found.withLock {
      guard !fingerprint.isEmpty, $0.fingerprint != fingerprint else { return }
      guard $0.fingerprint.isEmpty else {
        throw ServingError.fingerprint(
          url: "\(address)", before: $0.fingerprint, now: fingerprint)
      }
      $0.fingerprint = fingerprint
    }
  }

  private static func identity(
    _ address: ServerAddress, _ name: String, _ reply: Reply
  ) throws -> ServerIdentity {
    let url = address.description
    // Some gateways list no models; then a name has to be believed.
    if [404, 405, 501].contains(reply.status), !name.isEmpty {
      return ServerIdentity(url: url, model: name)
    }
    guard reply.status == 200 else { throw WireError.refusal(reply, address, model: name) }
    guard let models = try? WireJSON.decode(ModelList.self, from: reply.body).data else {
      let beginning = WireError.line(String(decoding: reply.body.prefix(60), as: UTF8.self), 40)
      throw ServingError.protocolError(url: url, found: "/models answers '\(beginning)'")
    }
    let known = models.map(\.id)
    let model: ServedModel
    if name.isEmpty {
      guard models.count < 2 else { throw ServingError.severalModels(url: url, known: known) }
      guard let only = models.first else {
        throw ServingError.protocolError(url: url, found: "/models lists no model")
      }
      model = only
    } else {
      guard let named = models.first(where: { $0.id == name }) else {
        throw ServingError.noModel(
          url: url, name: name, suggestion: DidYouMean.suggestion(for: name, among: known),
          known: known)
      }
      model = named
    }
    return ServerIdentity(
      url: url, model: model.id, root: model.root ?? "", owner: model.ownedBy ?? "")
  }
}
