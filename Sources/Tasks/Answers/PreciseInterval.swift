import BigInt

/// A real number between two bounds, in units of 2⁻⁵¹²: what decides whether two formulas that agree in every digit of a
/// double are the same number.
///
/// Bounds are rounded outwards; series carry a hundred guard bits, far more than their rounding. What gets larger than a few
/// thousand digits, or is no real number, has no value.
struct PreciseInterval {
  let low: BigInt
  let high: BigInt

  /// Bits after the point.
  private static let bits = 512
  /// The most bits of a bound.
  private static let most = 16_384
  private static let one = BigInt(1) << bits

  private init?(_ low: BigInt, _ high: BigInt) {
    guard max(low.magnitude.bitWidth, high.magnitude.bitWidth) <= Self.most else { return nil }
    (self.low, self.high) = (low, high)
  }

  /// A fraction.
  init?(_ value: Rational) {
    let shifted = BigInt(value.numerator) << Self.bits
    self.init(
      Self.floor(shifted, BigInt(value.denominator)),
      -Self.floor(-shifted, BigInt(value.denominator)))
  }

  /// A number with the rounding of a series.
  private init?(approximately value: BigInt) {
    let slack = (BigInt(value.magnitude) >> (Self.bits - 64)) + (BigInt(1) << 48)
    self.init(value - slack, value + slack)
  }

  /// Whether both may be the same number.
  func overlaps(_ other: PreciseInterval) -> Bool { low <= other.high && other.low <= high }

  private static func floor(_ a: BigInt, _ b: BigInt) -> BigInt {
    let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    return !remainder.isZero && (remainder.sign != b.sign) ? quotient - 1 : quotient
  }

  // MARK: - Arithmetic

  static func + (a: Self, b: Self) -> Self? { Self(a.low + b.low, a.high + b.high) }

  static func * (a: Self, b: Self) -> Self? {
    let products = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]
    guard let low = products.min(), let high = products.max() else { return nil }
    return Self(floor(low, one), -floor(-high, one))
  }

  var negated: Self? { Self(-high, -low) }

  var reciprocal: Self? {
    guard low.signum() == high.signum(), low.signum() != 0 else { return nil }
    let square = Self.one * Self.one
    return Self(Self.floor(square, high), -Self.floor(-square, low))
  }

  var squareRoot: Self? {
    guard low >= 0 else { return nil }
    let (below, above) = ((low << Self.bits).squareRoot(), (high << Self.bits).squareRoot())
    return Self(below, above * above == high << Self.bits ? above : above + 1)
  }

  /// The power of a whole number.
  private func power(_ exponent: Int) -> Self? {
    guard exponent >= 0 else { return power(-exponent)?.reciprocal }
    var (result, factor, rest) = (Self(Self.one, Self.one), Self?(self), exponent)
    while rest > 0 {
      if rest % 2 == 1 {
        guard let a = result, let b = factor else { return nil }
        result = a * b
      }
      rest /= 2
      if rest > 0 {
        guard let b = factor else { return nil }
        factor = b * b
      }
    }
    return result
  }

  // MARK: - Series

  /// 2·artanh(1/n) or arctan(1/n), as a sum over odd powers.
  private static func inverse(_ n: Int, alternating: Bool) -> BigInt {
    var (term, sum, k) = (one << 64 / BigInt(n), BigInt(0), 1)
    while !term.isZero {
      let part = term / BigInt(k)
      sum += alternating && k % 4 == 3 ? -part : part
      term /= BigInt(n * n)
      k += 2
    }
    return sum >> 64
  }

  private static let ln2 = 2 * inverse(3, alternating: false)
  /// Machin's formula.
  private static let pi = 16 * inverse(5, alternating: true) - 4 * inverse(239, alternating: true)
  private static var halfPi: BigInt { pi >> 1 }

  /// eˣ by its series for a small share of x, squared again and again.
  private static func exp(_ x: BigInt) -> BigInt? {
    guard x.magnitude >> bits < 8000 else { return nil }
    let (halvings, extra) = (32, 160)
    let scale = one << extra
    var (term, sum, k) = (scale, scale, 1)
    let share = (x << extra) >> halvings
    while !term.isZero, term != -1 {
      term = (term * share) >> (bits + extra)
      term = term / BigInt(k)
      sum += term
      k += 1
    }
    for _ in 0..<halvings { sum = (sum * sum) >> (bits + extra) }
    return sum >> extra
  }

  /// ln x of a positive number: of its mantissa by the series of artanh, and as many times ln 2.
  private static func ln(_ x: BigInt) -> BigInt {
    let exponent = x.magnitude.bitWidth - 1 - bits
    let mantissa = exponent >= 0 ? x >> exponent : x << -exponent
    let z = ((mantissa - one) << bits) / (mantissa + one)
    let square = (z * z) >> bits
    var (term, sum, k) = (z, BigInt(0), 1)
    while !term.isZero {
      sum += term / BigInt(k)
      term = (term * square) >> bits
      k += 2
    }
    return 2 * sum + BigInt(exponent) * ln2
  }

  /// sin x, or cos x, of an angle within a turn.
  private static func circular(_ x: BigInt, isSine: Bool) -> BigInt? {
    guard x.magnitude >> bits < 1 << 32 else { return nil }
    let turn = pi << 1
    let angle = x - floor(x + pi, turn) * turn
    let square = (angle * angle) >> bits
    var (term, sum, k) = (isSine ? angle : one, BigInt(0), isSine ? 2 : 1)
    while !term.isZero, term != -1 {
      sum += term
      term = -((term * square) >> bits) / BigInt(k * (k + 1))
      k += 2
    }
    return sum
  }

  /// arctan x by its series, of an eighth of the angle.
  private static func arctan(_ x: BigInt) -> BigInt {
    if x < 0 { return -arctan(-x) }
    if x > one { return halfPi - arctan((one << bits) / x) }
    var y = x
    for _ in 0..<3 {
      let hypotenuse = ((one << bits) + y * y).squareRoot()
      y = (y << bits) / (one + hypotenuse)
    }
    let square = (y * y) >> bits
    var (term, sum, k) = (y, BigInt(0), 1)
    while !term.isZero {
      sum += k % 4 == 1 ? term / BigInt(k) : -(term / BigInt(k))
      term = (term * square) >> bits
      k += 2
    }
    return sum << 3
  }

  /// A function that rises, at both bounds.
  private func rising(_ function: (BigInt) -> BigInt?) -> Self? {
    guard let a = function(low).flatMap(Self.init(approximately:)),
      let b = function(high).flatMap(Self.init(approximately:))
    else { return nil }
    return Self(a.low, b.high)
  }

  private func circular(isSine: Bool) -> Self? {
    guard let middle = Self.circular((low + high) >> 1, isSine: isSine),
      let found = Self(approximately: middle)
    else { return nil }
    // Neither changes faster than the angle.
    return Self(found.low - (high - low), found.high + (high - low))
  }
}

