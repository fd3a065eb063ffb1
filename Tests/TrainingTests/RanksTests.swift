import Advantages
import Config
import Experience
import Foundation
import Networks
import Rewards
import Rollouts
import Support
import Tasks
import Tensors
import TestSupport
import Testing
import Training

/// The same bits whatever the number of ranks.
@Suite struct RanksTests {
  @Test(arguments: ToyTraining.allCases, [2, 3, 4])
  func ranksDoNotMatter(_ kind: ToyTraining, _ size: Int) throws {
    let folder = try TemporaryFolder()
    let (one, many) = (folder.file("one"), folder.file("many"))
    let alone = try kind.run(folder: one)
    let runs = try ThreadRanks.run(size) { ranks in
      let run = try kind.run(folder: many, ranks: ranks)
      return Outcome(bits: run.bits, counters: run.state.counters, seen: run.seen)
    }.map { try $0.get() }
    #expect(runs.count == size)
    for run in runs {
      #expect(run.bits == alone.bits && run.counters == alone.state.counters)
      #expect(run.seen == alone.seen)
    }
    let (a, b) = (try checkpointFiles(one), try checkpointFiles(many))
    #expect(a.keys == b.keys)
    for (name, data) in a where !["state.json", FolderDigest.name].contains(name) {
      #expect(b[name] == data, "\(name)")
    }
    #expect(try metricRows(one) == metricRows(many))
    #expect(try metricRows(many).count == ToyTraining.steps)
  }

  struct Outcome: Sendable {
    var bits: [UInt32]
    var counters: TrainingState.Counters
    var seen: [UInt64]
  }

  /// What has stopped on two ranks goes on with three, then with one.
  @Test(arguments: ToyTraining.allCases) func anotherNumberOfRanksGoesOn(_ kind: ToyTraining) throws
  {
    let folder = try TemporaryFolder()
    let (path, first, second) = (folder.file("run"), folder.file("first"), folder.file("second"))
    let calls = CallCounter()
    func run(_ path: String, _ size: Int, copies: [Int: String] = [:]) throws -> [UInt32] {
      try ThreadRanks.run(size) { ranks in
        try kind.run(folder: path, ranks: ranks) {
          guard ranks.rank == 0, let copy = copies[calls.next()] else { return }
          try FileManager.default.copyItem(atPath: path, toPath: copy)
        }.bits
      }[0].get()
    }
    let whole = try run(path, 2, copies: [2: first, 4: second])
    #expect(CheckpointFolder(run: first).names == ["step-000002"])
    #expect(CheckpointFolder(run: second).names == ["step-000004"])
    #expect(try run(first, 3) == whole)
    #expect(try kind.run(folder: second).bits == whole)
    #expect(try metricRows(first) == metricRows(path) && metricRows(second) == metricRows(path))
  }

  /// Samplers, critics, models beside the policy and pairs: everything that a step can be made of.
  @Test(arguments: Settings.allCases) func everyKindOfStepIsShared(_ kind: Settings) throws {
    let alone = try kind.run(SingleProcess())
    for run in ThreadRanks.run(2, { try kind.run($0) }) { #expect(try run.get() == alone) }
  }

  enum Settings: String, CaseIterable, CustomTestStringConvertible {
    case critic, trees, lagged, conversation, filters, teacher
    var testDescription: String { rawValue }

    func run(_ ranks: any Communicator) throws -> [UInt32] {
      var settings = PolicyStepTests.settings(steps: 3)
      var shares = PolicyStepTests.shares
      switch self {
      case .critic:
        settings.advantage = Slot(GeneralizedAdvantage())
        settings.updates = 2
      case .trees: settings.sampler = Slot(Trees())
      case .lagged:
        var lagged = Lagged()
        lagged.overlap = true
        settings.sampler = Slot(lagged)
      case .conversation:
        shares = [TaskShare(SecondChance(), difficulties: [1])]
        settings.responseCap = 24
      case .filters:
        settings.decoding.topK = 5
        settings.keepMask = true
      case .teacher:
        settings.models = ["teacher": .init()]
        settings.reward = Slot(Teacher())
      }
      let model = Toy.model(width: 16, heads: 2, feedForward: 24, seed: 2)
      let context = RunContext(
        folder: nil, stream: RandomStream(seed: 5), pool: WorkerPool(count: 1, ranks: ranks))
      let state = try PolicyTrainer(settings, mixture: TaskMixture(shares)).run(model, context)
      return state.model.trainable.values.values.map(\.bitPattern)
    }
  }

  /// Ranks that have not the same model do not train.
  @Test func anotherModelIsRefused() throws {
    let results = ThreadRanks.run(2) { ranks in
      let model = Toy.model(width: 16, heads: 2, feedForward: 24, seed: UInt64(ranks.rank))
      let context = RunContext(
        folder: nil, stream: RandomStream(seed: 5), pool: WorkerPool(count: 1, ranks: ranks))
      _ = try PolicyTrainer(
        PolicyStepTests.settings(), mixture: TaskMixture(PolicyStepTests.shares)
      ).run(model, context)
    }
    for result in results {
      do {
        try result.get()
        Issue.record("it was trained")
      } catch {
        #expect(
          "\(error)".hasPrefix("rank 1 has another state to go on from than rank 0"), "\(error)")
      }
    }
  }

