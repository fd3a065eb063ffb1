import CProcess
import Foundation
import Synchronization

/// Standard output, beside `print`, whose errors show when all is flushed.
public enum StandardOutput {
  /// Writes bytes.
  ///
  /// - Throws: `SupportError.file`.
  public static func write(_ data: Data) throws {
    let isWritten = data.withUnsafeBytes { assay_print($0.baseAddress, $0.count) == 0 }
    guard isWritten else { throw failure() }
  }

  /// Writes what is left, and says whether everything was written.
  ///
  /// - Throws: `SupportError.file`.
  public static func flush() throws {
    guard assay_flush() == 0 else { throw failure() }
  }

  /// Whether whoever read it has stopped reading, as `head` does.
  public static var isClosed: Bool { closed.load(ordering: .relaxed) }
  private static let closed = Atomic<Bool>(false)

  private static func failure() -> SupportError {
    if errno == EPIPE { closed.store(true, ordering: .relaxed) }
    let reason = errno == 0 ? "not everything could be written" : String(cString: strerror(errno))
    return .file(action: "write", path: "standard output", reason: reason)
  }
}
