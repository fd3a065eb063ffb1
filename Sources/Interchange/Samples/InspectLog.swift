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
/// no score, because it failed or was not scored (null, NaN), is an error that names it, unless it is said what
/// becomes of such samples. What a run that did not end well left is read, and said in the table's note. The answers of
/// a scorer, if it gives any, are read for the majority vote.
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
      path: path, options: options,
      note: (["Right is what the scorer '\(Excerpt.of(scorer))' says."] + reader.remarks)
        .joined(separator: " "))
  }

  /// Goes over the samples of a log.
  private struct Reader {
    let path: String
    let options: SampleOptions
    private(set) var scorer: String?
    private(set) var tallies = SampleTallies()
    private var rule: SampleRule?
    /// How the run ended, as the log says.
    private var status: String?
    /// Samples that were to be made, and those that are there.
    private var planned: Int?
    private var seen = 0
    private var unscored = 0

    init(path: String, options: SampleOptions) {
      self.path = path
      self.options = options
    }

    /// What a reader should know of the run.
    var remarks: [String] {
      var remarks: [String] = []
      if status != "success", status != nil || planned.map({ $0 > seen }) == true {
        let words = ["cancelled": "was cancelled", "error": "ended with an error"]
        let end = status.flatMap { words[$0] } ?? "has not ended"
        let of = planned.map { " of \($0)" } ?? ""
        remarks.append("The run \(end) after \(seen)\(of) samples.")
      } else if let planned, planned > seen {
        remarks.append("\(seen) of \(planned) samples are in the log.")
      }
      if unscored > 0 {
        remarks.append(
          "\(unscored) of \(seen) samples have no score and "
            + (options.unscored == .drop ? "are left out." : "count as wrong."))
      }
      return remarks
    }

    /// Takes what a log says of its run from a member of its head.
    private mutating func takeHead(_ name: String, _ value: JSONScan) {
      var value = value
      switch name {
      case "status": if case .text(let text)? = value.field() { status = text }
      case "results":
        if case .number(let count, _)? = Self.member(["total_samples"], of: value) {
          planned = Int(exactly: count) ?? planned
        }
      case "eval":
        guard planned == nil,
          case .number(let samples, _)? = Self.member(["dataset", "samples"], of: value)
        else { return }
        var epochs = 1.0
        if case .number(let found, _)? = Self.member(["config", "epochs"], of: value) {
          epochs = found
        }
        planned = Int(exactly: samples * epochs)
      default: break
      }
    }

    /// The value at some keys, one within the other.
    private static func member(_ keys: [String], of scan: JSONScan) -> JSONField? {
      var scan = scan
      guard let key = keys.first else { return scan.field() }
      var found: JSONField?
      _ = scan.members { scan, name in
        let isIt = scan.matches(name, Array(key.utf8))
        guard let range = scan.value() else { return false }
        if isIt {
          found = member(Array(keys.dropFirst()), of: JSONScan(bytes: scan.bytes, range: range))
        }
        return true
      }
      return found
    }

    mutating func readDocument() throws {
      var found: (any Error)?
      try JSONDocument(path).read { scan, lines in
        let isWhole = scan.members { scan, key in
          guard scan.matches(key, Array("samples".utf8)) else {
            let name = scan.string(key) ?? ""
            guard let range = scan.value() else { return false }
            takeHead(name, JSONScan(bytes: scan.bytes, range: range))
            return true
          }
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
      // A run that has not ended has only what it wrote at its start.
      for name in ["header.json", "_journal/start.json"] where archive.names.contains(name) {
        let place = "\(path) (\(name))"
        try JSONDocument(try archive.contents(of: name), path: place).read { scan, _ in
          scan.members { scan, key in
            let name = scan.string(key) ?? ""
            guard let range = scan.value() else { return false }
            takeHead(name, JSONScan(bytes: scan.bytes, range: range))
            return true
          }
        }
        if name == "header.json" { break }
        status = status ?? "started"
      }
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
      seen += 1
      let start = scan
      guard let rule = try self.rule ?? makeRule(scan) else {
        return skipUnscored(&scan, line: line, place: place)
      }
      self.rule = rule
      var values = [JSONField?](repeating: nil, count: rule.picker.keys.count)
      guard rule.picker.fill(&scan, &values) else { return false }
      if Self.isUnscored(values[1]) {
        scan = start
        return skipUnscored(&scan, line: line, place: place)
      }
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

    private static func isUnscored(_ value: JSONField?) -> Bool {
      switch value {
      case nil, .null: true
      case .number(let number, _): number.isNaN
      default: false
      }
    }

    /// Steps over a sample without a score, which failed, and does with it what was asked for; `false` where it is not
    /// JSON.
    private mutating func skipUnscored(
      _ scan: inout JSONScan, line: Int, place: String
    ) -> Bool {
      let start = scan
      guard scan.members({ scan, _ in scan.value() != nil }) else { return false }
      unscored += 1
      let problem = Self.member(["id"], of: start)?.name
      let epoch = Self.member(["epoch"], of: start)?.name
      switch options.unscored {
      case .drop: break
      case .wrong:
        tallies.add(
          Sample(problem: problem ?? "?", right: false, id: epoch), line: line, path: place)
      case .refuse:
        var reason = "no score"
        if case .text(let text)? = Self.member(["error", "message"], of: start) {
          reason += " (\(Excerpt.of(text)))"
        }
        let sample = [problem.map { "sample \(Excerpt.of($0))" }, epoch.map { "epoch \($0)" }]
          .compactMap(\.self).joined(separator: ", ")
        tallies.add(
          .malformed(
            path: place, line: line,
            reason:
              "\(sample.isEmpty ? "a sample" : sample) has \(reason); --unscored wrong counts such samples as "
              + "wrong, --unscored drop leaves them out"))
      }
      return true
    }

    /// The rule for the scorer that was chosen, or for the only one of a sample; `nil` if it has none.
    private mutating func makeRule(_ scan: JSONScan) throws -> SampleRule? {
      let scorers = InspectLog.scorers(scan)
      let scorer: String
      var part = ""
      if let metric = options.metric {
        let known = scorers.flatMap { InspectLog.parts(scan, $0) }
        let whole = scorers.contains(metric) ? metric : scorers.first { metric.hasPrefix($0 + ".") }
        guard scorers.isEmpty || known.contains(metric) else {
          throw InterchangeError.unknownChoice(
            path: path, option: "metric", name: metric,
            suggestion: DidYouMean.suggestion(for: metric, among: known), found: known)
        }
        scorer = whole ?? metric
        if let whole, whole != metric { part = String(metric.dropFirst(whole.count)) }
      } else {
        guard scorers.count <= 1 else {
          throw InterchangeError.ambiguous(path: path, option: "metric", found: scorers)
        }
        guard let only = scorers.first else { return nil }
        scorer = only
        let parts = InspectLog.parts(scan, only)
        guard parts == [only] else {
          throw InterchangeError.ambiguous(path: path, option: "metric", found: parts)
        }
      }
      self.scorer = scorer
      return SampleRule(
        problem: "id", correct: ["scores.\(scorer).value\(part)"],
        verdict: .score(atLeast: options.threshold), strict: options.strict,
        answer: options.answer ?? "scores.\(scorer).answer", mayLackAnswer: true,
        group: options.by, id: "epoch", failure: "error")
    }
  }

  /// The metrics of a scorer: its name, or where its value is an object, one for each key.
  private static func parts(_ scan: JSONScan, _ scorer: String) -> [String] {
    var scan = scan
    var keys: [String] = []
    func enter(_ name: String, _ scan: inout JSONScan, _ body: (inout JSONScan) -> Bool) -> Bool {
      scan.members { scan, key in
        guard scan.matches(key, Array(name.utf8)), scan.byte == UInt8(ascii: "{") else {
          return scan.value() != nil
        }
        return body(&scan)
      }
    }
    _ = enter("scores", &scan) { scan in
      enter(scorer, &scan) { scan in
        enter("value", &scan) { scan in
          scan.members { scan, key in
            if let name = scan.string(key) { keys.append("\(scorer).\(name)") }
            return scan.value() != nil
          }
        }
      }
    }
    return keys.isEmpty ? [scorer] : keys.sorted()
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
