/// Which two pieces are merged, in which order, and what they become.
struct MergeTable: Sendable {
  /// What `merge` gives for pieces that are not merged: above every merge.
  static let none = UInt64.max

  /// The merges as pairs, first to be tried first.
  let pairs: [UInt64]
  /// Open addressing with linear probing; `none` is free.
  private let keys: [UInt64]
  private let values: [UInt64]

  /// - Parameters:
  ///   - pairs: first to be tried first. Of equal pairs the last counts, as in the package `tokenizers`.
  ///   - results: the pieces that they become.
  ///   - ranks: the rank of each pair, where pairs that become the same piece share one; `nil` for their order.
  init(pairs: [UInt64], results: [Int32], ranks: [UInt32]? = nil) {
    self.pairs = pairs
    var capacity = 16
    while capacity < 2 * pairs.count { capacity *= 2 }
    var keys = [UInt64](repeating: Self.none, count: capacity)
    var values = keys
    for (rank, pair) in pairs.enumerated() {
      var slot = Self.first(pair, capacity)
      while keys[slot] != Self.none && keys[slot] != pair { slot = (slot + 1) & (capacity - 1) }
      keys[slot] = pair
      values[slot] =
        UInt64(ranks?[rank] ?? UInt32(rank)) << 32 | UInt64(UInt32(bitPattern: results[rank]))
    }
    self.keys = keys
    self.values = values
  }

  /// Two pieces as one number.
  @inline(__always)
  static func pair(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  /// The merge of two pieces: its rank in the upper half, so that the lesser is done first, and the piece that
  /// they become in the lower.
  @inline(__always)
  func merge(_ left: Int32, _ right: Int32) -> UInt64 {
    let pair = Self.pair(left, right)
    var slot = Self.first(pair, keys.count)
    while true {
      let key = keys[slot]
      if key == pair { return values[slot] }
      if key == Self.none { return Self.none }
      slot = (slot + 1) & (keys.count - 1)
    }
  }

  // Another one in every process, so that no file can be made to collide.
  private static let seed = UInt64(bitPattern: Int64(Hasher().finalize()))

  /// The slot where looking for a pair begins.
  @inline(__always)
  private static func first(_ pair: UInt64, _ capacity: Int) -> Int {
    var mixed = (pair ^ seed) &* 0x9E37_79B9_7F4A_7C15
    mixed ^= mixed >> 32
    mixed = mixed &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed >> 32) & (capacity - 1)
  }
}

/// Merges the pieces of a word: always the pair of the lowest rank, the leftmost of equal ones.
struct Merger {
  /// Up to this many pieces, looking through all pairs again is faster than a heap.
  private static let short = 48

  /// The pieces of the word.
  var symbols: [Int32] = []
  let table: MergeTable
  private var merges: [UInt64] = []
  private var next: [Int32] = []
  private var previous: [Int32] = []
  private var heap = MergeHeap()

  /// A merger of no word yet.
  init(_ table: MergeTable) { self.table = table }

  /// Merges what can be merged.
  mutating func run() {
    if symbols.count > Self.short {
      runLong()
    } else if symbols.count > 1 {
      runShort()
    }
  }

  private mutating func runShort() {
    var count = symbols.count
    merges.removeAll(keepingCapacity: true)
    for index in 1..<count { merges.append(table.merge(symbols[index - 1], symbols[index])) }
    while count > 1 {
      var best = MergeTable.none
      var place = 0
      for index in 0..<(count - 1) where merges[index] < best {
        best = merges[index]
        place = index
      }
      if best == MergeTable.none { break }
      symbols[place] = Int32(truncatingIfNeeded: best)
      count -= 1
      var index = place + 1
      while index < count {
        symbols[index] = symbols[index + 1]
        merges[index - 1] = merges[index]
        index += 1
      }
      if place + 1 < count { merges[place] = table.merge(symbols[place], symbols[place + 1]) }
      if place > 0 { merges[place - 1] = table.merge(symbols[place - 1], symbols[place]) }
    }
    symbols.removeLast(symbols.count - count)
  }

  private mutating func runLong() {
    let count = symbols.count
    next = (0..<count).map { Int32($0) + 1 }
    previous = (0..<count).map { Int32($0) - 1 }
    heap.removeAll()
    for index in 1..<count { push(index - 1, index) }
    while let (place, result) = heap.pop() {
      let right = Int(next[place])
      // Either piece may have been merged with another since.
      guard symbols[place] >= 0, right < count,
        case let merge = table.merge(symbols[place], symbols[right]), merge != MergeTable.none,
        Int32(truncatingIfNeeded: merge) == result
      else { continue }
      symbols[place] = result
      symbols[right] = -1
      next[place] = next[right]
      let after = Int(next[place])
      if after < count {
        previous[after] = Int32(place)
        push(place, after)
      }
      if previous[place] >= 0 { push(Int(previous[place]), place) }
    }
    symbols.removeAll { $0 < 0 }
  }

  private mutating func push(_ left: Int, _ right: Int) {
    let merge = table.merge(symbols[left], symbols[right])
    guard merge != MergeTable.none else { return }
    heap.push(rank: merge >> 32, position: left, result: Int32(truncatingIfNeeded: merge))
  }
}

/// Merges that may be done, the first of them on top.
private struct MergeHeap {
  // Rank and position in one number, so that comparing is one instruction.
  private var keys: [UInt64] = []
  private var results: [Int32] = []

  mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    results.removeAll(keepingCapacity: true)
  }

  mutating func push(rank: UInt64, position: Int, result: Int32) {
    keys.append(rank << 32 | UInt64(position))
    results.append(result)
    var child = keys.count - 1
    while child > 0, keys[child] < keys[(child - 1) / 2] {
      keys.swapAt(child, (child - 1) / 2)
      results.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> (position: Int, result: Int32)? {
    guard let key = keys.first, let lastKey = keys.popLast(), let lastResult = results.popLast()
    else { return nil }
    let top = (position: Int(key & 0xFFFF_FFFF), result: results.first ?? lastResult)
    guard !keys.isEmpty else { return top }
    keys[0] = lastKey
    results[0] = lastResult
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < keys.count else { return top }
      if child + 1 < keys.count, keys[child + 1] < keys[child] { child += 1 }
      guard keys[child] < keys[parent] else { return top }
      keys.swapAt(child, parent)
      results.swapAt(child, parent)
      parent = child
    }
  }
}
