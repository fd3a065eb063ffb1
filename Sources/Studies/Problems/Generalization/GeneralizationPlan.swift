import Advantages
import Losses
import Networks
import Support
import Tasks
import Training

/// Stages, arms and sets of the study at one scale.
struct GeneralizationPlan {
  private let settings: GeneralizationSettings
  private let scale: Scale

  init(_ settings: GeneralizationSettings, scale: Scale) {
    self.settings = settings
    self.scale = scale
  }

  /// The depths of what is trained on and evaluated.
  static let depths = [2, 3, 4]
  /// The values of the new rule, which no header of any post-training states.
  static let newRule = [11, 12, 13]
  /// Shares of a budget at which arms are looked at on the way.
  static let shares = [1.0 / 32, 1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2]
  /// The sets of points on the way, with the same problems as `id`, `ood` and `r2`.
  static let pathSets = ["id_path", "ood_path", "r2_path"]
  /// The arms that are looked at on the way, where they are trained.
  private static let followed = ["grpo", "sft", "sft_slow", "sft_div", "grpo_fresh", "sft_fresh"]
  /// The test part holds 60 problems of depth 1, and the validation part 50.
  private static let shallowProblems = 48

  private var budget: StudyBudget { settings.scales[scale] }

  /// What is trained from the base, each after what it goes on from or is matched with.
  private var names: [String] {
    switch scale {
    case .smoke: ["grpo", "sft", "sft_slow"]
    case .quick: ["grpo", "sft", "sft_slow", "sft_div"]
    case .standard:
      [
        "grpo", "sft", "sft_slow", "sft_div", "sft_div_fixed", "switch3", "iterrft", "grpo_8",
        "sft_8",
        "grpo_512", "sft_512",
        "grpo_fresh", "sft_fresh",
      ]
    case .full: ["grpo", "sft", "sft_slow", "iterrft", "grpo_8", "sft_8", "over", "over_grpo"]
    }
  }

  /// Everything that runs, and everything that is asked of it.
  func plan() throws -> StudyPlan {
    let all = try names.map { try training($0) }
    var plan = StudyPlan()
    plan.seeds = budget.seeds
    plan.firstSeed = budget.firstSeed
    plan.stages = [base] + all.map { $0.stage }
    plan.arms =
      [Arm("base", "pre-trained only")] + all.map { Arm($0.stage.name, $0.summary) }
      + all.flatMap { points(on: $0.stage) }
    plan.sets = sets
    plan.ks = budget.ks
    let questions = GeneralizationQuestions(arms: Set(plan.arms.map(\.name)))
    plan.contrasts = questions.contrasts
    plan.hypotheses = questions.hypotheses
    plan.checks = questions.checks
    return plan
  }

  // MARK: - Base

  /// Half plain chains, half problems with faces and random headers, few of more than one step.
  private var base: Stage {
    let (deep, composites) = (budget.eta, settings.composites[scale])
    var random = FaceChain()
    random.header = .random
    var text = PretrainingText()
    text.responses = ResponseStyle(gold: 1, answerOnly: 0, wrongStep: 0)
    text.parts = [
      TextPart(Chain.pure, difficulties: [1, 2, 3, 4], weight: 0.5 * (1 - deep)),
      TextPart(Chain.pure, difficulties: [5, 6], weight: 0.5 * deep),
      TextPart(random, difficulties: [1], weight: 0.5 * (1 - composites)),
      TextPart(random, difficulties: [2], weight: 0.5 * composites * 2 / 3),
      TextPart(random, difficulties: [3, 4], weight: 0.5 * composites / 3),
    ]
    return budget.pretrained("base", text)
  }

  /// Whether a part of the base's text holds problems with faces of more than one step.
  static func isComposite(_ part: TextPart) -> Bool {
    part.task.component is FaceChain && part.difficulties != [1]
  }

  // MARK: - Arms

  private func training(_ name: String) throws -> (stage: Stage, summary: String) {
    let (few, many, fresh) = (items(settings.pool), items(settings.largePool), items(0))
    let headers = items(0, eightHeaders)
    let fewItems = "\(Self.depths.count * settings.pool) items"
    let manyItems = "\(Self.depths.count * settings.largePool) items"
    let flops = matching("grpo")
    switch name {
    case "grpo": return (reinforced(name, few), "GRPO on \(fewItems) with the header 10, 10, 10")
    case "sft": return (imitated(name, few, flops), "SFT on the same items, FLOPs of grpo")
    case "sft_slow":
      let both = StageMatch(stage: "grpo", flops: true, path: true)
      return (imitated(name, few, both), "the same with steps so short that the path is grpo's too")
    case "sft_div":
      return (
        imitated(name, items(settings.pool, diverse), flops),
        "SFT on \(fewItems), a header drawn at each visit"
      )
    case "sft_div_fixed":
      return (
        imitated(name, items(settings.pool, keptHeader), flops),
        "SFT on \(fewItems), each with one random header for good"
      )
    case "switch3":
      // What SFT has spent is not spent again.
      let steps = max(1, Int((Double(budget.steps) * (1 - Self.shares[0])).rounded()))
      return (
        reinforced(name, few, from: Start(stage: "sft", at: Self.shares[0])) { $0.steps = steps },
        "1/32 of sft, then GRPO for the rest of the budget"
      )
    case "iterrft":
      let stage = reinforced(name, few, flops) {
        $0.advantage = Slot(RawReward())
        $0.loss = Slot(PolicyGradient())
        $0.keep = .rewarded
      }
      return (stage, "cross-entropy on own right samples, drawn at each step; FLOPs of grpo")
    case "grpo_8": return (reinforced(name, headers), "GRPO on fresh problems with 8 headers")
    case "sft_8":
      return (imitated(name, headers, matching("grpo_8")), "SFT on these, FLOPs of grpo_8")
    case "grpo_512": return (reinforced(name, many), "GRPO on \(manyItems)")
    case "sft_512":
      return (imitated(name, many, matching("grpo_512")), "SFT on these, FLOPs of grpo_512")
    case "grpo_fresh": return (reinforced(name, fresh), "GRPO on problems drawn afresh, 10, 10, 10")
    case "sft_fresh":
      return (imitated(name, fresh, matching("grpo_fresh")), "SFT on these, FLOPs of grpo_fresh")
    case "over":
      let tokens = 4 * (try matchedTokens(few))
      return (
        imitated(name, few, StageMatch(), tokens: tokens),
        "SFT on \(fewItems), four times the tokens of sft"
      )
    case "over_grpo":
      return (reinforced(name, few, from: Start(stage: "over")), "over, then GRPO")
    default: preconditionFailure("no arm '\(name)'")
    }
  }

