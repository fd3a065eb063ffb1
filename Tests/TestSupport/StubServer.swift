import Foundation
import Support
import Synchronization

/// A server of canned answers on the loopback device: HTTP 1.1, a thread a connection, until it is stopped or the tests end.
public final class StubServer: Sendable {
  /// What was asked.
  public struct Request: Sendable {
    /// Method and path, such as `POST /v1/completions`.
    public var line: String
    /// Names in lower case.
    public var headers: [String: String]
    /// The body.
    public var body: Data
    /// The body's members, if it is an object.
    public var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:]
    }
  }

  /// What is answered.
  public struct Response: Sendable {
    /// The status; 0 closes the connection without a word.
    public var status: Int
    /// Further headers.
    public var headers: [String: String]
    /// The body.
    public var body: String

    /// A response from its parts.
    public init(_ status: Int, _ body: String, headers: [String: String] = [:]) {
      self.status = status
      self.body = body
      self.headers = headers
    }
  }

  /// Where it listens, without a path.
  public let url: String
  private let socket: Int32
  private let answer: @Sendable (Request, Int) -> Response
  private let seen = Mutex<[Request]>([])
  private let isStopped = Mutex(false)

  /// Listens on a port that is free.
  ///
  /// - Parameter answer: the answer to a request, and how many came before it.
  public init(_ answer: @escaping @Sendable (Request, Int) -> Response) throws {
    self.answer = answer
    #if canImport(Glibc)
      socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      socket = Darwin.socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = socket
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && listen(socket, 128) == 0
          && getsockname(socket, $0, &length) == 0
      }
    }
    guard isBound else { throw CocoaError(.fileReadUnknown) }
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    signal(SIGPIPE, SIG_IGN)
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(socket, nil, nil)
        guard connection >= 0 else {
          // Here and not where it is stopped: the number would be another server's, for which this thread would answer.
          close(socket)
          return
        }
        Thread.detachNewThread { [self] in serve(connection) }
      }
    }
  }

  /// Listens no more.
  public func stop() {
    // A second time, the number may be somebody else's.
    let isFirst = isStopped.withLock { stopped in
      defer { stopped = true }
      return !stopped
    }
    guard isFirst else { return }
    shutdown(socket, Int32(SHUT_RDWR))
  }

  /// Everything that was asked so far.
  public var requests: [Request] { seen.withLock { $0 } }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    var bytes = Data()
    while let request = Self.read(connection, &bytes) {
      let number = seen.withLock {
        $0.append(request)
        return $0.count - 1
      }
      let response = answer(request, number)
      guard response.status > 0 else { return }
      var text = "HTTP/1.1 \(response.status) X\r\nContent-Length: \(response.body.utf8.count)\r\n"
      if response.headers["Content-Type"] == nil { text += "Content-Type: application/json\r\n" }
      for (name, value) in response.headers { text += "\(name): \(value)\r\n" }
      var rest = Data((text + "\r\n" + response.body).utf8)
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        rest = Data(rest.dropFirst(count))
      }
    }
  }

  /// The next request of a connection; `nil` at its end.
  private static func read(_ connection: Int32, _ bytes: inout Data) -> Request? {
    func more() -> Bool {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return false }
      bytes += buffer.prefix(count)
      return true
    }
    var end = bytes.firstRange(of: Data("\r\n\r\n".utf8))
    while end == nil {
      guard more() else { return nil }
      end = bytes.firstRange(of: Data("\r\n\r\n".utf8))
    }
    guard let end else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    let headers = lines.dropFirst().reduce(into: [String: String]()) {
      let parts = $1.split(separator: ":", maxSplits: 1)
      $0[parts[0].lowercased()] =
        parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    }
    let length = Int(headers["content-length"] ?? "") ?? 0
    bytes = Data(bytes[end.upperBound...])
    while bytes.count < length { guard more() else { return nil } }
    let body = Data(bytes.prefix(length))
    bytes = Data(bytes.dropFirst(length))
    let line = lines[0].split(separator: " ").prefix(2).joined(separator: " ")
    return Request(line: line, headers: headers, body: body)
  }
}

extension StubServer {
  /// What `GET /v1/models` answers for some models.
  public static func models(_ names: String...) -> Response {
    let models = names.map {
      OrderedJSON.object([
        ("id", .text($0)), ("object", .text("model")), ("owned_by", .text("stub")),
        ("root", .text("/\($0)")),
      ])
    }
    return Response(200, OrderedJSON.object([("data", .list(models))]).line())
  }

  /// Choices of `/v1/completions`, all with one reason to end; three tokens each.
  public static func choices(
    _ texts: [String], finish: String = "stop", fingerprint: String? = nil
  ) -> Response {
    answer(
      texts.map { ("text", .text($0)) }, finish: finish, fingerprint: fingerprint)
  }

  /// Choices of `/v1/chat/completions`.
  public static func messages(_ texts: [String], finish: String = "stop") -> Response {
    answer(
      texts.map {
        ("message", .object([("role", .text("assistant")), ("content", .text($0))]))
      }, finish: finish, fingerprint: nil)
  }

  private static func answer(
    _ contents: [(String, OrderedJSON)], finish: String, fingerprint: String?
  ) -> Response {
    let choices = contents.enumerated().map { index, content in
      OrderedJSON.object([
        ("index", .integer(index)), content, ("logprobs", .null), ("finish_reason", .text(finish)),
      ])
    }
    let usage = [
      ("prompt_tokens", OrderedJSON.integer(5)),
      ("completion_tokens", .integer(3 * contents.count)),
    ]
    return Response(
      200,
      OrderedJSON.object([
        ("id", .text("x")), ("system_fingerprint", fingerprint.map { .text($0) } ?? .null),
        ("choices", .list(choices)), ("usage", .object(usage)),
      ]).line())
  }

  /// A refusal.
  public static func error(
    _ status: Int, _ message: String, headers: [String: String] = [:]
  ) -> Response {
    let error = OrderedJSON.object([("message", .text(message)), ("code", .null)])
    return Response(status, OrderedJSON.object([("error", error)]).line(), headers: headers)
  }
}
