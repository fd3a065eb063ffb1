import Tensors
import Testing

/// Wrong shapes are errors of the program: it ends, with both values in the message.
@Suite struct PreconditionTests {
  @Test func wrongShapesEndTheProgram() async {
    await #expect(processExitsWith: .failure) {
      _ = Tensor([1, 2, 3], rows: 2, columns: 2, in: Workspace())
    }
    await #expect(processExitsWith: .failure) {
      let workspace = Workspace()
      let tensor = Tensor(rows: 2, columns: 2, in: workspace)
      _ = Tensor(viewOf: tensor, offset: 1, rows: 2, columns: 2)
    }
    await #expect(processExitsWith: .failure) {
      let tape = Tape(Workspace())
      let x = tape.input(Tensor(rows: 2, columns: 3, in: tape.workspace))
      _ = tape.linear(x, tape.input(Tensor(rows: 2, columns: 4, in: tape.workspace)))
    }
    await #expect(processExitsWith: .failure) {
      let tape = Tape(Workspace())
      tape.backward(from: tape.input(Tensor(rows: 2, in: tape.workspace)))
    }
    await #expect(processExitsWith: .failure) {
      let tape = Tape(Workspace())
      _ = tape.embedding(tape.input(Tensor(rows: 4, columns: 8, in: tape.workspace)), [4])
    }
    await #expect(processExitsWith: .failure) {
      _ = HeadLayout(heads: 3, keyValueHeads: 2, width: 8)
    }
    await #expect(processExitsWith: .failure) {
      _ = HeadLayout(heads: 2, keyValueHeads: 2, width: 6)
    }
    await #expect(processExitsWith: .failure) { _ = WorkerPool(count: 0) }
  }

  /// A sequence longer than the rotary table would read beyond it.
  @Test func longSequenceEndsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let tape = Tape(Workspace())
      let layout = HeadLayout(heads: 1, keyValueHeads: 1, width: 8)
      let qkv = tape.input(Tensor(rows: 5, columns: layout.columns, in: tape.workspace))
      _ = tape.attention(
        qkv, offsets: [0, 5], layout: layout,
        rotary: RotaryTable(width: 8, positions: 4, base: 10_000))
    }
  }
}
