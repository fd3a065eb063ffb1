import Tensors

/// The shape of a decoder-only transformer in Llama's form.
public struct TransformerShape: Codable, Sendable, Equatable {
  /// Tokens V.
  public var vocabulary: Int
  /// Width D of the residual stream.
  public var width: Int
  /// Layers L.
  public var layers: Int
  /// Query heads H.
  public var heads: Int
  /// Key–value heads, each shared by `heads / keyValueHeads` query heads.
  public var keyValueHeads: Int
  /// Head width K.
  public var headWidth: Int
  /// Feed-forward width F.
  public var feedForward: Int
  /// The longest sequence, in tokens.
  public var context: Int
  /// Whether the LM head is the embedding.
  public var tiedHead: Bool
  /// The base of the rotary angles.
  public var rotaryBase: Double
  /// ε of RMSNorm.
  public var normEpsilon: Double
  /// Which relative of Llama it is.
  public var family: Family
  /// How long contexts change the rotary angles; `nil` for not at all.
  public var rotaryScaling: RotaryScaling?

  /// What an architecture adds to Llama's.
  public enum Family: String, Codable, Sendable, CaseIterable {
    /// Llama: no biases, no norms on queries and keys.
    case llama
    /// Qwen2 and Qwen2.5: biases on q, k and v.
    case qwen2
    /// Qwen3: RMSNorm over every query and key head.
    case qwen3
  }

  /// A shape from its numbers; head width is `width / heads` unless given.
  public init(
    vocabulary: Int, width: Int, layers: Int, heads: Int, keyValueHeads: Int? = nil,
    headWidth: Int? = nil, feedForward: Int, context: Int = 256, tiedHead: Bool = true,
    rotaryBase: Double = 10_000, normEpsilon: Double = 1e-5, family: Family = .llama,
    rotaryScaling: RotaryScaling? = nil
  ) {
    self.vocabulary = vocabulary
    self.width = width
    self.layers = layers
    self.heads = heads
    self.keyValueHeads = keyValueHeads ?? heads
    self.headWidth = headWidth ?? width / heads
    self.feedForward = feedForward
    self.context = context
    self.tiedHead = tiedHead
    self.rotaryBase = rotaryBase
    self.normEpsilon = normEpsilon
    self.family = family
    self.rotaryScaling = rotaryScaling
  }

  /// Elements of the matrices inside the layers, the N of the FLOP ledger.
  public var matrixCount: Int {
    let attention = width * headWidth * (2 * heads + 2 * keyValueHeads)
    return layers * (attention + 3 * width * feedForward)
  }

  /// All parameters.
  public var parameterCount: Int {
    var perLayer = 2 * width
    if family == .qwen2 { perLayer += (heads + 2 * keyValueHeads) * headWidth }
    if family == .qwen3 { perLayer += 2 * headWidth }
    return matrixCount + vocabulary * width * (tiedHead ? 1 : 2) + width + layers * perLayer
  }

  /// Forward FLOPs of one token that attends to `meanLength` positions: 2N + 4·L·H·K·s̄ + 2·D·V.
  public func forwardFLOPs(meanLength: Double) -> Double {
    2 * Double(matrixCount) + 4 * Double(layers * heads * headWidth) * meanLength
      + 2 * Double(width * vocabulary)
  }

  /// FLOPs of the LM head for one token.
  public var headFLOPs: Double { 2 * Double(width * vocabulary) }

  /// FLOPs of a prompt's keys and values and of the one prediction after it: what lies behind the keys and values of the
  /// last layer is computed for its last token alone.
  public func promptFLOPs(_ tokens: Int) -> Double {
    let all =
      Double(tokens) * (forwardFLOPs(meanLength: Double(tokens) / 2) - headFLOPs) + headFLOPs
    let behind = width * heads * headWidth + 3 * width * feedForward
    return all - 2 * Double(tokens - 1) * Double(behind)
  }

  private enum CodingKeys: String, CodingKey {
    case vocabulary, width, layers, heads, context, family
    case keyValueHeads = "key_value_heads"
    case headWidth = "head_width"
    case feedForward = "feed_forward"
    case tiedHead = "tied_head"
    case rotaryBase = "rotary_base"
    case normEpsilon = "norm_epsilon"
    case rotaryScaling = "rotary_scaling"
  }
}

/// The sizes that the studies use, smallest first.
public enum ModelSize: String, Codable, Sendable, CaseIterable {
  /// 25 k parameters in the layers.
  case femto
  /// 50 k.
  case pico
  /// 0.1 M.
  case nano
  /// 0.2 M.
  case micro
  /// 0.3 M.
  case xs
  /// 0.8 M.
  case s
  /// 3.1 M.
  case m
  /// 10.6 M.
  case l

  /// The shape over a vocabulary.
  public func shape(vocabulary: Int = 96, context: Int = 256) -> TransformerShape {
    func make(_ width: Int, _ layers: Int, _ heads: Int, _ feedForward: Int) -> TransformerShape {
      TransformerShape(
        vocabulary: vocabulary, width: width, layers: layers, heads: heads,
        feedForward: feedForward, context: context)
    }
    switch self {
    case .femto: return make(32, 2, 2, 88)
    case .pico: return make(64, 1, 4, 168)
    case .nano: return make(64, 2, 4, 168)
    case .micro: return make(64, 4, 4, 168)
    case .xs: return make(96, 3, 4, 256)
    case .s: return make(128, 4, 4, 344)
    case .m: return make(256, 4, 8, 680)
    case .l: return make(384, 6, 6, 1024)
    }
  }
}
