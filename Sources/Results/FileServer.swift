import CHDF5
import Foundation
import Support

/// The C library at work on one file, in a process of its own: it can crash, hang or spoil its memory on damaged
/// files, and what it sends is checked here. The protocol stands in `serve.h`.
final class FileServer {
  private let child: ChildFunction
  private let path: String
  /// The most bytes that a dataset, or a text, may have.
  private let limit: Int

  /// Starts a server.
  ///
  /// - Parameters:
  ///   - limit: the most bytes that a dataset may have.
  ///   - seconds: of computing, besides one for each 20 MB that are read.
  /// - Throws: `ResultsError.library` if there is no process for it.
  init(path: String, limit: Int, seconds: Int) throws {
    self.path = path
    self.limit = limit
    // The library is entered by one thread at a time, and the child gets it as it is now.
    child = try HDF5.locked {
      try path.withCString { name in
        var served = assay_served(path: name, limit: UInt64(limit), seconds: UInt64(seconds))
        do {
          return try ChildFunction(assay_serve, context: &served)
        } catch let error as SupportError {
          throw ResultsError.library(
            file: path, action: "be given a process of its own", reason: "\(error)")
        }
      }
    }
  }

  /// What is in the file; asked for once, before anything else.
  ///
  /// - Throws: `ResultsError.damaged`.
  func tree() throws -> ResultsTree {
    var tree = ResultsTree()
    while true {
      switch try byte() {
      case "X":
        let (path, reason) = (try text(), try text())
        guard path != "/" else { throw ResultsError.damaged(path: self.path, reason: reason) }
        tree.nodes[path] = .init(object: .unreadable(reason))
      case "G": tree.nodes[try text()] = .init(object: .group, attributes: try attributes())
      case "D":
        let path = try text()
        let dataset = try dataset(path)
        tree.nodes[path] = .init(object: .dataset(dataset), attributes: try attributes())
      case "E": return tree
      default: throw broken
      }
    }
  }

  /// The values of a dataset of numbers, in the type of `zero`.
  ///
  /// - Throws: `ResultsError.damaged`, `.library` with the library's reason.
  func numbers<Element: ResultsElement>(
    _ dataset: String, count: Int, form: Character, zero: Element
  ) throws -> [Element] {
    try request(dataset, count: count, form: form)
    var values = [Element](repeating: zero, count: count)
    guard values.withUnsafeMutableBytes(child.receive) else { throw broken }
    return values
  }

  /// The values of a dataset of texts.
  func texts(_ dataset: String, count: Int) throws -> [String] {
    try request(dataset, count: count, form: "s")
    var total = 0
    return try (0..<count).map { _ in
      let text = try text()
      total += text.utf8.count
      guard total <= 4 * limit else { throw broken }
      return text
    }
  }

  private func request(_ dataset: String, count: Int, form: Character) throws {
    var message = Array(form.utf8)
    withUnsafeBytes(of: Int64(dataset.utf8.count)) { message += $0 }
    child.send(message + Array(dataset.utf8))
    switch try byte() {
    case "V": guard try number() == count else { throw broken }
    case "X":
      throw ResultsError.library(file: path, action: "read '\(dataset)'", reason: try text())
    default: throw broken
    }
  }

  private func dataset(_ path: String) throws -> ResultsTree.Dataset {
    let problem = try text()
    let (type, width) = (try number(), try number())
    let (isUnsigned, isNull) = (try number() != 0, try number() != 0)
    let rank = try number()
    guard 0...Int(H5S_MAX_RANK) ~= rank else { throw broken }
    return .init(
      source: .file(path), problem: problem.isEmpty ? nil : problem, type: type, width: width,
      isUnsigned: isUnsigned, isNull: isNull, extents: try (0..<rank).map { _ in try number() })
  }

  private func attributes() throws -> [String: ResultsTree.Attribute] {
    var found: [String: ResultsTree.Attribute] = [:]
    for _ in 0..<max(0, try number()) {
      let name = try text()
      switch try byte() {
      case "i": found[name] = .value(.integer(try number()))
      case "d": found[name] = .value(.double(Double(bitPattern: UInt64(bitPattern: try word()))))
      case "s": found[name] = .value(.string(try text()))
      case "-": found[name] = .other
      case "x": found[name] = .unreadable(try text())
      default: throw broken
      }
    }
    return found
  }

  private func byte() throws -> Character {
    var byte: UInt8 = 0
    guard withUnsafeMutableBytes(of: &byte, child.receive) else { throw broken }
    return Character(UnicodeScalar(byte))
  }

  private func word() throws -> Int64 {
    var word: Int64 = 0
    guard withUnsafeMutableBytes(of: &word, child.receive) else { throw broken }
    return word
  }

  private func number() throws -> Int { Int(try word()) }

  private func text() throws -> String {
    let length = try number()
    guard 0...limit ~= length else { throw broken }
    var bytes = [UInt8](repeating: 0, count: length)
    guard bytes.withUnsafeMutableBytes(child.receive) else { throw broken }
    return String(decoding: bytes, as: UTF8.self)
  }

  private var broken: ResultsError {
    .damaged(path: path, reason: "the HDF5 library crashes or hangs on it")
  }
}
