/// A GGUF file's tokenizer as plain values.
public struct GGUFTokenizer: Sendable, Equatable {
  /// The algorithm: `gpt2` is byte-level BPE, `llama` SentencePiece.
  public var model: String
  /// How text is cut before merging, for example `smollm` or `qwen2`.
  public var pre: String?
  /// The tokens' texts by id.
  public var pieces: [String]
  /// The merges of BPE, first to be tried first, two pieces with a space between.
  public var merges: [String]
  /// SentencePiece's score of each token; may be empty.
  public var scores: [Float]
  /// Whether SentencePiece puts a blank before a text.
  public var addsPrefix: Bool
  /// What each token is: 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte; may be empty.
  public var tokenTypes: [Int]
  /// The token that begins a sequence.
  public var startToken: Int32?
  /// The token that ends a sequence.
  public var endToken: Int32?
  /// Further tokens that end a turn or a message.
  public var turnEnds: [Int32]
  /// Whether the start token is put before a text.
  public var addsStartToken: Bool
  /// The chat template in Jinja.
  public var chatTemplate: String?
}

extension GGUFFile {
  /// The tokenizer.
  ///
  /// - Throws: `NetworksError.malformed` if it is missing or contradicts itself.
  public func tokenizer() throws -> GGUFTokenizer {
    func malformed(_ reason: String) -> NetworksError { .malformed(path: path, reason: reason) }
    let model = try value("tokenizer.ggml.model", \.string)
    let pre = metadata["tokenizer.ggml.pre"]?.string
    let pieces = try value("tokenizer.ggml.tokens", \.strings)
    let types = metadata["tokenizer.ggml.token_type"]?.integers ?? []
    guard types.isEmpty || types.count == pieces.count else {
      throw malformed("\(types.count) token types for \(pieces.count) tokens")
    }
    func token(_ key: String) throws -> Int32? {
      guard let stored = metadata[key] else { return nil }
      guard let id = stored.integer, pieces.indices.contains(id), let token = Int32(exactly: id)
      else { throw malformed("'\(key)' is no token") }
      return token
    }
    // llama.cpp's defaults for files that do not say.
    let addsByDefault = model == "llama" || ["llama3", "llama-v3", "llama-bpe"].contains(pre)
    return GGUFTokenizer(
      model: model, pre: pre, pieces: pieces,
      merges: metadata["tokenizer.ggml.merges"]?.strings ?? [],
      scores: metadata["tokenizer.ggml.scores"]?.floats?.map { Float($0) } ?? [],
      addsPrefix: metadata["tokenizer.ggml.add_space_prefix"]?.bool ?? true, tokenTypes: types,
      startToken: try token("tokenizer.ggml.bos_token_id"),
      endToken: try token("tokenizer.ggml.eos_token_id"),
      turnEnds: try ["eot", "eom"].compactMap { try token("tokenizer.ggml.\($0)_token_id") },
      addsStartToken: metadata["tokenizer.ggml.add_bos_token"]?.bool ?? addsByDefault,
      chatTemplate: metadata["tokenizer.chat_template"]?.string)
  }
}
