/// A number that a text begins with, and the words behind it.
struct SpokenQuantity {
  /// The number with its magnitude; `nil` if what follows is no unit.
  let value: String?
  /// Where the words that belong to the number end.
  let clauseEnd: Int

  /// The number and its clause; `nil` if the text begins with none, or something else than words stands behind it.
  init?(_ bytes: [UInt8]) {
    guard var end = SpokenAnswer.numberEnd(bytes, SpokenAnswer.currencyEnd(bytes, 0)) else {
      return nil
    }
    if end < bytes.count, bytes[end] == UInt8(ascii: "%") { end += 1 }
    var rest = bytes[end...].prefix(400).prefix { $0 != 10 }
    let tail = rest.contains(UInt8(ascii: "(")) ? ".*_ !\"'" : ".*_ !\"')"
    while let last = rest.last, tail.utf8.contains(last) { rest.removeLast() }
    rest = rest.drop { "*_".utf8.contains($0) }
    let number = String(decoding: bytes[..<end], as: UTF8.self)
    guard let first = rest.first else {
      (value, clauseEnd) = (number, rest.endIndex)
      return
    }
    guard first == 32 else { return nil }
    let clause = Self.clause(rest.dropFirst())
    let words = AnswerWords.words(of: String(decoding: clause, as: UTF8.self))
    let magnitudes = words.prefix(AnswerWords.magnitudes(words)).map { " " + $0 }
    let isUnit = Self.beginsWithWord(clause) && AnswerWords.factors(words) != nil
    value = isUnit ? number + magnitudes.joined() : nil
    clauseEnd = clause.endIndex
  }

  /// What stands before the first comma, or the first bracket behind a word.
  private static func clause(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let signs = bytes.first == UInt8(ascii: "(") ? ",;" : ",;("
    return bytes.prefix { !signs.utf8.contains($0) }
  }

  /// Whether the first word is an article, or has two letters or more and nothing else; it may stand in brackets.
  private static func beginsWithWord(_ bytes: ArraySlice<UInt8>) -> Bool {
    let word = bytes.drop { $0 == UInt8(ascii: "(") }.prefix { $0 > 32 }
    let letters = word.filter { $0 | 32 >= 97 && $0 | 32 <= 122 }
    return (letters.count > 1 || word.elementsEqual("a".utf8))
      && word.allSatisfy { letters.contains($0) || ").;-*_'".utf8.contains($0) }
  }
}
