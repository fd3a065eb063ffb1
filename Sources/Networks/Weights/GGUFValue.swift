/// A value of a GGUF file's metadata.
public enum GGUFValue: Sendable, Equatable {
  /// An integer of any width and sign that fits 64 bits with sign.
  case integer(Int)
  /// An integer beyond that.
  case unsigned(UInt64)
  /// A number of single or double precision.
  case float(Double)
  /// A truth value.
  case bool(Bool)
  /// A text.
  case string(String)
  /// An array of integers.
  case integers([Int])
  /// An array of numbers.
  case floats([Double])
  /// An array of truth values.
  case bools([Bool])
  /// An array of texts.
  case strings([String])
  /// An array of arrays, or of integers of which one is beyond 64 bits with sign.
  case values([GGUFValue])

  /// The integer.
  public var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  /// The number; an integer counts as one.
  public var float: Double? {
    switch self {
    case .float(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
  /// The truth value.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The text.
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The array of integers.
  public var integers: [Int]? { if case .integers(let values) = self { values } else { nil } }
  /// The array of numbers.
  public var floats: [Double]? { if case .floats(let values) = self { values } else { nil } }
  /// The array of texts.
  public var strings: [String]? { if case .strings(let values) = self { values } else { nil } }
}

/// How a value is stored.
///
/// - Source: ggml-org/ggml, `docs/gguf.md`, `gguf_metadata_value_type`.
enum GGUFValueType: UInt32 {
  case uint8, int8, uint16, int16, uint32, int32, float32, bool, string, array
  case uint64, int64, float64

  /// The fewest bytes that a value takes.
  var leastBytes: Int {
    switch self {
    case .uint8, .int8, .bool: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64, .string: 8
    case .array: 12
    }
  }
}
