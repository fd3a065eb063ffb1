import Support

/// A law that a user wrote down.
public struct FormulaLaw: CurveLaw {
  /// The word on the command line.
  public let name = "formula"
  /// What it is.
  public let summary = "A formula of one variable or several, given by the user."
  /// Where it was published.
  public let source = Source("Moré 1978, Lecture Notes in Mathematics 630, 105–116 (the solver)")
  /// The formula.
  public let formula: Formula
  /// The parameters, in order.
  public let parameters: [CurveParameter]

  /// The law of a formula; its parameters may be any numbers.
  public init(_ formula: Formula) {
    self.formula = formula
    parameters = formula.parameters.map { CurveParameter($0) }
  }

  /// The variables.
  public var inputs: [String] { formula.variables }
  /// The curve.
  public var equation: String { formula.text }

  /// The curve in fit space, and its derivatives by the parameters.
  public func evaluate(
    _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> Double { formula.evaluate(p, x, gradient) }

  /// One for every parameter, and some other numbers for formulas that are not defined there.
  public func starts(_ data: CurveData, fixed: [String: Double]) -> [[Double]] {
    [1, 0.1, -1, 10].map { value in parameters.map { fixed[$0.name] ?? value } }
  }
}
