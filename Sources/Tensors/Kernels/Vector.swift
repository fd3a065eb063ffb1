#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// SIMD building blocks. With `-march=x86-64-v3` these compile to AVX2 and FMA.

typealias Floats = SIMD8<Float>
typealias Pointer = UnsafePointer<Float>
typealias MutablePointer = UnsafeMutablePointer<Float>

@inline(__always) func load(_ p: Pointer) -> Floats {
  UnsafeRawPointer(p).loadUnaligned(as: Floats.self)
}

@inline(__always) func load(_ p: MutablePointer) -> Floats {
  UnsafeRawPointer(p).loadUnaligned(as: Floats.self)
}

@inline(__always) func store(_ v: Floats, _ p: MutablePointer) {
  UnsafeMutableRawPointer(p).storeBytes(of: v, as: Floats.self)
}

@inline(__always) func splat(_ x: Float) -> Floats { Floats(repeating: x) }

/// The sum of the eight lanes, in a fixed order.
@inline(__always) func total(_ v: Floats) -> Float {
  let a = v.lowHalf + v.highHalf
  let b = a.lowHalf + a.highHalf
  return b.x + b.y
}

@inline(__always) func maximum(_ a: Floats, _ b: Floats) -> Floats {
  a.replacing(with: b, where: b .> a)
}

/// e^x to about one unit in the last place, on [−87, 88]; clamped outside.
///
/// - Source: Cephes `expf` (Moshier): range reduction by ln 2 in two parts, polynomial of degree 5.
@inline(__always) func exponential(_ x: Floats) -> Floats {
  var v = x.replacing(with: splat(88), where: x .> splat(88))
  v = v.replacing(with: splat(-87), where: v .< splat(-87))
  // Adding and subtracting 1.5·2²³ rounds to the nearest integer without a libm call.
  let magic = splat(12_582_912)
  let shifted = magic.addingProduct(v, splat(1.442_695_04))
  let n = shifted - magic
  var r = v.addingProduct(n, splat(-0.693_359_375))
  r = r.addingProduct(n, splat(2.121_944_4e-4))
  var p = splat(1.987_569_15e-4)
  p = splat(1.398_199_95e-3).addingProduct(p, r)
  p = splat(8.333_451_9e-3).addingProduct(p, r)
  p = splat(4.166_579_6e-2).addingProduct(p, r)
  p = splat(1.666_666_55e-1).addingProduct(p, r)
  p = splat(5.000_000_1e-1).addingProduct(p, r)
  let y = (r + splat(1)).addingProduct(p, r * r)
  let exponent =
    unsafeBitCast(shifted, to: SIMD8<Int32>.self) &- SIMD8<Int32>(repeating: 0x4B40_0000)
  let scale = (exponent &+ SIMD8<Int32>(repeating: 127)) &<< SIMD8<Int32>(repeating: 23)
  return y * unsafeBitCast(scale, to: Floats.self)
}

/// Eight elements from `p`, of which the first `count` are read and the others are `filler`.
@inline(__always) func loadPartial(_ p: Pointer, _ count: Int, filler: Float) -> Floats {
  var v = splat(filler)
  for i in 0..<count { v[i] = p[i] }
  return v
}

/// Elementwise routines over plain memory.
public enum VectorKernels {
  /// `y += a·x`.
  public static func addScaled(
    _ a: Float, _ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int
  ) {
    let factor = splat(a)
    var i = 0
    while i + 8 <= count {
      store(load(y + i).addingProduct(factor, load(x + i)), y + i)
      i += 8
    }
    while i < count {
      y[i] = y[i].addingProduct(a, x[i])
      i += 1
    }
  }

  /// `x *= a`.
  public static func multiply(_ x: UnsafeMutablePointer<Float>, by a: Float, count: Int) {
    var i = 0
    while i + 8 <= count {
      store(load(x + i) * splat(a), x + i)
      i += 8
    }
    while i < count {
      x[i] *= a
      i += 1
    }
  }

  /// `Σ x²`, in double precision over blocks.
  public static func sumOfSquares(_ x: UnsafePointer<Float>, count: Int) -> Double {
    var sum = 0.0
    var i = 0
    while i < count {
      let end = min(i + 4096, count)
      var lanes = splat(0)
      while i + 8 <= end {
        let v = load(x + i)
        lanes = lanes.addingProduct(v, v)
        i += 8
      }
      sum += Double(total(lanes))
      while i < end {
        sum += Double(x[i]) * Double(x[i])
        i += 1
      }
    }
    return sum
  }

  /// Softmax statistics of one row: writes e^(z·scale − max) into `weights` and returns what is needed
  /// for log-probabilities and entropy.
  ///
  /// - Returns: `logZ` = log Σ e^(z·scale), and `entropy` = logZ − Σ p·z·scale, in nats.
  public static func softmax(
    _ z: UnsafePointer<Float>, count: Int, scale: Float, weights: UnsafeMutablePointer<Float>
  ) -> (logZ: Float, entropy: Float, sum: Float) {
    let (peak, sum, product) = softmaxSums(z, count: count, scale: scale, weights: weights)
    let logSum = logf(sum)
    return (peak + logSum, logSum - product / sum, sum)
  }

  /// The peak of z·scale, Σ e^(z·scale − peak), and Σ e^(z·scale − peak)·(z·scale − peak); `weights`
  /// receives the terms of the first sum if it is given.
  @inline(__always)
  static func softmaxSums(
    _ z: Pointer, count: Int, scale: Float, weights: MutablePointer? = nil
  ) -> (peak: Float, sum: Float, product: Float) {
    var peaks = splat(-Float.infinity)
    var i = 0
    while i + 8 <= count {
      peaks = maximum(peaks, load(z + i))
      i += 8
    }
    if i < count { peaks = maximum(peaks, loadPartial(z + i, count - i, filler: -.infinity)) }
    let peak = peaks.max() * scale
    var sums = splat(0)
    var products = splat(0)
    i = 0
    while i < count {
      let whole = i + 8 <= count
      let x = whole ? load(z + i) : loadPartial(z + i, count - i, filler: -.infinity)
      let distance = splat(-peak).addingProduct(x, splat(scale))
      // Not `maximum`: NaN must stay NaN, so that a diverged model is noticed.
      let shifted = distance.replacing(with: splat(-87), where: distance .< splat(-87))
      var e = exponential(shifted)
      if !whole { for lane in count - i..<8 { e[lane] = 0 } }
      if let weights {
        if whole {
          store(e, weights + i)
        } else {
          for lane in 0..<count - i { weights[i + lane] = e[lane] }
        }
      }
      sums += e
      products = products.addingProduct(e, shifted)
      i += 8
    }
    return (peak, total(sums), total(products))
  }
}
