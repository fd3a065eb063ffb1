/// A piece of an answer.
enum AnswerToken: Hashable {
  /// Digits with at most one point, without separators of thousands.
  case number(String)
  /// A variable, a constant or a function: `x`, `pi`, `sin`.
  case name(String)
  /// Letters in a row that are neither one letter nor a known name: a word, a unit or a product.
  case word(String)
  /// What stood in `\text{…}` and the like.
  case text(String)
  /// A command that has meaning here: `frac`, `sqrt`, `cup`, `{` for `\{`.
  case command(String)
  /// An ASCII sign.
  case mark(UInt8)

  /// A sign by its character.
  static func sign(_ character: Unicode.Scalar) -> AnswerToken {
    .mark(UInt8(truncatingIfNeeded: character.value))
  }
}

/// Cuts an answer in LaTeX or plain text into tokens and leaves out what has no meaning.
///
/// Left out: spaces and spacing commands, `$`, `\left`, `\right`, degrees, units, separators of thousands. One
/// pass over the bytes; nesting does not matter here.
struct AnswerLexer {
  private let bytes: [UInt8]
  private var position = 0
  private let mergesCommas: Bool
  private(set) var tokens: [AnswerToken] = []
  /// Whether a space stands before each token.
  private(set) var spaces: [Bool] = []
  private var hasSpace = false

  /// The tokens of an answer.
  ///
  /// - Parameter mergesCommas: whether `1,234` is one number; if not, it is two.
  static func tokens(of answer: String, mergesCommas: Bool) -> [AnswerToken] {
    var lexer = AnswerLexer(answer, mergesCommas: mergesCommas)
    lexer.run()
    var tokens = AnswerUnits.removed(from: lexer.tokens, spaces: lexer.spaces)
    // Where semicolons divide, they are what commas are elsewhere.
    let isAll = !tokens.contains(.sign(","))
    var depth = 0
    for index in tokens.indices {
      if tokens[index] == .sign("(") || tokens[index] == .sign("[") { depth += 1 }
      if tokens[index] == .sign(")") || tokens[index] == .sign("]") { depth -= 1 }
      if tokens[index] == .sign(";"), isAll || depth > 0 { tokens[index] = .sign(",") }
    }
    return tokens
  }

  private init(_ answer: String, mergesCommas: Bool) {
    bytes = AnswerSymbols.latex(answer)
    self.mergesCommas = mergesCommas
  }

