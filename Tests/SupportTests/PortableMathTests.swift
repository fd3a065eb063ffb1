import Foundation
import Support
import Testing

/// 20 000 numbers spread evenly between two bounds.
private func evenly(_ low: Double, _ high: Double) -> [Double] {
  var generator = RandomStream(seed: 1)["portable", "evenly", low, high].generator()
  return (0..<20_000).map { _ in low + generator.uniform() * (high - low) }
}

/// 20 000 numbers between two positive bounds, every exponent being equally likely.
private func byExponent(_ low: Double, _ high: Double) -> [Double] {
  var generator = RandomStream(seed: 1)["portable", "byExponent", low, high].generator()
  let span = Int(high.bitPattern - low.bitPattern)
  return (0..<20_000).map { _ in
    Double(bitPattern: low.bitPattern + UInt64(generator.integer(below: span)))
  }
}

/// The largest distance of two functions, in steps from one double to the next.
private func distance(
  _ points: [Double], _ ours: (Double) -> Double, _ theirs: (Double) -> Double
) -> Int64 {
  func place(_ x: Double) -> Int64 {
    x.sign == .minus ? -Int64(x.magnitude.bitPattern) : Int64(x.bitPattern)
  }
  return points.reduce(0) { largest, x in
    let (a, b) = (ours(x), theirs(x))
    return a.isNaN || b.isNaN ? .max : max(largest, abs(place(a) - place(b)))
  }
}

private func isStandardNaN(_ x: Double) -> Bool { x.bitPattern == Double.nan.bitPattern }

/// The C library's functions are the reference; theirs and ours are both off by less than 1 ulp.
@Suite struct PortableMathAgainstTheCLibrary {
  @Test func exponential() {
    let points = evenly(-1, 1) + evenly(-30, 30) + evenly(-746, 709.75) + byExponent(1e-20, 1)
    #expect(distance(points, PortableMath.exp, exp) <= 1)
  }

  @Test func logarithm() {
    let points = evenly(0.5, 2) + evenly(0.99, 1.01) + byExponent(0x1p-1074, 0x1p-1022)
    #expect(distance(points + byExponent(1e-300, 1e300), PortableMath.log, log) <= 1)
  }

  @Test(arguments: [0.8, 10, 1e4, 1e6, 1e9, 1e300]) func sineAndCosine(_ bound: Double) {
    let points = evenly(-bound, bound) + byExponent(min(1e-10, bound), bound)
    #expect(distance(points, PortableMath.sin, sin) <= 1)
    #expect(distance(points, PortableMath.cos, cos) <= 1)
    #expect(points.allSatisfy { PortableMath.sin(-$0) == -PortableMath.sin($0) })
    #expect(points.allSatisfy { PortableMath.cos(-$0) == PortableMath.cos($0) })
  }

  /// Where almost all digits of the argument cancel.
  @Test func multiplesOfHalfPi() {
    let points = (1..<50_000).map { Double($0) * (Double.pi / 2) }
    #expect(distance(points, PortableMath.sin, sin) <= 1)
    #expect(distance(points, PortableMath.cos, cos) <= 1)
  }

  @Test(arguments: [-17.3, -2, -0.5, 1e-3, 0.37, 1, 2.75, 19.9]) func power(_ exponent: Double) {
    let points = evenly(0.1, 10) + byExponent(1e-15, 1e15)
    let ours = { PortableMath.power($0, exponent) }
    #expect(distance(points, ours, { pow($0, exponent) }) <= 2)
  }

  @Test(arguments: [-60_000.5, 60_000.5]) func powerOfAlmostOne(_ exponent: Double) {
    let ours = { PortableMath.power($0, exponent) }
    #expect(distance(evenly(0.99, 1.01), ours, { pow($0, exponent) }) <= 2)
  }

  @Test(arguments: [-290, -17, -1, 0, 1, 2, 3, 10, 291]) func integerPower(_ exponent: Int) {
    let ours = { PortableMath.power($0, exponent) }
    #expect(distance(evenly(0.1, 10), ours, { pow($0, Double(exponent)) }) <= 2)
    #expect(distance(evenly(-10, -0.1), ours, { pow($0, Double(exponent)) }) <= 2)
  }

  @Test(arguments: [-600_000, 600_000]) func integerPowerOfAlmostOne(_ exponent: Int) {
    let ours = { PortableMath.power($0, exponent) }
    #expect(distance(evenly(0.999, 1.001), ours, { pow($0, Double(exponent)) }) <= 2)
  }
}

