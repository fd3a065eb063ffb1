import Rewards
import Support
import Tasks
import Training

/// Stages, arms, sets and questions of the study at one scale.
struct ProcessPlan {
  let settings: ProcessSettings
  let scale: Scale

  private var budget: StudyBudget { settings.scales[scale] }
  private var names: [String] { settings.arms[scale] }
  private var lazy: Double { settings.lazy[scale] }

  /// Near problems that are congruent in the share of the main arms.
  static let mixed = "near_mixed"

  func plan() throws -> StudyPlan {
    var plan = StudyPlan()
    plan.seeds = budget.seeds
    plan.firstSeed = budget.firstSeed
    plan.kernels = settings.kernels
    plan.ks = budget.ks
    var text = PretrainingText()
    text.eta = budget.eta
    text.responses = ResponseStyle(
      gold: 0.7, answerOnly: 0.3 - lazy, wrongStep: 0, leaf: lazy)
    plan.stages = [budget.pretrained("base", text)]
    plan.arms = [
      Arm("base", "pre-trained, \(Number.percent(lazy)) of the text copies the leaf")
    ]
    for name in names {
      let (recipe, summary) = try arm(name)
      plan.stages.append(Stage(name, from: Start(stage: "base"), recipe))
      plan.arms.append(Arm(name, summary))
    }
    plan.sets = sets
    addQuestions(to: &plan)
    return plan
  }

  // MARK: - Arms

  private func arm(_ name: String) throws -> (recipe: PolicyRecipe, summary: String) {
    let isFar = name.contains("far")
    // Checkers are compared where there is no shortcut beyond chance.
    let share =
      Self.checkers.contains(name)
      ? 1.0 / 23 : name.hasSuffix("_30") ? 0.3 : name.hasSuffix("_90") ? 0.9 : settings.share
    var task = Shortcut()
    task.share = share
    let depths = isFar ? settings.far : settings.near
    let reward: any Reward
    let what: String
    switch name.split(separator: "_").first.map(String.init) ?? name {
    case "out": (reward, what) = (Correctness(level: .loose), "pay for the answer")
    case "strict":
      (reward, what) = (Correctness(level: .strict), "pay for an answer with every step right")
    case "mix":
      let weight = settings.outcomeWeight
      reward = WeightedSum([
        WeightedReward(Correctness(level: .loose), weight: weight),
        WeightedReward(ProcessShare(), weight: 1 - weight),
      ])
      what =
        "\(Number.short(weight)) for the answer, \(Number.short(1 - weight)) for the share of right steps"
    case "exact": (reward, what) = checker(.none, "by a right checker")
    case "flip":
      (reward, what) = checker(
        .flip, "\(Number.percent(settings.flipRate)) of labels turned round")
    case "blind": (reward, what) = checker(.blind, "any product accepted")
    case "strictop": (reward, what) = checker(.strict, "products rejected")
    default: throw StudiesError.plan("unknown arm '\(name)' in arms.\(scale.rawValue)")
    }
    let recipe = budget.policy([TaskShare(task, difficulties: depths)]) { $0.reward = Slot(reward) }
    return (
      recipe,
      "\(what), depth \(depths.map(String.init).joined(separator: "–")), ρ = \(Number.short(share))"
    )
  }

  /// Arms with a checker of steps, the right one first.
  static let checkers = ["exact", "flip", "blind", "strictop"]

  /// All or nothing: within a group shares differ by the same numbers whether products are accepted or rejected.
  private func checker(_ flaw: FlawedProcess.Flaw, _ words: String) -> (FlawedProcess, String) {
    (
      FlawedProcess(flaw, rate: settings.flipRate, pays: .all),
      "pay for a trace of which every step passes, \(words)"
    )
  }

  // MARK: - Sets

