import Advantages
import Statistics
import Support
import Tasks
import Tensors
import Training

/// S5: do popular changes of the recipe do more than a change of the learning rate?
///
/// Cells of a factorial design are trained from one base; the learning rate is a factor of it, and
/// the yardstick of all others.
public enum Tricks: Study {
  /// `tricks`.
  public static let id = "tricks"
  /// A few words.
  public static let title = "Tricks or traps"
  /// Every effect is a contrast of all cells.
  public static let isFactorial = true
  /// What is asked.
  public static let question =
    "Do changes of the RL recipe, such as group std or a token-level loss, do more than a change "
    + "of the learning rate?"
  /// The registered settings.
  public static var defaults: TricksSettings { TricksSettings() }

  /// What to run.
  public static func plan(_ settings: TricksSettings, scale: Scale) throws -> StudyPlan {
    try TricksPlan(settings: settings, scale: scale).plan()
  }

  /// The base must leave room on both sides.
  public static func gates(_ analysis: StudyAnalysis) throws -> [GateResult] {
    let set = TricksPlan.set
    guard let rows = try analysis.table.values(Quantity(.pass), analysis.base, [set]) else {
      return []
    }
    return [
      GateResult(
        set: set, measure: "pass@1", value: analysis.table.mean(rows), low: 0.1, high: 0.7)
    ]
  }

  /// Fewer or more tokens of pre-training, ×1.5.
  public static func revise(_ plan: StudyPlan, after failed: GateResult) -> StudyPlan? {
    guard !plan.stages.isEmpty else { return nil }
    var plan = plan
    let factor = failed.value < failed.low ? 1.5 : 1 / 1.5
    plan.stages[0].recipe = Slot(plan.stages[0].recipe.value.scaled(by: factor))
    return plan
  }

  /// Its registered hypotheses alone, computed by the analysis.
  public static func hypotheses(_ analysis: StudyAnalysis) throws -> [Finding] {
    try TricksAnalysis(analysis).hypotheses()
  }

  /// What follows from the numbers.
  public static func analyze(
    _ analysis: StudyAnalysis, gates: [GateResult]
  ) throws -> Findings { try TricksAnalysis(analysis).findings(gates) }
}

/// The settings of the study: budgets and designs by scale; everything else is its protocol.
public struct TricksSettings: Codable, Sendable, Equatable, Validated {
  /// The study whose settings these are.
  public var study = Tricks.id
  /// Budgets.
  public var scales = Scales(
    smoke: StudyBudget.smoke,
    quick: StudyBudget().with { $0.steps = 24 },
    standard: StudyBudget.standard.with {
      $0.pretrainTokens = 2_670_000
      $0.steps = 64
      $0.samples = 32
    },
    full: StudyBudget.full(5).with {
      $0.size = .nano
      $0.pretrainTokens = 3_000_000
      $0.eta = 0.10
      $0.steps = 60
    })
  /// Which cells are trained.
  public var designs = Scales<TrickDesign>(
    smoke: .factorial, quick: .factorial, standard: .factorial, full: .screen)
  /// Group sizes that are tried one at a time with the baseline recipe, at as many completions a
  /// step.
  public var groupSizes = Scales<[Int]>(smoke: [], quick: [], standard: [4, 8, 16, 32], full: [])
  /// Whose products training is made of: `portable` gives the same bits on every machine.
  public var kernels = ProductKernels.portable

  /// The registered settings.
  public init() {}

  /// Groups that can be compared within, and that fit the completions of a step.
  public func validate() throws {
    try require(study == Tricks.id, "study", study, Tricks.id)
    for scale in Scale.allCases {
      let completions = scales[scale].problems * scales[scale].groupSize
      for size in groupSizes[scale] {
        try require(
          size > 1 && completions % size == 0, "group_sizes.\(scale.rawValue)", size,
          "a divisor of the \(completions) completions of a step, above 1")
      }
    }
  }
}

/// The stages, arms and sets of the study.
struct TricksPlan {
  let settings: TricksSettings
  let scale: Scale

  /// The one set, and the same problems along training.
  static let set = "mixed"
  static let path = "mixed_path"
  /// The baseline recipe at a third of its learning rate: whether the optimum lies below the design's two rates.
  static let slow = "slow"
  /// Its depths, which are those of training: responses of several lengths in every batch.
  static let depths = [3, 4, 5, 6]
  /// The share of the budget at which cells and group sizes are looked at besides its end.
  static let quarter = 0.25

  /// The arm that is a cell or group size after a quarter of its budget.
  static func early(_ arm: String) -> String { arm + "_quarter" }

