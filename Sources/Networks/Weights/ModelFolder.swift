import Foundation
import Support

/// A model on disk: `config.json` with Hugging Face's keys and `model.safetensors`.
public enum ModelFolder {
  private struct Configuration: Codable {
    var architectures = ["LlamaForCausalLM"]
    var modelType = "llama"
    var vocabSize, hiddenSize, numHiddenLayers, numAttentionHeads, numKeyValueHeads: Int
    var headDim, intermediateSize, maxPositionEmbeddings: Int
    var tieWordEmbeddings: Bool
    var ropeTheta, rmsNormEps: Double
    var hiddenAct = "silu"
    var torchDtype = "float32"
  }

  /// Writes a model into a folder.
  public static func save(_ model: Transformer, to folder: String) throws {
    let shape = model.shape
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let json = try encoder.encode(
      Configuration(
        vocabSize: shape.vocabulary, hiddenSize: shape.width, numHiddenLayers: shape.layers,
        numAttentionHeads: shape.heads, numKeyValueHeads: shape.keyValueHeads,
        headDim: shape.headWidth, intermediateSize: shape.feedForward,
        maxPositionEmbeddings: shape.context, tieWordEmbeddings: shape.tiedHead,
        ropeTheta: shape.rotaryBase, rmsNormEps: shape.normEpsilon))
    try AtomicFile.write(json, to: folder + "/config.json")
    try model.parameters.save(to: folder + "/model.safetensors")
  }

  /// Reads a model from a folder.
  ///
  /// - Throws: `SupportError.file` if a file is missing, `NetworksError` if one does not fit.
  public static func load(_ folder: String) throws -> Transformer {
    let path = folder + "/config.json"
    let data = try AtomicFile.read(path)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let configuration: Configuration
    do {
      configuration = try decoder.decode(Configuration.self, from: data)
    } catch {
      throw NetworksError.malformed(path: path, reason: JSONLines.describe(error))
    }
    let c = configuration
    guard
      (1...1_000_000).contains(c.vocabSize), (8...65_536).contains(c.hiddenSize),
      (1...1024).contains(c.numHiddenLayers), (1...1024).contains(c.numAttentionHeads),
      (1...1024).contains(c.numKeyValueHeads), c.numAttentionHeads % c.numKeyValueHeads == 0,
      (8...1024).contains(c.headDim), c.headDim % 8 == 0,
      (8...1_048_576).contains(c.intermediateSize), c.intermediateSize % 8 == 0,
      (1...1_048_576).contains(c.maxPositionEmbeddings), c.ropeTheta > 0, c.rmsNormEps >= 0
    else {
      throw NetworksError.malformed(path: path, reason: "its sizes are out of range")
    }
    let shape = TransformerShape(
      vocabulary: c.vocabSize, width: c.hiddenSize, layers: c.numHiddenLayers,
      heads: c.numAttentionHeads, keyValueHeads: c.numKeyValueHeads, headWidth: c.headDim,
      feedForward: c.intermediateSize, context: c.maxPositionEmbeddings,
      tiedHead: c.tieWordEmbeddings, rotaryBase: c.ropeTheta, normEpsilon: c.rmsNormEps)
    // Before memory is asked for: sizes that are wrong may be absurd.
    let weights = folder + "/model.safetensors"
    let bytes = try AtomicFile.requireFile(weights)
    guard shape.parameterCount <= bytes / 4 else {
      throw NetworksError.mismatch(
        path: weights,
        reason: "it has \(bytes) bytes, but config.json says \(shape.parameterCount) parameters")
    }
    let model = Transformer(shape: shape)
    try model.parameters.load(from: weights)
    return model
  }
}
