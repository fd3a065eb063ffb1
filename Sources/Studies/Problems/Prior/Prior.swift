import Support
import Tensors
import Training

/// S3: what does a reward change, and what did pre-training decide before?
///
/// Two families of bases have read the same traces among more or fewer terse answers, so that they
/// differ in style and not in skill. From both, arms are trained with a reward for right answers
/// and with a coin toss; a probe of one batch asks where rewards without information drift, with
/// clipping and without.
public enum Prior: Study {
  public static let id = "prior"
  public static let title = "Strong or weak prior"
  public static let question =
    "What does the same reward change in models that differ only in how often they show their work?"
  public static var defaults: PriorSettings { PriorSettings() }

  public static func plan(_ settings: PriorSettings, scale: Scale) throws -> StudyPlan {
    PriorPlan(settings: settings, scale: scale).plan()
  }

  /// What gates look at; the beginnings of their names.
  private enum Gate {
    static let share = "share of terse answers"
    static let accuracy = "accuracy given a trace"
    static let clip = "clip fraction of the one-batch probe"
  }

  /// Both bases choose as their text does, are better at traces than not and have room above, and the probe's clip bites.
  public static func gates(_ analysis: StudyAnalysis) throws -> [GateResult] {
    var gates: [GateResult] = []
    for family in PriorFamily.all {
      func add(_ set: String, _ measure: String, _ value: Double?, _ range: ClosedRange<Double>) {
        guard let value else { return }
        gates.append(
          GateResult(
            set: set, measure: "\(measure), \(family.name)", value: value, low: range.lowerBound,
            high: range.upperBound))
      }
      func level(_ quantity: Quantity) throws -> Double? {
        try analysis.level(quantity, family.name, [PriorPlan.set])?.effect
      }
      add(PriorPlan.set, Gate.share, try level(PriorPlan.terseShare), family.terseShare)
      add(PriorPlan.set, Gate.accuracy, try level(PriorPlan.traceAccuracy), 0.5...0.9)
      let drift = PriorDrift(analysis.table, family)
      add(PriorPlan.probeSet, Gate.clip, drift?.clipFraction, 0.01...0.2)
    }
    return gates
  }

  /// Weak traces: half as many tokens more; traces without room above: as many fewer. A clip that
  /// never bites: twice the probe's rate; one that bites too often: half of it.
  public static func revise(_ plan: StudyPlan, after failed: GateResult) -> StudyPlan? {
    var plan = plan
    if failed.measure.hasPrefix(Gate.accuracy) {
      let factor = failed.value < failed.low ? 1.5 : 1 / 1.5
      for i in plan.stages.indices where plan.stages[i].from.stage.isEmpty {
        plan.stages[i].recipe = Slot(plan.stages[i].recipe.value.scaled(by: factor))
      }
      return plan
    }
    guard failed.measure.hasPrefix(Gate.clip) else { return nil }
    for s in plan.sets.indices {
      for p in plan.sets[s].probes.indices {
        guard var probe = plan.sets[s].probes[p].component as? UpdateDrift else { continue }
        probe.learningRate *= failed.value < failed.low ? 2 : 0.5
        plan.sets[s].probes[p] = Slot(probe)
      }
    }
    return plan
  }

  public static func analyze(_ analysis: StudyAnalysis, gates: [GateResult]) throws -> Findings {
    try PriorAnalysis(analysis: analysis).findings(gates)
  }
}

/// The settings of study S3.
public struct PriorSettings: Codable, Sendable, Equatable, Validated {
  /// The study whose settings these are.
  public var study = Prior.id
  /// Gold traces of a block of text, of which a batch is one; larger sizes have larger blocks.
  public var traces = 6
  /// Terse answers of a block where they are the majority.
  public var manyTerse = 9
  /// Terse answers of a block where they are the minority.
  public var fewTerse = 4
  /// The learning rate of whole runs at nano; other sizes go by one over the width.
  public var learningRate = 5e-5
  /// That of the one-batch probe: high enough that the clip bites.
  public var probeLearningRate = 8e-4
  /// Batches of the one-batch probe, on each base.
  public var batches = Scales(smoke: 2, quick: 16, standard: 16, full: UpdateDrift.mostBatches)
  /// Budgets. The tokens are those of the base with more terse answers; no text is deeper: η is 0.
  public var scales = Scales(
    smoke: StudyBudget.smoke.with { $0.eta = 0 },
    quick: StudyBudget().with {
      $0.seeds = 2
      $0.pretrainTokens = 3_500_000
      $0.eta = 0
      $0.steps = 40
    },
    standard: StudyBudget.standard.with {
      $0.pretrainTokens = 2_500_000
      $0.eta = 0
    },
    full: StudyBudget.full(3).with {
      $0.pretrainTokens = 2_500_000
      $0.eta = 0
    })
  /// Whose products training is made of: `portable` gives the same bits on every machine.
  public var kernels = ProductKernels.portable

  /// The registered settings.
  public init() {}

  /// Blocks of which one has more terse answers than traces and one fewer; rates; no deeper text.
  public func validate() throws {
    try require(study == Prior.id, "study", study, Prior.id)
    try require(traces, atLeast: 1, atMost: 1000, "traces")
    try require(manyTerse > traces, "many_terse", manyTerse, "more than traces, \(traces)")
    try require(
      fewTerse >= 1 && fewTerse < traces, "few_terse", fewTerse,
      "at least 1, fewer than traces, \(traces)")
    try require(
      learningRate > 0 && learningRate <= 10, "learning_rate", learningRate, "above 0, at most 10")
    try require(
      probeLearningRate > 0 && probeLearningRate <= 10, "probe_learning_rate", probeLearningRate,
      "above 0, at most 10")
    for scale in Scale.allCases {
      try require(
        scales[scale].eta == 0, "scales.\(scale.rawValue).eta", scales[scale].eta,
        "0: the text has depths 1 to 3 alone")
      try require(
        (2...UpdateDrift.mostBatches).contains(batches[scale]), "batches.\(scale.rawValue)",
        batches[scale], "2 to \(UpdateDrift.mostBatches)")
    }
  }
}

/// A family of bases: the same traces among more terse answers, or among fewer.
struct PriorFamily: Sendable, Equatable {
  /// The name of its base, and what the names of its arms begin with.
  let name: String
  /// What the report calls it.
  let title: String
  /// What its text is made of, in a few words.
  let words: String
  /// What the share of terse answers must be.
  let terseShare: ClosedRange<Double>

  /// M: most responses are terse, and traces are the rarer, better mode.
  static let majority = PriorFamily(
    name: "m_terse", title: "M", words: "mostly terse answers", terseShare: 0.5...0.7)
  /// M′, its mirror.
  static let mirror = PriorFamily(
    name: "m_trace", title: "M′", words: "mostly traces", terseShare: 0.3...0.5)
  /// Both.
  static let all = [majority, mirror]

  /// The arm with a reward.
  func arm(_ reward: String) -> String { "\(name)_\(reward)" }
}
