/// Takes a value out of a sentence.
enum SpokenAnswer {
  /// The value in what follows "the answer is".
  ///
  /// A formula in `$…$` or `\(…\)`; a number that a unit or nothing follows; what follows the last `=`; of a
  /// sentence in words, its last number; anything else as it stands. Words that make another value of the number before
  /// them stay with it, and a sentence that denies its last number, or calculates with its first, stays as it is.
  static func value(_ phrase: String) -> String {
    let text = String(phrase.drop { "*_\"'` ".contains($0) })
    if let formula = formula(text) { return formula }
    let bytes = Array(text.utf8)
    let quantity = SpokenQuantity(bytes)
    if let value = quantity?.value { return value }
    let words = text.split(separator: " ")
    let plain = words.filter { word in
      word.utf8.count > 1 && word.utf8.allSatisfy { $0 | 32 >= 97 && $0 | 32 <= 122 }
    }
    if let sign = text.lastIndex(of: "="), !text.contains("\\") || plain.count > 1 {
      let right = text[text.index(after: sign)...].drop { $0 == " " }
      if !right.isEmpty { return String(right) }
    }
    let rest = bytes[(quantity?.clauseEnd ?? 0)...]
    if plain.count > 1, !text.contains("\\"), let number = lastNumberRange(rest),
      !isDenied(rest[..<number.lowerBound])
    {
      return lastNumber(rest) ?? text
    }
    return text
  }

  /// Whether the word before a number denies it, or makes it a bound: `not 12`, `less than 12`.
  private static func isDenied(_ before: ArraySlice<UInt8>) -> Bool {
    let words = AnswerWords.words(of: String(decoding: before.suffix(40), as: UTF8.self))
    return words.last.map(deniers.contains) ?? false
  }

  private static let deniers = AnswerForms.denials.union([
    "isn't", "isn’t", "than", "least", "most", "minus",
  ])

  /// The content of the mathematical delimiters that a text begins with, and the words that make another value of it.
  private static func formula(_ text: String) -> String? {
    for (open, close) in [("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"), ("$", "$")]
    where text.hasPrefix(open) {
      let rest = text.dropFirst(open.count)
      guard let end = rest.range(of: close) else { continue }
      let inner = rest[..<end.lowerBound]
      // Two amounts of money, not a formula: "$18 or $20".
      if open == "$", inner.last == " ", inner.first?.isNumber == true { return nil }
      return inner.isEmpty ? nil : inner + suffix(Array(rest[end.upperBound...].utf8)[...])
    }
    return nil
  }

  /// The words at the start of some bytes that make another value of what stands before them, with a space before each.
  private static func suffix(_ bytes: ArraySlice<UInt8>) -> String {
    let rest = bytes.prefix(80).prefix { $0 != 10 }.drop { "*_".utf8.contains($0) }
    guard rest.first == 32 else { return "" }
    let words = AnswerWords.words(of: String(decoding: rest, as: UTF8.self))
    return words.prefix(AnswerWords.suffix(words)).map { " " + $0 }.joined()
  }

  /// Whether bytes are a number with a unit of words at most: `72`, `$18.50`, `72 clips per day`, `12 million`.
  static func isQuantity(_ bytes: ArraySlice<UInt8>) -> Bool {
    SpokenQuantity(Array(bytes.prefix(400)))?.value != nil
  }

