import Networks
import Rewards
import Support
import Tasks
import Training

/// Stages, arms, sets and questions of the study at one scale.
struct PriorPlan {
  let settings: PriorSettings
  let scale: Scale

  /// Where modes are read.
  static let set = "d3"
  /// Where the one-batch probe reads them.
  static let probeSet = "probe_d3"
  /// The depths of the text and of what is trained on.
  static let depths = [1, 2, 3]

  /// Exact share of terse answers.
  static let terseShare = Quantity(measure: "mode_share", label: "terse")
  /// Exact share of traces.
  static let traceShare = Quantity(measure: "mode_share", label: "trace")
  /// Exact accuracy given a trace.
  static let traceAccuracy = Quantity(measure: "mode_accuracy", label: "trace")
  /// Exact accuracy given a terse answer.
  static let terseAccuracy = Quantity(measure: "mode_accuracy", label: "terse")

  /// The rewards that arms may be trained with, in the order of figures.
  static let rewards = ["true", "random", "random_noclip"]

  private var budget: StudyBudget { settings.scales[scale] }
  private var width: Double { Double(budget.size.shape().width) }

  func plan() -> StudyPlan {
    var plan = StudyPlan()
    plan.seeds = budget.seeds
    plan.firstSeed = budget.firstSeed
    plan.kernels = settings.kernels
    plan.ks = budget.ks
    plan.stages = PriorFamily.all.map(base)
    plan.arms = PriorFamily.all.map { family in
      Arm(
        family.name,
        "\(family.title), pre-trained only: \(family.words), \(terse(family)) beside "
          + "\(settings.traces) traces")
    }
    for family in PriorFamily.all {
      for reward in Self.rewards where reward != "random_noclip" || scale.isCalibrated {
        plan.stages.append(stage(reward, family))
        plan.arms.append(
          Arm(family.arm(reward), "\(family.title), \(words(reward))", sets: [Self.set]))
      }
    }
    plan.sets = sets
    plan.contrasts = contrasts
    plan.hypotheses = hypotheses
    plan.checks = checks
    return plan
  }

  // MARK: - Bases

  /// One block a step, so that both families see the same traces in the same step and order.
  private func base(_ family: PriorFamily) -> Stage {
    var training = SupervisedSettings.pretraining(budget.size, tokens: tokens(family))
    let times = max(1, training.batchTokens / 1024)
    training.batchTokens = 1
    var text = PretrainingText()
    text.parts = [TextPart(Chain.pure, difficulties: Self.depths)]
    text.blockTraces = times * settings.traces
    text.blockTerse = times * terse(family)
    return Stage(
      family.name, from: Start(budget.size), PretrainingRecipe(text: text, training: training))
  }

  private func terse(_ family: PriorFamily) -> Int {
    family == .majority ? settings.manyTerse : settings.fewTerse
  }

  /// The budget counts all tokens, so the family with fewer terse answers gets as much less as its
  /// blocks are shorter: both make the same number of steps, to within about one in a thousand.
  private func tokens(_ family: PriorFamily) -> Int {
    let share = blockTokens(terse(family)) / blockTokens(settings.manyTerse)
    return Int((Double(budget.pretrainTokens) * share).rounded())
  }

  /// Mean characters of a value modulo 23: ten have one digit, thirteen have two.
  private static let value = 36.0 / 23

  /// Mean tokens of a block of problems with D operations: for one `u=V;h=u*8;h?` with the response
  /// `u=V;h=V*8=V#V` or `~#V`, and the start token; the end token is predicted, not read.
  private func blockTokens(_ terse: Int) -> Double {
    let depth = Double(Self.depths.reduce(0, +)) / Double(Self.depths.count)
    let prompt = 6 + Self.value + 6 * depth
    let trace = 3 + 2 * Self.value + (6 + 2 * Self.value) * depth
    let answer = 2 + Self.value
    return Double(settings.traces) * (prompt + trace) + Double(terse) * (prompt + answer)
  }

  // MARK: - Arms

  /// Every step of coin tosses is as long as that of true pay; without clipping they begin with the
  /// same draws as with it.
  private func stage(_ reward: String, _ family: PriorFamily) -> Stage {
    let truth = family.arm("true")
    return Stage(
      family.arm(reward), from: Start(stage: family.name), recipe(reward),
      match: reward == "true" ? StageMatch() : StageMatch(stage: truth, steps: true),
      stream: reward == "random_noclip" ? family.arm("random") : "")
  }

