import Foundation
import Support
import Tensors
import TestSupport
import Testing

@Suite struct KernelTests {
  // MARK: - softmax and the fast exponential

  private func softmax(_ z: [Float], scale: Float = 1)
    -> (weights: [Float], logZ: Float, entropy: Float)
  {
    // A sentinel behind the end must survive.
    var weights = [Float](repeating: 0, count: z.count) + [123]
    let result = weights.withUnsafeMutableBufferPointer {
      VectorKernels.softmax(z, count: z.count, scale: scale, weights: $0.baseAddress!)
    }
    #expect(weights.last == 123)
    return (weights.dropLast(), result.logZ, result.entropy)
  }

  /// A logit of 0 in front makes the others' weights e^z.
  @Test func exponentialIsAccurateOverItsRange() {
    var generator = RandomStream(seed: 3)["exponential"].generator()
    var z: [Float] = [0] + (0..<40_000).map { Float($0) * -87 / 40_000 }
    z += (0..<20_000).map { _ in Float(-87 * generator.uniform()) }
    z += (0..<128).map { -Float(log(2.0)) * (Float($0) + 0.5) }.filter { $0 > -87 }
    let weights = softmax(z).weights
    var worst = 0.0
    for (x, w) in zip(z, weights) {
      let expected = exp(Double(x))
      worst = max(worst, abs(Double(w) - expected) / expected)
    }
    #expect(worst < Tolerance.exponential)
    #expect(weights[0] == 1)
  }

  /// Positive arguments through e^(−g) of the gate, up to where Float32 ends.
  @Test func sigmoidIsAccurateOverItsRange() {
    let workspace = Workspace()
    let gates = (0..<8000).map { Float($0 - 4000) * 87 / 4000 }
    let x = Tensor(gates + gates.map { _ in 1 }, rows: 1, columns: 16_000, in: workspace)
    let tape = Tape(workspace, recording: false)
    let found = tape.swiglu(tape.constant(x)).value.values
    for (g, y) in zip(gates, found) {
      let expected = Double(g) / (1 + exp(-Double(g)))
      #expect(abs(Double(y) - expected) <= 4e-7 * abs(expected) + 1e-37, "\(g)")
    }
  }

