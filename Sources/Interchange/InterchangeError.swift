/// What can be wrong with a file that others made. Lines count from 1.
public enum InterchangeError: Error, Equatable, CustomStringConvertible {
  /// The file has no bytes, or nothing but blank lines.
  case empty(path: String)
  /// The path is a pipe or a device, which cannot be read twice.
  case notAFile(path: String)
  /// The file is compressed.
  case compressed(path: String, method: String)
  /// The content is of no known format.
  case unknownFormat(path: String, found: String)
  /// The file is HDF5, which this module does not read.
  case resultsFile(path: String)
  /// The file is not a table of rows.
  case notATable(path: String, found: String)
  /// The header of a CSV lacks a column.
  case missingColumn(path: String, line: Int, column: String, found: [String])
  /// A line is not what its format allows.
  case malformed(path: String, line: Int, reason: String)
  /// A line of JSON lacks a key.
  case missingKey(path: String, line: Int, key: String, found: [String])
  /// A value of a column or key is not one of those allowed.
  case badValue(path: String, line: Int, key: String, found: String, expected: String)
  /// More right samples than samples.
  case tooManyRight(path: String, line: Int, problem: String, n: Int, c: Int)
  /// A CSV has two rows for one problem.
  case duplicateProblem(path: String, line: Int, problem: String, first: Int)
  /// A CSV has a header and nothing else.
  case noProblems(path: String)
  /// There are several filters or metrics and none was chosen; `option` chooses one.
  case ambiguous(path: String, option: String, found: [String])
  /// The chosen filter or metric is not in the file.
  case unknownChoice(
    path: String, option: String, name: String, suggestion: String?, found: [String])
  /// Of several metrics of an lm-eval file only one says of single samples whether they are right, and none was chosen.
  case onlyVerdict(path: String, metric: String, found: [String])
  /// Samples of several models or temperatures, which are told apart by `column`.
  case mixedSamples(path: String, column: String, found: [String])
  /// No metric of an lm-eval file says of single samples whether they are right.
  case noVerdicts(path: String, found: [String])
  /// No sample of an inspect log has a score.
  case noScores(path: String)
  /// A sample of a problem is there twice.
  case duplicateSample(path: String, line: Int, problem: String, sample: String, first: Int)
  /// A file holds each response several times, once a way to judge it, and none was chosen.
  case judgedTwice(path: String, times: Int)
  /// Some responses are judged more often than others, so that the last judgement is not there for all.
  case judgedUnequally(path: String, times: ClosedRange<Int>)
  /// Rows of no known format, and the columns to be read were not named.
  case columnsNotNamed(path: String, isProblem: Bool, isCorrect: Bool)
  /// A zip archive that cannot be read.
  case badArchive(path: String, reason: String)
  /// Something is wrong in a file that was unpacked.
  case inPacked(path: String, reason: String)
  /// The problems of a task are no questions with an answer each.
  case noAnswers(task: String, reason: String)
  /// Several lines cannot be used: the first of the errors, and the number of all.
  case badLines(first: [InterchangeError], total: Int)

