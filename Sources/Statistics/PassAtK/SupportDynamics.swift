import Foundation

/// Expected numbers of problems that one set of samples finds and another does not.
public struct SupportFlips: Codable, Sendable, Equatable {
  /// Problems found by RL (or by the second set) only: E, or E0 for a null.
  public var rlOnly: Double
  /// Problems found by the base (or by the first set) only: S, or S0 for a null.
  public var baseOnly: Double
  /// The number of samples a problem on each side that these numbers are about; `nil` if unknown.
  public var samples: Int?

  /// Flips from their parts.
  public init(rlOnly: Double, baseOnly: Double, samples: Int?) {
    self.rlOnly = rlOnly
    self.baseOnly = baseOnly
    self.samples = samples
  }
}

/// Which problems a base model and its RL-trained successor find, and the rates made of that.
///
/// A problem is *found* if at least one of its samples is right. Never quote these numbers without a
/// null: two sample sets of the *same* model differ too, by `expectedFlips` problems in each direction.
/// With P problems that both find, E that only RL finds and S that only the base finds:
///
/// ```
/// SRR = P/(P + S),   NDR = E/(P + E),   SDS = 2PE/(P² + 2PE + ES),   NSCR = (E − S)/(P + E + S)
/// ```
///
/// which are what is retained, what is new, their harmonic mean, and the net change.
///
/// - Source: Wu et al. 2025, "The invisible leash", arXiv:2507.14843 (the four rates).
/// - Deviation: an empty denominator gives `nil`.
/// - Not for: two sides with different numbers of samples, of which the one with more finds more; that a
///   problem is impossible: one that n samples miss may have a probability of 3/n.
public struct SupportDynamics: Codable, Sendable, Equatable {
  /// P: problems that both find.
  public var both: Int
  /// E: problems that only RL finds (expansion).
  public var rlOnly: Int
  /// S: problems that only the base finds (shrinkage).
  public var baseOnly: Int
  /// O: problems that neither finds.
  public var neither: Int

  /// Dynamics from the four counts.
  public init(both: Int, rlOnly: Int, baseOnly: Int, neither: Int) {
    self.both = both
    self.rlOnly = rlOnly
    self.baseOnly = baseOnly
    self.neither = neither
  }

  /// Dynamics from whether each problem was found, `[M]` on each side, in the same order.
  ///
  /// - Precondition: both arrays have the same length.
  public init(base: [Bool], rl: [Bool]) {
    precondition(base.count == rl.count, "\(base.count) problems against \(rl.count)")
    self.init(both: 0, rlOnly: 0, baseOnly: 0, neither: 0)
    for pair in zip(base, rl) {
      switch pair {
      case (true, true): both += 1
      case (false, true): rlOnly += 1
      case (true, false): baseOnly += 1
      case (false, false): neither += 1
      }
    }
  }

  /// Support retention `P/(P + S)`: the share of the base's problems that RL still finds.
  public var srr: Double? { Self.ratio(both, both + baseOnly) }

  /// Net discovery `E/(P + E)`: the share of RL's problems that the base did not find.
  public var ndr: Double? { Self.ratio(rlOnly, both + rlOnly) }

  /// The harmonic mean of `srr` and `ndr`: `2PE/(P² + 2PE + ES)`.
  public var sds: Double? {
    let cross = 2 * both * rlOnly
    return Self.ratio(cross, both * both + cross + rlOnly * baseOnly)
  }

  /// Net change of support `(E − S)/(P + E + S)`.
  public var nscr: Double? { Self.ratio(rlOnly - baseOnly, both + rlOnly + baseOnly) }

  private static func ratio(_ numerator: Int, _ denominator: Int) -> Double? {
    denominator == 0 ? nil : Double(numerator) / Double(denominator)
  }
}

extension SupportDynamics {
  /// How many problems flip in each direction between two independent sample sets of one model.
  ///
  /// ```
  /// E0 = S0 = Σ_i q_i^n (1 − q_i^n),   q_i = 1 − p_i
  /// ```
  ///
  /// - Parameters:
  ///   - p: the success probability of each problem, `[M]`.
  ///   - n: samples a problem in each set.
  /// - Returns: a number of problems.
  /// - Precondition: every probability is in [0, 1] and `n ≥ 1`.
  public static func expectedFlips(successes p: [Double], n: Int) -> Double {
    p.reduce(0) { sum, success in
      let found = PassAtK.chance(success, k: n)
      return sum + found * (1 - found)
    }
  }