  /// Where the sign and the currency before a number end.
  static func currencyEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
    if index < bytes.count, bytes[index] == UInt8(ascii: "\\") { index += 1 }
    if index < bytes.count, bytes[index] == UInt8(ascii: "$") { index += 1 }
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
    return index
  }

  /// Where the number that begins at an offset ends: digits, thousands in threes, decimals, a denominator.
  static func numberEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    numberEnd(bytes[...], start)
  }

  private static func numberEnd(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int? {
    func isDigit(_ index: Int) -> Bool { index < bytes.endIndex && Tasks.isDigit(bytes[index]) }
    func digitsEnd(_ index: Int) -> Int {
      var end = index
      while isDigit(end) { end += 1 }
      return end
    }
    var end = digitsEnd(start)
    if end > start {
      while end < bytes.endIndex, bytes[end] == UInt8(ascii: ","), isDigit(end + 1),
        isDigit(end + 2),
        isDigit(end + 3), !isDigit(end + 4)
      {
        end += 4
      }
    }
    if end < bytes.endIndex, bytes[end] == UInt8(ascii: "."), isDigit(end + 1) {
      end = digitsEnd(end + 1)
    }
    guard end > start else { return nil }
    if end < bytes.endIndex, bytes[end] == UInt8(ascii: "/"), isDigit(end + 1) {
      return digitsEnd(end + 1)
    }
    return end
  }

  /// The last formula of a text, or its last number if no formula holds that or stands behind it.
  static func last(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    let whole = text.trimmingPrefix(while: \.isWhitespace)
    // A text that is nothing but a formula, without signs around it.
    let commands = whole.replacing(
      #/\\(text|mbox|textbf|mathrm)\s*\{[^{}]*\}|\\[A-Za-z]+/#, with: " ")
    let isFormula =
      bytes.count <= 300 && !whole.contains("boxed") && !whole.contains("$")
      && !whole.contains("\\(")
      && !whole.contains("\\[") && commands.firstMatch(of: #/[A-Za-z]{2,}/#) == nil
      && !whole.contains(where: \.isNewline)
    if isFormula, commands.contains(where: \.isNumber) || commands != whole { return String(whole) }
    guard let number = lastNumberRange(bytes[...]) else {
      return lastFormula(bytes).map { String(decoding: bytes[$0.content], as: UTF8.self) }
    }
    if let formula = lastFormula(bytes), formula.whole.upperBound > number.lowerBound {
      return String(decoding: bytes[formula.content], as: UTF8.self)
        + suffix(bytes[formula.whole.upperBound...])
    }
    if let chunk = chunk(bytes, around: number) { return chunk }
    return lastNumber(bytes[...])
  }

  /// The last formula between `$…$`, `$$…$$`, `\(…\)` or `\[…\]`.
  private static func lastFormula(_ bytes: [UInt8]) -> (whole: Range<Int>, content: Range<Int>)? {
    var best: (whole: Range<Int>, content: Range<Int>)?
    var index = 0
    var opener: (sign: [UInt8], start: Int)?
    let (dollar, backslash) = (UInt8(ascii: "$"), UInt8(ascii: "\\"))
    while index < bytes.count {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      var sign: [UInt8] = []
      if bytes[index] == dollar {
        sign = next == dollar ? [dollar, dollar] : [dollar]
      } else if bytes[index] == backslash {
        if "()[]".utf8.contains(next) {
          sign = [backslash, next]
        } else {
          index += 2
          continue
        }
      }
      guard !sign.isEmpty else {
        index += 1
        continue
      }
      let closing: [UInt8: UInt8] = [
        UInt8(ascii: "("): UInt8(ascii: ")"), UInt8(ascii: "["): UInt8(ascii: "]"),
      ]
      if let begun = opener {
        let expected =
          begun.sign[0] == dollar ? begun.sign : [backslash, closing[begun.sign[1]] ?? 0]
        if sign == expected {
          let content = begun.start + begun.sign.count..<index
          if isMathematics(bytes[content], isDollar: sign[0] == dollar) {
            best = (begun.start..<index + sign.count, content)
            opener = nil
          } else {
            // An amount of money; what closes nothing may open something.
            opener = (sign, index)
          }
        }
      } else if sign.count == 1 || sign[0] == dollar || closing[sign[1]] != nil {
        opener = (sign, index)
      }
      index += sign.count
    }
    return best
  }

  /// Whether what stands between two dollar signs is a formula, and not words between amounts of money.
  private static func isMathematics(_ bytes: ArraySlice<UInt8>, isDollar: Bool) -> Bool {
    guard bytes.contains(where: { $0 > 32 }) else { return false }
    guard isDollar else { return true }
    let text = String(decoding: bytes, as: UTF8.self)
    if text.last == " ", text.first?.isNumber == true { return false }
    let plain = text.replacing(#/\\[A-Za-z]+(\s*\{[^{}]*\})?/#, with: " ")
    return plain.firstMatch(of: #/[A-Za-z]{2,}\s+[A-Za-z]{2,}/#) == nil
  }

  /// The formula without signs around it that a number is a part of: `\frac{5}{7}`, `2^{10}`, `(2, 3)`.
  private static func chunk(_ bytes: [UInt8], around number: Range<Int>) -> String? {
    if let tuple = tuple(bytes, around: number) { return tuple }
    // Spaces inside brackets do not end it.
    func end(_ start: Int, _ step: Int, _ openers: String, _ closers: String) -> Int {
      var (index, depth) = (start, 0)
      while bytes.indices.contains(index), abs(index - start) < 200, bytes[index] != 10 {
        let byte = bytes[index]
        if byte <= 32, depth <= 0 { break }
        if openers.utf8.contains(byte) { depth += 1 }
        if closers.utf8.contains(byte) { depth -= 1 }
        index += step
      }
      return index
    }
    let left = end(number.lowerBound - 1, -1, ")]}", "([{") + 1
    let right = end(number.upperBound, 1, "([{", ")]}")
    var text = String(decoding: bytes[left..<right], as: UTF8.self)
    while let last = text.last, ".,;:!?*".contains(last) { text.removeLast() }
    while text.first == "*" { text.removeFirst() }
    let bare = text.replacing("\\$", with: "").replacing("\\%", with: "")
    if bare.contains("\\") || bare.contains("^") { return text }
    // A formula of plain text: `sqrt(2)`, `9*pi/2`, `(a+b)/2`.
    let value = text[(text.lastIndex(of: "=").map(text.index(after:)) ?? text.startIndex)...]
    let formula =
      #/\b(sqrt|cbrt|sin|cos|tan|cot|sec|csc|arcsin|arccos|arctan|log|ln|exp|[a-z])\([^()]*\d|\d\*[A-Za-z(]|[A-Za-z)]\*\d|(pi|\))\/\d/#
    return value.firstMatch(of: formula) == nil ? nil : String(value)
  }

  /// The numbers in brackets of which this is one.
  private static func tuple(_ bytes: [UInt8], around number: Range<Int>) -> String? {
    let before = bytes[max(0, number.lowerBound - 100)..<number.lowerBound]
    let after = bytes[number.upperBound..<min(bytes.count, number.upperBound + 100)]
    guard let open = before.lastIndex(where: { "([".utf8.contains($0) }),
      let close = after.firstIndex(where: { ")]".utf8.contains($0) })
    else { return nil }
    let text = String(decoding: bytes[open...close], as: UTF8.self)
    let form = #/[(\[]\s*-?[\d.\/]+(\s*,\s*-?[\d.\/]+)+\s*[)\]]/#
    return text.wholeMatch(of: form) == nil ? nil : text
  }

  /// The last number of a text with its sign and the words that make another value of it; digits that belong to a name or an
  /// index are none.
  static func lastNumber(_ bytes: ArraySlice<UInt8>) -> String? {
    guard let found = lastNumberRange(bytes) else { return nil }
    let digits = String(decoding: bytes[found], as: UTF8.self) + suffix(bytes[found.upperBound...])
    return isNegative(bytes, found.lowerBound) ? "-" + digits : digits
  }

  private static func lastNumberRange(_ bytes: ArraySlice<UInt8>) -> Range<Int>? {
    var found: (start: Int, end: Int)?
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard let end = numberEnd(bytes, index) else {
        index += 1
        continue
      }
      let before = index > bytes.startIndex ? bytes[index - 1] : 32
      let isPart = isLetter(before) || before == UInt8(ascii: "_") || before == UInt8(ascii: "^")
      if !isPart {
        let start = found.flatMap { mixedStart(bytes, $0, fraction: index..<end) } ?? index
        found = (start, end)
      }
      index = end
    }
    return found.map { $0.start..<$0.end }
  }

  /// Where a mixed number begins that the number found and a proper fraction one space behind it make: `3 1/2`.
  private static func mixedStart(
    _ bytes: ArraySlice<UInt8>, _ whole: (start: Int, end: Int), fraction: Range<Int>
  ) -> Int? {
    guard whole.end + 1 == fraction.lowerBound, bytes[whole.end] == 32,
      bytes[whole.start..<whole.end].allSatisfy(Tasks.isDigit)
    else { return nil }
    let text = String(decoding: bytes[whole.start..<fraction.upperBound], as: UTF8.self)
    return AnswerForms.withMixedNumbers(text) == text ? nil : whole.start
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 32 >= UInt8(ascii: "a") && byte | 32 <= UInt8(ascii: "z")
  }

  /// Whether a minus sign, and no difference, or the word "negative" stands before a number.
  private static func isNegative(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Bool {
    if bytes[..<start].reversed().starts(with: "negative ".utf8.reversed()) { return true }
    var index = start - 1
    if index >= bytes.startIndex, bytes[index] == UInt8(ascii: "$") { index -= 1 }
    let minus = Array("−".utf8)
    if index >= bytes.startIndex, bytes[index] == UInt8(ascii: "-") {
      index -= 1
    } else if index - 2 >= bytes.startIndex, bytes[index - 2...index].elementsEqual(minus) {
      index -= 3
    } else {
      return false
    }
    guard index >= bytes.startIndex else { return true }
    let before = bytes[index]
    return
      !(isLetter(before) || isDigit(before) || before == UInt8(ascii: ")")
      || before == UInt8(ascii: "}") || before == UInt8(ascii: "$"))
  }
}
