import Support

/// Tallies from the details of executed tests that bigcode-evaluation-harness writes: `{"0": [[0, {"task_id": 0, "passed": true, "result": "passed", "completion_id": 0}], …], …}`.
///
/// A completion whose number is there twice is an error: it is one sample, and would count twice.
///
/// - Source: github.com/bigcode-project/bigcode-evaluation-harness, `code_eval` of `tasks/custom_metrics`.
enum BigCode {
  /// Whether the first keys of a document, all of them numbers, may be those of such details.
  static func isLikely(_ keys: [String]) -> Bool {
    !keys.isEmpty && keys.allSatisfy { Int($0) != nil }
  }

  static func tables(_ path: String) throws -> [CountTable] {
    var tallies = SampleTallies()
    try JSONDocument(path).read { scan, lines in
      scan.members { scan, key in
        guard let problem = scan.string(key), scan.byte == UInt8(ascii: "[") else { return false }
        let first = lines.line(at: scan.position)
        var count = 0
        let isWhole = scan.elements { scan in
          count += 1
          let line = lines.line(at: scan.position)
          guard scan.byte == UInt8(ascii: "[") else { return false }
          var place = 0
          var id: String?
          var passed: JSONField?
          let isList = scan.elements { scan in
            defer { place += 1 }
            // The number before the details is the completion's, too.
            if place == 0, let field = scan.field() {
              id = field.name
              return true
            }
            guard place == 1, scan.byte == UInt8(ascii: "{") else { return scan.value() != nil }
            var values: [JSONField?] = [nil, nil]
            guard JSONPicker(["passed", "completion_id"]).fill(&scan, &values) else { return false }
            passed = values[0]
            id = values[1]?.name ?? id
            return true
          }
          guard isList else { return false }
          if case .bool(let right)? = passed {
            tallies.add(Sample(problem: problem, right: right, id: id), line: line, path: path)
          } else {
            tallies.add(
              .malformed(
                path: path, line: line, reason: "a sample has no 'passed' of true or false"))
          }
          return true
        }
        tallies.end(problem, samples: count, line: first, path: path)
        return isWhole
      }
    }
    return try tallies.tables(path: path)
  }
}
