import Foundation
import Support

/// Tallies from the results of EvalPlus: `*_eval_results.json`, or the same records one a line.
///
/// ```
/// {"date": "…", "hash": "…", "eval": {"HumanEval/0": [
///   {"task_id": "HumanEval/0", "solution": "…", "base_status": "pass", "plus_status": "fail", …}, …]}}
/// ```
///
/// A sample is right if it passes the base tests and the plus tests; `base` counts the base tests alone,
/// which is also what counts where the plus tests were not run (`plus_status` is null).
///
/// - Source: github.com/evalplus/evalplus, `evalplus/evaluate.py`, the layout with `base_status` and
///   `plus_status`; the older one (commit 0310ad2) is refused.
/// - Deviation: none.
public enum EvalPlus {
  private static let metrics = ["base", "plus"]

  /// Reads a file.
  ///
  /// - Throws: `InterchangeError` for the samples that cannot be used; `SupportError.file` if the file
  ///   cannot be read.
  public static func read(_ path: String) throws -> CountTable {
    try tables(path, options: SampleOptions())[0]
  }

  static func tables(_ path: String, options: SampleOptions) throws -> [CountTable] {
    if let metric = options.metric, !metrics.contains(metric) {
      throw InterchangeError.unknownChoice(
        path: path, option: "metric", name: metric,
        suggestion: DidYouMean.suggestion(for: metric, among: metrics), found: metrics)
    }
    var hasPlus = options.metric != "base"
    let tallies: SampleTallies
    if try SampleFormat.headKeys(path).contains("eval") {
      tallies = try document(path, options: options, hasPlus: &hasPlus)
    } else {
      if options.metric == nil { hasPlus = try firstLineHasPlus(path) }
      tallies = try SampleLines.read(path, rule: rule(options, hasPlus: hasPlus))
    }
    return try tallies.tables(
      path: path,
      note: hasPlus
        ? "Right means that base and plus tests pass; --metric base counts the base tests alone."
        : "Right means that the base tests pass.")
  }

  private static func rule(_ options: SampleOptions, hasPlus: Bool) -> SampleRule {
    SampleRule(
      problem: "task_id", correct: hasPlus ? ["base_status", "plus_status"] : ["base_status"],
      verdict: .status, strict: options.strict, answer: options.answer, group: options.by,
      id: options.sample)
  }

  private static func document(
    _ path: String, options: SampleOptions, hasPlus: inout Bool
  ) throws -> SampleTallies {
    var reader = Reader(path: path, options: options, hasPlus: hasPlus)
    try JSONDocument(path).read { scan, lines in
      scan.members { scan, key in
        guard scan.matches(key, Array("eval".utf8)) else { return scan.value() != nil }
        return scan.members { scan, key in
          scan.string(key).map { reader.samples(of: $0, &scan, &lines) } ?? false
        }
      }
    }
    hasPlus = reader.hasPlus
    return reader.tallies
  }

  /// Goes over the samples of a document.
  private struct Reader {
    let path: String
    let options: SampleOptions
    var hasPlus: Bool
    var tallies = SampleTallies()
    private var rule: SampleRule?

    init(path: String, options: SampleOptions, hasPlus: Bool) {
      self.path = path
      self.options = options
      self.hasPlus = hasPlus
    }

    mutating func samples(
      of problem: String, _ scan: inout JSONScan, _ lines: inout LineCounter
    ) -> Bool {
      guard scan.byte == UInt8(ascii: "[") else {
        tallies.add(
          .malformed(
            path: path, line: lines.line(at: scan.position),
            reason: "task '\(Excerpt.of(problem))' is not a list of samples; results of EvalPlus "
              + "before 0.2 must be evaluated again"))
        return scan.value() != nil
      }
      return scan.elements { scan in
        let line = lines.line(at: scan.position)
        let rule = rule ?? chooseRule(scan)
        self.rule = rule
        var values = [JSONField?](repeating: nil, count: rule.picker.keys.count)
        guard rule.picker.fill(&scan, &values) else { return false }
        values[0] = .text(problem)
        do throws(InterchangeError) {
          let sample = try rule.sample(values, path: path, line: line) {
            zip(rule.picker.keys, values).filter { $0.1 != nil }.map(\.0)
          }
          tallies.add(sample, line: line, path: path)
        } catch {
          tallies.add(error)
        }
        return true
      }
    }

    /// Whether the plus tests were run is seen in the first sample.
    private mutating func chooseRule(_ scan: JSONScan) -> SampleRule {
      if options.metric == nil { hasPlus = EvalPlus.hasPlus(scan) }
      return EvalPlus.rule(options, hasPlus: hasPlus)
    }
  }

  private static func hasPlus(_ scan: JSONScan) -> Bool {
    var scan = scan
    var values: [JSONField?] = [nil]
    _ = JSONPicker(["plus_status"]).fill(&scan, &values)
    return values[0] != nil && values[0] != .null
  }

  private static func firstLineHasPlus(_ path: String) throws -> Bool {
    guard let (line, _) = try SampleFormat.firstLine(path) else { return false }
    return line.withUnsafeBytes { hasPlus(JSONScan($0.bindMemory(to: UInt8.self))) }
  }
}
