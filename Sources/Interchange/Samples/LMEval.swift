import Foundation
import Support

/// Which lines and which metric of an lm-eval file count; `nil` takes the only one there is.
public struct LMEvalSelection: Codable, Sendable, Equatable {
  /// The filter by which answers were extracted, such as `strict-match`.
  public var filter: String?
  /// The metric that says whether a sample is right, such as `exact_match`.
  public var metric: String?

  /// A selection.
  public init(filter: String? = nil, metric: String? = nil) {
    self.filter = filter
    self.metric = metric
  }
}

/// Tallies from the `samples_*.jsonl` of lm-evaluation-harness: one JSON object a problem and filter.
///
/// ```
/// {"doc_id": 0, "resps": [["…"]], "filter": "none", "metrics": ["exact_match"], "exact_match": 1.0}
/// ```
///
/// - A metric that is 0 or 1 is one sample; a list of these is as many if it has one for each response to the only request
///   of the document. Lists of other lengths, and those of `f1`, `mcc` and `inst_level_*`, are no verdicts on samples.
/// - Lines with the same `doc_id` and filter add up; the same responses twice are an error. Without `metrics`, every other
///   key is taken for a metric.
/// - Of several metrics one has to be chosen, also if only one of them is 0 or 1 on every line.
/// - A `pass@1` of a problem with r responses in `filtered_resps` is r samples of which `r·pass@1` are
///   right. `pass@k` for other k is no verdict on a sample.
/// - With `repeats`, a metric of a filter that takes the first response or a majority is still only one
///   sample: the others were never judged.
/// - A document is its `doc_id` and its content: `doc_hash`, or `doc`. Where one `doc_id` stands for several, as in
///   files of subtasks put together, they are told apart by the hash.
/// - A file without `filter` counts as one whose filter is `none`. Such files, of older harnesses, hold each document
///   once a filter: the same document with the same responses is one sample judged twice, and one of the two has to
///   be chosen, by `--filter first` or `--filter last`.
///
/// - Source: github.com/EleutherAI/lm-evaluation-harness (commit 4e7e0d4), `lm_eval/evaluator.py` and
///   `lm_eval/loggers/evaluation_tracker.py`.
/// - Deviation: none; `"True"` and `"False"` are read as verdicts, because the harness writes numpy's
///   booleans so.
public enum LMEval {
  /// Reads a file.
  ///
  /// - Throws: `InterchangeError` for the lines that cannot be used, and if there are several filters
  ///   or metrics and none is selected; `SupportError.file` if the file cannot be read.
  public static func read(
    _ path: String, selection: LMEvalSelection = LMEvalSelection()
  ) throws -> CountTable {
    var filters: [FilterTallies] = []
    var errors = LineErrors()
    var seen: [Judged: (times: Int, line: Int)] = [:]
    var isRepeated = false
    try LineBlocks.read(
      path,
      map: { block in
        var part = Part(path: path)
        let lines = block.forEachLine { part.take($0, $1) }
        return (part, lines)
      },
      merge: { part, before in
        errors.merge(part.errors, linesBefore: before)
        for row in part.rows {
          var filter = row.filter
          if row.row.answers != nil {
            let judged = Judged(row.row, row.problem, filter)
            let (times, first) = seen[judged] ?? (0, row.line + before)
            seen[judged] = (times + 1, first)
            if times > 0 {
              guard row.row.filter == nil else {
                errors.add(repetition(row.problem, filter, path, row.line + before, first))
                continue
              }
              // The first repetition shows what the file is; those before it were firsts.
              isRepeated = true
              filter = "repetition \(times)"
            }
          }
          let index = filters.firstIndex { $0.name == filter } ?? filters.count
          if index == filters.count { filters.append(FilterTallies(name: filter)) }
          filters[index].add(
            row.row, problem: row.problem + "\u{1f}" + String(row.row.content, radix: 16),
            line: row.line + before)
        }
      })
    try errors.throwIfAny()
    guard !filters.isEmpty else { throw InterchangeError.empty(path: path) }
    let filter: String
    if isRepeated {
      switch selection.filter {
      case "first": filter = filters[0].name
      case "last":
        let least = seen.values.map(\.times).min() ?? 1
        guard least == filters.count else {
          throw InterchangeError.judgedUnequally(path: path, times: least...filters.count)
        }
        filter = filters[filters.count - 1].name
      default: throw InterchangeError.judgedTwice(path: path, times: filters.count)
      }
    } else {
      filter = try choose(selection.filter, option: "filter", among: filters.map(\.name), path)
    }
    let tallies = filters.first { $0.name == filter }?.metrics ?? []
    return CountTable(
      name: SampleCounts.stem(of: path), source: path,
      problems: named(try problems(of: tallies, selection.metric, path)))
  }

  private static func repetition(
    _ problem: String, _ filter: String, _ path: String, _ line: Int, _ first: Int
  ) -> InterchangeError {
    .malformed(
      path: path, line: line,
      reason: "document '\(Excerpt.of(problem))' with the same responses is already on line "
        + "\(first) under the filter '\(Excerpt.of(filter))'; remove one; runs that were put "
        + "together are files of their own, for --pool-samples")
  }

