/// The text of a response as its tokens come: what is certain of it is given out, and it ends before a stop text.
package struct ChoiceText {
  private let stops: [[UInt8]]
  private let includesStop: Bool
  /// All bytes so far, but for a stop text and what follows it.
  package private(set) var bytes: [UInt8] = []
  /// How many of them were given out.
  package private(set) var released = 0
  /// Whether a stop text has come.
  package private(set) var isStopped = false

  package init(stops: [String], includesStop: Bool) {
    self.stops = stops.map { Array($0.utf8) }
    self.includesStop = includesStop
  }

  /// Adds the bytes of a token.
  package mutating func append(_ new: [UInt8]) {
    guard !isStopped, !new.isEmpty else { return }
    let before = bytes.count
    bytes += new
    var place: (start: Int, end: Int)?
    for stop in stops {
      // A stop text that ended before has been found before.
      let first = max(0, before - stop.count + 1)
      guard bytes.count - stop.count >= first else { continue }
      let found = (first...bytes.count - stop.count).first {
        bytes[$0..<$0 + stop.count].elementsEqual(stop)
      }
      if let found, found < place?.start ?? .max { place = (found, found + stop.count) }
    }
    guard let place else { return }
    isStopped = true
    bytes.removeSubrange((includesStop ? place.end : place.start)...)
  }

  /// What is certain and was not given out yet: no beginning of a stop text, no part of a character.
  ///
  /// - Parameter isLast: whether nothing more comes; parts of characters become U+FFFD then.
  package mutating func release(isLast: Bool) -> String {
    var end = bytes.count
    if !isLast && !isStopped {
      let held = stops.map { stop in
        (1..<stop.count).last {
          $0 <= bytes.count && bytes.suffix($0).elementsEqual(stop.prefix($0))
        } ?? 0
      }
      end -= held.max() ?? 0
      end -= Self.openBytes(bytes[..<end])
    }
    defer { released = max(released, end) }
    return end > released ? String(decoding: bytes[released..<end], as: UTF8.self) : ""
  }

  /// Bytes at the end that are the beginning of a character.
  private static func openBytes(_ bytes: ArraySlice<UInt8>) -> Int {
    for count in 1...3 {
      guard count <= bytes.count else { return 0 }
      let byte = bytes[bytes.endIndex - count]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return length > count ? count : 0
    }
    return 0
  }

  /// Characters (Unicode scalars) that begin in the first so many bytes.
  static func scalars(in bytes: some Sequence<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }
}
