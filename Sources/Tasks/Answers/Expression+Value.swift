import Foundation
import Support

/// What a formula comes to.
enum ExpressionValue {
  /// An exact fraction, and whether decimals went into it.
  case exact(Rational, isDecimal: Bool)
  /// A rounded number, finite, and whether decimals went into it.
  case rounded(Double, isDecimal: Bool)

  /// The nearest double.
  var double: Double {
    switch self {
    case .exact(let value, _): value.double
    case .rounded(let value, _): value
    }
  }

  /// Whether a number that was written with decimals went into it.
  var isDecimal: Bool {
    switch self {
    case .exact(_, let isDecimal), .rounded(_, let isDecimal): isDecimal
    }
  }

  /// A rounded number; `nil` if it is infinite or not a number.
  init?(_ value: Double, isDecimal: Bool) {
    guard value.isFinite else { return nil }
    self = .rounded(value, isDecimal: isDecimal)
  }
}

extension Expression {
  /// The names that stand for no known number.
  var symbols: Set<String> {
    switch self {
    case .number: []
    case .symbol(let name): name == "pi" || name == "e" ? [] : [name]
    case .sum(let parts), .product(let parts): parts.reduce(into: []) { $0.formUnion($1.symbols) }
    case .reciprocal(let inner), .function(_, let inner): inner.symbols
    case .power(let base, let exponent): base.symbols.union(exponent.symbols)
    }
  }

  /// The value where the symbols have these values; `nil` where it is not a real number.
  func value(at point: [String: Double]) -> ExpressionValue? {
    switch self {
    case .number(let value, let isDecimal): return .exact(value, isDecimal: isDecimal)
    case .symbol("pi"): return .rounded(.pi, isDecimal: false)
    case .symbol("e"): return .rounded(M_E, isDecimal: false)
    case .symbol(let name): return point[name].map { .rounded($0, isDecimal: false) }
    case .sum(let terms): return Self.fold(terms, point, { $0.plus($1) }, +)
    case .product(let factors): return Self.fold(factors, point, { $0.times($1) }, *)
    case .reciprocal(let inner):
      guard let value = inner.value(at: point) else { return nil }
      if case .exact(let exact, let isDecimal) = value {
        return exact.reciprocal.map { .exact($0, isDecimal: isDecimal) }
      }
      return ExpressionValue(1 / value.double, isDecimal: value.isDecimal)
    case .power(let base, let exponent):
      guard let base = base.value(at: point), let exponent = exponent.value(at: point) else {
        return nil
      }
      return Self.power(base, exponent)
    case .function(let name, let inner):
      return inner.value(at: point).flatMap { Self.function(name, $0) }
    }
  }

  private static func fold(
    _ parts: [Expression], _ point: [String: Double], _ exact: (Rational, Rational) -> Rational?,
    _ rounded: (Double, Double) -> Double
  ) -> ExpressionValue? {
    guard var result = parts.first?.value(at: point) else { return nil }
    for part in parts.dropFirst() {
      guard let value = part.value(at: point) else { return nil }
      let isDecimal = result.isDecimal || value.isDecimal
      if case .exact(let a, _) = result, case .exact(let b, _) = value, let c = exact(a, b) {
        result = .exact(c, isDecimal: isDecimal)
        continue
      }
      guard
        let next = ExpressionValue(rounded(result.double, value.double), isDecimal: isDecimal)
      else { return nil }
      result = next
    }
    return result
  }

  private static func power(
    _ base: ExpressionValue, _ exponent: ExpressionValue
  ) -> ExpressionValue? {
    let isDecimal = base.isDecimal || exponent.isDecimal
    if case .exact(let a, _) = base, case .exact(let b, _) = exponent {
      if b.isWhole, let whole = Int(exactly: b.numerator), let exact = a.power(whole) {
        return .exact(exact, isDecimal: isDecimal)
      }
      if b == Rational(1, 2), let root = a.squareRoot { return .exact(root, isDecimal: isDecimal) }
      // An odd root of a negative number is real.
      if a.numerator < 0, b.denominator % 2 == 1 {
        let size = pow(-a.double, b.double)
        return ExpressionValue(b.numerator % 2 == 0 ? size : -size, isDecimal: isDecimal)
      }
    }
    return ExpressionValue(pow(base.double, exponent.double), isDecimal: isDecimal)
  }

  private static func function(_ name: String, _ value: ExpressionValue) -> ExpressionValue? {
    let x = value.double
    let result: Double
    switch name {
    case "sqrt":
      if case .exact(let exact, let isDecimal) = value, let root = exact.squareRoot {
        return .exact(root, isDecimal: isDecimal)
      }
      result = x.squareRoot()
    case "floor", "ceil":
      let rounded = x.rounded(name == "floor" ? .down : .up)
      guard abs(rounded) < 1e15, let whole = Int(exactly: rounded) else { return nil }
      return .exact(Rational(whole), isDecimal: false)
    case "abs":
      if case .exact(let exact, let isDecimal) = value {
        return (exact.numerator < 0 ? exact.times(Rational(-1)) : exact)
          .map { .exact($0, isDecimal: isDecimal) }
      }
      result = abs(x)
    case "!":
      guard case .exact(let exact, _) = value, exact.isWhole, (0...30).contains(exact.numerator)
      else { return nil }
      return (1..<max(2, Int(exact.numerator) + 1)).reduce(Rational(1)) { product, factor in
        product?.times(Rational(factor))
      }.map { .exact($0, isDecimal: false) }
    case "sin": result = sin(x)
    case "cos": result = cos(x)
    case "tan": result = tan(x)
    case "cot": result = 1 / tan(x)
    case "sec": result = 1 / cos(x)
    case "csc": result = 1 / sin(x)
    case "arcsin": result = asin(x)
    case "arccos": result = acos(x)
    case "arctan": result = atan(x)
    case "ln": result = log(x)
    // Without a base, the convention of school books.
    case "log": result = log10(x)
    case "exp": result = exp(x)
    default: return nil
    }
    return ExpressionValue(result, isDecimal: value.isDecimal)
  }
}

