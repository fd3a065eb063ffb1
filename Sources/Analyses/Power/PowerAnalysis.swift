import Interchange
import Statistics
import Support

/// Which test a power is about.
public enum PowerTest: String, Codable, Sendable, CaseIterable {
  /// Student's t.
  case t
  /// The exact paired permutation test.
  case signFlip = "sign-flip"
}

/// What an experiment over seeds can show: any two of seeds, effect and power give the third.
public struct PowerAnalysis: Codable, Sendable, Equatable {
  /// Pairs, or groups.
  public var design: ComparisonDesign
  /// The test.
  public var test: PowerTest
  /// Pairs, or the size of each group; `nil` to be found.
  public var seeds: Int?
  /// Standardized: d_z of pairs, d of groups; `nil` to be found, or made of `delta` and `deviation`.
  public var effect: Double?
  /// The difference in the units of the measurement.
  public var delta: Double?
  /// The standard deviation: of the differences of pairs, or within groups.
  public var deviation: Double?
  /// The power; `nil` to be found, or 0.8 where something else is.
  public var power: Double?
  /// The level of the family.
  public var alpha: Double
  /// How many hypotheses share it; the first step of Holm tests at alpha over their number.
  public var hypotheses: Int
  /// The alternative hypothesis.
  public var alternative: Alternative
  /// The margin of an equivalence test, in the units of `deviation`; `nil` for a test of difference.
  public var margin: Double?
  /// The root of all randomness.
  public var seed: UInt64

  /// A question.
  public init(
    design: ComparisonDesign = .paired, test: PowerTest = .t, seeds: Int? = nil,
    effect: Double? = nil, delta: Double? = nil, deviation: Double? = nil, power: Double? = nil,
    alpha: Double = 0.05, hypotheses: Int = 1, alternative: Alternative = .twoSided,
    margin: Double? = nil, seed: UInt64 = 7
  ) {
    self.design = design
    self.test = test
    self.seeds = seeds
    self.effect = effect
    self.delta = delta
    self.deviation = deviation
    self.power = power
    self.alpha = alpha
    self.hypotheses = hypotheses
    self.alternative = alternative
    self.margin = margin
    self.seed = seed
  }

  /// The level of one test.
  public var alphaEach: Double { alpha / Double(hypotheses) }

  /// Solves for what is missing.
  ///
  /// - Throws: `AnalysesError.badSetting` for numbers out of range, and if not exactly one is missing.
  public func run() throws -> PowerReport {
    try requireSettings()
    let effect = try standardized()
    var report = PowerReport(
      design: design, test: test, solvedFor: "", seeds: seeds, effect: effect,
      delta: delta, deviation: deviation, power: power, alpha: alpha, hypotheses: hypotheses,
      alphaEach: alphaEach, alternative: alternative, margin: margin)
    if margin != nil { return try equivalence(report) }
    switch (seeds, effect, power) {
    case (.some(let n), .some(let effect), nil):
      report.solvedFor = "power"
      report.power = power(n, effect)
    case (.some(let n), nil, _):
      report.solvedFor = "effect"
      report.power = power ?? 0.8
      report.effect = detectable(n, power ?? 0.8)
    case (nil, .some(let effect), _):
      report.solvedFor = "seeds"
      report.power = power ?? 0.8
      report.seeds = count(effect, power ?? 0.8)
    default:
      throw AnalysesError.badSetting(
        name: "question", found: seeds == nil ? "without seeds and effect" : "fully answered",
        expected: "two of --seeds, --effect (or --delta with --sd) and --power, to find the third")
    }
    report.pFloor = floor(report)
    report.delta =
      delta ?? report.effect.flatMap { effect in deviation.map { effect * $0 } }
    return report
  }

  private func power(_ n: Int, _ effect: Double) -> Double {
    switch test {
    case .t:
      Power.tTest(design, n: n, effect: effect, alpha: alphaEach, alternative: alternative)
    case .signFlip:
      Power.signFlip(
        n: n, effect: effect, alpha: alphaEach, alternative: alternative,
        repeats: n <= 12 ? 20_000 : 4000, stream: stream
      ).power
    }
  }

  private func detectable(_ n: Int, _ power: Double) -> Double? {
    switch test {
    case .t:
      Power.detectableEffect(
        design, n: n, power: power, alpha: alphaEach, alternative: alternative)
    case .signFlip:
      Power.signFlipDetectableEffect(
        n: n, power: power, alpha: alphaEach, alternative: alternative, stream: stream)
    }
  }

  private func count(_ effect: Double, _ power: Double) -> Int? {
    switch test {
    case .t:
      Power.count(
        design, effect: effect, power: power, alpha: alphaEach, alternative: alternative)
    case .signFlip:
      Power.signFlipCount(
        effect: effect, power: power, alpha: alphaEach, alternative: alternative, stream: stream)
    }
  }

  /// The power of two one-sided tests, or the seeds that they need.
  private func equivalence(_ report: PowerReport) throws -> PowerReport {
    guard let margin, let deviation, test == .t else {
      throw AnalysesError.badSetting(
        name: "equivalence-margin", found: "\(margin ?? 0) without --sd, or with a sign-flip test",
        expected: "the standard deviation too, and --test t")
    }
    let (m, d) = (margin / deviation, (delta ?? 0) / deviation)
    func power(_ n: Int) -> Double {
      Power.equivalence(design, n: n, margin: m, difference: d, alpha: alphaEach)
    }
    var report = report
    report.effect = d
    report.delta = delta ?? 0
    if let seeds {
      report.solvedFor = "power"
      report.power = power(seeds)
    } else {
      report.solvedFor = "seeds"
      let wanted = self.power ?? 0.8
      report.power = wanted
      report.seeds = abs(d) < m ? (2...10_000).first { power($0) >= wanted } : nil
    }
    return report
  }

