import Foundation
import Statistics

/// Whether a candidate may take the place of a baseline, from the interval of its difference.
///
/// With δ the largest loss that is no matter and [lo, hi] the interval of candidate minus baseline (or of the opposite where
/// smaller is better): `pass` if lo > −δ, so that a loss of δ or more is excluded; `worse` if hi < 0 and the estimate is at
/// most −δ; else `undecided`, as a test that found nothing is no proof that there is nothing.
///
/// The interval is that of the table. A crossed bootstrap of few replicates is too narrow, so there the wider of it and the t
/// interval over replicates counts; an interval without width, which says that nothing varied, decides nothing.
///
/// - Source: non-inferiority by a confidence interval: Piaggio et al. 2012, JAMA 308(24), figure 1.
/// - Deviation: evalsig's gate asks for a significant gain of δ, and rejects a candidate that is equally good.
public struct ReleaseGate: Codable, Sendable, Equatable {
  /// What the gate says.
  public enum Verdict: String, Codable, Sendable {
    /// It is not worse by δ or more.
    case pass
    /// It is worse.
    case worse
    /// More replicates or problems are needed.
    case undecided

    /// The exit code of a program that checks a release.
    public var exitCode: Int32 {
      switch self {
      case .pass: 0
      case .worse: 1
      case .undecided: 2
      }
    }
  }

  /// The largest loss that is no matter, δ.
  public var delta: Double

  /// A gate; δ must be positive.
  public init(delta: Double) {
    precondition(delta > 0, "δ = \(delta)")
    self.delta = delta
  }

  /// What it says of an arm; with the alternative `less`, smaller is better.
  public func verdict(_ contrast: ArmContrast, alternative: Alternative) -> Verdict {
    guard let interval = Self.interval(contrast) else { return .undecided }
    let isFlipped = alternative == .less
    let difference = isFlipped ? -contrast.difference : contrast.difference
    let (low, high) =
      isFlipped ? (-interval.high, -interval.low) : (interval.low, interval.high)
    if low > -delta { return .pass }
    return high < 0 && difference <= -delta ? .worse : .undecided
  }

  /// The interval that decides; `nil` if none can.
  static func interval(_ contrast: ArmContrast) -> Interval? {
    var interval = contrast.interval
    guard interval.low < interval.high else { return nil }
    guard contrast.intervalKind == "crossed bootstrap" else { return interval }
    guard let deviation = contrast.deviation else {
      // Unpaired, it takes five replicates of each arm until its coverage is near its level.
      return contrast.replicates < 10 ? nil : interval
    }
    let count = contrast.replicates
    let half =
      Estimate.studentFactor(count: count, level: interval.level) * deviation
      / Double(count).squareRoot()
    interval.low = min(interval.low, contrast.difference - half)
    interval.high = max(interval.high, contrast.difference + half)
    return interval
  }

  /// The verdict in words.
  public func sentence(_ contrast: ArmContrast, _ verdict: Verdict) -> String {
    guard let interval = Self.interval(contrast) else {
      return "undecided: the interval of \(contrast.replicates) replicates has no usable width; "
        + "measure more replicates or problems"
    }
    let found = String(
      format: "%+.4f [%+.4f, %+.4f]", contrast.difference, interval.low, interval.high)
    return switch verdict {
    case .pass: "pass: \(found), a loss of \(delta) or more is excluded"
    case .worse: "worse: \(found), a loss of at least \(delta)"
    case .undecided:
      "undecided: \(found) neither excludes a loss of \(delta) nor shows one; "
        + "measure more replicates or problems"
    }
  }
}