@Suite struct PortableMathSpecialCases {
  @Test func exponential() {
    #expect(isStandardNaN(PortableMath.exp(.nan)))
    #expect(isStandardNaN(PortableMath.exp(-.nan)))
    #expect(PortableMath.exp(.infinity) == .infinity)
    #expect(PortableMath.exp(-.infinity) == 0)
    #expect(PortableMath.exp(0) == 1)
    #expect(PortableMath.exp(-0.0) == 1)
    #expect(PortableMath.exp(709.75) < .infinity)
    #expect(PortableMath.exp(709.8) == .infinity)
    #expect(PortableMath.exp(1e300) == .infinity)
    #expect(PortableMath.exp(-745) == .leastNonzeroMagnitude)
    #expect(PortableMath.exp(-745.5) == 0)
    #expect(PortableMath.exp(-1e300) == 0)
  }

  @Test func logarithm() {
    #expect(PortableMath.log(0) == -.infinity)
    #expect(PortableMath.log(-0.0) == -.infinity)
    #expect(PortableMath.log(.infinity) == .infinity)
    #expect(PortableMath.log(1).bitPattern == 0)
    for x: Double in [-1, -.infinity, -.leastNonzeroMagnitude, .nan, -.nan] {
      #expect(isStandardNaN(PortableMath.log(x)))
    }
  }

  @Test func sineAndCosine() {
    for x: Double in [.infinity, -.infinity, .nan, -.nan] {
      #expect(isStandardNaN(PortableMath.sin(x)))
      #expect(isStandardNaN(PortableMath.cos(x)))
    }
    for x: Double in [0, -0.0, .leastNonzeroMagnitude, -1e-300] {
      #expect(PortableMath.sin(x).bitPattern == x.bitPattern)
      #expect(PortableMath.cos(x) == 1)
    }
  }

