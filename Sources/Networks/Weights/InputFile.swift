import Foundation
import Support

/// A file that is read piecewise at known offsets.
///
/// Pieces are copied out of the system's cache instead of mapped: a mapped file that another program
/// truncates ends this program, a short read is an error.
final class InputFile: Sendable {
  /// Where it is.
  let path: String
  /// Its length in bytes when it was opened.
  let size: Int
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// - Throws: `SupportError.file` if it is missing, not readable or not a regular file.
  init(_ path: String) throws {
    self.path = path
    // Without O_NONBLOCK, opening a pipe waits for a writer.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let reason = errno == ENOENT ? "no such file" : String(cString: strerror(errno))
      throw SupportError.file(action: "read", path: path, reason: reason)
    }
    var status = stat()
    let known = fstat(descriptor, &status) == 0
    guard known, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      let isFolder = known && status.st_mode & S_IFMT == S_IFDIR
      throw SupportError.file(
        action: "read", path: path, reason: isFolder ? "it is a folder" : "it is not a regular file"
      )
    }
    size = Int(status.st_size)
    Details.say("reading \(path), \(Details.size(size))")
  }

  deinit { close(descriptor) }

  /// Copies `count` bytes that begin at `offset`.
  ///
  /// - Throws: `SupportError.file` if the file has become shorter or cannot be read.
  func read(at offset: Int, count: Int, into target: UnsafeMutableRawPointer) throws {
    precondition(offset >= 0 && count >= 0, "\(count) bytes at \(offset)")
    var done = 0
    while done < count {
      let found = pread(descriptor, target + done, count - done, off_t(offset + done))
      if found < 0 && errno == EINTR { continue }
      guard found > 0 else {
        let reason = found == 0 ? "it was truncated" : String(cString: strerror(errno))
        throw SupportError.file(action: "read", path: path, reason: reason)
      }
      done += found
    }
  }
}
