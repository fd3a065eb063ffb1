import Evaluation
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

/// Runs the stages of a plan: bases, arms, evaluations, seed by seed, several seeds side by side.
///
/// The state of a study is its finished stages; the runner can be killed at any moment and goes on from
/// them. Nothing that it computes depends on the number of workers.
struct StudyRunner: Sendable {
  let plan: StudyPlan
  let seed: UInt64
  /// The number of the first replicate: 0, or 900 for calibration.
  let firstReplicate: Int
  let folder: String
  let cache: StageCache
  let workers: Int
  let progress: ProgressMeter
  /// Predicted seconds of each stage, by name.
  let predicted: [String: Double]
  /// Called after every finished arm.
  let onFinishedArm: @Sendable () throws -> Void

  private var stream: RandomStream { RandomStream(seed: seed) }
  private var engine: String { EngineFingerprint.text(of: plan.kernels) }
  private var replicates: [Int] { (0..<plan.seeds).map { firstReplicate + $0 } }

  /// Runs everything that is not finished yet.
  func run() throws {
    let sideBySide = max(1, min(workers, plan.seeds))
    let perSeed = predicted.values.reduce(0, +)
    let tracker = WorkTracker(total: perSeed * Double(plan.seeds), progress)
    let queue = Mutex<[Int]>(replicates)
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: sideBySide) { lane in
      // Workers that do not divide evenly go to the first lanes.
      let share = workers / sideBySide + (lane < workers % sideBySide ? 1 : 0)
      let pool = WorkerPool(count: max(1, share), kernels: plan.kernels)
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

  /// The folder of an arm's or base's run.
  func runFolder(_ name: String, _ replicate: Int) -> String {
    "\(folder)/runs/\(name)-s\(replicate)"
  }

  private func run(_ replicate: Int, _ pool: WorkerPool, _ tracker: WorkTracker) throws {
    for arm in plan.arms {
      try StopSignal.check()
      let (model, hash) = try trained(arm, replicate, pool, tracker)
      for set in plan.sets where arm.sets.contains(set.name) {
        try StopSignal.check()
        try evaluate(arm, set, replicate, model, hash, pool, tracker)
      }
      try onFinishedArm()
    }
  }

  // MARK: Training

  private struct TrainingStage: Encodable {
    var seed: UInt64
    var replicate: Int
    var arm: String
    var shape: TransformerShape
    var base: BaseRecipe
    var training: ArmTraining
    var kernels: ProductKernels
  }

  /// The trained model of an arm, and the hash of what made it.
  private func trained(
    _ arm: Arm, _ replicate: Int, _ pool: WorkerPool, _ tracker: WorkTracker
  ) throws -> (Transformer, String) {
    let recipe = plan.base(arm.base)
    let base = try base(recipe, replicate, pool, tracker)
    guard arm.training != .none else { return base }
    let hash = try StageCache.hash(
      TrainingStage(
        seed: seed, replicate: replicate, arm: arm.stream, shape: plan.shape, base: recipe,
        training: arm.training, kernels: plan.kernels), engine: engine)
    let folder = runFolder(arm.name, replicate)
    return try tracker.stage("train \(arm.name)", replicate, seconds(of: "train \(arm.name)")) {
      report in
      _ = try cache.bring(hash, to: folder) {
        try writeConfig(arm.training, to: folder)
        let context = context(folder, replicate, arm.stream, pool, report)
        let model = base.0.copy()
        var seen: Set<UInt64> = []
        let state: TrainingState
        switch arm.training {
        case .none: return
        case .policy(let settings, let tasks):
          let trainer = PolicyTrainer(settings, mixture: try TaskMixture(tasks))
          state = try trainer.run(model, context) { seen.insert($0) }
        case .imitation(let settings, let tasks):
          let mixture = try TaskMixture(tasks)
          state = try SupervisedTrainer(settings, role: "ft_data") {
            try mixture.goldExample(using: &$0)
          }.run(model, context) { seen.insert($0) }
        case .pretraining(let settings, let text):
          let corpus = try text.corpus()
          state = try SupervisedTrainer(settings, role: "ft_data") {
            try corpus.example(using: &$0)
          }.run(model, context) { seen.insert($0) }
        }
        try finish(state, seen, in: folder)
      }
      return (try loadModel(folder), hash)
    }
  }

  private func base(
    _ recipe: BaseRecipe, _ replicate: Int, _ pool: WorkerPool, _ tracker: WorkTracker
  ) throws -> (Transformer, String) {
    let hash = try StageCache.hash(
      TrainingStage(
        seed: seed, replicate: replicate, arm: "shared", shape: plan.shape, base: recipe,
        training: .none, kernels: plan.kernels), engine: engine)
    let name = "pre-train \(recipe.name)"
    let folder = runFolder("pretrain-\(recipe.name)", replicate)
    return try tracker.stage(name, replicate, seconds(of: name)) { report in
      _ = try cache.bring(hash, to: folder) {
        try writeConfig(recipe, to: folder)
        let model = Transformer(shape: plan.shape, stream: stream["init", replicate, "shared"])
        let corpus = try recipe.text.corpus()
        var seen: Set<UInt64> = []
        let state = try SupervisedTrainer(recipe.training) { try corpus.example(using: &$0) }
          .run(model, context(folder, replicate, "shared", pool, report)) { seen.insert($0) }
        try finish(state, seen, in: folder)
      }
      return (try loadModel(folder), hash)
    }
  }

  private func context(
    _ folder: String, _ replicate: Int, _ arm: String, _ pool: WorkerPool,
    _ report: @escaping @Sendable (Double, String) -> Void
  ) -> RunContext {
    RunContext(
      folder: folder, stream: stream, replicate: replicate, arm: arm, pool: pool
    ) { done, total, note in report(done / max(total, 1), note) }
  }

  private func seconds(of stage: String) -> Double {
    predicted[stage] ?? 0
  }

  private func writeConfig(_ value: some Encodable, to folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    try AtomicFile.write(try encoder.encode(value), to: folder + "/config.json")
  }

  /// The same value, the same bytes.
  private static var sorted: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return encoder
  }

