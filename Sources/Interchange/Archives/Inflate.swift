/// Unpacks deflated bytes.
///
/// - Source: RFC 1951.
/// - Deviation: none; the whole output is in memory, and its size must be known.
enum Inflate {
  /// The unpacked bytes; `nil` if the stream is damaged or does not unpack to `size` bytes.
  static func decode(_ packed: [UInt8], size: Int) -> [UInt8]? {
    // Deflate packs at most about 1:1032, so a size beyond that is a damaged header.
    guard size >= 0, size <= 1032 * packed.count + 1032 else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(size)
    var bits = BitReader(bytes: packed)
    while true {
      guard let isLast = bits.take(1), let kind = bits.take(2) else { return nil }
      let isGood =
        switch kind {
        case 0: copyStored(&bits, &out, size)
        case 1: unpack(&bits, &out, size, Code.fixedLiterals, Code.fixedDistances)
        case 2: unpackDynamic(&bits, &out, size)
        default: false
        }
      guard isGood else { return nil }
      if isLast == 1 { return out.count == size ? out : nil }
    }
  }

  private static func copyStored(
    _ bits: inout BitReader, _ out: inout [UInt8], _ size: Int
  ) -> Bool {
    bits.alignToByte()
    guard let length = bits.take(16), let complement = bits.take(16), length ^ complement == 0xFFFF,
      out.count + length <= size
    else { return false }
    for _ in 0..<length {
      guard let byte = bits.take(8) else { return false }
      out.append(UInt8(byte))
    }
    return true
  }

  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]

  private static func unpack(
    _ bits: inout BitReader, _ out: inout [UInt8], _ size: Int, _ literals: Code, _ distances: Code
  ) -> Bool {
    while true {
      guard let symbol = literals.next(&bits) else { return false }
      if symbol == 256 { return true }
      if symbol < 256 {
        guard out.count < size else { return false }
        out.append(UInt8(symbol))
        continue
      }
      guard symbol < 286, let extra = bits.take(lengthBits[symbol - 257]),
        let code = distances.next(&bits), code < 30, let more = bits.take(max(0, code / 2 - 1))
      else { return false }
      let length = lengthBases[symbol - 257] + extra
      let distance = distanceBases[code] + more
      guard distance <= out.count, out.count + length <= size else { return false }
      for _ in 0..<length { out.append(out[out.count - distance]) }
    }
  }

  private static func unpackDynamic(
    _ bits: inout BitReader, _ out: inout [UInt8], _ size: Int
  ) -> Bool {
    guard let literalCount = bits.take(5), let distanceCount = bits.take(5),
      let lengthCount = bits.take(4)
    else { return false }
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    var lengths = [UInt8](repeating: 0, count: 19)
    for i in 0..<lengthCount + 4 {
      guard let length = bits.take(3) else { return false }
      lengths[order[i]] = UInt8(length)
    }
    guard let code = Code(lengths) else { return false }
    let total = literalCount + 257 + distanceCount + 1
    var all: [UInt8] = []
    while all.count < total {
      guard let symbol = code.next(&bits) else { return false }
      if symbol < 16 {
        all.append(UInt8(symbol))
        continue
      }
      guard symbol > 16 || !all.isEmpty,
        let extra = bits.take(symbol == 16 ? 2 : symbol == 17 ? 3 : 7)
      else { return false }
      let value = symbol == 16 ? all[all.count - 1] : 0
      all += repeatElement(value, count: extra + (symbol == 18 ? 11 : 3))
    }
    guard all.count == total, let literals = Code(Array(all[..<(literalCount + 257)])),
      let distances = Code(Array(all[(literalCount + 257)...]))
    else { return false }
    return unpack(&bits, &out, size, literals, distances)
  }
}

/// Bits of a stream, the lowest of a byte first.
private struct BitReader {
  let bytes: [UInt8]
  private var position = 0
  private var held: UInt32 = 0
  private var count = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func take(_ number: Int) -> Int? {
    while count < number {
      guard position < bytes.count else { return nil }
      held |= UInt32(bytes[position]) << UInt32(count)
      position += 1
      count += 8
    }
    let value = held & (1 << UInt32(number) - 1)
    held >>= UInt32(number)
    count -= number
    return Int(value)
  }

  mutating func alignToByte() {
    held >>= UInt32(count & 7)
    count -= count & 7
  }
}

/// A canonical Huffman code (RFC 1951, section 3.2.2).
private struct Code {
  private var counts = [Int](repeating: 0, count: 16)
  private var symbols: [Int] = []

  static let fixedLiterals = Code(
    trusted: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  static let fixedDistances = Code(trusted: Array(repeating: 5, count: 30))

  /// The code with these lengths; `nil` if more codes are asked for than there are.
  init?(_ lengths: [UInt8]) {
    self.init(trusted: lengths)
    var left = 1
    for length in 1..<16 {
      left = 2 * left - counts[length]
      if left < 0 { return nil }
    }
  }

  private init(trusted lengths: [UInt8]) {
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    for length in 1..<16 where counts[length] > 0 {
      for (symbol, own) in lengths.enumerated() where Int(own) == length { symbols.append(symbol) }
    }
  }

  /// The next symbol; `nil` at the end of the bytes or for a code that is not used.
  func next(_ bits: inout BitReader) -> Int? {
    var (code, first, index) = (0, 0, 0)
    for length in 1..<16 {
      guard let bit = bits.take(1) else { return nil }
      code |= bit
      if code - first < counts[length] { return symbols[index + code - first] }
      index += counts[length]
      first = (first + counts[length]) << 1
      code <<= 1
    }
    return nil
  }
}
