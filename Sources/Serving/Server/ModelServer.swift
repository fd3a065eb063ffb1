import FlyingFox
import FlyingSocks
import Foundation
import Support
import Synchronization

/// A service behind a socket.
public final class ModelServer: Sendable {
  private let service: ModelService
  private let log: @Sendable (String) -> Void
  /// Requests whose answers have not been sent to their ends.
  private let open = Atomic<Int>(0)
  private let port = Atomic<Int>(0)

  /// Seconds after which a request that is still being answered is given up.
  private static let patience = 7.0 * 86_400
  /// Bytes of a request that is refused that are still read, so that the refusal arrives.
  private static let drained = 64 << 20

  /// A server.
  ///
  /// - Parameter log: gets one line for each event.
  public init(_ service: ModelService, log: @escaping @Sendable (String) -> Void) {
    self.service = service
    self.log = log
  }

  /// Serves until the program is asked to stop; what is in flight then is finished, new requests are refused.
  ///
  /// - Parameter onReady: gets the URL once requests are taken.
  /// - Throws: `ServingFailure`.
  public func run(onReady: @Sendable (String) -> Void) async throws {
    let settings = service.settings
    try settings.validate()
    let server = HTTPServer(
      config: try configuration(settings),
      handler: ClosureHTTPHandler { [self] in await answer($0) }
    )
    let failure = Failure()
    let running = Task {
      do { try await server.run() } catch { failure.error.withLock { $0 = error } }
    }
    defer { running.cancel() }
    func check() throws {
      guard let error = failure.error.withLock({ $0 }) else { return }
      throw ServingFailure.address(
        host: settings.host, port: settings.port, reason: Self.describe(error))
    }
    while await !server.isListening {
      try check()
      try await Task.sleep(nanoseconds: 10_000_000)
    }
    let taken =
      switch await server.listeningAddress {
      case .ip4(_, let port), .ip6(_, let port): port
      default: settings.port
      }
    port.store(Int(taken), ordering: .relaxed)
    let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
    onReady("http://\(host):\(taken)/v1")
    while StopSignal.number == 0 && !service.isClosing {
      try check()
      try await Task.sleep(nanoseconds: 100_000_000)
    }
    service.close()
    let left = open.load(ordering: .relaxed)
    let signal = StopSignal.number
    let reason = signal == 0 ? "" : " on signal \(signal)"
    log("stopping\(reason); \(left) \(left == 1 ? "request is" : "requests are") being finished")
    while open.load(ordering: .relaxed) > 0 { try await Task.sleep(nanoseconds: 20_000_000) }
  }

  /// Why FlyingFox ended.
  private final class Failure: Sendable {
    let error = Mutex<(any Error)?>(nil)
  }

  private func configuration(_ settings: ServerSettings) throws -> HTTPServer.Configuration {
    let host = settings.host == "localhost" ? "127.0.0.1" : settings.host
    func configuration(_ address: some SocketAddress) -> HTTPServer.Configuration {
      HTTPServer.Configuration(
        address: address, timeout: Self.patience, sharedRequestBufferSize: 1 << 16,
        sharedRequestReplaySize: 0, logger: .disabled)
    }
    do {
      return host.contains(":")
        ? configuration(try sockaddr_in6.inet6(ip6: host, port: settings.port))
        : configuration(try sockaddr_in.inet(ip4: host, port: settings.port))
    } catch {
      throw ServingFailure.address(
        host: settings.host, port: settings.port, reason: "it is no numeric address")
    }
  }

  private static func describe(_ error: any Error) -> String {
    if case SocketError.failed(_, _, let message) = error { return message }
    return "\(error)"
  }

  /// The answer to one request, as FlyingFox sends it.
  private func answer(_ request: HTTPRequest) async -> HTTPResponse {
    open.add(1, ordering: .relaxed)
    let clock = RunClock()
    var asked = ServerRequest(
      method: request.method.rawValue, path: request.path,
      authorization: request.headers[.authorization], origin: request.headers[HTTPHeader("Origin")])
    let line = "\(asked.method.printable(20)) \(asked.path.printable(200))"
    var isRead = false
    let answer: ServedAnswer
    do {
      try service.admit(asked)
      asked.body = try await body(of: request)
      isRead = true
      answer = await service.answer(asked) { [self] in watch($0, for: request, line) }
    } catch {
      answer = ServedAnswer(ServerRefusal.of(error))
    }
    let note = answer.note.isEmpty ? "" : " " + answer.note.printable(300)
    let said = "\(line) \(answer.status)\(note)"
    return response(answer, request, isRead: isRead || request.bodySequence.count == 0) { [self] in
      log("\(said), \((clock.seconds * 1000).rounded() / 1000) s")
      open.subtract(1, ordering: .relaxed)
    }
  }

  /// Cancels what is made for a client that has gone.
  private func watch(_ generation: Generation, for request: HTTPRequest, _ line: String) {
    let port = UInt16(truncatingIfNeeded: port.load(ordering: .relaxed))
    guard let watch = ClientWatch(request.remoteAddress, port: port) else { return }
    Task {
      guard await watch.seesItGo(before: { generation.isEnded }) else { return }
      log("\(line): the client is gone")
      generation.cancel()
    }
  }

  private func response(
    _ answer: ServedAnswer, _ request: HTTPRequest, isRead: Bool,
    _ finish: @escaping @Sendable () -> Void
  ) -> HTTPResponse {
    var headers = HTTPHeaders(
      Dictionary(answer.headers.map { (HTTPHeader($0.key), $0.value) }) { $1 })
    // What was not read of a request would be taken for the next one.
    let close: Closing =
      isRead ? service.isClosing ? .atOnce : .no : .after { await Self.drain(request) }
    if !close.isNo { headers[.connection] = "close" }
    let status = HTTPStatusCode(answer.status, phrase: Self.phrases[answer.status] ?? "Error")
    let body =
      switch answer.body {
      case .whole(let data):
        HTTPBodySequence(from: ResponseBody(data, close, onEnd: finish), count: data.count)
      case .events(let events):
        HTTPBodySequence(from: ResponseBody(events, close, onEnd: finish))
      }
    return HTTPResponse(statusCode: status, headers: headers, body: body)
  }

  /// The bytes of a request, up to as many as one may have.
  private func body(of request: HTTPRequest) async throws -> Data {
    let limit = service.settings.bytes
    if let count = request.bodySequence.count, count > limit { throw ServerRefusal.large(limit) }
    var data = Data()
    for try await chunk in request.bodySequence {
      data.append(chunk)
      if data.count > limit { throw ServerRefusal.large(limit) }
    }
    return data
  }

  /// Reads on for a while, so that a client that is still sending sees the refusal.
  private static func drain(_ request: HTTPRequest) async {
    let reading = Task {
      var left = drained
      for try await chunk in request.bodySequence {
        left -= chunk.count
        if left < 0 { return }
      }
    }
    let timer = Task {
      try await Task.sleep(nanoseconds: 2_000_000_000)
      reading.cancel()
    }
    // However it ends, the connection is closed.
    _ = await reading.result
    timer.cancel()
  }

  private static let phrases = [
    200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 413: "Content Too Large", 429: "Too Many Requests",
    500: "Internal Server Error", 503: "Service Unavailable",
  ]
}
