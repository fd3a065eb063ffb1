import Advantages
import Config
import Foundation
import Losses
import Networks
import Rewards
import Support
import Tasks
import Tensors
import Training

/// The arms and sets of the study, by name.
struct SharpeningPlan {
  let budget: SharpeningScale
  let kernels: ProductKernels

  private static let idDepths = [1, 2, 3, 4]
  private static let edgeDepths = [5, 6]
  /// ξ of the exposure arms, in percent of the chains.
  private static let exposures = ["0": 0.0, "0.1": 0.001, "1": 0.01, "10": 0.1]

  func plan(ks: [Int]) throws -> StudyPlan {
    let sets = try budget.sets.map(evaluationSet)
    let arms = try budget.arms.map { try arm($0, sets: sets.map(\.name)) }
    var bases: [BaseRecipe] = []
    for name in arms.map(\.base) where !bases.contains(where: { $0.name == name }) {
      bases.append(base(name))
    }
    return StudyPlan(
      size: budget.size, seeds: budget.seeds, bases: bases, arms: arms, sets: sets, ks: ks,
      kernels: kernels)
  }

  /// The text of a base; `base-xi-1` has 1 % exposure to context B.
  private func base(_ name: String) -> BaseRecipe {
    var text = PretrainingText()
    text.eta = budget.eta
    text.kappa = budget.kappa
    text.stringFunctionShare = budget.stringFunctionShare
    if let key = name.split(separator: "-").last.map(String.init), name != "base" {
      text.exposure = Self.exposures[key] ?? 0
    }
    return BaseRecipe(
      name: name, training: .pretraining(budget.size, tokens: budget.pretrainTokens), text: text)
  }

  // MARK: Sets

  private func evaluationSet(_ name: String) throws -> EvaluationSet {
    func chains(_ depths: [Int], _ summary: String, hasCurve: Bool = true) -> EvaluationSet {
      EvaluationSet(
        name: name, summary: summary, task: Chain.pure, difficulties: depths,
        problems: hasCurve ? budget.evaluationProblems : budget.shallowProblems,
        samples: hasCurve ? budget.evaluationSamples : budget.shallowSamples, hasCurve: hasCurve)
    }
    switch name {
    case "shallow": return chains([1, 2], "depth 1–2, pass@1 only", hasCurve: false)
    case "id": return chains([3, 4], "depth 3–4, in distribution")
    case "edge": return chains([5, 6], "depth 5–6, rare in pre-training")
    case "hard":
      return chains(
        budget.hardDepths,
        "depth \(budget.hardDepths.map(String.init).joined(separator: "–")), never in pre-training"
      )
    case "context_b":
      var family = Chain.pure
      family.context = .b
      return EvaluationSet(
        name: name, summary: "depth 3–4 with other names", task: family, difficulties: [3, 4],
        problems: budget.evaluationProblems, samples: budget.evaluationSamples)
    default:
      // `edge_t0.6`: the same problems at another temperature.
      let parts = name.components(separatedBy: "_t")
      if parts.count == 2, let temperature = Double(parts[1]), temperature > 0 {
        return try evaluationSet(parts[0]).at(temperature: temperature)
      }
      return try composition(name)
    }
  }

  /// `L2_A` and its like: level and function set of T7.
  private func composition(_ name: String) throws -> EvaluationSet {
    let parts = name.split(separator: "_").map(String.init)
    guard parts.count == 2, parts[0].first == "L", let level = Int(parts[0].dropFirst()),
      (1...5).contains(level),
      let set = StringFunctions.FunctionSet(rawValue: parts[1].lowercased())
    else {
      throw StudiesError.plan(
        "unknown evaluation set '\(name)'; known: shallow, id, edge, hard, context_b, L1_A … L5_mixed"
      )
    }
    let hasCurve = level >= 2
    return EvaluationSet(
      name: name, summary: "level \(level) on functions \(parts[1])",
      task: StringFunctions(set: set), difficulties: [level],
      problems: hasCurve ? budget.evaluationProblems : budget.shallowProblems,
      samples: hasCurve ? budget.evaluationSamples : budget.shallowSamples, hasCurve: hasCurve)
  }

  // MARK: Arms

