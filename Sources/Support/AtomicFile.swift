import Foundation

/// Files that are either whole or not there: written under a temporary name, synced, renamed.
public enum AtomicFile {
  /// Writes bytes so that a kill or a full disk leaves the previous file as it was.
  ///
  /// - Throws: `SupportError.file` with the system's reason; the temporary file is removed.
  public static func write(_ data: Data, to path: String) throws {
    let temporary = path + ".part"
    try createFolder((path as NSString).deletingLastPathComponent)
    try writeDirectly(data, to: temporary)
    try commit(temporary, to: path)
  }

  /// Writes a text as UTF-8.
  public static func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  /// Syncs a finished temporary file and gives it its final name.
  public static func commit(_ temporary: String, to path: String) throws {
    let descriptor = open(temporary, O_RDONLY)
    guard descriptor >= 0 else { throw failure("sync", temporary) }
    let synced = fsync(descriptor)
    close(descriptor)
    guard synced == 0 else { throw failure("sync", temporary) }
    guard rename(temporary, path) == 0 else { throw failure("rename to \(path)", temporary) }
    let folder = (path as NSString).deletingLastPathComponent
    let folderDescriptor = open(folder.isEmpty ? "." : folder, O_RDONLY)
    if folderDescriptor >= 0 {
      fsync(folderDescriptor)
      close(folderDescriptor)
    }
    Details.wrote(path)
  }

  /// Adds bytes to the end of a file.
  ///
  /// - Throws: `SupportError.file`; what could be written of them is there then.
  public static func append(_ data: Data, to path: String) throws {
    try write(data, to: path, flags: O_WRONLY | O_APPEND)
  }

  /// Removes a file or a folder with everything in it; nothing is done where there is none.
  ///
  /// - Throws: `SupportError.file`.
  public static func remove(_ path: String) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw SupportError.file(action: "remove", path: path, reason: reason(error))
    }
  }

  /// Creates a folder and its parents.
  public static func createFolder(_ path: String) throws {
    guard !path.isEmpty else { return }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw SupportError.file(
        action: "create folder", path: path, reason: reason(error))
    }
  }

  /// Checks that a path names a file that may be read, and returns its size in bytes.
  ///
  /// - Throws: `SupportError.file`, also for a missing file or a folder.
  @discardableResult
  public static func requireFile(_ path: String) throws -> Int { try size(path) }

  /// The bytes of a file, read and not mapped: a file that shrinks meanwhile is an error, not a crash.
  ///
  /// - Throws: `SupportError.file`, also for a missing file or a folder.
  public static func read(_ path: String) throws -> Data {
    let size = try size(path)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("read", path) }
    defer { close(descriptor) }
    // A pipe has no size; one byte more shows the end.
    var data = Data(count: size + 1)
    var count = 0
    while true {
      if count == data.count { data.count = max(1 << 16, 2 * data.count) }
      let got = data.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress! + count, $0.count - count)
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw failure("read", path) }
      if got == 0 { break }
      count += got
    }
    guard count >= size else {
      throw SupportError.file(
        action: "read", path: path, reason: "it has become shorter while it was read")
    }
    Details.read(path, bytes: count)
    return data.prefix(count)
  }

  /// The size of what may be read; 0 for a pipe. Nothing is opened: a pipe would wait for its writer.
  private static func size(_ path: String) throws -> Int {
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere, access(path, R_OK) == 0 {
      guard status.st_mode & S_IFMT != S_IFDIR else {
        throw SupportError.file(action: "read", path: path, reason: "it is a folder")
      }
      return status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    }
    let words = [ENOENT: "no such file", ENOTDIR: "no such file", EACCES: "permission denied"]
    throw SupportError.file(
      action: "read", path: path, reason: words[errno] ?? String(cString: strerror(errno)))
  }

  /// The text of a UTF-8 file.
  public static func readText(_ path: String) throws -> String {
    guard let text = String(data: try read(path), encoding: .utf8) else {
      throw SupportError.file(action: "read", path: path, reason: "it is not UTF-8 text")
    }
    return text
  }

  static func writeDirectly(_ data: Data, to path: String) throws {
    do {
      try write(data, to: path, flags: O_WRONLY | O_CREAT | O_TRUNC)
    } catch {
      unlink(path)
      throw error
    }
  }

  private static func write(_ data: Data, to path: String, flags: Int32) throws {
    let descriptor = open(path, flags | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure("create", path) }
    var offset = 0
    let complete = data.withUnsafeBytes { bytes -> Bool in
      while offset < bytes.count {
        let written = Foundation.write(
          descriptor, bytes.baseAddress! + offset, bytes.count - offset)
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { return false }
        offset += written
      }
      return true
    }
    let error = complete ? nil : failure("write", path)
    close(descriptor)
    if let error { throw error }
  }

  static func failure(_ action: String, _ path: String) -> SupportError {
    .file(action: action, path: path, reason: String(cString: strerror(errno)))
  }

  private static func reason(_ error: any Error) -> String {
    (error as NSError).localizedDescription
  }
}