  private func matching(_ stage: String) -> StageMatch { StageMatch(stage: stage, flops: true) }

  private func reinforced(
    _ name: String, _ tasks: [TaskShare], _ match: StageMatch = StageMatch(),
    from start: Start = Start(stage: "base"), _ change: (inout PolicySettings) -> Void = { _ in }
  ) -> Stage {
    Stage(name, from: start, budget.policy(tasks, change), keep: kept(name), match: match)
  }

  private func imitated(
    _ name: String, _ tasks: [TaskShare], _ match: StageMatch, tokens: Int = 1_000_000
  ) -> Stage {
    Stage(
      name, from: Start(stage: "base"), budget.supervised(tasks, tokens: tokens),
      keep: kept(name), match: match)
  }

  private func kept(_ name: String) -> [Double] {
    Self.followed.contains(name) ? Self.shares : []
  }

  /// The tokens of SFT that cost what GRPO does; one decoded costs a third of one trained on.
  private func matchedTokens(_ tasks: [TaskShare]) throws -> Int {
    let cost = try budget.policy(tasks).cost(budget.size.shape())
    return Int(cost.trained + cost.decoded / 3)
  }

  /// The models on the way of a stage, on few sets.
  private func points(on stage: Stage) -> [Arm] {
    stage.keep.map { share in
      let percent = Int(100 * share)
      // The hypothesis about over-training compares with SFT where it is best.
      let isPeak = scale == .full && stage.name == "sft" && share == 0.25
      return Arm(
        "\(stage.name)_at_\(percent)", "\(stage.name) at \(percent) % of its budget",
        stage: stage.name, at: share, sets: Self.pathSets + (isPeak ? ["id", "ood"] : []))
    }
  }

  // MARK: - Problems

  /// Problems with faces to train on: so many items of each depth, or without end for 0.
  private func items(
    _ pool: Int, _ change: (inout FaceChain) -> Void = { _ in }
  ) -> [TaskShare] {
    var faces = FaceChain()
    faces.pool = pool
    change(&faces)
    return [TaskShare(faces, difficulties: Self.depths)]
  }

  private func diverse(_ faces: inout FaceChain) {
    faces.header = .random
    faces.excluded = Self.newRule
  }

  private func keptHeader(_ faces: inout FaceChain) {
    diverse(&faces)
    faces.headerPerItem = true
  }

  private func eightHeaders(_ faces: inout FaceChain) {
    diverse(&faces)
    faces.headers = 8
  }

  private var sets: [EvaluationSet] {
    let (old, new) = (faces(.fixed), faces(.fixed, Self.newRule))
    let (uniform, random) = (faces(.uniform), faces(.random))
    let shallow = min(budget.evaluationProblems, Self.shallowProblems)
    return [
      evaluated(
        "id", "the rule of D, header 10, 10, 10, depth 2–4", old, probes: budget.exactProbes()),
      evaluated(
        "ood", "a new rule, header 11, 12, 13, depth 2–4", new,
        probes: budget.exactProbes([OldRule()])),
      evaluated(
        "ood_uniform", "one value for all faces, never 10, depth 2–4", uniform,
        probes: [ExactSupport(), OldRule()]),
      evaluated("ood_random", "three random values, depth 2–4", random, probes: [ExactSupport()]),
      evaluated(
        "r1", "a skill of the base: one step from a face, random header", random, depths: [1],
        problems: shallow, probes: [ExactSupport()]),
      evaluated(
        "r2", "a skill of the base: plain chains of depth 3–4", Chain.pure, depths: [3, 4],
        probes: [ExactSupport()]),
      evaluated("id_path", "id, for points on the way", old, probes: [ExactLogp()], stream: "id"),
      evaluated(
        "ood_path", "ood, for points on the way", new, probes: [ExactLogp()], stream: "ood"),
      evaluated(
        "r2_path", "r2, for points on the way", Chain.pure, depths: [3, 4], probes: [ExactLogp()],
        stream: "r2"),
    ]
  }

  /// At depth 1 and 2 guessing is too good for large k, so sets enter through pass@1.
  private func evaluated(
    _ name: String, _ summary: String, _ task: any TaskFamily, depths: [Int] = Self.depths,
    problems: Int? = nil, probes: [any Probe], stream: String = ""
  ) -> EvaluationSet {
    EvaluationSet(
      name, summary, task: task, difficulties: depths,
      problems: problems ?? budget.evaluationProblems, probes: probes, hasCurve: false,
      stream: stream)
  }

  private func faces(
    _ header: FaceChain.HeaderRule, _ values: [Int] = [10, 10, 10]
  ) -> FaceChain {
    var faces = FaceChain()
    faces.header = header
    faces.values = values
    return faces
  }
}
