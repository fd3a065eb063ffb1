import Foundation
import Support
import TestSupport
import Testing
import Tokenizers

@Suite struct TokenizerFolderTests {
  @Test func aTokenizerIsReadAsItWasWritten() throws {
    let folder = try TemporaryFolder()
    let tokenizer = try BPETokenizer(
      json: BPEGolden.json("llama3"), stopTokens: [1], path: "llama3.json")
    try AtomicFile.write(
      #"{"temperature": 0.60, "eos_token_id": 5}"#, to: folder.file("generation_config.json"))
    try TokenizerFolder.save(tokenizer, chatTemplate: "{{ 'a\n\"b\"' }}", to: folder.path)
    let read = try #require(try TokenizerFolder.load(folder.path) as? BPETokenizer)
    #expect(read.encode("hello world 12345") == tokenizer.encode("hello world 12345"))
    #expect(read.startToken == tokenizer.startToken && read.startToken != nil)
    #expect(read.endToken == tokenizer.endToken)
    #expect(read.stopTokens == tokenizer.stopTokens && read.stopTokens.count == 2)
    #expect(
      try TokenizerFolder.chatTemplate(folder.path, tokenizer: read)?.text == "{{ 'a\n\"b\"' }}")
    #expect(try AtomicFile.readText(folder.file("generation_config.json")).contains("0.60"))

    try TokenizerFolder.save(tokenizer, chatTemplate: nil, to: folder.path)
    #expect(try TokenizerFolder.chatTemplate(folder.path, tokenizer: read)?.text == nil)
  }

  @Test func startAndEndTokensOfTheConfiguration() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(BPEGolden.json("llama3"), to: folder.file("tokenizer.json"))
    try AtomicFile.write(
      #"{"add_bos_token": false, "eos_token": {"content": "<|im_start|>"}, "chat_template": "#
        + #"[{"name": "tool", "template": "t"}, {"name": "default", "template": "d"}]}"#,
      to: folder.file("tokenizer_config.json"))
    let read = try #require(try TokenizerFolder.load(folder.path) as? BPETokenizer)
    // The post-processor outranks `add_bos_token`, but for Llama's tokenizers, which make it of that.
    #expect(read.startToken.flatMap { read.piece($0) } == "<|endoftext|>")
    #expect(read.piece(read.endToken) == "<|im_start|>")
    #expect(try TokenizerFolder.chatTemplate(folder.path, tokenizer: read)?.text == "d")
    try AtomicFile.write(
      #"{"add_bos_token": false, "tokenizer_class": "LlamaTokenizerFast", "eos_token": "<|im_start|>"}"#,
      to: folder.file("tokenizer_config.json"))
    #expect(try TokenizerFolder.load(folder.path).startToken == nil)
    try AtomicFile.write(#"{"eos_token": "nothing"}"#, to: folder.file("tokenizer_config.json"))
    #expect(throws: TokenizersError.self) { try TokenizerFolder.load(folder.path) }
  }

  @Test func charactersAreRecognizedWithAndWithoutTheFile() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(#"{"vocab_size": 96}"#, to: folder.file("config.json"))
    #expect(try TokenizerFolder.load(folder.path) is CharacterTokenizer)
    try TokenizerFolder.save(CharacterTokenizer(), chatTemplate: nil, to: folder.path)
    #expect(folder.names.contains("tokenizer.json"))
    #expect(try TokenizerFolder.load(folder.path) is CharacterTokenizer)
  }

  @Test func aMissingFileIsNamed() throws {
    let folder = try TemporaryFolder()
    #expect(
      throws: SupportError.file(
        action: "read", path: folder.file("tokenizer.json"), reason: "no such file")
    ) { try TokenizerFolder.load(folder.path) }
  }

  /// Tokens that only `tokenizer_config.json` or `special_tokens_map.json` knows are found in texts too.
  @Test func tokensThatStandBesideTheVocabulary() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(BPEGolden.json("llama3"), to: folder.file("tokenizer.json"))
    let plain = try TokenizerFolder.load(folder.path)
    let count = plain.vocabularyCount
    try AtomicFile.write(
      """
      {"added_tokens_decoder": {"\(count)": {"content": "<zz1>", "special": false}}, "eos_token": "<|im_start|>",
      "additional_special_tokens": ["<zz2>", {"content": "<zz1>"}]}
      """, to: folder.file("tokenizer_config.json"))
    let read = try TokenizerFolder.load(folder.path)
    #expect(
      try read.encode("a<zz1>b<zz2>") == plain.encode("a") + [Int32(count)] + plain.encode("b") + [
        Int32(count + 1)
      ])
    #expect(read.decode([Int32(count), Int32(count + 1)]) == "<zz1>")
    #expect(read.vocabularyCount == count + 2 && read.ordinaryCount <= count)
    try AtomicFile.write(
      #"{"split_special_tokens": true, "eos_token": "<|im_start|>"}"#,
      to: folder.file("tokenizer_config.json"))
    #expect(try TokenizerFolder.load(folder.path).encode("<|im_start|>").count > 1)
  }

  /// GPT-2's first two files, and a `tokenizer.json` of its days.
  @Test func filesOfGPT2sDays() throws {
    let folder = try TemporaryFolder()
    let json = try #require(
      try JSONSerialization.jsonObject(with: BPEGolden.json("gpt2")) as? [String: Any])
    var model = try #require(json["model"] as? [String: Any])
    let tokens = try BPETokenizer(json: BPEGolden.json("gpt2"))
    let merges = try #require(model["merges"] as? [Any]).map {
      ($0 as? String) ?? ($0 as? [String] ?? []).joined(separator: " ")
    }
    try AtomicFile.write(
      JSONSerialization.data(withJSONObject: model["vocab"] ?? [:]), to: folder.file("vocab.json"))
    try AtomicFile.write(
      "#version: 0.2\n" + merges.joined(separator: "\n") + "\n", to: folder.file("merges.txt"))
    try AtomicFile.write(#"{"eos_token": "a"}"#, to: folder.file("tokenizer_config.json"))
    let text = "Hello, world: 3 + 45 = 48"
    #expect(try TokenizerFolder.load(folder.path).encode(text) == tokens.encode(text))
    var old = json
    model["type"] = nil
    old["model"] = model
    old["normalizer"] = ["type": "Sequence", "normalizers": [Any]()]
    old["decoder"] = ["type": "Sequence", "decoders": [["type": "ByteLevel"]]]
    let read = try BPETokenizer(json: JSONSerialization.data(withJSONObject: old), endToken: 0)
    #expect(read.encode(text) == tokens.encode(text))
  }
}
