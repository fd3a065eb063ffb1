import Foundation
import Support

/// Tallies from a CSV with one row a problem and the columns `problem`, `n` and `c`.
///
/// ```
/// problem,n,c
/// p1,10,3
/// "p2, harder",10,0
/// ```
///
/// The header is required; columns may be in any order, and others are ignored. Spaces around numbers
/// and column names do not count; those in a problem's name do.
public enum CSVCounts {
  private static let columns = ["problem", "n", "c"]

  /// Reads a file.
  ///
  /// - Throws: `InterchangeError` for the first row that cannot be used; `SupportError.file` if the file
  ///   cannot be read.
  public static func read(_ path: String) throws -> CountTable {
    var header: Header?
    var tallies = TallyCollector()
    try CSVRecords.forEach(of: path) { fields, line in
      guard let header else {
        header = try Header(fields, path: path, line: line)
        return
      }
      let tally = try header.tally(fields, path: path, line: line)
      if let first = tallies[tally.id] {
        throw InterchangeError.duplicateProblem(
          path: path, line: line, problem: tally.id, first: first.line ?? 0)
      }
      tallies.add(tally.id, n: tally.n, c: tally.c, line: line)
    }
    guard header != nil else { throw InterchangeError.empty(path: path) }
    guard !tallies.problems.isEmpty else { throw InterchangeError.noProblems(path: path) }
    return CountTable(
      name: SampleCounts.stem(of: path), source: path, problems: tallies.problems)
  }

  /// Where the columns are.
  private struct Header {
    let width: Int
    let positions: [Int]

    init(_ fields: [String], path: String, line: Int) throws {
      let names = fields.map { $0.trimmingCharacters(in: .whitespaces) }
      width = names.count
      positions = try columns.map { column in
        guard let position = names.firstIndex(of: column) else {
          throw InterchangeError.missingColumn(
            path: path, line: line, column: column, found: names)
        }
        guard names.lastIndex(of: column) == position else {
          throw InterchangeError.malformed(
            path: path, line: line,
            reason: "the column '\(column)' is there twice; rename or remove one")
        }
        return position
      }
    }

    func tally(_ fields: [String], path: String, line: Int) throws -> ProblemTally {
      guard fields.count == width else {
        throw InterchangeError.malformed(
          path: path, line: line,
          reason: "the row has \(fields.count) field\(fields.count == 1 ? "" : "s"); expected "
            + "\(width), as in the header")
      }
      let id = fields[positions[0]]
      guard !id.allSatisfy(\.isWhitespace) else {
        throw InterchangeError.badValue(
          path: path, line: line, key: "problem", found: "blank",
          expected: "the name of a problem")
      }
      let n = try count(fields, 1, least: 1, path, line)
      let c = try count(fields, 2, least: 0, path, line)
      guard c <= n else {
        throw InterchangeError.tooManyRight(path: path, line: line, problem: id, n: n, c: c)
      }
      return ProblemTally(id: id, n: n, c: c, line: line)
    }

    private func count(
      _ fields: [String], _ column: Int, least: Int, _ path: String, _ line: Int
    ) throws -> Int {
      let text = fields[positions[column]].trimmingCharacters(in: .whitespaces)
      guard let value = Int(text), value >= least, value <= CountTable.mostSamples else {
        throw InterchangeError.badValue(
          path: path, line: line, key: columns[column],
          found: text.isEmpty ? "blank" : "'\(Excerpt.of(text))'",
          expected: "a whole number from \(least) to \(CountTable.mostSamples)")
      }
      return value
    }
  }
}
