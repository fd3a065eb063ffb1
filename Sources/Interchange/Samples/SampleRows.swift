import Foundation
import Support

/// Tallies from rows of any kind, one a sample: JSON lines or a CSV with the columns that are named.
///
/// A sample is right if the column holds true or 1, also as text; with a threshold, if it holds a number
/// that is not smaller. In JSON lines, `a.b` names the member `b` of `a`. Rows of several models or temperatures that are
/// not split are pooled with a note, and refused if `assay eval` saved them.
public enum SampleRows {
  /// Reads a file; `areSaved` says that `assay eval` wrote it.
  static func tables(
    _ path: String, options: SampleOptions, areSaved: Bool = false
  ) throws -> [CountTable] {
    guard let problem = options.problem, let correct = options.correct else {
      throw InterchangeError.columnsNotNamed(
        path: path, isProblem: options.problem == nil, isCorrect: options.correct == nil)
    }
    let rule = SampleRule(
      problem: problem, correct: [correct], verdict: .loose, options: options)
    let tallies =
      try SampleFormat.isJSONArray(path)
      ? SampleLines.readArray(path, rule: rule)
      : SampleFormat.isJSONLines(path)
        ? SampleLines.read(path, rule: rule) : csv(path, rule: rule)
    if areSaved, options.by == nil { try tallies.refuseMixture(path: path) }
    return try tallies.tables(path: path, options: options)
  }

  /// The samples of a CSV with a header.
  private static func csv(_ path: String, rule: SampleRule) throws -> SampleTallies {
    try CSVRecords.scan(path) { try samples(&$0, path: path, rule: rule) }
  }

  private static func samples(
    _ scan: inout CSVScan, path: String, rule: SampleRule
  ) throws -> SampleTallies {
    var tallies = SampleTallies()
    var fields: [CSVScan.Field] = []
    guard let first = try scan.next(&fields) else { throw InterchangeError.empty(path: path) }
    let names = try fields.map {
      try scan.text($0, line: first).trimmingCharacters(in: .whitespaces)
    }
    let places = try rule.picker.keys.enumerated().map { index, key in
      guard let place = names.firstIndex(of: key) else {
        if index >= rule.required { return -1 }
        throw InterchangeError.missingKey(path: path, line: first, key: key, found: names)
      }
      return place
    }
    var values = [JSONField?](repeating: nil, count: places.count)
    while true {
      do throws(InterchangeError) {
        guard let line = try scan.next(&fields) else { break }
        guard fields.count == names.count else {
          throw .malformed(
            path: path, line: line,
            reason: "the row has \(fields.count) field\(fields.count == 1 ? "" : "s"); expected "
              + "\(names.count), as in the header")
        }
        for (i, place) in places.enumerated() where place >= 0 {
          let text = try scan.text(fields[place], line: line)
          // Answers are compared as they stand.
          values[i] = .text(rule.picker.keys[i] == rule.answer ? text : NameText.canonical(text))
        }
        let sample = try rule.sample(values, path: path, line: line) { names }
        tallies.add(sample, line: line, path: path)
      } catch {
        tallies.add(error)
      }
    }
    if tallies.groups.isEmpty, tallies.errors.total == 0 {
      throw InterchangeError.noProblems(path: path)
    }
    return tallies
  }
}
