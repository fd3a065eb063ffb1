import Foundation
import Support

extension ResultsExport {
  /// Writes every dataset as a file that `numpy.load` reads, and `index.json`, which names them.
  ///
  /// The file of `/eval/id/counts` is `<folder>/eval/id/counts.npy`. Numbers keep their type. Texts
  /// become arrays of fixed width (`<U…`, as wide as the longest), which need no pickle. `index.json`
  /// is written last: `{"attributes": {…}, "datasets": [{"path", "file", "descr", "shape", "dims",
  /// "units", "description"}, …]}`; axes are datasets too, with the names that `dims` mentions:
  /// `/axes/<dim>`.
  ///
  /// - Parameter datasets: paths of datasets and groups; the whole file where there is none.
  /// - Returns: the files, `index.json` last.
  /// - Throws: `ResultsError.badValue` for texts that would take more than 1 GiB at equal width.
  /// - Source: NumPy, "The NPY format", version 1.0.
  @discardableResult
  public static func npy(
    _ reader: ResultsReader, datasets: [String] = [], folder: String
  ) throws -> [String] {
    var files: [String] = []
    var entries: [String] = []
    for dataset in try reader.datasets(named: datasets) {
      let name = file(of: dataset) + ".npy"
      let (shape, values) = (try reader.shape(dataset), try reader.values(dataset))
      let type = try descriptor(values, storage: try reader.storage(dataset), dataset, reader.path)
      try AtomicFile.write(
        header(type, shape) + bytes(values, type), to: folder + "/" + name)
      files.append(folder + "/" + name)
      let text = { (name: String) in
        JSONText.quoted(try reader.stringAttribute(name, on: dataset) ?? "")
      }
      let dims = try reader.dims(dataset).map(JSONText.quoted).joined(separator: ", ")
      entries.append(
        "    {\"path\": \(JSONText.quoted(dataset)), \"file\": \(JSONText.quoted(name)), "
          + "\"descr\": \"\(type)\", \"shape\": \(shape), \"dims\": [\(dims)], "
          + "\"units\": \(try text("units")), \"description\": \(try text("description"))}")
    }
    let index =
      "{\n  \"attributes\": " + JSONText.object(try reader.attributes()) + ",\n  \"datasets\": [\n"
      + entries.joined(separator: ",\n") + "\n  ]\n}\n"
    try AtomicFile.write(index, to: folder + "/index.json")
    return files + [folder + "/index.json"]
  }

  /// numpy's name of a type, such as `<f8` or `<U12`.
  private static func descriptor(
    _ values: ResultsValues, storage: ResultsStorage?, _ dataset: String, _ file: String
  ) throws -> String {
    guard case .strings(let texts) = values else {
      switch storage ?? .float64 {
      case .float64: return "<f8"
      case .float32: return "<f4"
      case .int8: return "|i1"
      case .int32: return "<i4"
      case .int64: return "<i8"
      case .uint64: return "<u8"
      }
    }
    let width = max(1, texts.map(\.unicodeScalars.count).max() ?? 1)
    guard width * texts.count <= 1 << 28 else {
      throw ResultsError.badValue(
        file: file, object: dataset,
        reason: "\(texts.count) texts, the longest of \(width) characters, take more than 1 GiB at "
          + "equal width; export it as csv")
    }
    return "<U\(width)"
  }

  private static func header(_ type: String, _ shape: [Int]) -> Data {
    let extents = shape.map { "\($0)," }.joined(separator: " ")
    let tuple = shape.count > 1 ? String(extents.dropLast()) : extents
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(tuple)), }"
    // The header with its 10 bytes of prefix and the line feed fills blocks of 64 bytes.
    text += String(repeating: " ", count: 63 - (text.utf8.count + 10) % 64) + "\n"
    let length = text.utf8.count
    var data = Data([0x93])
    data.append(Data("NUMPY".utf8))
    data.append(contentsOf: [1, 0, UInt8(length & 255), UInt8(length >> 8)])
    data.append(Data(text.utf8))
    return data
  }

  private static func bytes(_ values: ResultsValues, _ type: String) -> Data {
    func raw<Element>(_ elements: [Element]) -> Data {
      elements.withUnsafeBytes { Data($0) }
    }
    switch values {
    case .doubles(let values): return raw(values.map(\.bitPattern.littleEndian))
    case .floats(let values): return raw(values.map(\.bitPattern.littleEndian))
    case .unsigned(let values): return raw(values.map(\.littleEndian))
    case .integers(let values):
      switch type {
      case "|i1": return raw(values.map { Int8(truncatingIfNeeded: $0) })
      case "<i4": return raw(values.map { Int32(truncatingIfNeeded: $0).littleEndian })
      default: return raw(values.map(\.littleEndian))
      }
    case .strings(let texts):
      let width = Int(type.dropFirst(2)) ?? 1
      return raw(
        texts.flatMap { text -> [UInt32] in
          let scalars = text.unicodeScalars.map(\.value.littleEndian)
          return scalars + [UInt32](repeating: 0, count: width - scalars.count)
        })
    }
  }
}
