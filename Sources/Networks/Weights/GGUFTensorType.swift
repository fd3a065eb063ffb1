/// How the elements of a GGUF tensor are stored.
///
/// - Source: ggml-org/ggml, `docs/gguf.md`, `ggml_type`; sizes of the Python package gguf 0.19.0,
///   `constants.GGML_QUANT_SIZES`.
public enum GGUFTensorType: UInt32, Sendable, CaseIterable {
  /// Single precision.
  case f32 = 0
  /// Half precision.
  case f16 = 1
  /// 4 bits, a scale for 32.
  case q4_0 = 2
  /// 4 bits, a scale and a minimum for 32.
  case q4_1 = 3
  /// 5 bits, a scale for 32.
  case q5_0 = 6
  /// 5 bits, a scale and a minimum for 32.
  case q5_1 = 7
  /// 8 bits, a scale for 32.
  case q8_0 = 8
  /// 2 bits, scales and minima of 4 bits for 16, two scales for 256.
  case q2_K = 10
  /// 3 bits, scales of 6 bits for 16, a scale for 256.
  case q3_K = 11
  /// 4 bits, scales and minima of 6 bits for 32, two scales for 256.
  case q4_K = 12
  /// 5 bits, scales and minima of 6 bits for 32, two scales for 256.
  case q5_K = 13
  /// 6 bits, scales of 8 bits for 16, a scale for 256.
  case q6_K = 14
  /// 4 bits that choose one of 16 levels, a scale for 32.
  case iq4_NL = 20
  /// 4 bits that choose one of 16 levels, scales of 6 bits for 32, a scale for 256.
  case iq4_XS = 23
  /// The upper half of single precision.
  case bf16 = 30

  /// Elements that are stored together, and their bytes.
  var block: (elements: Int, bytes: Int) {
    switch self {
    case .f32: (1, 4)
    case .f16, .bf16: (1, 2)
    case .q4_0: (32, 18)
    case .q4_1: (32, 20)
    case .q5_0: (32, 22)
    case .q5_1: (32, 24)
    case .q8_0: (32, 34)
    case .q2_K: (256, 84)
    case .q3_K: (256, 110)
    case .q4_K: (256, 144)
    case .q5_K: (256, 176)
    case .q6_K: (256, 210)
    case .iq4_NL: (32, 18)
    case .iq4_XS: (256, 136)
    }
  }

  /// The name in ggml's spelling.
  public var name: String { Self.names[rawValue] ?? "type \(rawValue)" }

  /// The names of all types, also of those that are not read.
  static let names: [UInt32: String] = [
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 6: "Q5_0", 7: "Q5_1", 8: "Q8_0", 9: "Q8_1",
    10: "Q2_K", 11: "Q3_K", 12: "Q4_K", 13: "Q5_K", 14: "Q6_K", 15: "Q8_K", 16: "IQ2_XXS",
    17: "IQ2_XS", 18: "IQ3_XXS", 19: "IQ1_S", 20: "IQ4_NL", 21: "IQ3_S", 22: "IQ2_S",
    23: "IQ4_XS", 24: "I8", 25: "I16", 26: "I32", 27: "I64", 28: "F64", 29: "IQ1_M", 30: "BF16",
    34: "TQ1_0", 35: "TQ2_0", 39: "MXFP4", 40: "NVFP4", 41: "Q1_0",
  ]
}
