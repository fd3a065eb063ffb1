import Support
import Tensors

/// Models in GGUF files.
public enum GGUFModel {
  /// Reads a model; quantized weights are widened to Float32.
  ///
  /// - Returns: the model, and the file for its metadata and tokenizer.
  /// - Throws: `NetworksError` if the file is damaged or asks for what is not supported; `SupportError.file`.
  public static func load(_ path: String) throws -> (transformer: Transformer, file: GGUFFile) {
    let file = try GGUFFile(path)
    let shape = try file.shape()
    // Before memory is asked for: a shape may be within limits and still not these tensors'.
    let elements = file.tensors.values.reduce(0) { $0 + $1.count }
    guard shape.parameterCount <= elements else {
      throw NetworksError.mismatch(
        path: path,
        reason: "it has \(elements) elements, but its metadata say "
          + "\(shape.parameterCount) parameters")
    }
    let model = Transformer(shape: shape)
    try load(model.parameters, shape, from: file)
    try model.parameters.requireFinite(path)
    return (model, file)
  }

  private static func load(
    _ parameters: Parameters, _ shape: TransformerShape, from file: GGUFFile
  ) throws {
    func mismatch(_ reason: String) -> NetworksError { .mismatch(path: file.path, reason: reason) }
    var expected: Set = ["rope_freqs.weight"]
    for entry in parameters.entries {
      let name = try storedName(of: entry.name, file.path)
      guard let tensor = file.tensors[name] else { throw mismatch("'\(name)' is missing") }
      let axes = entry.isMatrix ? [entry.rows, entry.columns] : [entry.rows]
      guard tensor.shape == axes else {
        throw mismatch("'\(name)' has shape \(tensor.shape), expected \(axes)")
      }
      expected.insert(name)
    }
    if let extra = file.tensors.keys.sorted().first(where: { !expected.contains($0) }) {
      throw mismatch("'\(extra)' is not in the model")
    }
    for entry in parameters.entries {
      guard let tensor = file.tensors[try storedName(of: entry.name, file.path)] else { continue }
      let isPermuted =
        shape.family == .llama
        && (entry.name.hasSuffix("q_proj.weight") || entry.name.hasSuffix("k_proj.weight"))
      let (width, half) = (shape.headWidth, shape.headWidth / 2)
      try file.read(tensor, into: parameters.tensor(entry.name).pointer) { row in
        guard isPermuted else { return row }
        // GGUF rotates neighbours, so it interleaves the halves of a head.
        let inHead = row % width
        return row - inHead + inHead % 2 * half + inHead / 2
      }
    }
  }

  /// GGUF's name of a parameter.
  ///
  /// - Source: the Python package gguf 0.19.0, `tensor_mapping.py`.
  private static func storedName(of parameter: String, _ path: String) throws -> String {
    let whole = [
      "model.embed_tokens.weight": "token_embd.weight", "model.norm.weight": "output_norm.weight",
      "lm_head.weight": "output.weight",
    ]
    if let name = whole[parameter] { return name }
    let inLayer = [
      "input_layernorm": "attn_norm", "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k",
      "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output",
      "self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm",
      "post_attention_layernorm": "ffn_norm", "mlp.gate_proj": "ffn_gate",
      "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
    ]
    // model.layers.<layer>.<module>.<weight or bias>
    let parts = parameter.split(separator: ".")
    guard parts.count >= 5, parts[0] == "model", parts[1] == "layers", let kind = parts.last,
      let module = inLayer[parts[3..<parts.count - 1].joined(separator: ".")]
    else {
      throw NetworksError.mismatch(path: path, reason: "GGUF has no name for '\(parameter)'")
    }
    return "blk.\(parts[2]).\(module).\(kind)"
  }
}