  @Test func power() {
    for x: Double in [0, 1, -2.5, .infinity, .nan] { #expect(PortableMath.power(x, 0.0) == 1) }
    for y: Double in [2.5, -.infinity, .infinity, .nan] { #expect(PortableMath.power(1, y) == 1) }
    let undefined: [(Double, Double)] = [
      (-2, 0.5), (-2, 2), (-.infinity, 1.5), (.nan, 1.5), (2, .nan),
    ]
    for (x, y) in undefined { #expect(isStandardNaN(PortableMath.power(x, y))) }
    let infinite: [(Double, Double)] = [
      (0, -0.5), (.infinity, 0.5), (2, .infinity), (0.5, -.infinity), (10, 308.5),
    ]
    for (x, y) in infinite { #expect(PortableMath.power(x, y) == .infinity) }
    for (x, y) in infinite { #expect(PortableMath.power(x, -y * 1.1).bitPattern == 0) }
    #expect(PortableMath.power(.greatestFiniteMagnitude, 1e308) == .infinity)
    #expect(PortableMath.power(.leastNonzeroMagnitude, 1e308) == 0)
  }

  @Test func integerPower() {
    for x: Double in [0, 1, -2.5, .infinity, .nan] { #expect(PortableMath.power(x, 0) == 1) }
    #expect(isStandardNaN(PortableMath.power(-.nan, 3)))
    #expect(PortableMath.power(-2, 63) == -0x1p63)
    #expect(PortableMath.power(2, -1074) == .leastNonzeroMagnitude)
    #expect(PortableMath.power(2, 1023) == 0x1p1023)
    #expect(PortableMath.power(2, 1024) == .infinity)
    #expect(PortableMath.power(-2, 1025) == -.infinity)
    #expect(PortableMath.power(-0.0, -3) == -.infinity)
    #expect(PortableMath.power(-0.0, -2) == .infinity)
    #expect(PortableMath.power(-.infinity, 3) == -.infinity)
    #expect(PortableMath.power(-0.0, 3).bitPattern == (-0.0).bitPattern)
    #expect(PortableMath.power(-.infinity, -3).bitPattern == (-0.0).bitPattern)
    #expect(PortableMath.power(-1, .min) == 1)
    #expect(PortableMath.power(-1, .max) == -1)
    #expect(PortableMath.power(0.5, .max) == 0)
    #expect(PortableMath.power(0.5, .min) == .infinity)
  }
}

/// Bits that every machine must reproduce; all are within 0.65 ulp of the value by mpmath.
@Suite struct PortableMathGolden {
  @Test(
    arguments: [
      (1, 0x4005_bf0a_8b14_5769),
      (-1, 0x3fd7_8b56_362c_ef38),
      (0.1, 0x3ff1_aec7_b35a_00d4),
      (0.5, 0x3ffa_6129_8e1e_069c),
      (-20.25, 0x3e1b_93de_1e27_ca3b),
      (300, 0x5afc_05c0_a716_6b4a),
      (-708.5, 0x000e_6cf6_d088_97ac),
      (-740, 0x0000_0000_0000_0055),
    ] as [(Double, UInt64)])
  func exponential(_ x: Double, _ bits: UInt64) {
    #expect(PortableMath.exp(x).bitPattern == bits)
  }

  @Test(
    arguments: [
      (2, 0x3fe6_2e42_fefa_39ef),
      (0.1, 0xc002_6bb1_bbb5_5515),
      (0.7, 0xbfd6_d3c3_24e1_3f50),
      (1.0009765625, 0x3f4f_fc00_aa8a_b110),
      (3, 0x3ff1_93ea_7aad_030a),
      (1e-300, 0xc085_9634_47f8_7fb5),
      (1e300, 0x4085_9634_47f8_7fb5),
      (0x1p-1074, 0xc087_4385_446d_71c3),
    ] as [(Double, UInt64)])
  func logarithm(_ x: Double, _ bits: UInt64) {
    #expect(PortableMath.log(x).bitPattern == bits)
  }

  @Test(
    arguments: [
      (0.1, 0x3fb9_8eae_cb8b_cb2c),
      (0.8, 0x3fe6_f494_c2bf_fecd),
      (1, 0x3fea_ed54_8f09_0cee),
      (2, 0x3fed_18f6_ead1_b446),
      (-4, 0x3fe8_37b9_dddc_1eae),
      (1000, 0x3fea_75cc_150a_206b),
      (1000000, 0xbfd6_664b_2568_d867),
      (1e22, 0xbfeb_453a_b76b_f397),
    ] as [(Double, UInt64)])
  func sine(_ x: Double, _ bits: UInt64) {
    #expect(PortableMath.sin(x).bitPattern == bits)
  }

  /// The last argument is the double that is nearest to a multiple of π/2.
  @Test(
    arguments: [
      (0.1, 0x3fef_d712_f9a8_17c1),
      (0.8, 0x3fe6_4b6b_de71_9865),
      (1, 0x3fe1_4a28_0fb5_068c),
      (2, 0xbfda_a226_5753_7205),
      (-4, 0xbfe4_eaa6_06db_24c1),
      (1000, 0x3fe1_ff02_6793_f1bc),
      (1000000, 0x3fed_f9df_9906_d32c),
      (0x1.6ac5b262ca1ffp+849, 0xbc21_4ae7_2e6b_a22f),
    ] as [(Double, UInt64)])
  func cosine(_ x: Double, _ bits: UInt64) {
    #expect(PortableMath.cos(x).bitPattern == bits)
  }

  @Test(
    arguments: [
      (2, 0.5, 0x3ff6_a09e_667f_3bcc),
      (10, -0.3, 0x3fe0_09b9_cf33_4252),
      (0.9, 1000, 0x366f_ee74_13da_c341),
      (1.0009765625, 10000, 0x40d0_ef62_3237_17d6),
      (1e-300, -0.99, 0x7d98_7706_b021_3ce0),
      (0.3, 0.7, 0x3fdb_8d80_9c61_5f41),
      (7, 300.5, 0x74a8_6c39_b4d1_bad7),
      (2, -1073.5, 0x0000_0000_0000_0001),
    ] as [(Double, Double, UInt64)])
  func power(_ x: Double, _ y: Double, _ bits: UInt64) {
    #expect(PortableMath.power(x, y).bitPattern == bits)
  }

  @Test(
    arguments: [
      (0.9, 1000, 0x366f_ee74_13da_c341),
      (0.999, 12345, 0x3ed2_2391_fb94_567e),
      (10, -5, 0x3ee4_f8b5_88e3_68f1),
      (1.1, 100, 0x40ca_ea4e_6126_bb95),
      (-3, 33, 0xc333_bfef_a65a_bb83),
      (0.1, 300, 0x01a5_6e1f_c2f8_f3bd),
      (1.0009765625, -20000, 0x3e2c_9050_2bed_3892),
      (7, -370, 0x0000_0009_b465_1cfc),
    ] as [(Double, Int, UInt64)])
  func integerPower(_ x: Double, _ n: Int, _ bits: UInt64) {
    #expect(PortableMath.power(x, n).bitPattern == bits)
  }
}