extension Expression {
  /// Whether two formulas have the same value, divided by `scale` the first.
  ///
  /// Without symbols: the same real number, by exact fractions or by intervals of 500 bits; a number that is written with
  /// decimals, and nothing else, may be a rounded one and differ by 10⁻⁶·min(1, |b|). With symbols: equal at random points, of
  /// which at least three must be in the domain of both, and none in the domain of one alone.
  static func areEqual(_ a: Expression, _ b: Expression, scale: Double = 1) -> Bool {
    let symbols = a.symbols.union(b.symbols)
    guard !symbols.isEmpty else { return areEqualNumbers(a, b, scale: scale) }
    var compared = 0
    for point in points(of: symbols) {
      let (left, right) = (a.value(at: point)?.double, b.value(at: point)?.double)
      guard (left == nil) == (right == nil) else { return false }
      guard let left, let right else { continue }
      let size = max(abs(left), abs(right))
      guard abs(left / scale - right) <= 1e-9 * size + 1e-12 else { return false }
      compared += 1
    }
    guard compared >= 3 else { return false }
    let fractions = symbols.sorted().enumerated().map { ($1, Rational(13 + 10 * Int128($0), 7)) }
    let place = Dictionary(uniqueKeysWithValues: fractions).compactMapValues { $0 }
    return !areSurelyDifferent(a, b, at: place, scale: scale)
  }

  /// Whether two formulas without symbols are the same number.
  private static func areEqualNumbers(_ a: Expression, _ b: Expression, scale: Double) -> Bool {
    let (left, right) = (a.value(at: [:]), b.value(at: [:]))
    if scale == 1, case .exact(let x, _)? = left, case .exact(let y, _)? = right {
      return x == y || (a.isDecimal || b.isDecimal) && isRounded(x.double, y.double)
    }
    if let left, let right {
      let (x, y) = (left.double / scale, right.double)
      // Far apart.
      guard abs(x - y) <= 1e-6 * max(abs(x), abs(y)) + 1e-15 else { return false }
      if a.isDecimal || b.isDecimal { return isRounded(x, y) }
    }
    guard let x = PreciseInterval.value(of: a), let y = PreciseInterval.value(of: b) else {
      // Too large, or too deep, to be known.
      return false
    }
    return scaled(x, scale).map { $0.overlaps(y) } ?? false
  }

  /// Whether two formulas that doubles cannot tell apart differ where their symbols are these fractions.
  private static func areSurelyDifferent(
    _ a: Expression, _ b: Expression, at point: [String: Rational], scale: Double
  ) -> Bool {
    guard let x = PreciseInterval.value(of: a, at: point).flatMap({ scaled($0, scale) }),
      let y = PreciseInterval.value(of: b, at: point)
    else { return false }
    return !x.overlaps(y)
  }

  /// A value over a scale of 1, 100 or 0.01.
  private static func scaled(_ value: PreciseInterval, _ scale: Double) -> PreciseInterval? {
    if scale == 1 { return value }
    let factor = scale == 100 ? Rational(1, 100) : Rational(100)
    return factor.flatMap { PreciseInterval($0) }.flatMap { value * $0 }
  }

  /// Whether it is one number that was written with decimals.
  private var isDecimal: Bool {
    switch self {
    case .number(_, let isDecimal): isDecimal
    case .product(let factors):
      factors.count == 2
        && factors.contains {
          if case .number(Rational(-1), false) = $0 { true } else { false }
        } && factors.contains { $0.isDecimal }
    default: false
    }
  }

  /// Whether one may be the other, rounded by somebody to six digits or more.
  private static func isRounded(_ x: Double, _ y: Double) -> Bool {
    abs(x - y) <= 1e-6 * min(1, abs(y)) + 1e-15
  }

  /// Points that are the same in every run: four of positive and four of mixed numbers, of growing size.
  static func points(of symbols: Set<String>) -> [[String: Double]] {
    let names = symbols.sorted()
    return (0..<8).map { index in
      var generator = RandomStream(seed: 0)["answer", index].generator()
      let size = [0.9, 1.7, 4.3, 11.0][index % 4]
      var point: [String: Double] = [:]
      for name in names {
        let value = size * (0.2 + generator.uniform())
        let isNegative = generator.uniform() < 0.5
        point[name] = index >= 4 && isNegative ? -value : value
      }
      return point
    }
  }
}
