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
/// which is also what counts where the plus tests were not run (`plus_status` is null). Where they were run on some
/// samples and not on others, the base tests have to be chosen.
///
/// Results of EvalPlus before 0.2 (`{"nfiles": 2, "base": [["success", …], …], "plus": […]}` a task) and of BigCodeBench
/// (`[{"status": "pass", …}, …]`) are read too.
///
/// - Source: github.com/evalplus/evalplus, `evalplus/evaluate.py`, the layout with `base_status` and
///   `plus_status`, and that of commit 0310ad2; github.com/bigcode-project/bigcodebench, `bigcodebench/evaluate.py`.
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
    var hasStatus = false
    if try SampleFormat.headKeys(path).contains("eval") {
      tallies = try document(path, options: options, hasPlus: &hasPlus, hasStatus: &hasStatus)
    } else {
      if options.metric == nil { hasPlus = try firstLineHasPlus(path) }
      tallies = try SampleLines.read(path, rule: rule(options, hasPlus: hasPlus))
    }
    return try tallies.tables(
      path: path, options: options,
      note: hasStatus
        ? "Right means that the tests pass."
        : hasPlus
          ? "Right means that base and plus tests pass; --metric base counts the base tests alone."
          : "Right means that the base tests pass.")
  }

  private static func rule(_ options: SampleOptions, hasPlus: Bool) -> SampleRule {
    SampleRule(
      problem: "task_id", correct: hasPlus ? ["base_status", "plus_status"] : ["base_status"],
      verdict: .status, strict: options.strict, answer: options.answer, group: options.by,
      id: options.sample,
      absent: hasPlus || options.metric == "base"
        ? nil : (key: "plus_status", reason: partlyPlus))
  }

  private static let partlyPlus =
    "the plus tests were run on some samples and not on others; run them on all, or give --metric base, which counts the "
    + "base tests alone"

  private static func document(
    _ path: String, options: SampleOptions, hasPlus: inout Bool, hasStatus: inout Bool
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
    hasStatus = reader.hasStatus
    return reader.tallies
  }

  /// Goes over the samples of a document.
  private struct Reader {
    let path: String
    let options: SampleOptions
    var hasPlus: Bool
    /// Whether samples have one status, as in BigCodeBench.
    var hasStatus = false
    var tallies = SampleTallies()
    private var rule: SampleRule?
    /// Whether the plus tests were run on the tasks so far, where EvalPlus before 0.2 wrote them.
    private var ranPlus: Bool?

    init(path: String, options: SampleOptions, hasPlus: Bool) {
      self.path = path
      self.options = options
      self.hasPlus = hasPlus
    }

    mutating func samples(
      of problem: String, _ scan: inout JSONScan, _ lines: inout LineCounter
    ) -> Bool {
      let first = lines.line(at: scan.position)
      guard scan.byte == UInt8(ascii: "[") else { return older(problem, &scan, line: first) }
      var count = 0
      let isWhole = scan.elements { scan in
        count += 1
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
      tallies.end(problem, samples: count, line: first, path: path)
      return isWhole
    }

    /// A task as EvalPlus before 0.2 wrote it.
    private mutating func older(_ problem: String, _ scan: inout JSONScan, line: Int) -> Bool {
      struct Outcome: Decodable {
        let status: String
        init(from decoder: any Decoder) throws {
          var list = try decoder.unkeyedContainer()
          status = try list.decode(String.self)
        }
      }
      struct Task: Decodable {
        var nfiles: Int
        var base: [Outcome]
        var plus: [Outcome]?
      }
      guard let range = scan.value() else { return false }
      do throws(InterchangeError) {
        try options.refuseColumns("results of EvalPlus before 0.2", path: path)
      } catch {
        tallies.add(error)
        return true
      }
      let bytes = Data(bytes: scan.bytes + range.lowerBound, count: range.count)
      guard let task = try? JSONDecoder().decode(Task.self, from: bytes),
        task.base.count == task.nfiles,
        (task.plus ?? []).isEmpty || task.plus?.count == task.nfiles
      else {
        tallies.add(
          .malformed(
            path: path, line: line,
            reason:
              "task '\(Excerpt.of(problem))' is neither a list of samples nor 'nfiles', 'base' and 'plus'"
          ))
        return true
      }
      tallies.end(problem, samples: task.nfiles, line: line, path: path)
      guard task.nfiles > 0 else { return true }
      let plus = options.metric == "base" ? nil : task.plus.flatMap { $0.isEmpty ? nil : $0 }
      hasPlus = plus != nil
      guard hasPlus || options.metric != "plus", ranPlus ?? hasPlus == hasPlus else {
        tallies.add(.malformed(path: path, line: line, reason: EvalPlus.partlyPlus))
        return true
      }
      ranPlus = hasPlus
      for index in task.base.indices {
        do throws(InterchangeError) {
          var right = try passes(task.base[index].status, "base", line)
          if let plus { right = try passes(plus[index].status, "plus", line) && right }
          tallies.add(
            Sample(problem: problem, right: right, id: String(index)), line: line, path: path)
        } catch {
          tallies.add(error)
        }
      }
      return true
    }

    /// Whether a status of EvalPlus before 0.2 says that tests pass.
    private func passes(
      _ status: String, _ tests: String, _ line: Int
    ) throws(InterchangeError) -> Bool {
      guard ["success", "failed", "timed out"].contains(status) else {
        throw .badValue(
          path: path, line: line, key: tests, found: "the text '\(Excerpt.of(status))'",
          expected: "success, failed or timed out")
      }
      return status == "success"
    }

    /// Whether the plus tests were run is seen in the first sample.
    private mutating func chooseRule(_ scan: JSONScan) -> SampleRule {
      var (first, values) = (scan, [JSONField?](repeating: nil, count: 2))
      _ = JSONPicker(["status", "base_status"]).fill(&first, &values)
      hasStatus = values[0] != nil && values[1] == nil && options.metric == nil
      if hasStatus {
        hasPlus = false
        return SampleRule(
          problem: "task_id", correct: ["status"], verdict: .status, strict: options.strict,
          answer: options.answer, group: options.by, id: options.sample)
      }
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
