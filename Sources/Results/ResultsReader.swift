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
  public let storedVersion: Int?
  /// Whether the file ends with the SHA-256 of its content, and that is right.
  public let isSealed: Bool
  /// The most bytes that a dataset may claim to hold.
  private let largestDataset: Int
  private let server: FileServer
  let tree: ResultsTree

  /// Opens a file for reading.
  ///
  /// A sealed file is checked by its SHA-256. The C library, which can crash or hang on damaged files, reads it in
  /// a process of its own, and what that sends is checked: a seal is no signature.
  ///
  /// - Parameters:
  ///   - patience: the seconds of computing that the library may take in all, besides those for large files and
  ///     datasets.
  /// - Throws: `ResultsError.unreadable` if there is no such file, `.notHDF5`, `.damaged` if it is
  ///   truncated or changed, `.newerVersion` if this program is too old for it.
  public convenience init(path: String, patience: Int = 10) throws {
    try self.init(path: path, patience: patience, addsLabels: false)
  }

  /// Opens a file; with the labels of problems that older files do not have, if it is to be written again.
  init(path: String, patience: Int = 10, addsLabels: Bool) throws {
    self.path = path
    let content = try Self.content(path)
    let seal = FileSeal.state(of: content)
    guard seal != .broken else {
      throw ResultsError.damaged(path: path, reason: "its SHA-256 is not the one that it ends with")
    }
    isSealed = seal == .intact
    // gzip makes data at most 1032 times smaller.
    largestDataset = min(
      content.count * 1100 + 64 << 20, Int(ProcessInfo.processInfo.physicalMemory / 2), 64 << 30)
    server = try FileServer(
      path: path, limit: largestDataset, seconds: patience + content.count / 20_000_000)
    var tree = try server.tree()
    storedVersion = tree.text("schema_version", on: "/").flatMap { Int($0) }
    try Migration.migrate(&tree, from: storedVersion, path: path)
    if addsLabels { Migration.addProblemLabels(to: &tree) }
    self.tree = tree
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

  /// The numbers of a dataset as doubles, whatever their type in the file.
  ///
  /// - Throws: `ResultsError.wrongKind` for texts, `.missing` with a suggestion.
  public func doubles(_ path: String) throws -> [Double] {
    let dataset = try dataset(path)
    guard try kind(of: dataset, path) != .string else {
      throw wrongKind(path, found: "texts", wanted: "numbers")
    }
    return try numbers(dataset, path, "d", zero: 0.0)
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
    guard case .strings(let texts) = try values(path) else {
      throw wrongKind(path, found: "numbers", wanted: "texts")
    }
    return texts
  }

  /// The values of a dataset in the type in which the file holds them.
  public func values(_ path: String) throws -> ResultsValues {
    let dataset = try dataset(path)
    switch try kind(of: dataset, path) {
    case .string:
      switch dataset.source {
      case .texts(let texts): return .strings(texts)
      case .file(let stored):
        return .strings(try server.texts(stored, count: try count(of: dataset, path, bytes: 16)))
      }
    case .float:
      return dataset.width > 4
        ? .doubles(try numbers(dataset, path, "d", zero: 0))
        : .floats(try numbers(dataset, path, "f", zero: 0))
    case .integer:
      return dataset.isUnsigned && dataset.width == 8
        ? .unsigned(try numbers(dataset, path, "u", zero: 0))
        : .integers(try numbers(dataset, path, "i", zero: 0))
    }
  }

  /// The extents of a dataset; `[]` for a scalar.
  public func shape(_ path: String) throws -> [Int] { try shape(of: try dataset(path), path) }

  /// What a dataset holds.
  public func kind(_ path: String) throws -> ResultsKind { try kind(of: try dataset(path), path) }

  /// How the numbers of a dataset are stored, or the smallest type of ours that holds them all (16 bits
  /// become 32); `nil` for texts.
  public func storage(_ path: String) throws -> ResultsStorage? {
    let dataset = try dataset(path)
    switch try kind(of: dataset, path) {
    case .string: return nil
    case .float: return dataset.width > 4 ? .float64 : .float32
    case .integer:
      switch dataset.width {
      case 8: return dataset.isUnsigned ? .uint64 : .int64
      case 4: return dataset.isUnsigned ? .int64 : .int32
      case 1: return dataset.isUnsigned ? .int32 : .int8
      default: return .int32
      }
    }
  }

  /// The names of the axes of a dataset, from its attribute `dims`; `axis0`, … where there is none.
  public func dims(_ path: String) throws -> [String] {
    let rank = try shape(path).count
    let names = Self.axes(try stringAttribute("dims", on: path) ?? "")
    return names.count == rank ? names : (0..<rank).map { "axis\($0)" }
  }

  /// Whether there is a group or dataset of this path.
  public func contains(_ path: String) -> Bool { tree[path] != nil }

  /// The names of the groups and datasets directly in a group, sorted.
  public func children(of group: String) throws -> [String] {
    let group = ResultsTree.normal(group)
    return try paths(under: group).compactMap {
      let name = $0.dropFirst(group == "/" ? 1 : group.utf8.count + 1)
      return name.contains("/") ? nil : String(name)
    }
  }

  /// The full paths of all datasets in a group and the groups in it, sorted.
  ///
  /// - Throws: `ResultsError.library` if an object is there and cannot be opened: written by a newer library
  ///   than this one, or damaged.
  public func datasets(under group: String = "/") throws -> [String] {
    try paths(under: ResultsTree.normal(group)).filter { path in
      switch tree[path]?.object {
      case .dataset: true
      case .unreadable(let reason): throw unreadable(path, reason)
      default: false
      }
    }
  }

  /// The datasets that are named, and those in the groups that are named, in the order of `datasets()`;
  /// all where nothing is named.
  ///
  /// - Throws: `ResultsError.missing` with a suggestion.
  public func datasets(named paths: [String]) throws -> [String] {
    guard !paths.isEmpty else { return try datasets() }
    let found = try paths.flatMap { name -> [String] in
      let path = ResultsTree.normal(name)
      _ = try node(path)
      return isDataset(path) ? [path] : try datasets(under: path)
    }
    return Set(found).sorted()
  }

  /// Whether the path names a dataset that can be opened (and not a group).
  public func isDataset(_ path: String) -> Bool {
    if case .dataset = tree[path]?.object { true } else { false }
  }
}

