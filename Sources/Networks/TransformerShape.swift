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

  /// A shape from its numbers; head width is `width / heads` unless given.
  public init(
    vocabulary: Int, width: Int, layers: Int, heads: Int, keyValueHeads: Int? = nil,
    headWidth: Int? = nil, feedForward: Int, context: Int = 256, tiedHead: Bool = true,
    rotaryBase: Double = 10_000, normEpsilon: Double = 1e-5
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
  }

  /// Elements of the matrices inside the layers, the N of the FLOP ledger.
  public var matrixCount: Int {
    let attention = width * headWidth * (2 * heads + 2 * keyValueHeads)
    return layers * (attention + 3 * width * feedForward)
  }

  /// All parameters.
  public var parameterCount: Int {
    matrixCount + vocabulary * width * (tiedHead ? 1 : 2) + width * (2 * layers + 1)
  }

  /// Forward FLOPs of one token that attends to `meanLength` positions: 2N + 4·L·H·K·s̄ + 2·D·V.
  public func forwardFLOPs(meanLength: Double) -> Double {
    2 * Double(matrixCount) + 4 * Double(layers * heads * headWidth) * meanLength
      + 2 * Double(width * vocabulary)
  }

  private enum CodingKeys: String, CodingKey {
    case vocabulary, width, layers, heads, context
    case keyValueHeads = "key_value_heads"
    case headWidth = "head_width"
    case feedForward = "feed_forward"
    case tiedHead = "tied_head"
    case rotaryBase = "rotary_base"
    case normEpsilon = "norm_epsilon"
  }
}

/// The sizes that the studies use, smallest first.
public enum ModelSize: String, Codable, Sendable, CaseIterable {
  /// 0.1 M parameters in the layers.
  case nano
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
    case .nano: return make(64, 2, 4, 168)
    case .xs: return make(96, 3, 4, 256)
    case .s: return make(128, 4, 4, 344)
    case .m: return make(256, 4, 8, 680)
    case .l: return make(384, 6, 6, 1024)
    }
  }
}
