import Statistics

/// What a paper says about the question of a study, and the finding that speaks to it.
public struct LiteratureClaim: Sendable, Equatable {
  /// What the finding's effect is like if the claim holds here, too.
  public enum Expectation: String, Sendable {
    /// Above 0.
    case above
    /// Below 0.
    case below
    /// Inside ± the margin.
    case same
    /// Not above the margin.
    case notAbove
  }

  /// The claim, in one sentence.
  public var claim: String
  /// Who makes it, with year and arXiv number.
  public var source: String
  /// The id of the finding: of a contrast, or of a hypothesis of one claim, or one that a study computes.
  public var finding: String
  /// The contrast that is the finding, where one is; it need not be one of the registered ones.
  public var contrast: Contrast?
  /// What its effect would be like.
  public var expectation: Expectation
  /// The smallest effect that the claim is about, where that is another than the finding's margin.
  public var margin: Double?
  /// What limits the comparison: what is not as it was there.
  public var limit: String

  /// A claim from its parts.
  public init(
    _ claim: String, _ source: String, finding: String, _ expectation: Expectation,
    margin: Double? = nil, limit: String
  ) {
    self.claim = claim
    self.source = source
    self.finding = finding
    self.expectation = expectation
    self.margin = margin
    self.limit = limit
  }

  /// A claim that a contrast of its own speaks to.
  public init(
    _ claim: String, _ source: String, _ contrast: Contrast, _ expectation: Expectation,
    limit: String
  ) {
    self.init(claim, source, finding: contrast.id, expectation, limit: limit)
    self.contrast = contrast
  }

  /// The finding in an analysis; `nil` where it was not measured.
  ///
  /// - Throws: `StatisticsError`.
  public func found(in findings: Findings, _ analysis: StudyAnalysis) throws -> Finding? {
    if let known = findings.findings.first(where: { $0.id == finding }) { return known }
    return try contrast.flatMap(analysis.finding)
  }

  /// What the interval of the finding says of the claim: `agrees`, `disagrees`, `open`; `not measured` without one.
  ///
  /// ```
  /// above      agrees: low > 0, high ≥ margin       disagrees: low ≤ 0, high < margin
  /// below      agrees: high < 0, low ≤ −margin      disagrees: high ≥ 0, low > −margin
  /// same       agrees: inside ± margin              disagrees: outside ± margin
  /// not above  agrees: high < margin                disagrees: low > margin
  /// ```
  ///
  /// An effect on the side of a claim that is shown to be too small to matter leaves the claim open.
  ///
  /// That nothing is seen above what is at its ceiling does not disagree with anything; a finding that is confounded leaves claims open, and
  /// so does one of two arms at their floor. An effect within what sampling one model again gives agrees with no difference that is claimed.
  public func judgement(_ finding: Finding?) -> String {
    guard let finding, !finding.low.isNaN, !finding.high.isNaN else { return "not measured" }
    let (low, high, margin) = (finding.low, finding.high, margin ?? finding.margin)
    let (agrees, disagrees) =
      switch expectation {
      case .above: (low > 0 && high >= margin, low <= 0 && high < margin)
      case .below: (high < 0 && low <= -margin, high >= 0 && low > -margin)
      case .same: (low > -margin && high < margin, low > margin || high < -margin)
      case .notAbove: (high < margin, low > margin)
      }
    let couldBe = expectation != .above || finding.verdict != EffectReading.ceiling.words
    // What sampling one model again gives speaks for no difference.
    let isNoise = [.above, .below].contains(expectation) && abs(finding.effect) <= finding.null
    let isFloor = finding.verdict == EffectReading.floor.words
    if finding.isConfounded || isFloor || (isNoise && agrees) { return "open" }
    return agrees ? "agrees" : disagrees && couldBe ? "disagrees" : "open"
  }
}
