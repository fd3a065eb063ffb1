import Tensors

/// The keys of `config.json` that matter here, in their order of meaning.
struct StoredConfiguration: Codable {
  var architectures: [String]?
  var modelType: String?
  var vocabSize, hiddenSize, numHiddenLayers, numAttentionHeads, intermediateSize: Int
  var numKeyValueHeads, headDim, maxPositionEmbeddings: Int?
  var tieWordEmbeddings: Bool?
  var ropeTheta, rmsNormEps, partialRotaryFactor: Double?
  var ropeScaling, ropeParameters: Rope?
  var hiddenAct, torchDtype, dtype: String?
  var attentionBias, mlpBias, ropeInterleaved, useSlidingWindow: Bool?
  var slidingWindow, maxWindowLayers: Int?
  var layerTypes: [String]?
  var quantizationConfig: Present?
  var bosTokenId, eosTokenId: TokenIdentifiers?

  /// How positions become angles: `rope_scaling`, or the `rope_parameters` of newer releases.
  struct Rope: Codable {
    var ropeType, type: String?
    var ropeTheta, partialRotaryFactor: Double?
    var factor, lowFreqFactor, highFreqFactor: Double?
    var betaFast, betaSlow, mscale, mscaleAllDim, attentionFactor: Double?
    var truncate: Bool?
    var originalMaxPositionEmbeddings: Int?
    /// A table for each kind of layer, as newer releases write it.
    var fullAttention, slidingAttention: Present?

    /// Whether there are tables for kinds of layers.
    var isNested: Bool { fullAttention != nil || slidingAttention != nil }
  }

  /// Something that is not null.
  struct Present: Codable {}

  init(
    vocabSize: Int, hiddenSize: Int, numHiddenLayers: Int, numAttentionHeads: Int,
    intermediateSize: Int
  ) {
    self.vocabSize = vocabSize
    self.hiddenSize = hiddenSize
    self.numHiddenLayers = numHiddenLayers
    self.numAttentionHeads = numAttentionHeads
    self.intermediateSize = intermediateSize
  }

  /// The shape, with the defaults of the family for what is missing.
  ///
  /// - Throws: `NetworksError.unsupported` for what `Transformer` does not compute.
  func shape(_ path: String) throws -> TransformerShape {
    let family = try family(path)
    try requireSupported(family, path)
    if let positions = maxPositionEmbeddings, !(1...16_777_216).contains(positions) {
      throw NetworksError.unsupported(
        path: path, what: "context length \(positions)", supported: "1 to 16777216")
    }
    guard (1...1024).contains(numAttentionHeads) else {
      throw NetworksError.unsupported(
        path: path, what: "num_attention_heads \(numAttentionHeads)", supported: "1 to 1024")
    }
    let positions = modelType == "mistral" ? 131_072 : family == .llama ? 2048 : 32_768
    // Qwen3's heads are 128 wide whatever the hidden size is.
    let headWidth = family == .qwen3 ? 128 : hiddenSize / numAttentionHeads
    return try TransformerShape(
      vocabulary: vocabSize, width: hiddenSize, layers: numHiddenLayers, heads: numAttentionHeads,
      keyValueHeads: numKeyValueHeads ?? numAttentionHeads, headWidth: headDim ?? headWidth,
      feedForward: intermediateSize,
      // Angles are kept for at most this many positions.
      context: min(maxPositionEmbeddings ?? positions, (1 << 26) / max(8, headDim ?? headWidth)),
      tiedHead: tieWordEmbeddings ?? false,
      rotaryBase: try rotaryBase(path),
      normEpsilon: rmsNormEps ?? 1e-6, family: family, rotaryScaling: rotaryScaling(path)
    ).checked(path)
  }

  private func family(_ path: String) throws -> TransformerShape.Family {
    let families = TransformerShape.Family.allCases
    let known = families.map(\.architecture).joined(separator: ", ")
    if let architectures, !architectures.isEmpty {
      let name = architectures.joined(separator: ", ")
      // A model without its head is one whose head is its embedding.
      let bare = architectures.map { $0.replacing(/Model$/, with: "ForCausalLM") }
      let isMistral = bare == ["MistralForCausalLM"] && modelType ?? "mistral" == "mistral"
      if isMistral { return .llama }
      guard let family = families.first(where: { [$0.architecture] == bare }),
        modelType == nil || modelType == family.rawValue
      else {
        throw NetworksError.unsupported(
          path: path, what: "architecture \(name) (model_type \(modelType ?? "missing"))",
          supported: known + ", MistralForCausalLM")
      }
      return family
    }
    if modelType == "mistral" { return .llama }
    guard let modelType, let family = TransformerShape.Family(rawValue: modelType) else {
      throw NetworksError.unsupported(
        path: path, what: "model_type \(modelType ?? "missing")",
        supported: families.map(\.rawValue).joined(separator: ", "))
    }
    return family
  }

