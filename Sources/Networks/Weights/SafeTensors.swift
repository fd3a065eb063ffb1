import Foundation
import Support
import Tensors

/// What can be wrong with a file of weights.
public enum NetworksError: Error, Equatable, CustomStringConvertible {
  /// The file is not a whole safetensors file: path and reason.
  case malformed(path: String, reason: String)
  /// A tensor is missing or has another shape than the model's: path and reason.
  case mismatch(path: String, reason: String)

  /// One line: what, where, found, what to do.
  public var description: String {
    switch self {
    case .malformed(let path, let reason): "\(path): not a safetensors file: \(reason)"
    case .mismatch(let path, let reason): "\(path): does not fit the model: \(reason)"
    }
  }
}

/// Files of named Float32 tensors in the safetensors format.
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
  /// - Throws: `SupportError.file`.
  public static func write(_ items: [Item], metadata: [String: String] = [:], to path: String)
    throws
  {
    var header: [String: Any] = ["__metadata__": ["format": "pt"].merging(metadata) { $1 }]
    var offset = 0
    for item in items {
      let bytes = item.values.count * 4
      header[item.name] = [
        "dtype": "F32", "shape": item.shape, "data_offsets": [offset, offset + bytes],
      ]
      offset += bytes
    }
    var json = try JSONSerialization.data(
      withJSONObject: header, options: [.sortedKeys, .withoutEscapingSlashes])
    json.append(contentsOf: repeatElement(32, count: (8 - json.count % 8) % 8))
    var file = Data()
    withUnsafeBytes(of: UInt64(json.count).littleEndian) { file.append(contentsOf: $0) }
    file.append(json)
    for item in items { item.values.withUnsafeBytes { file.append(contentsOf: $0) } }
    try AtomicFile.write(file, to: path)
  }

  /// Reads all tensors of a file, checking every length and offset.
  ///
  /// - Throws: `NetworksError.malformed` for a file that is not whole.
  public static func read(_ path: String) throws -> [Item] {
    let data = try AtomicFile.read(path)
    func malformed(_ reason: String) -> NetworksError { .malformed(path: path, reason: reason) }
    guard data.count >= 8 else { throw malformed("it has only \(data.count) bytes") }
    let length = data.prefix(8).enumerated().reduce(UInt64(0)) {
      $0 | UInt64($1.element) << (8 * UInt64($1.offset))
    }
    guard length <= UInt64(data.count - 8) else {
      throw malformed("its header of \(length) bytes is cut off; the file is truncated")
    }
    let body = data.count - 8 - Int(length)
    guard
      let header = try? JSONSerialization.jsonObject(with: data[8..<8 + Int(length)])
        as? [String: Any]
    else { throw malformed("its header is not a JSON object") }
    return try header.keys.sorted().filter { $0 != "__metadata__" }.map { name in
      guard let entry = header[name] as? [String: Any], let type = entry["dtype"] as? String,
        let shape = entry["shape"] as? [Int], let range = entry["data_offsets"] as? [Int],
        range.count == 2
      else { throw malformed("the header entry '\(name)' is incomplete") }
      guard type == "F32" else { throw malformed("'\(name)' has type \(type), expected F32") }
      var count = 1
      for axis in shape {
        let (product, overflow) = count.multipliedReportingOverflow(by: axis)
        guard axis >= 0, !overflow else { throw malformed("'\(name)' has shape \(shape)") }
        count = product
      }
      guard range[0] >= 0, range[0] <= range[1], range[1] <= body else {
        throw malformed("'\(name)' lies outside the file; the file is truncated")
      }
      guard count <= body / 4, range[1] - range[0] == 4 * count else {
        throw malformed("'\(name)' has \(range[1] - range[0]) bytes for shape \(shape)")
      }
      var values = [Float](repeating: 0, count: count)
      let start = 8 + Int(length) + range[0]
      values.withUnsafeMutableBytes { _ = data.copyBytes(to: $0, from: start..<start + 4 * count) }
      return Item(name: name, shape: shape, values: values)
    }
  }
}

extension Parameters {
  /// Writes all parameters as a safetensors file.
  public func save(to path: String) throws {
    try SafeTensors.write(
      entries.map { entry in
        SafeTensors.Item(
          name: entry.name, shape: entry.isMatrix ? [entry.rows, entry.columns] : [entry.rows],
          values: tensor(entry.name).values)
      }, to: path)
  }

  /// Reads all parameters from a safetensors file.
  ///
  /// - Throws: `NetworksError.mismatch` if names or shapes differ; nothing is changed then.
  public func load(from path: String) throws {
    let items = try SafeTensors.read(path)
    let byName = Dictionary(items.map { ($0.name, $0) }) { first, _ in first }
    for entry in entries {
      guard let item = byName[entry.name] else {
        throw NetworksError.mismatch(path: path, reason: "'\(entry.name)' is missing")
      }
      let shape = entry.isMatrix ? [entry.rows, entry.columns] : [entry.rows]
      guard item.shape == shape else {
        throw NetworksError.mismatch(
          path: path, reason: "'\(entry.name)' has shape \(item.shape), expected \(shape)")
      }
    }
    if let extra = items.first(where: { !contains($0.name) }) {
      throw NetworksError.mismatch(path: path, reason: "'\(extra.name)' is not in the model")
    }
    for entry in entries {
      guard let item = byName[entry.name] else { continue }
      item.values.withUnsafeBufferPointer { source in
        guard let base = source.baseAddress else { return }
        tensor(entry.name).pointer.update(from: base, count: entry.count)
      }
    }
  }
}
