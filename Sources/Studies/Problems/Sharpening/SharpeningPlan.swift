import Advantages
import Rewards
import Support
import Tasks
import Training

/// The stages, arms and sets of the study, by name.
struct SharpeningPlan {
  let settings: SharpeningSettings
  let scale: Scale

  private var budget: StudyBudget { settings.scales[scale] }
  private static let id = [1, 2, 3, 4]
  private static let edge = [5, 6]
  private var hard: [Int] { settings.hardDepths }
  private var isLarge: Bool { scale == .standard || scale == .full }

  func plan() throws -> StudyPlan {
    var plan = StudyPlan()
    plan.seeds = budget.seeds
    plan.firstSeed = budget.firstSeed
    plan.kernels = settings.kernels
    plan.ks = budget.ks
    plan.stages = [budget.chainBase()]
    plan.arms = [
      Arm("base", "pre-trained only"),
      Arm("base_resample", "the base sampled once more: the null of sampling", stage: "base"),
    ]
    for name in settings.arms[scale] { try add(name, to: &plan) }
    plan.gated = plan.arms.map(\.name).filter { $0 == "clean" }
    plan.sortStages()
    plan.sets = try settings.sets[scale].map(set)
    if scale != .smoke { addHorizon(to: &plan) }
    addQuestions(to: &plan)
    return plan
  }

  // MARK: - Stages and arms

  private func add(_ name: String, to plan: inout StudyPlan) throws {
    func arm(_ summary: String, _ stages: Stage...) {
      plan.stages += stages
      plan.arms.append(Arm(name, summary, sets: settings.sets[scale]))
    }
    /// RL from a base, with the FLOPs of `rl_edge` where arms are matched by them.
    func rl(
      _ depths: [TaskShare], from base: String = "base", match: StageMatch? = nil,
      _ change: (inout PolicySettings) -> Void = { _ in }
    ) -> Stage {
      let byFLOPs =
        isLarge && name != "rl_edge" ? StageMatch(stage: "rl_edge", flops: true) : StageMatch()
      return Stage(
        name, from: Start(stage: base), budget.policy(depths, change), keep: keep(name),
        match: match ?? byFLOPs)
    }
    func chains(_ depths: [Int], _ weight: Double = 1) -> TaskShare {
      StudyBudget.chains(depths, weight: weight)
    }
    switch name {
    case "rl_id": arm("RL on depth 1–4", rl([chains(Self.id)]))
    case "rl_edge": arm("RL on depth 5–6", rl([chains(Self.edge)]))
    case "rl_edge_again":
      arm(
        "RL on depth 5–6 once more, with other rollouts: the null of training",
        rl([chains(Self.edge)]))
    case "rl_mix":
      arm("RL on depth 1–6, all of the text's", rl([chains(Self.id + Self.edge)]))
    case "rl_rand":
      arm(
        "coin-toss rewards on depth 1–4, every step as long as that of rl_id",
        rl([chains(Self.id)], match: StageMatch(stage: "rl_id", steps: true)) {
          $0.reward = Slot(RandomReward())
        })
    case "rl_style":
      arm(
        "pays for a full trace whatever its values, on depth 5–6, steps as long as those of rl_edge",
        rl([chains(Self.edge)], match: StageMatch(stage: "rl_edge", steps: true)) {
          $0.reward = Slot(FullTrace())
        })
    case "rl_sharpen":
      arm(
        "pays the base's log-probability of the response, on depth 5–6",
        rl([chains(Self.edge)]) { $0.reward = Slot(LogLikelihood()) })
    case "rl_hard": arm("RL on depths never pre-trained", rl([chains(hard)]))
    case "rl_hard_warm":
      arm(
        "RL on depths never pre-trained, paid for right steps in its first quarter",
        rl([chains(hard)]) { $0.reward = Slot(WarmStart()) })
    case "rl_hard_10", "rl_hard_30":
      let share = name.hasSuffix("10") ? 0.1 : 0.3
      arm(
        "RL on depths never pre-trained, with \(Int(100 * share)) % of depth 5–6",
        rl([chains(hard, 1 - share), chains(Self.edge, share)]))
    case "clean":
      var text = PretrainingText()
      text.eta = budget.eta
      text.responses = ResponseStyle(gold: 1, answerOnly: 0, wrongStep: 0)
      let tokens = Int(Double(budget.pretrainTokens) * settings.cleanShare)
      arm(
        "pre-trained on gold traces alone, and stopped early",
        budget.pretrained(name, text, tokens: tokens))
    case "clean_rl_id":
      arm("RL on depth 1–4 from the clean base", rl([chains(Self.id)], from: "clean"))
    case "clean_rl_edge":
      arm("RL on depth 5–6 from the clean base", rl([chains(Self.edge)], from: "clean"))
    case "thin":
      var thin = budget
      thin.eta = settings.thinEta
      arm("a base that has seen depth 5–6 less often", thin.chainBase(name))
    case "thin_rl_edge":
      arm("RL on depth 5–6 from the thin base", rl([chains(Self.edge)], from: "thin"))
    case "thin_rl_hard":
      arm("RL on depths never pre-trained, from the thin base", rl([chains(hard)], from: "thin"))
    default:
      throw StudiesError.plan("unknown arm '\(name)' in arms.\(scale.rawValue)")
    }
  }

