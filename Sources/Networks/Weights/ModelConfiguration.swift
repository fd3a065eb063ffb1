import Foundation
import Support
import Tensors

/// What `config.json` says about a model, with Hugging Face's keys.
///
/// - Source: `LlamaConfig`, `Qwen2Config` and `Qwen3Config` of Hugging Face transformers, whose defaults
///   hold for what is missing.
public struct ModelConfiguration: Sendable, Equatable {
  /// The model's shape.
  public var shape: TransformerShape
  /// The number format of the stored weights.
  public var precision: StoredPrecision
  /// The token that begins a sequence, if there is one.
  public var startToken: Int32?
  /// The tokens that end a sequence.
  public var endTokens: [Int32]

  /// The configuration of a model.
  public init(
    shape: TransformerShape, precision: StoredPrecision = .f32, startToken: Int32? = nil,
    endTokens: [Int32] = []
  ) {
    self.shape = shape
    self.precision = precision
    self.startToken = startToken
    self.endTokens = endTokens
  }

  /// Reads a `config.json`.
  ///
  /// - Throws: `NetworksError.malformed` if it does not parse, `.unsupported` if the model is of another
  ///   kind or its sizes are out of range; `SupportError.file`.
  public init(readingFrom path: String) throws {
    let data = try AtomicFile.read(path)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let stored: StoredConfiguration
    do {
      stored = try decoder.decode(StoredConfiguration.self, from: data)
    } catch {
      throw NetworksError.malformed(path: path, reason: JSONLines.describe(error, snakeCase: true))
    }
    shape = try stored.shape(path)
    let type = stored.torchDtype ?? stored.dtype
    precision = StoredPrecision.allCases.first { $0.torchName == type } ?? .f32
    startToken = stored.bosTokenId?.values.first
    endTokens = stored.eosTokenId?.values ?? []
  }

  /// The contents of `config.json`.
  func encoded() throws -> Data {
    var stored = StoredConfiguration(
      vocabSize: shape.vocabulary, hiddenSize: shape.width, numHiddenLayers: shape.layers,
      numAttentionHeads: shape.heads, intermediateSize: shape.feedForward)
    stored.architectures = [shape.family.architecture]
    stored.modelType = shape.family.rawValue
    stored.numKeyValueHeads = shape.keyValueHeads
    stored.headDim = shape.headWidth
    stored.maxPositionEmbeddings = shape.context
    stored.tieWordEmbeddings = shape.tiedHead
    stored.ropeTheta = shape.rotaryBase
    stored.rmsNormEps = shape.normEpsilon
    stored.hiddenAct = "silu"
    stored.torchDtype = precision.torchName
    stored.bosTokenId = startToken.map { TokenIdentifiers([$0]) }
    stored.eosTokenId = endTokens.isEmpty ? nil : TokenIdentifiers(endTokens)
    // Older releases of transformers know only this form of the scaling; newer ones read it too.
    stored.ropeScaling = shape.rotaryScaling.map { scaling in
      var rope = StoredConfiguration.Rope()
      rope.ropeType = scaling.kind.rawValue
      rope.factor = scaling.factor
      switch scaling.kind {
      case .linear: return rope
      case .llama3:
        rope.lowFreqFactor = scaling.lowFrequency
        rope.highFreqFactor = scaling.highFrequency
      case .yarn:
        rope.betaSlow = scaling.lowFrequency
        rope.betaFast = scaling.highFrequency
        rope.attentionFactor = scaling.attention
        rope.truncate = scaling.truncates
      }
      rope.originalMaxPositionEmbeddings = scaling.originalContext
      return rope
    }
    return try Self.json(stored)
  }

  /// The contents of `generation_config.json`; `nil` if no token ends a sequence.
  func encodedGeneration() throws -> Data? {
    guard !endTokens.isEmpty else { return nil }
    return try Self.json(
      StoredGeneration(
        bosTokenId: startToken.map { TokenIdentifiers([$0]) },
        eosTokenId: TokenIdentifiers(endTokens)))
  }

  private struct StoredGeneration: Encodable {
    var bosTokenId: TokenIdentifiers?
    var eosTokenId: TokenIdentifiers
  }

  private static func json(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return try encoder.encode(value)
  }
}

/// One token id or several, which JSON writes as a number or as an array.
struct TokenIdentifiers: Codable {
  var values: [Int32]

  init(_ values: [Int32]) { self.values = values }

  init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let one = try? container.decode(Int32.self) {
      values = [one]
    } else {
      values = try container.decode([Int32].self)
    }
  }

  func encode(to encoder: any Swift.Encoder) throws {
    var container = encoder.singleValueContainer()
    if values.count == 1 {
      try container.encode(values[0])
    } else {
      try container.encode(values)
    }
  }
}
