import Synchronization
import Tensors

/// Who works where: lanes run one seed after the other, and the workers of a lane that has left go to those that still run.
package final class WorkerLanes: Sendable {
  private let workers: Int
  private let running: Mutex<[Int]>

  /// All lanes run; there are as many workers as lanes, or more.
  package init(workers: Int, lanes: Int) {
    self.workers = workers
    running = Mutex(Array(0..<lanes))
  }

  /// The workers of a lane that runs; those that do not divide evenly go to the first lanes.
  package func share(of lane: Int) -> Int {
    running.withLock { running in
      let place = running.firstIndex(of: lane) ?? 0
      let lanes = max(1, running.count)
      return max(1, workers / lanes + (place < workers % lanes ? 1 : 0))
    }
  }

  /// The lane has no seed left.
  package func leave(_ lane: Int) {
    running.withLock { running in running.removeAll { $0 == lane } }
  }

  /// What one more worker adds to the speed of a seed.
  private static let gain = 0.8

  /// Seconds until all lanes have left, from the seconds of one worker that each has to work.
  package static func seconds(_ lanes: [Double], workers: Int) -> Double {
    var (time, done) = (0.0, 0.0)
    for (index, work) in lanes.sorted().enumerated() {
      let share = max(1, Double(workers) / Double(lanes.count - index))
      time += (work - done) / (1 + gain * (share - 1))
      done = work
    }
    return time
  }
}

/// The workers of one lane, asked for anew before every piece of work.
final class LanePool {
  private let lane: Int
  private let lanes: WorkerLanes
  private let kernels: ProductKernels
  private var last: WorkerPool?

  /// The workers of a lane.
  init(lane: Int, lanes: WorkerLanes, kernels: ProductKernels) {
    (self.lane, self.lanes, self.kernels) = (lane, lanes, kernels)
  }

  /// As many workers as the lane has now.
  var pool: WorkerPool {
    let count = lanes.share(of: lane)
    if let last, last.count == count { return last }
    let pool = WorkerPool(count: count, kernels: kernels)
    last = pool
    return pool
  }
}
