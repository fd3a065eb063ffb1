import Foundation
import Support

/// Reads the files of a zip archive, stored, deflated or packed with zstd.
///
/// - Source: PKWARE APPNOTE 6.3.9, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.14 and
///   4.3.16 (its end, with and without zip64); zip64 extra field 4.5.3.
/// - Deviation: no encryption, and no compression besides deflate (8) and zstd (93, and 20 of old archives); both
///   are errors.
struct ZipArchive {
  private struct Entry {
    let name: String
    let method: Int
    let isEncrypted: Bool
    let checksum: UInt32
    let packed: Int
    let size: Int
    let offset: Int
  }

  let path: String
  private let data: Data
  private let entries: [Entry]

  /// The names of the files in the order of the archive's directory; a name written twice counts once,
  /// and its last content is the one that is read.
  let names: [String]

  /// Whether a file begins as a zip archive does.
  static func isArchive(_ path: String) throws -> Bool {
    guard let handle = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? handle.close() }
    return try handle.read(upToCount: 4) == Data([0x50, 0x4B, 0x03, 0x04])
  }

  init(_ path: String) throws {
    self.path = path
    data = try AtomicFile.read(path)
    guard let entries = Self.directory(Bytes(data)) else {
      throw InterchangeError.badArchive(
        path: path, reason: "its directory is damaged or cut off; copy the file again")
    }
    self.entries = entries
    var seen: Set<String> = []
    names = entries.map(\.name).filter { seen.insert($0).inserted }
  }

  /// The bytes of a file of the archive.
  ///
  /// - Throws: `InterchangeError.badArchive` if they are damaged or packed in another way.
  func contents(of name: String) throws -> Data {
    guard let entry = entries.last(where: { $0.name == name }) else {
      throw bad(name, "is not in it")
    }
    let methods: [Int: Decompressor.Method] = [8: .deflate, 93: .zstd, 20: .zstd]
    guard !entry.isEncrypted, entry.method == 0 || methods[entry.method] != nil else {
      throw bad(
        name,
        "is packed by method \(entry.method); convert the log with "
          + "'inspect log convert --to json --output-dir DIR FILE'")
    }
    // Text is packed to a tenth or so; what is packed a thousandfold is there to fill the memory.
    let most = 64 << 20 + 20 * data.count
    guard entry.size <= most else {
      throw bad(name, "would unpack to \(entry.size >> 20) MB, more than such an archive holds")
    }
    let bytes = Bytes(data)
    guard bytes.word(entry.offset) == 0x0403_4B50, let nameLength = bytes.short(entry.offset + 26),
      let extraLength = bytes.short(entry.offset + 28)
    else { throw bad(name, "is damaged; copy the file again") }
    let start = entry.offset + 30 + nameLength + extraLength
    guard start <= data.count, entry.packed <= data.count - start else {
      throw bad(name, "is cut off; copy the file again")
    }
    let packed = data[data.startIndex + start..<data.startIndex + start + entry.packed]
    let content =
      methods[entry.method].map { Decompressor.unpacked(packed, $0, size: entry.size) } ?? packed
    guard let content, content.count == entry.size, Decompressor.crc32(content) == entry.checksum
    else { throw bad(name, "is damaged; copy the file again") }
    return Data(content)
  }

  private func bad(_ name: String, _ reason: String) -> InterchangeError {
    .badArchive(path: path, reason: "'\(Excerpt.of(name))' \(reason)")
  }

  /// The entries of the central directory; `nil` if it cannot be found or read.
  private static func directory(_ bytes: Bytes) -> [Entry]? {
    // The end record has 22 bytes and a comment of at most 65 535.
    let lowest = max(0, bytes.count - 22 - 65_535)
    guard
      let end = stride(from: bytes.count - 22, through: lowest, by: -1).first(where: {
        bytes.word($0) == 0x0605_4B50
      }), var count = bytes.short(end + 10), var offset = bytes.word(end + 16)
    else { return nil }
    if count == 0xFFFF || offset == 0xFFFF_FFFF, bytes.word(end - 20) == 0x0706_4B50,
      let wide = bytes.long(end - 12)
    {
      guard bytes.word(wide) == 0x0606_4B50, let entries = bytes.long(wide + 32),
        let place = bytes.long(wide + 48)
      else { return nil }
      (count, offset) = (entries, place)
    }
    var entries: [Entry] = []
    for _ in 0..<count {
      guard let (entry, next) = entry(bytes, at: offset) else { return nil }
      entries.append(entry)
      offset = next
    }
    return entries
  }

  private static func entry(_ bytes: Bytes, at offset: Int) -> (Entry, next: Int)? {
    guard bytes.word(offset) == 0x0201_4B50, let flags = bytes.short(offset + 8),
      let method = bytes.short(offset + 10), let checksum = bytes.word(offset + 16),
      var packed = bytes.word(offset + 20), var size = bytes.word(offset + 24),
      let nameLength = bytes.short(offset + 28), let extraLength = bytes.short(offset + 30),
      let commentLength = bytes.short(offset + 32), var place = bytes.word(offset + 42),
      let name = bytes.text(offset + 46, nameLength)
    else { return nil }
    let next = offset + 46 + nameLength + extraLength + commentLength
    var extra = offset + 46 + nameLength
    while extra + 4 <= next, let id = bytes.short(extra), let length = bytes.short(extra + 2) {
      var field = extra + 4
      func wide(_ value: inout Int) -> Bool {
        guard value == 0xFFFF_FFFF else { return true }
        guard let long = bytes.long(field) else { return false }
        value = long
        field += 8
        return true
      }
      if id == 1 { guard wide(&size), wide(&packed), wide(&place) else { return nil } }
      extra += 4 + length
    }
    let entry = Entry(
      name: name, method: method, isEncrypted: flags & 1 == 1, checksum: UInt32(checksum),
      packed: packed, size: size, offset: place)
    return (entry, next)
  }

  /// Little-endian numbers at offsets that may lie outside.
  private struct Bytes {
    let data: Data
    init(_ data: Data) { self.data = data }
    var count: Int { data.count }

    func number(_ offset: Int, _ length: Int) -> Int? {
      guard offset >= 0, offset <= count - length else { return nil }
      var value: UInt64 = 0
      for i in (0..<length).reversed() {
        value = value << 8 | UInt64(data[data.startIndex + offset + i])
      }
      return Int(exactly: value)
    }
    func short(_ offset: Int) -> Int? { number(offset, 2) }
    func word(_ offset: Int) -> Int? { number(offset, 4) }
    func long(_ offset: Int) -> Int? { number(offset, 8).flatMap { $0 <= count ? $0 : nil } }
    func text(_ offset: Int, _ length: Int) -> String? {
      guard offset >= 0, offset <= count - length else { return nil }
      let start = data.startIndex + offset
      return String(decoding: data[start..<start + length], as: UTF8.self)
    }
  }
}
