import Evaluation
import Experience
import Rollouts
import Training

/// One column a metric, one row a step.
public struct TrainingCurve: Sendable, Equatable {
  /// The steps.
  public var steps: [Int]
  /// The metrics by name; NaN where there is none.
  public var metrics: [String: [Double]]
  /// A curve.
  public init(steps: [Int] = [], metrics: [String: [Double]] = [:]) {
    self.steps = steps
    self.metrics = metrics
  }
}

/// The counts of one set: axes arm, seed, problem; `nil` where an arm has not (yet) been evaluated.
public struct EvaluatedSet: Sendable {
  /// The name.
  public var name: String
  /// Whether pass@k at large k means something here.
  public var hasCurve: Bool
  /// The sampling temperature.
  public var temperature: Double
  /// The problems.
  public var problems: [Problem]
  /// Results `[arm][seed]`.
  public var results: [[BenchmarkResult?]]
  /// Exact log-probability of the gold response `[arm][seed][problem]`, nats; empty where not probed.
  public var probes: [[[Double]]]

  package init(
    name: String, hasCurve: Bool, temperature: Double = 1, problems: [Problem],
    results: [[BenchmarkResult?]], probes: [[[Double]]]
  ) {
    self.temperature = temperature
    self.name = name
    self.hasCurve = hasCurve
    self.problems = problems
    self.results = results
    self.probes = probes
  }
}

/// What a study's runs have counted: the input of its analysis, and what the file of results keeps.
public struct StudyData: Sendable {
  /// Arms, in the order of the plan.
  public var arms: [String]
  /// What the arms are.
  public var summaries: [String]
  /// Seeds.
  public var seeds: [Int]
  /// The k of pass@k.
  public var ks: [Int]
  /// The study seed, from which bootstrap draws come.
  public var seed: UInt64
  /// The evaluated sets.
  public var sets: [EvaluatedSet]
  /// Training curves `[arm][seed]`.
  public var curves: [[TrainingCurve]]
  /// What was spent `[arm][seed]`.
  public var ledgers: [[Ledger]]
  /// Gates of the calibration.
  public var gates: [GateResult]
  /// Problems trained on that were compared with the evaluation sets, and how many were found in both.
  public var leakChecked: Int
  /// Problems found both in training and in an evaluation set.
  public var leakFound: Int

  package init(
    arms: [String], summaries: [String], seeds: [Int], ks: [Int], seed: UInt64,
    sets: [EvaluatedSet], curves: [[TrainingCurve]], ledgers: [[Ledger]], gates: [GateResult],
    leakChecked: Int, leakFound: Int
  ) {
    self.arms = arms
    self.summaries = summaries
    self.seeds = seeds
    self.ks = ks
    self.seed = seed
    self.sets = sets
    self.curves = curves
    self.ledgers = ledgers
    self.gates = gates
    self.leakChecked = leakChecked
    self.leakFound = leakFound
  }

  /// The index of an arm, if it is there.
  public func arm(_ name: String) -> Int? { arms.firstIndex(of: name) }

  /// A set, if it is there.
  public func set(_ name: String) -> EvaluatedSet? { sets.first { $0.name == name } }
}

extension EvaluatedSet {
  /// Strict or loose counts of an arm, `[seed][problem]`; `nil` unless every seed has them.
  public func counts(_ arm: Int, strict: Bool = true) -> [[(n: Int, c: Int)]]? {
    let rows = results[arm].compactMap { $0 }
    guard rows.count == results[arm].count, !rows.isEmpty else { return nil }
    return rows.map { $0.counts.map { ($0.samples, strict ? $0.strict : $0.loose) } }
  }
}

/// One finished comparison or hypothesis.
public struct Finding: Sendable, Equatable {
  /// The id, for example `H1.1` or `rl_id − base on id, pass@1`.
  public var id: String
  /// What is claimed or compared.
  public var statement: String
  /// The test.
  public var test: String
  /// `supported`, `contradicted`, `equivalent`, `inconclusive`, or `descriptive` below the scale `full`.
  public var verdict: String
  /// The test's statistic; NaN where there is no test.
  public var statistic: Double
  /// The raw p value; NaN where there is no test.
  public var pRaw: Double
  /// The corrected p value.
  public var pAdjusted: Double
  /// The effect.
  public var effect: Double
  /// The interval.
  public var low: Double
  /// The interval.
  public var high: Double
  /// The margin or smallest effect of interest.
  public var margin: Double
  /// Independent replicates.
  public var seeds: Int
  /// Whether it was registered and enough seeds ran.
  public var isConfirmatory: Bool
  /// Standardized effect over seeds, d_z; NaN below two seeds.
  public var effectSize: Double
}
