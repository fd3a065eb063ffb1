import Foundation
import Support

/// A file that is written piecewise under a temporary name and appears whole or not at all.
final class OutputFile {
  private let path: String
  private var temporary: String { path + ".part" }
  private var descriptor: Int32
  private var isCommitted = false

  /// Begins a file, creating its folder.
  ///
  /// - Throws: `SupportError.file`.
  init(_ path: String) throws {
    self.path = path
    descriptor = -1
    try AtomicFile.createFolder((path as NSString).deletingLastPathComponent)
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      // Nothing was created, so nothing is to be removed.
      isCommitted = true
      throw failure("create")
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isCommitted { unlink(temporary) }
  }

  /// Appends bytes.
  ///
  /// - Throws: `SupportError.file`, for example when the disk is full; the previous file stays.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count, let base = bytes.baseAddress {
      let written = Foundation.write(descriptor, base + done, bytes.count - done)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw failure("write") }
      done += written
    }
  }

  /// Appends bytes.
  func write(_ data: Data) throws { try data.withUnsafeBytes { try write($0) } }

  /// Ends the file; after this, only `commit` can fail.
  func finish() throws {
    // Some file systems report a full disk only here.
    let synced = fsync(descriptor)
    let reason = failure("write")
    let closed = close(descriptor)
    descriptor = -1
    guard synced == 0 else { throw reason }
    guard closed == 0 else { throw failure("write") }
  }

  /// Gives the finished file its name, replacing the previous one.
  func commit() throws {
    try AtomicFile.commit(temporary, to: path)
    isCommitted = true
  }

  private func failure(_ action: String) -> SupportError {
    .file(action: action, path: temporary, reason: String(cString: strerror(errno)))
  }
}
