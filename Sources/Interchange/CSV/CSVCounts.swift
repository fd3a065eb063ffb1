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
  public static func tables(
    _ path: String, by column: String?, cluster: String? = nil
  ) throws -> [CountTable] {
    try CSVRecords.scan(path) { scan in
      var fields: [CSVScan.Field] = []
      guard let first = try scan.next(&fields) else { throw InterchangeError.empty(path: path) }
      let names = try fields.map {
        try scan.text($0, line: first).trimmingCharacters(in: .whitespaces)
      }
      let header = try Header(names, by: column, cluster: cluster, path: path, line: first)
      var errors = LineErrors()
      var groups: [(name: String?, tallies: TallyCollector)] = []
      while true {
        do throws(InterchangeError) {
          guard let line = try scan.next(&fields) else { break }
          let row = CSVRow(scan: scan, fields: fields, path: path, line: line)
          let (tally, group) = try header.tally(row)
          let index = groups.firstIndex { $0.name == group } ?? groups.count
          if index == groups.count { groups.append((group, TallyCollector())) }
          if let known = groups[index].tallies[tally.id] {
            throw .duplicateProblem(
              path: path, line: line, problem: tally.id, first: known.line ?? 0)
          }
          groups[index].tallies.add(tally)
        } catch {
          errors.add(error)
        }
      }
      try errors.throwIfAny()
      guard !groups.isEmpty else { throw InterchangeError.noProblems(path: path) }
      return groups.map { group in
        CountTable(
          name: group.name ?? SampleCounts.stem(of: path), source: path,
          problems: group.tallies.problems, group: group.name)
      }
    }
  }

  /// One row, whose fields are decoded when they are asked for.
  private struct CSVRow {
    let scan: CSVScan
    let fields: [CSVScan.Field]
    let path: String
    let line: Int

    func text(_ place: Int) throws(InterchangeError) -> String {
      try scan.text(fields[place], line: line)
    }

    func trimmed(_ place: Int) throws(InterchangeError) -> String {
      try text(place).trimmingCharacters(in: .whitespaces)
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
    let cluster: Int?

    init(
      _ names: [String], by column: String?, cluster: String?, path: String, line: Int
    ) throws {
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
      func chosen(_ column: String) throws -> Int {
        guard let position = try place(column) else {
          throw InterchangeError.missingKey(path: path, line: line, key: column, found: names)
        }
        return position
      }
      group = try column.map(chosen)
      self.cluster = try cluster.map(chosen)
    }

    func tally(_ row: CSVRow) throws(InterchangeError) -> (ProblemTally, group: String?) {
      let (path, line) = (row.path, row.line)
      guard row.fields.count == width else {
        throw .malformed(
          path: path, line: line,
          reason:
            "the row has \(row.fields.count) field\(row.fields.count == 1 ? "" : "s"); expected "
            + "\(width), as in the header")
      }
      let id = NameText.canonical(try row.text(positions[0]))
      guard !id.utf8.allSatisfy({ $0 == 32 || $0 == 9 }), !id.allSatisfy(\.isWhitespace) else {
        throw .badValue(
          path: path, line: line, key: "problem", found: "blank",
          expected: "the name of a problem")
      }
      let n = try count(row, positions[1], "n", least: 1)
      let c = try count(row, positions[2], "c", least: 0)
      guard c <= n else {
        throw .tooManyRight(path: path, line: line, problem: id, n: n, c: c)
      }
      var tally = ProblemTally(id: id, n: n, c: c, line: line)
      if let strict {
        let found = try count(row, strict, "strict", least: 0)
        guard found <= c else {
          throw .badValue(
            path: path, line: line, key: "strict", found: "\(found)",
            expected: "at most c = \(c): what is strictly right is right")
        }
        tally.strict = found
      }
      if let chance { tally.chance = try probability(row, chance) }
      if let cluster { tally.cluster = NameText.canonical(try row.text(cluster)) }
      guard let group else { return (tally, nil) }
      return (tally, try row.text(group))
    }

    private func count(
      _ row: CSVRow, _ position: Int, _ column: String, least: Int
    ) throws(InterchangeError) -> Int {
      var value = row.scan.wholeNumber(row.fields[position])
      if value == nil {
        // pandas writes whole numbers with decimals where a column once had a gap, others as 1e3.
        let text = try row.trimmed(position)
        let isDecimal = text.utf8.allSatisfy { "0123456789.eE+".utf8.contains($0) }
        value = Int(text) ?? (isDecimal ? Double(text).flatMap { Int(exactly: $0) } : nil)
      }
      guard let value, value >= least, value <= CountTable.mostSamples else {
        throw .badValue(
          path: row.path, line: row.line, key: column,
          found: Excerpt.number(try row.trimmed(position)),
          expected: "a whole number from \(least) to \(CountTable.mostSamples)")
      }
      return value
    }

    private func probability(_ row: CSVRow, _ position: Int) throws(InterchangeError) -> Double {
      let text = try row.trimmed(position)
      // Where semicolons separate columns, a comma is the decimal point.
      guard let value = Double(text.replacing(",", with: ".")), value >= 0, value <= 1 else {
        throw .badValue(
          path: row.path, line: row.line, key: "chance", found: Excerpt.number(text),
          expected: "a probability")
      }
      return value
    }
  }
}
