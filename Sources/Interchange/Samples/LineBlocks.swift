import Foundation
import Support

/// Some whole lines of a file.
struct LineBlock: @unchecked Sendable {
  // The bytes are written before the block is handed out and not again until it is given back.
  let bytes: UnsafeBufferPointer<UInt8>

  /// Calls `body` with each line that is not blank, without its end, and its number from 1.
  ///
  /// - Returns: the number of lines, blank ones included.
  func forEachLine(_ body: (UnsafeBufferPointer<UInt8>, Int) -> Void) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    var (start, number) = (0, 0)
    while start < bytes.count {
      let found = memchr(base + start, 10, bytes.count - start)
      var end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
      let next = end + 1
      number += 1
      if end > start, base[end - 1] == 13 { end -= 1 }
      let line = UnsafeBufferPointer(start: base + start, count: end - start)
      if !line.allSatisfy({ $0 == 32 || $0 == 9 }) { body(line, number) }
      start = next
    }
    return number
  }
}

/// Reads files of lines in blocks that several workers take apart at the same time.
///
/// The file is read through one window of some megabytes, which grows only for a longer line, so memory
/// does not depend on the size of the file. What is found is handed on in the order of the file, so
/// that the number of workers changes nothing.
enum LineBlocks {
  /// Bytes of the window.
  static let windowBytes = 16 << 20

  /// The number of workers: the cores of this machine.
  static var workers: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// Takes a file apart.
  ///
  /// - Parameters:
  ///   - path: the file; a byte order mark at its beginning is skipped.
  ///   - workers: how many blocks are looked at side by side.
  ///   - window: bytes read at once.
  ///   - map: called with each block on some thread; gives what it found and the number of lines.
  ///   - merge: called in order with what was found and the number of lines before the block.
  /// - Throws: `SupportError.file` if the file cannot be read; whatever `merge` throws.
  static func read<Part: Sendable>(
    _ path: String, workers: Int = Self.workers, window: Int = Self.windowBytes,
    map: @Sendable (LineBlock) -> (Part, lines: Int),
    merge: (Part, _ linesBefore: Int) throws -> Void
  ) throws {
    let size = try AtomicFile.requireFile(path)
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    // One byte more than the file, so that its end is seen at once.
    var buffer = Window(capacity: min(window, size + 1))
    defer { buffer.free() }
    var linesBefore = 0
    var bytesBefore = 0
    defer { ProgressMeter.current?.update("reading \(path)", done: 1, total: 1) }
    while try buffer.fill(from: descriptor, path) {
      for (part, lines) in concurrently(buffer.blocks(workers * 4), workers, map) {
        try merge(part, linesBefore)
        linesBefore += lines
      }
      bytesBefore += buffer.wholeBytes
      ProgressMeter.current?.update(
        "reading \(path)", done: Double(bytesBefore), total: Double(size + 1))
      buffer.dropLines()
    }
    Details.read(path, bytes: size)
  }

  static func failure(_ path: String) -> SupportError {
    .file(action: "read", path: path, reason: String(cString: strerror(errno)))
  }

  private static func concurrently<Part: Sendable>(
    _ blocks: [LineBlock], _ workers: Int, _ map: @Sendable (LineBlock) -> (Part, lines: Int)
  ) -> [(Part, lines: Int)] {
    guard workers > 1, blocks.count > 1 else { return blocks.map(map) }
    var parts = [(Part, lines: Int)?](repeating: nil, count: blocks.count)
    parts.withUnsafeMutableBufferPointer { slots in
      let slots = Slots(slots)
      DispatchQueue.concurrentPerform(iterations: blocks.count) { i in
        slots[i] = map(blocks[i])
      }
    }
    return parts.compactMap { $0 }
  }

  /// Places that different threads write, each its own.
  private struct Slots<Element>: @unchecked Sendable {
    let slots: UnsafeMutableBufferPointer<Element?>
    init(_ slots: UnsafeMutableBufferPointer<Element?>) { self.slots = slots }
    subscript(i: Int) -> Element? {
      get { slots[i] }
      nonmutating set { slots[i] = newValue }
    }
  }
}

/// A window on a file: bytes that were read, the whole lines of which come first.
private struct Window {
  private var bytes: UnsafeMutableBufferPointer<UInt8>
  private var count = 0
  /// Where the whole lines end.
  private var cut = 0
  /// The number of bytes of the whole lines.
  var wholeBytes: Int { cut }
  private var isFirst = true
  private var isDone = false

  init(capacity: Int) { bytes = .allocate(capacity: max(16, capacity)) }

  func free() { bytes.deallocate() }

  /// Reads on until there is a whole line, or the end; `false` if there is nothing left.
  mutating func fill(from descriptor: Int32, _ path: String) throws -> Bool {
    while true {
      while !isDone, count < bytes.count {
        let got = Foundation.read(descriptor, bytes.baseAddress! + count, bytes.count - count)
        if got < 0, errno == EINTR { continue }
        guard got >= 0 else { throw LineBlocks.failure(path) }
        isDone = got == 0
        count += got
      }
      if isFirst { dropMark() }
      if isDone {
        cut = count
        return count > 0
      }
      if let newline = bytes[..<count].lastIndex(of: 10) {
        cut = newline + 1
        return true
      }
      grow()
    }
  }

  /// The whole lines in about as many blocks of like size.
  func blocks(_ number: Int) -> [LineBlock] {
    var blocks: [LineBlock] = []
    let size = max(1 << 16, cut / number)
    var start = 0
    while start < cut {
      var end = min(cut, start + size)
      if end < cut, let newline = bytes[(end - 1)..<cut].firstIndex(of: 10) { end = newline + 1 }
      blocks.append(LineBlock(bytes: UnsafeBufferPointer(rebasing: bytes[start..<end])))
      start = end
    }
    return blocks
  }

  mutating func dropLines() {
    memmove(bytes.baseAddress!, bytes.baseAddress! + cut, count - cut)
    count -= cut
    cut = 0
  }

  private mutating func dropMark() {
    isFirst = false
    guard count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF else { return }
    cut = 3
    dropLines()
  }

  private mutating func grow() {
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * bytes.count)
    memcpy(larger.baseAddress!, bytes.baseAddress!, count)
    bytes.deallocate()
    bytes = larger
  }
}
