import CHDF5
import Foundation
import Support

/// Builds a whole results file; nothing appears at its path before `finish()`.
///
/// The file is put together in memory, sealed with the SHA-256 of its content (`FileSeal`), written to
/// `path + ".part"`, synced and renamed. So a kill
/// or a full disk leaves a previous file as it was, and the C library never meets a failing disk.
/// Groups are created as they are needed. The same calls in the same order make the same bytes: no
/// times are stored. Use one writer from one thread.
public final class ResultsWriter {
  /// Where the finished file goes.
  public let path: String
  private(set) var file: hid_t = -1
  private(set) var groups: Set<String> = ["/"]
  /// The axes of the datasets by path.
  private(set) var datasets: [String: [Axis]] = [:]

  /// An axis of a dataset.
  struct Axis: Equatable {
    var name: String
    var length: Int
  }

  /// Data of more than this many bytes are chunked, shuffled and compressed.
  static let compressionThreshold = 8 * 1024
  /// The most bytes of one chunk: a chunk must fit into the library's cache of 1 MiB.
  static let chunkBytes = 256 * 1024

  /// Starts an empty file.
  ///
  /// - Throws: `ResultsError.library` if the library refuses.
  public init(path: String) throws {
    self.path = path
    file = try HDF5.locked {
      let access = try HDF5.check(
        H5Pcreate(assay_file_access()), "set up the file access", in: path)
      defer { H5Pclose(access) }
      try HDF5.check(assay_oldest_format(access), "choose the format", in: path)
      try HDF5.check(assay_in_memory(access), "keep the file in memory", in: path)
      try HDF5.check(
        H5Pset_fclose_degree(access, H5F_CLOSE_STRONG), "set up closing", in: path)
      let creation = try HDF5.check(
        H5Pcreate(assay_file_create()), "set up the file", in: path)
      defer { H5Pclose(creation) }
      try HDF5.check(assay_no_times(creation), "switch off times", in: path)
      // The name only has to differ from that of every other file open in the library.
      return try HDF5.check(
        assay_create("assay-\(UUID().uuidString)", creation, access), "create the file", in: path)
    }
  }

  deinit { close() }

  /// Puts the finished file in its place and closes it.
  ///
  /// - Throws: `ResultsError.unwritable` if it does not fit on the disk or the folder is not
  ///   writable; the previous file is then still there.
  /// - Precondition: the writer is not finished yet.
  public func finish() throws {
    requireOpen()
    let image = try HDF5.locked {
      try attachScales()
      try HDF5.check(H5Fflush(file, H5F_SCOPE_GLOBAL), "flush", in: path)
      let size = try HDF5.check(H5Fget_file_image(file, nil, 0), "size the file", in: path)
      var image = Data(count: size)
      let copied = image.withUnsafeMutableBytes {
        H5Fget_file_image(file, $0.baseAddress, size)
      }
      try HDF5.check(copied, "copy the file", in: path)
      return image
    }
    close()
    do {
      try AtomicFile.write(image + FileSeal.seal(of: image), to: path)
    } catch SupportError.file(_, _, let reason) {
      unlink(path + ".part")
      throw ResultsError.unwritable(path: path, reason: reason)
    }
  }

  /// Sets an attribute, replacing one of the same name.
  ///
  /// - Parameter object: a dataset, or a group, which is created if it is not there.
  public func attribute(_ name: String, _ value: String, on object: String = "/") throws {
    try requireStorable(value, at: "\(object)@\(name)")
    try HDF5.locked {
      let type = try HDF5.stringType(in: path)
      defer { H5Tclose(type) }
      try HDF5.withCStrings([value]) { try setAttribute(name, type: type, $0, on: object) }
    }
  }

  /// Sets a whole-number attribute, replacing one of the same name.
  public func attribute(_ name: String, _ value: Int64, on object: String = "/") throws {
    try HDF5.locked {
      try withUnsafeBytes(of: value) {
        try setAttribute(name, type: assay_native_int64(), $0.baseAddress!, on: object)
      }
    }
  }

  /// Sets a whole-number attribute, replacing one of the same name.
  public func attribute(_ name: String, _ value: Int, on object: String = "/") throws {
    try attribute(name, Int64(value), on: object)
  }

  /// Sets a floating-point attribute, replacing one of the same name.
  public func attribute(_ name: String, _ value: Double, on object: String = "/") throws {
    try HDF5.locked {
      try withUnsafeBytes(of: value) {
        try setAttribute(name, type: assay_native_double(), $0.baseAddress!, on: object)
      }
    }
  }

