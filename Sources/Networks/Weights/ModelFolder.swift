import Foundation
import Support

/// A model on disk as Hugging Face lays it out: `config.json` and `model.safetensors`, or an index and shards.
public enum ModelFolder {
  /// Writes a model into a folder.
  ///
  /// The parameters are streamed to disk; all files are complete before the first takes the place of a
  /// previous one.
  ///
  /// - Parameters:
  ///   - precision: the number format of the weights; 16 bits round.
  ///   - startToken: the token that begins a sequence.
  ///   - endToken: the token that ends a sequence; if given, `generation_config.json` is written too.
  /// - Throws: `SupportError.file`; what was there stays then.
  public static func save(
    _ model: Transformer, to folder: String, precision: StoredPrecision = .f32,
    startToken: Int32? = nil, endToken: Int32? = nil
  ) throws {
    let configuration = ModelConfiguration(
      shape: model.shape, precision: precision, startToken: startToken,
      endTokens: endToken.map { [$0] } ?? [])
    var files = [try OutputFile(folder + "/model.safetensors")]
    try model.parameters.write(to: files[0], precision: precision)
    for (name, contents) in [
      ("config.json", try configuration.encoded()),
      ("generation_config.json", try configuration.encodedGeneration()),
    ] {
      guard let contents else { continue }
      let file = try OutputFile(folder + "/" + name)
      try file.write(contents)
      files.append(file)
    }
    for file in files { try file.finish() }
    for file in files { try file.commit() }
  }

  /// Reads a model from a folder.
  ///
  /// - Throws: `SupportError.file` if a file is missing, `NetworksError` if one is damaged, does not fit or
  ///   asks for what is not supported.
  public static func load(_ folder: String) throws -> Transformer {
    var shape = try ModelConfiguration(readingFrom: folder + "/config.json").shape
    let weights = try CheckpointWeights(folder: folder)
    let head = weights.tensors.first { Parameters.bare($0.key) == "lm_head.weight" }?.value
    if shape.tiedHead, let head, try weights.hasOther(than: head) { shape.tiedHead = false }
    guard shape.tiedHead || head != nil else {
      throw NetworksError.mismatch(
        path: weights.path,
        reason: "'lm_head.weight' is missing; where the head is the embedding, config.json says "
          + "\"tie_word_embeddings\": true")
    }
    // Before memory is asked for: a shape may be within limits and still not these weights'.
    guard shape.parameterCount <= weights.elementCount else {
      throw NetworksError.mismatch(
        path: weights.path,
        reason: "it has \(weights.elementCount) elements, but config.json says "
          + "\(shape.parameterCount) parameters")
    }
    let model = Transformer(shape: shape)
    try model.parameters.load(from: weights)
    return model
  }
}
