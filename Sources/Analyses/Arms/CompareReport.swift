import Statistics

/// What one arm did.
public struct ComparedArm: Codable, Sendable, Equatable {
  /// The arm.
  public var arm: String
  /// The number of replicates.
  public var replicates: Int
  /// The mean over replicates.
  public var mean: Double
  /// The deviation between replicates; null for one.
  @Nullable public var deviation: Double?
  /// Student's interval of the mean; null for one replicate.
  @Nullable public var interval: Interval?
  /// The interquartile mean over tasks and replicates; null without tasks.
  @Nullable public var interquartileMean: Estimate?
  /// The median over tasks of the mean over replicates; null without tasks.
  @Nullable public var median: Estimate?
  /// `γ − mean(min(x, γ))`; null without tasks.
  @Nullable public var optimalityGap: Estimate?
}

/// Two one-sided tests that a difference is within a margin.
public struct EquivalenceFinding: Codable, Sendable, Equatable {
  /// The margin.
  public var margin: Double
  /// The larger of the two p values.
  public var pValue: Double
  /// The interval that lies within the margin when p is at most α.
  public var interval: Interval
}

/// The crossed bootstrap over units and problems.
public struct CrossedFinding: Codable, Sendable, Equatable {
  /// With both drawn again: the one to quote.
  public var standardError: Double
  /// With only the units drawn again.
  @Nullable public var standardErrorUnitsOnly: Double?
  /// With only the problems drawn again.
  @Nullable public var standardErrorProblemsOnly: Double?
  /// The percentile interval.
  public var interval: Interval
  /// The bias-corrected and accelerated interval; null below 8 units.
  @Nullable public var correctedInterval: Interval?
  /// The number of problems.
  public var problems: Int
}

/// An arm against the baseline.
public struct ArmContrast: Codable, Sendable, Equatable {
  /// The arm.
  public var arm: String
  /// What it is compared with.
  public var baseline: String
  /// Pairs, or replicates of both arms.
  public var replicates: Int
  /// The mean of the arm minus that of the baseline.
  public var difference: Double
  /// Its standard error: over replicates; clustered where clusters were given.
  public var standardError: Double
  /// The interval that the table shows: crossed bootstrap with problems, else Student's or Welch's.
  public var interval: Interval
  /// Which of them it is.
  public var intervalKind: String
  /// The deviation of the differences of pairs, or null.
  @Nullable public var deviation: Double?
  /// The interval of all differences that the sign-flip test does not reject; null unpaired or below 6 pairs.
  @Nullable public var permutationInterval: Interval?
  /// d_z of pairs, Hedges' g of groups; null without spread.
  @Nullable public var effectSize: Double?
  /// Cliff's δ of groups; null for pairs.
  @Nullable public var cliffsDelta: Double?
  /// The probability that a replicate of the arm is larger; null for pairs.
  @Nullable public var probabilityOfSuperiority: Double?
  /// The p value that counts: sign-flip of pairs, permutation of groups.
  public var pValue: Double
  /// It after correction.
  public var pAdjusted: Double
  /// The smallest p value that so many replicates can give.
  public var pFloor: Double
  /// The t statistic, paired or Welch's; null without spread.
  @Nullable public var t: Double?
  /// Its degrees of freedom.
  @Nullable public var degreesOfFreedom: Double?
  /// Its p value.
  @Nullable public var pStudent: Double?
  /// The p value of Wilcoxon's signed ranks, or of Mann and Whitney's ranks.
  public var pRanks: Double
  /// McNemar's p value, for pairs of 0 and 1.
  @Nullable public var pMcnemar: Double?
  /// Equivalence, if a margin was given.
  @Nullable public var equivalence: EquivalenceFinding?
  /// The crossed bootstrap, for pairs of units with problems.
  @Nullable public var crossed: CrossedFinding?
  /// The probability that a unit of the arm is better, a mean over tasks; null without tasks.
  @Nullable public var probabilityOfImprovement: Estimate?
  /// The difference that a t test of so many replicates finds with 80 % power, given their spread.
  @Nullable public var detectable: Double?
  /// higher, lower, equivalent or inconclusive.
  public var verdict: String
}

/// The trend of a measurement over an ordered quantity.
public struct TrendFinding: Codable, Sendable, Equatable {
  /// The column.
  public var column: String
  /// `Page`, of the same units at every level, or `Jonckheere–Terpstra`, of groups.
  public var test: String
  /// Its values in rising order.
  public var levels: [Double]
  /// The mean at each.
  public var means: [Double]
  /// The replicates at each.
  public var replicates: [Int]
  /// Jonckheere's z; null for Page's test.
  @Nullable public var z: Double?
  /// Page's L; null for Jonckheere's test.
  @Nullable public var pageL: Double?
  /// Its p value.
  public var pValue: Double
}

/// The share of runs above thresholds.
public struct ProfileFinding: Codable, Sendable, Equatable {
  /// The arm.
  public var arm: String
  /// The thresholds.
  public var thresholds: [Double]
  /// The share of runs above each, a mean over tasks.
  public var share: [Double]
  /// The lower end of its stratified bootstrap interval.
  public var low: [Double]
  /// The upper end.
  public var high: [Double]
}

/// What `assay compare` found.
public struct CompareReport: Codable, Sendable, Equatable {
  /// The file.
  public var source: String
  /// The column of the measurement.
  public var value: String
  /// `paired` or `unpaired`; null without contrasts.
  @Nullable public var design: String?
  /// What a replicate is.
  public var replicate: String
  /// The arm that others are compared with; null without contrasts.
  @Nullable public var baseline: String?
  /// The alternative hypothesis.
  public var alternative: Alternative
  /// The confidence level; a test passes at 1 − level.
  public var level: Double
  /// How p values are corrected.
  public var correction: String
  /// The arms, in the order of the file.
  public var arms: [ComparedArm]
  /// Every other arm against the baseline.
  public var contrasts: [ArmContrast]
  /// The performance profiles; empty without tasks.
  public var profiles: [ProfileFinding]
  /// The analysis of variance.
  @Nullable public var anova: AnovaTable?
  /// The same on the logit scale.
  @Nullable public var anovaLogit: AnovaTable?
  /// The interaction contrast of a 2 × 2 analysis of variance.
  @Nullable public var interaction: Estimate?
  /// The trend.
  @Nullable public var trend: TrendFinding?
  /// What a reader should know before quoting the numbers.
  public var notes: [String]

  /// Adds what is not said yet.
  mutating func add(_ more: [String]) { notes += more.filter { !notes.contains($0) } }
}