  /// Sets an attribute to a value as it was read.
  func attribute(_ name: String, _ value: ResultsAttribute, on object: String) throws {
    switch value {
    case .string(let text): try attribute(name, text, on: object)
    case .integer(let number): try attribute(name, number, on: object)
    case .double(let number): try attribute(name, number, on: object)
    }
  }

  /// Writes numbers as a dataset, row-major.
  ///
  /// - Parameters:
  ///   - values: as many as the product of `shape`; NaN stands for a missing number, −1 for a
  ///     missing count.
  ///   - shape: `[]` for a scalar; an extent may be 0.
  ///   - path: absolute; the groups on the way are created.
  ///   - units: `"1"` where there is none.
  ///   - dims: the names of the axes with commas between them, `"arm,seed,problem"`; empty for a
  ///     scalar.
  ///   - description: one sentence.
  /// - Precondition: the shape agrees with the number of values and of names in `dims`.
  /// - Throws: `ResultsError.duplicate` if the path is taken.
  public func write<Element: ResultsElement>(
    _ values: [Element], shape: [Int], to path: String, units: String, dims: String,
    description: String
  ) throws {
    requireShape(shape, count: values.count, dims: dims, path: path)
    try HDF5.locked {
      let type = Element.storage.identifier
      try values.withUnsafeBytes {
        try setDataset(
          path, type: type, elementBytes: Element.storage.byteCount, axes: Self.axes(dims, shape),
          $0.baseAddress)
      }
    }
    try describe(path, units: units, dims: dims, description: description)
  }

  /// Writes texts as a dataset of variable-length UTF-8 strings, row-major.
  ///
  /// - Throws: `ResultsError.badValue` if a text contains a zero byte, which HDF5 cannot store.
  public func write(
    _ values: [String], shape: [Int], to path: String, units: String = "1", dims: String,
    description: String
  ) throws {
    requireShape(shape, count: values.count, dims: dims, path: path)
    for value in values { try requireStorable(value, at: path) }
    try HDF5.locked {
      let type = try HDF5.stringType(in: self.path)
      defer { H5Tclose(type) }
      try HDF5.withCStrings(values) {
        try setDataset(path, type: type, elementBytes: 16, axes: Self.axes(dims, shape), $0)
      }
    }
    try describe(path, units: units, dims: dims, description: description)
  }

  /// Writes values as they were read, numbers in a given storage.
  ///
  /// - Parameter storage: `nil` for texts.
  /// - Throws: `ResultsError.badValue` if a whole number does not fit into the storage.
  /// - Precondition: the storage is one for such values.
  func write(
    _ values: ResultsValues, storage: ResultsStorage?, shape: [Int], to path: String,
    units: String, dims: String, description: String
  ) throws {
    func put<Element: ResultsElement>(_ values: [Element]) throws {
      try write(
        values, shape: shape, to: path, units: units, dims: dims, description: description)
    }
    func narrow<Element: ResultsElement & FixedWidthInteger>(
      _ values: [Int], _: Element.Type
    ) throws -> [Element] {
      try values.map {
        guard let value = Element(exactly: $0) else {
          throw ResultsError.badValue(
            file: self.path, object: path, reason: "\($0) does not fit into \(Element.storage)")
        }
        return value
      }
    }
    switch (values, storage) {
    case (.strings(let texts), nil):
      try write(
        texts, shape: shape, to: path, units: units, dims: dims, description: description)
    case (.doubles(let values), .float64): try put(values)
    case (.floats(let values), .float32): try put(values)
    case (.unsigned(let values), .uint64): try put(values)
    case (.integers(let values), .int8): try put(try narrow(values, Int8.self))
    case (.integers(let values), .int32): try put(try narrow(values, Int32.self))
    case (.integers(let values), .int64): try put(values)
    default: preconditionFailure("\(path): the values are not stored as \(storage as Any)")
    }
  }

  /// Writes one text, such as a configuration.
  public func write(_ text: String, to path: String, description: String) throws {
    try write([text], shape: [], to: path, units: "1", dims: "", description: description)
  }
}

// MARK: - Calls of the library, all under its lock

extension ResultsWriter {
  private func close() {
    if file >= 0 { HDF5.locked { _ = H5Fclose(file) } }
    file = -1
  }

