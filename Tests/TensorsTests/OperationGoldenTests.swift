import Tensors
import TestSupport
import Testing

/// `Tests/Golden/ops.json`: single operations in Float64, with upstream and input gradients.
struct Operations: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var inputs, outputs, upstream, gradients: [String: Packed]
    var epsilon: Float?
    var headWidth, heads, keyValueHeads: Int?
    var rotary: Bool?
    var base: Double?
    var offsets, positions: [Int]?
    var targets, ids: [Int32]?
    var temperature: Float?

    var testDescription: String {
      inputs.keys.sorted().map { "\($0)\(inputs[$0]?.shape ?? [])" }.joined(separator: " ")
        + (offsets.map { " offsets \($0)" } ?? "")
    }

    /// An input as a tensor.
    func tensor(_ name: String, in workspace: Workspace) -> Tensor {
      let packed = inputs[name] ?? outputs[name] ?? upstream[name]!
      return Tensor(packed.floats, rows: packed.rows, columns: packed.columns, in: workspace)
    }
  }

  var rmsNorm, linear, rope, attention, swiglu, tokenLogprobs, embedding: [Case]
  static let golden: Operations = Golden.load("ops.json")
}

@Suite struct OperationGoldenTests {
  /// Runs an operation forward and backward and compares everything that the case has.
  private func check(
    _ sample: Operations.Case, inputs: [String],
    _ operation: (Tape, [Variable]) -> [(name: String, variable: Variable)]
  ) throws {
    let workspace = Workspace()
    let tape = Tape(workspace)
    let variables = inputs.map { tape.input(sample.tensor($0, in: workspace)) }
    var total: Variable?
    for (name, output) in operation(tape, variables) {
      let expected = try #require(sample.outputs[name])
      #expect(
        relativeDeviation(output.value.values, expected.doubles) < Tolerance.float32Operation,
        "\(name)")
      let flow = try #require(sample.upstream[name]).floats
      let part = tape.weightedSum(output, weights: flow)
      total = total.map { tape.sum($0, part) } ?? part
    }
    tape.backward(from: try #require(total))
    for (name, variable) in zip(inputs, variables) {
      let expected = try #require(sample.gradients[name])
      let found = try #require(variable.gradient)
      #expect(
        relativeDeviation(found.values, expected.doubles) < Tolerance.float32Gradient, "d\(name)")
    }
  }

  @Test(arguments: Operations.golden.rmsNorm) func rmsNorm(_ sample: Operations.Case) throws {
    let epsilon = try #require(sample.epsilon)
    try check(sample, inputs: ["x", "gain"]) { tape, v in
      [("y", tape.rmsNorm(v[0], gain: v[1], epsilon: epsilon))]
    }
  }

  @Test(arguments: Operations.golden.linear) func linear(_ sample: Operations.Case) throws {
    try check(sample, inputs: ["x", "w"]) { tape, v in [("y", tape.linear(v[0], v[1]))] }
  }

  @Test(arguments: Operations.golden.swiglu) func swiglu(_ sample: Operations.Case) throws {
    try check(sample, inputs: ["x"]) { tape, v in [("y", tape.swiglu(v[0]))] }
  }

  @Test(arguments: Operations.golden.embedding) func embedding(_ sample: Operations.Case) throws {
    let ids = try #require(sample.ids)
    try check(sample, inputs: ["table"]) { tape, v in [("y", tape.embedding(v[0], ids))] }
  }

  @Test(arguments: Operations.golden.tokenLogprobs)
  func tokenLogprobs(_ sample: Operations.Case) throws {
    let positions = try #require(sample.positions)
    let targets = try #require(sample.targets)
    let temperature = try #require(sample.temperature)
    try check(sample, inputs: ["hidden", "head"]) { tape, v in
      let results = tape.tokenLogprobs(
        v[0], head: v[1], positions: positions, targets: targets, temperature: temperature)
      return [("logprobs", results.logprobs), ("entropies", results.entropies)]
    }
  }

  /// The rotation is its own gradient, backward.
  @Test(arguments: Operations.golden.rope) func rotary(_ sample: Operations.Case) throws {
    let (width, heads) = (try #require(sample.headWidth), try #require(sample.heads))
    let x = sample.tensor("x", in: Workspace())
    let table = RotaryTable(
      width: width, positions: x.rows, base: try #require(sample.base))
    func turned(_ tensor: Tensor, inverse: Bool) -> [Float] {
      for position in 0..<tensor.rows {
        for head in 0..<heads {
          let pointer = tensor.pointer + (position * heads + head) * width
          table.rotate(pointer, position: position, into: pointer, inverse: inverse)
        }
      }
      return tensor.values
    }
    let y = try #require(sample.outputs["y"]).doubles
    #expect(relativeDeviation(turned(x, inverse: false), y) < Tolerance.float32Operation)
    let upstream = sample.tensor("y", in: Workspace())
    upstream.copy(
      from: Tensor(
        try #require(sample.upstream["y"]).floats, rows: upstream.rows, columns: upstream.columns,
        in: Workspace()))
    let gradient = try #require(sample.gradients["x"]).doubles
    #expect(
      relativeDeviation(turned(upstream, inverse: true), gradient) < Tolerance.float32Gradient)
  }

  /// The engine has no attention without rotary positions, so that case is left out.
  @Test(arguments: Operations.golden.attention.filter { $0.rotary == true })
  func attention(_ sample: Operations.Case) throws {
    let layout = HeadLayout(
      heads: try #require(sample.heads), keyValueHeads: try #require(sample.keyValueHeads),
      width: try #require(sample.headWidth))
    let offsets = try #require(sample.offsets)
    let n = try #require(offsets.last)
    let rotary = RotaryTable(
      width: layout.width, positions: max(2, n), base: try #require(sample.base))
    let parts = try ["q", "k", "v"].map { name in
      (try #require(sample.inputs[name]), try #require(sample.gradients[name]))
    }
    var packed: [Float] = []
    var gradient: [[Double]] = [[], [], []]
    for row in 0..<n {
      for (i, part) in parts.enumerated() {
        let columns = part.0.columns
        packed += part.0.floats[row * columns..<(row + 1) * columns]
        gradient[i] += part.1.doubles[row * columns..<(row + 1) * columns]
      }
    }
    let workspace = Workspace()
    let tape = Tape(workspace)
    let qkv = tape.input(Tensor(packed, rows: n, columns: layout.columns, in: workspace))
    let out = tape.attention(qkv, offsets: offsets, layout: layout, rotary: rotary)
    let expected = try #require(sample.outputs["y"]).doubles
    #expect(relativeDeviation(out.value.values, expected) < Tolerance.float32Operation)
    let upstream = try #require(sample.upstream["y"]).floats
    tape.backward(from: tape.weightedSum(out, weights: upstream))
    let found = try #require(qkv.gradient)
    let starts = [0, layout.key(0), layout.value(0), layout.columns]
    for (i, name) in ["q", "k", "v"].enumerated() {
      let part = (0..<n).flatMap { row in
        (starts[i]..<starts[i + 1]).map { found[row, $0] }
      }
      // Weights that are nearly 0 or 1 (or the single visible position) leave a gradient of queries and keys
      // that is a difference of almost equal terms of size 1: the error is relative to those.
      let largest = gradient[i].reduce(0) { max($0, abs($1)) }
      #expect(
        largestDifference(part, gradient[i]) < Tolerance.float32Gradient * max(largest, 0.25),
        "d\(name)")
    }
  }
}
