import Support
import Tasks
import Training

/// Study S2: does a model trained under one rule go on following the rule that a prompt states?
public enum Generalization: Study {
  public static let id = "generalization"
  public static let title = "Generalization or memorization"
  public static let question =
    "After training on problems that all state one rule, does a model follow another rule that a "
    + "prompt states, and is RL's lead over SFT a matter of its loss, of compute, of how far the "
    + "model is moved, or of the data?"
  public static let defaults = GeneralizationSettings()

  /// The trainings of the scale from one base, and the sets with old and new rules.
  ///
  /// - Throws: what drawing problems throws.
  public static func plan(_ settings: GeneralizationSettings, scale: Scale) throws -> StudyPlan {
    try GeneralizationPlan(settings, scale: scale).plan()
  }

  /// The base does the task under both rules neither always nor hardly ever, and reads headers.
  public static func gates(_ analysis: StudyAnalysis) throws -> [GateResult] {
    try [("id", 0.2, 0.6), ("ood", 0.1, 0.6), ("r1", 0.95, 1)].compactMap { set, low, high in
      try analysis.level(Quantity(.pass), analysis.base, [set]).map {
        GateResult(set: set, measure: "exact pass@1", value: $0.effect, low: low, high: high)
      }
    }
  }

  /// More text for a base that cannot read headers; else more or fewer composite problems in it.
  public static func revise(_ plan: StudyPlan, after failed: GateResult) -> StudyPlan? {
    guard let index = plan.stages.firstIndex(where: { $0.name == "base" }),
      var recipe = plan.stages[index].recipe.value as? PretrainingRecipe
    else { return nil }
    if failed.set == "r1" {
      recipe.training.tokens = Int(1.5 * Double(recipe.training.tokens))
    } else {
      let factor = failed.value < failed.low ? 1.5 : 1 / 1.5
      recipe.text.parts = recipe.text.parts.map { part in
        var part = part
        if GeneralizationPlan.isComposite(part) { part.weight *= factor }
        return part
      }
    }
    var next = plan
    next.stages[index].recipe = Slot(recipe)
    return next
  }

  /// The three ways to be equal side by side, and what they rest on.
  ///
  /// - Throws: `StatisticsError`.
  public static func analyze(
    _ analysis: StudyAnalysis, gates: [GateResult]
  ) throws -> Findings {
    try GeneralizationAnalysis(analysis).findings(gates)
  }
}

/// The settings of study S2.
public struct GeneralizationSettings: Codable, Sendable, Equatable, Validated {
  /// The study whose settings these are.
  public var study = Generalization.id
  /// Items to train on for each of the three depths: 3 × 43 = 129 in all.
  public var pool = 43
  /// The same for the arms on more items: 3 × 171 = 513 in all.
  public var largePool = 171
  /// The share of depth 2–4 among the problems with faces in the base's text; two thirds are 2. Where the text is longer,
  /// it is less by two of the calibration's steps, so that the base sees about as many of them.
  public var composites = Scales(
    smoke: 0.02, quick: 0.02, standard: 0.02 / 2.25, full: 0.02 / 2.25)
  /// Budgets.
  public var scales = Scales(
    smoke: StudyBudget.smoke.with { $0.eta = 0.04 },
    quick: StudyBudget().with {
      $0.eta = 0.04
      $0.steps = 40
    },
    standard: StudyBudget.standard.with {
      $0.pretrainTokens = 8_000_000
      $0.steps = 80
    },
    full: StudyBudget.full(2).with {
      $0.pretrainTokens = 8_000_000
      // A third of a set is of depth 2, of which the test part under one header holds 45.
      $0.evaluationProblems = 128
    })

  /// The defaults.
  public init() {}

  /// Pools that hold something, the larger one more; a share.
  public func validate() throws {
    try require(study == Generalization.id, "study", study, Generalization.id)
    try require(pool, atLeast: 1, atMost: Validation.held, "pool")
    try require(
      largePool > pool, "large_pool", largePool, "more than the \(pool) items of the pool")
    for scale in Scale.allCases {
      try require(composites[scale], in: 0...1, "composites.\(scale)")
    }
  }
}
