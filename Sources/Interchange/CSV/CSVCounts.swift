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
/// The header is required; columns may be in any order, and others are ignored, but for `strict`, the
/// number of samples that are strictly right, and `chance`, the probability that guessing is counted as
/// right. Spaces around numbers and column names do not count; those in a problem's name do.
public enum CSVCounts {
  /// Reads a file.
  ///
  /// - Throws: `InterchangeError` for the rows that cannot be used; `SupportError.file` if the file
  ///   cannot be read.
  public static func read(_ path: String) throws -> CountTable { try tables(path, by: nil)[0] }

  /// Reads a file, and splits it by the values of a column.
  ///
  /// - Returns: one table, named after the file, or with `by` one a value, named after it.
  /// - Throws: as `read` does.
  public static func tables(_ path: String, by column: String?) throws -> [CountTable] {
    var header: Header?
    var errors = LineErrors()
    var groups: [(name: String?, tallies: TallyCollector)] = []
    try CSVRecords.forEach(of: path) { fields, line in
      guard let header else {
        header = try Header(fields, by: column, path: path, line: line)
        return
      }
      do throws(InterchangeError) {
        let (tally, group) = try header.tally(fields, path: path, line: line)
        let index = groups.firstIndex { $0.name == group } ?? groups.count
        if index == groups.count { groups.append((group, TallyCollector())) }
        if let first = groups[index].tallies[tally.id] {
          throw .duplicateProblem(
            path: path, line: line, problem: tally.id, first: first.line ?? 0)
        }
        groups[index].tallies.add(tally)
      } catch {
        errors.add(error)
      }
    }
    guard header != nil else { throw InterchangeError.empty(path: path) }
    try errors.throwIfAny()
    guard !groups.isEmpty else { throw InterchangeError.noProblems(path: path) }
    return groups.map { group in
      CountTable(
        name: group.name ?? SampleCounts.stem(of: path), source: path,
        problems: group.tallies.problems, group: group.name)
    }
  }

  /// Where the columns are.
  private struct Header {
    private static let required = ["problem", "n", "c"]

    let width: Int
    let positions: [Int]
    let strict: Int?
    let chance: Int?
    let group: Int?

    init(_ fields: [String], by column: String?, path: String, line: Int) throws {
      let names = fields.map { $0.trimmingCharacters(in: .whitespaces) }
      func place(_ column: String) throws(InterchangeError) -> Int? {
        guard let position = names.firstIndex(of: column) else { return nil }
        guard names.lastIndex(of: column) == position else {
          throw .malformed(
            path: path, line: line,
            reason: "the column '\(Excerpt.of(column))' is there twice; rename or remove one")
        }
        return position
      }
      width = names.count
      positions = try Self.required.map { column in
        guard let position = try place(column) else {
          throw InterchangeError.missingColumn(
            path: path, line: line, column: column, found: names)
        }
        return position
      }
      strict = try place("strict")
      chance = try place("chance")
      group = try column.map { column in
        guard let position = try place(column) else {
          throw InterchangeError.missingKey(path: path, line: line, key: column, found: names)
        }
        return position
      }
    }

    func tally(
      _ fields: [String], path: String, line: Int
    ) throws(InterchangeError) -> (ProblemTally, group: String?) {
      guard fields.count == width else {
        throw .malformed(
          path: path, line: line,
          reason: "the row has \(fields.count) field\(fields.count == 1 ? "" : "s"); expected "
            + "\(width), as in the header")
      }
      let id = fields[positions[0]]
      guard !id.allSatisfy(\.isWhitespace) else {
        throw .badValue(
          path: path, line: line, key: "problem", found: "blank",
          expected: "the name of a problem")
      }
      let n = try count(fields, positions[1], "n", least: 1, path, line)
      let c = try count(fields, positions[2], "c", least: 0, path, line)
      guard c <= n else {
        throw .tooManyRight(path: path, line: line, problem: id, n: n, c: c)
      }
      var tally = ProblemTally(id: id, n: n, c: c, line: line)
      if let strict {
        let found = try count(fields, strict, "strict", least: 0, path, line)
        guard found <= c else {
          throw .badValue(
            path: path, line: line, key: "strict", found: "\(found)",
            expected: "at most c = \(c): what is strictly right is right")
        }
        tally.strict = found
      }
      if let chance { tally.chance = try probability(fields[chance], path, line) }
      return (tally, group.map { fields[$0] })
    }

    private func count(
      _ fields: [String], _ position: Int, _ column: String, least: Int, _ path: String, _ line: Int
    ) throws(InterchangeError) -> Int {
      let text = fields[position].trimmingCharacters(in: .whitespaces)
      // pandas writes whole numbers with decimals where a column once had a gap.
      let digits = text.wholeMatch(of: #/(\d+)\.0+/#).map { String($0.1) } ?? text
      guard let value = Int(digits), value >= least, value <= CountTable.mostSamples else {
        throw .badValue(
          path: path, line: line, key: column,
          found: text.isEmpty ? "blank" : "'\(Excerpt.of(text))'",
          expected: "a whole number from \(least) to \(CountTable.mostSamples)")
      }
      return value
    }

    private func probability(
      _ text: String, _ path: String, _ line: Int
    ) throws(InterchangeError) -> Double {
      let text = text.trimmingCharacters(in: .whitespaces)
      guard let value = Double(text), value >= 0, value <= 1 else {
        throw .badValue(
          path: path, line: line, key: "chance",
          found: text.isEmpty ? "blank" : "'\(Excerpt.of(text))'", expected: "a probability")
      }
      return value
    }
  }
}
