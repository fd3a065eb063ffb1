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
    #expect(try TokenizerFolder.chatTemplateText(folder.path) == "{{ 'a\n\"b\"' }}")
    #expect(try AtomicFile.readText(folder.file("generation_config.json")).contains("0.60"))

    try TokenizerFolder.save(tokenizer, chatTemplate: nil, to: folder.path)
    #expect(try TokenizerFolder.chatTemplateText(folder.path) == nil)
  }

  @Test func startAndEndTokensOfTheConfiguration() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(BPEGolden.json("llama3"), to: folder.file("tokenizer.json"))
    try AtomicFile.write(
      #"{"add_bos_token": false, "eos_token": {"content": "<|im_start|>"}, "chat_template": "#
        + #"[{"name": "tool", "template": "t"}, {"name": "default", "template": "d"}]}"#,
      to: folder.file("tokenizer_config.json"))
    let read = try #require(try TokenizerFolder.load(folder.path) as? BPETokenizer)
    #expect(read.startToken == nil)
    #expect(read.piece(read.endToken) == "<|im_start|>")
    #expect(try TokenizerFolder.chatTemplateText(folder.path) == "d")
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
}
