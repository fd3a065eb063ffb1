import Tensors
import TestSupport
import Testing

/// Every operation of the tape against central differences.
@Suite struct GradientTests {
  /// Weights that differ from element to element.
  private func weights(_ count: Int) -> [Float] { Toy.normals(count, "weights") }

  private func deviation(
    _ inputs: [Tensor], step: Float = 1e-2, _ operation: (Tape, [Variable]) -> Variable
  ) -> Double {
    Double(
      GradientCheck.largestDeviation(inputs: inputs, step: step) { tape, v in
        let y = operation(tape, v)
        return tape.weightedSum(y, weights: weights(y.value.count))
      })
  }

  @Test(arguments: [(5, 12, 9), (1, 3, 1), (17, 32, 8)])
  func linear(_ n: Int, _ inputs: Int, _ outputs: Int) {
    let x = Toy.tensor(n, inputs, "x")
    let w = Toy.tensor(outputs, inputs, "w")
    let residual = Toy.tensor(n, outputs, "residual")
    #expect(deviation([x, w]) { $0.linear($1[0], $1[1]) } < Tolerance.finiteDifference)
    #expect(
      deviation([x, w, residual]) { $0.linear($1[0], $1[1], addingTo: $1[2]) }
        < Tolerance.finiteDifference)
  }

  @Test(arguments: [8, 13, 32]) func rmsNorm(_ width: Int) {
    let x = Toy.tensor(4, width, "x")
    let gain = Toy.tensor(width, "gain")
    #expect(
      deviation([x, gain]) { $0.rmsNorm($1[0], gain: $1[1], epsilon: 1e-5) }
        < Tolerance.finiteDifference)
  }

  @Test func swiglu() {
    #expect(deviation([Toy.tensor(5, 32, "x")]) { $0.swiglu($1[0]) } < Tolerance.finiteDifference)
  }

  @Test func embedding() {
    let ids: [Int32] = [3, 0, 10, 3, 3, 7, 0]
    #expect(
      deviation([Toy.tensor(11, 6, "table")]) { $0.embedding($1[0], ids) }
        < Tolerance.finiteDifference)
  }

  @Test(
    arguments: [
      (2, 2, 8, [0, 5]), (4, 2, 8, [0, 4, 5, 14]), (3, 1, 16, [0, 33]), (2, 1, 32, [0, 1, 20]),
    ])
  func attention(_ heads: Int, _ keyValueHeads: Int, _ width: Int, _ offsets: [Int]) throws {
    let layout = HeadLayout(heads: heads, keyValueHeads: keyValueHeads, width: width)
    let n = try #require(offsets.last)
    let rotary = RotaryTable(width: width, positions: n, base: 10_000)
    #expect(
      deviation([Toy.tensor(n, layout.columns, "qkv")]) {
        $0.attention($1[0], offsets: offsets, layout: layout, rotary: rotary)
      } < Tolerance.finiteDifference)
  }

  /// Two continuations of one prompt and a sequence of its own, more rows than are held at once.
  @Test func attentionOverSharedPrefixes() {
    let layout = HeadLayout(heads: 4, keyValueHeads: 2, width: 8)
    let rotary = RotaryTable(width: 8, positions: 40, base: 10_000)
    let segments = [
      Segment(rows: 0..<6), Segment(rows: 6..<9, prefix: 0..<6),
      Segment(rows: 9..<29, prefix: 0..<6), Segment(rows: 29..<31),
    ]
    #expect(
      deviation([Toy.tensor(31, layout.columns, "qkv")]) {
        $0.attention($1[0], segments: segments, layout: layout, rotary: rotary)
      } < Tolerance.finiteDifference)
  }

  /// Sharing a prefix gives the values and gradients of the sequences written out.
  @Test func sharedPrefixesEqualWholeSequences() {
    let layout = HeadLayout(heads: 2, keyValueHeads: 1, width: 16)
    let rotary = RotaryTable(width: 16, positions: 64, base: 10_000)
    let workspace = Workspace()
    let columns = layout.columns
    let qkv = Toy.tensor(7 + 21 + 4, columns, "qkv")
    func run(_ input: Tensor, _ segments: [Segment], _ weights: [Float]) -> (Tensor, Tensor) {
      let tape = Tape(workspace)
      let x = tape.input(input)
      let y = tape.attention(x, segments: segments, layout: layout, rotary: rotary)
      let wide = tape.product(
        y, tape.constant(Tensor(weights, rows: y.value.rows, columns: 32, in: workspace)))
      tape.backward(
        from: tape.weightedSum(wide, weights: Array(repeating: 1, count: wide.value.count)))
      return (y.value, x.gradient ?? y.value)
    }
    let shared = [
      Segment(rows: 0..<7), Segment(rows: 7..<28, prefix: 0..<7),
      Segment(rows: 28..<32, prefix: 0..<7),
    ]
    let weights = Toy.normals(32 * 32, "weights")
    let (values, gradient) = run(qkv, shared, weights)
    // Written out: the prompt once for each continuation; its loss counts once.
    let order = Array(0..<28) + Array(0..<7) + Array(28..<32)
    let whole = Tensor(
      order.flatMap { Array(qkv.values[$0 * columns..<($0 + 1) * columns]) }, rows: 39,
      columns: columns, in: workspace)
    let wholeWeights = order.enumerated().flatMap { i, row -> [Float] in
      (28..<35).contains(i)
        ? [Float](repeating: 0, count: 32) : Array(weights[row * 32..<(row + 1) * 32])
    }
    let (wholeValues, wholeGradient) = run(whole, Segment.packed([0, 28, 39]), wholeWeights)
    var summed = [Double](repeating: 0, count: qkv.count)
    for (i, row) in order.enumerated() {
      for c in 0..<columns { summed[row * columns + c] += Double(wholeGradient[i, c]) }
      for c in 0..<32 { #expect(abs(values[row, c] - wholeValues[i, c]) < 1e-5) }
    }
    #expect(relativeDeviation(gradient.values, summed) < Tolerance.float32Gradient)
  }

  @Test func linearWithBias() {
    let operands = [
      Toy.tensor(5, 8, "x"), Toy.tensor(12, 8, "w"), Toy.tensor(12, "bias"), Toy.tensor(5, 12, "r"),
    ]
    #expect(
      deviation(operands) { $0.linear($1[0], $1[1], bias: $1[2], addingTo: $1[3]) }
        < Tolerance.finiteDifference)
  }

  @Test func lowRank() {
    let operands = [
      Toy.tensor(5, 8, "x"), Toy.tensor(12, 8, "w"), Toy.tensor(3, 8, "a"), Toy.tensor(4, 3, "b"),
      Toy.tensor(2, 8, "a2"), Toy.tensor(5, 2, "b2"),
    ]
    #expect(
      deviation(operands) {
        let y = $0.linear($1[0], $1[1])
        let z = $0.addLowRank(to: y, $1[0], a: $1[2], b: $1[3], scale: 0.5, column: 4)
        return $0.addLowRank(to: z, $1[0], a: $1[4], b: $1[5], scale: 2, column: 7)
      } < Tolerance.finiteDifference)
  }

  @Test func headNorm() {
    let layout = HeadLayout(heads: 4, keyValueHeads: 2, width: 8)
    let operands = [
      Toy.tensor(5, layout.columns, "qkv"), Toy.tensor(8, "q gain"), Toy.tensor(8, "k gain"),
    ]
    #expect(
      deviation(operands) {
        $0.headNorm($1[0], queryGain: $1[1], keyGain: $1[2], layout: layout, epsilon: 1e-5)
      } < Tolerance.finiteDifference)
  }

  @Test(arguments: [Float(1), 0.7, 1.8]) func tokenLogprobs(_ temperature: Float) {
    let hidden = Toy.tensor(9, 8, "hidden")
    let head = Toy.tensor(19, 8, sd: 0.5, "head")
    let targets: [Int32] = [3, 18, 0, 3, 7]
    func joint(_ tape: Tape, _ v: [Variable]) -> Variable {
      let results = tape.tokenLogprobs(
        v[0], head: v[1], positions: [0, 1, 4, 5, 8], targets: targets, temperature: temperature)
      return tape.sum(results.logprobs, tape.affine(results.entropies, scale: 0.5))
    }
    #expect(deviation([hidden, head], joint) < Tolerance.finiteDifference)
  }

  /// More rows than one block of logits: the blocks must not mix.
  @Test func tokenLogprobsOverSeveralBlocks() {
    let vocabulary = 4000
    let (n, width) = (70, 8)
    let hidden = Toy.tensor(n, width, "hidden")
    let head = Toy.tensor(vocabulary, width, sd: 0.5, "head")
    let targets = Toy.tokens(n, vocabulary: vocabulary, "targets")
    let workspace = Workspace()
    func run(_ rows: Range<Int>) -> (values: [Float], gradient: [Float]) {
      let tape = Tape(workspace)
      let variable = tape.input(hidden)
      let results = tape.tokenLogprobs(
        variable, head: tape.constant(head), positions: Array(rows), targets: Array(targets[rows]))
      let joint = tape.sum(results.logprobs, results.entropies)
      tape.backward(from: tape.weightedSum(joint, weights: Array(repeating: 1, count: rows.count)))
      return (joint.value.values, variable.gradient?.values ?? [])
    }
    let whole = run(0..<n)
    for row in [0, 31, 32, 33, 63, 64, 69] {
      let single = run(row..<row + 1)
      #expect(abs(single.values[0] - whole.values[row]) < 1e-5)
      let mine = row * width..<(row + 1) * width
      #expect(
        relativeDeviation(whole.gradient[mine], single.gradient[mine].map(Double.init))
          < Tolerance.float32Gradient)
    }
  }

  /// Inputs keep away from kinks by more than the step.
  @Test func elementwise() {
    let x = Toy.tensor(40, "x")
    let y = Toy.tensor(40, "y")
    for i in 0..<40 where abs(x.pointer[i] - y.pointer[i]) < 0.05 { y.pointer[i] += 0.2 }
    for i in 0..<40 where abs(abs(x.pointer[i]) - 0.8) < 0.05 { x.pointer[i] *= 1.2 }
    let operations: [(String, (Tape, [Variable]) -> Variable)] = [
      ("sum", { $0.sum($1[0], $1[1]) }),
      ("difference", { $0.difference($1[0], $1[1]) }),
      ("product", { $0.product($1[0], $1[1]) }),
      ("minimum", { $0.minimum($1[0], $1[1]) }),
      ("affine", { $0.sum($0.affine($1[0], scale: -2.5, shift: 3), $1[1]) }),
      ("negated", { $0.sum($0.negated($1[0]), $1[1]) }),
      ("exp", { $0.product($0.exp($1[0]), $1[1]) }),
      ("clamp", { $0.product($0.clamp($1[0], -0.8, 0.8), $1[1]) }),
      ("square", { $0.sum($0.product($1[0], $1[0]), $1[1]) }),
    ]
    for (name, operation) in operations {
      #expect(deviation([x, y], operation) < Tolerance.finiteDifference, "\(name)")
    }
  }

  /// A variable with several consumers gets the sum of their gradients, through every fused operation.
  @Test func severalConsumers() {
    let x = Toy.tensor(4, 16, "x")
    let w = Toy.tensor(16, 16, sd: 0.3, "w")
    let gain = Toy.tensor(16, "gain")
    let half = Toy.tensor(8, 16, sd: 0.3, "half")
    #expect(
      deviation([x, w, gain, half]) { tape, v in
        let normed = tape.rmsNorm(v[0], gain: v[2], epsilon: 1e-5)
        let wide = tape.linear(normed, v[1], addingTo: v[0])
        let twice = tape.linear(tape.rmsNorm(wide, gain: v[2], epsilon: 1e-5), v[1], addingTo: wide)
        let gated = tape.sum(tape.swiglu(twice), tape.linear(twice, v[3]))
        return tape.sum(gated, tape.swiglu(tape.linear(wide, v[1], addingTo: wide)))
      } < Tolerance.finiteDifference)
  }

  /// A parameter's gradient is added to what its buffer holds; a frozen one gets none.
  @Test func parametersAccumulate() throws {
    let workspace = Workspace()
    let w = Toy.tensor(3, 4, "w")
    let x = Toy.tensor(5, 4, "x")
    func gradient(startingAt start: Float, passes: Int) -> [Float] {
      let buffer = Tensor(rows: 3, columns: 4, in: workspace)
      buffer.fill(start)
      for _ in 0..<passes {
        let tape = Tape(workspace)
        let y = tape.linear(tape.constant(x), tape.parameter(w, gradient: buffer))
        tape.backward(from: tape.weightedSum(y, weights: weights(15)))
      }
      return buffer.values
    }
    let once = gradient(startingAt: 0, passes: 1)
    for (a, b) in zip(once, gradient(startingAt: 1, passes: 2)) {
      #expect(abs(1 + 2 * a - b) < 1e-5)
    }
    let tape = Tape(workspace)
    let frozen = tape.parameter(w, gradient: nil)
    let input = tape.input(x)
    let y = tape.linear(input, frozen)
    tape.backward(from: tape.weightedSum(y, weights: weights(15)))
    #expect(frozen.gradient == nil && input.gradient != nil)
  }

  /// Nothing flows through `detached`, constants, or a tape that does not record.
  @Test func nothingFlowsWhereItShouldNot() {
    let workspace = Workspace()
    let x = Toy.tensor(6, "x")
    let tape = Tape(workspace)
    let v = tape.input(x)
    let constant = tape.constant(x)
    let y = tape.product(tape.detached(v), tape.sum(v, constant))
    tape.backward(from: tape.weightedSum(y, weights: Array(repeating: 1, count: 6)))
    #expect(v.gradient?.values == x.values && constant.gradient == nil)
    let silent = Tape(workspace, recording: false)
    let w = silent.input(x)
    silent.backward(from: silent.weightedSum(silent.exp(w), weights: Array(repeating: 1, count: 6)))
    #expect(w.gradient == nil)
  }

  /// The seed scales the gradient.
  @Test func seedScales() {
    let tape = Tape(Workspace())
    let x = tape.input(Toy.tensor(3, "x"))
    tape.backward(from: tape.weightedSum(x, weights: [1, 2, 3]), seed: -2)
    #expect(x.gradient?.values == [-2, -4, -6])
  }
}
