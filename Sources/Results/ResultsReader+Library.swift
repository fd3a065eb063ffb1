import CHDF5
import Foundation
import Support

// Attributes, and the calls of the library that `ResultsReader` is made of.

extension ResultsReader {
  /// A text attribute; `nil` if there is none of that name.
  ///
  /// - Throws: `ResultsError.wrongKind` if it is a number, `.missing` if there is no such object.
  public func stringAttribute(_ name: String, on object: String = "/") throws -> String? {
    switch try attribute(name, on: object) {
    case nil: return nil
    case .string(let text): return text
    default: throw wrongKind("\(object)@\(name)", found: "a number", wanted: "a text")
    }
  }

  /// A numeric attribute; `nil` if there is none of that name.
  ///
  /// - Throws: `ResultsError.wrongKind` if it is a text, `.missing` if there is no such object.
  public func doubleAttribute(_ name: String, on object: String = "/") throws -> Double? {
    switch try attribute(name, on: object) {
    case nil: return nil
    case .integer(let value): return Double(value)
    case .double(let value): return value
    case .string: throw wrongKind("\(object)@\(name)", found: "a text", wanted: "a number")
    }
  }

  /// An attribute of any type; `nil` if there is none of that name or it is an array.
  public func attribute(_ name: String, on object: String = "/") throws -> ResultsAttribute? {
    try withObject(object) { id in
      guard try HDF5.check(H5Aexists(id, name), "look for '\(name)'", in: path) > 0 else {
        return nil
      }
      return try value(of: id, name, object)
    }
  }

  /// All single-valued attributes of a group or dataset.
  public func attributes(on object: String = "/") throws -> [String: ResultsAttribute] {
    try withObject(object) { id in
      let count = try HDF5.check(H5Aget_num_attrs(id), "count the attributes", in: path)
      var found: [String: ResultsAttribute] = [:]
      for index in 0..<hsize_t(count) {
        let name = try name(object) { buffer, size in
          H5Aget_name_by_idx(
            id, ".", H5_INDEX_NAME, H5_ITER_INC, index, buffer, size, assay_default())
        }
        found[name] = try value(of: id, name, object)
      }
      return found
    }
  }

  private func value(of id: hid_t, _ name: String, _ object: String) throws -> ResultsAttribute? {
    let label = "\(object)@\(name)"
    let attribute = try HDF5.check(
      H5Aopen(id, name, assay_default()), "open '\(label)'", in: path)
    defer { H5Aclose(attribute) }
    let type = try HDF5.check(H5Aget_type(attribute), "read the type of '\(label)'", in: path)
    defer { H5Tclose(type) }
    let space = try HDF5.check(H5Aget_space(attribute), "read '\(label)'", in: path)
    defer { H5Sclose(space) }
    guard H5Sget_simple_extent_npoints(space) == 1 else { return nil }
    switch H5Tget_class(type) {
    case H5T_INTEGER:
      var value = 0
      try HDF5.check(
        H5Aread(attribute, assay_native_int64(), &value), "read '\(label)'", in: path)
      return .integer(value)
    case H5T_FLOAT:
      var value = 0.0
      try HDF5.check(
        H5Aread(attribute, assay_native_double(), &value), "read '\(label)'", in: path)
      return .double(value)
    case H5T_STRING:
      let text = try texts(type: type, space: space, count: 1, label) {
        H5Aread(attribute, $0, $1)
      }
      return .string(text[0])
    default: return nil
    }
  }

  func withDataset<Result>(_ object: String, _ body: (hid_t) throws -> Result) throws -> Result {
    try withObject(object) { id in
      guard H5Iget_type(id) == H5I_DATASET else {
        throw wrongKind(object, found: "a group", wanted: "a dataset")
      }
      return try body(id)
    }
  }

  private func withObject<Result>(
    _ object: String, _ body: (hid_t) throws -> Result
  ) throws -> Result {
    try HDF5.locked {
      // Every step of a path costs; why it cannot be opened is asked only if it cannot.
      let id = H5Oopen(file, object, assay_default())
      if id < 0 {
        let reason = HDF5.lastError()
        guard contains(object) else { throw missing(object) }
        throw ResultsError.library(file: path, action: "open '\(object)'", reason: reason)
      }
      defer { H5Oclose(id) }
      return try body(id)
    }
  }

  func shape(of dataset: hid_t, _ object: String) throws -> [Int] {
    let space = try HDF5.check(H5Dget_space(dataset), "read '\(object)'", in: path)
    defer { H5Sclose(space) }
    let rank = try HDF5.check(
      H5Sget_simple_extent_ndims(space), "read the shape of '\(object)'", in: path)
    var extents = [hsize_t](repeating: 0, count: max(1, Int(rank)))
    try HDF5.check(
      H5Sget_simple_extent_dims(space, &extents, nil), "read the shape of '\(object)'", in: path)
    guard H5Sget_simple_extent_type(space) != H5S_NULL else {
      throw ResultsError.badValue(file: path, object: object, reason: "it has no values")
    }
    // An axis of a dataset without values may be as long as it likes: whoever labels it must not believe that.
    var total = 1
    return try extents.prefix(Int(rank)).map {
      guard let extent = Int(exactly: $0), extent <= largestDataset else { throw hugeShape(object) }
      let (product, overflow) = total.multipliedReportingOverflow(by: max(1, extent))
      guard !overflow, product <= largestDataset else { throw hugeShape(object) }
      total = product
      return extent
    }
  }

