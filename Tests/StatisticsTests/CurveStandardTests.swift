import Foundation
import Statistics
import Support
import Testing

/// Certified problems, from the start that is far away.
@Suite struct CurveStandardTests {
  private func fit(_ problem: StandardProblem, multiStart: Int) throws -> CurveFit {
    let law = FormulaLaw(try Formula(problem.formula))
    let names = problem.start.indices.map { "b\($0 + 1)" }
    let start = Dictionary(uniqueKeysWithValues: zip(names, problem.start))
    return try CurveFitter(law, start: start, multiStart: multiStart, profiles: false)
      .fit(CurveData(x: problem.x, y: problem.y), stream: RandomStream(seed: 1))
  }

  @Test(arguments: StandardProblem.all, [0, 64])
  func findsTheCertifiedMinimum(_ problem: StandardProblem, _ multiStart: Int) throws {
    let fit = try fit(problem, multiStart: multiStart)
    #expect(isRelativelyClose(fit.ssr, problem.ssr, 1e-7), "\(fit.ssr)")
    for (index, expected) in problem.parameters.enumerated() {
      let name = "b\(index + 1)"
      #expect(isRelativelyClose(try #require(fit.value(name)), expected, 1e-6), "\(name)")
      let error = try #require(fit.standardError(name))
      #expect(isRelativelyClose(error, problem.deviations[index], 1e-4), "\(name) \(error)")
    }
    #expect(fit.isConverged)
  }
}
