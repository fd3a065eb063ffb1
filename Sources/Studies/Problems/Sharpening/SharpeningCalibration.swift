import Experience
import Statistics
import Tasks

/// The gates of the study and what follows when a base does not pass them.
extension Sharpening {
  /// The gate numbers of a base: pooled over seeds, `nil` where a set was not evaluated.
  static func gates(_ data: StudyData) throws -> [GateResult] {
    let k = data.ks.last ?? 1
    var gates: [GateResult] = []
    func measure(_ set: String, _ k: Int) throws -> Double? {
      guard let evaluated = data.set(set), let base = data.arm("base"),
        let counts = evaluated.counts(base)
      else { return nil }
      return try PassAtK.curve(counts: counts.flatMap { $0 }, ks: [k])[0].value
    }
    if let value = try measure("id", 1) {
      gates.append(GateResult(set: "id", measure: "pass@1", value: value, low: 0.3, high: 0.8))
    }
    if let value = try measure("edge", 1) {
      gates.append(GateResult(set: "edge", measure: "pass@1", value: value, low: 0.01, high: 0.3))
    }
    if let value = try measure("edge", k) {
      gates.append(
        GateResult(set: "edge", measure: "pass@\(k)", value: value, low: 0.3, high: 0.95))
    }
    if let value = try measure("hard", k) {
      gates.append(GateResult(set: "hard", measure: "pass@\(k)", value: value, low: 0, high: 0.05))
    }
    if let one = try measure("L2_A", 1), let many = try measure("L2_A", min(64, k)) {
      gates.append(GateResult(set: "L2_A", measure: "pass@1", value: one, low: 0, high: 0.3))
      gates.append(
        GateResult(
          set: "L2_A", measure: "pass@\(min(64, k))", value: many, low: 0.05, high: 0.9))
    }
    return gates
  }

  /// Fewer or more tokens ×1.5, η or κ doubled or halved, or the hard region one depth further.
  public static func calibrate(
    _ plan: StudyPlan, _ data: StudyData, _ settings: SharpeningSettings, scale: Scale
  ) throws -> CalibrationStep {
    let gates = try gates(data)
    guard let failed = gates.first(where: { !$0.isPassed }) else {
      var passed = plan
      passed.gates = gates
      return .passed(passed, gates)
    }
    var budget = settings.scale(scale)
    let recipe = plan.base("base")
    budget.pretrainTokens = recipe.training.tokens
    budget.eta = recipe.text.eta
    budget.kappa = recipe.text.kappa
    budget.hardDepths = plan.sets.first { $0.name == "hard" }?.difficulties ?? budget.hardDepths
    switch failed.set {
    case "id":
      let factor = failed.value < failed.low ? 1.5 : 1 / 1.5
      budget.pretrainTokens = Int(Double(budget.pretrainTokens) * factor)
    case "edge": budget.eta *= failed.value < failed.low ? 2 : 0.5
    case "hard": budget.hardDepths = budget.hardDepths.map { $0 + 1 }
    default: budget.kappa *= failed.value < failed.low ? 2 : 0.5
    }
    var retry = try SharpeningPlan(budget: budget, kernels: plan.kernels).plan(ks: plan.ks)
    retry.calibrationRounds = plan.calibrationRounds + 1
    return .retry(retry, gates)
  }
}
