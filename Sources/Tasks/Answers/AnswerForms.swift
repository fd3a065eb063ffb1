/// Rewrites forms of an answer that have another, usual one.
enum AnswerForms {
  /// `{a \choose b}` as `\binom{a}{b}`, and `{a \over b}` as `\frac{a}{b}`.
  ///
  /// What stands in no braces is divided as a whole, as TeX does; not beside a sign that divides it first, such as `=`.
  static func withoutInfixes(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for (infix, command) in [("\\choose", "\\binom"), ("\\over", "\\frac")] {
      var start = 0
      // Every turn removes one; an answer is at most 1000 bytes long.
      while let place = find(infix, in: bytes, from: start) {
        start = place + infix.utf8.count
        let (open, close) = (opening(bytes, place), closing(bytes, start))
        guard (open == nil) == (close == nil) else { continue }
        let left = bytes[(open.map { $0 + 1 } ?? 0)..<place]
        let right = bytes[start..<(close ?? bytes.count)]
        guard open != nil || !(left + right).contains(where: { "=<>,;".utf8.contains($0) }) else {
          continue
        }
        let whole =
          Array("{\(command){".utf8) + left + Array("}{".utf8) + right + Array("}}".utf8)
        bytes.replaceSubrange((open ?? 0)..<(close.map { $0 + 1 } ?? bytes.count), with: whole)
        start = open ?? 0
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Where a command stands; one that goes on with a letter is another.
  private static func find(_ command: String, in bytes: [UInt8], from start: Int) -> Int? {
    let count = command.utf8.count
    return (start..<max(start, bytes.count - count + 1)).first { index in
      bytes[index...].starts(with: command.utf8)
        && !(index + count < bytes.count && isLetter(bytes[index + count]))
    }
  }

  /// The brace that opens the group around a place.
  private static func opening(_ bytes: [UInt8], _ place: Int) -> Int? {
    var depth = 0
    return bytes[..<place].indices.last { index in
      if isBrace(bytes, index, "}") { depth += 1 }
      if isBrace(bytes, index, "{") { depth -= 1 }
      return depth < 0
    }
  }

  /// The brace that closes it.
  private static func closing(_ bytes: [UInt8], _ place: Int) -> Int? {
    var depth = 0
    return bytes[place...].indices.first { index in
      if isBrace(bytes, index, "{") { depth += 1 }
      if isBrace(bytes, index, "}") { depth -= 1 }
      return depth < 0
    }
  }

  private static func isBrace(_ bytes: [UInt8], _ index: Int, _ brace: Unicode.Scalar) -> Bool {
    bytes[index] == UInt8(ascii: brace) && (index == 0 || bytes[index - 1] != UInt8(ascii: "\\"))
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 32)
  }

  /// `3 1/2` as `3\frac{1}{2}`: one whole number, a space and a proper fraction, with nothing but a sign before and a unit after it.
  ///
  /// Three digits after the space may go on a number with spaces between its thousands, as in `1 200/300`: that stays as it is.
  static func withMixedNumbers(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "/")),
      text.utf8.contains(where: { $0 == 32 || $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "\\") })
    else { return text }
    return text.replacing(
      #/(^|[,;=(\[{])(\s*-?\s*\d+)(?:\s|~|\\ |\\,|\\;)+(\d+)\/(\d+)(?=\s*$|\s*[,;)\]}]|\s+[A-Za-z\\])/#
    ) { match in
      guard let top = Int(match.3), let bottom = Int(match.4), top > 0, top < bottom,
        match.3.count != 3
      else { return String(match.0) }
      return "\(match.1)\(match.2)\\frac{\(top)}{\(bottom)}"
    }
  }

  /// What follows "the answer is", "the area is:" and the like; `nil` where a text does not begin so, or denies what follows.
  static func said(_ text: String) -> String? {
    guard text.has(" is") || text.has(" are") || text.has(" equals") else { return nil }
    let bare = trimmed(text)
    let form =
      #/(?:\\(?:text|textbf|textrm|mathrm|mbox)\s*\{)?\s*([A-Za-z][A-Za-z ,']*?)\s+(?:is|are|equals)\b\s*:?\s*(\}?)\s*(.+)/#
    guard let match = bare.wholeMatch(of: form),
      bare.hasPrefix("\\") == !match.2.isEmpty
    else { return nil }
    let words = match.1.lowercased().split(separator: " ")
    guard !words.contains(where: { denials.contains(String($0)) }) else { return nil }
    return String(match.3)
  }

  /// Words that deny what follows, or make it depend on something.
  static let denials: Set<String> = [
    "not", "never", "no", "nor", "neither", "if", "unless",
  ]

  /// The letter of a choice and what stands at it, of `\text{C. }5`, `\textbf{(C)}\ 5`, `(C) 5` and `C. 5`.
  static func choice(_ text: String) -> (letter: String, value: String)? {
    let letters = UInt8(ascii: "A")...UInt8(ascii: "H")
    guard text.utf8.contains(where: letters.contains),
      text.utf8.contains(where: { ").:".utf8.contains($0) })
    else { return nil }
    let bare = trimmed(text)
    let inText =
      #/\\(?:text|textbf|textrm|mathrm|mathbf|mbox)\s*\{\s*\(?([A-H])\s*[).:]+\s*\}(?:\s|~|\\ |\\,|\\;|\\quad|\\qquad)*(.+)/#
    if let match = bare.wholeMatch(of: inText) { return (String(match.1), String(match.2)) }
    let allText = #/\\(?:text|textbf|textrm|mbox)\s*\{\s*\(?([A-H])\s*[).:]+\s+([^{}]+)\}/#
    if let match = bare.wholeMatch(of: allText) { return (String(match.1), String(match.2)) }
    // Without a text around it only a number shows that the letter is no variable.
    let plain = #/(?:\(([A-H])\)|([A-H])[.)])\s+(-?[\\$]?.*\d.*)/#
    guard let match = bare.wholeMatch(of: plain) else { return nil }
    return (String(match.1 ?? match.2 ?? ""), String(match.3))
  }

  /// The letter of a choice that stands alone.
  static func letter(_ text: String) -> String? {
    trimmed(text).wholeMatch(
      of: #/(?:\\(?:text|textbf|textrm|mathrm|mathbf|mbox)\s*\{)?\s*\(?([A-H])\)?\.?\s*\}?/#
    ).map { String($0.1) }
  }

  private static func trimmed(_ text: String) -> String {
    let ends = text.drop { " \t\n$*".contains($0) }
    return String(ends.reversed().drop { " \t\n$*".contains($0) }.reversed())
  }

  /// The moduli that a text names: 10 of `7 \pmod{10}` and of `7 \text{ mod } 10`.
  static func moduli(_ text: String) -> [String] {
    guard text.has("mod") else { return [] }
    return text.matches(of: #/(?:p|b)?mod(?:ulo)?(?![a-z])\s*\}?\s*\{?\s*(\d+|[a-z]\b)/#).map {
      String($0.1)
    }
  }
}

extension String {
  /// Whether bytes stand in the text; patterns are looked for only where one of them can be.
  func has(_ part: StaticString) -> Bool {
    let part = UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount)
    let bytes = Array(utf8)
    guard bytes.count >= part.count else { return false }
    return (0...bytes.count - part.count).contains { start in
      part.indices.allSatisfy { bytes[start + $0] == part[$0] }
    }
  }
}
