import Foundation
import Support

/// Tallies from an evaluation log of inspect: the `.json` format, or the zip archive `.eval`.
///
/// ```
/// {"version": 2, "status": "success", "eval": {…}, …, "samples": [
///   {"id": 1, "epoch": 1, "scores": {"match": {"value": "C", "answer": "42", …}}, …}, …]}
/// ```
///
/// One sample is one problem (`id`) in one epoch. Its score is right if it is at least 1, where `C`, yes
/// and true are 1, `P` is ½, and `I`, `N`, no and false are 0; a threshold changes that. A sample that has
/// no score, because it failed or was not scored (NaN), is an error: nothing is skipped. The answers of a
/// scorer, if it gives any, are read for the majority vote.
///
/// - Source: github.com/UKGovernmentBEIS/inspect_ai, `src/inspect_ai/scorer/_metric.py` (commit 03ed3dd,
///   `value_to_float`) and `src/inspect_ai/log/_recorders/eval.py` (commit 00e215b, the archive).
/// - Deviation: a value that is none of these is an error; there it counts as 0 with a warning.
public enum InspectLog {
  /// Reads a log.
  ///
  /// - Parameter metric: the scorer, if there are several.
  /// - Throws: `InterchangeError` for the samples that cannot be used; `SupportError.file` if the file
  ///   cannot be read.
  public static func read(_ path: String, metric: String? = nil) throws -> CountTable {
    try tables(path, options: SampleOptions(metric: metric))[0]
  }

  static func tables(_ path: String, options: SampleOptions) throws -> [CountTable] {
    var reader = Reader(path: path, options: options)
    if try ZipArchive.isArchive(path) {
      try reader.readArchive()
    } else {
      try reader.readDocument()
    }
    guard let scorer = reader.scorer else {
      try reader.tallies.errors.throwIfAny()
      throw InterchangeError.noScores(path: path)
    }
    return try reader.tallies.tables(
      path: path, note: "Right is what the scorer '\(Excerpt.of(scorer))' says.")
  }

  /// Goes over the samples of a log.
  private struct Reader {
    let path: String
    let options: SampleOptions
    private(set) var scorer: String?
    private(set) var tallies = SampleTallies()
    private var rule: SampleRule?

    init(path: String, options: SampleOptions) {
      self.path = path
      self.options = options
    }

    mutating func readDocument() throws {
      var found: (any Error)?
      try JSONDocument(path).read { scan, lines in
        let isWhole = scan.members { scan, key in
          guard scan.matches(key, Array("samples".utf8)) else { return scan.value() != nil }
          // A log without samples has null here.
          guard scan.byte == UInt8(ascii: "[") else { return scan.value() != nil }
          return scan.elements { scan in
            do {
              return try sample(&scan, line: lines.line(at: scan.position), place: path)
            } catch {
              found = found ?? error
              return false
            }
          }
        }
        if let found { throw found }
        return isWhole
      }
    }

    mutating func readArchive() throws {
      let archive = try ZipArchive(path)
      let names = archive.names.filter { $0.hasPrefix("samples/") && $0.hasSuffix(".json") }
      for name in names {
        let place = "\(path) (\(Excerpt.of(name)))"
        let document = JSONDocument(try archive.contents(of: name), path: place)
        try document.read { scan, lines in try sample(&scan, line: 1, place: place) }
      }
    }

    /// Steps over one sample and counts it; `false` where it is not JSON.
    private mutating func sample(
      _ scan: inout JSONScan, line: Int, place: String
    ) throws -> Bool {
      guard let rule = try self.rule ?? makeRule(scan) else {
        return skipUnscored(&scan, line: line, place: place)
      }
      self.rule = rule
      var values = [JSONField?](repeating: nil, count: rule.picker.keys.count)
      guard rule.picker.fill(&scan, &values) else { return false }
      do throws(InterchangeError) {
        let sample = try rule.sample(values, path: place, line: line) {
          zip(rule.picker.keys, values).filter { $0.1 != nil }.map(\.0)
        }
        tallies.add(sample, line: line, path: place)
      } catch {
        tallies.add(error)
      }
      return true
    }

    /// Steps over a sample without scores, which failed or is not JSON.
    private mutating func skipUnscored(
      _ scan: inout JSONScan, line: Int, place: String
    ) -> Bool {
      var keys: [String] = []
      let isWhole = scan.members { scan, key in
        if let name = scan.string(key) { keys.append(name) }
        return scan.value() != nil
      }
      if isWhole {
        tallies.add(
          .missingKey(path: place, line: line, key: "scores", found: keys.sorted()))
      }
      return isWhole
    }

    /// The rule for the scorer that was chosen, or for the only one of a sample; `nil` if it has none.
    private mutating func makeRule(_ scan: JSONScan) throws -> SampleRule? {
      let scorers = InspectLog.scorers(scan)
      let scorer: String
      if let metric = options.metric {
        guard scorers.contains(metric) || scorers.isEmpty else {
          throw InterchangeError.unknownChoice(
            path: path, option: "metric", name: metric,
            suggestion: DidYouMean.suggestion(for: metric, among: scorers), found: scorers)
        }
        scorer = metric
      } else {
        guard scorers.count <= 1 else {
          throw InterchangeError.ambiguous(path: path, option: "metric", found: scorers)
        }
        guard let only = scorers.first else { return nil }
        scorer = only
      }
      self.scorer = scorer
      return SampleRule(
        problem: "id", correct: ["scores.\(scorer).value"],
        verdict: .score(atLeast: options.threshold ?? 1), strict: options.strict,
        answer: options.answer ?? "scores.\(scorer).answer", mayLackAnswer: true,
        group: options.by, id: "epoch")
    }
  }

  /// The names of the scorers of a sample, sorted.
  private static func scorers(_ scan: JSONScan) -> [String] {
    var scan = scan
    var names: [String] = []
    _ = scan.members { scan, key in
      guard scan.matches(key, Array("scores".utf8)), scan.byte == UInt8(ascii: "{") else {
        return scan.value() != nil
      }
      return scan.members { scan, key in
        if let name = scan.string(key) { names.append(name) }
        return scan.value() != nil
      }
    }
    return names.sorted()
  }
}
