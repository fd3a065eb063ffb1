import Dispatch
import Synchronization

/// Threads that each own whole pieces of work and a memory pool.
///
/// Work is cut into pieces by the caller, by token counts alone; how many workers there are decides who
/// computes a piece, never what is computed or in which order results are added.
public final class WorkerPool: Sendable {
  /// The number of workers.
  public let count: Int
  private let workspaces: [Workspace]
  private let sums = Workspace()

  /// A pool of `count` workers; one means the calling thread.
  ///
  /// - Precondition: the products can be had; `ProductKernels.prepare` says why not.
  public init(count: Int, kernels: ProductKernels = .portable) {
    precondition(count >= 1, "\(count) workers")
    self.count = count
    workspaces = (0..<count).map { _ in Workspace(kernels: kernels) }
  }

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
    let lanes = max(1, min(pieces, Self.lanes(parameters: total.count)))
    let buffers =
      [total]
      + (1..<lanes).map { _ in Tensor(rows: total.rows, columns: total.columns, in: sums) }
    let results = map(lanes) { lane, workspace -> [Result] in
      buffers[lane].fill(0)
      return stride(from: lane, to: pieces, by: lanes).map { body($0, buffers[lane], workspace) }
    }
    let block = 1 << 16
    _ = map(lanes == 1 ? 0 : (total.count + block - 1) / block) { index, _ -> Int in
      let start = index * block
      for buffer in buffers.dropFirst() {
        VectorKernels.addScaled(
          1, buffer.pointer + start, to: total.pointer + start,
          count: min(block, total.count - start))
      }
      return 0
    }
    return (0..<pieces).map { results[$0 % lanes][$0 / lanes] }
  }
}
