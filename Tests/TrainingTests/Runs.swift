import Foundation
import Config
import Losses
import Networks
import Optimizers
import Rewards
import Support
import Synchronization
import Tasks
import Tensors
import TestSupport
import Testing
import Training

/// What a finished run is compared by.
struct RunResult {
  var state: TrainingState
  var seen: [UInt64]

  /// The parameters, bit for bit.
  var bits: [UInt32] { state.model.parameters.values.values.map(\.bitPattern) }
}

/// The two kinds of training, small enough for hundreds of runs.
enum ToyTraining: String, CaseIterable, CustomTestStringConvertible {
  case supervised
  /// With everything that has a state or a schedule: a reference that is reset, several updates and epochs,
  /// a temperature, an entropy bonus, a reward with random numbers.
  case policy

  var testDescription: String { rawValue }

  /// Steps of the whole run; the supervised run's tokens are chosen to give as many.
  static let steps = 7

  private static let shares = [TaskShare(Chain.pure, difficulties: [1, 2])]

  /// Trains a model from a fixed start, going on from a checkpoint if the folder has one.
  func run(
    folder: String? = nil, workers: Int = 1, ranks: any Communicator = SingleProcess(),
    seed: UInt64 = 5,
    progress: @escaping @Sendable () throws -> Void = {}
  ) throws -> RunResult {
    let model = Toy.model(width: 16, heads: 2, feedForward: 24, seed: 2)
    let context = RunContext(
      folder: folder, stream: RandomStream(seed: seed),
      pool: WorkerPool(count: workers, ranks: ranks),
      checkpointSeconds: 0
    ) { _, _, _ in
      do { try progress() } catch { Issue.record(error) }
    }
    var seen: [UInt64] = []
    let mixture = try TaskMixture(Self.shares)
    let state: TrainingState
    switch self {
    case .supervised:
      var settings = SupervisedSettings()
      settings.batchTokens = 1500
      settings.tokens = 1500 * Self.steps - 400
      state = try SupervisedTrainer(settings) { try mixture.goldExample(using: &$0) }.run(
        model, context
      ) { seen.append($0) }
    case .policy:
      var settings = PolicySettings()
      settings.steps = Self.steps
      settings.problems = 6
      settings.groupSize = 24
      settings.updates = 2
      settings.epochs = 2
      settings.learningRate = 3e-3
      settings.schedule = Schedule(shape: .cosine, warmup: 0.2, finalFraction: 0.1)
      settings.reward = Slot(RandomReward())
      settings.kl = KLPenalty(coefficient: 0.05, estimator: .k2, referenceReset: 3)
      settings.entropyBonus = 0.01
      settings.decoding.temperature = 0.9
      settings.responseCap = 12
      state = try PolicyTrainer(settings, mixture: mixture).run(model, context) { seen.append($0) }
    }
    return RunResult(state: state, seen: seen)
  }
}

/// Counts calls from a closure.
final class CallCounter: Sendable {
  private let calls = Mutex(0)
  /// How many calls there were, this one included.
  func next() -> Int {
    calls.withLock {
      $0 += 1
      return $0
    }
  }
}

/// The rows of a run's metrics, without what depends on the clock.
func metricRows(_ folder: String) throws -> [[String: Double?]] {
  var rows: [[String: Double?]] = []
  try JSONLines.forEachLine(of: folder + "/metrics.jsonl") { line, _ in
    let row = try JSONDecoder().decode([String: Double?].self, from: line)
    rows.append(row.filter { !$0.key.hasPrefix("wall_s") })
  }
  return rows
}

/// The files of the newest checkpoint.
func checkpointFiles(_ folder: String) throws -> [String: Data] {
  let latest = try #require(CheckpointFolder(run: folder).latest)
  var files: [String: Data] = [:]
  for name in try FileManager.default.contentsOfDirectory(atPath: latest) {
    files[name] = try AtomicFile.read(latest + "/" + name)
  }
  return files
}

/// Collects numbers from a closure.
final class CallLog: Sendable {
  private let numbers = Mutex<[Int]>([])
  /// Adds one.
  func add(_ number: Int) { numbers.withLock { $0.append(number) } }
  /// What was added, in order.
  var values: [Int] { numbers.withLock { $0 } }
}
