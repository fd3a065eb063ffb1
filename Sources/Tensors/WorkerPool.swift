import Dispatch
import Support
import Synchronization

/// Threads that each own whole pieces of work and a memory pool.
///
/// Work is cut into pieces by the caller, by token counts alone; how many workers there are decides who
/// computes a piece, never what is computed or in which order results are added.
public final class WorkerPool: Sendable {
  /// The number of workers.
  public let count: Int
  /// The processes of the run, of which this one has these workers.
  public let ranks: any Communicator
  private let workspaces: [Workspace]
  private let sums: Workspace

  /// A pool of `count` workers; one means the calling thread.
  ///
  /// - Precondition: the products can be had; `ProductKernels.prepare` says why not.
  public init(
    count: Int, kernels: ProductKernels = .portable, ranks: any Communicator = SingleProcess()
  ) {
    precondition(count >= 1, "\(count) workers")
    self.count = count
    self.ranks = ranks
    workspaces = (0..<count).map { _ in Workspace(kernels: kernels) }
    sums = Workspace()
  }

  private init(aloneAs pool: WorkerPool) {
    (count, ranks) = (pool.count, SingleProcess())
    (workspaces, sums) = (pool.workspaces, pool.sums)
  }

  /// The same workers, for what this process does without the others.
  public var alone: WorkerPool { ranks.isAlone ? self : WorkerPool(aloneAs: self) }

  /// Which products the workers compute.
  public var kernels: ProductKernels { workspaces[0].kernels }

  /// Bytes of tensor memory taken from the system so far by all workers.
  public var allocatedBytes: Int {
    workspaces.reduce(sums.allocatedBytes) { $0 + $1.allocatedBytes }
  }

  /// The memory of a worker, for whoever works in its place.
  public func workspace(_ worker: Int) -> Workspace { workspaces[worker] }

  /// Computes `body(0) … body(pieces − 1)`, each once, and returns the results in order.
  public func map<Result: Sendable>(
    _ pieces: Int, _ body: @Sendable (_ piece: Int, _ workspace: Workspace) -> Result
  ) -> [Result] {
    if count == 1 || pieces <= 1 { return (0..<pieces).map { body($0, workspaces[0]) } }
    let next = Atomic<Int>(0)
    let results = Mutex<[Result?]>(Array(repeating: nil, count: pieces))
    DispatchQueue.concurrentPerform(iterations: min(count, pieces)) { worker in
      while true {
        let piece = next.add(1, ordering: .relaxed).oldValue
        guard piece < pieces else { return }
        let result = body(piece, workspaces[worker])
        results.withLock { $0[piece] = result }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  /// Sums that are kept apart and added at the end, for a gradient of this size: as many workers at most
  /// share one update. The number follows from the size alone, never from the number of workers.
  public static func lanes(parameters: Int) -> Int { parameters > 1 << 25 ? 4 : 8 }

  /// The lanes of an update of so many pieces.
  static func lanes(pieces: Int, parameters: Int) -> Int {
    max(1, min(pieces, lanes(parameters: parameters)))
  }

  /// Sums gradients of pieces: piece i belongs to lane i mod `lanes`, which adds its pieces in order; the
  /// lanes are added in order at the end. So the result does not depend on who computed what.
  ///
  /// - Parameters:
  ///   - total: receives the sum; its previous contents are overwritten.
  ///   - body: adds a piece's gradient to what the buffer holds.
  public func sumGradients<Result: Sendable>(
    _ pieces: Int, into total: Tensor,
    _ body: @Sendable (_ piece: Int, _ gradient: Tensor, _ workspace: Workspace) -> Result
  ) -> [Result] {
    let lanes = Self.lanes(pieces: pieces, parameters: total.count)
    let (buffers, results) = computeLanes(0..<lanes, of: lanes, pieces, into: total, body)
    add(buffers.dropFirst(), to: total, 0, total.count)
    return (0..<pieces).map { results[$0 % lanes][$0 / lanes] }
  }

  /// The sums of some lanes, each in a buffer of its own, lane 0 in the total; the results of their pieces.
  func computeLanes<Result: Sendable>(
    _ own: Range<Int>, of lanes: Int, _ pieces: Int, into total: Tensor,
    _ body: @Sendable (_ piece: Int, _ gradient: Tensor, _ workspace: Workspace) -> Result
  ) -> (buffers: [Tensor], results: [[Result]]) {
    let buffers = own.map {
      $0 == 0 ? total : Tensor(rows: total.rows, columns: total.columns, in: sums)
    }
    let results = map(own.count) { index, workspace -> [Result] in
      buffers[index].fill(0)
      return stride(from: own.lowerBound + index, to: pieces, by: lanes).map {
        body($0, buffers[index], workspace)
      }
    }
    return (buffers, results)
  }

  /// Adds buffers, in order, to `count` elements of the total.
  func add(_ buffers: ArraySlice<Tensor>, to total: Tensor, _ start: Int, _ count: Int) {
    let block = 1 << 16
    _ = map(buffers.isEmpty ? 0 : (count + block - 1) / block) { index, _ -> Int in
      let first = start + index * block
      for buffer in buffers {
        VectorKernels.addScaled(
          1, buffer.pointer + first, to: total.pointer + first,
          count: min(block, start + count - first))
      }
      return 0
    }
  }
}