  private func keep(_ name: String) -> [Double] {
    scale == .smoke
      || ![
        "rl_id", "rl_edge", "rl_hard", "rl_hard_warm", "thin_rl_edge", "thin_rl_hard",
      ].contains(name)
      ? [] : StudyBudget.horizon
  }

  /// Points along training, looked at once and cheaply.
  private func addHorizon(to plan: inout StudyPlan) {
    let kept = plan.stages.filter { !$0.keep.isEmpty }.map(\.name)
    guard !kept.isEmpty else { return }
    let sets = plan.sets
    for set in sets {
      var path = set
      path.name = set.name + "_path"
      path.stream = set.name
      path.summary = "the problems of \(set.name), along training"
      path.probes = [Slot(ExactLogp())]
      path.hasCurve = false
      plan.sets.append(path)
    }
    let paths = sets.map { $0.name + "_path" }
    for index in plan.arms.indices
    where ["base", "thin"].contains(plan.arms[index].name) || kept.contains(plan.arms[index].name) {
      plan.arms[index].sets = sets.map(\.name) + paths
    }
    for index in plan.arms.indices where plan.arms[index].sets.isEmpty {
      plan.arms[index].sets = sets.map(\.name)
    }
    for name in kept {
      for share in StudyBudget.horizon {
        plan.arms.append(
          Arm(
            "\(name)_\(Number.short(100 * share))",
            "\(name) after \(Number.short(100 * share)) % of its training",
            stage: name, at: share, sets: paths))
      }
    }
  }

  // MARK: - Sets

  private func set(_ name: String) throws -> EvaluationSet {
    func chains(_ depths: [Int], _ summary: String) -> EvaluationSet {
      EvaluationSet(
        name, summary, task: Chain.pure, difficulties: depths, problems: budget.evaluationProblems,
        probes: budget.exactProbes(
          [PowerBound(samples: budget.samples)] + (isLarge ? [Divergence(), StepLogp()] : [])))
    }
    switch name {
    case "id": return chains([3, 4], "depth 3–4, in distribution")
    case "edge": return chains(Self.edge, "depth 5–6, rare in pre-training")
    case "hard":
      return chains(
        hard, "depth \(hard.map(String.init).joined(separator: "–")), never in pre-training")
    default:
      throw StudiesError.plan(
        "unknown set '\(name)' in sets.\(scale.rawValue); known: id, edge, hard")
    }
  }

  // MARK: - Questions

