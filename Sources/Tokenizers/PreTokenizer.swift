/// How a text is divided into words before bytes are merged; no merge crosses a word.
public enum PreTokenizer: String, Sendable, CaseIterable {
  /// GPT-2's: words, numbers and punctuation with one blank before each.
  case gpt2
  /// SmolLM's: GPT-2's, with every digit alone.
  case smollm
  /// Llama 3's: numbers in threes, line ends together.
  case llama3
  /// Qwen2's: Llama 3's with every digit alone.
  case qwen2
  /// What llama.cpp takes for files that name none: runs of punctuation, then GPT-2's words without numbers, then numbers in
  /// threes.
  case llamaCpp = "llama-cpp"

  /// The pre-tokenizer that GGUF files call `tokenizer.ggml.pre`.
  ///
  /// - Throws: `TokenizersError.unsupported` for one that is not equal to any of these.
  public init(ggufName: String, path: String = "GGUF file") throws {
    switch ggufName {
    case "gpt-2", "gpt2": self = .gpt2
    case "smollm": self = .smollm
    case "llama-bpe", "llama3", "llama-v3", "smaug-bpe": self = .llama3
    case "qwen2", "deepseek-r1-qwen": self = .qwen2
    case "default": self = .llamaCpp
    default:
      throw TokenizersError.unsupported(
        path: path,
        reason: "pre-tokenizer '\(ggufName.prefix(60))'; known are gpt-2, smollm, llama-bpe, "
          + "smaug-bpe, qwen2, deepseek-r1-qwen, default")
    }
  }

  /// The pre-tokenizer that `tokenizer.json` describes.
  init(_ tree: JSONTree?, path: String) throws {
    var steps = [tree ?? .null]
    if tree?["type"]?.text == "Sequence" { steps = tree?["pretokenizers"]?.list ?? [] }
    guard let last = steps.popLast(), last["type"]?.text == "ByteLevel" else {
      throw Self.unknown("it does not end in ByteLevel", path)
    }
    guard last["add_prefix_space"]?.bool == false else {
      throw Self.unknown("ByteLevel with add_prefix_space", path)
    }
    // The default of the format, from before the setting was there.
    let usesRegex = last["use_regex"]?.bool ?? true
    switch (steps.first?["type"]?.text, usesRegex, steps.count) {
    case (nil, true, 0): self = .gpt2
    case ("Digits", true, 1) where steps[0]["individual_digits"]?.bool == true: self = .smollm
    case ("Split", false, 1):
      let split = steps[0]
      guard split["behavior"]?.text == "Isolated", split["invert"]?.bool != true,
        let regex = split["pattern"]?["Regex"]?.text
      else { throw Self.unknown("a Split that is not of a regular expression, Isolated", path) }
      switch regex {
      case Self.llama3.regex: self = .llama3
      case Self.qwen2.regex: self = .qwen2
      default: throw Self.unknown("Split by \(regex.prefix(60))…", path)
      }
    case ("Split", false, 4)
    where steps.compactMap({ $0["pattern"]?["Regex"]?.text }) == Self.llamaCppRegexes
      && steps.allSatisfy({ $0["behavior"]?.text == "Isolated" && $0["invert"]?.bool != true }):
      self = .llamaCpp
    default: throw Self.unknown("another sequence of steps", path)
    }
  }

  private static func unknown(_ found: String, _ path: String) -> TokenizersError {
    .unsupported(
      path: path,
      reason:
        "pre_tokenizer: \(found); known are those of GPT-2 (ByteLevel), SmolLM (Digits, ByteLevel), "
        + "Llama 3 and Qwen2 (Split, ByteLevel)")
  }

  /// What llama.cpp's default divides by, one after the other.
  ///
  /// - Source: ggml-org/llama.cpp, `src/llama-vocab.cpp`, `LLAMA_VOCAB_PRE_TYPE_DEFAULT`.
  private static let llamaCppRegexes = [
    #"[\p{P}\$\+<=>\^~\|]+"#,
    #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#, #"\p{N}+"#,
    #"[0-9][0-9][0-9]"#,
  ]

  /// The regular expression of a `Split`, for those that have one.
  var regex: String {
    #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"#
      + (self == .llama3 ? "{1,3}" : "")
      + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
  }

  /// What `tokenizer.json` says of it.
  var tree: JSONTree {
    func byteLevel(usesRegex: Bool) -> JSONTree {
      [
        "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true,
        "use_regex": .bool(usesRegex),
      ]
    }
    func split(_ regex: String) -> JSONTree {
      [
        "type": "Split", "pattern": ["Regex": .text(regex)], "behavior": "Isolated",
        "invert": false,
      ]
    }
    let first: [JSONTree]
    switch self {
    case .gpt2: return byteLevel(usesRegex: true)
    case .smollm: first = [["type": "Digits", "individual_digits": true]]
    case .llama3, .qwen2: first = [split(regex)]
    case .llamaCpp: first = Self.llamaCppRegexes.map(split)
    }
    return [
      "type": "Sequence",
      "pretokenizers": .list(first + [byteLevel(usesRegex: self == .smollm)]),
    ]
  }
}