  private mutating func run() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\") {
        command()
      } else if Tasks.isDigit(byte) || (byte == UInt8(ascii: ".") && isDigit(at: position + 1)) {
        emit(.number(number()))
      } else if isLetter(byte) {
        word(letters())
      } else {
        position += 1
        if position < bytes.count, bytes[position] == UInt8(ascii: "="),
          let relation = [60: "le", 62: "ge", 33: "ne", 61: "="][byte]
        {
          position += 1
          emit(relation == "=" ? .sign("=") : .command(relation))
          continue
        }
        switch byte {
        case 9, 10, 11, 12, 13, 32, UInt8(ascii: "~"): hasSpace = true
        case UInt8(ascii: "$"): break
        default: emit(.mark(byte))
        }
      }
    }
  }

  private mutating func emit(_ token: AnswerToken) {
    tokens.append(token)
    spaces.append(hasSpace)
    hasSpace = false
  }

  // MARK: - Numbers

  private func isDigit(at index: Int) -> Bool {
    index < bytes.count && Tasks.isDigit(bytes[index])
  }

  private mutating func digits() -> [UInt8] {
    let start = position
    while isDigit(at: position) { position += 1 }
    return Array(bytes[start..<position])
  }

  private mutating func number() -> String {
    var text = digits()
    if (1...3).contains(text.count) {
      while let end = thousands() {
        text += bytes[end - 3..<end]
        position = end
      }
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: "."), isDigit(at: position + 1) {
      position += 1
      text += [UInt8(ascii: ".")] + digits()
    }
    if position < bytes.count, bytes[position] | 32 == UInt8(ascii: "e") {
      let sign = position + 1
      let isSigned = sign < bytes.count && (bytes[sign] == 43 || bytes[sign] == 45)
      if isDigit(at: sign + (isSigned ? 1 : 0)) {
        position = sign + (isSigned ? 1 : 0)
        text += Array("e".utf8) + (isSigned ? [bytes[sign]] : []) + digits()
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Where three more digits of a number end, if a separator of thousands stands here.
  private func thousands() -> Int? {
    var separators = ["{,}", ",\\!", "\\,", "\\ ", "\\;", "\\:", " ", "~"]
    if mergesCommas { separators.append(",") }
    for separator in separators where bytes[position...].starts(with: separator.utf8) {
      var start = position + separator.utf8.count
      if separator == ",\\!" { while start < bytes.count, bytes[start] == 32 { start += 1 } }
      guard (0..<3).allSatisfy({ isDigit(at: start + $0) }), !isDigit(at: start + 3) else {
        continue
      }
      return start + 3
    }
    return nil
  }

  // MARK: - Names

  private func isLetter(_ byte: UInt8) -> Bool {
    (byte | 32 >= UInt8(ascii: "a") && byte | 32 <= UInt8(ascii: "z")) || byte >= 0x80
  }

  private mutating func letters() -> String {
    let start = position
    while position < bytes.count, isLetter(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func word(_ word: String) {
    switch word {
    case "and", "or": emit(.sign(","))
    case "percent", "pct": emit(.sign("%"))
    case "degrees", "degree": hasSpace = true
    case "pi": emit(.name("pi"))
    case "infinity", "infty", "inf": emit(.name("infty"))
    case "mod", "modulo": modulus(isClass: false)
    case _ where AnswerSymbols.functions.contains(word) || word.utf8.count == 1: emit(.name(word))
    case _ where isListFunction(word): emit(.name(word.lowercased()))
    default: emit(.word(word))
    }
  }

  private mutating func command() {
    position += 1
    guard position < bytes.count else { return }
    guard isLetter(bytes[position]) else {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"):
        emit(.command(String(Unicode.Scalar(byte))))
      case UInt8(ascii: "%"), UInt8(ascii: "|"), UInt8(ascii: "_"), UInt8(ascii: "&"):
        emit(.mark(byte))
      // Spacing, currency, and the limits of a formula.
      default: hasSpace = true
      }
      return
    }
    let name = letters()
    if AnswerSymbols.texts.contains(name) {
      // A formula in another font.
      if name.hasPrefix("math"), hasCommandInBraces {
        hasSpace = true
      } else {
        text()
      }
    } else if name == "color" || name == "textcolor" {
      _ = braced()
      hasSpace = true
    } else if name == "begin" || name == "end" {
      environment(isBegin: name == "begin")
    } else if AnswerSymbols.ignored.contains(name) {
      hasSpace = true
      let isDelimiter = name == "left" || name == "right"
      if isDelimiter, position < bytes.count, bytes[position] == UInt8(ascii: ".") { position += 1 }
    } else if let token = AnswerSymbols.commands[name] {
      emit(token)
    } else if ["pmod", "bmod", "mod"].contains(name) {
      modulus(isClass: name == "pmod")
    } else if name == "circ" || name == "degree" {
      degrees()
    } else {
      emit(.name(name))
    }
  }

  /// Leaves out a modulus: a remainder is the number before it.
  ///
  /// - Parameter isClass: whether it stands in brackets of its own. If not, and the number before is not smaller, it is an operation that is
  ///   still to be done, and stays.
  private mutating func modulus(isClass: Bool) {
    let isBracketed = tokens.last == .sign("(")
    if isBracketed { drop(1) }
    var modulus = braced()
    if modulus == nil {
      skipSpaces()
      let start = position
      while isDigit(at: position) { position += 1 }
      // A modulus that is no number goes on to the end.
      if position == start { position = bytes.count }
      modulus = String(decoding: bytes[start..<position], as: UTF8.self)
    }
    skipSpaces()
    if isBracketed, position < bytes.count, bytes[position] == UInt8(ascii: ")") { position += 1 }
    guard !isClass, !isBracketed, case .number(let number)? = tokens.last,
      let number = Rational(decimal: number), let modulus = Rational(decimal: modulus ?? ""),
      number.double >= modulus.double
    else { return }
    emit(.name("mod"))
  }

  private mutating func skipSpaces() {
    while position < bytes.count, bytes[position] == 32 || bytes[position] == 126 { position += 1 }
  }

  /// Whether a word is a function of the list that follows it: `gcd(4, 6)`, and not a unit, as in `5 min (about)`.
  private func isListFunction(_ word: String) -> Bool {
    guard AnswerSymbols.listFunctions.contains(word.lowercased()) else { return false }
    if case .number? = tokens.last { return false }
    let rest = String(decoding: bytes[position...].prefix(16), as: UTF8.self)
    return rest.prefixMatch(of: #/(\s|\\left|\\big|\\Big|\\,|\\!)*(\(|\\\{)/#) != nil
  }

  /// Whether what stands in the braces that begin here is more than text.
  private var hasCommandInBraces: Bool {
    var copy = self
    return copy.braced()?.contains("\\") == true
  }

  /// Leaves out the `^` or `^{` before a sign of degrees, and the `}` after it.
  private mutating func degrees() {
    if tokens.last == .sign("{"), tokens.dropLast().last == .sign("^"), position < bytes.count,
      bytes[position] == UInt8(ascii: "}")
    {
      position += 1
      drop(2)
    } else if tokens.last == .sign("^") {
      drop(1)
    }
  }

  private mutating func drop(_ count: Int) {
    tokens.removeLast(count)
    spaces.removeLast(count)
  }

  /// The content of the braces that begin here, up to the brace that closes them.
  private mutating func braced() -> String? {
    var start = position
    while start < bytes.count, bytes[start] == 32 { start += 1 }
    guard start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return nil }
    var depth = 0
    for index in start..<bytes.count {
      if bytes[index] == UInt8(ascii: "{") { depth += 1 }
      if bytes[index] == UInt8(ascii: "}") { depth -= 1 }
      guard depth == 0 else { continue }
      position = index + 1
      return String(decoding: bytes[start + 1..<index], as: UTF8.self)
    }
    return nil
  }

  private mutating func text() {
    guard let content = braced() else { return }
    let letters = content.utf8.filter { $0 != 32 }
    switch String(decoding: letters, as: UTF8.self) {
    case "": hasSpace = true
    case "and", "or", "and/or": emit(.sign(","))
    case "degrees", "degree": hasSpace = true
    case "percent", "%", "\\%": emit(.sign("%"))
    case let name where letters.count == 1 && isLetter(letters[0]): emit(.name(name))
    case let name where AnswerSymbols.functions.contains(name): emit(.name(name))
    case let number where Rational(decimal: number) != nil: emit(.number(number))
    case let name where isListFunction(name): emit(.name(name.lowercased()))
    case "mod", "modulo", "(mod", "(modulo":
      // The bracket that the text opens is closed behind it.
      if content.contains("(") { emit(.sign("(")) }
      modulus(isClass: false)
    // The modulus may stand in the text, too.
    case let text
    where (text.hasPrefix("mod") || text.hasPrefix("(mod"))
      && text.wholeMatch(of: #/\(?mod(ulo)?\d+\)?/#) != nil:
      hasSpace = true
    default: emit(.text(content))
    }
  }

  private mutating func environment(isBegin: Bool) {
    guard let name = braced() else { return }
    if name == "array" && isBegin { _ = braced() }
    emit(.command(isBegin ? "begin" : "end"))
  }
}