  private var stream: RandomStream { RandomStream(seed: seed)["power"] }

  private func floor(_ report: PowerReport) -> Double? {
    guard test == .signFlip, let n = report.seeds else { return nil }
    return SignFlip.floor(n: n, alternative: alternative)
  }

  private func standardized() throws -> Double? {
    if effect != nil, delta != nil {
      throw AnalysesError.badSetting(
        name: "effect", found: "given with --delta",
        expected: "either a standardized effect, or --delta with --sd")
    }
    if let effect { return effect }
    guard let delta, margin == nil else { return nil }
    guard let deviation else {
      throw AnalysesError.badSetting(
        name: "delta", found: "\(delta) without a standard deviation",
        expected: "--sd, or --pilot FILE")
    }
    return delta / deviation
  }

  private func requireSettings() throws {
    func require(_ isGood: Bool, _ name: String, _ found: Any, _ expected: String) throws {
      guard !isGood else { return }
      throw AnalysesError.badSetting(name: name, found: "\(found)", expected: expected)
    }
    if let seeds { try require((2...100_000).contains(seeds), "seeds", seeds, "2 to 100000") }
    if let deviation {
      try require(deviation > 0 && deviation.isFinite, "sd", deviation, "a positive number")
    }
    for (name, value) in [("effect", effect), ("delta", delta)] {
      if let value {
        try require(
          value.isFinite && (value != 0 || margin != nil), name, value, "a number that is not 0")
        let isWrong =
          (alternative == .greater && value < 0) || (alternative == .less && value > 0)
        try require(
          !isWrong || margin != nil, name, value, "the sign that the alternative looks for")
      }
    }
    if let margin {
      try require(margin > 0 && margin.isFinite, "equivalence-margin", margin, "a positive number")
    }
    try require(alpha > 0 && alpha < 0.5, "alpha", alpha, "a number between 0 and 0.5")
    try require(hypotheses >= 1, "hypotheses", hypotheses, "at least 1")
    if let power {
      try require(power > alphaEach && power < 1, "power", power, "a number between alpha and 1")
    }
    try require(
      test == .t || design == .paired, "test", "sign-flip, unpaired", "--test t, or --paired")
    if test == .signFlip, let seeds {
      try require(seeds <= 200, "seeds", seeds, "at most 200 to simulate")
    }
  }
}

/// What an evaluation of two models on the same problems can show.
public struct ProblemsPower: Codable, Sendable, Equatable {
  /// The number of problems; `nil` to be found.
  public var problems: Int?
  /// The difference in score; `nil` to be found.
  public var delta: Double?
  /// Samples of each problem by each model.
  public var samples: Int
  /// The variance over problems of the true difference.
  public var omega2: Double
  /// The mean variance of one sample of a problem.
  public var sigma2: Double
  /// The power; `nil` to be found, or 0.8 where something else is.
  public var power: Double?
  /// The two-sided level of one test.
  public var alphaEach: Double

  /// A question.
  public init(
    problems: Int? = nil, delta: Double? = nil, samples: Int = 1, omega2: Double, sigma2: Double,
    power: Double? = nil, alphaEach: Double = 0.05
  ) {
    self.problems = problems
    self.delta = delta
    self.samples = samples
    self.omega2 = omega2
    self.sigma2 = sigma2
    self.power = power
    self.alphaEach = alphaEach
  }

  /// Solves for what is missing.
  ///
  /// - Throws: `AnalysesError.badSetting` for numbers out of range, and if not exactly one is missing.
  public func run() throws -> ProblemsPowerReport {
    guard samples >= 1, omega2 >= 0, sigma2 >= 0, omega2 + sigma2 > 0, omega2 + sigma2 < .infinity
    else {
      throw AnalysesError.badSetting(
        name: "samples, omega2, sigma2", found: "\(samples), \(omega2), \(sigma2)",
        expected: "at least one sample, and variances that are not negative and not both 0")
    }
    guard problems.map({ $0 >= 1 }) ?? true, delta.map({ $0 != 0 && $0.isFinite }) ?? true,
      power.map({ $0 > alphaEach && $0 < 1 }) ?? true, alphaEach > 0, alphaEach < 0.5
    else {
      throw AnalysesError.badSetting(
        name: "problems, delta, power, alpha", found: "out of range",
        expected: "at least one problem, a delta that is not 0, and a power between alpha and 1")
    }
    let noise = 2 * sigma2 / Double(samples)
    var report = ProblemsPowerReport(
      solvedFor: "", problems: problems, delta: delta, samples: samples, omega2: omega2,
      sigma2: sigma2, power: power, alphaEach: alphaEach)
    switch (problems, delta, power) {
    case (.some(let problems), .some(let delta), nil):
      report.solvedFor = "power"
      report.power = Power.problemsPower(
        problems: problems, difference: delta, omega2: omega2, noise: noise, alpha: alphaEach)
    case (.some(let problems), nil, _):
      report.solvedFor = "delta"
      report.power = power ?? 0.8
      report.delta = Power.detectableDifference(
        problems: problems, omega2: omega2, noise: noise, alpha: alphaEach, power: power ?? 0.8)
    case (nil, .some(let delta), _):
      report.solvedFor = "problems"
      report.power = power ?? 0.8
      let exact = Power.problems(
        difference: delta, omega2: omega2, noise: noise, alpha: alphaEach, power: power ?? 0.8)
      report.problems = exact < 1e15 ? Int(exact.rounded(.up)) : nil
    default:
      throw AnalysesError.badSetting(
        name: "question", found: problems == nil ? "without problems and delta" : "fully answered",
        expected: "two of --problems, --delta and --power, to find the third")
    }
    return report
  }
}
