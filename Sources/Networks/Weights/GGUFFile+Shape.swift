import Foundation
import Tensors

extension GGUFFile {
  /// The shape that the metadata describe.
  ///
  /// - Throws: `NetworksError.unsupported` for an architecture other than `llama`, `qwen2` and `qwen3` or for
  ///   what `Transformer` does not compute; `.malformed` if something is missing.
  public func shape() throws -> TransformerShape {
    let architecture = try value("general.architecture", \.string)
    guard let family = TransformerShape.Family(rawValue: architecture) else {
      throw NetworksError.unsupported(
        path: path, what: "architecture \(architecture)",
        supported: TransformerShape.Family.allCases.map(\.rawValue).joined(separator: ", "))
    }
    func integer(_ key: String) throws -> Int { try value("\(family.rawValue).\(key)", \.integer) }
    func optional(_ key: String) -> GGUFValue? { metadata["\(family.rawValue).\(key)"] }
    guard let embedding = tensors["token_embd.weight"], embedding.shape.count == 2 else {
      throw NetworksError.mismatch(path: path, reason: "'token_embd.weight' is missing")
    }
    try requireSupported(family)
    let (width, heads) = (try integer("embedding_length"), try integer("attention.head_count"))
    guard heads > 0 else {
      throw NetworksError.malformed(path: path, reason: "it has \(heads) heads")
    }
    let keyWidth = optional("attention.key_length")?.integer ?? width / heads
    for key in ["attention.value_length", "rope.dimension_count"] {
      guard (optional(key)?.integer ?? keyWidth) == keyWidth else {
        throw NetworksError.unsupported(
          path: path, what: "\(key) other than the head width \(keyWidth)",
          supported: "equal widths")
      }
    }
    var shape = TransformerShape(
      vocabulary: embedding.shape[0], width: width, layers: try integer("block_count"),
      heads: heads,
      keyValueHeads: optional("attention.head_count_kv") == nil
        ? heads : try integer("attention.head_count_kv"),
      headWidth: keyWidth, feedForward: try integer("feed_forward_length"),
      context: try integer("context_length"), tiedHead: tensors["output.weight"] == nil,
      rotaryBase: optional("rope.freq_base")?.float ?? 10_000,
      normEpsilon: try value("\(family.rawValue).attention.layer_norm_rms_epsilon", \.float),
      family: family)
    shape = try shape.checked(path)
    shape.rotaryScaling = try rotaryScaling(shape)
    return try shape.checked(path)
  }

  /// A value that must be there.
  func value<Value>(_ key: String, _ type: KeyPath<GGUFValue, Value?>) throws -> Value {
    guard let stored = metadata[key] else {
      throw NetworksError.malformed(path: path, reason: "the metadata have no '\(key)'")
    }
    guard let value = stored[keyPath: type] else {
      throw NetworksError.malformed(path: path, reason: "'\(key)' is no \(Value.self)")
    }
    return value
  }

  private func requireSupported(_ family: TransformerShape.Family) throws {
    func refuse(_ condition: Bool, _ what: String, _ supported: String) throws {
      guard !condition else {
        throw NetworksError.unsupported(path: path, what: what, supported: supported)
      }
    }
    func optional(_ key: String) -> GGUFValue? { metadata["\(family.rawValue).\(key)"] }
    let pieces = metadata["split.count"]?.integer ?? 1
    try refuse(pieces > 1, "a GGUF file in \(pieces) pieces", "one file")
    let experts = optional("expert_count")?.integer ?? 0
    try refuse(experts > 0, "a mixture of \(experts) experts", "dense models")
    let window = optional("attention.sliding_window")?.integer ?? 0
    try refuse(
      window > 0 && window < optional("context_length")?.integer ?? .max,
      "attention in a window of \(window) tokens", "full attention")
    try refuse(
      optional("attention.causal")?.bool == false, "attention both ways", "causal attention")
    // Llama 3's scaling has no type of its own in GGUF: it is the tensor of frequencies.
    let scaling = optional("rope.scaling.type")?.string ?? "none"
    try refuse(
      !["none", "linear", "yarn", "llama3"].contains(scaling), "rotary scaling \(scaling)",
      "none, linear, yarn, and Llama 3's as rope_freqs.weight")
    for (key, usual) in [("yarn_ext_factor", 1.0), ("yarn_log_multiplier", 0.0)] {
      let found = optional("rope.scaling.\(key)")?.float ?? usual
      try refuse(scaling == "yarn" && found != usual, "\(key) \(found)", "\(usual)")
    }
  }

