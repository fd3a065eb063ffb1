import Interchange

/// What can be wrong with a question that is asked of somebody's counts, or with the counts.
public enum AnalysesError: Error, Equatable, CustomStringConvertible {
  /// A problem has fewer samples than attempts are asked about; `place` is `path` or `path:line`, and
  /// `others` how many more problems have too few.
  case tooFewSamples(place: String, problem: String, n: Int, k: Int, others: Int = 0)
  /// A tally that cannot be: `place` is `path` or `path:line`.
  case badTally(place: String, problem: String, n: Int, c: Int)
  /// A table without problems.
  case noProblems(source: String)
  /// Rows of a table that an analysis cannot use; `place` is `path` or `path:line`.
  case badRows(place: String, reason: String)
  /// A setting outside its range.
  case badSetting(name: String, found: String, expected: String)
  /// No file was given.
  case noFiles
  /// An option that none of the files has a use for.
  case unusedOption(name: String, format: String)
  /// A results file has no counts, or none of what was chosen.
  case noCounts(path: String, reason: String)
  /// Counts of a results file that cannot be used.
  case badCounts(path: String, dataset: String, reason: String)
  /// Two groups that do not have the same problems.
  case notComparable(
    first: String, second: String, problem: String, missing: Int, otherWay: Int)
  /// A name to compare that is neither a group nor a file.
  case unknownGroup(name: String, suggestion: String?, known: [String])
  /// No law can be fitted; `place` is a file, and the group in it if there are several.
  case noFit(place: String, reason: String)
  /// A set, arm or seed that a results file does not have.
  case unknownName(
    path: String, option: String, name: String, suggestion: String?, known: [String])

  /// One line: where, what was found, what is expected, what to do.
  public var description: String {
    switch self {
    case .tooFewSamples(let place, let problem, let n, let k, let others):
      "\(place): problem '\(Excerpt.of(problem))' has \(n) sample\(n == 1 ? "" : "s"), fewer than "
        + "k = \(k)"
        + (others == 0 ? "" : ", and so \(others == 1 ? "has 1 other" : "have \(others) others")")
        + "; drop the problem\(others == 0 ? "" : "s") or choose k ≤ \(n)"
    case .badTally(let place, let problem, let n, let c):
      "\(place): problem '\(Excerpt.of(problem))' has c = \(c) right of n = \(n) samples; expected "
        + "n from 1 to \(CountTable.mostSamples) and c from 0 to n"
    case .noProblems(let source): "\(source): there is no problem; expected at least one"
    case .badRows(let place, let reason): "\(place): \(reason)"
    case .badSetting(let name, let found, let expected):
      "\(name) is \(found); expected \(expected)"
    case .noFiles: "no file was given; expected at least one"
    case .unusedOption(let name, let format):
      "--\(name) applies to \(format) only, and none was given; leave it out"
    case .noCounts(let path, let reason): "\(path): \(reason)"
    case .badCounts(let path, let dataset, let reason): "\(path): '\(dataset)' \(reason)"
    case .notComparable(let first, let second, let problem, let missing, let otherWay):
      "problem '\(Excerpt.of(problem))' of '\(Excerpt.of(first))' is not in '\(Excerpt.of(second))' "
        + "(\(missing) such problem\(missing == 1 ? "" : "s"), \(otherWay) the other way round); "
        + "compare two models on the same problems"
    case .unknownGroup(let name, let suggestion, let known):
      "there is no group or file '\(Excerpt.of(name))' to compare; "
        + (suggestion.map { "did you mean '\(Excerpt.of($0))'?" }
          ?? "known: \(known.map(Excerpt.of).joined(separator: ", "))")
    case .noFit(let place, let reason): "\(place): \(reason)"
    case .unknownName(let path, let option, let name, let suggestion, let known):
      "\(path): there is no \(option) '\(Excerpt.of(name))'; "
        + (suggestion.map { "did you mean '\($0)'?" }
          ?? "known: \(known.map(Excerpt.of).joined(separator: ", "))")
    }
  }
}
