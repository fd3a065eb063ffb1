import Config
import Networks
import Rollouts
import Statistics
import Support
import Tensors
import Training

/// Everything that a study runs, and everything that it will ask of the numbers: a value, fixed before the run.
public struct StudyPlan: DefaultedSettings, Sendable, Equatable {
  /// Independent replicates.
  public var seeds = 4
  /// The number of the first replicate; blocks of their own keep data that shaped a hypothesis out of its test.
  public var firstSeed = 0
  /// The trainings.
  public var stages = [Stage()]
  /// The conditions; the first is what others are compared with.
  public var arms = [Arm()]
  /// The evaluation sets.
  public var sets = [EvaluationSet()]
  /// What looks at every arm's model, whatever the set.
  public var probes = [Slot<ProbeCatalogue>(ParameterDistance())]
  /// What is claimed before the run, corrected together.
  public var hypotheses: [Hypothesis] = []
  /// Comparisons; sentences are made of the first eight.
  public var contrasts: [Contrast] = []
  /// What must come out if the machinery is right: no hypotheses, no share of α.
  public var checks: [Check] = []
  /// The k of pass@k from samples.
  public var ks = [1, 2, 4, 8, 16]
  /// Whose products training is made of.
  public var kernels = ProductKernels.portable
  /// Arms besides the first that gates look at: those of other bases.
  public var gated: [String] = []
  /// The gates with what calibration found; empty where nothing was calibrated.
  public var gates: [GateResult] = []
  /// How often calibration had to change the plan.
  public var calibrationRounds = 0
  /// Minutes that it promises to take on two cores; 0 for what its scale promises.
  public var minutes = 0.0

  /// A base alone.
  public init() {}

  /// The replicates.
  public var replicates: [Int] { (0..<seeds).map { firstSeed + $0 } }

  /// A stage, if it is there.
  public func stage(_ name: String) -> Stage? { stages.first { $0.name == name } }

  /// The first stage of the line that ends in a stage: what its model was before anything was done to it.
  public func root(of stage: String) -> String {
    var name = stage
    var steps = 0
    while let parent = self.stage(name)?.from.stage, !parent.isEmpty, steps < stages.count {
      name = parent
      steps += 1
    }
    return name
  }

  /// The size of a stage's model; that of a new one where a model is given as a file.
  public func size(of stage: String) -> ModelSize {
    if let given = given(stage), let source = self.stage(given.stage) {
      return size(of: source.name)
    }
    return self.stage(root(of: stage))?.from.size ?? .nano
  }

  /// The model that a stage's line begins with, if it is given and not made here.
  public func given(_ stage: String) -> GivenModel? {
    var name = stage
    for _ in 0...stages.count {
      guard let found = self.stage(name) else { return nil }
      if let given = found.recipe.component as? GivenModel { return given }
      name = found.from.stage
    }
    return nil
  }

  /// Models that stages take by the name by which they are fetched, and that are not there yet.
  public var missingModels: [FetchedModel] {
    var names: [String] = []
    for case let given as GivenModel in neededStages.map(\.recipe.component)
    where !names.contains(given.model) { names.append(given.model) }
    return names.compactMap(FetchedModel.meant).filter { !$0.isThere }
  }

  /// The stages of which arms need something, parents first.
  public var neededStages: [Stage] {
    var names: [String] = []
    func add(_ name: String) {
      guard let stage = stage(name), !names.contains(name) else { return }
      for other in stage.others { add(other) }
      names.append(name)
    }
    for arm in arms { add(arm.stage) }
    return names.compactMap { stage($0) }
  }

  /// Puts every stage after the ones that it goes on from or is matched to.
  public mutating func sortStages() {
    var sorted: [Stage] = []
    func add(_ name: String, _ depth: Int) {
      guard depth <= stages.count, let stage = stage(name),
        !sorted.contains(where: { $0.name == name })
      else { return }
      for other in stage.others { add(other, depth + 1) }
      sorted.append(stage)
    }
    for stage in stages { add(stage.name, 0) }
    stages = sorted
  }

  /// Keeps some arms, and the questions that they can answer.
  mutating func keepArms(_ names: Set<String>) {
    arms = arms.filter { names.contains($0.name) }
    func isAnswered(_ contrast: Contrast) -> Bool {
      [contrast.arm, contrast.against, contrast.lessArm, contrast.lessAgainst].allSatisfy {
        $0.isEmpty || names.contains($0)
      }
    }
    contrasts = contrasts.filter(isAnswered)
    checks = checks.filter { isAnswered($0.contrast) }
    hypotheses = hypotheses.filter { $0.contrasts.allSatisfy(isAnswered) }
  }

  /// The plan of a calibration run: what gates look at, on validation problems.
  public func calibrationPlan(replicates: Int) -> StudyPlan {
    var plan = self
    plan.seeds = replicates
    plan.firstSeed = 900
    plan.arms = arms.enumerated().filter { $0 == 0 || gated.contains($1.name) }.map(\.element)
    // Choices are made on problems that nothing is reported on.
    for i in plan.sets.indices { plan.sets[i].split = .validation }
    return plan
  }
}