extension ResultsReader {
  /// The names in a `dims` attribute.
  static func axes(_ dims: String) -> [String] {
    dims.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  func wrongKind(_ object: String, found: String, wanted: String) -> ResultsError {
    .wrongKind(file: path, object: object, found: found, wanted: wanted)
  }

  func unreadable(_ object: String, _ reason: String) -> ResultsError {
    .library(file: path, action: "open '\(object)'", reason: reason)
  }

  /// An object that is there and can be opened.
  func node(_ object: String) throws -> ResultsTree.Node {
    guard let node = tree[object] else {
      let known = (try? datasets()) ?? []
      throw ResultsError.missing(
        file: path, object: object, suggestion: DidYouMean.suggestion(for: object, among: known))
    }
    if case .unreadable(let reason) = node.object { throw unreadable(object, reason) }
    return node
  }

  private func paths(under group: String) throws -> [String] {
    guard case .group = try node(group).object else {
      throw wrongKind(group, found: "a dataset", wanted: "a group")
    }
    return tree.paths(under: group)
  }

  private func dataset(_ object: String) throws -> ResultsTree.Dataset {
    guard case .dataset(let dataset) = try node(object).object else {
      throw wrongKind(object, found: "a group", wanted: "a dataset")
    }
    if let problem = dataset.problem { throw unreadable(object, problem) }
    return dataset
  }

  private func kind(of dataset: ResultsTree.Dataset, _ object: String) throws -> ResultsKind {
    switch dataset.type {
    case Int(H5T_INTEGER.rawValue): return .integer
    case Int(H5T_FLOAT.rawValue): return .float
    case Int(H5T_STRING.rawValue): return .string
    default: throw wrongKind(object, found: "a compound or other type", wanted: "numbers or texts")
    }
  }

  private func shape(of dataset: ResultsTree.Dataset, _ object: String) throws -> [Int] {
    guard !dataset.isNull else {
      throw ResultsError.badValue(file: path, object: object, reason: "it has no values")
    }
    // An axis of a dataset without values may be as long as it likes: whoever labels it must not believe that.
    var total = 1
    for extent in dataset.extents {
      let (product, overflow) = total.multipliedReportingOverflow(by: max(1, extent))
      guard 0...largestDataset ~= extent, !overflow, product <= largestDataset else {
        throw hugeShape(object)
      }
      total = product
    }
    return dataset.extents
  }

  private func count(
    of dataset: ResultsTree.Dataset, _ object: String, bytes: Int
  ) throws -> Int {
    let count = try shape(of: dataset, object).reduce(1, *)
    guard count <= largestDataset / bytes else { throw hugeShape(object) }
    return count
  }

  /// `form` as in `serve.h`.
  private func numbers<Element: ResultsElement>(
    _ dataset: ResultsTree.Dataset, _ object: String, _ form: Character, zero: Element
  ) throws -> [Element] {
    guard case .file(let stored) = dataset.source else {
      throw wrongKind(object, found: "texts", wanted: "numbers")
    }
    let count = try count(of: dataset, object, bytes: Element.storage.byteCount)
    return try server.numbers(stored, count: count, form: form, zero: zero)
  }

  private func hugeShape(_ object: String) -> ResultsError {
    .damaged(
      path: path, reason: "'\(object)' claims to be larger than a file of this size can hold")
  }
}