  /// Refuses what would change the numbers if it were passed over.
  private func requireSupported(_ family: TransformerShape.Family, _ path: String) throws {
    func refuse(_ condition: Bool, _ what: String, _ supported: String) throws {
      guard !condition else {
        throw NetworksError.unsupported(path: path, what: what, supported: supported)
      }
    }
    try refuse(hiddenAct ?? "silu" != "silu", "hidden_act \(hiddenAct ?? "")", "silu")
    // Qwen2's biases are part of its architecture and have no key.
    try refuse(family != .qwen2 && attentionBias == true, "attention_bias true", "false")
    try refuse(mlpBias == true, "mlp_bias true", "false")
    try refuse(ropeInterleaved == true, "rope_interleaved true", "false")
    try refuse(quantizationConfig != nil, "quantization_config", "F32, F16 and BF16 weights, GGUF")
    for factor in [partialRotaryFactor, ropeParameters?.partialRotaryFactor] {
      try refuse(factor ?? 1 != 1, "partial_rotary_factor \(factor ?? 1)", "1")
    }
    try refuse(
      layerTypes?.contains { $0 != "full_attention" } == true,
      "layer_types with other than full_attention", "full attention in every layer")
    if modelType == "mistral", let slidingWindow, layerTypes == nil {
      try refuse(
        slidingWindow < maxPositionEmbeddings ?? 131_072, "sliding_window \(slidingWindow)",
        "full attention in every layer")
    }
    if family != .llama, useSlidingWindow == true, let slidingWindow, layerTypes == nil {
      try refuse(
        slidingWindow < maxPositionEmbeddings ?? 32_768 && maxWindowLayers ?? 28 < numHiddenLayers,
        "use_sliding_window true with sliding_window \(slidingWindow)",
        "full attention in every layer")
    }
  }

  /// The base of the angles, which can stand in three places.
  private func rotaryBase(_ path: String) throws -> Double {
    let places = [
      ("rope_parameters", ropeParameters?.ropeTheta), ("rope_scaling", ropeScaling?.ropeTheta),
      ("the configuration", ropeTheta),
    ]
    let found = places.filter { $0.1 != nil }
    if let other = found.first(where: { $0.1 != found[0].1 }) {
      throw NetworksError.unsupported(
        path: path,
        what: "rope_theta \(found[0].1 ?? 0) in \(found[0].0) and \(other.1 ?? 0) in \(other.0)",
        supported: "one value")
    }
    return found.first?.1 ?? 10_000
  }

  private func rotaryScaling(_ path: String) throws -> RotaryScaling? {
    if ropeParameters?.isNested == true || ropeScaling?.isNested == true {
      throw NetworksError.unsupported(
        path: path, what: "rotary parameters of their own for each kind of layer",
        supported: "one set of rotary parameters for all layers")
    }
    guard let rope = ropeParameters ?? ropeScaling else { return nil }
    if rope.ropeType == nil, rope.type == nil, rope.factor == nil { return nil }
    func malformed(_ reason: String) -> NetworksError { .malformed(path: path, reason: reason) }
    guard let type = rope.ropeType ?? rope.type else {
      // A table per kind of layer, which these architectures do not have, would also end here.
      throw malformed("its rotary parameters have no 'rope_type'")
    }
    let positions = maxPositionEmbeddings ?? 2048
    switch type {
    // Dynamic scaling changes nothing within the context, and longer sequences are refused.
    case "default", "dynamic": return nil
    case "linear":
      guard let factor = rope.factor else { throw malformed("rope_type linear needs 'factor'") }
      return factor == 1
        ? nil : RotaryScaling(kind: .linear, factor: factor, originalContext: positions)
    case "yarn":
      let original = rope.originalMaxPositionEmbeddings ?? positions
      let factor = rope.factor ?? Double(positions) / Double(max(1, original))
      var attention = RotaryScaling.attention(factor)
      if let one = rope.mscale, let all = rope.mscaleAllDim, one != 0, all != 0 {
        attention =
          RotaryScaling.attention(factor, scale: one) / RotaryScaling.attention(factor, scale: all)
      }
      return RotaryScaling(
        kind: .yarn, factor: factor, lowFrequency: rope.betaSlow ?? 1,
        highFrequency: rope.betaFast ?? 32, originalContext: original,
        attention: rope.attentionFactor ?? attention, truncates: rope.truncate ?? true)
    case "llama3": break
    default:
      throw NetworksError.unsupported(
        path: path, what: "rope_type \(type)",
        supported: "default, linear, dynamic, yarn, llama3")
    }
    guard let factor = rope.factor, let low = rope.lowFreqFactor, let high = rope.highFreqFactor,
      let original = rope.originalMaxPositionEmbeddings
    else {
      throw malformed(
        "rope_type llama3 needs 'factor', 'low_freq_factor', 'high_freq_factor' and "
          + "'original_max_position_embeddings'")
    }
    return RotaryScaling(
      factor: factor, lowFrequency: low, highFrequency: high, originalContext: original)
  }
}

extension TransformerShape.Family {
  /// The class of Hugging Face transformers.
  var architecture: String {
    switch self {
    case .llama: "LlamaForCausalLM"
    case .qwen2: "Qwen2ForCausalLM"
    case .qwen3: "Qwen3ForCausalLM"
    }
  }
}
