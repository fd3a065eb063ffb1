import Foundation
import Support

/// Tallies from HumanEval result lines: one JSON object a sample, with `task_id` and `passed`.
///
/// ```
/// {"task_id": "HumanEval/0", "completion": "…", "result": "passed", "passed": true}
/// ```
///
/// Other keys are ignored, and so is the order of lines. `passed` is true or false, or 1 or 0.
///
/// - Source: github.com/openai/human-eval, `human_eval/evaluation.py` (commit 9d3aa8b), the file that
///   `evaluate_functional_correctness` writes.
public enum HumanEval {
  /// Reads a file.
  ///
  /// - Throws: `InterchangeError` for the first line that cannot be used; `SupportError.file` if the file
  ///   cannot be read.
  public static func read(_ path: String) throws -> CountTable {
    let decoder = JSONLineDecoder(path: path)
    var tallies = TallyCollector()
    try JSONLines.forEachLine(of: path) { line, number in
      guard let row = try decoder.decode(Row.self, line, number) else { return }
      let id = try require(row.problem, "task_id", row, path, number)
      guard let name = id.name else {
        throw InterchangeError.badValue(
          path: path, line: number, key: "task_id", found: id.described,
          expected: "a text or a whole number")
      }
      let passed = try require(row.passed, "passed", row, path, number)
      guard let verdict = passed.verdict else {
        throw InterchangeError.badValue(
          path: path, line: number, key: "passed", found: passed.described,
          expected: "true or false")
      }
      tallies.add(name, n: 1, c: verdict ? 1 : 0, line: number)
    }
    guard !tallies.problems.isEmpty else { throw InterchangeError.empty(path: path) }
    return CountTable(
      name: SampleCounts.stem(of: path), source: path, problems: tallies.problems)
  }

  private static func require(
    _ value: JSONField?, _ key: String, _ row: Row, _ path: String, _ line: Int
  ) throws -> JSONField {
    guard let value else {
      throw InterchangeError.missingKey(path: path, line: line, key: key, found: row.keys)
    }
    return value
  }

  private struct Row: Decodable {
    let problem: JSONField?
    let passed: JSONField?
    let keys: [String]

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: AnyKey.self)
      keys = values.allKeys.map(\.stringValue).sorted()
      problem = try values.field("task_id")
      passed = try values.field("passed")
    }
  }
}

/// A key of any name.
struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer where Key == AnyKey {
  /// The value of a key; `nil` if it is not there, `.null` if it is null.
  func field(_ name: String) throws -> JSONField? {
    let key = AnyKey(stringValue: name)
    return contains(key) ? try decode(JSONField.self, forKey: key) : nil
  }
}
