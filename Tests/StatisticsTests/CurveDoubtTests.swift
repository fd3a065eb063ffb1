import Foundation
import Statistics
import Support
import Testing

/// Fits that look well and say nothing, and numbers at the ends of the range.
@Suite struct CurveDoubtTests {
  /// Losses of the published law with errors of a thousandth.
  private func losses(_ points: [(Double, Double)], seed: UInt64 = 1) -> CurveData {
    var random = RandomStream(seed: seed)["losses"].generator()
    return CurveData(
      x: points.map { [$0.0, $0.1] },
      y: points.map { n, d in
        let (first, second): (Double, Double) = (482 / pow(n, 0.3478), 2085.43 / pow(d, 0.3658))
        return (1.82 + first + second) * (1 + 0.001 * random.normal())
      })
  }

  private func notes(_ points: [(Double, Double)], draws: Int = 0) throws -> CurveFit {
    try CurveFitter(Chinchilla(), draws: draws).fit(losses(points), stream: RandomStream(seed: 1))
  }

  private static let grid: [(Double, Double)] = (0..<36).map { i in
    let (a, b) = (Double(i / 6), Double(i % 6))
    return (pow(10, 7.5 + 0.4 * a), pow(10, 8.5 + 0.5 * b))
  }

  @Test func aGridDetermines() throws {
    let fit = try notes(Self.grid, draws: 60)
    #expect(fit.isIdentified, "\(fit.notes)")
    #expect(abs((fit.value("alpha") ?? 0) - 0.3478) < 0.05)
  }

  /// With one ratio of tokens to parameters nothing tells the two terms apart.
  @Test(arguments: [20.0, 5, 400]) func oneTokenRatioDeterminesNothing(_ ratio: Double) throws {
    let points = (0..<26).map { i in
      let n = pow(10, 7.7 + 0.1 * Double(i))
      return (n, ratio * n)
    }
    let fit = try notes(points)
    #expect(!fit.isIdentified)
    #expect(
      fit.notes.contains { $0.contains("ln N and ln D are collinear over the points (r = 1.0000)") }
    )
  }

  /// A ratio that is nearly one.
  @Test func nearlyOneRatioIsNoBetter() throws {
    let points = (0..<26).map { i in
      let n = pow(10, 7.7 + 0.1 * Double(i))
      return (n, 20 * n * (i % 2 == 0 ? 1.05 : 1))
    }
    #expect(try !notes(points).isIdentified)
  }

  @Test func twoSizesDetermineNoExponent() throws {
    let points = [3e7, 3e9].flatMap { n in (0..<9).map { (n, pow(10, 8 + 0.4 * Double($0))) } }
    let fit = try notes(points)
    #expect(!fit.isIdentified && fit.notes.contains { $0.contains("only 2 different N") })
  }

  /// Where one term is below what can be measured.
  @Test func aTermThatIsNowhereSeenIsSaid() throws {
    var random = RandomStream(seed: 2)["flat"].generator()
    let data = CurveData(
      x: Self.grid.map { [$0.0, $0.1] },
      y: Self.grid.map { point in
        let term: Double = 1500 / pow(point.1, 0.36)
        return (2 + term) * (1 + 0.001 * random.normal())
      })
    let fit = try CurveFitter(Chinchilla()).fit(data, stream: RandomStream(seed: 1))
    #expect(!fit.isIdentified, "\(fit.names) \(fit.values)")
  }

  /// A formula that is infinite at a point makes every parameter equally bad.
  @Test(arguments: ["a+b*log(x)", "a+b/x"])
  func formulasThatAreNotFiniteNameThePoint(_ text: String) throws {
    let data = CurveData(x: [20, 40, 0, 60, 80, 100], y: [0.22, 0.3, 0.1, 0.35, 0.39, 0.41])
    let error = #expect(throws: StatisticsError.self) {
      try CurveFitter(FormulaLaw(try Formula(text))).fit(data, stream: RandomStream(seed: 1))
    }
    guard case .curvePoint(let index, let reason)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(index == 2 && reason.contains("no finite value at x = 0"))
    let rest = CurveData(x: [20, 40, 60, 80, 100], y: [0.22, 0.3, 0.35, 0.39, 0.41])
    let fit = try CurveFitter(FormulaLaw(try Formula(text))).fit(
      rest, stream: RandomStream(seed: 1))
    #expect(fit.ssr.isFinite)
    if text == "a+b*log(x)" {
      #expect(
        abs((fit.value("a") ?? 0) + 0.1406) < 5e-5 && abs((fit.value("b") ?? 0) - 0.1201) < 5e-5)
    }
  }

  /// Units change no exponent: the solver's own tolerances are absolute.
  @Test(arguments: [1e-8, 1e-30, 1e12]) func unitsChangeNothing(_ unit: Double) throws {
    let x = [10.0, 20, 40, 80, 160, 320, 640]
    var random = RandomStream(seed: 4)["power"].generator()
    let y = x.map { 0.8 - 0.9 * pow($0, -0.156) + 0.002 * random.normal() }
    func exponent(_ unit: Double) throws -> Double {
      let data = CurveData(x: x, y: y.map { $0 * unit })
      return try #require(
        try CurveFitter(PowerLaw(), profiles: false).fit(data, stream: RandomStream(seed: 1)).value(
          "B"))
    }
    #expect(isRelativelyClose(try exponent(unit), try exponent(1), 1e-6))
  }

  /// Student's t has no units either, at the ends of the range of numbers.
  @Test(arguments: [600, -600, 1000, -1000]) func tHasNoUnits(_ exponent: Int) {
    let values = [1.5, 2.25, -0.5, 3, 1]
    let unit = Double(sign: .plus, exponent: exponent, significand: 1)
    let (plain, scaled) = (TTest.oneSample(values), TTest.oneSample(values.map { $0 * unit }))
    #expect(plain.statistic == scaled.statistic && plain.pValue == scaled.pValue)
  }
}