  /// One response to one document under one filter.
  private struct Judged: Hashable {
    let problem: String
    let filter: String
    let content: UInt64
    let answers: UInt64?

    init(_ row: LMEvalRow, _ problem: String, _ filter: String) {
      self.problem = problem
      self.filter = filter
      content = row.content
      answers = row.answers
    }
  }

  /// Problems by their `doc_id` alone, where that is enough to tell them apart.
  private static func named(_ problems: [ProblemTally]) -> [ProblemTally] {
    let parts = problems.map { $0.id.split(separator: "\u{1f}", maxSplits: 1).map(String.init) }
    let counts = parts.reduce(into: [String: Int]()) { $0[$1.first ?? "", default: 0] += 1 }
    return zip(problems, parts).map { problem, parts in
      var problem = problem
      let name = parts.first ?? ""
      problem.content = parts.last == "0" ? nil : problem.id
      problem.id = counts[name] == 1 ? name : "\(name)@\(parts.last ?? "")"
      return problem
    }
  }

  /// What one worker finds in a block of lines.
  private struct Part {
    let path: String
    var rows: [(row: LMEvalRow, problem: String, filter: String, line: Int)] = []
    var errors = LineErrors()
    private var decoder: JSONLineDecoder?

    init(path: String) { self.path = path }

    mutating func take(_ line: UnsafeBufferPointer<UInt8>, _ number: Int) {
      do throws(InterchangeError) {
        if let row = LMEvalRow(line) {
          rows.append(try checked(row, number))
        } else if let row = try decode(line, number) {
          rows.append(try checked(row, number))
        }
      } catch {
        errors.add(error)
      }
    }

    /// The decoder of the library knows why a line is not JSON.
    private mutating func decode(
      _ line: UnsafeBufferPointer<UInt8>, _ number: Int
    ) throws(InterchangeError) -> LMEvalRow? {
      guard errors.wantsMore else {
        throw .malformed(path: path, line: number, reason: "the line is not valid JSON")
      }
      let decoder = self.decoder ?? JSONLineDecoder(path: path)
      self.decoder = decoder
      return try decoder.decode(LMEvalRow.self, Data(line), number)
    }

    private func checked(
      _ row: LMEvalRow, _ line: Int
    ) throws(InterchangeError) -> (row: LMEvalRow, problem: String, filter: String, line: Int) {
      guard let field = row.problem else {
        throw .missingKey(path: path, line: line, key: "doc_id", found: row.keys)
      }
      guard let problem = field.name else {
        throw .badValue(
          path: path, line: line, key: "doc_id", found: field.described,
          expected: "a whole number or a text")
      }
      switch row.filter {
      case nil, .null: return (row, problem, "none", line)
      case .text(let filter): return (row, problem, filter, line)
      case .some(let other):
        throw .badValue(
          path: path, line: line, key: "filter", found: other.described, expected: "a text")
      }
    }
  }

  private static func problems(
    of metrics: [MetricTallies], _ name: String?, _ path: String
  ) throws -> [ProblemTally] {
    let usable = metrics.filter { $0.bad == nil && $0.missing == nil }
    let known = metrics.map(\.name).sorted()
    var chosen: MetricTallies?
    if let name {
      _ = try choose(name, option: "metric", among: known, path)
      chosen = metrics.first { $0.name == name }
    } else if usable.isEmpty {
      // With a single candidate, its first bad line says more than a list of names.
      guard metrics.count == 1 else { throw InterchangeError.noVerdicts(path: path, found: known) }
      chosen = metrics.first
    } else {
      let name = try choose(nil, option: "metric", among: usable.map(\.name).sorted(), path)
      let others = metrics.filter { $0.isMetric && $0.name != name && !areShares($0.name, name) }
      guard others.isEmpty else {
        throw InterchangeError.onlyVerdict(
          path: path, metric: name, found: (others.map(\.name) + [name]).sorted())
      }
      chosen = usable.first { $0.name == name }
    }
    guard let chosen else { throw InterchangeError.noVerdicts(path: path, found: known) }
    if let (line, found) = chosen.bad {
      throw InterchangeError.badValue(
        path: path, line: line, key: chosen.name, found: found,
        expected: "0 or 1 for one sample, or a list of these")
    }
    if let (line, keys) = chosen.missing {
      throw InterchangeError.missingKey(path: path, line: line, key: chosen.name, found: keys)
    }
    return chosen.tallies.problems
  }

  /// Whether metrics are estimates of pass@k for different k from the same verdicts.
  private static func areShares(_ metric: String, _ other: String) -> Bool {
    metric.hasPrefix("pass@") && other.hasPrefix("pass@")
  }

  private static func choose(
    _ name: String?, option: String, among found: [String], _ path: String
  ) throws -> String {
    guard let name else {
      guard found.count == 1 else {
        throw InterchangeError.ambiguous(path: path, option: option, found: found.sorted())
      }
      return found[0]
    }
    guard found.contains(name) else {
      throw InterchangeError.unknownChoice(
        path: path, option: option, name: name,
        suggestion: DidYouMean.suggestion(for: name, among: found), found: found.sorted())
    }
    return name
  }
}