  /// What a finished training stage leaves besides its checkpoint and metrics.
  struct TrainingRecord: Codable {
    var counters: TrainingState.Counters
    var problems: [UInt64]
  }

  private func finish(_ state: TrainingState, _ seen: Set<UInt64>, in folder: String) throws {
    try AtomicFile.write(
      try Self.sorted.encode(TrainingRecord(counters: state.counters, problems: seen.sorted())),
      to: folder + "/run.json")
  }

  private func loadModel(_ folder: String) throws -> Transformer {
    guard let checkpoint = CheckpointFolder(run: folder).latest else {
      throw StudiesError.data(path: folder, reason: "the checkpoint is missing; pass --overwrite")
    }
    return try ModelFolder.load(checkpoint)
  }

  // MARK: Evaluation

  private struct EvaluationStage: Encodable {
    var seed: UInt64
    var replicate: Int
    var arm: String
    var model: String
    var set: EvaluationSet
  }

  /// What an evaluation stage keeps.
  struct EvaluationRecord: Codable {
    var result: BenchmarkResult
    var probe: [Double]
    var flops: Double
  }

  func evaluationFolder(_ arm: String, _ set: String, _ replicate: Int) -> String {
    "\(folder)/runs/\(arm)-s\(replicate)-on-\(set)"
  }

  private func evaluate(
    _ arm: Arm, _ set: EvaluationSet, _ replicate: Int, _ model: Transformer, _ modelHash: String,
    _ pool: WorkerPool, _ tracker: WorkTracker
  ) throws {
    let hash = try StageCache.hash(
      EvaluationStage(
        seed: seed, replicate: replicate, arm: arm.name, model: modelHash, set: set),
      engine: engine)
    let name = "evaluate \(arm.name) on \(set.name)"
    let target = evaluationFolder(arm.name, set.name, replicate)
    try tracker.stage(name, replicate, seconds(of: name)) { report in
      _ = try cache.bring(hash, to: target) {
        let problems = try set.problemSet(stream)
        let engine = RolloutEngine(
          model, tokenizer: CharacterTokenizer(),
          decoding: Decoding(temperature: set.temperature), pool: pool)
        let family = set.task.value
        let result = try Benchmark(
          set: problems, family: family, samplesPerProblem: set.samples
        ).run(engine, stream: stream["eval", replicate, arm.name]) { share in
          report(share, "")
          try StopSignal.check()
        }
        let unique = problems.problems.allSatisfy {
          family.traced?.hasUniqueStrictResponse($0) ?? false
        }
        let probe =
          unique
          ? try SupportProbe.logProbabilities(of: problems.problems, under: engine) : []
        let shape = model.shape
        let flops =
          Double(result.decodedTokens) * shape.forwardFLOPs(meanLength: result.meanLength)
          + Double(result.promptTokens) * shape.forwardFLOPs(meanLength: 16)
        try AtomicFile.write(
          try Self.sorted.encode(EvaluationRecord(result: result, probe: probe, flops: flops)),
          to: target + "/evaluation.json")
      }
    }
  }
}
