import Foundation

/// A request, however it came.
package struct ServerRequest: Sendable {
  package var method: String
  package var path: String
  /// The value of `Authorization`.
  package var authorization: String?
  /// The value of `Origin`: a web page's script asks.
  package var origin: String?
  package var body = Data()

  /// A request from its parts.
  package init(
    method: String, path: String, authorization: String? = nil, origin: String? = nil,
    body: Data = Data()
  ) {
    self.method = method
    self.path = path
    self.authorization = authorization
    self.origin = origin
    self.body = body
  }
}

/// An answer, however it is sent.
package struct ServedAnswer: Sendable {
  package var status: Int
  package var headers: [String: String] = ["Content-Type": "application/json"]
  package var body: Body
  /// What is to be said of it in the log.
  var note = ""

  package enum Body: Sendable {
    case whole(Data)
    /// Events that come over time.
    case events(AsyncStream<Data>)
  }

  /// A value as JSON.
  init(_ value: some Encodable, status: Int = 200, note: String = "") throws {
    self.status = status
    self.note = note
    body = .whole(try WireJSON.data(value) + Data("\n".utf8))
  }

  /// A stream of events.
  init(events: AsyncStream<Data>, note: String) {
    status = 200
    headers = ["Content-Type": "text/event-stream", "Cache-Control": "no-cache"]
    body = .events(events)
    self.note = note
  }

  /// A refusal.
  package init(_ refusal: ServerRefusal) {
    status = refusal.status
    headers.merge(refusal.headers) { $1 }
    body = .whole(((try? WireJSON.data(refusal.body)) ?? Data("{}".utf8)) + Data("\n".utf8))
    note = refusal.message
  }
}
