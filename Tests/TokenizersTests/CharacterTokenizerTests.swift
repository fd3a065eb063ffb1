import Testing
import Tokenizers

@Suite struct CharacterTokenizerTests {
  @Test func printableCharactersRoundTrip() throws {
    let text = String(decoding: (32..<127).map { UInt8($0) }, as: UTF8.self)
    let tokenizer = CharacterTokenizer()
    #expect(tokenizer.decode(try tokenizer.encode(text)) == text)
  }

  @Test func whatItCannotRepresentIsAnErrorWithItsPosition() {
    #expect(throws: TokenizersError.unknownCharacter("é", position: 3)) {
      try CharacterTokenizer().encode("abé")
    }
  }
}