  /// One line: where, what was found, what is expected, what to do. Several bad lines have a line each,
  /// and one more with their number if there are more.
  public var description: String {
    switch self {
    case .empty(let path): "\(path): the file is empty; expected \(Self.formats)"
    case .notAFile(let path):
      "\(path): is a pipe or a device, which cannot be read twice; write it to a file first, or pipe it "
        + "into standard input, which is -"
    case .compressed(let path, let method):
      "\(path): is compressed with \(method); unpack it first"
    case .unknownFormat(let path, let found):
      "\(path): found \(found); expected \(Self.formats)"
    case .resultsFile(let path):
      "\(path): is an HDF5 file, not text; give the results.h5 of a study to 'assay passk'"
    case .notATable(let path, let found):
      "\(path): found \(found); expected a CSV with a header, or one JSON object a line"
    case .missingColumn(let path, let line, let column, let found):
      "\(path):\(line): the column '\(column)' is missing; found \(Self.list(found)); "
        + Self.otherCase(of: column, among: found)
        + "expected a header with problem, n and c, separated by commas; of single samples name the "
        + "columns with --problem and --correct"
    case .malformed(let path, let line, let reason): "\(path):\(line): \(reason)"
    case .missingKey(let path, let line, let key, let found):
      "\(path):\(line): the key '\(Excerpt.of(key))' is missing; found \(Self.list(found))"
    case .badValue(let path, let line, let key, let found, let expected):
      "\(path):\(line): '\(Excerpt.of(key))' is \(found); expected \(expected)"
    case .tooManyRight(let path, let line, let problem, let n, let c):
      "\(path):\(line): problem '\(Excerpt.of(problem))' has c = \(c) right of n = \(n) samples; "
        + "expected c from 0 to n"
    case .duplicateProblem(let path, let line, let problem, let first):
      "\(path):\(line): problem '\(Excerpt.of(problem))' is already on line \(first); "
        + "expected one row a problem, with the sums of its n and c; --by tells groups of rows apart by a column"
    case .noProblems(let path):
      "\(path): there is a header but no problem; expected one row a problem"
    case .ambiguous(let path, let option, let found):
      "\(path): there are several \(option)s, which must not be mixed: \(Self.list(found)); "
        + "choose one with --\(option)"
    case .unknownChoice(let path, let option, let name, let suggestion, let found):
      "\(path): there is no \(option) '\(Excerpt.of(name))'; "
        + (suggestion.map { "did you mean '\(Excerpt.of($0))'?" } ?? "found \(Self.list(found))")
    case .onlyVerdict(let path, let metric, let found):
      "\(path): there are several metrics, of which '\(Excerpt.of(metric))' alone is 0 or 1 on every line: "
        + "\(Self.list(found)); give --metric \(Excerpt.of(metric)) if it says what is right"
    case .mixedSamples(let path, let column, let found):
      "\(path): there are samples of several \(column)s, which must not be mixed: \(Self.list(found)); "
        + "tell them apart with --by \(column)"
    case .noVerdicts(let path, let found):
      "\(path): no metric is 0 or 1, or a list of these, on every line; found "
        + "\(Self.list(found)); evaluate again with a metric such as exact_match"
    case .noScores(let path):
      "\(path): no sample has a score; expected a log of a finished evaluation with samples"
    case .duplicateSample(let path, let line, let problem, let sample, let first):
      "\(path):\(line): sample '\(Excerpt.of(sample))' of problem '\(Excerpt.of(problem))' is "
        + "already on line \(first); remove one, or leave out --sample if they are different; runs whose samples have equal "
        + "names are files of their own, for --pool-samples, or groups by a column, for --by"
    case .judgedTwice(let path, let times):
      "\(path): each response is judged \(times) times, as older versions of lm-eval write one line a filter without "
        + "its name; give --filter first or --filter last"
    case .judgedUnequally(let path, let times):
      "\(path): responses are judged \(times.lowerBound) to \(times.upperBound) times, as where a run that was resumed wrote "
        + "some lines again; --filter last has no judgement of the others: give --filter first, or remove the lines that "
        + "are there twice"
    case .columnsNotNamed(let path, let isProblem, let isCorrect):
      "\(path): these are rows of no known format; name the column "
        + [
          isProblem ? "of the problem with --problem" : nil,
          isCorrect ? "that says whether a sample is right with --correct" : nil,
        ]
        .compactMap { $0 }.joined(separator: " and the column ")
    case .badArchive(let path, let reason): "\(path): the archive cannot be read: \(reason)"
    case .inPacked(_, let reason): reason
    case .noAnswers(let task, let reason):
      "task \(task): cannot be a data set of questions and answers: \(reason)"
    case .badLines(let first, let total):
      first.map(\.description).joined(separator: "\n")
        + (total > first.count
          ? "\n\(first.first?.path ?? ""): \(total - first.count) more lines cannot be used, "
            + "\(total) in all" : "")
    }
  }

