import Foundation
import Statistics
import Support
import Testing

/// A formula is fitted without a start, whatever the units of its columns are.
@Suite struct FormulaStartTests {
  private static let scales = [1e-9, 1e-6, 1e-3, 1, 1e3, 1e6, 1e9]

  /// Points of a curve with a wave in the place of noise, 0.2 % of its size.
  private static func fit(
    _ text: String, x: [Double], size: Double, _ curve: (Double) -> Double
  ) throws -> CurveFit {
    let y = x.enumerated().map { curve($1) + 0.002 * size * sin(7.3 * Double($0)) }
    return try CurveFitter(FormulaLaw(Formula(text)), multiStart: 64).fit(
      CurveData(x: x, y: y), stream: RandomStream(seed: 7))
  }

  private static func agrees(_ fit: CurveFit, _ truth: [String: Double]) -> Bool {
    fit.isIdentified
      && zip(fit.names, fit.values).allSatisfy { name, value in
        abs(value - (truth[name] ?? .nan)) < 0.05 * abs(truth[name] ?? .nan)
      }
  }

  @Test(arguments: scales) func aDecay(_ s: Double) throws {
    let found = try Self.fit(
      "c + a*exp(-x/t)", x: (1...30).map { s * Double($0) / 5 }, size: 5 * s
    ) { 2 * s + 3 * s * exp(-$0 / (1.7 * s)) }
    #expect(Self.agrees(found, ["c": 2 * s, "a": 3 * s, "t": 1.7 * s]), "\(found.values)")
  }

  @Test(arguments: scales) func aLogisticCurve(_ s: Double) throws {
    let found = try Self.fit(
      "b + a/(1+exp(-(x-m)/w))", x: (1...30).map { s * Double($0) }, size: 1
    ) { 0.1 + 0.8 / (1 + exp(-($0 - 13 * s) / (2.5 * s))) }
    // The curve is the same with both signs.
    let isFalling = (found.values.last ?? 0) < 0
    let truth =
      isFalling
      ? ["b": 0.9, "a": -0.8, "m": 13 * s, "w": -2.5 * s]
      : ["b": 0.1, "a": 0.8, "m": 13 * s, "w": 2.5 * s]
    #expect(Self.agrees(found, truth), "\(found.values)")
  }

  @Test(arguments: scales) func aPeak(_ s: Double) throws {
    let found = try Self.fit(
      "a*exp(-((x-m)/w)^2)", x: (1...40).map { s * Double($0) }, size: 5 * s
    ) { 5 * s * exp(-pow(($0 - 31 * s) / (2 * s), 2)) }
    let width = found.values[found.names.firstIndex(of: "w") ?? 0] < 0 ? -2 * s : 2 * s
    #expect(Self.agrees(found, ["a": 5 * s, "m": 31 * s, "w": width]), "\(found.values)")
  }

  /// The report says how many of the starts that were followed agree, and that one alone is no agreement.
  @Test func startsAreCounted() throws {
    let found = try Self.fit("c + a*exp(-x/t)", x: (1...30).map { Double($0) / 5 }, size: 5) {
      2 + 3 * exp(-$0 / 1.7)
    }
    let note = try #require(found.notes.last { $0.contains("starts that were followed") })
    let words = note.split(separator: " ")
    let (agreed, followed) = (Int(words[0]) ?? 0, Int(words[2]) ?? 0)
    #expect(agreed > 1 && agreed <= followed && followed > 8, "\(note)")
    // Without further starts nothing is said.
    let plain = try CurveFitter(FormulaLaw(Formula("a*x + b"))).fit(
      CurveData(x: [1, 2, 3, 4], y: [1, 2.1, 2.9, 4]), stream: RandomStream(seed: 7))
    #expect(!plain.notes.contains { $0.contains("starts") })
  }
}
