import Foundation
import Support
import TestSupport
import Testing

/// `Tests/Golden/philox.json`: first words of random streams, from numpy's `Philox`.
struct PhiloxWords: Decodable {
  struct Stream: Decodable, Sendable, CustomTestStringConvertible {
    var path: String
    var key, words: [String]
    var uniforms: [Double]
    var uniformFloats: [Float]
    var testDescription: String { path }

    /// The stream of the path; its first component is the seed.
    var stream: RandomStream? {
      let parts = path.split(separator: "/").map(String.init)
      guard let seed = UInt64(parts[0]) else { return nil }
      return parts.dropFirst().reduce(RandomStream(seed: seed)) { $0[$1] }
    }
  }

  var zeroKey: [String]
  var streams: [Stream]
  static let golden: PhiloxWords = Golden.load("philox.json")
}

@Suite struct RandomStreamTests {
  /// The fixed points of the definition.
  @Test func fixturesOfTheStyleDocument() {
    var zero = RandomGenerator(key: (0, 0))
    #expect(
      (0..<4).map { _ in zero.next() } == [
        0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b, 0x7e68_b68a_ec7b_a23b,
      ])
    let stream = RandomStream(seed: 7)["rollout", 12, 3, 5]
    #expect(stream.description == "7/rollout/12/3/5")
    #expect(stream.key == (15_001_235_418_604_831_669, 2_252_639_596_203_131_185))
    var generator = stream.generator()
    #expect(
      (0..<5).map { _ in generator.next() } == [
        12_152_376_813_760_479_297, 3_060_136_702_089_938_486, 7_668_193_892_957_602_626,
        94_009_746_644_685_918, 17_437_761_497_863_890_373,
      ])
  }

  @Test(arguments: PhiloxWords.golden.streams) func words(_ golden: PhiloxWords.Stream) throws {
    let stream = try #require(golden.stream)
    #expect(stream.description == golden.path)
    #expect([stream.key.0, stream.key.1].map(String.init) == golden.key)
    var words = stream.generator()
    #expect(golden.words.map { _ in String(words.next()) } == golden.words)
    var uniforms = stream.generator()
    #expect(golden.uniforms.map { _ in uniforms.uniform() } == golden.uniforms)
    var floats = stream.generator()
    #expect(golden.uniformFloats.map { _ in floats.uniformFloat() } == golden.uniformFloats)
  }

  @Test func zeroKey() {
    var generator = RandomGenerator(key: (0, 0))
    let golden = PhiloxWords.golden.zeroKey
    #expect(golden.map { _ in String(generator.next()) } == golden)
  }

  /// A path's numbers do not depend on how the path was put together or what was drawn before.
  @Test func addressesAreWhatTheySay() {
    let root = RandomStream(seed: 3)
    var a = root["rollout", 1, 2].generator()
    var other = root["rollout"].generator()
    _ = other.next()
    var b = root["rollout"][1][2].generator()
    #expect(a.next() == b.next())
    #expect(
      root["a", 1].key != root["a", 11].key && root["a"].key != RandomStream(seed: 4)["a"].key)
  }

  @Test func slashInComponentEndsTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = RandomStream(seed: 1)["a/b"] }
    await #expect(processExitsWith: .failure) {
      var generator = RandomStream(seed: 1).generator()
      _ = generator.integer(below: 0)
    }
  }

  /// Mean 0, variance 1, kurtosis 3, and a tail beyond 2 of 4.55 %, each within five standard errors.
  @Test func normalsAreNormal() {
    var generator = RandomStream(seed: 5)["normal"].generator()
    let n = 200_000
    let x = (0..<n).map { _ in generator.normal() }
    let root = Double(n).squareRoot()
    func mean(_ f: (Double) -> Double) -> Double { x.reduce(0) { $0 + f($1) } / Double(n) }
    #expect(abs(mean { $0 }) < Tolerance.fiveSigma / root)
    #expect(abs(mean { $0 * $0 } - 1) < Tolerance.fiveSigma * 2.0.squareRoot() / root)
    #expect(abs(mean { pow($0, 4) } - 3) < Tolerance.fiveSigma * 96.0.squareRoot() / root)
    let tail = 0.045_500_264
    #expect(
      abs(mean { abs($0) > 2 ? 1 : 0 } - tail)
        < Tolerance.fiveSigma * (tail * (1 - tail)).squareRoot() / root)
    #expect(x.allSatisfy { $0.isFinite })
  }

  @Test(arguments: [1, 2, 3, 7, 10, 1000]) func integersAreUniform(_ bound: Int) {
    var generator = RandomStream(seed: 5)["integer", bound].generator()
    let n = 100_000
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<n { counts[generator.integer(below: bound)] += 1 }
    let expected = Double(n) / Double(bound)
    let chiSquare = counts.reduce(0) { $0 + pow(Double($1) - expected, 2) / expected }
    let degrees = Double(bound - 1)
    #expect(chiSquare <= degrees + Tolerance.fiveSigma * (2 * degrees).squareRoot() + 1e-9)
  }

  /// Three quarters of 2⁶⁴ as bound (as far as `Int` goes): multiply-and-reject, not modulo.
  @Test func largeBoundsAreUnbiased() {
    let bound = 3 << 61
    var generator = RandomStream(seed: 5)["large"].generator()
    let n = 30_000
    let low = (0..<n).count { _ in generator.integer(below: bound) < bound / 3 }
    let sd = (Double(n) * 2 / 9).squareRoot()
    #expect(abs(Double(low) - Double(n) / 3) < Tolerance.fiveSigma * sd)
  }

  @Test func shuffleIsUniform() {
    var generator = RandomStream(seed: 5)["shuffle"].generator()
    var counts: [[Int]: Int] = [:]
    let n = 24_000
    for _ in 0..<n {
      var order = [0, 1, 2, 3]
      generator.shuffle(&order)
      counts[order, default: 0] += 1
    }
    #expect(counts.count == 24)
    let chiSquare = counts.values.reduce(0.0) { $0 + pow(Double($1) - 1000, 2) / 1000 }
    #expect(chiSquare < 23 + Tolerance.fiveSigma * 46.0.squareRoot())
  }

  /// FIPS 180-4's own examples.
  @Test func sha256() {
    #expect(
      SHA256.hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(SHA256.hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    let million = SHA256.digest(repeatElement(UInt8(ascii: "a"), count: 1_000_000))
    #expect(
      SHA256.hex(million) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(SHA256.word("abc") == 0xeacf_018f_bf16_78ba)
  }
}
