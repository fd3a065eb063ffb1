import Config
import Foundation
import Networks
import Statistics
import Support
import Tasks
import Training

/// The plan of the study at one scale: pairs of checkpoints, each with the first one sampled twice, on the same problems.
struct CheckpointsPlan {
  let settings: CheckpointsSettings
  let scale: Scale

  private var budget: CheckpointsBudget { settings.scales[scale] }
  private var model: String { settings.before.isEmpty ? budget.model : settings.before }
  /// Whether the model is taught here.
  private var isTiny: Bool { model == CheckpointsSettings.tiny }
  private var templates: [MixPart] {
    isTiny ? CheckpointsSettings.tinyTemplates : settings.templates
  }

  /// The sampling settings of the protocol: what is added to a set's name, and how tokens are drawn.
  private static let decodings = [
    (suffix: "", words: "T = 1, top-p 1", temperature: 1.0, topP: 1.0),
    (suffix: "_t06", words: "T = 0.6, top-p 0.95", temperature: 0.6, topP: 0.95),
  ]

  func plan() throws -> StudyPlan {
    var plan = StudyPlan()
    plan.seeds = 1
    plan.firstSeed = budget.firstSeed
    plan.kernels = settings.kernels
    plan.probes = []
    plan.ks = PassAtK.powersOfTwo(upTo: budget.samples)
    plan.sets = try sets()
    (plan.stages, plan.arms) = ([], [])
    var pair = CheckpointPair()
    (pair.before, pair.after) = (model, settings.after)
    for pair in [pair] + settings.pairs { add(pair, to: &plan) }
    plan.contrasts = plan.arms.filter { $0.name.hasSuffix("after") }.flatMap { arm in
      plan.sets.flatMap { set in
        Set([1, plan.ks.last ?? 1]).sorted().map { k in
          Contrast(
            arm.name, against: String(arm.name.dropLast("after".count)) + "before", on: [set.name],
            Quantity(.sampled, k: k))
        }
      }
    }
    return plan
  }

  // MARK: - Arms

  private func add(_ pair: CheckpointPair, to plan: inout StudyPlan) {
    let prefix = pair.name.isEmpty ? "" : pair.name + "_"
    let (before, after) = (prefix + "before", prefix + "after")
    let isTiny = pair.before == CheckpointsSettings.tiny
    if isTiny, plan.stage("base") == nil { plan.stages.append(base) }
    plan.stages.append(
      Stage(
        before, from: Start(.nano),
        GivenModel(isTiny ? "stage:base" : pair.before, chat: settings.chat && !isTiny)))
    let isTrained = pair.after == CheckpointsSettings.train
    plan.stages.append(
      Stage(
        after, from: Start(stage: before),
        isTrained
          ? grpo(isTiny ? CheckpointsSettings.tinyTemplates : settings.lessons)
          : GivenModel(pair.after, chat: settings.chat)))
    let name = isTiny ? "a tiny model that was taught here" : "`\(pair.before)`"
    plan.arms += [
      Arm(before, name, stage: before),
      Arm(
        prefix + "again", "\(before), sampled a second time: the null of every difference",
        stage: before),
      Arm(
        after,
        isTrained
          ? "\(before), trained here: GRPO, an adapter of rank \(settings.rank)"
          : "`\(pair.after)`", stage: after),
    ]
  }

  /// A tiny model's text: gold responses of sums.
  private var base: Stage {
    Stage(
      "base", from: Start(.nano),
      SupervisedRecipe(
        tasks: [Self.share(CheckpointsSettings.tinyTemplates)],
        training: .pretraining(.nano, tokens: budget.pretrainTokens)))
  }

  private func grpo(_ lessons: [MixPart]) -> LoRARecipe {
    var policy = PolicySettings()
    policy.steps = budget.steps
    policy.problems = budget.problems
    policy.groupSize = budget.groupSize
    policy.responseCap = settings.lessonCap
    policy.learningRate = settings.learningRate
    return LoRARecipe(
      rank: settings.rank, alpha: 2 * Double(settings.rank),
      PolicyRecipe(tasks: [Self.share(lessons)], policy: policy))
  }

  private static func share(_ parts: [MixPart]) -> TaskShare {
    TaskShare(Mix(parts), difficulties: Array(1...parts.count))
  }

  // MARK: - Sets

  private func sets() throws -> [EvaluationSet] {
    guard settings.gsm8k.isEmpty || !isTiny else {
      throw StudiesError.plan(
        "gsm8k: the tiny model of the scale '\(scale.rawValue)' cannot read it; pass --set before=PATH as well, or leave it out"
      )
    }
    let rows = try settings.gsm8k.isEmpty ? nil : publicRows()
    return Self.decodings.flatMap { decoding in
      func set(_ name: String, _ words: String, _ mix: Mix, _ problems: Int, cap: Int)
        -> EvaluationSet
      {
        EvaluationSet(
          name + decoding.suffix, "\(words), \(decoding.words)", task: mix,
          difficulties: Array(mix.difficulties), problems: problems,
          probes: [
            Counts(
              samples: budget.samples, temperature: decoding.temperature, topP: decoding.topP,
              cap: cap)
          ], stream: name)
      }
      let fresh = set(
        "fresh", "new problems of \(templates.count) templates", Mix(templates),
        budget.evaluationProblems, cap: budget.cap)
      return [fresh]
        + (rows.map {
          [
            set(
              "public", "GSM8K", Mix([$0]), budget.publicProblems, cap: budget.publicCap)
          ]
        } ?? [])
    }
  }

  /// GSM8K's rows as a part, whose strict reading wants a marked answer.
  ///
  /// - Throws: `ConfigError` if the file is not there.
  private func publicRows() throws -> MixPart {
    let name = String(decoding: try JSONEncoder().encode(settings.gsm8k), as: UTF8.self)
    return try ConfigLoader.load(
      MixPart(),
      sources: [
        .text("--set gsm8k", "task: { kind: gsm8k, file: \(name), extraction: strict }\n")
      ])
  }
}
