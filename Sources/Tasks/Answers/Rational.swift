/// An exact fraction of 128-bit integers, in lowest terms, with a positive denominator.
///
/// An operation whose exact result does not fit gives `nil`; nothing is rounded.
package struct Rational: Hashable, Sendable {
  /// The numerator, with the sign.
  package let numerator: Int128
  /// The denominator, positive.
  package let denominator: Int128

  /// A whole number.
  package init(_ value: Int) {
    numerator = Int128(value)
    denominator = 1
  }

  /// A fraction in lowest terms; `nil` if the denominator is 0 or a part does not fit.
  package init?(_ numerator: Int128, _ denominator: Int128) {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    let divisor = Self.commonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * (numerator / Int128(divisor))
    self.denominator = sign * (denominator / Int128(divisor))
  }

  /// A decimal number such as `12`, `.5`, `3.` or `6.72e-5`, without a sign; `nil` if it is none or does not fit.
  package init?(decimal text: some StringProtocol) {
    var value: Int128 = 0
    var scale: Int128 = 1
    var hasDigits = false
    var isFraction = false
    var bytes = text.utf8[...]
    while let byte = bytes.first, byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
      bytes.removeFirst()
      if byte == UInt8(ascii: ".") && !isFraction {
        isFraction = true
        continue
      }
      guard isDigit(byte) else { return nil }
      hasDigits = true
      guard let next = Self.appended(value, Int128(byte - 48)) else { return nil }
      value = next
      if isFraction {
        guard let next = Self.appended(scale, 0) else { return nil }
        scale = next
      }
    }
    guard hasDigits else { return nil }
    if !bytes.isEmpty {
      guard let exponent = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)),
        abs(exponent) <= 38
      else {
        return nil
      }
      for _ in 0..<abs(exponent) {
        guard let next = Self.appended(exponent > 0 ? value : scale, 0) else { return nil }
        if exponent > 0 { value = next } else { scale = next }
      }
    }
    self.init(value, scale)
  }

  /// Ten times a number plus a digit.
  private static func appended(_ value: Int128, _ digit: Int128) -> Int128? {
    let (tens, high) = value.multipliedReportingOverflow(by: 10)
    let (sum, carry) = tens.addingReportingOverflow(digit)
    return high || carry ? nil : sum
  }

  /// Whether the denominator is 1.
  package var isWhole: Bool { denominator == 1 }
  /// The nearest double.
  package var double: Double { Double(numerator) / Double(denominator) }

  /// The sum, if it fits.
  package func plus(_ other: Rational) -> Rational? {
    let (left, a) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (right, b) = other.numerator.multipliedReportingOverflow(by: denominator)
    let (sum, c) = left.addingReportingOverflow(right)
    let (bottom, d) = denominator.multipliedReportingOverflow(by: other.denominator)
    return a || b || c || d ? nil : Rational(sum, bottom)
  }

  /// The product, if it fits.
  package func times(_ other: Rational) -> Rational? {
    let (top, a) = numerator.multipliedReportingOverflow(by: other.numerator)
    let (bottom, b) = denominator.multipliedReportingOverflow(by: other.denominator)
    return a || b ? nil : Rational(top, bottom)
  }

  /// Whether it is smaller; by doubles where the products do not fit.
  package func isLess(than other: Rational) -> Bool {
    let (left, a) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (right, b) = other.numerator.multipliedReportingOverflow(by: denominator)
    return a || b ? double < other.double : left < right
  }

  /// The greatest common divisor of whole numbers; `nil` if one is not whole or all are 0.
  package static func greatestCommonDivisor(_ values: [Rational]) -> Rational? {
    guard values.allSatisfy(\.isWhole) else { return nil }
    let divisor = values.reduce(UInt128(0)) { commonDivisor($0, $1.numerator.magnitude) }
    return divisor == 0 ? nil : Int128(exactly: divisor).flatMap { Rational($0, 1) }
  }

  /// The least common multiple of whole numbers; `nil` if one is not whole or is 0, or the multiple does not fit.
  package static func leastCommonMultiple(_ values: [Rational]) -> Rational? {
    var multiple = Rational(1)
    for value in values {
      guard value.isWhole, value.numerator != 0,
        let size = Int128(exactly: value.numerator.magnitude),
        let divisor = greatestCommonDivisor([multiple, value]),
        let factor = Rational(size, divisor.numerator), let next = multiple.times(factor)
      else { return nil }
      multiple = next
    }
    return multiple
  }

  /// One over it, unless it is 0.
  package var reciprocal: Rational? { Rational(denominator, numerator) }

  /// A whole power, if it fits; 0⁰ is `nil`.
  package func power(_ exponent: Int) -> Rational? {
    guard exponent != 0 || numerator != 0, abs(exponent) <= 128 else { return nil }
    guard let base = exponent < 0 ? reciprocal : self else { return nil }
    var result = Rational(1)
    for _ in 0..<abs(exponent) {
      guard let next = result.times(base) else { return nil }
      result = next
    }
    return result
  }

  /// The square root, if it is rational.
  package var squareRoot: Rational? {
    guard numerator >= 0, let top = Self.root(numerator), let bottom = Self.root(denominator) else {
      return nil
    }
    return Rational(top, bottom)
  }

  private static func root(_ value: Int128) -> Int128? {
    // Below 2^52 the double's root of a square is exact.
    guard value < 1 << 52 else { return nil }
    let root = Int128(Double(value).squareRoot())
    return root * root == value ? root : nil
  }

  private static func commonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
