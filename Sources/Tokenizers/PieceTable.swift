/// The pieces of a vocabulary by id, and the ids by piece.
///
/// Pieces are compared by their bytes: Swift takes strings that are canonically equivalent for equal.
struct PieceTable: Sendable {
  /// The ids that have a piece.
  let pieceCount: Int
  /// An id whose piece an earlier one has already.
  let duplicate: Int32?

  /// All pieces in UTF-8, end to end.
  private let bytes: [UInt8]
  private let starts: [Int32]
  private let present: [Bool]
  /// Open addressing with linear probing; −1 is free.
  private let slots: [Int32]

  /// The largest id and one.
  var count: Int { present.count }

  /// A table of pieces by id; `nil` where an id has none.
  ///
  /// - Precondition: together they have fewer than 2³¹ bytes.
  init(_ pieces: [String?]) {
    let total = pieces.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
    precondition(total < Int(Int32.max), "\(total) bytes of pieces")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(total)
    var starts: [Int32] = [0]
    starts.reserveCapacity(pieces.count + 1)
    for piece in pieces {
      if let piece { bytes += piece.utf8 }
      starts.append(Int32(bytes.count))
    }
    let present = pieces.map { $0 != nil }
    let pieceCount = present.count { $0 }
    var capacity = 16
    while capacity < 2 * pieceCount { capacity *= 2 }
    var slots = [Int32](repeating: -1, count: capacity)
    var duplicate: Int32?
    bytes.withUnsafeBufferPointer { bytes in
      for id in present.indices where present[id] {
        let piece = UnsafeBufferPointer(rebasing: bytes[Int(starts[id])..<Int(starts[id + 1])])
        let slot = Self.slot(of: piece, slots, bytes, starts)
        if slots[slot] < 0 { slots[slot] = Int32(id) } else { duplicate = duplicate ?? Int32(id) }
      }
    }
    self.bytes = bytes
    self.present = present
    self.pieceCount = pieceCount
    self.starts = starts
    self.slots = slots
    self.duplicate = duplicate
  }

  /// The slot that holds a piece, or the free one where it belongs.
  private static func slot(
    of piece: UnsafeBufferPointer<UInt8>, _ slots: [Int32], _ bytes: UnsafeBufferPointer<UInt8>,
    _ starts: [Int32]
  ) -> Int {
    // Seeded anew in every process, so that no file can be made to collide.
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(piece))
    var slot = hasher.finalize() & (slots.count - 1)
    while slots[slot] >= 0 {
      let id = Int(slots[slot])
      let range = Int(starts[id])..<Int(starts[id + 1])
      if range.count == piece.count, bytes[range].elementsEqual(piece) { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  /// The id of a piece; `nil` if there is none.
  func id(of piece: String) -> Int32? {
    var piece = piece
    return piece.withUTF8 { id(of: $0) }
  }

  /// The id of a piece in UTF-8; `nil` if there is none.
  func id(of piece: UnsafeBufferPointer<UInt8>) -> Int32? {
    let found = bytes.withUnsafeBufferPointer { slots[Self.slot(of: piece, slots, $0, starts)] }
    return found < 0 ? nil : found
  }

  /// A piece in UTF-8; `nil` if the id has none.
  func bytes(of id: Int32) -> ArraySlice<UInt8>? {
    guard present.indices.contains(Int(id)), present[Int(id)] else { return nil }
    return bytes[Int(starts[Int(id)])..<Int(starts[Int(id) + 1])]
  }

  /// A piece; `nil` if the id has none.
  func piece(_ id: Int32) -> String? { bytes(of: id).map { String(decoding: $0, as: UTF8.self) } }
}
