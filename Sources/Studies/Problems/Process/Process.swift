import Support
import Tensors

/// S4: when is a shortcut taken, and what does pay for steps change?
///
/// Chains whose answer is their leaf's value in a share ρ of the training problems: copying the leaf earns ρ without a
/// step. Outcome reward and process reward are compared at two distances: where honest work can pay, and where only
/// the shortcut does.
public enum Process: Study {
  public static let id = "process"
  public static let title = "Process or outcome reward"
  public static let question =
    "When does a model that is paid for answers take a shortcut, and does pay for steps keep it from it?"
  public static var defaults: ProcessSettings { ProcessSettings() }

  public static func plan(_ settings: ProcessSettings, scale: Scale) throws -> StudyPlan {
    try ProcessPlan(settings: settings, scale: scale).plan()
  }

  /// The base does the shortcut now and then, is right in some of its traces of near problems, and in none of far ones.
  public static func gates(_ analysis: StudyAnalysis) throws -> [GateResult] {
    func gate(_ set: String, _ quantity: Quantity, _ low: Double, _ high: Double) throws
      -> GateResult?
    {
      try analysis.level(quantity, analysis.base, [set]).map {
        GateResult(set: set, measure: quantity.words, value: $0.effect, low: low, high: high)
      }
    }
    return try [
      gate("near_incongruent", Quantity(measure: "copy_share"), 0.01, 0.2),
      gate("near_incongruent", honest, 0.2, 0.55),
      gate("far_incongruent", Quantity(.pass), 0, 0.05),
    ].compactMap { $0 }
  }

  /// Exact accuracy given a trace.
  private static let honest = Quantity(.inTrace)

  /// Traces that are right too seldom: half as many tokens more; too often: as many fewer.
  public static func revise(_ plan: StudyPlan, after failed: GateResult) -> StudyPlan? {
    guard [honest.words, Quantity(.pass).words].contains(failed.measure) else { return nil }
    var plan = plan
    let factor = failed.value < failed.low ? 1.5 : 1 / 1.5
    for i in plan.stages.indices where plan.stages[i].from.stage.isEmpty {
      plan.stages[i].recipe = Slot(plan.stages[i].recipe.value.scaled(by: factor))
    }
    return plan
  }

  public static func analyze(_ analysis: StudyAnalysis, gates: [GateResult]) throws -> Findings {
    try ProcessAnalysis(analysis: analysis).findings(gates)
  }
}

/// The settings of study S4.
public struct ProcessSettings: Codable, Sendable, Equatable, Validated {
  /// The study whose settings these are.
  public var study = Process.id
  /// ρ of the main arms: the share of training problems whose answer is the leaf's value.
  public var share = 0.6
  /// The share of the text that answers with the leaf's value whatever is asked: what makes the shortcut findable.
  public var lazy = Scales(smoke: 0.05, quick: 0.05, standard: 0.12, full: 0.12)
  /// Depths at which honest work can pay.
  public var near = [5, 6]
  /// Depths at which it does not.
  public var far = [7, 8]
  /// The weight of the answer in the mixed reward; the rest goes to steps.
  public var outcomeWeight = 0.2
  /// The share of labels that `flip` turns round.
  public var flipRate = 0.1
  /// Arms by scale.
  public var arms = Scales(
    smoke: ["out_near", "mix_near"], quick: ["out_near", "out_far", "mix_far"],
    standard: [
      "out_near", "mix_near", "strict_near", "out_near_30", "out_near_90", "out_far", "mix_far",
      "strict_near_30", "exact", "flip", "blind", "strictop",
    ],
    full: [
      "out_near", "mix_near", "strict_near", "out_near_30", "strict_near_30", "out_near_90",
      "out_far", "mix_far", "exact", "flip", "blind", "strictop",
    ])
  /// Budgets.
  public var scales = Scales(
    smoke: StudyBudget.smoke,
    quick: StudyBudget().with {
      $0.steps = 45
      $0.samples = 16
    },
    standard: StudyBudget.standard.with {
      $0.pretrainTokens = 4_000_000
      $0.steps = 70
      $0.evaluationProblems = 64
      $0.samples = 32
    },
    full: StudyBudget.full(4).with {
      $0.pretrainTokens = 4_000_000
      $0.steps = 150
      $0.evaluationProblems = 128
    })
  /// Whose products training is made of: `portable` gives the same bits on every machine.
  public var kernels = ProductKernels.portable

  /// The registered settings.
  public init() {}

  /// Shares, depths that the task allows.
  public func validate() throws {
    try require(study == Process.id, "study", study, Process.id)
    try require(share, in: 0...1, "share")
    for scale in Scale.allCases {
      try require(lazy[scale], in: 0...0.3, "lazy.\(scale.rawValue)")
    }
    try require(outcomeWeight, in: 0...1, "outcome_weight")
    try require(flipRate, in: 0...1, "flip_rate")
    for (key, depths) in [("near", near), ("far", far)] {
      try require(
        !depths.isEmpty && depths.allSatisfy { (3...20).contains($0) }, key, "\(depths)",
        "depths of 3 to 20")
    }
  }
}