  private var budget: StudyBudget { settings.scales[scale] }
  private var design: TrickDesign { settings.designs[scale] }

  func plan() throws -> StudyPlan {
    var plan = StudyPlan()
    plan.seeds = budget.seeds
    plan.firstSeed = budget.firstSeed
    plan.kernels = settings.kernels
    plan.ks = budget.ks
    plan.stages = [base]
    plan.arms = [Arm("base", "pre-trained only")]
    let looksBack = scale != .smoke
    for cell in try design.cells() {
      plan.stages.append(
        trained(cell.name, keep: looksBack ? [Self.quarter] : []) { policy in
          for (factor, sign) in zip(design.factors, cell.signs) { factor.apply(&policy, sign > 0) }
        })
      plan.arms.append(Arm(cell.name, cell.summary))
    }
    plan.stages.append(trained(Self.slow) { $0.learningRate /= 3 })
    plan.arms.append(Arm(Self.slow, "the baseline recipe at a third of its learning rate"))
    for size in settings.groupSizes[scale] { add(groups: size, to: &plan) }
    let mixed = EvaluationSet(
      Self.set, "depth 3–6 in equal shares, the test split", task: Chain.pure,
      difficulties: Self.depths, problems: budget.evaluationProblems,
      probes: budget.exactProbes())
    plan.sets = [mixed]
    if looksBack { try addPath(of: mixed, to: &plan) }
    try addQuestions(to: &plan)
    return plan
  }

  /// Gold traces alone: with bare answers in the text, most of what RL gains is the choice of a
  /// trace, which every cell makes.
  private var base: Stage {
    var text = PretrainingText()
    text.eta = budget.eta
    text.responses = ResponseStyle(gold: 1, answerOnly: 0, wrongStep: 0)
    return budget.pretrained("base", text)
  }

  /// RL from the base on the depths of the study.
  private func trained(
    _ name: String, keep: [Double] = [], _ change: (inout PolicySettings) -> Void
  ) -> Stage {
    Stage(
      name, from: Start(stage: "base"),
      budget.policy([StudyBudget.chains(Self.depths)], change), keep: keep)
  }

  /// Every cell after a quarter of its budget, looked at cheaply.
  private func addPath(of set: EvaluationSet, to plan: inout StudyPlan) throws {
    var path = set
    path.name = Self.path
    path.stream = set.name
    path.summary = "the same problems, along training"
    path.probes = [Slot(ExactLogp())]
    path.hasCurve = false
    plan.sets.append(path)
    for index in plan.arms.indices { plan.arms[index].sets = [set.name] }
    plan.arms += try design.cells().map { cell in
      Arm(
        Self.early(cell.name), cell.summary + "; a quarter of the steps", stage: cell.name,
        at: Self.quarter, sets: [path.name])
    }
  }

  private func add(groups size: Int, to plan: inout StudyPlan) {
    plan.stages.append(trained("g\(size)", keep: [Self.quarter]) { $0.regroup(size) })
    let summary = "the baseline recipe with groups of \(size)"
    plan.arms += [
      Arm("g\(size)", summary),
      Arm(
        Self.early("g\(size)"), summary + ", a quarter of the steps", stage: "g\(size)",
        at: Self.quarter),
    ]
  }

  private func addQuestions(to plan: inout StudyPlan) throws {
    let baseline = try design.baseline()
    plan.checks.append(
      Check(
        "The baseline recipe learns something", .gains,
        Contrast(baseline, on: [Self.set], Quantity(.pass))))
    if settings.groupSizes[scale].contains(8) {
      plan.checks.append(
        Check(
          "The baseline recipe with other rollouts is itself", .same,
          Contrast(
            "g8", against: baseline, on: [Self.set], Quantity(.pass), margin: TricksAnalysis.margin)
        ))
    }
    plan.hypotheses = Self.hypotheses(design)
  }

  /// One statement a trick. They are contrasts of many arms, so their claims are computed by the
  /// analysis.
  static func hypotheses(_ design: TrickDesign) -> [Hypothesis] {
    design.tricks.enumerated().map { index, factor in
      var hypothesis = Hypothesis(
        "H5.\(index + 1)",
        "\(factor.levels[1].summary), against \(factor.levels[0].summary), changes exact pass@1 on "
          + "depth 3–6, each with the better learning rate (two-sided sign-flip over seeds, "
          + "smallest effect \(TricksAnalysis.margin), Holm over all tricks).")
      hypothesis.claims = []
      return hypothesis
    }
  }
}
