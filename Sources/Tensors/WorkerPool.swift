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
  public init(count: Int) {
    precondition(count >= 1, "\(count) workers")
    MatrixProduct.useOneThread()
    self.count = count
    workspaces = (0..<count).map { _ in Workspace() }
  }

  /// Bytes of tensor memory taken from the system so far by all workers.
  public var allocatedBytes: Int {
    workspaces.reduce(sums.allocatedBytes) { $0 + $1.allocatedBytes }
  }

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

  /// Sums gradients of pieces in order of their index, whoever computed them first.
  ///
  /// - Parameters:
  ///   - total: receives the sum; its previous contents are overwritten.
  ///   - body: adds a piece's gradient to a zeroed buffer of the same size.
  public func sumGradients<Result: Sendable>(
    _ pieces: Int, into total: Tensor,
    _ body: @Sendable (_ piece: Int, _ gradient: Tensor, _ workspace: Workspace) -> Result
  ) -> [Result] {
    total.fill(0)
    let reduction = Mutex(OrderedSum(total, sums))
    return map(pieces) { piece, workspace in
      let buffer = reduction.withLock { $0.spareBuffer() }
      buffer.fill(0)
      let result = body(piece, buffer, workspace)
      reduction.withLock { $0.add(piece, buffer) }
      return result
    }
  }
}

/// Adds buffers in order of their index; those that come early wait.
private struct OrderedSum: ~Copyable {
  private let total: Tensor
  private let workspace: Workspace
  private var spare: [Tensor] = []
  private var waiting: [Int: Tensor] = [:]
  private var next = 0

  init(_ total: Tensor, _ workspace: Workspace) {
    self.total = total
    self.workspace = workspace
  }

  mutating func spareBuffer() -> Tensor {
    spare.popLast() ?? Tensor(rows: total.rows, columns: total.columns, in: workspace)
  }

  mutating func add(_ index: Int, _ buffer: Tensor) {
    waiting[index] = buffer
    while let ready = waiting.removeValue(forKey: next) {
      VectorKernels.addScaled(1, ready.pointer, to: total.pointer, count: total.count)
      spare.append(ready)
      next += 1
    }
  }
}