extension StudyPlan {
  /// Probes where they can work, and k that samples allow.
  private func validateProbes() throws {
    func needsProblems(_ probe: any Probe) -> Bool {
      type(of: probe).measures.contains { $0.path.contains("<set>") }
    }
    for probe in probes.map(\.value) {
      try require(
        !needsProblems(probe), "probes", type(of: probe).kind,
        "probes of a model alone; give those that need problems to a set")
    }
    var samples = Int.max
    for set in sets {
      let kinds = set.probes.map { type(of: $0.component).kind }
      try require(
        Set(kinds).count == kinds.count, "sets.probes", "\(kinds)",
        "each kind once on '\(set.name)'")
      for probe in set.probes.map(\.value) {
        try require(
          needsProblems(probe), "sets.probes", type(of: probe).kind,
          "probes of problems; those of a model alone stand in the plan's probes")
        if let counts = probe as? Counts { samples = min(samples, counts.samples) }
      }
    }
    let asked = (contrasts + hypotheses.flatMap(\.contrasts) + checks.map(\.contrast))
      .filter { $0.quantity.kind == .sampled }.map(\.quantity.k)
    if let k = (ks + asked).max(), samples < Int.max {
      try require(k <= samples, "ks", k, "at most the number of samples, \(samples)")
    }
  }
}

extension StudyPlan: Validated {
  /// What holds of any plan, also of one whose factors are still to be crossed.
  public func validate() throws {
    try require(seeds, atLeast: 1, atMost: 10_000, "seeds")
    try require(firstSeed, atLeast: 0, "first_seed")
  }

  /// Checks a plan that is to be run: names that are there and unique, graphs without a circle, arms to compare.
  ///
  /// - Throws: `InvalidSetting`.
  public func check() throws {
    try validate()
    try require(!arms.isEmpty, "arms", "[]", "at least one arm: what others are compared with")
    func unique(_ names: [String], _ key: String) throws {
      let twice = Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys.sorted()
      try require(twice.isEmpty, key, twice.first ?? "", "names that occur once")
    }
    try unique(stages.map(\.name), "stages")
    try unique(arms.map(\.name), "arms")
    try unique(sets.map(\.name), "sets")
    func known(_ name: String, _ names: [String], _ key: String) throws {
      let hint = DidYouMean.suggestion(for: name, among: names).map { ": did you mean '\($0)'?" }
      try require(
        names.contains(name), key, name, "one of \(names.joined(separator: ", "))" + (hint ?? ""))
    }
    for (index, stage) in stages.enumerated() {
      let before = stages.prefix(index).map(\.name)
      if !stage.from.stage.isEmpty {
        try known(stage.from.stage, before, "stages[\(index)].from.stage")
        let kept = stages.first { $0.name == stage.from.stage }?.keep ?? []
        try require(
          stage.from.at == 1 || kept.contains(stage.from.at), "stages[\(index)].from.at",
          stage.from.at, "1 or a share in 'keep' of that stage")
      }
      for other in stage.recipe.value.stages {
        try known(other, before, "stages[\(index)].recipe: stage:")
      }
      if !stage.match.stage.isEmpty {
        try known(stage.match.stage, before, "stages[\(index)].match.stage")
      }
    }
    for (index, arm) in arms.enumerated() {
      try known(arm.stage, stages.map(\.name), "arms[\(index)].stage")
      try require(
        arm.at == 1 || stage(arm.stage)?.keep.contains(arm.at) == true, "arms[\(index)].at", arm.at,
        "1 or a share in 'keep' of its stage")
      for set in arm.sets { try known(set, sets.map(\.name), "arms[\(index)].sets") }
    }
    let all = contrasts + hypotheses.flatMap(\.contrasts) + checks.map(\.contrast)
    for contrast in all {
      for arm in [contrast.arm, contrast.against, contrast.lessArm, contrast.lessAgainst]
      where !arm.isEmpty {
        try known(arm, arms.map(\.name), "contrasts")
      }
      for set in contrast.sets + contrast.minus {
        try known(set, sets.map(\.name), "contrasts.sets")
      }
      for (one, other) in zip(contrast.sets, contrast.minus) {
        let pair = [one, other].compactMap { name in sets.first { $0.name == name } }
        try require(
          pair.count == 2 && pair[0].problems == pair[1].problems && !pair[0].stream.isEmpty
            && pair[0].difficulties == pair[1].difficulties && pair[0].stream == pair[1].stream,
          "contrasts.minus", other,
          "a set with as many problems, the same difficulties and the same stream as \(one)")
      }
    }
    try validateProbes()
    try require(
      contrasts.count <= 64, "contrasts", "\(contrasts.count)",
      "at most 64: what is said of more is noise")
    try require(
      !ks.isEmpty && ks[0] >= 1 && zip(ks, ks.dropFirst()).allSatisfy { $0 < $1 }, "ks", "\(ks)",
      "numbers that rise from 1")
  }
}
