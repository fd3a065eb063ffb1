import Foundation
import Support

/// Files of named tensors in the safetensors format.
///
/// Elements are Float32 in memory; files hold F32, F16 or BF16.
///
/// - Source: huggingface/safetensors, README section "Format": 8 bytes little-endian header length, JSON
///   header, data.
public enum SafeTensors {
  /// A tensor's name, shape and elements.
  public struct Item: Equatable, Sendable {
    /// The name.
    public var name: String
    /// The axes.
    public var shape: [Int]
    /// The elements, row-major.
    public var values: [Float]
    /// A named tensor.
    public init(name: String, shape: [Int], values: [Float]) {
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// Writes tensors atomically.
  ///
  /// - Precondition: every item has as many values as its shape says.
  /// - Throws: `SupportError.file`; a file that was there stays then.
  public static func write(
    _ items: [Item], metadata: [String: String] = [:], precision: StoredPrecision = .f32,
    to path: String
  ) throws {
    let output = try OutputFile(path)
    let tensors = items.map { item in
      let count = item.shape.reduce(1, *)
      precondition(
        item.values.count == count, "\(item.values.count) values for shape \(item.shape)")
      return (name: item.name, shape: item.shape)
    }
    try output.write(header(tensors, metadata: metadata, precision: precision))
    for item in items {
      try item.values.withUnsafeBufferPointer { try append($0, precision, to: output) }
    }
    try output.finish()
    try output.commit()
  }

  /// Reads all tensors of a file, checking every length and offset.
  ///
  /// - Throws: `NetworksError.malformed` for a file that is not whole, `.unsupported` for a tensor of
  ///   another type.
  public static func read(_ path: String) throws -> [Item] {
    let file = try SafeTensorsFile(path)
    return try file.tensors.map { tensor in
      let values = try [Float](unsafeUninitializedCapacity: tensor.count) { buffer, count in
        if let base = buffer.baseAddress { try file.read(tensor, into: base) }
        count = tensor.count
      }
      return Item(name: tensor.name, shape: tensor.shape, values: values)
    }
  }

  /// The header's length and the header, padded so that data is aligned to 8 bytes.
  static func header(
    _ tensors: [(name: String, shape: [Int])], metadata: [String: String] = [:],
    precision: StoredPrecision
  ) throws -> Data {
    var header: [String: Any] = ["__metadata__": ["format": "pt"].merging(metadata) { $1 }]
    var offset = 0
    for tensor in tensors {
      let bytes = tensor.shape.reduce(precision.bytes, *)
      header[tensor.name] = [
        "dtype": precision.safeTensorsName, "shape": tensor.shape,
        "data_offsets": [offset, offset + bytes],
      ]
      offset += bytes
    }
    var json = try JSONSerialization.data(
      withJSONObject: header, options: [.sortedKeys, .withoutEscapingSlashes])
    json.append(contentsOf: repeatElement(32, count: (8 - json.count % 8) % 8))
    var result = Data()
    withUnsafeBytes(of: UInt64(json.count).littleEndian) { result.append(contentsOf: $0) }
    result.append(json)
    return result
  }

  /// Appends elements, converting a piece at a time.
  static func append(
    _ values: UnsafeBufferPointer<Float>, _ precision: StoredPrecision, to output: OutputFile
  ) throws {
    guard precision != .f32, let base = values.baseAddress else {
      return try output.write(UnsafeRawBufferPointer(values))
    }
    let piece = min(values.count, 1 << 18)
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(1, piece * precision.bytes), alignment: 64)
    defer { buffer.deallocate() }
    guard let encoded = buffer.baseAddress else { return }
    for start in stride(from: 0, to: values.count, by: max(1, piece)) {
      let count = min(piece, values.count - start)
      precision.encode(base + start, count: count, into: encoded)
      try output.write(
        UnsafeRawBufferPointer(start: encoded, count: count * precision.bytes))
    }
  }
}
