import FlyingSocks
import Foundation

/// Whether a connection is closed behind a response.
enum Closing: Sendable {
  case no
  case atOnce
  case after(@Sendable () async -> Void)

  var isNo: Bool {
    if case .no = self { true } else { false }
  }
}

/// The body of a response that is sent as it comes.
///
/// Its iterator notices both ends: that all has been sent, and that the client is gone before.
struct ResponseBody: AsyncBufferedSequence {
  typealias Element = UInt8

  private let chunks: AsyncStream<Data>
  private let close: Closing
  private let end: Ending

  /// What happens when all was sent, or nothing more can be: once.
  fileprivate final class Ending: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    deinit { body() }
  }

  /// A body of chunks, none of them empty.
  ///
  /// - Parameters:
  ///   - close: whether the connection is closed behind it.
  ///   - onEnd: called when the last chunk was sent, or the client is gone.
  init(
    _ chunks: AsyncStream<Data>, _ close: Closing, onEnd: @escaping @Sendable () -> Void
  ) {
    self.chunks = chunks
    self.close = close
    end = Ending(onEnd)
  }

  /// A body that is there already.
  init(_ data: Data, _ close: Closing, onEnd: @escaping @Sendable () -> Void) {
    self.init(
      AsyncStream { continuation in
        if !data.isEmpty { continuation.yield(data) }
        continuation.finish()
      }, close, onEnd: onEnd)
  }

  func makeAsyncIterator() -> Iterator {
    Iterator(chunks: chunks.makeAsyncIterator(), close: close, end: end)
  }

  struct Iterator: AsyncBufferedIteratorProtocol {
    fileprivate var chunks: AsyncStream<Data>.AsyncIterator
    fileprivate let close: Closing
    fileprivate let end: Ending

    mutating func next() async throws -> UInt8? {
      preconditionFailure("bodies are read in chunks")
    }

    mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
      if let chunk = await chunks.next() { return Array(chunk) }
      // An error is what ends a connection of FlyingFox's.
      switch close {
      case .no: return nil
      case .atOnce: break
      case .after(let last): await last()
      }
      throw SocketError.disconnected
    }
  }
}
