import Support
import Tensors
import TestSupport
import Testing

@Suite struct MemoryAndWorkerTests {
  /// Forward and backward through every fused operation, on `n` tokens.
  private func step(_ n: Int, _ weights: [Tensor], _ gradients: [Tensor]?, _ workspace: Workspace)
    -> Float
  {
    let tape = Tape(workspace)
    let p = weights.enumerated().map { tape.parameter($1, gradient: gradients?[$0]) }
    let layout = HeadLayout(heads: 2, keyValueHeads: 1, width: 8)
    let rotary = RotaryTable(width: 8, positions: 64, base: 10_000)
    let ids = Toy.tokens(n, vocabulary: 20, "ids\(n)")
    let x = tape.embedding(p[0], ids)
    let normed = tape.rmsNorm(x, gain: p[1], epsilon: 1e-5)
    let attended = tape.attention(
      tape.linear(normed, p[2]), offsets: [0, n / 2, n], layout: layout, rotary: rotary)
    let y = tape.linear(
      tape.swiglu(tape.linear(tape.linear(attended, p[3], addingTo: x), p[4])), p[5])
    let results = tape.tokenLogprobs(
      y, head: p[0], positions: Array(0..<n), targets: ids.reversed())
    let loss = tape.weightedSum(
      tape.sum(results.logprobs, tape.exp(results.entropies)),
      weights: Array(repeating: 1 / Float(n), count: n))
    tape.backward(from: loss)
    return loss.value.scalar
  }

  private var weights: [Tensor] {
    [
      Toy.tensor(20, 16, "embedding"), Toy.tensor(16, "gain"), Toy.tensor(32, 16, sd: 0.3, "qkv"),
      Toy.tensor(16, 16, sd: 0.3, "out"), Toy.tensor(32, 16, sd: 0.3, "up"),
      Toy.tensor(16, 16, sd: 0.3, "down"),
    ]
  }

  @Test func nothingIsAllocatedInSteadyState() {
    _ = Toy.pool()
    let workspace = Workspace()
    let weights = weights
    let gradients = weights.map { Tensor(rows: $0.rows, columns: $0.columns, in: Workspace()) }
    _ = step(40, weights, gradients, workspace)
    let first = workspace.allocatedBytes
    #expect(first > 0)
    for _ in 0..<5 { _ = step(40, weights, gradients, workspace) }
    #expect(workspace.allocatedBytes == first)
  }

  @Test func buffersAreHandedOutAgain() {
    let workspace = Workspace()
    let address = { () -> UInt in
      let tensor = Tensor(rows: 100, columns: 10, in: workspace)
      return UInt(bitPattern: tensor.pointer)
    }
    let first = address()
    #expect(address() == first)
    let held = Tensor(rows: 100, columns: 10, in: workspace)
    #expect(UInt(bitPattern: held.pointer) == first && address() != first)
    #expect(first % 64 == 0)
  }

  /// A view keeps its parent's memory alive and shares it.
  @Test func viewsShareAndRetain() {
    let workspace = Workspace()
    func view() -> Tensor {
      let parent = Toy.tensor(6, 4, "parent", in: workspace)
      parent[2, 1] = 7
      return Tensor(viewOf: parent, offset: 8, rows: 2, columns: 4)
    }
    let kept = view()
    let other = Tensor(rows: 6, columns: 4, in: workspace)
    other.fill(0)
    #expect(kept[0, 1] == 7 && kept.values.count == 8)
  }

  @Test(arguments: [2, 3, 5]) func sumOfGradientsHasTheSameBits(_ workers: Int) {
    let weights = weights
    func run(_ workers: Int) -> ([UInt32], [Float]) {
      let pool = Toy.pool(workers)
      let sizes = weights.map(\.count)
      let total = Tensor(rows: sizes.reduce(0, +), in: Workspace())
      total.fill(99)
      var results: [Float] = []
      for _ in 0..<3 {
        results = pool.sumGradients(23, into: total) { piece, gradient, workspace in
          var offset = 0
          let views = weights.map { weight in
            defer { offset += weight.count }
            return Tensor(
              viewOf: gradient, offset: offset, rows: weight.rows, columns: weight.columns)
          }
          return step(4 + piece % 7 * 8, weights, views, workspace)
        }
      }
      return (total.values.map(\.bitPattern), results)
    }
    let one = run(1)
    let many = run(workers)
    #expect(one.0 == many.0)
    #expect(one.1 == many.1)
  }

  @Test(arguments: [1, 2, 4]) func mapKeepsOrderAndDoesEachPieceOnce(_ workers: Int) {
    let pool = WorkerPool(count: workers)
    for pieces in [0, 1, 2, 17, 200] {
      #expect(pool.map(pieces) { piece, _ in piece * piece } == (0..<pieces).map { $0 * $0 })
    }
  }

  /// Two pieces never share a workspace at the same time: what each writes there stays.
  @Test func workersDoNotShareMemory() {
    let pool = WorkerPool(count: 4)
    let isIntact = pool.map(64) { piece, workspace in
      let tensors = (0..<8).map { _ in Tensor(rows: 500, in: workspace) }
      for (i, tensor) in tensors.enumerated() { tensor.fill(Float(piece * 8 + i)) }
      return tensors.enumerated().allSatisfy { i, tensor in
        tensor.values.allSatisfy { $0 == Float(piece * 8 + i) }
      }
    }
    #expect(isIntact.allSatisfy { $0 })
  }
}
