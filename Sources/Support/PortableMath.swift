/// Elementary functions whose results have the same bits on every machine and C library.
///
/// Only what IEEE 754 defines to the last bit is used: `+ - * /`, fused multiply-add, comparisons;
/// and integers. Constants are hexadecimal: no compiler rounds them. Overflow gives ±∞, underflow is
/// gradual, and every NaN is `Double.nan`. Errors were measured against 113-bit arithmetic.
///
/// - Source: fdlibm 5.3 (Sun Microsystems 1993), whose methods and polynomials these are.
public enum PortableMath {
  /// The exponential function.
  ///
  /// eˣ = 2ᵏ eʳ with k = round(x / ln 2) and a rational function of r = x − k ln 2. NaN gives NaN,
  /// −∞ gives 0, ∞ gives ∞. The error is below 0.85 ulp.
  ///
  /// - Source: fdlibm 5.3, e_exp.c; 1 + r is summed exactly here.
  public static func exp(_ x: Double) -> Double { x.isNaN ? .nan : exp(Pair(x)) }

  /// The natural logarithm.
  ///
  /// ln x = k ln 2 + ln(1 + f) with x = 2ᵏ (1 + f), √½ ≤ 1 + f < √2, and, with s = f / (2 + f),
  /// ln(1 + f) = f − f²/2 + s (f²/2 + R(s²)). Zero gives −∞, a negative number and NaN give NaN,
  /// ∞ gives ∞; subnormal numbers are as good as others. The error is below 0.9 ulp.
  ///
  /// - Source: fdlibm 5.3, e_log.c.
  public static func log(_ x: Double) -> Double {
    guard x > 0 && x < .infinity else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
    let (k, m) = split(x)
    let f = m - 1
    let s = f / (2 + f)
    let z = s * s
    let p = 0x1.7466496cb03dep-3 + z * (0x1.39a09d078c69fp-3 + z * 0x1.2f112df3e5244p-3)
    let q = 0x1.2492494229359p-2 + z * (0x1.c71c51d8e78afp-3 + z * p)
    let r = z * (0x1.5555555555593p-1 + z * (0x1.999999997fa04p-2 + z * q))
    let half = 0.5 * f * f
    return k * ln2.high - ((half - (s * (half + r) + k * ln2.low)) - f)
  }

  /// The sine of an angle in radians.
  ///
  /// sin x = ± sin r or ± cos r, polynomials of r = x − n π/2 in [−π/4, π/4]. As many bits of 2/π
  /// as it takes are used, so that every finite argument is served. ±∞ and NaN give NaN; −0 gives
  /// −0. The error is below 0.85 ulp.
  ///
  /// - Source: fdlibm 5.3, k_sin.c and k_cos.c; Payne and Hanek 1983 for the reduction.
  public static func sin(_ x: Double) -> Double { sine(x, quarterTurns: 0) }

  /// The cosine of an angle in radians.
  ///
  /// cos x = sin(x + π/2), π/2 being added after the reduction. Otherwise as `sin(_:)`.
  ///
  /// - Source: as `sin(_:)`.
  public static func cos(_ x: Double) -> Double { sine(x, quarterTurns: 1) }