  /// A signal to one of them is one to all.
  @Test func oneStopsAll() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      StopSignal.listen()
      let results = ThreadRanks.run(2) { ranks in
        let calls = CallCounter()
        _ = try ToyTraining.policy.run(folder: path, ranks: ranks) {
          guard calls.next() == 2, ranks.rank == 1 else { return }
          kill(getpid(), SIGTERM)
          while StopSignal.number == 0 { usleep(1000) }
        }
      }
      for case .failure(let error) in results {
        precondition((error as? Stopped)?.signal == 15, "\(error)")
      }
      precondition(results.count { if case .failure = $0 { true } else { false } } == 2)
    }
    // Both are threads of one process, so the flag is seen at the end of step 2 by the other, or by both at that of step 3.
    #expect(["step-000002", "step-000003"].contains(CheckpointFolder(run: path).names.last))
    #expect(try ToyTraining.policy.run(folder: path).bits == ToyTraining.policy.run().bits)
  }

  /// What one of them cannot do, all fail with.
  @Test func failuresAreShared() throws {
    struct Broken: Error, CustomStringConvertible { let description = "no disk" }
    let results = ThreadRanks.run(3) { ranks in
      #expect(try ranks.lead { ranks.rank * 10 + 7 } == 7)
      #expect(try ranks.share(5) { "\($0)" } == ["0", "1", "2", "3", "4"])
      try ranks.lead { throw Broken() }
    }
    for (rank, result) in results.enumerated() {
      #expect(throws: (any Error).self) { try result.get() }
      if case .failure(let error) = result {
        #expect("\(error)" == (rank == 0 ? "no disk" : "rank 0: no disk"))
      }
    }
  }

  /// The order of a sum is that of the lanes, whoever has them: numbers whose sum depends on it.
  @Test(arguments: [1, 2, 3, 8, 11], [1, 5, 9, 40]) func sumsKeepTheirOrder(
    _ size: Int, _ pieces: Int
  ) throws {
    // More than one block of the chain, with a rest.
    let count = (1 << 18) + 77
    @Sendable func sum(_ ranks: any Communicator) throws -> (bits: [UInt32], results: [Double]) {
      let pool = WorkerPool(count: 2, ranks: ranks)
      let total = Tensor(rows: count, in: Workspace())
      let results = try pool.sumGradientsAcrossRanks(pieces, into: total) { piece, gradient, _ in
        for i in 0..<count {
          gradient.pointer[i] += Float(piece * piece + 1) * 0.1 + Float(i % 97) * 1e-4
        }
        return Double(piece) / 3
      }
      return (total.values.map(\.bitPattern), results)
    }
    let alone = try sum(SingleProcess())
    #expect(alone.results == (0..<pieces).map { Double($0) / 3 })
    for run in ThreadRanks.run(size, sum) {
      let run = try run.get()
      #expect(run.bits == alone.bits && run.results == alone.results)
    }
  }
}