  private func setDataset(
    _ name: String, type: hid_t, elementBytes: Int, axes: [Axis], _ bytes: UnsafeRawPointer?
  ) throws {
    requireOpen()
    guard datasets[name] == nil, !groups.contains(name) else {
      throw ResultsError.duplicate(file: path, object: name)
    }
    try createGroup((name as NSString).deletingLastPathComponent)
    let creation = try HDF5.check(
      H5Pcreate(assay_dataset_create()), "set up '\(name)'", in: path)
    defer { H5Pclose(creation) }
    try HDF5.check(assay_no_times(creation), "switch off times", in: path)
    let shape = axes.map(\.length)
    let count = shape.reduce(1, *)
    if count * elementBytes > Self.compressionThreshold {
      let chunk = Self.chunk(of: shape, elementBytes: elementBytes).map { hsize_t($0) }
      try HDF5.check(
        H5Pset_chunk(creation, Int32(chunk.count), chunk), "chunk '\(name)'", in: path)
      try HDF5.check(H5Pset_shuffle(creation), "shuffle '\(name)'", in: path)
      try HDF5.check(H5Pset_deflate(creation, 4), "compress '\(name)'", in: path)
    }
    let space = try HDF5.space(shape, in: path)
    defer { H5Sclose(space) }
    let dataset = try HDF5.check(
      H5Dcreate2(file, name, type, space, assay_default(), creation, assay_default()),
      "create '\(name)'", in: path)
    defer { H5Dclose(dataset) }
    if count > 0 {
      try HDF5.check(
        H5Dwrite(dataset, type, assay_all(), assay_all(), assay_default(), bytes),
        "write '\(name)'", in: path)
    }
    datasets[name] = axes
  }

  private func setAttribute(
    _ name: String, type: hid_t, _ bytes: UnsafeRawPointer, on object: String
  ) throws {
    requireOpen()
    if datasets[object] == nil { try createGroup(object) }
    let target = try HDF5.check(
      H5Oopen(file, object, assay_default()), "open '\(object)'", in: path)
    defer { H5Oclose(target) }
    if try HDF5.check(H5Aexists(target, name), "look for '\(name)'", in: path) > 0 {
      try HDF5.check(H5Adelete(target, name), "replace '\(object)@\(name)'", in: path)
    }
    let space = try HDF5.space([], in: path)
    defer { H5Sclose(space) }
    let attribute = try HDF5.check(
      H5Acreate2(target, name, type, space, assay_default(), assay_default()),
      "create '\(object)@\(name)'", in: path)
    defer { H5Aclose(attribute) }
    try HDF5.check(H5Awrite(attribute, type, bytes), "write '\(object)@\(name)'", in: path)
  }

  private func createGroup(_ name: String) throws {
    guard !groups.contains(name) else { return }
    precondition(name.hasPrefix("/"), "'\(name)' is not an absolute path such as /axes/arm")
    guard datasets[name] == nil else {
      throw ResultsError.duplicate(file: path, object: name)
    }
    try createGroup((name as NSString).deletingLastPathComponent)
    let creation = try HDF5.check(
      H5Pcreate(assay_group_create()), "set up '\(name)'", in: path)
    defer { H5Pclose(creation) }
    try HDF5.check(assay_no_times(creation), "switch off times", in: path)
    let group = try HDF5.check(
      H5Gcreate2(file, name, assay_default(), creation, assay_default()),
      "create '\(name)'", in: path)
    H5Gclose(group)
    groups.insert(name)
  }

  private func describe(
    _ name: String, units: String, dims: String, description: String
  ) throws {
    try attribute("units", units, on: name)
    try attribute("dims", dims, on: name)
    try attribute("description", description, on: name)
  }
}

// MARK: - Checks

extension ResultsWriter {
  /// The extents of a chunk: whole trailing axes, as much of the leading ones as fits.
  static func chunk(of shape: [Int], elementBytes: Int) -> [Int] {
    var chunk = shape
    for axis in chunk.indices {
      let others = chunk.enumerated().reduce(elementBytes) {
        $1.offset == axis ? $0 : $0 * $1.element
      }
      chunk[axis] = max(1, min(chunk[axis], chunkBytes / others))
    }
    return chunk
  }

  private func requireOpen() {
    precondition(file >= 0, "\(path): the results file is already finished")
  }

  private func requireShape(_ shape: [Int], count: Int, dims: String, path: String) {
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == count,
      "\(path): \(count) values do not fill the shape \(shape)")
    let names = ResultsReader.axes(dims)
    precondition(
      names.count == shape.count, "\(path): dims '\(dims)' do not name the axes of \(shape)")
  }

  private static func axes(_ dims: String, _ shape: [Int]) -> [Axis] {
    zip(ResultsReader.axes(dims), shape).map { Axis(name: $0, length: $1) }
  }

  private func requireStorable(_ text: String, at object: String) throws {
    guard !text.utf8.contains(0) else {
      throw ResultsError.badValue(
        file: path, object: object,
        reason: "the text contains a zero byte, which ends an HDF5 text")
    }
  }
}