  @Test(arguments: [1, 2, 3, 7, 8, 9, 13, 16, 37, 50, 95, 96, 97, 1003])
  func softmaxEqualsDouble(_ count: Int) {
    for (sd, scale) in [(0.1, 1.0), (1, 1), (4, 1), (1, 0.5), (3, 2), (30, 1)] {
      let z = Toy.normals(count, sd: sd, "z\(count)")
      let found = softmax(z, scale: Float(scale))
      let scaled = z.map { Double($0) * scale }
      let peak = scaled.max() ?? 0
      let sum = scaled.reduce(0) { $0 + exp($1 - peak) }
      let logZ = peak + log(sum)
      let entropy = scaled.reduce(0) { $0 - exp($1 - logZ) * ($1 - logZ) }
      #expect(abs(Double(found.logZ) - logZ) < 3e-7 * max(4, abs(logZ)), "\(sd) \(scale)")
      #expect(abs(Double(found.entropy) - entropy) < 3e-6, "\(sd) \(scale)")
      // The exponent itself is rounded in Float32, so a far tail has its relative error.
      for (w, x) in zip(found.weights, scaled) {
        let expected = exp(x - peak)
        #expect(
          abs(Double(w) - expected) <= expected * (4e-7 + 2.4e-7 * (abs(x) + abs(peak))) + 2e-38)
      }
    }
  }

  @Test func softmaxOfExtremes() {
    #expect(softmax([5, 5, 5, 5]).entropy == Float(log(4.0)))
    let far = softmax([1e4, 0, -1e4, 3, 2, 1, 0, 0, 0])
    #expect(far.logZ == 1e4 && abs(far.entropy) < 1e-6)
    let masked = softmax([1, -.infinity, 1])
    #expect(abs(masked.logZ - Float(1 + log(2.0))) < 1e-6 && masked.weights[1] < 1e-37)
    #expect(!softmax([.nan, .nan, .nan]).logZ.isFinite)
    #expect(!softmax([0, .infinity, 0]).logZ.isFinite)
  }

  // MARK: - vectors

  @Test(arguments: [0, 1, 7, 8, 9, 4095, 4096, 4097, 10_003]) func vectors(_ count: Int) {
    let x = Toy.normals(count, "x")
    var y = Toy.normals(count + 1, "y")
    let before = y
    VectorKernels.addScaled(0.5, x, to: &y, count: count)
    for i in 0..<count { #expect(abs(y[i] - (before[i] + 0.5 * x[i])) <= 1e-6) }
    #expect(y[count] == before[count])
    let expected = x.reduce(0) { $0 + Double($1) * Double($1) }
    #expect(abs(VectorKernels.sumOfSquares(x, count: count) - expected) <= 1e-6 * expected)
  }

  // MARK: - products

  /// Shapes within a tile, across the borders of tiles, panels, strips and blocks, by both kinds of products.
  @Test(
    arguments: [
      (1, 1, 1), (5, 7, 3), (33, 20, 64), (2, 96, 128), (13, 33, 257), (97, 17, 300), (31, 529, 40),
      (270, 21, 18),
    ], ProductKernels.allCases)
  func products(_ shape: (Int, Int, Int), _ kernels: ProductKernels) {
    for accumulate in [false, true] { check(shape, kernels, accumulate) }
  }

  private func check(
    _ shape: (Int, Int, Int), _ kernels: ProductKernels, _ accumulate: Bool
  ) {
    let (n, m, k) = shape
    let workspace = Workspace(kernels: kernels)
    func reference(_ rows: Int, _ columns: Int, _ inner: Int, _ f: (Int, Int, Int) -> Float)
      -> [Double]
    {
      (0..<rows * columns).map { i in
        (0..<inner).reduce(accumulate ? 1.0 : 0) { $0 + Double(f(i / columns, i % columns, $1)) }
      }
    }
    func check(_ count: Int, _ expected: [Double], _ body: (UnsafeMutablePointer<Float>) -> Void) {
      var y = [Float](repeating: 1, count: count)
      y.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
      #expect(relativeDeviation(y, expected) < Tolerance.float32Operation)
    }
    let x = Toy.normals(n * k, "x")
    let w = Toy.normals(m * k, "w")
    let z = Toy.normals(n * m, "z")
    check(n * m, reference(n, m, k) { x[$0 * k + $2] * w[$1 * k + $2] }) {
      MatrixProduct.timesTransposed(
        x, w, into: $0, n: n, m: m, k: k, accumulate: accumulate,
        in: workspace)
    }
    check(n * k, reference(n, k, m) { z[$0 * m + $2] * w[$2 * k + $1] }) {
      MatrixProduct.times(
        z, w, into: $0, n: n, m: m, k: k, accumulate: accumulate,
        in: workspace)
    }
    check(m * k, reference(m, k, n) { z[$2 * m + $0] * x[$2 * k + $1] }) {
      MatrixProduct.transposedTimes(
        z, x, into: $0, n: n, m: m, k: k, accumulate: accumulate,
        in: workspace)
    }
  }

  /// The library that `kernels: blas` uses is OpenBLAS, with kernels that suit the processor.
  @Test func blasIsOpenBLASWithSuitableKernels() throws {
    let library = try OpenBLAS.shared()
    #if os(Linux)
      #expect(library.version.contains("OpenBLAS"))
      #expect(library.path.contains("openblas"))
    #endif
    // A core that the user asked for is the user's.
    if ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"] == nil {
      #expect(!library.isBelowProcessor, "core \(library.core) on \(Processor.name)")
    }
  }

  // MARK: - attention over a cache

  @Test(arguments: [8, 16, 32], [(1, 1), (5, 3), (8, 8), (31, 9), (40, 1), (33, 40)])
  func decodeAttention(_ width: Int, _ lengths: (Int, Int)) {
    let (first, second) = lengths
    let total = first + second
    let workspace = Workspace()
    let queries = Toy.normals(3 * width, "q")
    let keys = Toy.normals(total * width, "k")
    let values = Toy.normals(total * width, "v")
    let layout = PageLayout(layers: 2, heads: 2, width: width)
    let (prefix, own) = (PagedCache(layout), PagedCache(layout))
    prefix.append(first, in: workspace)
    own.append(second, in: workspace)
    for page in [prefix, own] {
      // What lies beyond the length must not matter.
      let nothing = [Float](repeating: .nan, count: width)
      for t in page.length..<(page.length + 31) / 32 * 32 {
        page.view.write(t, layer: 1, head: 1, key: nothing, value: nothing)
      }
    }
    for t in 0..<total {
      let cache = t < first ? prefix : own
      cache.view.write(
        t < first ? t : t - first, layer: 1, head: 1,
        key: Array(keys[t * width..<(t + 1) * width]),
        value: Array(values[t * width..<(t + 1) * width]))
    }
    var scratch = [Float](
      repeating: 0, count: DecodeAttention.scratchCount(queries: 3, first, second))
    var outputs = [Float](repeating: 0, count: 3 * width)
    let cached = CachedHead(prefix: prefix.view, own: own.view, layer: 1, head: 1)
    DecodeAttention.attend(
      queries: queries, count: 3, to: cached, next: cached, scratch: &scratch, out: &outputs)
    for q in 0..<3 {
      let query = queries[q * width..<(q + 1) * width].map { $0 }
      let found = Array(outputs[q * width..<(q + 1) * width])
      let scores = (0..<total).map { t in
        (0..<width).reduce(0.0) { $0 + Double(query[$1]) * Double(keys[t * width + $1]) }
      }
      let peak = scores.max() ?? 0
      let weights = scores.map { exp($0 - peak) }
      let sum = weights.reduce(0, +)
      let expected = (0..<width).map { d in
        (0..<total).reduce(0.0) { $0 + weights[$1] / sum * Double(values[$1 * width + d]) }
      }
      #expect(relativeDeviation(found, expected) < Tolerance.float32Operation)
    }
  }

  @Test func rotationBackIsTheIdentity() {
    let table = RotaryTable(width: 16, positions: 300, base: 500_000)
    let x = Toy.normals(16, "x")
    for position in [0, 1, 17, 299] {
      var y = [Float](repeating: 0, count: 16)
      table.rotate(x, position: position, into: &y)
      if position == 0 { #expect(y == x) }
      table.rotate(y, position: position, into: &y, inverse: true)
      #expect(largestDifference(y, x.map(Double.init)) < 1e-6)
    }
  }
}
