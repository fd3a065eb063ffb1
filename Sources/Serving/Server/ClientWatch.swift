import FlyingFox
import Foundation

/// Looks whether the client of a request is still there while its answer is being made.
///
/// The connection is not read meanwhile, so that a client that has gone would not be noticed before something is sent.
struct ClientWatch: Sendable {
  private let socket: Int32

  /// Nanoseconds between looks.
  private static let pause: UInt64 = 250_000_000
  /// Descriptors among which the connection is looked for.
  private static let descriptors: Int32 = 4096

  /// The watch of a connection; `nil` where it is not found.
  ///
  /// - Parameter port: the server's.
  init?(_ client: HTTPRequest.Address?, port: UInt16) {
    guard let client else { return nil }
    for descriptor in 3..<Self.descriptors
    where Self.address(descriptor, getpeername) == client
      && Self.address(descriptor, getsockname)?.port == port
    {
      socket = descriptor
      return
    }
    return nil
  }

  /// Whether the client goes before its answer has been made.
  func seesItGo(before isMade: @Sendable () -> Bool) async -> Bool {
    while !isMade() {
      try? await Task.sleep(nanoseconds: Self.pause)
      var byte: UInt8 = 0
      let flags = Int32(MSG_PEEK | MSG_DONTWAIT)
      let count = recv(socket, &byte, 1, flags)
      if count == 0 || count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR {
        return !isMade()
      }
    }
    return false
  }

  /// One end of a connection.
  private static func address(
    _ descriptor: Int32,
    _ ask: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> HTTPRequest.Address? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let status = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { ask(descriptor, $0, &length) }
    }
    guard status == 0 else { return nil }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = Int32(storage.ss_family)
    return withUnsafePointer(to: &storage) { pointer in
      switch family {
      case AF_INET:
        pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          var address = $0.pointee.sin_addr
          inet_ntop(AF_INET, &address, &text, socklen_t(text.count))
          return .ip4(Self.text(text), port: UInt16(bigEndian: $0.pointee.sin_port))
        }
      case AF_INET6:
        pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
          var address = $0.pointee.sin6_addr
          inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
          return .ip6(Self.text(text), port: UInt16(bigEndian: $0.pointee.sin6_port))
        }
      default: nil
      }
    }
  }

  private static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

extension HTTPRequest.Address {
  /// The port, of an address that has one.
  var port: UInt16? {
    switch self {
    case .ip4(_, let port), .ip6(_, let port): port
    case .unix: nil
    }
  }
}
