import Experience
import Foundation
import Support
import Synchronization
import Tensors

/// Rollouts that go on beside a step's updates, and come into the memory when the step ends.
///
/// What they are does not depend on when they are made: they sample from a copy of the policy as it was when they were
/// begun. So it does not matter to a number whether they ran beside the updates or before them.
public final class Background {
  /// Something under way.
  private final class Job: @unchecked Sendable {
    let path: String
    let models: ModelBank
    let done = DispatchSemaphore(value: 0)
    var result: Result<Batch, any Error>?

    init(path: String, models: ModelBank) {
      self.path = path
      self.models = models
    }
  }

  /// Work that is handed to another thread, whose own it then is.
  private struct Handed: @unchecked Sendable {
    let work: () throws -> Batch
  }

  private var jobs: [Job] = []
  private let pool: WorkerPool

  /// A place for rollouts; they have as many workers as the run.
  public init(besides pool: WorkerPool) {
    self.pool = WorkerPool(count: pool.count, kernels: pool.kernels, ranks: pool.ranks)
  }

  /// Samples batches with the policy as it is now.
  ///
  /// - Parameters:
  ///   - path: the list of batches in the memory that they are appended to when the step ends.
  ///   - isBeside: on another thread, while the updates go on; otherwise now, as always where several ranks meet in one
  ///     order.
  func start(
    into path: String, beside isBeside: Bool, _ bench: Bench,
    _ work: @escaping (Bench) throws -> Batch
  ) throws {
    let apart = try bench.apart(pool)
    let job = Job(path: path, models: apart.models)
    jobs.append(job)
    guard isBeside && pool.ranks.isAlone else {
      job.result = Result { try work(apart) }
      job.done.signal()
      return
    }
    let handed = Handed { try work(apart) }
    let before = jobs.dropLast().last
    Thread.detachNewThread {
      // One after the other: they share the workers.
      if let before {
        before.done.wait()
        before.done.signal()
      }
      job.result = Result { try handed.work() }
      job.done.signal()
    }
  }

  /// Waits for what is under way, in order, and puts it into the memory; its cost into the bank.
  ///
  /// - Throws: what sampling threw.
  public func join(_ memory: inout Memory, _ bank: ModelBank) throws {
    defer { jobs = [] }
    for job in jobs {
      job.done.wait()
      job.done.signal()
      if let batch = try job.result?.get() { memory.append(batch, at: job.path) }
      bank.ledger = bank.ledger + job.models.ledger
      bank.drawn += job.models.drawn
    }
  }
}
