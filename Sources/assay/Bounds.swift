import ArgumentParser

/// Ranges of numbers on the command line: what nobody could mean is refused before it costs memory or hours.
enum Bounds {
  /// What is held in memory one by one.
  static let held = 1...1_000_000
  /// What is counted.
  static let counted = 1...1_000_000_000
  /// Draws of a bootstrap: an interval of fewer is chance, and may leave out its own estimate.
  static let draws = 100...1_000_000
  /// Confidence levels.
  static let levels = 0.01...0.999999

  /// Fails unless a number, if it is given, is in a range.
  static func check<N: Comparable>(_ flag: String, _ value: N?, _ range: ClosedRange<N>) throws {
    if let value, !range.contains(value) {
      throw ValidationError(
        "\(flag) is \(value), expected \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
