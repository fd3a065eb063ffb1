/// How a registered hypothesis ended.
public enum Outcome: String, Codable, Sendable, CaseIterable {
  /// Its test passed.
  case supported
  /// The test in the opposite direction passed.
  case contradicted
  /// The difference was shown to be too small to matter.
  case equivalent
  /// None of these.
  case inconclusive

  /// The outcome that three p values and a level give; a test passes when `p ≤ alpha`.
  ///
  /// The tests are asked in the order of the parameters, so a difference that is significant and also
  /// inside the margin is `supported` (or `contradicted`): the size of the effect is reported beside it.
  ///
  /// - Parameters:
  ///   - pFor: of the hypothesis, after correction for the family; `nil` if it could not be computed.
  ///   - pAgainst: of the opposite one-sided hypothesis; `nil` if there is none.
  ///   - pEquivalent: of equivalence; `nil` if no margin was registered.
  ///   - alpha: the level.
  /// - Precondition: no p is NaN.
  public static func decide(
    pFor: Double?, pAgainst: Double? = nil, pEquivalent: Double? = nil, alpha: Double = 0.05
  ) -> Outcome {
    for p in [pFor, pAgainst, pEquivalent] { precondition(p?.isNaN != true, "a p value is NaN") }
    if let pFor, pFor <= alpha { return .supported }
    if let pAgainst, pAgainst <= alpha { return .contradicted }
    if let pEquivalent, pEquivalent <= alpha { return .equivalent }
    return .inconclusive
  }
}
