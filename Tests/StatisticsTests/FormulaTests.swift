import Foundation
import Statistics
import Support
import Testing

@Suite struct FormulaTests {
  private func value(_ text: String, _ p: [Double] = [0], x: Double = 0) throws -> Double {
    FormulaLaw(try Formula(text)).value(p, at: [x])
  }

  @Test(arguments: [
    ("q + 1 + 2*3", 7.0), ("q + (1 + 2)*3", 9), ("q - 2^2", -4), ("q + 2^3^2", 512),
    ("q + 2**3", 8), ("q + 2^-1", 0.5), ("q + 8/4/2", 1), ("q + 8 - 4 - 2", 2),
    ("q + --3", 3), ("q + 1e3 + 2.5E-1", 1000.25), ("q + .5", 0.5), ("q + 3*-2", -6),
    ("q + exp(0)", 1), ("q + log(exp(2))", 2), ("q + ln(exp(2))", 2), ("q + log10(1000)", 3),
    ("q + log2(8)", 3), ("q + sqrt(16)", 4), ("q + pow(2, 10)", 1024), ("q + abs(-3)", 3),
    ("q + sin(pi/2)", 1), ("q + cos(0)", 1), ("q + tan(pi/4)", 1), ("q + asin(1)", .pi / 2),
    ("q + acos(1)", 0), ("q + atan(1)*4", .pi), ("q + tanh(0.5)", tanh(0.5)),
    ("q + arctan(1)*4", .pi), (" q+( 1 ) ", 1), ("q + -x^2", -9), ("q + (-x)^2", 9),
  ])
  func computes(_ text: String, _ expected: Double) throws {
    #expect(isClose(try value(text, x: 3), expected, Tolerance.double), "\(text)")
  }

  @Test func findsParametersInOrder() throws {
    let formula = try Formula(
      "b2*(1-exp(-b1*step))+b2", variables: ["step"], aliases: ["x": "step"])
    #expect(formula.parameters == ["b2", "b1"])
    #expect(FormulaLaw(formula).equation == "b2*(1-exp(-b1*step))+b2")
  }

  @Test(arguments: [
    ("a*(1-exp(-b*x)", 15, "the '(' in column 3 is not closed"),
    ("a*(1-exp(-b*x)))", 16, "found ')'; expected an operator or the end"),
    ("a*", 3, "it ends where a number, a name or '(' is expected"),
    ("", 1, "it ends where a number, a name or '(' is expected"),
    ("a*/b", 3, "found '/'; expected a number, a name or '('"),
    ("2a", 2, "found 'a'; expected an operator or the end"),
    ("a + 1.2.3", 5, "'1.2.3' is not a number"),
    ("a*x + sinn(x)", 7, "there is no function 'sinn'; did you mean 'sin'?"),
    ("a + sin", 5, "the function 'sin' needs an argument in parentheses"),
    ("a + pow(x)", 10, "pow takes two arguments: pow(u, v)"),
    ("a + sin(x, 2)", 10, "sin takes one argument"),
    ("a $ 2", 3, "found '$'; expected an operator or the end"),
    ("x + 1", 1, "there is no parameter; every name but those of variables is one"),
  ])
  func saysWhereItCannotBeRead(_ text: String, _ column: Int, _ reason: String) {
    #expect(throws: StatisticsError.formula(text: text, column: column, reason: reason)) {
      _ = try Formula(text)
    }
  }

  @Test func boundsTheNesting() {
    let deep = String(repeating: "(", count: 200_000) + "a"
    #expect(throws: StatisticsError.self) { _ = try Formula(deep) }
    #expect(throws: StatisticsError.self) {
      _ = try Formula("a" + String(repeating: "^a", count: 200_000))
    }
  }

  /// Against central differences, over all functions and operators.
  @Test func derivativesAreExact() throws {
    let texts =
      ["exp", "log", "ln", "log2", "log10", "sqrt", "abs", "sin", "cos", "tan", "atan", "tanh"]
      .map { "a*\($0)(b*x) + b/(a + x)" }
      + [
        "asin(a*b/4)*x", "acos(a*b/4) - a^2", "sinh(a*x)*cosh(b)", "a^b", "(a*x)^(b + 1)", "x^a",
        "a^2*b^3", "pow(a, 0.5)", "-a^2*x/(b - 3)", "a*exp(-b*x)^2 - b*3/x",
      ]
    var random = generator("formula")
    for text in texts {
      let law = FormulaLaw(try Formula(text))
      for _ in 0..<20 {
        let p = law.parameters.map { _ in 0.3 + random.uniform() }
        let x = [0.4 + random.uniform()]
        var gradient = p
        _ = law.evaluate(p, x, &gradient)
        for j in p.indices {
          var (up, down) = (p, p)
          up[j] += 1e-6
          down[j] -= 1e-6
          let slope = (law.value(up, at: x) - law.value(down, at: x)) / 2e-6
          #expect(isClose(gradient[j], slope, 1e-7 * max(1, abs(slope))), "\(text) \(p) \(x)")
        }
      }
    }
  }

  @Test func derivativesAtTheEdges() throws {
    let law = FormulaLaw(try Formula("a*x^b + c*x^2"))
    var gradient = [0.0, 0, 0]
    #expect(law.evaluate([2, 0.5, 3], [0], &gradient) == 0 && gradient == [0, 0, 0])
    // A negative base with a whole exponent that is no parameter.
    let shifted = FormulaLaw(try Formula("(x - a)^2"))
    #expect(shifted.evaluate([3], [1], &gradient) == 4 && gradient[0] == 4)
  }
}
