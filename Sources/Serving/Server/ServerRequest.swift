import Foundation

/// A request, however it came.
struct ServerRequest: Sendable {
  var method: String
  var path: String
  /// The value of `Authorization`.
  var authorization: String?
  /// The value of `Origin`: a web page's script asks.
  var origin: String?
  var body = Data()
}

/// An answer, however it is sent.
struct ServerAnswer: Sendable {
  var status: Int
  var headers: [String: String] = ["Content-Type": "application/json"]
  var body: Body
  /// What is to be said of it in the log.
  var note = ""

  enum Body: Sendable {
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
  init(_ refusal: ServerRefusal) {
    status = refusal.status
    headers.merge(refusal.headers) { $1 }
    body = .whole((try? WireJSON.data(refusal.body)) ?? Data("{}".utf8))
    note = refusal.message
  }
}
