/// A piece of a template.
enum JinjaToken: Equatable {
  /// Text that is written as it stands.
  case data(String)
  case variableBegin, variableEnd, blockBegin, blockEnd
  case name(String)
  case string(String)
  case int(Int)
  case double(Double)
  /// `+`, `==`, `(`, …
  case sign(String)
  case end
}

/// Divides a template into tokens, with `trim_blocks` and `lstrip_blocks` as chat templates are compiled with.
///
/// - Source: jinja2, `lexer.py`.
struct JinjaLexer {
  private let text: [Unicode.Scalar]
  private var position = 0
  private var line = 1
  private(set) var tokens: [(token: JinjaToken, line: Int)] = []

  static func tokens(_ template: String) throws -> [(token: JinjaToken, line: Int)] {
    var lexer = JinjaLexer(template)
    try lexer.run()
    return lexer.tokens
  }

  private init(_ template: String) {
    var scalars: [Unicode.Scalar] = []
    for scalar in template.unicodeScalars {
      if scalar == "\n", scalars.last == "\r" { scalars.removeLast() }
      scalars.append(scalar)
    }
    text = scalars.map { $0 == "\r" ? "\n" : $0 }
    // One line break at the end is the file's, not the template's.
    if text.last == "\n" { end = text.count - 1 } else { end = text.count }
  }

  private let end: Int

  private func isAt(_ mark: String, _ place: Int) -> Bool {
    var index = place
    for scalar in mark.unicodeScalars {
      guard index < end, text[index] == scalar else { return false }
      index += 1
    }
    return true
  }

  private mutating func add(_ token: JinjaToken) { tokens.append((token, line)) }

  private mutating func advance(to place: Int) {
    while position < place {
      if text[position] == "\n" { line += 1 }
      position += 1
    }
  }

  private mutating func run() throws {
    var startsLine = true
    while position < end {
      var open = position
      while open < end, !["{%", "{{", "{#"].contains(where: { isAt($0, open) }) { open += 1 }
      var data = Array(text[position..<open])
      guard open < end else {
        if !data.isEmpty { add(.data(Self.string(data))) }
        advance(to: end)
        break
      }
      let kind = text[open + 1]
      let sign = open + 2 < end ? text[open + 2] : " "
      strip(&data, sign: sign, isVariable: kind == "{", startsLine: startsLine)
      if !data.isEmpty { add(.data(Self.string(data))) }
      advance(to: open + 2)
      if (sign == "-" || (sign == "+" && kind != "{")) && position < end {
        advance(to: position + 1)
      }
      switch kind {
      case "#":
        guard let close = find("#}", from: position) else {
          throw JinjaError("a comment without end", line: line)
        }
        startsLine = finish(
          close, minus: close > position && text[close - 1] == "-",
          plus: close > position && text[close - 1] == "+", trims: true)
      case "{":
        add(.variableBegin)
        startsLine = try inside("}}", isBlock: false)
        add(.variableEnd)
      default:
        if let body = rawStart() {
          startsLine = try raw(from: body)
          continue
        }
        add(.blockBegin)
        startsLine = try inside("%}", isBlock: true)
        add(.blockEnd)
      }
    }
    add(.end)
  }

  /// White space before a tag that it takes away.
  private func strip(
    _ data: inout [Unicode.Scalar], sign: Unicode.Scalar, isVariable: Bool, startsLine: Bool
  ) {
    if sign == "-" {
      while let last = data.last, last.properties.isWhitespace { data.removeLast() }
    } else if sign != "+" && !isVariable {
      let start = data.lastIndex(of: "\n").map { $0 + 1 } ?? 0
      if (start > 0 || startsLine) && data[start...].allSatisfy(\.properties.isWhitespace) {
        data.removeSubrange(start...)
      }
    }
  }

  private func find(_ mark: String, from start: Int) -> Int? {
    (start..<max(start, end)).first { isAt(mark, $0) }
  }

  /// Steps over the two signs at `close` and the white space that goes with them; whether a line begins then.
  private mutating func finish(_ close: Int, minus: Bool, plus: Bool, trims: Bool) -> Bool {
    advance(to: close + 2)
    let before = position
    if minus {
      var next = position
      while next < end, text[next].properties.isWhitespace { next += 1 }
      advance(to: next)
    } else if trims, !plus, position < end, text[position] == "\n" {
      advance(to: position + 1)
    }
    return position > before && text[position - 1] == "\n"
  }

  /// Where the content of a raw block starts, if the block that begins here is one.
  private func rawStart() -> Int? {
    var place = position
    func skip() { while place < end, text[place].properties.isWhitespace { place += 1 } }
    skip()
    guard isAt("raw", place) else { return nil }
    place += 3
    skip()
    return isAt("%}", place) || isAt("-%}", place) ? place : nil
  }

  private mutating func raw(from start: Int) throws -> Bool {
    let minus = isAt("-", start)
    _ = finish(start + (minus ? 1 : 0), minus: minus, plus: false, trims: false)
    let body = position
    var tag = body
    while tag < end {
      if isAt("{%", tag) {
        var place = tag + 2
        let sign = place < end ? text[place] : " "
        if sign == "-" || sign == "+" { place += 1 }
        while place < end, text[place].properties.isWhitespace { place += 1 }
        if isAt("endraw", place) {
          place += 6
          while place < end, text[place].properties.isWhitespace { place += 1 }
          let minus = isAt("-", place)
          guard isAt("%}", place + (minus ? 1 : 0)) else { break }
          var data = Array(text[body..<tag])
          strip(&data, sign: sign, isVariable: false, startsLine: false)
          if !data.isEmpty { add(.data(Self.string(data))) }
          return finish(place + (minus ? 1 : 0), minus: minus, plus: false, trims: true)
        }
      }
      tag += 1
    }
    throw JinjaError("a raw block without end", line: line)
  }

