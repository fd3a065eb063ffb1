import Foundation
import Support

/// A file that is one JSON value.
struct JSONDocument {
  let path: String
  private let data: Data

  init(_ path: String) throws {
    self.path = path
    data = try AtomicFile.read(path)
  }

  /// A document in memory; `path` is for messages.
  init(_ data: Data, path: String) {
    self.path = path
    self.data = data
  }

  /// Calls `body` with the bytes of each element of a document that is an array, and the line on which it begins.
  func forEachElement(_ body: (UnsafeBufferPointer<UInt8>, Int) throws -> Void) throws {
    var failure: (any Error)?
    try read { scan, lines in
      scan.elements { scan in
        let line = lines.line(at: scan.position)
        guard let range = scan.value() else { return false }
        do {
          try body(
            UnsafeBufferPointer(start: scan.bytes + range.lowerBound, count: range.count), line)
          return true
        } catch {
          failure = failure ?? error
          return false
        }
      } && failure == nil
    }
  }

  /// Calls `body` with a scan at the beginning; `body` steps over the value.
  ///
  /// - Parameter body: gives `false` where the bytes are not JSON.
  /// - Throws: `InterchangeError.malformed` with the line where `body` stopped, or if there is more than
  ///   one value; whatever `body` throws.
  func read(_ body: (inout JSONScan, inout LineCounter) throws -> Bool) throws {
    try data.withUnsafeBytes { raw in
      let bytes = raw.bindMemory(to: UInt8.self)
      var scan = JSONScan(bytes, at: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
      var lines = LineCounter(bytes)
      let isWhole = try body(&scan, &lines)
      guard isWhole, scan.isAtEnd() else {
        throw InterchangeError.malformed(
          path: path, line: lines.line(at: scan.position),
          reason: scan.position >= bytes.count
            ? "the file ends in the middle of its JSON; expected the whole log"
            : "the file is not valid JSON here; expected one JSON object")
      }
    }
  }
}

/// Tells lines from offsets that rise.
struct LineCounter {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private var count = 1

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The line of an offset, from 1.
  mutating func line(at target: Int) -> Int {
    guard let base = bytes.baseAddress else { return 1 }
    while offset < target, let found = memchr(base + offset, 10, target - offset) {
      offset = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
      count += 1
    }
    offset = max(offset, target)
    return count
  }
}
