/// What can be wrong with the data that a statistic is asked of.
public enum StatisticsError: Error, Equatable, CustomStringConvertible {
  /// pass@k was asked for more samples than were drawn; it is never clamped.
  case tooFewSamples(k: Int, samples: Int, problem: Int?)
  /// A problem has a negative number of successes, or more successes than samples.
  case countOutOfRange(successes: Int, samples: Int, problem: Int?)
  /// A number of attempts below 1.
  case attemptsNotPositive(k: Int)
  /// There is nothing to average.
  case empty(what: String)
  /// The data do not determine what was asked for.
  case notIdentified(what: String, reason: String, advice: String)
  /// Points that a law cannot be fitted to.
  case curve(reason: String)
  /// One point, by its index from 0, that a law has no place for.
  case curvePoint(index: Int, reason: String)
  /// A formula that cannot be read, with the column of the character from 1.
  case formula(text: String, column: Int, reason: String)

  /// One line: what, where, found, expected, what to do.
  public var description: String {
    switch self {
    case .tooFewSamples(let k, let samples, let problem):
      "\(Self.place(problem))\(k) samples are needed, \(samples) were drawn; "
        + "draw more samples or lower k"
    case .countOutOfRange(let successes, let samples, let problem):
      "\(Self.place(problem))\(successes) successes in \(samples) samples; "
        + "expected 0 to \(max(samples, 0))"
    case .attemptsNotPositive(let k): "k is \(k); expected at least 1"
    case .empty(let what): "no \(what); expected at least one"
    case .notIdentified(let what, let reason, let advice):
      "\(what) is not determined: \(reason); \(advice)"
    case .curve(let reason): reason
    case .curvePoint(let index, let reason): "point \(index + 1): \(reason)"
    case .formula(let text, let column, let reason):
      "formula '\(text)', column \(column): \(reason)"
    }
  }

  private static func place(_ problem: Int?) -> String { problem.map { "problem \($0): " } ?? "" }
}
