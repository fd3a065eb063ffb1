/// Finds the units in an answer, which do not change its value, and the magnitudes, which do.
enum AnswerUnits {
  /// The tokens without units, with magnitudes as factors, and with products and words told apart.
  ///
  /// A unit stands behind a number, a closing bracket or a percent sign. Words there that make another value of the number
  /// stay, so that it is none. Where everything is text, nothing is a unit.
  static func removed(from tokens: [AnswerToken], spaces: [Bool]) -> [AnswerToken] {
    var kept: [AnswerToken] = []
    var index = 0
    while index < tokens.count {
      guard endsValue(kept.last), let phrase = AnswerPhrase(tokens, spaces, at: index) else {
        kept += split(tokens[index])
        index += 1
        continue
      }
      if let factors = AnswerWords.factors(phrase.words) {
        kept += factors.flatMap { [.sign("*"), .number(String($0))] }
      } else {
        kept += tokens[index..<phrase.end].flatMap(split)
      }
      index = phrase.end
    }
    return kept
  }

  private static func endsValue(_ token: AnswerToken?) -> Bool {
    switch token {
    case .number, .sign(")"), .sign("}"), .sign("%"), .name("pi"): true
    default: false
    }
  }

  /// A short word in small letters is a product of variables; any other is one name.
  private static func split(_ token: AnswerToken) -> [AnswerToken] {
    guard case .word(let word) = token, word.utf8.count <= 3,
      word.utf8.allSatisfy({ $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") })
    else { return [token] }
    return word.map { .name(String($0)) }
  }
}

/// The words behind a number: texts, the names of units and what joins them.
struct AnswerPhrase {
  /// The words in small letters; a power is one of them.
  private(set) var words: [String] = []
  /// Where the phrase ends.
  private(set) var end: Int
  private let tokens: [AnswerToken]
  private let spaces: [Bool]

  /// The longest phrase that begins at a token; `nil` if none does.
  init?(_ tokens: [AnswerToken], _ spaces: [Bool], at start: Int) {
    self.tokens = tokens
    self.spaces = spaces
    end = start
    while readWord() || readJoint() || readBrackets() {}
    guard end > start else { return nil }
  }

  private func token(_ offset: Int) -> AnswerToken? {
    end + offset < tokens.count ? tokens[end + offset] : nil
  }

  private func hasSpace(_ offset: Int) -> Bool {
    end + offset < tokens.count && spaces[end + offset]
  }

  /// Reads a text or a word, with the power behind it.
  private mutating func readWord() -> Bool {
    switch token(0) {
    case .text(let text): words += AnswerWords.words(of: text)
    case .word(let word) where isUnit(word, 0): words.append(word.lowercased())
    default: return false
    }
    end += 1
    if token(0) == .sign("^"), token(1) != nil { readPower() }
    return true
  }

  private mutating func readPower() {
    let isBraced = token(1) == .sign("{")
    end += 2
    while isBraced, end < tokens.count, tokens[end - 1] != .sign("}") { end += 1 }
    words.append("squared")
  }

  /// Whether a word is the name of a unit; among others, also a small one that no unit begins with.
  private func isUnit(_ word: String, _ offset: Int) -> Bool {
    let small = word.lowercased()
    if AnswerSymbols.shortUnits.contains(small) || AnswerWords.magnitude(small) != nil {
      return true
    }
    let place = end + offset
    let isApart =
      spaces[place] || place > 0 && [.sign("("), .sign("/")].contains(tokens[place - 1])
    let isSmall = !words.isEmpty && AnswerSymbols.smallWords.contains(small)
    return isApart && (word.utf8.count > 3 || isSmall)
  }

  /// Reads what joins two words: the slash of `miles/hour` and `km/h`, the signs of `man-hours`, `men's` and `sq. ft.`, the
  /// article of `eggs a day`.
  private mutating func readJoint() -> Bool {
    guard !words.isEmpty, let next = token(1) else { return false }
    switch (token(0), next) {
    case (.sign("/"), .text): end += 1
    case (.sign("/"), .word(let word)) where isUnit(word, 1): end += 1
    case (.sign("/"), .name(let name)) where !hasSpace(1) && name.utf8.count == 1: join(name)
    case (.sign("'"), .name("s")) where !hasSpace(0) && !hasSpace(1): join("s")
    case (.sign("-"), .word(let word)) where !hasSpace(0) && !hasSpace(1): join(word)
    case (.sign("."), .word(let word)) where !hasSpace(0) && isUnit(word, 1): end += 1
    case (.name("a"), .word(let word)) where hasSpace(0) && isUnit(word, 1): end += 1
    default: return false
    }
    return true
  }

  /// Adds a token and the name behind it to the last word.
  private mutating func join(_ name: String) {
    words[words.count - 1] += "-" + name.lowercased()
    end += 2
  }

  /// Reads words in brackets: `18 (dollars)`.
  private mutating func readBrackets() -> Bool {
    guard token(0) == .sign("("), hasSpace(0) else { return false }
    var inner = self
    inner.end += 1
    while inner.readWord() || inner.readJoint() {}
    guard inner.end > end + 1, inner.token(0) == .sign(")") else { return false }
    inner.end += 1
    self = inner
    return true
  }
}
