import Config
import Experience
import Foundation
import Networks
import Rollouts
import Support
import Synchronization
import Tasks
import Tensors
import Tokenizers
import Training

/// Runs the stages of a plan, and looks at its arms: seed by seed, several seeds side by side; who has no seed left helps with the
/// last ones.
///
/// The state of a study is its finished stages; the runner can be killed at any moment and goes on from
/// them. Nothing that it computes depends on the number of workers.
struct StudyRunner: Sendable {
  let plan: StudyPlan
  let seed: UInt64
  /// The replicates to run; all of the plan's but for a shard.
  let replicates: [Int]
  let folder: String
  let cache: StageCache
  let workers: Int
  let progress: ProgressMeter
  /// Predicted seconds of each piece of work, by name.
  let predicted: [String: Double]
  let problems: ProblemCache
  /// Called after every finished arm.
  let onFinishedArm: @Sendable () throws -> Void

  var stream: RandomStream { RandomStream(seed: seed) }
  private var engine: String { EngineFingerprint.text(of: plan.kernels) }

  /// Runs everything that is not finished yet.
  func run() throws {
    let sideBySide = max(1, min(workers, replicates.count))
    let perSeed = predicted.values.reduce(0, +)
    let tracker = WorkTracker(total: perSeed * Double(replicates.count), progress)
    let queue = Mutex<[Int]>(replicates)
    let failure = Mutex<(any Error)?>(nil)
    let lanes = WorkerLanes(workers: workers, lanes: sideBySide)
    DispatchQueue.concurrentPerform(iterations: sideBySide) { lane in
      let pool = LanePool(lane: lane, lanes: lanes, kernels: plan.kernels)
      defer { lanes.leave(lane) }
      while failure.withLock({ $0 == nil }),
        let replicate = queue.withLock({ $0.isEmpty ? nil : $0.removeFirst() })
      {
        do {
          try run(replicate, pool, tracker)
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private func run(_ replicate: Int, _ lane: LanePool, _ tracker: WorkTracker) throws {
    for arm in plan.arms {
      try StopSignal.check()
      let own = try trained(arm.stage, replicate, lane.pool, tracker)
      let root = try trained(plan.root(of: arm.stage), replicate, lane.pool, tracker)
      for (set, probe) in looks(at: arm) {
        try StopSignal.check()
        try look(arm, set, probe, replicate, own: own, root: root, lane.pool, tracker)
      }
      try onFinishedArm()
    }
  }

  /// What is measured on an arm: its model alone, then on every set of its own.
  func looks(at arm: Arm) -> [(set: EvaluationSet?, probe: any Probe)] {
    plan.probes.map { (nil, $0.value) }
      + plan.sets.filter { arm.isOn($0.name) }.flatMap { set in
        set.probes.map { (set, $0.value) }
      }
  }

  /// The folder of a stage's run.
  func runFolder(_ stage: String, _ replicate: Int) -> String {
    "\(folder)/runs/\(stage)-s\(replicate)"
  }

  private func probeFolder(
    _ arm: Arm, _ set: EvaluationSet?, _ probe: any Probe, _ replicate: Int
  ) -> String {
    probeFolder(arm.name, set?.name ?? "", type(of: probe).kind, replicate)
  }

  /// The folder of what a probe found.
  func probeFolder(_ arm: String, _ set: String, _ probe: String, _ replicate: Int) -> String {
    "\(folder)/runs/\(arm)-s\(replicate)-\(probe)" + (set.isEmpty ? "" : "-on-\(set)")
  }

  /// Predicted seconds of what a seed lacks, here and in the cache.
  func secondsLeft(_ replicate: Int) throws -> Double {
    var left = 0.0
    for stage in plan.neededStages {
      let isThere = cache.has(
        try stageKey(stage.name, replicate).hash, in: runFolder(stage.name, replicate))
      if !isThere { left += predicted["train \(stage.name)"] ?? 0 }
    }
    for arm in plan.arms {
      for (set, probe) in looks(at: arm) {
        let isThere = cache.has(
          try probeKey(arm, set, probe, replicate).hash, in: probeFolder(arm, set, probe, replicate)
        )
        if !isThere { left += predicted[PlanCosts.name(arm, set, probe)] ?? 0 }
      }
    }
    return left
  }

  // MARK: - Training

  /// A stage that has been trained.
  private struct Trained {
    var folder: String
    var hash: String
    /// The roles of the stages behind it, its own last.
    var roles: [String]
    /// The model that its line begins with, if that is given, and where it lies.
    var given: GivenModel?
    var place = ""
    /// Whether it is the given model itself.
    var isGiven = false
  }

  /// Everything that makes a stage's numbers what they are.
  private struct TrainingKey: Encodable {
    var seed: UInt64
    var replicate: Int
    var address: String
    var shape: TransformerShape?
    var parent: String
    var at: Double
    var match: StageMatch
    var matched: String
    /// Stages whose models are used; `nil` for none.
    var models: [String]?
    /// What the files of a given model hold; `nil` for none.
    var given: String?
    var recipe: Slot<RecipeCatalogue>
    var keep: [Double]
    var kernels: ProductKernels
  }

  /// The name in the address of a stage's random numbers. Pre-training draws what all arms of a seed share; its name
  /// is no part of what it becomes.
  private func address(of stage: Stage) -> String {
    stage.from.stage.isEmpty ? "shared" : stage.address
  }

  /// The key of everything that makes a trained stage what it is.
  private func stageKey(_ name: String, _ replicate: Int) throws -> StageKey {
    guard let stage = plan.stage(name) else { preconditionFailure("no stage '\(name)'") }
    func other(_ name: String) throws -> String {
      name.isEmpty ? "" : try stageKey(name, replicate).hash
    }
    let models = try stage.recipe.value.stages.map(other)
    let given = stage.recipe.component as? GivenModel
    return try StageCache.key(
      TrainingKey(
        seed: seed, replicate: replicate, address: address(of: stage),
        shape: stage.from.stage.isEmpty ? stage.from.size.shape() : nil,
        parent: try other(stage.from.stage), at: stage.from.at, match: stage.match,
        matched: try other(stage.match.stage),
        models: models.isEmpty ? nil : models,
        given: try given.flatMap { $0.stage.isEmpty ? try GivenModels.digest($0) : nil },
        recipe: stage.recipe, keep: stage.keep,
        kernels: plan.kernels), engine: engine)
  }

  private func trained(
    _ name: String, _ replicate: Int, _ pool: WorkerPool, _ tracker: WorkTracker
  ) throws -> Trained {
    guard let stage = plan.stage(name) else { preconditionFailure("no stage '\(name)'") }
    let parent =
      stage.from.stage.isEmpty
      ? nil : try trained(stage.from.stage, replicate, pool, tracker)
    let matched =
      stage.match.stage.isEmpty
      ? nil : try trained(stage.match.stage, replicate, pool, tracker)
    let recipe = stage.recipe.value
    var models: [String: String] = [:]
    for other in recipe.stages {
      models[other] = try latest(of: trained(other, replicate, pool, tracker))
    }
    let key = try stageKey(name, replicate)
    let hash = key.hash
    let folder = runFolder(name, replicate)
    if let given = recipe as? GivenModel {
      let source = try stage.recipe.value.stages.first.map {
        try trained($0, replicate, pool, tracker)
      }
      return try taken(
        given, stage, hash: hash, folder: folder, roles: (parent ?? source)?.roles ?? [],
        place: try source.map(latest) ?? given.path())
    }
    let work = "train \(name)"
    return try tracker.stage(work, replicate, predicted[work] ?? 0) { [models] report in
      _ = try cache.bring(hash, describedBy: key.text, to: folder) {
        try AtomicFile.write(try ConfigLoader.yaml(stage), to: folder + "/stage.yaml")
        let start =
          try parent.map { try self.model($0, at: stage.from.at) }
          ?? StudyModel(
            Transformer(
              shape: stage.from.size.shape(), stream: stream["init", replicate, "shared"]))
        // A given model is read once for all stages; only an adapter on it may learn in place.
        let isShared = parent?.isGiven == true && !(recipe is LoRARecipe)
        let model = isShared ? start.transformer.copy() : start.transformer
        var context = RunContext(
          folder: folder, stream: stream, replicate: replicate, arm: address(of: stage),
          tokenizer: start.tokenizer, promptFormat: start.promptFormat, pool: pool
        ) { done, total, note in report(done / max(total, 1), note) }
        context.base = parent?.place ?? ""
        context.companions = {
          try TokenizerFolder.save(start.tokenizer, chatTemplate: start.chatTemplate, to: $0)
        }
        context.keep = stage.keep
        context.stages = models
        context.measuresMovement = parent != nil
        context.matching = try matched.map { try matching(stage, $0) }
        // Problems of the same kind as an earlier stage's are drawn from an address of their own.
        if let parent, parent.roles.contains(recipe.role) {
          context.parent = String(parent.hash.prefix(12))
        }
        var seen: Set<UInt64> = []
        let state = try Details.time(work, saying: "s\(replicate) \(work)") {
          try recipe.train(model, context) { seen.insert($0) }
        }
        try StageFile.write(
          StageRecord(counters: state.counters, problems: seen.sorted()),
          to: folder + "/stage.json")
      }
      return Trained(
        folder: folder, hash: hash, roles: (parent?.roles ?? []) + [recipe.role],
        given: parent?.given, place: parent?.place ?? "")
    }
  }

  /// A stage that takes a model as it is: its folder says which, and that nothing was trained.
  private func taken(
    _ given: GivenModel, _ stage: Stage, hash: String, folder: String, roles: [String],
    place: String
  ) throws -> Trained {
    _ = try cache.bring(hash, to: folder) {
      try AtomicFile.write(try ConfigLoader.yaml(stage), to: folder + "/stage.yaml")
      try AtomicFile.write("", to: folder + "/metrics.jsonl")
      try StageFile.write(
        StageRecord(counters: TrainingState.Counters(), problems: []), to: folder + "/stage.json")
    }
    return Trained(
      folder: folder, hash: hash, roles: roles, given: given, place: place, isGiven: true)
  }

  /// What the matched stage's run says about budgets.
  private func matching(_ stage: Stage, _ other: Trained) throws -> Matching {
    struct Row: Decodable {
      var stepNorm: Double?
      var path: Double?
      var flops: Double
    }
    let rows = try JSONLines.read(Row.self, from: other.folder + "/metrics.jsonl")
    guard let last = rows.last else {
      throw StudiesError.data(path: other.folder, reason: "no steps to match; pass --overwrite")
    }
    if (stage.match.path || stage.match.steps) && last.path == nil {
      throw StudiesError.plan(
        "stage '\(stage.name)' matches '\(stage.match.stage)', whose movement was not measured: "
          + "a stage without a parent has none")
    }
    let times = stage.match.times
    return Matching(
      flops: stage.match.flops ? times * last.flops : nil,
      path: stage.match.path ? last.path.map { times * $0 } : nil,
      stepNorms: stage.match.steps ? rows.map { times * ($0.stepNorm ?? 0) } : nil)
  }

  /// The folder of a stage's model at its end.
  private func latest(of trained: Trained) throws -> String {
    guard let path = CheckpointFolder(run: trained.folder).latest else {
      throw StudiesError.data(
        path: trained.folder, reason: "the checkpoint is missing; pass --overwrite")
    }
    return path
  }

  private func model(_ trained: Trained, at share: Double) throws -> StudyModel {
    func folder() throws -> String {
      share < 1 ? CheckpointFolder.kept(share, run: trained.folder) : try latest(of: trained)
    }
    guard let given = trained.given else { return StudyModel(try ModelFolder.load(folder())) }
    var model = try GivenModels.model(given, at: trained.place)
    guard !trained.isGiven else { return model }
    let own = try folder()
    model.transformer =
      AdapterFolder.isAdapter(own)
      ? try AdapterFolder.adapted(model.transformer.base, by: own) : try ModelFolder.load(own)
    return model
  }

  // MARK: - Probes

  /// Everything that makes a probe's numbers what they are.
  private struct ProbeKey: Encodable {
    var seed: UInt64
    var replicate: Int
    var arm: String
    var model: String
    var at: Double
    var root: String
    var task: Slot<TaskCatalogue>?
    var set: [String]
    var difficulties: [Int]
    var problems: Int
    var probe: Slot<ProbeCatalogue>
  }

  /// The key of everything that makes what a probe finds what it is.
  private func probeKey(
    _ arm: Arm, _ set: EvaluationSet?, _ probe: any Probe, _ replicate: Int
  ) throws -> StageKey {
    try StageCache.key(
      ProbeKey(
        seed: seed, replicate: replicate, arm: arm.name,
        model: try stageKey(arm.stage, replicate).hash, at: arm.at,
        root: try stageKey(plan.root(of: arm.stage), replicate).hash, task: set?.task,
        set: set.map { [$0.name, $0.split.rawValue, $0.stream] } ?? [],
        difficulties: set?.difficulties ?? [], problems: set?.problems ?? 0, probe: Slot(probe)),
      engine: engine)
  }

  private func look(
    _ arm: Arm, _ set: EvaluationSet?, _ probe: any Probe, _ replicate: Int, own: Trained,
    root: Trained, _ pool: WorkerPool, _ tracker: WorkTracker
  ) throws {
    let key = try probeKey(arm, set, probe, replicate)
    let target = probeFolder(arm, set, probe, replicate)
    let work = PlanCosts.name(arm, set, probe)
    try tracker.stage(work, replicate, predicted[work] ?? 0) { report in
      _ = try cache.bring(key.hash, describedBy: key.text, to: target) {
        let model = try self.model(own, at: arm.at)
        let isRoot = own.hash == root.hash && arm.at == 1
        // Samples are counted without any choice that would need validation problems.
        let chooses = !(probe is Counts)
        let subject = Subject(
          model: model.transformer,
          root: isRoot ? model.transformer : try self.model(root, at: 1).transformer,
          problems: try set.map { try problems.problems($0) } ?? [],
          validation: try chooses
            ? set.map { try problems.problems($0, validation: true) } ?? [] : [],
          family: set?.task.value, set: set?.name ?? "",
          stream: stream["eval", replicate, arm.name], pool: pool, tokenizer: model.tokenizer,
          promptFormat: model.promptFormat)
        let found = try Details.time(work, saying: "s\(replicate) \(work)") {
          try probe.run(subject)
        }
        try StageFile.write(found, to: target + "/probe.json")
        report(1, "")
      }
    }
  }
}
