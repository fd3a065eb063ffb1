/// The word that a report may use for a difference.
///
/// One rule for all studies, so that no sentence says more than its interval.
///
/// - Source: the study protocol, section 0, "What a sentence may say".
/// - Deviation: `floor`, which the protocol does not name. That a difference must also exceed that of
///   a null, where samples are compared, is left to the caller.
/// - Not for: verdicts on registered hypotheses, which are tests, corrected together; margins that were
///   chosen after a look at the data.
public enum EffectReading: String, Codable, Sendable, CaseIterable {
  /// Above 0, and large enough to matter.
  case higher
  /// Below 0, and large enough to matter.
  case lower
  /// Shown to be too small to matter.
  case noDifference = "no difference that matters"
  /// None of these can be said.
  case unclear
  /// The baseline leaves no room for a gain.
  case ceiling = "at its ceiling"
  /// Both sides are too low for a difference to mean anything.
  case floor = "at its floor"

  /// The reading of a difference, the first of these that holds:
  ///
  /// ```
  /// unclear        value, standard error, low, high or baseline is NaN
  /// ceiling        baseline > ceiling
  /// floor          baseline < floor and baseline + value < floor
  /// higher         low > 0 and value ≥ margin
  /// lower          high < 0 and value ≤ −margin
  /// noDifference   −margin ≤ low and high ≤ margin
  /// unclear        otherwise
  /// ```
  ///
  /// An interval away from 0 with a value inside the margin is `noDifference` if it lies inside the
  /// margin as a whole, else `unclear`: significant is not the same as large. Comparisons are
  /// exact; nothing is rounded first.
  ///
  /// - Parameters:
  ///   - estimate: a difference, arm − baseline, with its interval, such as of `CrossedInterval`.
  ///   - margin: the smallest difference that matters, in the units of the estimate.
  ///   - baseline: what the difference is from, in the same units; `nil` if there is no such level,
  ///     as for a difference of log-probabilities.
  ///   - ceiling: above this the baseline has no room.
  ///   - floor: below this both sides are too low; `nil` if there is no such level.
  /// - Precondition: `margin` is positive; neither `ceiling` nor `floor` is NaN.
  public static func read(
    _ estimate: Estimate, margin: Double, baseline: Double? = nil, ceiling: Double = 0.97,
    floor: Double? = nil
  ) -> EffectReading {
    precondition(margin > 0, "margin \(margin) is not positive")
    precondition(!ceiling.isNaN && floor?.isNaN != true, "the ceiling or the floor is NaN")
    let (low, high) = (estimate.interval.low, estimate.interval.high)
    let numbers = [estimate.value, estimate.standardError, low, high, baseline ?? 0]
    if numbers.contains(where: \.isNaN) { return .unclear }
    if let baseline {
      if baseline > ceiling { return .ceiling }
      if let floor, baseline < floor, baseline + estimate.value < floor { return .floor }
    }
    if low > 0 && estimate.value >= margin { return .higher }
    if high < 0 && estimate.value <= -margin { return .lower }
    return -margin <= low && high <= margin ? .noDifference : .unclear
  }

  /// What a report prints, such as `no difference that matters`.
  public var words: String { rawValue }
}
