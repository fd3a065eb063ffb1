/// A type whose values are single words or numbers in YAML.
protocol ScalarSetting {
  /// What a message says should be there: "a number".
  static var expectation: String { get }
  /// The value that is written so, if it is one.
  init?(_ scalar: Scalar)
  /// How the value is written; `nil` if it cannot be.
  var scalar: Scalar? { get }
}

extension String: ScalarSetting {
  static let expectation = "text"
  /// Any text but null; a number or a truth value is taken as it is written.
  init?(_ scalar: Scalar) {
    guard !scalar.isNull else { return nil }
    self = scalar.text
  }
  var scalar: Scalar? { Scalar(text: self, isQuoted: true) }
}

extension Bool: ScalarSetting {
  static let expectation = "true or false"
  init?(_ scalar: Scalar) {
    guard !scalar.isQuoted else { return nil }
    switch scalar.text {
    case "true", "True", "TRUE": self = true
    case "false", "False", "FALSE": self = false
    default: return nil
    }
  }
  var scalar: Scalar? { Scalar(text: description, isQuoted: false) }
}

extension ScalarSetting where Self: FixedWidthInteger {
  static var expectation: String {
    Self.self == Int.self ? "a whole number" : "a whole number from \(min) to \(max)"
  }

  /// A decimal number without a fraction: `3`, `-3`, also `1e6` and `3.0`.
  init?(_ scalar: Scalar) {
    guard DecimalNumber.isWritten(in: scalar) else { return nil }
    if let value = Self(scalar.text) {
      self = value
    } else if let real = Double(scalar.text), abs(real) < 0x1p53, let value = Self(exactly: real) {
      self = value
    } else {
      return nil
    }
  }

  var scalar: Scalar? { Scalar(text: String(self), isQuoted: false) }
}

extension ScalarSetting where Self: BinaryFloatingPoint & LosslessStringConvertible {
  static var expectation: String { "a number" }

  /// A decimal number or an infinity, rounded once; numbers too large to hold are refused.
  init?(_ scalar: Scalar) {
    switch scalar.text {
    case ".inf" where !scalar.isQuoted, "+.inf" where !scalar.isQuoted: self = .infinity
    case "-.inf" where !scalar.isQuoted: self = -.infinity
    default:
      guard DecimalNumber.isWritten(in: scalar), let value = Self(scalar.text), value.isFinite
      else { return nil }
      self = value
    }
  }

  /// The shortest decimal that reads back as this number, with a point so that YAML 1.1 readers agree.
  var scalar: Scalar? {
    guard !isNaN else { return nil }
    guard isFinite else { return Scalar(text: self < 0 ? "-.inf" : ".inf", isQuoted: false) }
    var text = String(self)
    if let e = text.firstIndex(of: "e"), !text.contains(".") {
      text.insert(contentsOf: ".0", at: e)
    }
    return Scalar(text: text, isQuoted: false)
  }
}

extension Int: ScalarSetting {}
extension Int8: ScalarSetting {}
extension Int16: ScalarSetting {}
extension Int32: ScalarSetting {}
extension Int64: ScalarSetting {}
extension UInt: ScalarSetting {}
extension UInt8: ScalarSetting {}
extension UInt16: ScalarSetting {}
extension UInt32: ScalarSetting {}
extension UInt64: ScalarSetting {}
extension Double: ScalarSetting {}
extension Float: ScalarSetting {}

/// The numbers of YAML 1.2: decimal, with an optional sign, fraction and exponent.
enum DecimalNumber {
  static func isWritten(in scalar: Scalar) -> Bool {
    !scalar.isQuoted && scalar.text.utf8.contains { (0x30...0x39).contains($0) }
      && scalar.text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
  }
}
