import Support

/// What a server of a model may be told.
public struct ServerSettings: Sendable {
  /// The address to listen on.
  public var host = "127.0.0.1"
  /// The port; 0 takes a free one.
  public var port: UInt16 = 8000
  /// The name that requests ask for the model by.
  public var modelName = "model"
  /// What made the answers: program, model, kernels.
  public var fingerprint = ""
  /// The most sequences that wait or are decoded at once.
  public var queue = 1024
  /// The most response tokens of a sequence; 0 for what fits the context.
  public var tokens = 0
  /// The most bytes of a request.
  public var bytes = 16 << 20
  /// What requests must know; empty where nothing is asked.
  public var key = ""

  /// The defaults.
  public init() {}

  /// Whether only this machine can reach the address.
  public var isLoopback: Bool {
    host == "localhost" || host == "::1"
      || host.hasPrefix("127.") && host.split(separator: ".").count == 4
  }

  /// Checks that nobody else can reach a server that asks for no key.
  ///
  /// - Throws: `ServingFailure`.
  public func validate() throws {
    guard isLoopback || !key.isEmpty else { throw ServingFailure.open(host: host) }
  }
}

/// Why a server does not run.
public enum ServingFailure: Error, Equatable, CustomStringConvertible {
  /// Others could reach it without a key.
  case open(host: String)
  /// It cannot listen: address, port and reason.
  case address(host: String, port: UInt16, reason: String)

  /// One line.
  public var description: String {
    switch self {
    case .open(let host):
      "listening on \(host.printable(80)) lets other machines ask: put a key that they must send into the "
        + "environment variable ASSAY_API_KEY, or leave out --host"
    case .address(let host, let port, let reason):
      "cannot listen on \(host.printable(80)), port \(port): \(reason); --port 0 takes a free port"
    }
  }
}
