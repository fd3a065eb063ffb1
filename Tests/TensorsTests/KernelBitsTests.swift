import KernelInterface
import Support
import Tensors
import Testing

/// Every kernel gives the same bits at every vector level, on every machine: those that are written down here.
@Suite struct KernelBitsTests {
  /// Multiples of 2⁻²³ in [−1, 1), from integers alone.
  private static func numbers(_ count: Int, _ name: String) -> [Float] {
    var generator = RandomStream(seed: 11)["bits", name].generator()
    return (0..<count).map { _ in Float(Int(generator.next() >> 40) - 1 << 23) * 0x1p-23 }
  }

  private static func hash(_ values: [Float]) -> String {
    let bytes = values.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
    return String(SHA256.hex(SHA256.digest(bytes)).prefix(16))
  }

  private struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let golden: String
    let outputs: @Sendable (KernelTable) -> [Float]
    var testDescription: String { name }
  }

  @Test(arguments: cases) private func bits(_ one: Case) {
    for table in Processor.tables {
      let found = Self.hash(one.outputs(table))
      #expect(found == one.golden, "\(one.name) at \(table.level.rawValue)")
    }
  }

  private static let cases: [Case] = [
    Case(name: "product", golden: "b592f579ecddf4db") { table in
      products.flatMap { shape -> [Float] in
        let (rows, columns, inner) = shape
        let a = numbers(rows * inner, "a")
        let b = numbers(inner * columns, "b")
        var scratch = [Float](repeating: 0, count: ProductArguments.scratchCount)
        return [(true, true), (true, false), (false, false)].flatMap { plainA, plainB in
          var y = numbers(rows * columns, "y")
          table.product(
            ProductArguments(
              a: a, aRow: plainA ? inner : 1, aInner: plainA ? 1 : rows, b: b,
              bInner: plainB ? columns : 1, bColumn: plainB ? 1 : inner, y: &y, yRow: columns,
              rows: rows, columns: columns, inner: inner, scale: plainA ? 1 : 0.3,
              accumulate: plainB, scratch: &scratch))
          return y
        }
      }
    },
    Case(name: "panels", golden: "17552435d1c9bf1e") { table in
      [1, 2, 3, 5, 7, 11, 13, 26].flatMap { rows -> [Float] in
        let (inputs, outputs) = (300, 85)
        let x = numbers(rows * inputs, "x")
        let w = numbers(outputs * inputs, "w")
        let count = (outputs + 15) / 16
        let scales = numbers(count * 16, "scales")
        var panels = [Float](repeating: 0, count: count * 16 * inputs)
        table.pack(w, outputs, inputs, &panels)
        var y = numbers(rows * outputs, "y")
        table.panelProduct(
          PanelArguments(
            x: x, rows: rows, inputs: inputs, panels: panels, count: count,
            scales: scales, y: &y, yRow: outputs, columns: outputs, accumulate: rows % 2 == 0,
            fetches: true))
        return y
      }
    },
    Case(name: "attention", golden: "e03d7af0eb6f235e") { table in
      attention.flatMap { shape -> [Float] in
        let (prefix, count, width) = shape
        let (heads, keyValueHeads, group) = (4, 2, 2)
        let columns = (heads + 2 * keyValueHeads) * width
        let rows = prefix + count
        let qkv = numbers(rows * columns, "qkv").map { $0 * 2 }
        let upstream = numbers(rows * heads * width, "upstream")
        let cosines = numbers(rows * width / 2, "cosines")
        let sines = numbers(rows * width / 2, "sines")
        var out = [Float](repeating: 0, count: rows * heads * width)
        var logSums = [Float](repeating: 0, count: rows * heads)
        var gradient = [Float](repeating: 0, count: rows * columns)
        var scratch = [Float](
          repeating: .nan, count: AttentionArguments.scratchCount(length: rows, width: width))
        for head in 0..<keyValueHeads {
          let arguments = AttentionArguments(
            qkv: qkv, columns: columns, firstRow: prefix, count: count, prefixRow: 0,
            prefixCount: prefix, queryColumn: head * group * width,
            keyColumn: (heads + head) * width, valueColumn: (heads + keyValueHeads + head) * width,
            groupSize: group, heads: heads, firstHead: head * group,
            rotary: RotaryArguments(cosines: cosines, sines: sines, width: width), out: &out,
            logSums: &logSums, scratch: &scratch, upstream: upstream, gradient: &gradient)
          table.attentionForward(arguments)
          table.attentionBackward(arguments)
        }
        return out + logSums + gradient
      }
    },
    Case(name: "decode attention", golden: "253134a169925a7c") { table in
      [(8, 3, 40), (24, 33, 5), (32, 70, 31), (64, 16, 65)].flatMap {
        width, first, own -> [Float] in
        let pageCount = 2 * width * CacheArguments.tokens
        var memory = numbers(8 * pageCount, "pages")
        let queries = numbers(3 * width, "queries")
        var out = [Float](repeating: 0, count: 3 * width)
        var scratch = [Float](repeating: 0, count: 3 * 256)
        memory.withUnsafeMutableBufferPointer { memory in
          var pages = (0..<8).map { memory.baseAddress! + $0 * pageCount }
          pages.withUnsafeMutableBufferPointer { pages in
            let prefix = CacheArguments(pages: pages.baseAddress!, length: first, offset: 0)
            let rest = CacheArguments(pages: pages.baseAddress! + 4, length: own, offset: 0)
            table.decodeAttention(
              DecodeArguments(
                queries: queries, count: 3, width: width, prefix: prefix, own: rest,
                nextPrefix: rest, nextOwn: prefix, scratch: &scratch, out: &out))
          }
        }
        return out
      }
    },
    Case(name: "rotate", golden: "0524561dafce4f1e") { table in
      [8, 16, 24, 32, 64, 128].flatMap { width -> [Float] in
        let x = numbers(width, "x")
        let cosines = numbers(2 * width, "cosines")
        let sines = numbers(2 * width, "sines")
        var y = [Float](repeating: 0, count: width)
        table.rotate(
          x, &y, 3, -1, RotaryArguments(cosines: cosines, sines: sines, width: width))
        return y
      }
    },
    Case(name: "norm", golden: "6ed01cf2673e1e39") { table in
      [3, 16, 40, 64, 5000].flatMap { width -> [Float] in
        let x = numbers(3 * width, "x")
        let gain = numbers(width, "gain")
        var (out, gradient) = ([Float](repeating: 0, count: 3 * width), numbers(3 * width, "g"))
        var inverses = [Float](repeating: 0, count: 3)
        var gainGradient = numbers(width, "gain gradient")
        table.normForward(x, gain, 3, width, 1e-5, &out, &inverses)
        table.normBackward(
          NormArguments(
            upstream: numbers(3 * width, "upstream"), x: x, gain: gain, inverses: inverses,
            rows: 3, width: width, gainGradient: &gainGradient, inputGradient: &gradient,
            accumulate: true))
        return out + inverses + gainGradient + gradient
      }
    },
    Case(name: "swiglu", golden: "e01de0347b643094") { table in
      [8, 16, 40, 300].flatMap { hidden -> [Float] in
        let x = numbers(4 * hidden, "x").map { $0 * 12 }
        var out = [Float](repeating: 0, count: 2 * hidden)
        var gradient = numbers(4 * hidden, "gradient")
        table.swigluForward(x, 2, hidden, &out)
        table.swigluBackward(x, numbers(2 * hidden, "upstream"), 2, hidden, &gradient, true)
        return out + gradient
      }
    },
    Case(name: "softmax", golden: "b923aa9c183cc1b7") { table in
      [1, 7, 16, 37, 96, 1003].flatMap { count -> [Float] in
        let z = numbers(count, "z").map { $0 * 20 }
        var weights = [Float](repeating: 0, count: count)
        let s = table.softmax(z, count, 0.7, &weights)
        var slopes = z
        table.logitSlope(
          LogitSlopeArguments(
            logits: &slopes, count: count, scale: 0.7, logZ: s.peak + s.logSum, entropy: 1.5,
            logprobFlow: -0.5, entropyFlow: 0.25))
        return [s.peak, s.logSum, s.sum, s.product] + weights + slopes
      }
    },
    Case(name: "vectors", golden: "a23398fa189eb357") { table in
      [1, 15, 16, 33, 10_000].flatMap { count -> [Float] in
        let x = numbers(count, "x")
        var y = numbers(count, "y")
        table.addScaled(0.3, x, &y, count)
        table.multiply(&y, 1.7, count)
        let sum = table.sumOfSquares(x, count).bitPattern
        let positive = x.map(abs)
        let picked = (0..<20).map { u in
          Float(table.pick(positive, count, Double(u) / 20 * Double(count) / 2))
        }
        return y + picked
          + [
            Float(bitPattern: UInt32(truncatingIfNeeded: sum)),
            Float(bitPattern: UInt32(truncatingIfNeeded: sum >> 32)),
          ]
      }
    },
    Case(name: "adamw", golden: "4f8f60e66c34a896") { table in
      [1, 16, 1000].flatMap { count -> [Float] in
        var (theta, m) = (numbers(count, "theta"), numbers(count, "m"))
        var v = numbers(count, "v").map(abs)
        table.adamW(
          AdamWArguments(
            parameters: &theta, gradient: numbers(count, "g"), first: &m, second: &v, count: count,
            gradientScale: 0.9, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, keep: 0.999,
            stepSize: 1e-2, root: 1.3))
        return theta + m + v
      }
    },
  ]

  private static let products = [
    (1, 1, 1), (3, 5, 7), (6, 16, 8), (13, 33, 257), (97, 70, 20), (26, 529, 600),
  ]
  private static let attention = [
    (0, 1, 8), (0, 50, 24), (5, 140, 16), (130, 131, 32), (3, 17, 64),
  ]

  /// A row's product does not depend on the rows beside it, and panels give what a plain product gives.
  @Test func rowsDoNotDependOnOneAnother() {
    let (rows, outputs, inputs) = (29, 70, 520)
    let x = Self.numbers(rows * inputs, "x")
    let w = Self.numbers(outputs * inputs, "w")
    let workspace = Workspace()
    var y = [Float](repeating: 0, count: rows * outputs)
    MatrixProduct.timesTransposed(
      x, w, into: &y, n: rows, m: outputs, k: inputs, accumulate: false, in: workspace)
    let matrix = PackedMatrix(outputs: outputs, inputs: inputs)
    matrix.pack(w, count: outputs)
    for count in [1, 2, 3, 4, 7, 13, 29] {
      var z = [Float](repeating: 0, count: count * outputs)
      matrix.multiply(x, rows: count, into: &z, in: workspace)
      #expect(z == Array(y.prefix(count * outputs)))
    }
  }
}