  func kind(of dataset: hid_t, _ object: String) throws -> ResultsKind {
    let type = try HDF5.check(H5Dget_type(dataset), "read the type of '\(object)'", in: path)
    defer { H5Tclose(type) }
    switch H5Tget_class(type) {
    case H5T_INTEGER: return .integer
    case H5T_FLOAT: return .float
    case H5T_STRING: return .string
    default:
      throw wrongKind(object, found: "a compound or other type", wanted: "numbers or texts")
    }
  }

  func storage(of dataset: hid_t, _ object: String) throws -> ResultsStorage? {
    switch try kind(of: dataset, object) {
    case .string: return nil
    case .float: return try isWide(dataset) ? .float64 : .float32
    case .integer:
      let type = try HDF5.check(H5Dget_type(dataset), "read a type", in: path)
      defer { H5Tclose(type) }
      let isUnsigned = H5Tget_sign(type) == H5T_SGN_NONE
      switch H5Tget_size(type) {
      case 8: return isUnsigned ? .uint64 : .int64
      case 4: return isUnsigned ? .int64 : .int32
      case 1: return isUnsigned ? .int32 : .int8
      default: return .int32
      }
    }
  }

  func isUnsigned64(_ dataset: hid_t) throws -> Bool {
    let type = try HDF5.check(H5Dget_type(dataset), "read a type", in: path)
    defer { H5Tclose(type) }
    return H5Tget_sign(type) == H5T_SGN_NONE && H5Tget_size(type) == 8
  }

  func isWide(_ dataset: hid_t) throws -> Bool {
    let type = try HDF5.check(H5Dget_type(dataset), "read a type", in: path)
    defer { H5Tclose(type) }
    return H5Tget_size(type) > 4
  }

  func numbers<Element: ResultsElement>(
    _ dataset: hid_t, _ object: String, as: Element.Type, zero: Element
  ) throws -> [Element] {
    let count = try count(of: dataset, object, bytes: Element.storage.byteCount)
    var values = [Element](repeating: zero, count: count)
    guard count > 0 else { return values }
    let type = Element.storage.identifier
    let status = values.withUnsafeMutableBytes {
      H5Dread(dataset, type, assay_all(), assay_all(), assay_default(), $0.baseAddress)
    }
    try HDF5.check(status, "read '\(object)'", in: path)
    return values
  }

  func texts(_ dataset: hid_t, _ object: String) throws -> [String] {
    let count = try count(of: dataset, object, bytes: 16)
    guard count > 0 else { return [] }
    let type = try HDF5.check(H5Dget_type(dataset), "read the type of '\(object)'", in: path)
    defer { H5Tclose(type) }
    let space = try HDF5.check(H5Dget_space(dataset), "read '\(object)'", in: path)
    defer { H5Sclose(space) }
    return try texts(type: type, space: space, count: count, object) {
      H5Dread(dataset, $0, assay_all(), assay_all(), assay_default(), $1)
    }
  }

  /// Reads texts of either length; `read` is the library's call for a dataset or an attribute.
  private func texts(
    type: hid_t, space: hid_t, count: Int, _ object: String,
    _ read: (hid_t, UnsafeMutableRawPointer) -> herr_t
  ) throws -> [String] {
    let memory = try HDF5.check(H5Tcopy(assay_c_string()), "copy the string type", in: path)
    defer { H5Tclose(memory) }
    try HDF5.check(H5Tset_cset(memory, H5Tget_cset(type)), "set the character set", in: path)
    if try HDF5.check(H5Tis_variable_str(type), "read '\(object)'", in: path) > 0 {
      try HDF5.check(H5Tset_size(memory, assay_variable()), "read '\(object)'", in: path)
      var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
      return try pointers.withUnsafeMutableBytes { buffer in
        try HDF5.check(read(memory, buffer.baseAddress!), "read '\(object)'", in: path)
        defer { H5Dvlen_reclaim(memory, space, assay_default(), buffer.baseAddress) }
        return buffer.bindMemory(to: UnsafeMutablePointer<CChar>?.self).map {
          $0.map { String(cString: $0) } ?? ""
        }
      }
    }
    // One byte more than in the file: the last one is the terminating zero.
    let width = H5Tget_size(type) + 1
    try HDF5.check(H5Tset_size(memory, width), "read '\(object)'", in: path)
    var bytes = [CChar](repeating: 0, count: width * count)
    let status = bytes.withUnsafeMutableBytes { read(memory, $0.baseAddress!) }
    try HDF5.check(status, "read '\(object)'", in: path)
    return (0..<count).map { HDF5.text(Array(bytes[$0 * width..<($0 + 1) * width])) }
  }

  private func count(of dataset: hid_t, _ object: String, bytes: Int) throws -> Int {
    var total = bytes
    for extent in try shape(of: dataset, object) {
      let (product, overflow) = total.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= largestDataset else { throw hugeShape(object) }
      total = product
    }
    return total / bytes
  }

  func name(
    _ object: String, _ call: (UnsafeMutablePointer<CChar>?, Int) -> Int
  ) throws -> String {
    let length = try HDF5.check(call(nil, 0), "list '\(object)'", in: path)
    var buffer = [CChar](repeating: 0, count: length + 1)
    try HDF5.check(call(&buffer, buffer.count), "list '\(object)'", in: path)
    return HDF5.text(buffer)
  }

  func wrongKind(_ object: String, found: String, wanted: String) -> ResultsError {
    .wrongKind(file: path, object: object, found: found, wanted: wanted)
  }

  func missing(_ object: String) -> ResultsError {
    let known = (try? datasets()) ?? []
    return .missing(
      file: path, object: object, suggestion: DidYouMean.suggestion(for: object, among: known))
  }

  private func hugeShape(_ object: String) -> ResultsError {
    .damaged(
      path: path, reason: "'\(object)' claims to be larger than a file of this size can hold")
  }
}
