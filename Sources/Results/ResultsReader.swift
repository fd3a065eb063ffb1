import CHDF5
import Foundation
import Support

/// Reads a results file, or any HDF5 file of numbers and texts.
///
/// Datasets are read whole, row-major. A file of an older version of the layout is brought to the
/// present one in memory (`Migration`), so that all paths are those of the present schema. Use one
/// reader from one thread.
public final class ResultsReader {
  /// The file.
  public let path: String
  /// The version of the layout in the file; `nil` in files of other programs.
  public private(set) var storedVersion: Int?
  /// Whether the file ends with the SHA-256 of its content, and that is right.
  public let isSealed: Bool
  /// The most bytes that a dataset may claim to hold.
  let largestDataset: Int
  var file: hid_t

  /// Opens a file for reading.
  ///
  /// A sealed file is checked by its SHA-256. Any that this process has not written is first read whole by a child
  /// process, for the C library can crash or hang on damaged files.
  ///
  /// - Parameters:
  ///   - patience: the seconds of computing that a file may take to be read once; large files
  ///     get more.
  /// - Throws: `ResultsError.unreadable` if there is no such file, `.notHDF5`, `.damaged` if it is
  ///   truncated or changed, `.newerVersion` if this program is too old for it.
  public init(path: String, patience: Int = 10) throws {
    self.path = path
    let content = try Self.content(path)
    let seal = FileSeal.state(of: content)
    guard seal != .broken else {
      throw ResultsError.damaged(path: path, reason: "its SHA-256 is not the one that it ends with")
    }
    isSealed = seal == .intact
    largestDataset = FileSeal.largestDataset(of: content.count)
    file = try HDF5.locked {
      let access = try Self.access(path)
      defer { H5Pclose(access) }
      // A seal is no signature: whoever changes a file can seal it again.
      if seal == .missing || !FileSeal.isOwn(content) {
        try FileSeal.probe(path, bytes: content.count, access: access, patience: patience)
      }
      let file = assay_open(path, access)
      guard file < 0 else { return file }
      throw ResultsError.damaged(path: path, reason: HDF5.lastError())
    }
    if case .string(let text)? = try attribute("schema_version") { storedVersion = Int(text) }
    try Migration.migrate(self, content: content)
  }

  /// The bytes of a file that is HDF5 by its signature, which stands at 0, 512, 1024, 2048, …
  private static func content(_ path: String) throws -> Data {
    let content: Data
    do {
      content = try AtomicFile.read(path)
    } catch SupportError.file(_, _, let reason) {
      throw ResultsError.unreadable(path: path, reason: reason)
    }
    let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
    var start = 0
    while start + signature.count <= content.count {
      if content[start...].starts(with: signature) { return content }
      start = start == 0 ? 512 : 2 * start
    }
    throw ResultsError.notHDF5(path: path)
  }