  /// The tokens of a tag; whether a line begins behind it.
  private mutating func inside(_ close: String, isBlock: Bool) throws -> Bool {
    var depth = 0
    while position < end {
      let scalar = text[position]
      if scalar.properties.isWhitespace {
        advance(to: position + 1)
      } else if depth == 0, isAt("-" + close, position) {
        return finish(position + 1, minus: true, plus: false, trims: isBlock)
      } else if depth == 0, isBlock, isAt("+" + close, position) {
        return finish(position + 1, minus: false, plus: true, trims: true)
      } else if depth == 0, isAt(close, position) {
        return finish(position, minus: false, plus: false, trims: isBlock)
      } else if scalar == "'" || scalar == "\"" {
        try string(scalar)
      } else if scalar.isDecimal {
        try number()
      } else if scalar.properties.isXIDStart || scalar == "_" {
        var next = position
        while next < end, text[next].properties.isXIDContinue { next += 1 }
        add(.name(Self.string(text[position..<next])))
        advance(to: next)
      } else {
        let long = ["**", "//", "==", "!=", "<=", ">="].first { isAt($0, position) }
        let sign = long ?? String(scalar)
        guard long != nil || "+-*/%~<>=()[]{}|,.:;".unicodeScalars.contains(scalar) else {
          throw JinjaError("the character '\(scalar)'", line: line)
        }
        if "([{".contains(sign) { depth += 1 }
        if ")]}".contains(sign) { depth -= 1 }
        add(.sign(sign))
        advance(to: position + sign.unicodeScalars.count)
      }
    }
    throw JinjaError("a tag without '\(close)'", line: line)
  }

  private mutating func number() throws {
    var next = position
    let radixes: [Unicode.Scalar: Int] = ["x": 16, "X": 16, "o": 8, "O": 8, "b": 2, "B": 2]
    if text[position] == "0", position + 1 < end, let radix = radixes[text[position + 1]] {
      next += 2
      while next < end, text[next] == "_" || text[next].properties.isASCIIHexDigit { next += 1 }
      let spelled = Self.string(text[(position + 2)..<next].filter { $0 != "_" })
      guard let value = Int(spelled, radix: radix) else {
        throw JinjaError("the number '\(spelled.prefix(30))'", line: line)
      }
      add(.int(value))
      return advance(to: next)
    }
    func digits() { while next < end, text[next].isDecimal || text[next] == "_" { next += 1 } }
    digits()
    var isDouble = false
    if next + 1 < end, text[next] == ".", text[next + 1].isDecimal {
      isDouble = true
      next += 1
      digits()
    }
    if next < end, text[next] == "e" || text[next] == "E" {
      var exponent = next + 1
      if exponent < end, text[exponent] == "-" || text[exponent] == "+" { exponent += 1 }
      if exponent < end, text[exponent].isDecimal {
        isDouble = true
        next = exponent
        digits()
      }
    }
    let spelled = Self.string(text[position..<next].filter { $0 != "_" })
    if isDouble {
      add(.double(Double(spelled) ?? .infinity))
    } else {
      guard let value = Int(spelled) else {
        throw JinjaError("the number \(spelled.prefix(30)) is too large", line: line)
      }
      add(.int(value))
    }
    advance(to: next)
  }

  private mutating func string(_ quote: Unicode.Scalar) throws {
    var out: [Unicode.Scalar] = []
    var next = position + 1
    while next < end, text[next] != quote {
      guard text[next] == "\\", next + 1 < end else {
        out.append(text[next])
        next += 1
        continue
      }
      let escape = text[next + 1]
      next += 2
      func code(_ digits: Int) -> Unicode.Scalar? {
        let spelled = Self.string(text[next..<min(end, next + digits)])
        guard spelled.count == digits, let value = UInt32(spelled, radix: 16) else { return nil }
        next += digits
        return Unicode.Scalar(value)
      }
      switch escape {
      case "n": out.append("\n")
      case "r": out.append("\r")
      case "t": out.append("\t")
      case "b": out.append("\u{8}")
      case "f": out.append("\u{C}")
      case "v": out.append("\u{B}")
      case "a": out.append("\u{7}")
      case "0"..."7":
        // Up to three octal digits.
        var digits = [escape]
        while digits.count < 3, next < end, ("0"..."7").contains(text[next]) {
          digits.append(text[next])
          next += 1
        }
        out.append(Unicode.Scalar(UInt32(Self.string(digits), radix: 8) ?? 0) ?? "\0")
      case "\n": break
      case "x", "u", "U":
        guard let scalar = code(escape == "x" ? 2 : escape == "u" ? 4 : 8) else {
          throw JinjaError("a string with a wrong escape", line: line)
        }
        out.append(scalar)
      case "\\", "'", "\"": out.append(escape)
      // As in Python, a backslash that escapes nothing stands for itself.
      default: out += ["\\", escape]
      }
    }
    guard next < end else { throw JinjaError("a string without end", line: line) }
    add(.string(Self.string(out)))
    advance(to: next + 1)
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}

extension Unicode.Scalar {
  var isDecimal: Bool { ("0"..."9").contains(self) }
}