  /// A number to a real power.
  ///
  /// xʸ = exp(y ln x), ln x and the product in double-double arithmetic. x⁰ = 1ʸ = 1 even for NaN;
  /// otherwise NaN and a base below 0 give NaN; ±0 and ∞ follow from ln 0 = −∞ and ln ∞ = ∞.
  /// The error is below 0.85 ulp.
  ///
  /// - Source: fdlibm 5.3, e_exp.c; Dekker 1971 for the arithmetic.
  public static func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0 || base == 1 { return 1 }
    if base.isNaN || exponent.isNaN || base < 0 { return .nan }
    return exp(Pair(exponent) * pairLog(base))
  }

  /// A number to an integer power.
  ///
  /// xⁿ by repeated squaring in double-double arithmetic, of 1/x where n < 0. x⁰ = 1 even for NaN;
  /// otherwise NaN gives NaN. The sign is that of xⁿ, also of 0 and ∞. The error is below 0.51 ulp
  /// for |n| ≤ 10⁶ and results of 10⁻²⁹⁰ or more, below 2 ulp for smaller ones.
  ///
  /// - Source: Knuth, "The Art of Computer Programming" 4.6.3, algorithm A; Dekker 1971.
  public static func power(_ base: Double, _ exponent: Int) -> Double {
    if base.isNaN { return exponent == 0 ? 1 : .nan }
    var square = exponent < 0 ? Pair(1) / Pair(base) : Pair(base)
    var (result, remaining) = (Pair(1), exponent.magnitude)
    while remaining > 0 {
      if remaining & 1 == 1 { result = result * square }
      square = square * square
      remaining >>= 1
    }
    return result.high
  }

  /// ln 2; the high part has 32 bits, so that its products with exponents are exact.
  private static let ln2 = Pair(0x1.62e42feep-1, 0x1.a39ef35793c76p-33)

  /// e to the power of a pair that is not NaN.
  private static func exp(_ x: Pair) -> Double {
    if x.high.magnitude > 746 { return x.high > 0 ? .infinity : 0 }
    let k = Int(x.high * 0x1.71547652b82fep+0 + (x.high < 0 ? -0.5 : 0.5))
    let high = x.high - Double(k) * ln2.high
    let low = Double(k) * ln2.low - x.low
    let r = high - low
    let z = r * r
    let p = -0x1.bbd41c5d26bf1p-20 + z * 0x1.6376972bea4d0p-25
    let q = -0x1.6c16c16bebd93p-9 + z * (0x1.1566aaf25de2cp-14 + z * p)
    let c = r - z * (0x1.555555555553ep-3 + z * q)
    let sum = Pair(sum: 1, high)
    let y = sum.high + (sum.low + ((r * c) / (2 - c) - low))
    func powerOfTwo(_ n: Int) -> Double { Double(bitPattern: UInt64(1023 + n) << 52) }
    return y * powerOfTwo(k / 2) * powerOfTwo(k - k / 2)
  }

  /// k and m with x = 2ᵏ m and √½ ≤ m < √2, of a positive finite number.
  private static func split(_ x: Double) -> (k: Double, m: Double) {
    let isNormal = x >= .leastNormalMagnitude
    let bits = Int64(bitPattern: (isNormal ? x : x * 0x1p54).bitPattern)
    let k = (bits - 0x3fe6_a09e_667f_3bcd) >> 52
    let m = Double(bitPattern: UInt64(bitPattern: bits - k << 52))
    return (Double(isNormal ? k : k - 54), m)
  }

  /// The logarithm to about 2⁻⁶⁵ of itself: k ln 2 + 2 s (1 + z/3 + z²/5 + …) with z = s².
  private static func pairLog(_ x: Double) -> Pair {
    guard x > 0 && x < .infinity else { return Pair(log(x)) }
    let (k, m) = split(x)
    let s = Pair(m - 1) / Pair(sum: m, 1)
    let z = s * s
    var q = 0.0
    for n in 0..<11 { q = 1 / Double(25 - 2 * n) + z.high * q }
    let series = Pair(1) + z * (Pair(1) / Pair(3) + z * Pair(q))
    return Pair(k * ln2.high, k * ln2.low) + Pair(2) * s * series
  }

  /// sin(x + quarterTurns π/2).
  private static func sine(_ x: Double, quarterTurns: Int) -> Double {
    guard x.isFinite else { return .nan }
    let (n, r) = remainder(x)
    let quadrant = (n + quarterTurns) & 3
    let value = quadrant & 1 == 0 ? sineKernel(r) : cosineKernel(r)
    return quadrant < 2 ? value : -value
  }

  private static func sineKernel(_ r: Pair) -> Double {
    let x = r.high
    let z = x * x
    let v = z * x
    let p = 0x1.71de357b1fe7dp-19 + z * (-0x1.ae5e68a2b9cebp-26 + z * 0x1.5d93a5acfd57cp-33)
    let q = 0x1.111111110f8a6p-7 + z * (-0x1.a01a019c161d5p-13 + z * p)
    return x - ((z * (0.5 * r.low - v * q) - r.low) + v * 0x1.5555555555549p-3)
  }

  private static func cosineKernel(_ r: Pair) -> Double {
    let x = r.high
    let z = x * x
    let p = -0x1.27e4f809c52adp-22 + z * (0x1.1ee9ebdb4b1c4p-29 + z * -0x1.8fae9be8838d4p-37)
    let q = -0x1.6c16c16c15177p-10 + z * (0x1.a01a019cb1590p-16 + z * p)
    let half = 0.5 * z
    let w = 1 - half
    return w + (((1 - w) - half) + (z * (z * (0x1.555555555554cp-5 + z * q)) - x * r.low))
  }

  /// n and x − n π/2 in [−π/4, π/4]: |x| · 2/π mod 4 in fixed point, with two bits before the
  /// binary point and 126 after it, from those bits of 2/π that matter for the exponent of x.
  private static func remainder(_ x: Double) -> (n: Int, r: Pair) {
    if x.magnitude < 0x1.921fb54442d18p-1 { return (0, Pair(x)) }
    let m = UInt128(x.significandBitPattern | 1 << 52)
    let (index, shift) = (Int(x.exponent) + 10).quotientAndRemainder(dividingBy: 64)
    func product(_ i: Int) -> UInt128 {
      UInt128(twoOverPi[index + i] << shift | twoOverPi[index + i + 1] >> (64 - shift)) * m
    }
    let turns = product(0) << 64 &+ product(1) &+ product(2) >> 64
    let fraction = Int128(truncatingIfNeeded: turns << 2)
    let top = Double(Int64(truncatingIfNeeded: fraction >> 75)) * 0x1p-53
    let middle = Double(Int64(truncatingIfNeeded: fraction >> 22) & (1 << 53 - 1)) * 0x1p-106
    let bottom = Double(Int64(truncatingIfNeeded: fraction) & (1 << 22 - 1)) * 0x1p-128
    let s = Pair(sum: top, middle)
    let halfPi = Pair(0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54)
    let r = Pair(sum: s.high, s.low + bottom) * halfPi
    let n = Int(truncatingIfNeeded: (turns &+ 1 << 125) >> 126)
    return x < 0 ? (-n, Pair(-r.high, -r.low)) : (n, r)
  }

  /// 64 zero bits, then the bits of 2/π.
  private static let twoOverPi: [UInt64] = [
    0x0000_0000_0000_0000, 0xa2f9_836e_4e44_1529, 0xfc27_57d1_f534_ddc0, 0xdb62_9599_3c43_9041,
    0xfe51_63ab_debb_c561, 0xb724_6e3a_424d_d2e0, 0x0649_2eea_09d1_921c, 0xfe1d_eb1c_b129_a73e,
    0xe882_35f5_2ebb_4484, 0xe99c_7026_b45f_7e41, 0x3991_d639_8353_39f4, 0x9c84_5f8b_bdf9_283b,
    0x1ff8_97ff_de05_980f, 0xef2f_118b_5a0a_6d1f, 0x6d36_7ecf_27cb_09b7, 0x4f46_3f66_9e5f_ea2d,
    0x7527_bac7_ebe5_f17b, 0x3d07_39f7_8a52_92ea, 0x6bfb_5fb1_1f8d_5d08, 0x5603_3046_fc7b_6bab,
  ]
}

