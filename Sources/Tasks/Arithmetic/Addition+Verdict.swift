import Experience

extension Addition {
  /// Judges a response by the last integer in it.
  ///
  /// A number is a run of ASCII digits, with `.` and `,` between them. It is an integer if it has no such mark or
  /// commas between thousands (`1,032`, but not `0,132`), is not glued to a letter or to another sort of digit (`x132`,
  /// `132nd`, `132½`), and does not follow a decimal point (`.132`). Other numbers are passed over: `132.5` and
  /// `132.0` are not 132. A minus sign counts unless it stands between numbers or words (`-132`, but
  /// `47-132`). Leading zeros do not matter.
  public func verdict(on completion: Completion, for problem: Problem) -> Verdict {
    guard completion.isFinished else { return .unparsed("cut off before the end token") }
    guard let answer = Self.lastInteger(in: Array(completion.text.unicodeScalars)) else {
      return .unparsed("no integer")
    }
    let isRight = answer == problem.answer
    return Verdict(
      parsed: true, loose: isRight, strict: isRight, process: isRight ? 1 : 0, answer: answer,
      reason: isRight ? "" : "wrong answer")
  }

  /// The last integer, without separators and leading zeros.
  private static func lastInteger(in text: [Unicode.Scalar]) -> String? {
    var found: (number: Range<Int>, isNegative: Bool)?
    var start = 0
    while start < text.count {
      guard isDigit(text[start]) else {
        start += 1
        continue
      }
      var end = start + 1
      while end < text.count,
        isDigit(text[end]) || (isMark(text[end]) && end + 1 < text.count && isDigit(text[end + 1]))
      {
        end += 1
      }
      if isWhole(text[start..<end]), !isGlued(start..<end, in: text) {
        found = (start..<end, isNegative(start, in: text))
      }
      start = end
    }
    guard let found else { return nil }
    let digits = text[found.number].filter(isDigit)
    var answer = String.UnicodeScalarView(digits.drop { $0 == "0" })
    if answer.isEmpty { return "0" }
    if found.isNegative { answer.insert("-", at: answer.startIndex) }
    return String(answer)
  }

  /// Whether a number has no marks, or commas before every three digits.
  private static func isWhole(_ number: ArraySlice<Unicode.Scalar>) -> Bool {
    if number.allSatisfy(isDigit) { return true }
    let groups = number.split(separator: ",", omittingEmptySubsequences: false)
    return groups[0].first != "0" && (1...3).contains(groups[0].count)
      && groups.dropFirst().allSatisfy { $0.count == 3 } && groups.joined().allSatisfy(isDigit)
  }

  /// Whether a number touches a letter, or follows a single point.
  private static func isGlued(_ number: Range<Int>, in text: [Unicode.Scalar]) -> Bool {
    if number.upperBound < text.count, isWordPart(text[number.upperBound]) { return true }
    guard number.lowerBound > 0 else { return false }
    let before = text[number.lowerBound - 1]
    let isAfterEllipsis = number.lowerBound > 1 && text[number.lowerBound - 2] == "."
    return isWordPart(before) || (before == "." && !isAfterEllipsis)
  }

  /// Whether a minus sign stands before a number and is neither an operator nor a hyphen.
  private static func isNegative(_ start: Int, in text: [Unicode.Scalar]) -> Bool {
    guard start > 0, text[start - 1] == "-" || text[start - 1] == "\u{2212}" else { return false }
    guard start > 1 else { return true }
    let before = text[start - 2]
    return !isWordPart(before) && before != ")" && before != "-"
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == "," }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