  /// The file that the error is about.
  public var path: String {
    switch self {
    case .empty(let path), .notAFile(let path), .compressed(let path, _),
      .unknownFormat(let path, _), .resultsFile(let path), .missingColumn(let path, _, _, _),
      .malformed(let path, _, _), .missingKey(let path, _, _, _), .badValue(let path, _, _, _, _),
      .tooManyRight(let path, _, _, _, _), .duplicateProblem(let path, _, _, _),
      .noProblems(let path), .ambiguous(let path, _, _), .unknownChoice(let path, _, _, _, _),
      .noVerdicts(let path, _), .onlyVerdict(let path, _, _), .mixedSamples(let path, _, _),
      .noScores(let path), .duplicateSample(let path, _, _, _, _),
      .columnsNotNamed(let path, _, _), .badArchive(let path, _), .inPacked(let path, _),
      .notATable(let path, _), .noAnswers(let path, _),
      .judgedTwice(let path, _), .judgedUnequally(let path, _):
      path
    case .badLines(let first, _): first.first?.path ?? ""
    }
  }

  /// The same error some lines further down.
  func moved(by lines: Int) -> InterchangeError {
    switch self {
    case .missingColumn(let path, let line, let column, let found):
      .missingColumn(path: path, line: line + lines, column: column, found: found)
    case .malformed(let path, let line, let reason):
      .malformed(path: path, line: line + lines, reason: reason)
    case .missingKey(let path, let line, let key, let found):
      .missingKey(path: path, line: line + lines, key: key, found: found)
    case .badValue(let path, let line, let key, let found, let expected):
      .badValue(path: path, line: line + lines, key: key, found: found, expected: expected)
    case .tooManyRight(let path, let line, let problem, let n, let c):
      .tooManyRight(path: path, line: line + lines, problem: problem, n: n, c: c)
    case .duplicateProblem(let path, let line, let problem, let first):
      .duplicateProblem(path: path, line: line + lines, problem: problem, first: first + lines)
    case .duplicateSample(let path, let line, let problem, let sample, let first):
      .duplicateSample(
        path: path, line: line + lines, problem: problem, sample: sample, first: first + lines)
    default: self
    }
  }

  private static let formats =
    "a CSV with the columns problem,n,c, results of HumanEval, EvalPlus or verifiers, lm-eval "
    + "samples_*.jsonl, an inspect log, the results.h5 of a study, or rows of samples whose columns "
    + "are named with --problem and --correct"

  /// The name that differs from a missing one in its capitals alone.
  private static func otherCase(of name: String, among found: [String]) -> String {
    found.first { $0.lowercased() == name.lowercased() }
      .map { "did you mean '\(Excerpt.of($0))'? write it as '\(Excerpt.of(name))'; " } ?? ""
  }

  private static func list(_ names: [String]) -> String {
    guard !names.isEmpty else { return "none" }
    let shown = names.prefix(12).map(Excerpt.of).joined(separator: ", ")
    return names.count > 12 ? shown + ", … (\(names.count) in all)" : shown
  }
}

/// Pieces of foreign text that are safe to print in a message.
package enum Excerpt {
  /// A cell where a number is expected, and what may keep it from being one.
  static func number(_ text: String) -> String {
    guard !text.isEmpty else { return "blank" }
    let hint =
      text.contains("\u{2212}")
      ? " (its minus is U+2212, not '-')"
      : text.wholeMatch(of: /-?[0-9]{1,3}(,[0-9]{3})+/) != nil ? " (with commas for thousands)" : ""
    return "'\(of(text))'" + hint
  }

  /// The beginning of a text on one line: at most 60 characters, control characters as `�`.
  package static func of(_ text: String) -> String {
    var short = String.UnicodeScalarView()
    var isCut = false
    for scalar in text.unicodeScalars {
      if short.count == 60 {
        isCut = true
        break
      }
      let isHidden =
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned: true
        default: false
        }
      short.append(isHidden ? "\u{FFFD}" : scalar)
    }
    return String(short) + (isCut ? "…" : "")
  }
}