  private func addQuestions(to plan: inout StudyPlan) {
    func has(_ arm: String, _ set: String) -> Bool {
      plan.arms.contains { $0.name == arm } && plan.sets.contains { $0.name == set }
    }
    if has("rl_id", "id") {
      plan.contrasts += [
        Contrast("rl_id", on: ["id"], Quantity(.pass)),
        Contrast("rl_id", on: ["id"], Quantity(.pass, at: .best)),
      ]
    }
    if has("rl_edge", "edge") {
      plan.contrasts += [
        Contrast("rl_edge", on: ["edge"], Quantity(.pass)),
        Contrast("rl_edge", on: ["edge"], Quantity(.pass, at: .best)),
        Contrast("rl_edge", on: ["edge"], Quantity(.pass, k: 64, at: .best)),
        Contrast("rl_edge", on: ["edge"], Quantity(.pass, k: 4096, at: .best)),
        Contrast("rl_edge", on: ["edge"], Quantity(.hardest, at: .matched), margin: 0.5),
      ]
    }
    plan.contrasts.append(
      Contrast("base_resample", on: [plan.sets[0].name], Quantity(.sampled)))
    if has("rl_rand", "id") {
      plan.checks.append(
        Check(
          "Coin-toss rewards do not raise accuracy given a full trace", .doesNotGain,
          Contrast("rl_rand", on: ["id"], Quantity(.inTrace), margin: 0.03)))
    }
    if has("rl_style", "edge") {
      plan.checks.append(
        Check(
          "Pay for style does not raise accuracy given a full trace", .doesNotGain,
          Contrast("rl_style", on: ["edge"], Quantity(.inTrace), margin: 0.03)))
    }
    plan.checks.append(
      Check(
        "The base sampled again is the base", .same,
        Contrast("base_resample", on: [plan.sets[0].name], Quantity(.sampled))))
    plan.hypotheses = hypotheses(has)
  }

  private func hypotheses(_ has: (String, String) -> Bool) -> [Hypothesis] {
    var all: [Hypothesis] = []
    if has("rl_id", "id") {
      all.append(
        Hypothesis(
          "H1.1",
          "In distribution, accuracy given a full trace of rl_id and base, each at its best "
            + "temperature, differs by less than 0.05.",
          Claim(.equivalent, Contrast("rl_id", on: ["id"], Quantity(.inTrace, at: .best)))))
    }
    if has("rl_edge", "edge") {
      let own = Contrast("rl_edge", on: ["edge"], Quantity(.hardest, at: .matched), margin: 0.5)
      let again = Contrast(
        "rl_edge", against: "rl_edge_again", on: ["edge"], Quantity(.hardest, at: .matched),
        margin: 0.5)
      var hypothesis = Hypothesis(
        "H1.2",
        "On the hardest quarter of the edge, rl_edge changes log p of the right response at matched "
          + "entropy: above 0 is extension, below 0 sharpening; and two runs of rl_edge do not differ.",
        Claim(.different, own))
      if has("rl_edge_again", "edge") { hypothesis.claims.append(Claim(.equivalent, again)) }
      all.append(hypothesis)
    }
    if has("rl_hard_30", "hard") {
      all.append(
        Hypothesis(
          "H1.3",
          "A share of edge problems in training moves the hard ones: log p on hard rises from none over "
            + "10 % to 30 %.",
          Claim(
            .rising, Contrast("rl_hard", on: ["hard"], Quantity(.logp), margin: 0.5),
            Contrast("rl_hard_10", on: ["hard"], Quantity(.logp), margin: 0.5),
            Contrast("rl_hard_30", on: ["hard"], Quantity(.logp), margin: 0.5))))
    }
    if has("rl_sharpen", "edge") {
      all.append(
        Hypothesis(
          "H1.4",
          "On the edge the task's reward is worth more than sharpening: rl_edge above rl_sharpen, each at "
            + "its best temperature.",
          Claim(
            .greater,
            Contrast("rl_edge", against: "rl_sharpen", on: ["edge"], Quantity(.pass, at: .best)))))
    }
    if has("clean_rl_id", "id") {
      all.append(
        Hypothesis(
          "H1.5",
          "Where there is no style to choose, RL in distribution still raises accuracy at the best temperature.",
          Claim(
            .greater,
            Contrast("clean_rl_id", against: "clean", on: ["id"], Quantity(.pass, at: .best)))))
    }
    return all
  }
}