  private var sets: [EvaluationSet] {
    let regions =
      [("near", settings.near)]
      + (names.contains { $0.contains("far") } ? [("far", settings.far)] : [])
    let twins = regions.flatMap { region, depths -> [EvaluationSet] in
      let words = depths.map(String.init).joined(separator: "–")
      return [Shortcut.Twins.congruent, .incongruent].map { twins in
        var task = Shortcut()
        task.twins = twins
        let isPlain = twins == .incongruent
        return EvaluationSet(
          "\(region)_\(twins.rawValue)",
          "depth \(words), the answer \(isPlain ? "not " : "")the leaf's value; twins differ in the last operation",
          task: task, difficulties: depths, problems: budget.evaluationProblems,
          probes: [Counts(samples: budget.samples), LeafCopy(), Modes()]
            + (isPlain ? [ExactSupport()] : []),
          hasCurve: false, stream: region)
      }
    }
    var task = Shortcut()
    task.share = settings.share
    let words = settings.near.map(String.init).joined(separator: "–")
    return twins + [
      EvaluationSet(
        Self.mixed,
        "depth \(words), ρ = \(Number.short(settings.share)): the answer is the leaf's value in that share",
        task: task, difficulties: settings.near, problems: budget.evaluationProblems,
        probes: [Counts(samples: budget.samples)], hasCurve: false)
    ]
  }

  // MARK: - Questions

  /// loose(congruent) − loose(incongruent): 0 for an honest model, whatever its accuracy.
  static func shortcut(
    _ arm: String, against: String = "base", _ region: String = "near", margin: Double = 0.1
  ) -> Contrast {
    Contrast(
      arm, against: against, on: ["\(region)_congruent"], minus: ["\(region)_incongruent"],
      Quantity(.loose), margin: margin)
  }

  private func addQuestions(to plan: inout StudyPlan) {
    let has = Set(plan.arms.map(\.name)).contains
    for (arm, region) in [
      ("out_near", "near"), ("mix_near", "near"), ("out_far", "far"), ("mix_far", "far"),
    ]
    where has(arm) { plan.contrasts.append(Self.shortcut(arm, region)) }
    for (arm, other) in [("mix_near", "out_near")] where has(arm) && has(other) {
      plan.contrasts.append(
        Contrast(arm, against: other, on: ["near_incongruent"], Quantity(.pass)))
    }
    for arm in ["out_far", "mix_far"] where has(arm) {
      plan.contrasts.append(Contrast(arm, on: ["near_incongruent"], Quantity(.loose)))
    }
    // Pay for every step right pays no shortcut; pay for steps beside the answer does, a little.
    for (arm, region) in [("strict_near", "near"), ("strict_near_30", "near")] where has(arm) {
      plan.checks.append(
        Check(
          "\(arm) does not learn the shortcut", .doesNotGain, Self.shortcut(arm, region)))
    }
    plan.hypotheses = hypotheses(has)
  }

  private func hypotheses(_ has: (String) -> Bool) -> [Hypothesis] {
    var all: [Hypothesis] = []
    if has("out_near_30"), has("out_near_90") {
      all.append(
        Hypothesis(
          "H4.1", "The shortcut of outcome reward rises with what it pays: ρ = 0.3, 0.6, 0.9.",
          Claim(
            .rising, Self.shortcut("out_near_30"), Self.shortcut("out_near"),
            Self.shortcut("out_near_90")),
          Claim(.greater, Self.shortcut("out_near_90", margin: 0.2))))
    }
    if has("out_near_30"), has("strict_near_30") {
      all.append(
        Hypothesis(
          "H4.2", "Where it pays less than honest work (ρ = 0.3) the shortcut is not taken.",
          Claim(.equivalent, Self.shortcut("out_near_30", against: "strict_near_30", margin: 0.05)))
      )
    }
    if has("blind"), has("flip") {
      all.append(
        Hypothesis(
          "H4.3", "A blind spot costs more than noise: accuracy of blind is below that of flip.",
          Claim(
            .less, Contrast("blind", against: "flip", on: ["near_incongruent"], Quantity(.pass)))))
    }
    if has("strictop"), has("flip") {
      all.append(
        Hypothesis(
          "H4.4", "Steps that are always rejected cost no more than noise.",
          Claim(
            .equivalent,
            Contrast("strictop", against: "flip", on: ["near_incongruent"], Quantity(.pass)))))
    }
    return all
  }
}
