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
  /// No metric of an lm-eval file says of single samples whether they are right.
  case noVerdicts(path: String, found: [String])

  /// One line: where, what was found, what is expected, what to do.
  public var description: String {
    switch self {
    case .empty(let path): "\(path): the file is empty; expected \(Self.formats)"
    case .notAFile(let path):
      "\(path): is a pipe or a device, which cannot be read twice; write it to a file first"
    case .compressed(let path, let method):
      "\(path): is compressed with \(method); unpack it first"
    case .unknownFormat(let path, let found):
      "\(path): found \(found); expected \(Self.formats)"
    case .resultsFile(let path):
      "\(path): is an HDF5 file, not text; give the results.h5 of a study to 'assay passk'"
    case .missingColumn(let path, let line, let column, let found):
      "\(path):\(line): the column '\(column)' is missing; found \(Self.list(found)); "
        + "expected a header with problem, n and c, separated by commas"
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
        + "expected one row a problem, with the sums of its n and c"
    case .noProblems(let path):
      "\(path): there is a header but no problem; expected one row a problem"
    case .ambiguous(let path, let option, let found):
      "\(path): there are several \(option)s, which must not be mixed: \(Self.list(found)); "
        + "choose one with --\(option)"
    case .unknownChoice(let path, let option, let name, let suggestion, let found):
      "\(path): there is no \(option) '\(Excerpt.of(name))'; "
        + (suggestion.map { "did you mean '\(Excerpt.of($0))'?" } ?? "found \(Self.list(found))")
    case .noVerdicts(let path, let found):
      "\(path): no metric is 0 or 1, or a list of these, on every line; found "
        + "\(Self.list(found)); evaluate again with a metric such as exact_match"
    }
  }

  private static let formats =
    "a CSV with the columns problem,n,c, HumanEval result lines, lm-eval samples_*.jsonl "
    + "or the results.h5 of a study"

  private static func list(_ names: [String]) -> String {
    guard !names.isEmpty else { return "none" }
    let shown = names.prefix(12).map(Excerpt.of).joined(separator: ", ")
    return names.count > 12 ? shown + ", … (\(names.count) in all)" : shown
  }
}

/// Pieces of foreign text that are safe to print in a message.
package enum Excerpt {
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
