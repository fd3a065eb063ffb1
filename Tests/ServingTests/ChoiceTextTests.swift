import Serving
import Testing

@Suite struct ChoiceTextTests {
  /// The text given out after each piece, and at the end.
  private func released(
    _ pieces: [[UInt8]], stops: [String], includesStop: Bool = false
  ) -> (texts: [String], isStopped: Bool) {
    var text = ChoiceText(stops: stops, includesStop: includesStop)
    var texts: [String] = []
    for piece in pieces {
      text.append(piece)
      texts.append(text.release(isLast: false))
    }
    texts.append(text.release(isLast: true))
    return (texts, text.isStopped)
  }

  @Test func aStopTextMayLieAcrossTokens() {
    let pieces = ["ab", "cE", "N", "Dxy"].map { Array($0.utf8) }
    let found = released(pieces, stops: ["END"])
    #expect(found.texts == ["ab", "c", "", "", ""])
    #expect(found.isStopped)
    #expect(released(pieces, stops: ["END"], includesStop: true).texts.joined() == "abcEND")
  }

  @Test func whatOnlyBeganLikeOneIsGivenOut() {
    let found = released(["aEN", "Ex", "EN"].map { Array($0.utf8) }, stops: ["END", "EEE"])
    #expect(found.texts == ["a", "ENEx", "", "EN"])
    #expect(!found.isStopped)
  }

  @Test func theFirstStopTextCounts() {
    #expect(released([Array("one two".utf8)], stops: ["two", "e t", "ne"]).texts.joined() == "o")
  }

  /// Parts of characters wait for the rest; what never comes is U+FFFD.
  @Test func charactersAreWhole() {
    let euro = Array("€".utf8)
    let found = released([Array("1".utf8) + euro[..<1], [euro[1]], [euro[2]], [0xF0]], stops: [])
    #expect(found.texts == ["1", "", "€", "", "\u{FFFD}"])
  }
}