  private func arm(_ name: String, sets: [String]) throws -> Arm {
    let chains = sets.filter { !$0.hasPrefix("L") && $0 != "context_b" }
    let levels = sets.filter { $0.hasPrefix("L") }
    let strings = name.contains("_L")
    var base = "base"
    var evaluated = strings ? levels : chains
    let training: ArmTraining
    let summary: String
    switch name {
    case "base", "base_resample":
      (training, evaluated) = (.none, sets.filter { $0 != "context_b" })
      summary = name == "base" ? "pre-trained only" : "the base sampled once more (the null)"
    case "rl_id":
      (training, summary) = (policy(chain(Self.idDepths)), "RL on depth 1–4")
    case "rl_edge":
      (training, summary) = (policy(chain(Self.edgeDepths)), "RL on depth 5–6")
    case "rl_hard":
      (training, summary) = (policy(chain(budget.hardDepths)), "RL on the hard depths")
    case "rl_mix":
      training = policy(chain(Self.idDepths + Self.edgeDepths))
      summary = "RL on depth 1–6"
    case "rl_hard_warm":
      training = policy(chain(budget.hardDepths)) { $0.reward = Slot(WarmStart()) }
      summary = "RL on the hard depths, process reward first"
    case "rft_edge":
      training = policy(chain(Self.edgeDepths), rejection)
      summary = "rejection fine-tuning on depth 5–6"
    case "sft_edge":
      (training, summary) = (try imitation(chain(Self.edgeDepths)), "gold traces of depth 5–6")
    case "cont_id":
      training = .pretraining(try supervised(chain(Self.idDepths)), text: self.base("base").text)
      summary = "more pre-training"
    case "rl_rand":
      training = policy(chain(Self.idDepths)) { $0.reward = Slot(RandomReward()) }
      summary = "RL with random rewards on depth 1–4"
    case "rl_rand_edge":
      training = policy(chain(Self.edgeDepths)) { $0.reward = Slot(RandomReward()) }
      summary = "RL with random rewards on depth 5–6"
    case "rl_format":
      training = policy(chain(Self.edgeDepths)) { $0.reward = Slot(Format()) }
      summary = "RL that rewards form alone, depth 5–6"
    case "rl_edge_kl":
      training = policy(chain(Self.edgeDepths)) {
        $0.kl = KLPenalty(coefficient: 0.01, referenceReset: 100)
      }
      summary = "RL on depth 5–6 with a KL penalty, its reference reset every 100 steps"
    case "rl_L1": (training, summary) = (policy(functions(1)), "RL on level 1, set A")
    case "rl_L2": (training, summary) = (policy(functions(2)), "RL on level 2, set A")
    case "rft_L2":
      (training, summary) = (policy(functions(2), rejection), "rejection fine-tuning on level 2")
    case "sft_L2":
      (training, summary) = (try imitation(functions(2)), "gold traces of level 2")
    default:
      if let horizon = try horizon(name, sets: chains) { return horizon }
      let key = name.replacingPrefix("rl_context_", with: "")
      guard let key, let share = Self.exposures[key] else {
        throw StudiesError.plan("unknown arm '\(name)' in the settings of the study")
      }
      var contextB = Chain.pure
      contextB.context = .b
      let depths = Self.idDepths + Self.edgeDepths
      training = policy([
        TaskShare(Chain.pure, difficulties: depths), TaskShare(contextB, difficulties: depths),
      ])
      base = share == 0 ? "base" : "base-xi-\(key)"
      evaluated = sets.filter { $0 == "context_b" }
      summary = "RL on both contexts, \(key) % exposure in pre-training"
    }
    return Arm(name: name, summary: summary, base: base, training: training, sets: evaluated)
  }

  /// `rl_edge_25`: the run of `rl_edge` cut or continued at a share of its budget, in percent.
  private func horizon(_ name: String, sets: [String]) throws -> Arm? {
    guard let text = name.replacingPrefix("rl_edge_", with: ""), let percent = Double(text),
      percent > 0
    else { return nil }
    let training = policy(chain(Self.edgeDepths)) {
      $0.flopBudget *= percent / 100
      $0.steps = max(1, Int((Double($0.steps) * percent / 100).rounded()))
    }
    return Arm(
      name: name, summary: "rl_edge at \(text) % of its budget", training: training,
      sets: sets.filter { !$0.contains("_t") }, stream: "rl_edge")
  }

  private func chain(_ depths: [Int]) -> [TaskShare] {
    [TaskShare(Chain.pure, difficulties: depths)]
  }

  private func functions(_ level: Int) -> [TaskShare] {
    [TaskShare(StringFunctions(set: .a), difficulties: [level])]
  }

  private func policy(
    _ tasks: [TaskShare], _ change: (inout PolicySettings) -> Void = { _ in }
  ) -> ArmTraining {
    var settings = PolicySettings.baseline(budget.size, steps: budget.steps)
    settings.problems = budget.problems
    settings.groupSize = budget.groupSize
    if budget.flopMatched {
      settings.flopBudget = matchedFLOPs
      settings.steps = 20 * budget.steps
    }
    change(&settings)
    return .policy(settings, tasks: tasks)
  }

  /// Rejection fine-tuning: the same rollouts, cross-entropy on the strictly right ones, once each.
  private func rejection(_ settings: inout PolicySettings) {
    settings.advantage = Slot(RawReward())
    settings.loss = Slot(PolicyGradient())
    settings.keep = .rewarded
  }

  private func imitation(_ tasks: [TaskShare]) throws -> ArmTraining {
    .imitation(try supervised(tasks), tasks: tasks)
  }

  /// A supervised arm of the same FLOPs, at the rate that RL uses.
  private func supervised(_ tasks: [TaskShare]) throws -> SupervisedSettings {
    let length = 90.0
    let perToken = 3 * budget.size.shape().forwardFLOPs(meanLength: length / 2)
    var settings = SupervisedSettings.pretraining(
      budget.size, tokens: Int(matchedFLOPs / perToken))
    settings.learningRate = PolicySettings.baseline(budget.size, steps: 1).learningRate
    settings.schedule = .constant
    return settings
  }

  /// The FLOPs of the registered steps on the edge: prompts of 38 tokens, responses of 58.
  private var matchedFLOPs: Double {
    let shape = budget.size.shape()
    let (prompt, response) = (38.0, 58.0)
    let whole = prompt + response
    let perProblem = prompt * shape.forwardFLOPs(meanLength: prompt / 2)
    let perSample =
      response * shape.forwardFLOPs(meanLength: prompt + response / 2)
      + 3 * whole * shape.forwardFLOPs(meanLength: whole / 2)
    let samples = Double(budget.problems * budget.groupSize)
    return Double(budget.steps) * (Double(budget.problems) * perProblem + samples * perSample)
  }
}

extension String {
  /// The rest after a prefix; `nil` without it.
  fileprivate func replacingPrefix(_ prefix: String, with replacement: String) -> String? {
    hasPrefix(prefix) ? replacement + dropFirst(prefix.count) : nil
  }
}
