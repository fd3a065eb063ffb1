import Support

/// pass@k of two models on the same problems, and what can be said of the difference.
///
/// Everything is about these two sets of samples and problems as a random draw: **one checkpoint a side is
/// no replicate of training**, and says nothing about the method that made it. In simulations with 50 problems and 8 samples
/// of each, the 95 % interval of the difference covered 92 to 97 %, and without a difference p was below 0.05 in about 5 %.
///
/// - Source: Chen et al. 2021, arXiv:2107.03374 (the curves); Efron 1979 (the interval); Fisher 1935 (the test); Wu et al.
///   2025, arXiv:2507.14843 (the support).
/// - Deviation: problems are drawn in pairs, the same ones for both models.
/// - Not for: models whose samples were drawn at different temperatures or lengths, unless that is the question; problems that
///   come in groups.
public struct PassAtKComparison: Codable, Sendable, Equatable {
  /// One k.
  public struct Point: Codable, Sendable, Equatable {
    /// The number of attempts.
    public var k: Int
    /// The mean over problems of the first model.
    public var first: Double
    /// The mean over problems of the second model.
    public var second: Double
    /// Second less first.
    public var difference: Double
    /// The percentile interval of the difference, problems drawn in pairs; `nil` for one problem.
    public var interval: Interval?
    /// The two-sided sign-flip test over problems, for this k alone.
    public var test: TestResult
  }

  /// The number of problems, M.
  public var problems: Int
  /// The curves, in the order of k.
  public var points: [Point]
  /// The area under the first curve over log₂ k.
  public var areaFirst: Double
  /// The area under the second curve over log₂ k.
  public var areaSecond: Double
  /// Second area less the first.
  public var areaDifference: Double { areaSecond - areaFirst }
  /// Its percentile interval; `nil` for one problem.
  public var areaInterval: Interval?
  /// Where the curves change places, k*; `nil` if they do not.
  public var crossing: Double?
  /// The share of draws in which they do; `nil` for one problem.
  public var crossingShare: Double?
  /// Which problems each finds in all of its samples; `nil` where numbers of samples differ, because then
  /// the side with more samples finds more.
  public var support: SupportDynamics?
  /// McNemar's test on the problems that only one of them finds; `nil` with `support`.
  public var mcNemar: McNemarResult?
  /// The expected E and S with `samples` samples on each side; `nil` if a problem has fewer than 2.
  public var flips: SupportFlips?
  /// What two sample sets of the first model differ by, with as many samples; `nil` with `flips`.
  public var null: SupportFlips?

  /// Compares two models.
  ///
  /// - Parameters:
  ///   - first: samples and successes of each problem of the first model (the base), `[M]`.
  ///   - second: the same of the second one, problems in the same order.
  ///   - ks: the numbers of attempts, rising, all at most the smallest number of samples.
  ///   - draws: bootstrap draws.
  ///   - permutations: random sign patterns where there are too many to enumerate.
  ///   - level: the confidence level.
  ///   - stream: problems are drawn from its `bootstrap`, signs from its `permutation`.
  /// - Throws: `StatisticsError` for no problems, impossible counts or more attempts than samples.
  /// - Precondition: as many problems on both sides; `ks` is not empty and rises; `draws ≥ 1`.
  public init(
    first: [(n: Int, c: Int)], second: [(n: Int, c: Int)], ks: [Int], draws: Int = 10_000,
    permutations: Int = SignFlip.monteCarloDraws, level: Double = 0.95, stream: RandomStream
  ) throws {
    precondition(first.count == second.count, "\(first.count) problems against \(second.count)")
    let (a, b) = (
      try PassAtKTable(counts: first, ks: ks), try PassAtKTable(counts: second, ks: ks)
    )
    let (base, rl) = (a.points.map(\.value), b.points.map(\.value))
    problems = first.count
    areaFirst = PassAtK.area(ks: ks, values: base)
    areaSecond = PassAtK.area(ks: ks, values: rl)
    crossing = PassAtK.crossing(ks: ks, first: base, second: rl)
    let drawn = Self.draw(a, b, draws: draws, level: level, stream: stream["bootstrap"])
    areaInterval = drawn?.area
    crossingShare = drawn?.crossings
    let tests = SignFlip.curve(
      ks.indices.map { k in zip(b.perProblem(k), a.perProblem(k)).map { $0 - $1 } },
      draws: permutations, stream: stream["permutation"])
    points = ks.indices.map { k in
      Point(
        k: ks[k], first: base[k], second: rl[k], difference: rl[k] - base[k],
        interval: drawn?.differences[k], test: tests[k])
    }
    let samples = Set((first + second).map(\.n))
    if samples.count == 1 {
      let found = SupportDynamics(base: first.map { $0.c > 0 }, rl: second.map { $0.c > 0 })
      support = found
      mcNemar = McNemar.test(b: found.baseOnly, c: found.rlOnly)
    }
    let half = (samples.min() ?? 0) / 2
    if half >= 1 {
      flips = try SupportDynamics.flips(base: first, rl: second, samples: half)
      null = try SupportDynamics.null(baseCounts: first, samples: half)
    }
  }

  private struct Drawn {
    var differences: [Interval]
    var area: Interval
    var crossings: Double
  }

  /// The paired bootstrap: every draw takes the same problems for both models.
  private static func draw(
    _ a: PassAtKTable, _ b: PassAtKTable, draws: Int, level: Double, stream: RandomStream
  ) -> Drawn? {
    guard a.kinds.count > 1 else { return nil }
    requireLevel(level)
    let pairs = zip(a.kinds, b.kinds).map { $0 * b.values.count + $1 }
    let distinct = Set(pairs).sorted()
    let places = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
    let values = distinct.map { a.values[$0 / b.values.count] + b.values[$0 % b.values.count] }
    let means = ProblemBootstrap.means(
      values: values, kinds: pairs.map { places[$0] ?? 0 }, draws: draws, stream: stream)
    let count = a.ks.count
    func interval(_ values: [Double]) -> Interval {
      let sorted = values.sorted()
      return Interval.percentiles(ofSorted: sorted, level: level)
    }
    var (areas, crossings) = ([Double](), 0)
    for draw in 0..<draws {
      let first = (0..<count).map { means[$0][draw] }
      let second = (0..<count).map { means[count + $0][draw] }
      areas.append(
        PassAtK.area(ks: a.ks, values: second) - PassAtK.area(ks: a.ks, values: first))
      if PassAtK.crossing(ks: a.ks, first: first, second: second) != nil { crossings += 1 }
    }
    return Drawn(
      differences: (0..<count).map { k in
        interval(zip(means[count + k], means[k]).map { $0 - $1 })
      }, area: interval(areas), crossings: Double(crossings) / Double(draws))
  }
}
