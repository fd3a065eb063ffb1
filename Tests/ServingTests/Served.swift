import Foundation
import Rollouts
import Serving
import Support
import Synchronization
import TestSupport
import Tokenizers

/// A toy model that is served without sockets, until the object goes.
final class Served: Sendable {
  let service: ModelService
  let engine: RolloutEngine
  private let group = DispatchGroup()

  /// - Parameter template: a chat template.
  init(
    workers: Int = 1, queue: Int = 1024, key: String = "", tokens: Int = 0, template: String? = nil
  ) {
    let model = Toy.model(tiedHead: false, seed: 3)
    engine = RolloutEngine(model, tokenizer: Toy.tokenizer, pool: Toy.pool(workers))
    var settings = ServerSettings()
    settings.modelName = "toy"
    settings.fingerprint = "print"
    settings.queue = queue
    settings.key = key
    settings.tokens = tokens
    let service = ModelService(
      LanguageModel(
        model, tokenizer: Toy.tokenizer,
        chatTemplate: template.map { ChatTemplate($0, path: "toy") }, path: "toy/path"),
      engine: engine, settings: settings)
    self.service = service
    let group = self.group
    group.enter()
    Thread.detachNewThread {
      try? service.decode()
      group.leave()
    }
  }

  deinit {
    service.end()
    group.wait()
  }

  /// Posts a JSON text.
  func post(_ path: String, _ body: String, authorization: String? = nil) async -> Answered {
    await Answered(
      service.answer(
        ServerRequest(
          method: "POST", path: "/v1/" + path, authorization: authorization, body: Data(body.utf8)))
    )
  }

  /// What a completion becomes.
  func complete(_ body: String) async throws -> CompletionResponse {
    try await post("completions", body).value(CompletionResponse.self)
  }

  func get(_ path: String, authorization: String? = nil, origin: String? = nil) async -> Answered {
    await Answered(
      service.answer(
        ServerRequest(method: "GET", path: path, authorization: authorization, origin: origin)))
  }
}

/// An answer that has come to its end.
struct Answered {
  let status: Int
  let headers: [String: String]
  /// The whole body, or all events.
  let body: Data

  init(_ answer: ServedAnswer) async {
    status = answer.status
    headers = answer.headers
    switch answer.body {
    case .whole(let data): body = data
    case .events(let events):
      var all = Data()
      for await event in events { all += event }
      body = all
    }
  }

  func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try WireJSON.decode(type, from: body)
  }

  /// What went wrong.
  func refusal() throws -> ErrorBody.Detail { try value(ErrorBody.self).error }

  /// The events of a stream but for the last, which must be there.
  func events<Value: Decodable>(_ type: Value.Type) throws -> [Value] {
    let lines = String(decoding: body, as: UTF8.self).components(separatedBy: "\n\n")
    guard lines.suffix(2) == ["data: [DONE]", ""] else { throw Unended() }
    return try lines.dropLast(2).map { line in
      try WireJSON.decode(type, from: Data(line.utf8.dropFirst("data: ".utf8.count)))
    }
  }

  struct Unended: Error {}
}