/// A number as the unevaluated sum of two doubles, `high` of a result being the sum rounded.
private struct Pair {
  let high, low: Double

  init(_ high: Double, _ low: Double = 0) { (self.high, self.low) = (high, low) }

  /// The exact sum of two numbers.
  init(sum a: Double, _ b: Double) {
    let s = a + b
    self.init(s, (a - (s - (s - a))) + (b - (s - a)))
  }

  /// A rounded result with its correction; 0, ∞ and NaN have none.
  private init(_ high: Double, correction: Double) {
    let sum = high + correction
    self = sum.isFinite && high != 0 ? Pair(sum, correction - (sum - high)) : Pair(high)
  }

  static func + (a: Pair, b: Pair) -> Pair {
    let s = Pair(sum: a.high, b.high)
    return Pair(s.high, correction: s.low + (a.low + b.low))
  }

  static func * (a: Pair, b: Pair) -> Pair {
    let p = a.high * b.high
    let cross = a.high * b.low + a.low * b.high
    return Pair(p, correction: (-p).addingProduct(a.high, b.high) + cross)
  }

  static func / (a: Pair, b: Pair) -> Pair {
    let q = a.high / b.high
    let remainder = a.high.addingProduct(-q, b.high) + (a.low - q * b.low)
    return Pair(q, correction: remainder / b.high)
  }
}