  private func recipe(_ reward: String) -> PolicyRecipe {
    budget.policy([StudyBudget.chains(Self.depths)]) {
      $0.learningRate = settings.learningRate * 64 / width
      $0.updates = min(4, budget.problems)
      $0.reward =
        reward == "true" ? Slot(Correctness(level: .loose)) : Slot(RandomReward())
      if reward == "random_noclip" { $0.loss = Slot(UpdateDrift.unclipped) }
    }
  }

  private func words(_ reward: String) -> String {
    switch reward {
    case "random": "GRPO paid by coin toss, every step as long as with pay for right answers"
    case "random_noclip": "the same coin tosses, ratios not clipped"
    default: "GRPO paid for right answers, whatever the steps"
    }
  }

  // MARK: - Sets

  private var sets: [EvaluationSet] {
    [
      EvaluationSet(
        Self.set, "pure chains of depth 3", task: Chain.pure, difficulties: [3],
        problems: budget.evaluationProblems, probes: budget.exactProbes([Modes()])),
      EvaluationSet(
        Self.probeSet, "pure chains of depth 3, where one batch is looked at; bases alone",
        task: Chain.pure, difficulties: [3], problems: 32, probes: [probe], hasCurve: false),
    ]
  }

  private var probe: UpdateDrift {
    var probe = UpdateDrift()
    probe.batches = settings.batches[scale]
    probe.problems = budget.problems
    probe.groupSize = budget.groupSize
    probe.difficulties = Self.depths
    probe.learningRate = settings.probeLearningRate * 64 / width
    return probe
  }

  // MARK: - Questions

  /// What a reward changed in a family.
  static func gain(_ family: PriorFamily, _ reward: String, _ quantity: Quantity) -> Contrast {
    Contrast(family.arm(reward), against: family.name, on: [set], quantity)
  }

  /// What clipping changes in whole runs of coin tosses.
  static func clipping(_ family: PriorFamily, _ quantity: Quantity) -> Contrast {
    Contrast(
      family.arm("random"), against: family.arm("random_noclip"), on: [set], quantity)
  }

  private var contrasts: [Contrast] {
    let questions = [
      ("true", Quantity(.loose)), ("true", Self.terseShare), ("true", Self.traceAccuracy),
      ("random", Quantity(.loose)),
    ]
    return questions.flatMap { reward, quantity in
      PriorFamily.all.map { Self.gain($0, reward, quantity) }
    }
  }

  private var hypotheses: [Hypothesis] {
    let skill = Self.gain(.mirror, "true", Self.traceAccuracy)
      .less(PriorFamily.majority.arm("true"), against: PriorFamily.majority.name)
    return [
      Hypothesis(
        "H3.1",
        "The prior sets the style, not the skill: under a true reward accuracy given a trace gains "
          + "as much in M′ as in M.",
        Claim(.equivalent, skill)),
      Hypothesis(
        "H3.2",
        "In one batch of random rewards clipping moves the choice towards the majority mode: terse "
          + "answers in M, traces in M′.",
        Claim(.greater, Self.drift(.majority, "odds", margin: 0.02)),
        Claim(.less, Self.drift(.mirror, "odds", margin: 0.02))),
      Hypothesis(
        "H3.3",
        "In one batch of random rewards clipping lowers the entropy of the choice, at the midpoint of "
          + "opposite rewards, in both.",
        Claim(.less, Self.drift(.majority, "midpoint", margin: 0.005)),
        Claim(.less, Self.drift(.mirror, "midpoint", margin: 0.005))),
    ]
  }

  /// The drift of one batch with clipping less without, one number a base.
  static func drift(_ family: PriorFamily, _ what: String, margin: Double) -> Contrast {
    Contrast(
      family.name, against: "", on: [probeSet], Quantity(measure: "drift_\(what)_difference"),
      margin: margin)
  }

  private var checks: [Check] {
    [
      Check(
        "The families differ in style, not in skill: accuracy given a trace is the same in both",
        .same,
        Contrast(
          PriorFamily.mirror.name, against: PriorFamily.majority.name, on: [Self.set],
          Self.traceAccuracy))
    ]
      + PriorFamily.all.flatMap {
        [
          Check(
            "Coin tosses teach nothing: accuracy given a trace does not gain in \($0.title)",
            .doesNotGain, Self.gain($0, "random", Self.traceAccuracy)),
          Check(
            "Coin tosses break nothing: accuracy given a trace does not fall in \($0.title)",
            .doesNotGain,
            Contrast(
              $0.name, against: $0.arm("random"), on: [Self.set], Self.traceAccuracy)),
        ]
      }
  }
}
