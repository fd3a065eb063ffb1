import CProcess
import Foundation

/// A C function that runs in a child process, and a socket to it: what crashes there does not crash here.
///
/// The child ends with this object. Not for use by several threads at once.
public final class ChildFunction {
  /// What runs in the child, with its end of the socket. It may not rely on other threads, and ends when the
  /// socket is closed.
  public typealias Body = @convention(c) (Int32, UnsafeRawPointer?) -> Void

  private let process: Int32
  private var socket: Int32 = -1
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var waiting = 0..<0

  /// Starts a child.
  ///
  /// - Throws: `SupportError.file` if the system has no more processes.
  public init(_ body: Body, context: UnsafeRawPointer) throws {
    process = assay_branch(body, context, &socket)
    guard process > 0 else { throw AtomicFile.failure("start a process for", "reading") }
  }

  deinit {
    close(socket)
    assay_end(process)
  }

  /// Sends bytes; whether the child is there is shown by what it answers.
  public func send(_ bytes: some Collection<UInt8>) {
    let copy = Array(bytes)
    _ = assay_tell(socket, copy, copy.count)
  }

  /// Fills memory with what the child sends.
  ///
  /// - Returns: `false` if the child has ended before that.
  public func receive(into target: UnsafeMutableRawBufferPointer) -> Bool {
    var filled = 0
    while filled < target.count {
      if !waiting.isEmpty {
        let count = min(waiting.count, target.count - filled)
        buffer.withUnsafeBytes {
          UnsafeMutableRawBufferPointer(rebasing: target[filled..<filled + count])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[waiting.prefix(count)]))
        }
        waiting = waiting.lowerBound + count..<waiting.upperBound
        filled += count
      } else if target.count - filled >= buffer.count {
        guard let count = receiveOnce(UnsafeMutableRawBufferPointer(rebasing: target[filled...]))
        else { return false }
        filled += count
      } else {
        guard let count = buffer.withUnsafeMutableBytes(receiveOnce) else { return false }
        waiting = 0..<count
      }
    }
    return true
  }

  private func receiveOnce(_ target: UnsafeMutableRawBufferPointer) -> Int? {
    while true {
      let count = read(socket, target.baseAddress, target.count)
      if count > 0 { return count }
      if count == 0 || errno != EINTR { return nil }
    }
  }
}