extension PreciseInterval {
  /// The value of a formula where its symbols are these fractions; `nil` where it has none that is known.
  static func value(of formula: Expression, at point: [String: Rational] = [:]) -> Self? {
    switch formula {
    case .number(let value, _): return Self(value)
    case .symbol("pi"): return Self(approximately: pi)
    case .symbol("e"): return exp(one).flatMap(Self.init(approximately:))
    case .symbol(let name): return point[name].flatMap(Self.init)
    case .sum(let terms): return fold(terms, point, +)
    case .product(let factors): return fold(factors, point, *)
    case .reciprocal(let inner): return value(of: inner, at: point)?.reciprocal
    case .power(let base, let exponent):
      guard let value = value(of: base, at: point) else { return nil }
      return power(value, exponent, point)
    case .function(let name, let inner):
      return value(of: inner, at: point).flatMap { function(name, $0) }
    }
  }

  private static func fold(
    _ parts: [Expression], _ point: [String: Rational], _ join: (Self, Self) -> Self?
  ) -> Self? {
    guard var result = parts.first.flatMap({ value(of: $0, at: point) }) else { return nil }
    for part in parts.dropFirst() {
      guard let next = value(of: part, at: point), let joined = join(result, next) else {
        return nil
      }
      result = joined
    }
    return result
  }

  private static func power(
    _ base: Self, _ exponent: Expression, _ point: [String: Rational]
  ) -> Self? {
    if case .exact(let number, _)? = exponent.value(at: point.mapValues(\.double)) {
      if number.isWhole, let whole = Int(exactly: number.numerator), abs(whole) <= most {
        return base.power(whole)
      }
      // An odd root of a negative number is real.
      if base.high < 0, number.denominator % 2 == 1 {
        let size = base.negated.flatMap { power($0, exponent, point) }
        return number.numerator % 2 == 0 ? size : size?.negated
      }
    }
    guard base.low > 0 else { return nil }
    return base.rising(ln).flatMap { logarithm in
      value(of: exponent, at: point).flatMap { logarithm * $0 }
    }?.rising(exp)
  }

  private static func function(_ name: String, _ x: Self) -> Self? {
    func quotient(_ a: Self?, _ b: Self?) -> Self? {
      guard let a, let b = b?.reciprocal else { return nil }
      return a * b
    }
    let isInside = x.low >= -one && x.high <= one
    switch name {
    case "sqrt": return x.squareRoot
    case "floor", "ceil":
      func whole(_ bound: BigInt) -> BigInt {
        name == "floor" ? floor(bound, one) : -floor(-bound, one)
      }
      let value = whole(x.low)
      return value == whole(x.high) ? Self(value << bits, value << bits) : nil
    case "abs": return x.low >= 0 ? x : x.high <= 0 ? x.negated : nil
    case "!":
      guard x.low == x.high, x.low >= 0, x.low & (one - 1) == 0, x.low >> bits <= 1000 else {
        return nil
      }
      let product = (1..<max(2, Int(x.low >> bits) + 1)).reduce(BigInt(1)) { $0 * BigInt($1) }
      return Self(product << bits, product << bits)
    case "sin": return x.circular(isSine: true)
    case "cos": return x.circular(isSine: false)
    case "tan": return quotient(x.circular(isSine: true), x.circular(isSine: false))
    case "cot": return quotient(x.circular(isSine: false), x.circular(isSine: true))
    case "sec": return x.circular(isSine: false)?.reciprocal
    case "csc": return x.circular(isSine: true)?.reciprocal
    case "arctan": return x.rising(arctan)
    case "arcsin": return isInside ? x.rising(arcsin) : nil
    case "arccos":
      guard isInside, let angle = x.negated?.rising(arcsin), let right = Self(halfPi, halfPi + 1)
      else { return nil }
      return angle + right
    case "ln": return x.low > 0 ? x.rising(ln) : nil
    case "log":
      guard x.low > 0, let ten = Self(Rational(10))?.rising(ln) else { return nil }
      return quotient(x.rising(ln), ten)
    case "exp": return x.rising(exp)
    default: return nil
    }
  }

  private static func arcsin(_ x: BigInt) -> BigInt {
    let rest = (one << bits) - x * x
    guard rest > 0 else { return x > 0 ? halfPi : -halfPi }
    return arctan((x << bits) / rest.squareRoot())
  }
}
