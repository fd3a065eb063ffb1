import Foundation
import Rollouts
import Support
import Synchronization
import Tokenizers

/// Answers requests to one model: everything but the sockets.
public final class ModelService: Sendable {
  package let model: LanguageModel
  package let settings: ServerSettings
  private let engine: LiveEngine
  private let started = Int(Date().timeIntervalSince1970)
  private let load = Mutex(Load())

  private struct Load {
    /// Sequences that wait or are decoded.
    var sequences = 0
    var isClosing = false
  }

  /// A service.
  ///
  /// - Parameters:
  ///   - engine: decodes, with the weights, the vocabulary and the workers for it; its own settings of decoding are not used.
  public init(_ model: LanguageModel, engine: RolloutEngine, settings: ServerSettings) {
    self.model = model
    self.settings = settings
    self.engine = LiveEngine(engine)
  }

  /// Tokens that there are.
  var vocabulary: Int { model.transformer.shape.vocabulary }
  /// The longest text, tokens.
  var context: Int { model.transformer.shape.context }
  /// The most sequences that are decoded side by side.
  public var rows: Int { engine.rows }

  /// Decodes until the service is closed; for a thread that has nothing else to do.
  ///
  /// - Throws: `RolloutsError.notFinite`.
  public func decode() throws { try engine.run() }

  /// Takes no more requests; what is there is finished.
  public func close() { load.withLock { $0.isClosing = true } }

  /// Ends decoding once all sequences have ended.
  public func end() {
    close()
    engine.close()
  }

  /// Whether requests are refused for good.
  var isClosing: Bool { load.withLock { $0.isClosing } }

  // MARK: What requests say

  /// The tokens of a plain prompt.
  func tokens(_ text: String) throws -> [Int32] {
    do {
      return try PromptFormat.plain.tokens(text, model.tokenizer)
    } catch {
      throw ServerRefusal.invalid("'prompt': \(error)", "prompt")
    }
  }

  /// The tokens of a conversation.
  func tokens(_ request: ChatRequest) throws -> [Int32] {
    guard var template = model.chatTemplate else {
      throw ServerRefusal.invalid(
        "the model has no chat template; ask /v1/completions, or start the server with "
          + "--chat-template", "messages")
    }
    var variables: [String: String] = [:]
    for (name, value) in request.templateVariables ?? [:] {
      switch value {
      case .text(let text): variables[name] = text
      case .bool(let bool): variables[name] = "\(bool)"
      case .integer(let integer): variables[name] = "\(integer)"
      default:
        throw ServerRefusal.invalid(
          "'chat_template_kwargs.\(name)' is no text, whole number, true or false",
          "chat_template_kwargs")
      }
    }
    if !variables.isEmpty { template = template.with(variables) }
    let messages = try request.messages.enumerated().map { index, message in
      guard let role = message.role, ["system", "developer", "user", "assistant"].contains(role),
        let text = message.content?.text
      else {
        throw ServerRefusal.invalid(
          "'messages[\(index)]' needs a role (system, developer, user or assistant) and a text; "
            + "images, sound and tools are not supported", "messages")
      }
      return Message(role: role, content: text)
    }
    guard !messages.isEmpty else {
      throw ServerRefusal.invalid("'messages' has nothing in it", "messages")
    }
    do {
      let text = try template.render(
        messages, addsGenerationPrompt: request.addsGenerationPrompt ?? true)
      let tokens = try model.tokenizer.encode(text)
      guard !tokens.isEmpty else {
        throw ServerRefusal.invalid("the chat template makes nothing of the messages", "messages")
      }
      return tokens
    } catch let error as TokenizersError {
      throw ServerRefusal.invalid("\(error)", "messages")
    }
  }

  /// The most response tokens: what is asked for, or what fits where nothing is.
  func cap(_ asked: Int?, _ prompt: Int) throws -> Int {
    let most = settings.tokens > 0 ? settings.tokens : context
    if let asked {
      guard (0...most).contains(asked) else {
        throw ServerRefusal.invalid(
          "'max_tokens' is \(asked), expected 0 to \(most)", "max_tokens")
      }
      guard prompt + asked <= context else {
        throw ServerRefusal.of(
          RolloutsError.context(prompt: prompt, cap: asked, context: context))
      }
      return asked
    }
    guard prompt < context else {
      throw ServerRefusal.of(RolloutsError.context(prompt: prompt, cap: 1, context: context))
    }
    return min(most, context - prompt)
  }

  // MARK: Generating

  /// Begins what a call asks for.
  ///
  /// - Throws: `ServerRefusal` where there is no room, or the server is closing.
  package func begin(_ call: GenerationCall) throws -> Generation {
    let count = call.sequences
    guard count <= settings.queue else {
      throw ServerRefusal.invalid(
        "\(call.prompts.count) prompts with 'n' \(call.count) are \(count) sequences, and the "
          + "server takes \(settings.queue) at once; send fewer in a request", "n")
    }
    try load.withLock { load in
      if load.isClosing { throw ServerRefusal.closing }
      guard load.sequences + count <= settings.queue else {
        throw ServerRefusal.full(settings.queue)
      }
      load.sequences += count
    }
    let generation = Generation(call, tokenizer: model.tokenizer) { [weak self] in
      self?.load.withLock { $0.sequences -= 1 }
    }
    do {
      try engine.submit(generation.sequences)
    } catch {
      load.withLock { $0.sequences -= count }
      throw error
    }
    return generation
  }

