import Foundation
import Statistics
import Support
import Testing

/// What holds for every law.
@Suite struct CurveLawTests {
  /// Parameters and inputs in the domain of every law.
  private static func example(
    _ law: any CurveLaw, _ random: inout RandomGenerator
  ) -> (p: [Double], x: [Double]) {
    let p = law.parameters.map { parameter in
      switch parameter.domain {
      case .real: 0.2 + random.uniform()
      case .positive: 0.3 + random.uniform()
      case .negative: -0.3 - random.uniform()
      case .fraction: 0.2 + 0.7 * random.uniform()
      }
    }
    return (p, law.inputs.map { _ in 0.5 + 3 * random.uniform() })
  }

  static var laws: [any CurveLaw] {
    CurveLaws.all + [ExponentiatedPower(.linear), ExponentiatedPower(.line)]
  }

  @Test func gradientsAreThoseOfFiniteDifferences() {
    var random = generator("law gradients")
    for law in Self.laws {
      for _ in 0..<50 {
        let (p, x) = Self.example(law, &random)
        var gradient = [Double](repeating: 0, count: p.count)
        let value = law.evaluate(p, x, &gradient)
        #expect(value == law.evaluate(p, x, nil) && value.isFinite, "\(law.name)")
        for j in p.indices {
          let step = 1e-6 * max(0.1, abs(p[j]))
          var (up, down) = (p, p)
          up[j] += step
          down[j] -= step
          let slope = (law.evaluate(up, x, nil) - law.evaluate(down, x, nil)) / (2 * step)
          #expect(isClose(gradient[j], slope, 1e-6 * max(1, abs(slope))), "\(law.name) \(j)")
        }
        let natural = law.value(p, at: x)
        #expect(isRelativelyClose(law.target(natural), value, 1e-9), "\(law.name)")
      }
    }
  }

  @Test func namesAndSources() throws {
    let names = CurveLaws.all.map(\.name)
    #expect(names == names.sorted() && Set(names).count == names.count)
    for law in CurveLaws.all {
      #expect(!law.source.description.isEmpty && law.summary.hasSuffix("."))
      #expect(try CurveLaws.law(named: law.name).name == law.name)
      #expect(law.name.allSatisfy { $0.isLowercase || $0 == "-" })
    }
    #expect(throws: SupportError.self) { try CurveLaws.law(named: "sigmod") }
  }

  @Test func refusesWhatCannotBeFitted() {
    func message(
      _ law: any CurveLaw, _ x: [Double], _ y: [Double], fixed: [String: Double] = [:]
    ) -> String {
      do {
        _ = try CurveFitter(law, fixed: fixed)
          .fit(CurveData(x: x, y: y), stream: RandomStream(seed: 1))
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(
      message(LogLinear(), [1, 2], [1, 2])
        == "2 points for 2 parameters of the log-linear law; expected at least 3")
    #expect(
      message(PowerLaw(), [1, 1, 2, 2], [1, 2, 3, 4])
        == "the points have only 2 different x for 3 parameters; expected at least 3")
    #expect(
      message(LogLinear(), [1, 2, 3], [0.5, 0.5, 0.5])
        == "all 3 values of y are 0.5; there is no curve to fit")
    #expect(
      message(LogLinear(), [1, -2, 3], [1, 2, 4]) == "point 2: x is -2.0; ln x needs x above 0")
    #expect(
      message(Sigmoid(), [1, 2, 3, 4, 5], [1, 20, 30, 45, 50])
        == "point 2: y is 20.0; the sigmoid takes fractions from 0 to 1, so divide percentages by 100"
    )
    #expect(
      message(Sigmoid(), [1, 2, 3, 4, 5], [0.1, 0.2, 0.3, 0.4, 0.5], fixed: ["Q": 1])
        == "the sigmoid law has no parameter 'Q'; it has A, B, Cmid, R0")
    #expect(
      message(Sigmoid(), [1, 2, 3, 4, 5], [0.1, 0.2, 0.3, 0.4, 0.5], fixed: ["A": 1.5])
        == "A is fixed at 1.5; expected a number above 0 and up to 1")
    #expect(
      message(ExponentiatedPower(), [1, 2, 4, 8], [0, 0.1, 0.2, 0.3])
        == "point 1: y is 0.0; the estimator 'log' takes fractions above 0, up to 1")
  }

  /// Points on the curve itself give back its parameters.
  @Test func recoversExactCurves() throws {
    let places = (0..<16).map { 2 * pow(1.6, Double($0)) }
    let cases: [(any CurveLaw, [Double])] = [
      (Sigmoid(), [0.7, 1.5, 80, 0.05]), (PowerLaw(), [0.8, 1.1, 0.6]),
      (PowerLaw(), [1.7, -3.5, 0.3]), (LogLinear(), [0.2, 0.05]),
      (ExponentiatedPower(.log), [-2, -0.4]), (ExponentiatedPower(.linear), [-2, -0.4]),
      (ExponentiatedPower(.line), [-2, -0.4]), (BestOfN(), [1, 0.002]),
      (OverOptimization(), [1, 0.2]),
    ]
    for (law, truth) in cases {
      let y = places.map { law.value(truth, at: [$0]) }
      let fit = try CurveFitter(law, fixed: law.name == "sigmoid" ? ["R0": 0.05] : [:])
        .fit(CurveData(x: places, y: y), stream: RandomStream(seed: 1))
      for (found, expected) in zip(fit.values, truth) {
        #expect(isRelativelyClose(found, expected, 1e-6), "\(law.name): \(fit.values)")
      }
      #expect(fit.aicc == nil || (fit.aicc ?? 0).isFinite)
    }
  }
}
