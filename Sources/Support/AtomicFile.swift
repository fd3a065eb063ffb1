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

  /// The bytes of a file.
  ///
  /// - Throws: `SupportError.file`, also for a missing file or a folder.
  public static func read(_ path: String) throws -> Data {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw SupportError.file(action: "read", path: path, reason: "no such file")
    }
    guard !isFolder.boolValue else {
      throw SupportError.file(action: "read", path: path, reason: "it is a folder")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SupportError.file(action: "read", path: path, reason: "permission denied or read error")
    }
    return data
  }

  /// The text of a UTF-8 file.
  public static func readText(_ path: String) throws -> String {
    guard let text = String(data: try read(path), encoding: .utf8) else {
      throw SupportError.file(action: "read", path: path, reason: "it is not UTF-8 text")
    }
    return text
  }

  static func writeDirectly(_ data: Data, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
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
    if let error {
      unlink(path)
      throw error
    }
  }

  static func failure(_ action: String, _ path: String) -> SupportError {
    .file(action: action, path: path, reason: String(cString: strerror(errno)))
  }

  private static func reason(_ error: any Error) -> String {
    (error as NSError).localizedDescription
  }
}
