import Config
import Support

/// One level of a factor: settings of a stage that it changes.
public struct FactorLevel: DefaultedSettings, Sendable, Equatable {
  /// The name; part of the names of stages and arms.
  public var name = ""
  /// Settings of the stage, `path.to.key=value` each, such as `recipe.policy.learning_rate=3e-4`.
  public var set: [String] = []
  /// An empty level.
  public init() {}
}

/// A factor of a design: every level is crossed with every level of the others.
public struct Factor: DefaultedSettings, Sendable, Equatable, Validated {
  /// The name.
  public var name = ""
  /// The stage whose settings it changes; arms and factors of one stage are crossed.
  public var stage = ""
  /// The levels.
  public var levels: [FactorLevel] = []
  /// An empty factor.
  public init() {}

  /// A stage, two levels.
  public func validate() throws {
    try require(!stage.isEmpty, "stage", stage, "the name of a stage")
    try require(levels.count > 1, "levels", "\(levels.count)", "at least two levels")
    for level in levels { try require(!level.name.isEmpty, "levels.name", "", "a name") }
  }
}

/// How large a scale of a study of kind `arms` is, next to its plan.
public struct ArmsScale: Codable, Sendable, Equatable, Validated {
  /// Replicates; 0 takes the plan's.
  public var seeds: Int
  /// The share of the plan's budgets of training: tokens and steps.
  public var budget: Double
  /// The share of the plan's problems of evaluation sets.
  public var problems: Double
  /// The first replicate; 0 takes the plan's.
  public var firstSeed: Int
  /// Minutes that the study promises to take on two cores; 0 takes what the scale promises.
  public var minutes: Double

  /// A scale.
  public init(
    seeds: Int = 0, budget: Double = 1, problems: Double = 1, firstSeed: Int = 0,
    minutes: Double = 0
  ) {
    self.minutes = minutes
    self.seeds = seeds
    self.budget = budget
    self.problems = problems
    self.firstSeed = firstSeed
  }

  /// Shares above 0.
  public func validate() throws {
    try require(seeds, atLeast: 0, atMost: 10_000, "seeds")
    try require(firstSeed, atLeast: 0, "first_seed")
    try require(budget > 0 && budget.isFinite, "budget", budget, "a share above 0")
    try require(problems > 0 && problems.isFinite, "problems", problems, "a share above 0")
    try require(minutes, in: 0...1e6, "minutes")
  }
}

/// A study in YAML alone.
public struct ArmsSettings: Codable, Sendable, Equatable {
  /// `arms`.
  public var kind = "arms"
  /// The identifier; of the folder where it is empty.
  public var id = ""
  /// A few words.
  public var title = "A study of arms"
  /// What is asked.
  public var question = ""
  /// The arm that the others are compared with, where a plan names no contrasts; the first where it is empty.
  public var reference = ""
  /// What is run, at the scale `quick`.
  public var plan = StudyPlan()
  /// Factors, whose levels are crossed.
  public var factors: [Factor] = []
  /// The scales.
  public var scales = Scales(
    smoke: ArmsScale(seeds: 2, budget: 0.05, problems: 0.25), quick: ArmsScale(),
    standard: ArmsScale(seeds: 5, budget: 3, problems: 2),
    full: ArmsScale(seeds: 8, budget: 3, problems: 2, firstSeed: 700))

  /// A base alone.
  public init() {}
}

extension ArmsSettings: Validated {
  /// The kind.
  public func validate() throws {
    try require(kind == "arms", "kind", kind, "arms")
  }
}

extension ArmsSettings {
  /// The plan of a scale, with factors crossed and budgets scaled.
  ///
  /// - Throws: `StudiesError.plan` if a factor names a stage that is not there; `ConfigError` for its settings.
  package func plan(_ scale: Scale) throws -> StudyPlan {
    var plan = plan
    for factor in factors { try cross(factor, into: &plan) }
    let size = scales[scale]
    if size.seeds > 0 { plan.seeds = size.seeds }
    if size.firstSeed > 0 { plan.firstSeed = size.firstSeed }
    plan.minutes = size.minutes
    for i in plan.stages.indices {
      plan.stages[i].recipe = Slot(plan.stages[i].recipe.value.scaled(by: size.budget))
    }
    for i in plan.sets.indices {
      plan.sets[i].problems = max(4, Int((Double(plan.sets[i].problems) * size.problems).rounded()))
    }
    if plan.contrasts.isEmpty { plan.contrasts = try contrasts(plan) }
    return plan
  }

  /// Replaces a stage, and the arms that look at it, by one for each level.
  private func cross(_ factor: Factor, into plan: inout StudyPlan) throws {
    // A stage that another factor has been crossed into goes by its first name and levels.
    let isMeant = { (name: String) in
      name == factor.stage || name.hasPrefix(factor.stage + ".")
    }
    guard plan.stages.contains(where: { isMeant($0.name) }) else {
      throw StudiesError.plan(
        "factor '\(factor.name)': no stage '\(factor.stage)'; stages are "
          + plan.stages.map(\.name).joined(separator: ", "))
    }
    plan.stages = try plan.stages.flatMap { stage in
      guard isMeant(stage.name) else { return [stage] }
      return try factor.levels.map { level in
        var crossed = try ConfigLoader.load(stage, overrides: level.set)
        crossed.name = "\(stage.name).\(level.name)"
        return crossed
      }
    }
    plan.arms = plan.arms.flatMap { arm in
      guard isMeant(arm.stage) else { return [arm] }
      return factor.levels.map { level in
        var crossed = arm
        crossed.name = "\(arm.name).\(level.name)"
        crossed.stage = "\(arm.stage).\(level.name)"
        crossed.summary += (arm.summary.isEmpty ? "" : ", ") + "\(factor.name) \(level.name)"
        return crossed
      }
    }
  }

  /// Every arm against the reference on every set; the reference against the first.
  private func contrasts(_ plan: StudyPlan) throws -> [Contrast] {
    let names = plan.arms.map(\.name)
    guard reference.isEmpty || names.contains(reference) else {
      throw SupportError.unknownName(
        what: "arm", name: reference,
        suggestion: DidYouMean.suggestion(for: reference, among: names), known: names)
    }
    let first = names.first ?? ""
    let reference = reference.isEmpty ? first : reference
    return plan.sets.flatMap { set in
      plan.arms.dropFirst().filter { $0.isOn(set.name) }.map {
        Contrast(
          $0.name, against: $0.name == reference ? first : reference, on: [set.name],
          Quantity(.pass))
      }
    }
  }
}
