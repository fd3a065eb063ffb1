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
      (1...1024).contains(c.numHiddenLayers), c.numAttentionHeads > 0, c.numKeyValueHeads > 0,
      c.numAttentionHeads % c.numKeyValueHeads == 0, c.headDim > 0, c.headDim % 8 == 0,
      c.intermediateSize > 0, c.intermediateSize % 8 == 0,
      (1...1_048_576).contains(c.maxPositionEmbeddings)
    else {
      throw NetworksError.malformed(path: path, reason: "its sizes are out of range")
    }
    let model = Transformer(
      shape: TransformerShape(
        vocabulary: c.vocabSize, width: c.hiddenSize, layers: c.numHiddenLayers,
        heads: c.numAttentionHeads, keyValueHeads: c.numKeyValueHeads, headWidth: c.headDim,
        feedForward: c.intermediateSize, context: c.maxPositionEmbeddings,
        tiedHead: c.tieWordEmbeddings, rotaryBase: c.ropeTheta, normEpsilon: c.rmsNormEps))
    try model.parameters.load(from: folder + "/model.safetensors")
    return model
  }
}
