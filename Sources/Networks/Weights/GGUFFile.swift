import Support

/// A GGUF file: metadata and the places of its tensors, all checked against the file's size.
///
/// - Source: ggml-org/ggml, `docs/gguf.md`, versions 2 and 3, little-endian.
public final class GGUFFile: Sendable {
  /// One tensor of the file.
  public struct Tensor: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The axes, the one whose elements are neighbours last, as in safetensors.
    public let shape: [Int]
    /// How the elements are stored.
    public let type: GGUFTensorType
    /// The number of elements.
    public let count: Int
    /// Its bytes.
    let bytes: Int
    /// Its first byte in the file.
    let offset: Int
  }

  /// Where it is.
  public let path: String
  /// The format's version, 2 or 3.
  public let version: Int
  /// Facts about the model by name.
  public let metadata: [String: GGUFValue]
  /// The tensors by name.
  public let tensors: [String: Tensor]
  let file: InputFile

  /// Opens a file and reads all but the tensors' elements.
  ///
  /// - Throws: `NetworksError.malformed` for a file that is not whole, `.unsupported` for another version or
  ///   a tensor of another type; `SupportError.file`.
  public init(_ path: String) throws {
    self.path = path
    let file = try InputFile(path)
    self.file = file
    var cursor = GGUFCursor(file)
    guard file.size >= 24, try cursor.integer(UInt32.self) == 0x4655_4747 else {
      throw NetworksError.malformed(path: path, reason: "it is not a GGUF file")
    }
    let version = try cursor.integer(UInt32.self)
    guard version == 2 || version == 3 else {
      let isSwapped = version.byteSwapped == 2 || version.byteSwapped == 3
      throw NetworksError.unsupported(
        path: path, what: isSwapped ? "big-endian GGUF" : "GGUF version \(version)",
        supported: "little-endian versions 2 and 3")
    }
    self.version = Int(version)
    let tensorCount = try cursor.count(of: "tensors", leastBytes: 24)
    let valueCount = try cursor.count(of: "metadata values", leastBytes: 13)
    var metadata: [String: GGUFValue] = [:]
    for _ in 0..<valueCount {
      let key = try cursor.string()
      guard metadata.updateValue(try cursor.value(), forKey: key) == nil else {
        throw cursor.malformed("the key '\(key)' occurs twice")
      }
    }
    self.metadata = metadata
    tensors = try Self.tensors(
      tensorCount, &cursor, alignment: metadata["general.alignment"]?.integer ?? 32, file)
  }

  private static func tensors(
    _ count: Int, _ cursor: inout GGUFCursor, alignment: Int, _ file: InputFile
  ) throws -> [String: Tensor] {
    guard (1...1 << 20).contains(alignment), alignment & (alignment - 1) == 0 else {
      throw cursor.malformed("general.alignment is \(alignment)")
    }
    var found: [Tensor] = []
    for _ in 0..<count { found.append(try tensor(&cursor)) }
    let start = (cursor.position + alignment - 1) / alignment * alignment
    var tensors: [String: Tensor] = [:]
    var end = start
    for tensor in found.sorted(by: { ($0.offset, $0.bytes) < ($1.offset, $1.bytes) }) {
      let (offset, overflow) = start.addingReportingOverflow(tensor.offset)
      guard tensor.offset % alignment == 0, !overflow, offset <= file.size,
        tensor.bytes <= file.size - offset
      else {
        throw cursor.malformed("'\(tensor.name)' lies outside the file; it is truncated")
      }
      // Tensors that share bytes could ask for more memory than a file of this size can.
      guard offset >= end else {
        throw cursor.malformed("'\(tensor.name)' overlaps the tensor before it")
      }
      end = offset + tensor.bytes
      let placed = Tensor(
        name: tensor.name, shape: tensor.shape, type: tensor.type, count: tensor.count,
        bytes: tensor.bytes, offset: offset)
      guard tensors.updateValue(placed, forKey: tensor.name) == nil else {
        throw cursor.malformed("the tensor '\(tensor.name)' occurs twice")
      }
    }
    return tensors
  }

  /// The next tensor's description, its offset still relative to the first.
  private static func tensor(_ cursor: inout GGUFCursor) throws -> Tensor {
    let name = try cursor.string()
    let axes = try cursor.integer(UInt32.self)
    guard axes <= 4 else { throw cursor.malformed("'\(name)' has \(axes) axes") }
    var shape: [Int] = []
    var count = 1
    for _ in 0..<axes {
      let stored = try cursor.integer(UInt64.self)
      guard let axis = Int(exactly: stored),
        case let (product, overflow) = count.multipliedReportingOverflow(by: axis), !overflow
      else { throw cursor.malformed("'\(name)' has an axis of \(stored)") }
      shape.insert(axis, at: 0)
      count = product
    }
    let raw = try cursor.integer(UInt32.self)
    guard let type = GGUFTensorType(rawValue: raw) else {
      throw NetworksError.unsupported(
        path: cursor.path, what: "\(GGUFTensorType.names[raw] ?? "type \(raw)") of '\(name)'",
        supported: GGUFTensorType.allCases.map(\.name).joined(separator: ", "))
    }
    let block = type.block
    let (bytes, overflow) = (count / block.elements).multipliedReportingOverflow(by: block.bytes)
    guard (shape.last ?? 1) % block.elements == 0, !overflow else {
      throw cursor.malformed("'\(name)' has rows that are no whole blocks of \(type.name)")
    }
    let stored = try cursor.integer(UInt64.self)
    guard let offset = Int(exactly: stored) else {
      throw cursor.malformed("'\(name)' has the offset \(stored)")
    }
    return Tensor(
      name: name, shape: shape, type: type, count: count, bytes: bytes, offset: offset)
  }

  /// The elements of a tensor, row-major.
  ///
  /// - Throws: `NetworksError.mismatch` if there is no such tensor; `SupportError.file`.
  public func values(of name: String) throws -> [Float] {
    guard let tensor = tensors[name] else {
      throw NetworksError.mismatch(path: path, reason: "'\(name)' is missing")
    }
    return try [Float](unsafeUninitializedCapacity: tensor.count) { buffer, count in
      if let base = buffer.baseAddress { try read(tensor, into: base) { $0 } }
      count = tensor.count
    }
  }

  /// Reads a tensor as Float32.
  ///
  /// - Parameters:
  ///   - target: room for the tensor's `count` elements.
  ///   - place: where a stored row goes.
  func read(
    _ tensor: Tensor, into target: UnsafeMutablePointer<Float>, place: (_ row: Int) -> Int
  ) throws {
    guard tensor.count > 0 else { return }
    let columns = tensor.shape.last ?? 1
    let rows = tensor.count / columns
    let rowBytes = tensor.bytes / rows
    // Few enough rows to stay in the cache between being read and being widened.
    let piece = min(rows, max(1, (1 << 18) / rowBytes))
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: piece * rowBytes, alignment: 64)
    defer { buffer.deallocate() }
    for start in stride(from: 0, to: rows, by: piece) {
      let count = min(piece, rows - start)
      try file.read(at: tensor.offset + start * rowBytes, count: count * rowBytes, into: buffer)
      for row in 0..<count {
        tensor.type.dequantize(
          buffer + row * rowBytes, count: columns, into: target + place(start + row) * columns)
      }
    }
  }
}