  /// The null from the base's own samples: each problem's samples are split at random into two sets of
  /// `samples`, and the expectation over all splits is taken exactly.
  ///
  /// ```
  /// E0 = S0 = Σ_i ( g_m − g_2m ),   g_m = C(n−c, m)/C(n, m),   m = samples
  /// ```
  ///
  /// The chance that m samples have none right while m others have one; it is unbiased for
  /// `Σ q^m (1 − q^m)`.
  ///
  /// **This is the null for m ≤ n/2 samples, not for n.** Compare it with `flips(base:rl:samples:)` at the
  /// same m, not with E and S found in all n samples.
  ///
  /// - Parameters:
  ///   - baseCounts: samples and successes of each problem, `[M]`.
  ///   - samples: m; half of the smallest number of samples if not given.
  /// - Throws: `StatisticsError` for no problems, impossible counts or fewer than 2m samples.
  public static func null(
    baseCounts: [(n: Int, c: Int)], samples: Int? = nil
  ) throws -> SupportFlips {
    guard let least = baseCounts.map(\.n).min() else {
      throw StatisticsError.empty(what: "problems")
    }
    let m = samples ?? max(1, least / 2)
    guard m >= 1 else { throw StatisticsError.attemptsNotPositive(k: m) }
    var flips = 0.0
    for (index, count) in baseCounts.enumerated() {
      try PassAtK.check(n: count.n, c: count.c, k: 2 * m, problem: index)
      let half = PassAtK.shares(n: count.n, c: count.c, k: m)
      let whole = PassAtK.shares(n: count.n, c: count.c, k: 2 * m)
      // The smaller pair, so that neither a rare nor a near-certain success loses digits.
      flips += half.pass < 0.5 ? whole.pass - half.pass : half.fail - whole.fail
    }
    return SupportFlips(rlOnly: flips, baseOnly: flips, samples: m)
  }

  /// The null from a second, independent set of samples of the same base: the flips are counted.
  ///
  /// - Parameters:
  ///   - base: whether each problem was found in the first set, `[M]`.
  ///   - resample: the same for a second set with as many samples a problem.
  ///   - samples: the number of samples a problem, carried into the result.
  /// - Precondition: both arrays have the same length.
  public static func null(base: [Bool], resample: [Bool], samples: Int? = nil) -> SupportFlips {
    let dynamics = SupportDynamics(base: base, rl: resample)
    return SupportFlips(
      rlOnly: Double(dynamics.rlOnly), baseOnly: Double(dynamics.baseOnly), samples: samples)
  }

  /// The expected E and S with `samples` samples a problem on each side, from larger sets of samples.
  ///
  /// ```
  /// E = Σ_i g_m(base)·(1 − g_m(rl)),   S = Σ_i (1 − g_m(base))·g_m(rl)
  /// ```
  ///
  /// Unbiased, and at the same m as `null(baseCounts:samples:)`, so that `E − E0` means something.
  ///
  /// - Throws: `StatisticsError` for no problems, impossible counts or fewer than m samples.
  /// - Precondition: both arrays have the same length.
  public static func flips(
    base: [(n: Int, c: Int)], rl: [(n: Int, c: Int)], samples: Int
  ) throws -> SupportFlips {
    precondition(base.count == rl.count, "\(base.count) problems against \(rl.count)")
    guard !base.isEmpty else { throw StatisticsError.empty(what: "problems") }
    var flips = SupportFlips(rlOnly: 0, baseOnly: 0, samples: samples)
    for index in base.indices {
      try PassAtK.check(n: base[index].n, c: base[index].c, k: samples, problem: index)
      try PassAtK.check(n: rl[index].n, c: rl[index].c, k: samples, problem: index)
      let first = PassAtK.shares(n: base[index].n, c: base[index].c, k: samples)
      let second = PassAtK.shares(n: rl[index].n, c: rl[index].c, k: samples)
      flips.rlOnly += first.fail * second.pass
      flips.baseOnly += first.pass * second.fail
    }
    return flips
  }
}
