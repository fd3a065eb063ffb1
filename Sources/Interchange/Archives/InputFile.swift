import Foundation
import Support

/// A file that somebody names: plain, packed with gzip or zstd, or `-` for standard input, which may be either.
///
/// Every reader of this module opens files through `plain`. Formats are found out before a file is read, so what is no
/// plain file is written to one first; it is removed afterwards.
package enum InputFile {
  /// How standard input is named on a command line.
  package static let standardInput = "-"

  /// What a path is called in messages and tables.
  package static func name(_ path: String) -> String { path == standardInput ? "stdin" : path }

  /// The SHA-256 of a file as it is, packed or not, by what messages call it; of standard input, of what came from there.
  ///
  /// - Throws: `SupportError.file`.
  package static func digest(_ name: String) throws -> String {
    let content = name == Self.name(standardInput) ? try StandardInput.content() : nil
    return SHA256.hex(SHA256.digest(try content ?? AtomicFile.read(name)))
  }

  /// The most bytes that a packed file may become, by its own size.
  ///
  /// Samples are packed to a tenth or a fiftieth; what becomes more than this is there to fill the disk.
  static func limit(packed: Int) -> Int { max(1 << 30, 200 * packed) }

  /// Calls `body` with the path of a plain file: the same one, or what is in it.
  ///
  /// - Throws: `InterchangeError.inPacked`, with the name of the file, for what `body` finds wrong in one that was
  ///   unpacked; `InterchangeError.badArchive` for damaged data, and for more than `limit` allows; `SupportError.file`.
  package static func plain<Result>(
    _ path: String, _ body: (String) throws -> Result
  ) throws -> Result {
    let source: FileHandle?
    if path == standardInput {
      source = try StandardInput.handle()
    } else if method(path) != nil {
      source = FileHandle(forReadingAtPath: path)
    } else {
      return try body(path)
    }
    let name = name(path)
    guard let source else {
      throw SupportError.file(action: "read", path: name, reason: "permission denied")
    }
    let folder = FileManager.default.temporaryDirectory.path + "/assay-\(UUID().uuidString)"
    try AtomicFile.createFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let target = folder + "/" + SampleCounts.stem(of: name)
    try write(source, name, to: target)
    Details.say("\(name) is unpacked to \(target)")
    do {
      return try body(target)
    } catch {
      let reason = "\(error)"
      guard error is InterchangeError || reason.contains(target) else { throw error }
      throw InterchangeError.inPacked(path: name, reason: reason.replacing(target, with: name))
    }
  }

  private static func method(_ path: String) -> Decompressor.Method? {
    // A pipe would be waited for.
    guard SampleFormat.isPlain(path), let handle = FileHandle(forReadingAtPath: path) else {
      return nil
    }
    defer { try? handle.close() }
    return method((try? handle.read(upToCount: 4)) ?? Data())
  }

  private static func method(_ head: Data) -> Decompressor.Method? {
    if head.starts(with: [0x1F, 0x8B]) { return .gzip }
    return head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) ? .zstd : nil
  }

  /// Writes what is in a file, unpacked if it is packed.
  private static func write(_ source: FileHandle, _ name: String, to target: String) throws {
    let size = Int(try source.seekToEnd())
    try source.seek(toOffset: 0)
    let method = method(try source.read(upToCount: 4) ?? Data())
    try source.seek(toOffset: 0)
    guard FileManager.default.createFile(atPath: target, contents: nil),
      let sink = FileHandle(forWritingAtPath: target)
    else {
      throw SupportError.file(
        action: "create", path: target, reason: String(cString: strerror(errno)))
    }
    defer { try? sink.close() }
    guard let method else {
      while let piece = try source.read(upToCount: 1 << 20), !piece.isEmpty {
        try sink.write(contentsOf: piece)
      }
      return
    }
    let stream = Decompressor(method)
    let limit = limit(packed: size)
    var count = 0
    while let piece = try source.read(upToCount: 1 << 18), !piece.isEmpty {
      let isSound = try stream.unpack(piece) {
        count += $0.count
        guard count <= limit else {
          throw InterchangeError.badArchive(
            path: name,
            reason:
              "it would unpack to more than \(limit >> 20) MB, \(limit / max(1, size)) times its size; "
              + "unpack it yourself if that is what it holds")
        }
        try sink.write(contentsOf: Data($0))
      }
      guard isSound else {
        throw InterchangeError.badArchive(
          path: name, reason: "its \(method.rawValue) data are damaged; copy the file again")
      }
    }
    guard stream.isComplete else {
      throw InterchangeError.badArchive(path: name, reason: "it is cut off; copy the file again")
    }
  }
}
