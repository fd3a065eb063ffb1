import Support

/// Reads a GGUF file's metadata front to back, never beyond its end.
struct GGUFCursor {
  private let file: InputFile
  private var window: [UInt8] = []
  private var windowStart = 0
  private var elements = 0
  /// The offset of the next byte.
  private(set) var position = 0

  /// Real vocabularies with their merges have about a million; a file that claims more is not believed.
  private static let mostElements = 1 << 22
  private static let deepestArray = 4

  init(_ file: InputFile) { self.file = file }

  /// The file to name in messages.
  var path: String { file.path }

  /// Bytes that follow.
  var remaining: Int { file.size - position }

  func malformed(_ reason: String) -> NetworksError {
    .malformed(path: file.path, reason: "\(reason) at byte \(position)")
  }

  /// Hands the next bytes to `body`.
  private mutating func take<Result>(
    _ count: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    guard count >= 0, count <= remaining else {
      throw malformed("\(count) bytes are missing; the file is truncated")
    }
    if position + count > windowStart + window.count {
      let length = min(max(count, 1 << 20), remaining)
      let (file, position) = (file, position)
      window = try [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
        if let base = buffer.baseAddress {
          try file.read(at: position, count: length, into: base)
        }
        filled = length
      }
      windowStart = position
    }
    let start = position - windowStart
    position += count
    return try window.withUnsafeBytes { bytes in
      try body(UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
    }
  }

  /// The next integer.
  mutating func integer<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) throws
    -> Number
  {
    try take(MemoryLayout<Number>.size) { bytes in
      Number(littleEndian: bytes.loadUnaligned(as: Number.self))
    }
  }

  /// The next 64 bits as a count of things of which each takes at least `leastBytes`.
  mutating func count(of what: String, leastBytes: Int) throws -> Int {
    let stored = try integer(UInt64.self)
    guard let count = Int(exactly: stored), count <= remaining / leastBytes else {
      throw malformed("\(stored) \(what) do not fit the file")
    }
    return count
  }

  /// The next text.
  mutating func string() throws -> String {
    let length = try count(of: "bytes of text", leastBytes: 1)
    guard let text = try take(length, { String(validating: $0, as: UTF8.self) }) else {
      throw malformed("a text that is not UTF-8 ends")
    }
    return text
  }

  /// The next value, its type included.
  mutating func value() throws -> GGUFValue { try value(of: valueType(), depth: 0) }

  private mutating func valueType() throws -> GGUFValueType {
    let raw = try integer(UInt32.self)
    guard let type = GGUFValueType(rawValue: raw) else {
      throw malformed("unknown value type \(raw)")
    }
    return type
  }

  private mutating func value(of type: GGUFValueType, depth: Int) throws -> GGUFValue {
    switch type {
    case .uint8: return .integer(Int(try integer(UInt8.self)))
    case .int8: return .integer(Int(try integer(Int8.self)))
    case .uint16: return .integer(Int(try integer(UInt16.self)))
    case .int16: return .integer(Int(try integer(Int16.self)))
    case .uint32: return .integer(Int(try integer(UInt32.self)))
    case .int32: return .integer(Int(try integer(Int32.self)))
    case .int64: return .integer(Int(try integer(Int64.self)))
    case .uint64:
      let value = try integer(UInt64.self)
      return Int(exactly: value).map { .integer($0) } ?? .unsigned(value)
    case .float32: return .float(Self.shortest(Float(bitPattern: try integer())))
    case .float64: return .float(Double(bitPattern: try integer()))
    case .bool: return .bool(try integer(UInt8.self) != 0)
    case .string: return .string(try string())
    case .array: return try array(depth: depth)
    }
  }

  private mutating func array(depth: Int) throws -> GGUFValue {
    guard depth < Self.deepestArray else { throw malformed("arrays lie too deep in one another") }
    let type = try valueType()
    let count = try count(of: "array elements", leastBytes: type.leastBytes)
    elements += count
    guard elements <= Self.mostElements else {
      throw malformed("there are more than \(Self.mostElements) array elements")
    }
    switch type {
    case .string:
      return .strings(try (0..<count).map { _ in try string() })
    case .bool:
      return .bools(try take(count) { bytes in bytes.map { $0 != 0 } })
    case .float32:
      return .floats(
        try numbers(count, UInt32.self).map { Self.shortest(Float(bitPattern: $0)) })
    case .float64: return .floats(try numbers(count, UInt64.self).map(Double.init(bitPattern:)))
    case .uint8: return .integers(try numbers(count, UInt8.self).map(Int.init))
    case .int8: return .integers(try numbers(count, Int8.self).map(Int.init))
    case .uint16: return .integers(try numbers(count, UInt16.self).map(Int.init))
    case .int16: return .integers(try numbers(count, Int16.self).map(Int.init))
    case .uint32: return .integers(try numbers(count, UInt32.self).map(Int.init))
    case .int32: return .integers(try numbers(count, Int32.self).map(Int.init))
    case .int64: return .integers(try numbers(count, Int64.self).map(Int.init))
    case .uint64:
      let values = try numbers(count, UInt64.self)
      let integers = values.compactMap { Int(exactly: $0) }
      if integers.count == count { return .integers(integers) }
      return .values(values.map { v in Int(exactly: v).map { .integer($0) } ?? .unsigned(v) })
    case .array:
      return .values(try (0..<count).map { _ in try array(depth: depth + 1) })
    }
  }

  private mutating func numbers<Number: FixedWidthInteger>(_ count: Int, _ type: Number.Type) throws
    -> [Number]
  {
    let size = MemoryLayout<Number>.size
    return try take(count * size) { bytes in
      (0..<count).map {
        Number(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * size, as: Number.self))
      }
    }
  }

  /// The shortest decimal that rounds to the same single: 1e-5 stays 1e-5 where it is printed.
  private static func shortest(_ value: Float) -> Double {
    value.isFinite ? Double(value.description) ?? Double(value) : Double(value)
  }
}
