import Foundation

/// A formula of variables and parameters, and its exact derivatives by the parameters.
///
/// ```
/// a*(1 - exp(-b*x)) + c*pow(x, 0.5)
/// ```
///
/// Numbers; `+ − * / ^` (`**` is `^`) with the usual precedence, `^` from the right and before a sign, so that
/// `-x^2` is `-(x^2)`; parentheses; `pi`; the functions of `Function`, and `pow(u, v)`. Every other name is
/// a parameter. Derivatives are carried along with the values (forward mode), so they are exact.
public struct Formula: Sendable, Equatable {
  /// The text.
  public let text: String
  /// The variables, in the order of a point's numbers; those that the formula does not use too.
  public let variables: [String]
  /// The parameters in the order in which they first appear.
  public let parameters: [String]
  let program: [Instruction]
  /// The most values that evaluation holds at once.
  let depth: Int

  /// One step of a machine with a stack.
  enum Instruction: Sendable, Equatable {
    case number(Double)
    case variable(Int)
    case parameter(Int)
    case negate
    case add, subtract, multiply, divide, power
    case call(Function)
  }

  /// The functions of one argument.
  enum Function: String, Sendable, Equatable, CaseIterable {
    case exp, log, ln, log2, log10, sqrt, abs
    case sin, cos, tan, asin, acos, atan, sinh, cosh, tanh
    case arcsin, arccos, arctan
  }

  /// Reads a formula.
  ///
  /// - Parameters:
  ///   - text: the formula.
  ///   - variables: names of the variables.
  ///   - aliases: other names of variables, such as `x`.
  /// - Throws: `StatisticsError.formula` with the column of the first character that cannot be read, and if
  ///   there is no parameter.
  public init(
    _ text: String, variables: [String] = ["x"], aliases: [String: String] = [:]
  ) throws {
    var places: [String: Int] = [:]
    for (place, name) in variables.enumerated() { places[name] = place }
    for (alias, name) in aliases { places[alias] = places[alias] ?? places[name] }
    var parser = FormulaParser(text, variables: places)
    try parser.parse()
    self.text = text
    self.variables = variables
    program = parser.program
    parameters = parser.parameters
    var (height, highest) = (0, 0)
    for instruction in program {
      switch instruction {
      case .number, .variable, .parameter: height += 1
      case .add, .subtract, .multiply, .divide, .power: height -= 1
      case .negate, .call: break
      }
      highest = max(highest, height)
    }
    depth = highest
    guard !parameters.isEmpty else {
      throw StatisticsError.formula(
        text: text, column: 1,
        reason: "there is no parameter; every name but those of variables is one")
    }
  }

  /// The value at some parameters, and the derivatives by them if there is room.
  func evaluate(
    _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> Double {
    let width = gradient == nil ? 0 : parameters.count
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: depth * (width + 1)) { room in
      guard let base = room.baseAddress else { return .nan }
      var machine = FormulaMachine(values: base, slopes: base + depth, width: width)
      for instruction in program { machine.run(instruction, p, x) }
      if let gradient { for j in 0..<width { gradient[j] = machine.slopes[j] } }
      return machine.values[0]
    }
  }
}

/// Values and their derivatives on a stack.
private struct FormulaMachine {
  let values: UnsafeMutablePointer<Double>
  let slopes: UnsafeMutablePointer<Double>
  let width: Int
  private var height = 0

  init(
    values: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>, width: Int
  ) {
    self.values = values
    self.slopes = slopes
    self.width = width
  }

  mutating func run(
    _ instruction: Formula.Instruction, _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>
  ) {
    switch instruction {
    case .number(let value): push(value)
    case .variable(let index): push(x[index])
    case .parameter(let index):
      push(p[index])
      if width > 0 { slopes[(height - 1) * width + index] = 1 }
    case .negate: scale(-values[height - 1], -1)
    case .add: combine(values[height - 2] + values[height - 1], 1, 1)
    case .subtract: combine(values[height - 2] - values[height - 1], 1, -1)
    case .multiply:
      let (u, v) = (values[height - 2], values[height - 1])
      combine(u * v, v, u)
    case .divide:
      let (u, v) = (values[height - 2], values[height - 1])
      combine(u / v, 1 / v, -u / v / v)
    case .power: power()
    case .call(let function):
      let (value, slope) = function.apply(values[height - 1])
      scale(value, slope)
    }
  }

  private mutating func push(_ value: Double) {
    values[height] = value
    for j in 0..<width { slopes[height * width + j] = 0 }
    height += 1
  }

  private mutating func scale(_ value: Double, _ factor: Double) {
    let top = height - 1
    values[top] = value
    // A slope of 0 stays 0, also where the factor is infinite.
    for j in 0..<width where slopes[top * width + j] != 0 { slopes[top * width + j] *= factor }
  }

  private mutating func combine(_ value: Double, _ first: Double, _ second: Double) {
    let (left, right) = (height - 2, height - 1)
    values[left] = value
    for j in 0..<width {
      let (du, dv) = (slopes[left * width + j], slopes[right * width + j])
      slopes[left * width + j] = (du == 0 ? 0 : first * du) + (dv == 0 ? 0 : second * dv)
    }
    height -= 1
  }

  private mutating func power() {
    let (u, v) = (values[height - 2], values[height - 1])
    let value = pow(u, v)
    // 0^v does not change with v where v is positive.
    combine(value, v == 0 ? 0 : v * pow(u, v - 1), u == 0 && v > 0 ? 0 : value * log(u))
  }
}

extension Formula.Function {
  /// The function and its derivative.
  func apply(_ u: Double) -> (value: Double, slope: Double) {
    switch self {
    case .exp:
      let value = Foundation.exp(u)
      return (value, value)
    case .log, .ln: return (Foundation.log(u), 1 / u)
    case .log2: return (Foundation.log2(u), 1 / (u * M_LN2))
    case .log10: return (Foundation.log10(u), 1 / (u * M_LN10))
    case .sqrt:
      let value = u.squareRoot()
      return (value, 0.5 / value)
    case .abs: return (Swift.abs(u), u == 0 ? 0 : copysign(1, u))
    case .sin: return (Foundation.sin(u), Foundation.cos(u))
    case .cos: return (Foundation.cos(u), -Foundation.sin(u))
    case .tan:
      let value = Foundation.tan(u)
      return (value, 1 + value * value)
    case .asin, .arcsin: return (Foundation.asin(u), 1 / (1 - u * u).squareRoot())
    case .acos, .arccos: return (Foundation.acos(u), -1 / (1 - u * u).squareRoot())
    case .atan, .arctan: return (Foundation.atan(u), 1 / (1 + u * u))
    case .sinh: return (Foundation.sinh(u), Foundation.cosh(u))
    case .cosh: return (Foundation.cosh(u), Foundation.sinh(u))
    case .tanh:
      let value = Foundation.tanh(u)
      return (value, 1 - value * value)
    }
  }
}
