import Foundation
import Support

/// The finished problems of an evaluation under way, kept in a file so that it can go on after a stop.
///
/// JSON lines: what is evaluated, then a result a problem. A line that a kill cut off is not there.
public final class PartialEvaluation {
  /// The results that were there at the start, those of the first problems, seed after seed.
  public let known: [ProblemResult]
  /// Results in the file.
  public private(set) var count: Int
  private let path: String

  private struct Header: Codable {
    var evaluation: String
  }

  /// Opens the file, or begins one.
  ///
  /// - Parameters:
  ///   - description: everything that makes the results what they are.
  ///   - resume: whether to go on with what is there.
  /// - Throws: `SupportError.file` if what is there belongs to another evaluation, or to one that is not to go on.
  public init(_ path: String, of description: String, resume: Bool) throws {
    self.path = path
    var found: [ProblemResult] = []
    guard resume || !FileManager.default.fileExists(atPath: path) else {
      throw SupportError.file(
        action: "begin", path: path,
        reason:
          "it holds the finished problems of an evaluation that was stopped; pass --resume to go on, or "
          + "remove it to start again")
    }
    if FileManager.default.fileExists(atPath: path) {
      let lines = try AtomicFile.read(path).split(separator: 10, omittingEmptySubsequences: false)
      let decoder = JSONDecoder()
      let header = lines.first.flatMap { try? decoder.decode(Header.self, from: $0) }
      guard header?.evaluation == description else {
        throw SupportError.file(
          action: "go on with", path: path,
          reason: "it belongs to an evaluation of something else, or with other settings")
      }
      // After the last line's end there is nothing, or what a kill cut off.
      for line in lines.dropFirst().dropLast() {
        guard let result = try? decoder.decode(ProblemResult.self, from: line) else { break }
        found.append(result)
      }
    }
    (known, count) = (found, found.count)
    let content = try found.reduce(
      into: try JSONLines.line(Header(evaluation: description))
    ) { $0.append(try JSONLines.line($1)) }
    try AtomicFile.write(content, to: path)
  }

  /// Adds results.
  ///
  /// - Throws: `SupportError.file`.
  public func add(_ results: [ProblemResult]) throws {
    let lines = try results.reduce(into: Data()) { $0.append(try JSONLines.line($1)) }
    try AtomicFile.append(lines, to: path)
    count += results.count
  }

  /// Removes the file.
  ///
  /// - Throws: `SupportError.file`.
  public func remove() throws { try AtomicFile.remove(path) }
}
