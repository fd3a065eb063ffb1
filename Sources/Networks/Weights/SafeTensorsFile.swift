import Foundation
import Support

/// A safetensors file whose header has been checked; tensors are read one at a time.
public final class SafeTensorsFile: Sendable {
  /// One tensor of the file.
  public struct Entry: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The axes.
    public let shape: [Int]
    /// The number format in the file.
    public let precision: StoredPrecision
    /// The number of elements.
    public let count: Int
    /// Its first byte in the file.
    let offset: Int
  }

  /// The tensors, sorted by name.
  public let tensors: [Entry]
  let path: String
  private let file: InputFile

  /// Headers longer than this are refused by the format's own library.
  private static let longestHeader: UInt64 = 100_000_000
  /// What the text `version ` is as a number: a pointer of Git LFS starts with it.
  private static let pointerStart: UInt64 = 0x206e_6f69_7372_6576

  /// Opens a file and checks that its tensors fill it without gap or overlap.
  ///
  /// - Throws: `NetworksError.malformed` for a file that is not whole, `.unsupported` for a tensor of
  ///   another type than F32, F16 or BF16; `SupportError.file`.
  public init(_ path: String) throws {
    self.path = path
    let file = try InputFile(path)
    self.file = file
    func malformed(_ reason: String) -> NetworksError { .malformed(path: path, reason: reason) }
    guard file.size >= 8 else { throw malformed("it has only \(file.size) bytes") }
    var length: UInt64 = 0
    try file.read(at: 0, count: 8, into: &length)
    length = UInt64(littleEndian: length)
    if length == Self.pointerStart {
      throw NetworksError.unsupported(
        path: path, what: "a Git LFS pointer instead of the file",
        supported: "the file: git lfs pull")
    }
    guard length <= UInt64(file.size - 8), length <= Self.longestHeader else {
      throw malformed("its header of \(length) bytes is cut off; the file is truncated")
    }
    var json = Data(count: Int(length))
    try json.withUnsafeMutableBytes { bytes in
      if let base = bytes.baseAddress { try file.read(at: 8, count: bytes.count, into: base) }
    }
    let header: Header
    do {
      header = try JSONDecoder().decode(Header.self, from: json)
    } catch {
      throw malformed("its header is wrong: \(JSONLines.describe(error))")
    }
    let start = 8 + Int(length)
    var found = try header.tensors.map { name, stored in
      try Self.entry(name, stored, path: path, start: start, body: file.size - start)
    }
    found.sort { ($0.offset, $0.count, $0.name) < ($1.offset, $1.count, $1.name) }
    var end = start
    for tensor in found {
      guard tensor.offset == end else {
        throw malformed("'\(tensor.name)' does not begin where the tensor before it ends")
      }
      end += tensor.count * tensor.precision.bytes
    }
    guard end == file.size else {
      throw malformed("\(file.size - end) bytes at its end belong to no tensor")
    }
    tensors = found.sorted { $0.name < $1.name }
  }

  /// Reads a tensor, widened to Float32.
  ///
  /// - Parameter target: room for the tensor's `count` elements.
  /// - Throws: `SupportError.file`.
  public func read(_ tensor: Entry, into target: UnsafeMutablePointer<Float>) throws {
    let precision = tensor.precision
    if precision == .f32 {
      return try file.read(at: tensor.offset, count: 4 * tensor.count, into: target)
    }
    let piece = min(tensor.count, 1 << 18)
    let buffer = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, piece * precision.bytes), alignment: 64)
    defer { buffer.deallocate() }
    for start in stride(from: 0, to: tensor.count, by: max(1, piece)) {
      let count = min(piece, tensor.count - start)
      try file.read(
        at: tensor.offset + start * precision.bytes, count: count * precision.bytes, into: buffer)
      precision.decode(buffer, count: count, into: target + start)
    }
  }

  private static func entry(
    _ name: String, _ stored: Header.Stored, path: String, start: Int, body: Int
  ) throws -> Entry {
    func malformed(_ reason: String) -> NetworksError { .malformed(path: path, reason: reason) }
    guard
      let precision = StoredPrecision.allCases.first(where: {
        $0.safeTensorsName == stored.dtype
      })
    else {
      throw NetworksError.unsupported(
        path: path, what: "type \(stored.dtype) of '\(name)'", supported: "F32, F16, BF16")
    }
    var count = 1
    for axis in stored.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis)
      guard axis >= 0, !overflow else { throw malformed("'\(name)' has shape \(stored.shape)") }
      count = product
    }
    let range = stored.dataOffsets
    guard range.count == 2, range[0] >= 0, range[0] <= range[1], range[1] <= body else {
      throw malformed("'\(name)' lies outside the file; the file is truncated")
    }
    guard count <= body / precision.bytes, range[1] - range[0] == precision.bytes * count else {
      throw malformed("'\(name)' has \(range[1] - range[0]) bytes for shape \(stored.shape)")
    }
    return Entry(
      name: name, shape: stored.shape, precision: precision, count: count,
      offset: start + range[0])
  }
}

/// The JSON header: tensors by name, beside notes of the writer.
private struct Header: Decodable {
  struct Stored: Decodable {
    var dtype: String
    var shape: [Int]
    var dataOffsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case dataOffsets = "data_offsets"
    }
  }

  struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var tensors: [(String, Stored)]

  init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    tensors = try container.allKeys.filter { $0.stringValue != "__metadata__" }.map { name in
      (name.stringValue, try container.decode(Stored.self, forKey: name))
    }
  }
}
