import Tensors
import TestSupport
import Testing

@Suite struct PackedMatrixTests {
  /// Products in every precision equal double-precision products of the rounded weights.
  @Test(
    arguments: WeightPrecision.allCases,
    [(1, 64, 24), (2, 16, 8), (3, 40, 32), (7, 96, 16), (13, 17, 40), (65, 130, 24), (1, 200, 9)])
  func products(_ precision: WeightPrecision, _ size: (rows: Int, outputs: Int, inputs: Int)) {
    let (rows, outputs, inputs) = size
    let x = Toy.normals(rows * inputs, "x")
    let w = Toy.normals(outputs * inputs, "w")
    let matrix = PackedMatrix(outputs: outputs, inputs: inputs, precision: precision)
    matrix.pack(w, count: outputs)
    var y = [Float](repeating: 1, count: rows * outputs)
    matrix.multiply(x, rows: rows, into: &y, in: Workspace())
    var z = y
    matrix.multiply(x, rows: rows, into: &z, accumulate: true, in: Workspace())
    for row in 0..<rows {
      for output in 0..<outputs {
        let expected = (0..<inputs).reduce(0.0) {
          $0 + Double(x[row * inputs + $1]) * Double(matrix.element(output: output, input: $1))
        }
        let found = y[row * outputs + output]
        #expect(abs(Double(found) - expected) < 1e-4)
        #expect(z[row * outputs + output] == 2 * found)
      }
    }
  }

  @Test(arguments: [(WeightPrecision.f32, 0.0), (.bf16, 0x1p-8), (.f16, 0x1p-11)])
  func roundingIsToTheNearest(_ precision: WeightPrecision, _ relative: Double) {
    let w = Toy.normals(16 * 64, "w")
    let matrix = PackedMatrix(outputs: 16, inputs: 64, precision: precision)
    matrix.pack(w, count: 16)
    for i in w.indices {
      let stored = matrix.element(output: i / 64, input: i % 64)
      #expect(abs(Double(stored - w[i])) <= relative * Double(abs(w[i])))
      #expect(precision.rounded(w[i]) == stored)
    }
  }

  @Test func eightBitsKeepHalfAStepOfTheLargest() {
    let w = Toy.normals(16 * 64, "w")
    let matrix = PackedMatrix(outputs: 16, inputs: 64, precision: .int8)
    matrix.pack(w, count: 16)
    for output in 0..<16 {
      let row = w[output * 64..<(output + 1) * 64]
      let step = (row.map(abs).max() ?? 0) / 127
      for (input, value) in row.enumerated() {
        #expect(abs(matrix.element(output: output, input: input) - value) <= 0.501 * step)
      }
    }
  }

  /// Zero, subnormal, halfway, and beyond the range.
  @Test func halves() {
    for (x, expected) in [
      (Float(0), Float(0)), (-0.0, -0.0), (1, 1), (-1.5, -1.5), (65_504, 65_504), (1e6, 65_504),
      (-1e6, -65_504), (0x1p-24, 0x1p-24), (0x1.8p-25, 0x1p-24), (0x1p-25, 0), (0x1p-14, 0x1p-14),
      (1 + 0x1p-11, 1), (1 + 0x3p-11, 1 + 0x1p-9), (2049, 2048), (2051, 2052),
    ] { #expect(WeightPrecision.f16.rounded(x) == expected, "\(x)") }
    for (x, expected) in [
      (Float(1), Float(1)), (1 + 0x1p-8, 1), (1 + 0x3p-8, 1 + 0x1p-6), (-3.0e38, -0x1.c4p127),
    ] { #expect(WeightPrecision.bf16.rounded(x) == expected, "\(x)") }
  }
}
