import Networks
import Statistics
import Support
import Tasks
import Tensors
import Training

/// S6: what grows with what, and how far can it be foreseen?
///
/// Pre-training on a grid of sizes and tokens, where the loss of a perfect model is known; and runs
/// of RL, half of which has to forecast the other half.
public enum Scaling: Study {
  /// `scaling`.
  public static let id = "scaling"
  public static let isGated = false
  /// A few words.
  public static let title = "What scales"
  /// What is asked.
  public static let question =
    "How does the loss above its known floor fall with size and tokens, and does half an RL run "
    + "forecast the rest?"
  /// The registered settings.
  public static var defaults: ScalingSettings { ScalingSettings() }

  /// What to run.
  public static func plan(_ settings: ScalingSettings, scale: Scale) throws -> StudyPlan {
    try ScalingPlan(settings: settings, scale: scale).plan()
  }

  /// Its registered hypotheses alone, computed by the analysis.
  public static func hypotheses(_ analysis: StudyAnalysis) throws -> [Finding] {
    try ScalingAnalysis(analysis).hypotheses()
  }

  /// What follows from the numbers.
  public static func analyze(
    _ analysis: StudyAnalysis, gates: [GateResult]
  ) throws -> Findings { try ScalingAnalysis(analysis).findings(gates) }
}

/// The settings of the study: budgets and the grid by scale; everything else is its protocol.
public struct ScalingSettings: Codable, Sendable, Equatable, Validated {
  /// The study whose settings these are.
  public var study = Scaling.id
  /// Budgets of the RL runs and their base, and of evaluation.
  public var scales = Scales(
    smoke: StudyBudget.smoke, quick: StudyBudget().with { $0.seeds = 2 },
    standard: StudyBudget().with {
      $0.steps = 150
      $0.evaluationProblems = 128
      $0.samples = 64
    },
    full: StudyBudget.full(6).with { $0.evaluationProblems = 512 })
  /// The sizes of the grid.
  public var sizes = Scales<[ModelSize]>(
    smoke: [.femto, .pico, .nano], quick: [.femto, .pico, .nano],
    standard: [.femto, .pico, .nano, .micro, .xs], full: [.femto, .pico, .nano, .micro, .xs])
  /// The tokens of pre-training of the grid, each with a schedule of its own.
  public var tokens = Scales<[Int]>(
    smoke: [40_000, 80_000, 160_000], quick: [500_000, 1_000_000, 2_000_000],
    standard: [1_000_000, 2_000_000, 4_000_000, 8_000_000],
    full: [1_000_000, 2_000_000, 4_000_000, 8_000_000])
  /// Numbers of problems that RL on depth 5–6 trains on again and again, at as many rollouts as with new ones.
  public var pools = Scales<[Int]>(
    smoke: [16], quick: [], standard: [1, 32, 128, 512, 2048], full: [1, 32, 128, 512, 2048])
  /// Whose products training is made of: `portable` gives the same bits on every machine.
  public var kernels = ProductKernels.portable

  /// The registered settings.
  public init() {}

  /// Three sizes and three budgets at least, as slopes need them, each once.
  public func validate() throws {
    try require(study == Scaling.id, "study", study, Scaling.id)
    for scale in Scale.allCases {
      let (sizes, tokens, pools) = (sizes[scale], tokens[scale], pools[scale])
      try require(
        sizes.count > 2 && Set(sizes).count == sizes.count, "sizes.\(scale.rawValue)",
        "\(sizes.map(\.rawValue))", "at least three sizes, each once")
      try require(
        tokens.count > 2 && Set(tokens).count == tokens.count
          && tokens.allSatisfy { $0 > 0 && $0 % 1000 == 0 }, "tokens.\(scale.rawValue)",
        "\(tokens)", "at least three budgets in whole thousands, each once")
      try require(
        Set(pools).count == pools.count && pools.allSatisfy { $0 > 0 }, "pools.\(scale.rawValue)",
        "\(pools)", "numbers of problems from 1 up, each once")
    }
  }
}

/// The stages, arms and sets of the study.
struct ScalingPlan {
  let settings: ScalingSettings
  let scale: Scale

  /// The RL runs, from the base that studies share.
  static let runs = ["rl_id", "rl_edge"]
  /// The pool of which a hypothesis speaks.
  static let testedPool = 512
  /// The smallest difference in accuracy between a pool and new problems that matters.
  static let poolMargin = 0.03

  /// The name of the arm that trains on so many problems.
  static func pooled(_ problems: Int) -> String { "rl_pool_\(problems)" }

  /// An arm with a pool against the one that sees new problems in every step.
  static func poolContrast(_ arm: String) -> Contrast {
    Contrast(arm, against: "rl_edge", on: ["edge"], Quantity(.pass), margin: poolMargin)
  }

  /// The set on which the text's loss is measured.
  static let textSet = "text"
  /// Its problems at most: the test part of depth 1 has only about fifty.
  private static let textProblems = 128

