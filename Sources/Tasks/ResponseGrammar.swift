/// The parts of a response `[step(;step)*]#answer`, as bytes.
struct ResponseParts {
  /// The steps before the `#`; none if nothing stands there.
  var steps: [ArraySlice<UInt8>]
  /// What stands after the `#`, to the end.
  var answer: ArraySlice<UInt8>

  /// Splits a response; `nil` unless it has exactly one `#`.
  init?(_ bytes: [UInt8]) {
    guard let hash = bytes.firstIndex(of: UInt8(ascii: "#")),
      !bytes[(hash + 1)...].contains(UInt8(ascii: "#"))
    else { return nil }
    answer = bytes[(hash + 1)...]
    steps =
      hash == 0
      ? [] : bytes[..<hash].split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
  }
}

/// A position in some bytes, moved on by what is read there.
struct ByteCursor {
  private let bytes: ArraySlice<UInt8>
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }
  var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }
  var afterNext: UInt8? { position + 1 < bytes.endIndex ? bytes[position + 1] : nil }

  /// Passes over a byte if it is the next one.
  mutating func skip(_ byte: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  /// Reads the next byte if the condition holds for it.
  mutating func read(where condition: (UInt8) -> Bool) -> UInt8? {
    guard let byte = next, condition(byte) else { return nil }
    position += 1
    return byte
  }

  /// Reads a decimal number without leading zeros; one too large for `Int` reads as `Int.max`.
  mutating func number() -> Int? {
    let start = position
    var value = 0
    while let digit = read(where: isDigit) {
      let (tens, high) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(digit - 48))
      value = high || carry ? Int.max : sum
    }
    let length = position - start
    return length == 0 || (length > 1 && bytes[start] == 48) ? nil : value
  }
}

func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

extension [UInt8] {
  /// Appends a number in decimal.
  mutating func append(decimal number: Int) { append(contentsOf: String(number).utf8) }
}