  // MARK: Routes

  /// The answer to a request.
  ///
  /// - Parameter onBegin: gets what was begun, to be able to cancel it when the client is gone.
  package func answer(
    _ request: ServerRequest, onBegin: @Sendable (Generation) -> Void = { _ in }
  ) async -> ServedAnswer {
    do {
      return try await route(request, onBegin)
    } catch {
      return ServedAnswer(ServerRefusal.of(error))
    }
  }

  /// Refuses what may not ask, before its body is read.
  func admit(_ request: ServerRequest) throws {
    if request.path == "/health" { return }
    if settings.key.isEmpty {
      // Any page that a browser shows can send requests to this machine.
      guard request.origin == nil else {
        throw ServerRefusal(
          status: 403,
          message:
            "pages may not ask a server without a key; set ASSAY_API_KEY where it is started",
          code: "origin_refused")
      }
    } else {
      let given = request.authorization ?? ""
      guard given.lowercased().hasPrefix("bearer "),
        Self.isSame(given.dropFirst(7).trimmingCharacters(in: .whitespaces), settings.key)
      else { throw ServerRefusal.unauthorized }
    }
  }

  /// Whether two texts are the same, in a time that does not say where they differ.
  private static func isSame(_ a: String, _ b: String) -> Bool {
    zip(SHA256.digest(a.utf8), SHA256.digest(b.utf8)).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static let routes = [
    "/health": "GET", "/v1/models": "GET", "/v1/completions": "POST",
    "/v1/chat/completions": "POST",
  ]

  private func route(
    _ request: ServerRequest, _ onBegin: @Sendable (Generation) -> Void
  ) async throws -> ServedAnswer {
    try admit(request)
    let isModel = request.path.hasPrefix("/v1/models/")
    guard let method = isModel ? "GET" : Self.routes[request.path] else {
      throw ServerRefusal(
        status: 404,
        message: "there is no \(request.path.printable(200)); there are "
          + Self.routes.keys.sorted().joined(separator: ", "), code: "not_found")
    }
    guard request.method == method else {
      throw ServerRefusal(
        status: 405, message: "\(request.path.printable(200)) takes \(method)",
        code: "method_not_allowed", headers: ["Allow": method])
    }
    if isClosing { throw ServerRefusal.closing }
    switch request.path {
    case "/health":
      return try ServedAnswer(["status": "ok"])
    case "/v1/completions":
      return try await complete(request.body, onBegin)
    case "/v1/chat/completions":
      return try await chat(request.body, onBegin)
    default:
      if isModel { try require(String(request.path.dropFirst("/v1/models/".count))) }
      let served = ServedModel(
        id: settings.modelName, created: started, ownedBy: "assay", root: model.path,
        maxModelLength: context)
      return isModel ? try ServedAnswer(served) : try ServedAnswer(ModelList([served]))
    }
  }

  /// - Throws: a refusal if a request asks for another model.
  private func require(_ name: String?) throws {
    guard let name, name != settings.modelName, name != model.path else { return }
    throw ServerRefusal(
      status: 404,
      message: "the model '\(name.printable(200))' is not here; '\(settings.modelName)' is",
      parameter: "model", code: "model_not_found")
  }

  private func complete(
    _ body: Data, _ onBegin: @Sendable (Generation) -> Void
  ) async throws -> ServedAnswer {
    let request = try WireJSON.decode(CompletionRequest.self, from: body)
    try WireJSON.decode(RequestMembers.self, from: body).check(known: RequestMembers.ofCompletions)
    try require(request.model)
    let call = try GenerationCall(request, self)
    let generation = try begin(call)
    onBegin(generation)
    let form = CompletionForm(
      call, id: Self.name("cmpl"), settings: settings, tokenizer: model.tokenizer)
    return try await generation.answer(form)
  }

  private func chat(
    _ body: Data, _ onBegin: @Sendable (Generation) -> Void
  ) async throws -> ServedAnswer {
    let request = try WireJSON.decode(ChatRequest.self, from: body)
    try WireJSON.decode(RequestMembers.self, from: body).check(known: RequestMembers.ofChats)
    try WireJSON.decode(ToolCalls.self, from: body).check()
    try require(request.model)
    let call = try GenerationCall(request, self)
    let generation = try begin(call)
    onBegin(generation)
    let form = ChatForm(
      call, id: Self.name("chatcmpl"), settings: settings, tokenizer: model.tokenizer)
    return try await generation.answer(form)
  }

  private static func name(_ kind: String) -> String {
    "\(kind)-" + String(UInt64.random(in: 0...UInt64.max), radix: 16)
  }
}

/// Calls of tools in the messages of a conversation, which nobody would obey.
private struct ToolCalls: Decodable {
  var messages: [Calls]

  struct Calls: Decodable {
    var calls: JSONValue?
    var call: JSONValue?

    private enum CodingKeys: String, CodingKey {
      case calls = "tool_calls"
      case call = "function_call"
    }
  }

  func check() throws {
    let none: [JSONValue?] = [nil, .null, .list([])]
    guard messages.allSatisfy({ none.contains($0.calls) && none.contains($0.call) }) else {
      throw ServerRefusal.invalid(
        "'messages' has calls of tools, which are not supported", "messages",
        code: "unsupported_parameter")
    }
  }
}
