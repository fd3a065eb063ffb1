import Statistics
import Training

/// S1: does RL sharpen what a base model can already do, or does it extend it?
///
/// Pre-train on chains whose distribution is known exactly, train with verifiable rewards, and compare exact
/// pass@k curves with those of the base: at temperature 1, at matched entropy, and with each arm at its best
/// temperature; in distribution, on the edge of what pre-training covered, beyond.
public enum Sharpening: Study {
  public static let id = "sharpening"
  public static let title = "Sharpening or discovery"
  public static let question =
    "Does RL make right responses findable that the base model does not find, or does it only find the same ones sooner?"
  public static var defaults: SharpeningSettings { SharpeningSettings() }

  public static func plan(_ settings: SharpeningSettings, scale: Scale) throws -> StudyPlan {
    try SharpeningPlan(settings: settings, scale: scale).plan()
  }

  /// What the bases must be able to do for the question to make sense.
  public static func gates(_ analysis: StudyAnalysis) throws -> [GateResult] {
    func gate(
      _ set: String, k: Int, _ low: Double, _ high: Double, of arm: String? = nil
    ) throws -> GateResult? {
      let quantity = Quantity(.pass, k: k)
      guard let rows = try analysis.table.values(quantity, arm ?? analysis.base, [set]) else {
        return nil
      }
      return GateResult(
        set: set, measure: "pass@\(k)" + (arm.map { " of \($0)" } ?? ""),
        value: analysis.table.mean(rows), low: low, high: high)
    }
    return try [
      gate("id", k: 1, 0.3, 0.66), gate("edge", k: 1, 0.01, 0.4), gate("edge", k: 128, 0.3, 0.97),
      gate("hard", k: 128, 0, 0.05), gate("id", k: 1, 0.5, 0.8, of: "clean"),
    ].compactMap { $0 }
  }

  /// Fewer or more tokens ×1.5, η doubled or halved, or the hard region one depth further. The clean base alone takes ÷1.1 or ×1.15: it
  /// learns all at once, and factors that undo one another would step over its gate again and again.
  public static func revise(_ plan: StudyPlan, after failed: GateResult) -> StudyPlan? {
    let isClean = failed.measure.hasSuffix("of clean")
    var plan = plan
    for index in plan.stages.indices where !isClean || plan.stages[index].name == "clean" {
      guard var recipe = plan.stages[index].recipe.component as? PretrainingRecipe else { continue }
      switch failed.set {
      case "id":
        let isLow = failed.value < failed.low
        let factor = isClean ? (isLow ? 1.15 : 1 / 1.1) : isLow ? 1.5 : 1 / 1.5
        recipe.training.tokens = Int(Double(recipe.training.tokens) * factor)
      case "edge": recipe.text.eta *= failed.value < failed.low ? 2 : 0.5
      default: break
      }
      plan.stages[index].recipe = .init(recipe)
    }
    return failed.set == "hard" ? deeper(plan) : plan
  }

  /// The hard region one depth further, where it is looked at and where it is trained on.
  private static func deeper(_ plan: StudyPlan) -> StudyPlan {
    var plan = plan
    let hard = plan.sets.first { $0.name == "hard" }?.difficulties ?? []
    func moved(_ depths: [Int]) -> [Int] { depths.map { $0 + 1 } }
    for index in plan.sets.indices where plan.sets[index].difficulties == hard {
      plan.sets[index].difficulties = moved(hard)
      plan.sets[index].summary += ", moved one depth further by its gate"
    }
    for index in plan.stages.indices {
      guard var recipe = plan.stages[index].recipe.component as? PolicyRecipe else { continue }
      for share in recipe.tasks.indices where recipe.tasks[share].difficulties == hard {
        recipe.tasks[share].difficulties = moved(hard)
      }
      plan.stages[index].recipe = .init(recipe)
    }
    return plan
  }

  public static func analyze(_ analysis: StudyAnalysis, gates: [GateResult]) throws -> Findings {
    try SharpeningAnalysis(analysis).findings(gates)
  }
}
