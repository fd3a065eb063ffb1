import Foundation
import Support
import Synchronization

/// Standard input, which can be read once, as a file that can be read again: the first who asks copies it.
enum StandardInput {
  private static let copied = Mutex<Int32?>(nil)

  /// A handle of the copy, which has no name and goes with the program.
  ///
  /// - Throws: `SupportError.file` if it cannot be read, or copied.
  static func handle(of descriptor: Int32 = STDIN_FILENO) throws -> FileHandle {
    try FileHandle(
      fileDescriptor: copied.withLock { copied in
        if let copied { return copied }
        let copy = try copy(of: descriptor)
        copied = copy
        return copy
      }, closeOnDealloc: false)
  }

  /// What came from standard input, from its beginning; `nil` if nobody has asked for it.
  static func content() throws -> Data? {
    guard let copied = copied.withLock({ $0 }) else { return nil }
    let handle = FileHandle(fileDescriptor: copied, closeOnDealloc: false)
    try handle.seek(toOffset: 0)
    return try handle.readToEnd() ?? Data()
  }

  /// The descriptor of a file with all that comes from another one, and without a name.
  static func copy(of source: Int32) throws -> Int32 {
    var template = Array(
      (FileManager.default.temporaryDirectory.path + "/assay-stdin-XXXXXX").utf8CString)
    let copy = mkstemp(&template)
    guard copy >= 0 else { throw failure("copy") }
    unlink(template)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let got = read(source, &buffer, buffer.count)
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else {
        defer { close(copy) }
        throw failure("read")
      }
      if got == 0 { return copy }
      var offset = 0
      while offset < got {
        let written = buffer.withUnsafeBytes {
          Foundation.write(copy, $0.baseAddress! + offset, got - offset)
        }
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else {
          defer { close(copy) }
          throw failure("copy")
        }
        offset += written
      }
    }
  }

  private static func failure(_ action: String) -> SupportError {
    .file(action: action, path: "stdin", reason: String(cString: strerror(errno)))
  }
}
