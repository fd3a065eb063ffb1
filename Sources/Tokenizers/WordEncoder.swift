/// Turns words into ids; remembers where it has met a word before in the same text.
struct WordEncoder {
  /// Where a word is in `words`, and where its ids are in `ids`.
  private struct Memory {
    var start: Int32 = 0
    var length: Int32 = 0
    var firstID: Int32 = 0
    var idCount: Int32 = 0
  }

  /// Longer words are seldom met twice.
  private static let longest = 64

  /// The ids so far.
  var ids: [Int32] = []
  private let parts: BPETokenizer.Parts
  private var merger: Merger
  private var memory: [Memory]
  /// The words that are remembered, end to end.
  private var words: [UInt8] = []

  init(_ tokenizer: BPETokenizer, byteCount: Int) {
    parts = tokenizer.parts
    merger = Merger(parts.merges)
    var slots = 16
    while slots < min(byteCount / 8, 32_768) { slots *= 2 }
    memory = [Memory](repeating: Memory(), count: slots)
    ids.reserveCapacity(byteCount / 3 + 8)
  }

  /// Appends the ids of `text[start..<end]`.
  @inline(__always)
  mutating func append(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ byteIDs: [Int32]
  ) {
    let length = end - start
    guard length <= Self.longest, ids.count + words.count < Int(Int32.max) - 2 * Self.longest else {
      return merge(text, start, end, byteIDs)
    }
    var hash: UInt64 = UInt64(length)
    for index in start..<end { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01b3 }
    let slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (memory.count - 1)
    let known = memory[slot]
    if Int(known.length) == length, isRemembered(at: Int(known.start), text, start, length) {
      for index in Int(known.firstID)..<Int(known.firstID + known.idCount) {
        ids.append(ids[index])
      }
      return
    }
    let first = ids.count
    merge(text, start, end, byteIDs)
    memory[slot] = Memory(
      start: Int32(words.count), length: Int32(length), firstID: Int32(first),
      idCount: Int32(ids.count - first))
    words.append(contentsOf: text[start..<end])
  }

  @inline(__always)
  private func isRemembered(
    at place: Int, _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int
  ) -> Bool {
    for index in 0..<length where words[place + index] != text[start + index] { return false }
    return true
  }

  private mutating func merge(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ byteIDs: [Int32]
  ) {
    if parts.ignoresMerges,
      let whole = parts.vocabulary.id(of: ByteAlphabet.piece(of: text[start..<end]))
    {
      return ids.append(whole)
    }
    merger.symbols.removeAll(keepingCapacity: true)
    var followsUnknown = false
    for index in start..<end {
      let id = byteIDs[Int(text[index])]
      if id >= 0 {
        merger.symbols.append(id)
      } else if let unknown = parts.unknown, !(followsUnknown && parts.fusesUnknown) {
        merger.symbols.append(unknown)
      }
      followsUnknown = id < 0
    }
    merger.run()
    ids.append(contentsOf: merger.symbols)
  }
}