  private static func access(_ path: String) throws -> hid_t {
    let access = try HDF5.check(H5Pcreate(assay_file_access()), "set up the file access", in: path)
    try HDF5.check(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG), "set up closing", in: path)
    try HDF5.check(assay_no_lock(access), "switch off locking", in: path)
    return access
  }

  deinit { HDF5.locked { _ = H5Fclose(file) } }

  /// The numbers of a dataset as doubles, whatever their type in the file.
  ///
  /// - Throws: `ResultsError.wrongKind` for texts, `.missing` with a suggestion.
  public func doubles(_ path: String) throws -> [Double] {
    try withDataset(path) { dataset in
      guard try kind(of: dataset, path) != .string else {
        throw wrongKind(path, found: "texts", wanted: "numbers")
      }
      return try numbers(dataset, path, as: Double.self, zero: 0)
    }
  }

  /// The whole numbers of a dataset.
  ///
  /// - Throws: `ResultsError.wrongKind` for texts and floating-point numbers, `.badValue` for an
  ///   unsigned number beyond 2⁶³ − 1 (read those with `unsigned`).
  public func ints(_ path: String) throws -> [Int] {
    switch try values(path) {
    case .integers(let values): return values
    case .unsigned(let values):
      return try values.map {
        guard let value = Int(exactly: $0) else {
          throw ResultsError.badValue(
            file: self.path, object: path,
            reason: "\($0) does not fit into a signed number; read it as unsigned")
        }
        return value
      }
    case .doubles, .floats:
      throw wrongKind(path, found: "floating-point numbers", wanted: "whole numbers")
    case .strings: throw wrongKind(path, found: "texts", wanted: "whole numbers")
    }
  }

  /// The whole numbers of a dataset of identifiers.
  ///
  /// - Throws: `ResultsError.wrongKind` for texts and floating-point numbers, `.badValue` for a
  ///   negative number.
  public func unsigned(_ path: String) throws -> [UInt64] {
    if case .unsigned(let values) = try values(path) { return values }
    return try ints(path).map {
      guard let value = UInt64(exactly: $0) else {
        throw ResultsError.badValue(file: self.path, object: path, reason: "\($0) is negative")
      }
      return value
    }
  }

  /// The texts of a dataset, of variable or fixed length.
  ///
  /// - Throws: `ResultsError.wrongKind` for numbers.
  public func strings(_ path: String) throws -> [String] {
    try withDataset(path) { dataset in
      guard try kind(of: dataset, path) == .string else {
        throw wrongKind(path, found: "numbers", wanted: "texts")
      }
      return try texts(dataset, path)
    }
  }

  /// The values of a dataset in the type in which the file holds them.
  public func values(_ path: String) throws -> ResultsValues {
    try withDataset(path) { dataset in
      switch try kind(of: dataset, path) {
      case .string: return .strings(try texts(dataset, path))
      case .float:
        return try isWide(dataset)
          ? .doubles(try numbers(dataset, path, as: Double.self, zero: 0))
          : .floats(try numbers(dataset, path, as: Float.self, zero: 0))
      case .integer:
        return try isUnsigned64(dataset)
          ? .unsigned(try numbers(dataset, path, as: UInt64.self, zero: 0))
          : .integers(try numbers(dataset, path, as: Int.self, zero: 0))
      }
    }
  }

  /// The extents of a dataset; `[]` for a scalar.
  public func shape(_ path: String) throws -> [Int] {
    try withDataset(path) { try shape(of: $0, path) }
  }

  /// What a dataset holds.
  public func kind(_ path: String) throws -> ResultsKind {
    try withDataset(path) { try kind(of: $0, path) }
  }

  /// How the numbers of a dataset are stored, or the smallest type of ours that holds them all (16 bits
  /// become 32); `nil` for texts.
  public func storage(_ path: String) throws -> ResultsStorage? {
    try withDataset(path) { try storage(of: $0, path) }
  }

  /// The names of the axes of a dataset, from its attribute `dims`; `axis0`, … where there is none.
  public func dims(_ path: String) throws -> [String] {
    let rank = try shape(path).count
    let names = Self.axes(try stringAttribute("dims", on: path) ?? "")
    return names.count == rank ? names : (0..<rank).map { "axis\($0)" }
  }

  /// Whether there is a group or dataset of this path.
  public func contains(_ path: String) -> Bool {
    guard path != "/" else { return true }
    return HDF5.locked {
      var prefix = ""
      for name in path.split(separator: "/") {
        prefix += "/" + name
        guard H5Lexists(file, prefix, assay_default()) > 0 else { return false }
      }
      return !prefix.isEmpty && H5Oexists_by_name(file, prefix, assay_default()) > 0
    }
  }

  /// The names of the groups and datasets directly in a group, sorted.
  public func children(of group: String) throws -> [String] {
    try HDF5.locked {
      let id = H5Gopen2(file, group, assay_default())
      if id < 0 {
        let reason = HDF5.lastError()
        guard contains(group) else { throw missing(group) }
        throw ResultsError.library(
          file: path, action: "open the group '\(group)'", reason: reason)
      }
      defer { H5Gclose(id) }
      var info = H5G_info_t()
      try HDF5.check(H5Gget_info(id, &info), "list '\(group)'", in: path)
      return try (0..<info.nlinks).map { index in
        try name(group) { buffer, size in
          H5Lget_name_by_idx(
            id, ".", H5_INDEX_NAME, H5_ITER_INC, index, buffer, size, assay_default())
        }
      }.sorted()
    }
  }

  /// The full paths of all datasets in a group and the groups in it, sorted.
  public func datasets(under group: String = "/") throws -> [String] {
    try tree(under: group, depth: 0).sorted()
  }

  /// The datasets that are named, and those in the groups that are named, in the order of `datasets()`;
  /// all where nothing is named.
  ///
  /// - Throws: `ResultsError.missing` with a suggestion.
  public func datasets(named paths: [String]) throws -> [String] {
    guard !paths.isEmpty else { return try datasets() }
    let found = try paths.flatMap { name -> [String] in
      let path = "/" + name.split(separator: "/").joined(separator: "/")
      guard contains(path) else { throw missing(path) }
      return isDataset(path) ? [path] : try datasets(under: path)
    }
    return Set(found).sorted()
  }

  /// Whether the path names a dataset that can be opened (and not a group).
  public func isDataset(_ path: String) -> Bool {
    (try? objectIsDataset(path)) == true
  }
}

extension ResultsReader {
  /// The names in a `dims` attribute.
  static func axes(_ dims: String) -> [String] {
    dims.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private func tree(under group: String, depth: Int) throws -> [String] {
    // Links can form a ring in files that others made.
    guard depth < 32 else {
      throw ResultsError.damaged(path: path, reason: "groups are nested too deeply at \(group)")
    }
    return try children(of: group).flatMap { name -> [String] in
      let full = group.hasSuffix("/") ? group + name : group + "/" + name
      do {
        return try objectIsDataset(full) ? [full] : try tree(under: full, depth: depth + 1)
      } catch let error {
        // A link that leads nowhere is no object.
        guard contains(full) else { return [] }
        throw error
      }
    }
  }

  /// An object can be there and unreadable, written by a newer library than this one.
  private func objectIsDataset(_ object: String) throws -> Bool {
    try HDF5.locked {
      let id = try HDF5.check(
        H5Oopen(file, object, assay_default()), "open '\(object)'", in: path)
      defer { H5Oclose(id) }
      return H5Iget_type(id) == H5I_DATASET
    }
  }
}