  private var budget: StudyBudget { settings.scales[scale] }
  private var pools: [Int] { settings.pools[scale] }

  func plan() throws -> StudyPlan {
    var plan = StudyPlan()
    plan.seeds = budget.seeds
    plan.firstSeed = budget.firstSeed
    plan.kernels = settings.kernels
    plan.ks = budget.ks
    plan.stages = runStages
    guard let recipe = plan.stages.first?.recipe.component as? PretrainingRecipe else {
      throw StudiesError.plan("the base is not pre-trained on a text")
    }
    plan.arms = [Arm("base", "the base that studies share", sets: ["id", "edge", Self.textSet])]
    for size in settings.sizes[scale] {
      for tokens in settings.tokens[scale] { add(size, tokens, recipe.text, to: &plan) }
    }
    plan.arms += [
      Arm("rl_id", "RL on depth 1–4", sets: ["id", "edge"]),
      Arm("rl_edge", "RL on depth 5–6", sets: ["id", "edge"]),
    ]
    for pool in pools {
      plan.arms.append(
        Arm(
          Self.pooled(pool), "RL on depth 5–6, \(pool) problems again and again", sets: ["edge"]))
    }
    plan.sets = sets(recipe.text)
    plan.contrasts = [
      Contrast("rl_id", on: ["id"], Quantity(.pass)),
      Contrast("rl_edge", on: ["edge"], Quantity(.pass)),
    ]
    plan.hypotheses = Self.lawHypotheses
    if pools.contains(Self.testedPool) { plan.hypotheses.append(Self.poolHypothesis) }
    return plan
  }

  /// The shared base and RL from it: the recipe of other studies. At `smoke` and `quick` it has their size and budget, too, and
  /// comes from the cache where one of them has been run.
  private var runStages: [Stage] {
    func run(_ name: String, _ depths: [Int], pool: Int = 0) -> Stage {
      Stage(
        name, from: Start(stage: "base"),
        budget.policy([StudyBudget.chains(depths)]) { $0.pool = pool },
        keep: scale == .smoke || pool > 0 ? [] : StudyBudget.horizon)
    }
    return [budget.chainBase(), run("rl_edge", [5, 6]), run("rl_id", [1, 2, 3, 4])]
      + pools.map { run(Self.pooled($0), [5, 6], pool: $0) }
  }

  private func add(
    _ size: ModelSize, _ tokens: Int, _ text: PretrainingText, to plan: inout StudyPlan
  ) {
    let name = "\(size.rawValue)_\(tokens / 1000)k"
    plan.stages.append(budget.pretrained(name, text, tokens: tokens, size: size))
    plan.arms.append(
      Arm(name, "\(size.rawValue), \(tokens / 1000) k tokens", sets: [Self.textSet]))
  }

  private func sets(_ text: PretrainingText) -> [EvaluationSet] {
    func chains(_ name: String, _ depths: [Int], _ summary: String) -> EvaluationSet {
      EvaluationSet(
        name, summary, task: Chain.pure, difficulties: depths,
        problems: budget.evaluationProblems, probes: budget.exactProbes())
    }
    let excess = ExcessLoss(gold: text.responses.gold, answerOnly: text.responses.answerOnly)
    return [
      chains("id", [3, 4], "depth 3–4, in distribution"),
      chains("edge", [5, 6], "depth 5–6, rare in pre-training"),
      EvaluationSet(
        Self.textSet, "depth 1–4, as in the text", task: Chain.pure, difficulties: [1, 2, 3, 4],
        problems: min(Self.textProblems, budget.evaluationProblems),
        probes: [excess, ExactLogp()], hasCurve: false),
    ]
  }

  /// Statements about parameters of laws, which are no contrasts: their claims are computed by the
  /// analysis.
  static let lawHypotheses: [Hypothesis] = [
    (
      "H6.1",
      "A fit of E + A/N^α + B/D^β that does not know the floor finds it: Ê − E inside ±10 % of E "
        + "(TOST over seeds, all of whose fits have to be identified)."
    ),
    (
      "H6.2",
      "The sigmoid fitted to half of an RL run forecasts the other half better than persistence "
        + "of 5 and of 15 steps and than the one-mechanism law: log ratio of RMSE below 0 "
        + "(one-sided sign-flip, largest p; a difference that matters is one of 20 %)."
    ),
    (
      "H6.3",
      "RL raises the exponent of the lower tail of p on the edge, at matched entropy (one-sided "
        + "sign-flip, smallest effect 0.1)."
    ),
  ].map { id, statement in
    var hypothesis = Hypothesis(id, statement)
    hypothesis.claims = []
    return hypothesis
  }

  /// What a pool is asked, where there is one of that size.
  static let poolHypothesis = Hypothesis(
    "H6.4",
    "At as many rollouts a pool of \(testedPool) problems is as good as new ones in every step: accuracy on other problems of the edge "
      + "differs by less than \(poolMargin).",
    Claim(.equivalent, poolContrast(pooled(testedPool))))
}