  /// The rotary scaling that the metadata name, or Llama 3's from the divisors of the angles that `rope_freqs.weight`
  /// holds.
  ///
  /// - Source: ggml-org/llama.cpp, `src/llama-model.cpp` (keys and defaults) and `ggml/src/ggml-cpu/ops.cpp`,
  ///   `rope_yarn`.
  private func rotaryScaling(_ shape: TransformerShape) throws -> RotaryScaling? {
    func optional(_ key: String) -> GGUFValue? { metadata["\(shape.family.rawValue).rope.\(key)"] }
    // Files that name a factor and no type are linear.
    let type = optional("scaling.type")?.string ?? "linear"
    let stored = optional("scaling.factor")?.float ?? optional("scale_linear")?.float ?? 1
    let factor = stored == 0 ? 1 : stored
    var named: RotaryScaling?
    switch type {
    case "linear" where factor != 1:
      named = RotaryScaling(kind: .linear, factor: factor, originalContext: shape.context)
    case "yarn":
      named = RotaryScaling(
        kind: .yarn, factor: factor, lowFrequency: optional("scaling.yarn_beta_slow")?.float ?? 1,
        highFrequency: optional("scaling.yarn_beta_fast")?.float ?? 32,
        originalContext: optional("scaling.original_context_length")?.integer ?? shape.context,
        attention: (optional("scaling.attn_factor")?.float
          ?? optional("scaling.yarn_attn_factor")?.float ?? 1)
          * RotaryScaling.attention(factor))
    default: break
    }
    let tabled = try tabledScaling(shape, isExpected: type == "llama3")
    guard named == nil || tabled == nil else {
      throw NetworksError.unsupported(
        path: path, what: "rotary scaling \(type) beside 'rope_freqs.weight'",
        supported: "one of them")
    }
    return named ?? tabled
  }

  /// Llama 3's rotary scaling. The slowest angle's divisor is the factor; frequencies and context are Llama 3's.
  private func tabledScaling(
    _ shape: TransformerShape, isExpected: Bool
  ) throws -> RotaryScaling? {
    let name = "rope_freqs.weight"
    guard let tensor = tensors[name] else {
      guard !isExpected else {
        throw NetworksError.mismatch(path: path, reason: "'\(name)' is missing")
      }
      return nil
    }
    guard tensor.count == shape.headWidth / 2 else {
      throw NetworksError.mismatch(
        path: path,
        reason: "'\(name)' has \(tensor.count) elements, expected \(shape.headWidth / 2)")
    }
    let found = try values(of: name).map(Double.init)
    if found.allSatisfy({ $0 == 1 }) { return nil }
    let key = "\(shape.family.rawValue).rope.scaling.original_context_length"
    let original = metadata[key]?.integer ?? 8192
    let scaling = RotaryScaling(
      factor: found.last ?? 1, lowFrequency: 1, highFrequency: 4, originalContext: original)
    let expected = (0..<found.count).map { i in
      Self.divisor(
        pow(shape.rotaryBase, -2 * Double(i) / Double(shape.headWidth)), by: scaling)
    }
    // Converters compute in single precision.
    guard zip(found, expected).allSatisfy({ abs($0 - $1) <= 1e-5 * abs($1) }) else {
      throw NetworksError.unsupported(
        path: path, what: "'\(name)' that is not Llama 3's scaling",
        supported: "low frequency 1, high frequency 4, \(original) tokens")
    }
    return scaling
  }

  /// By how much an angle is divided.
  private static func divisor(_ frequency: Double, by scaling: RotaryScaling) -> Double {
    let turns = Double(scaling.originalContext) * frequency / (2 * Double.pi)
    if turns < scaling.lowFrequency { return scaling.factor }
    if turns > scaling.highFrequency { return 1 }
    let smooth =
      (turns - scaling.lowFrequency) / (scaling.highFrequency - scaling.lowFrequency)
    return 1 / ((1 - smooth) / scaling.factor + smooth)
  }
}
