import Evaluation
import Experience
import Rollouts
import Statistics
import Tasks
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

  /// The last value of a metric; NaN without one.
  public func last(_ metric: String) -> Double { metrics[metric]?.last ?? .nan }
}

/// The problems of a set, as a study found them.
public struct SetInfo: Sendable, Equatable {
  /// The name.
  public var name: String
  /// The problems.
  public var problems: [Problem]
  /// The cluster of each: problems of one template are no independent draws.
  public var clusters: [Int]

  /// A set; clusters are those of the problems' templates unless given, and a problem without one is its own.
  public init(name: String, problems: [Problem], clusters: [Int]? = nil) {
    self.name = name
    self.problems = problems
    self.clusters =
      clusters
      ?? problems.enumerated().map { place, problem in
        // Templates are below 0, so that no problem has the number of one.
        if case .integer(let template)? = problem.metadata[Mix.template] { return -template }
        return place
      }
  }

  /// The mean over problems of the chance of at least one right guess in k.
  public func chance(_ k: Int) -> Double {
    problems.reduce(0) { $0 + PassAtK.chance($1.chanceStrict, k: k) } / Double(problems.count)
  }
}

/// What a study's runs have measured: one long table, the input of every analysis, and what the file keeps.
public struct MeasurementTable: Sendable {
  /// A measure on a set; the set's name is empty for measures of the model alone.
  public struct Key: Hashable, Sendable {
    /// The set.
    public var set: String
    /// The measure.
    public var measure: String
    /// A key.
    public init(_ set: String, _ measure: String) {
      self.set = set
      self.measure = measure
    }
  }

  /// What was run.
  public var plan: StudyPlan
  /// The study seed, from which bootstrap draws come.
  public var seed: UInt64
  /// The replicates that ran.
  public var seeds: [Int]
  /// The sets.
  public var sets: [SetInfo] = []
  /// Numbers `[arm][seed]`, each with the measure's axes; `nil` where an arm has not (yet) been measured.
  public var values: [Key: [[[Double]?]]] = [:]
  /// Samples to read, by set and arm, with the replicate.
  public var samples: [String: [[(seed: Int, record: SampleRecord)]]] = [:]
  /// Training curves of stages, `[seed]`.
  public var curves: [String: [TrainingCurve]] = [:]
  /// What was spent on the way to each arm, and on looking at it, `[arm][seed]`.
  public var ledgers: [[Ledger]] = []
  /// Problems trained on that were compared with the evaluation sets.
  public var leakChecked = 0
  /// Problems found both in training and in an evaluation set.
  public var leakFound = 0

  /// An empty table.
  public init(plan: StudyPlan, seed: UInt64, seeds: [Int]) {
    self.plan = plan
    self.seed = seed
    self.seeds = seeds
    ledgers = plan.arms.map { _ in seeds.map { _ in Ledger() } }
  }

  /// The arms' names.
  public var arms: [String] { plan.arms.map(\.name) }

  /// The index of an arm, if it is there.
  public func arm(_ name: String) -> Int? { plan.arms.firstIndex { $0.name == name } }

  /// A set, if it is there.
  public func set(_ name: String) -> SetInfo? { sets.first { $0.name == name } }

  /// A measure of an arm on a set, `[seed][axes]`; `nil` unless every seed has it.
  public func rows(_ measure: String, _ set: String, _ arm: String) -> [[Double]]? {
    guard let index = self.arm(arm), let cells = values[Key(set, measure)] else { return nil }
    let found = cells[index].compactMap { $0 }
    return found.count == seeds.count && !found.isEmpty ? found : nil
  }

  /// One label of a measure with a further axis after the problems, `[seed][problem]`.
  ///
  /// - Precondition: the measure has such an axis with that label.
  public func rows(
    _ measure: String, _ set: String, _ arm: String, label: String
  ) -> [[Double]]? {
    guard let rows = rows(measure, set, arm) else { return nil }
    guard let axis = ProbeCatalogue.measures.first(where: { $0.name == measure })?.axes.last,
      let index = axis.labels.firstIndex(of: label)
    else { preconditionFailure("'\(measure)' has no '\(label)'") }
    return rows.map { row in
      stride(from: index, to: row.count, by: axis.labels.count).map { row[$0] }
    }
  }

  /// Puts a measurement in its place.
  mutating func put(_ found: [Double], _ key: Key, arm: Int, seed: Int) {
    if values[key] == nil { values[key] = plan.arms.map { _ in seeds.map { _ in nil } } }
    values[key]?[arm][seed] = found
  }

  /// The arm that is the root of another: what it was before anything was done to it.
  public func root(of arm: String) -> String? {
    guard let stage = plan.arms.first(where: { $0.name == arm })?.stage else { return nil }
    let root = plan.root(of: stage)
    return plan.arms.first { $0.stage == root && $0.at == 1 }?.name
  }

  /// A metric of an arm's stage at the arm's share of training, by seed; NaN where it was not logged.
  public func metric(_ name: String, of arm: String) -> [Double] {
    guard let arm = plan.arms.first(where: { $0.name == arm }),
      let curves = curves[arm.stage]
    else { return seeds.map { _ in .nan } }
    return curves.map { curve in
      guard let values = curve.metrics[name], !values.isEmpty else { return .nan }
      return values[
        min(values.count, max(1, Int((Double(values.count) * arm.at).rounded(.up)))) - 1]
    }
  }
}
