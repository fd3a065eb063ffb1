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
    let scaling = optional("rope.scaling.type")?.string ?? "none"
    let factor = optional("rope.scaling.factor")?.float ?? optional("rope.scale_linear")?.float ?? 1
    // Llama 3's scaling has no type of its own in GGUF: it is the tensor of frequencies.
    try refuse(
      !["none", "llama3"].contains(scaling) && !(scaling == "linear" && factor == 1)
        || scaling == "none" && optional("rope.scale_linear") != nil && factor != 1,
      "rotary scaling \(scaling) by \(factor)", "none, and Llama 3's as rope_freqs.weight")
  }

  /// Llama 3's rotary scaling from the divisors of the angles that `rope_freqs.weight` holds.
  ///
  /// The slowest angle's divisor is the factor; frequencies and context are Llama 3's.
  private func rotaryScaling(_ shape: TransformerShape) throws -> RotaryScaling? {
    let name = "rope_freqs.weight"
    guard let tensor = tensors[name] else {
      guard metadata["\(shape.family.rawValue).rope.scaling.type"]?.string != "llama3" else {
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
