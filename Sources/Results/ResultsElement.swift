import CHDF5

/// The kinds of values that a dataset can hold.
public enum ResultsKind: String, Sendable, Equatable {
  /// Whole numbers of any width.
  case integer
  /// Floating-point numbers of any width.
  case float
  /// Text.
  case string
}

/// How one number is stored in a file, little-endian.
public enum ResultsStorage: String, Sendable, Equatable {
  /// IEEE 754 binary64.
  case float64
  /// IEEE 754 binary32.
  case float32
  /// Signed, 8 bits.
  case int8
  /// Signed, 32 bits.
  case int32
  /// Signed, 64 bits.
  case int64
  /// Unsigned, 64 bits.
  case uint64

  /// Bytes of one number.
  public var byteCount: Int {
    switch self {
    case .int8: 1
    case .float32, .int32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// The library's identifier of this type; owned by the library.
  var identifier: hid_t {
    switch self {
    case .float64: assay_native_double()
    case .float32: assay_native_float()
    case .int8: assay_native_int8()
    case .int32: assay_native_int32()
    case .int64: assay_native_int64()
    case .uint64: assay_native_uint64()
    }
  }
}

/// A number that can be an element of a dataset.
public protocol ResultsElement: Sendable {
  /// How it is stored.
  static var storage: ResultsStorage { get }
}

extension Double: ResultsElement {
  /// Stored as 64-bit floating point.
  public static var storage: ResultsStorage { .float64 }
}

extension Float: ResultsElement {
  /// Stored as 32-bit floating point.
  public static var storage: ResultsStorage { .float32 }
}

extension Int8: ResultsElement {
  /// Stored in 8 bits.
  public static var storage: ResultsStorage { .int8 }
}

extension Int32: ResultsElement {
  /// Stored in 32 bits.
  public static var storage: ResultsStorage { .int32 }
}

extension Int64: ResultsElement {
  /// Stored in 64 bits.
  public static var storage: ResultsStorage { .int64 }
}

extension Int: ResultsElement {
  /// Stored in 64 bits.
  public static var storage: ResultsStorage { .int64 }
}

extension UInt64: ResultsElement {
  /// Stored in 64 bits, unsigned.
  public static var storage: ResultsStorage { .uint64 }
}

/// The values of a dataset in the type in which the file holds them.
public enum ResultsValues: Sendable, Equatable {
  /// Signed whole numbers.
  case integers([Int])
  /// 64-bit unsigned whole numbers, such as identifiers.
  case unsigned([UInt64])
  /// 64-bit floating point.
  case doubles([Double])
  /// 32-bit floating point, kept as such so that 0.1 prints as 0.1.
  case floats([Float])
  /// Text.
  case strings([String])

  /// The number of values.
  public var count: Int {
    switch self {
    case .integers(let values): values.count
    case .unsigned(let values): values.count
    case .doubles(let values): values.count
    case .floats(let values): values.count
    case .strings(let values): values.count
    }
  }
}

/// The value of an attribute.
public enum ResultsAttribute: Sendable, Equatable, CustomStringConvertible {
  /// Text.
  case string(String)
  /// A whole number.
  case integer(Int)
  /// A floating-point number.
  case double(Double)

  /// The value as text.
  public var description: String {
    switch self {
    case .string(let text): text
    case .integer(let number): String(number)
    case .double(let number): String(number)
    }
  }
}
