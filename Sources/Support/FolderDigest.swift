import CNettle
import Dispatch
import Foundation
import Synchronization

/// The SHA-256 of every file of a folder, kept in the folder: `files.sha256`, as `sha256sum` writes and checks it.
///
/// Whatever is kept to be used later is written with it and looked at before it is used: a flipped bit would
/// otherwise be a wrong number.
public enum FolderDigest {
  /// The name of the list.
  public static let name = "files.sha256"

  /// Writes the list of a folder's files, those of its folders included.
  ///
  /// - Throws: `SupportError.file`.
  public static func write(in folder: String) throws {
    try AtomicFile.write(try list(folder, files(in: folder)), to: folder + "/" + name)
  }

  /// What is not as it was written: the first file, in words; `nil` for a folder that is whole, or has no list.
  public static func damage(in folder: String) -> String? {
    let path = folder + "/" + name
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      let written = try AtomicFile.readText(path)
      let names = written.split(separator: "\n").map { String($0.dropFirst(66)) }
      guard names.allSatisfy({ !$0.isEmpty && !$0.hasPrefix("/") && !$0.contains("..") }) else {
        return "its list of files is damaged"
      }
      let found = try list(folder, names)
      if found == written { return nil }
      let place = zip(found.split(separator: "\n"), written.split(separator: "\n"))
        .first { $0 != $1 }
      return "\(place.map { String($0.0.dropFirst(66)) } ?? name) is not what was written (SHA-256)"
    } catch {
      return "\(error)"
    }
  }

  /// One SHA-256 for what a file holds, or for the names and contents of all files of a folder.
  ///
  /// - Throws: `SupportError.file`.
  public static func digest(of path: String) throws -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return SHA256.hex(try digest(path)) }
    return SHA256.hex(try list(path, files(in: path)))
  }

  private static func files(in folder: String) throws -> [String] {
    let all = try FileManager.default.subpathsOfDirectory(atPath: folder)
    return all.filter { path in
      var status = stat()
      return path != name && stat(folder + "/" + path, &status) == 0
        && status.st_mode & S_IFMT == S_IFREG
    }.sorted()
  }

  private static func list(_ folder: String, _ names: [String]) throws -> String {
    let lines = Mutex<[Result<String, any Error>?]>(Array(repeating: nil, count: names.count))
    DispatchQueue.concurrentPerform(iterations: names.count) { index in
      let line = Result {
        SHA256.hex(try digest(folder + "/" + names[index])) + "  " + names[index] + "\n"
      }
      lines.withLock { $0[index] = line }
    }
    return try lines.withLock { try $0.compactMap { try $0?.get() }.joined() }
  }

  /// The digest of a file, which need not fit into memory.
  private static func digest(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw AtomicFile.failure("read", path) }
    defer { close(descriptor) }
    var context = sha256_ctx()
    nettle_sha256_init(&context)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { buffer.deallocate() }
    while true {
      let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw AtomicFile.failure("read", path) }
      if count == 0 { break }
      nettle_sha256_update(&context, count, buffer.bindMemory(to: UInt8.self).baseAddress)
    }
    var out = [UInt8](repeating: 0, count: 32)
    nettle_sha256_digest(&context, 32, &out)
    return out
  }
}
