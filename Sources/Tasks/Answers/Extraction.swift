/// How a final answer is found in a response.
///
/// In this order: the last `\boxed{…}` or `\fbox{…}` with balanced braces, with those that stand beside it (`and`, a
/// comma) as a list; the number or line after the last `####`; what follows the last "the answer is" or "Answer:", or else
/// "the correct option is". `flexible` then takes the last formula, or the last number if that stands behind it.
///
/// Reasoning in tags, `<think>…</think>`, is left out first; of reasoning that does not end there is no answer.
///
/// Any text is searched in time proportional to its length.
///
/// - Source: Cobbe et al. 2021, arXiv:2110.14168 (`####`); Hendrycks et al. 2021, arXiv:2103.03874
///   (`last_boxed_only_string`); Wei et al. 2022, arXiv:2201.11903 ("The answer is").
/// - Deviation: an empty box is passed over; a `####` that is the heading of a section is passed over.
public enum AnswerExtraction: String, Codable, Sendable, CaseIterable {
  /// Only an answer that is marked as one.
  case strict
  /// A marked answer, or else the last formula or number.
  case flexible

  /// The answer in a response; `nil` if there is none.
  public func answer(in response: String) -> String? {
    guard let final = ReasoningBlock.removed(from: Array(response.utf8)) else { return nil }
    let bytes = MarkedAnswer.withoutEscapes(Array(final))
    func text(_ range: Range<Int>?) -> String? {
      range.map { String(decoding: bytes[$0], as: UTF8.self) }
    }
    let boxes = MarkedAnswer.boxes(in: bytes).compactMap(text)
    if !boxes.isEmpty { return boxes.joined(separator: ", ") }
    if let line = text(MarkedAnswer.hashes(in: bytes[...])) { return line }
    if let phrase = text(MarkedAnswer.phrase(in: bytes[...])) { return SpokenAnswer.value(phrase) }
    return self == .flexible ? SpokenAnswer.last(bytes) : nil
  }
}

/// Finds the place of an answer that a response marks.
enum MarkedAnswer {
  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> Range<Int> {
    var slice = bytes
    while let first = slice.first, first <= 32 { slice.removeFirst() }
    while let last = slice.last, last <= 32 { slice.removeLast() }
    return slice.startIndex..<slice.endIndex
  }

  /// A text in which every command has two backslashes, as where it went through JSON twice, with one.
  static func withoutEscapes(_ bytes: [UInt8]) -> [UInt8] {
    let command = Array("\\boxed".utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: command) }
    guard let start, start > 0, bytes[start - 1] == command[0] else { return bytes }
    return unescaped(bytes)
  }

  /// One backslash for two before a letter.
  static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var index = 0
    let backslash = UInt8(ascii: "\\")
    while index < bytes.count {
      let isEscaped =
        bytes[index] == backslash && index + 2 < bytes.count && bytes[index + 1] == backslash
      if isEscaped, bytes[index + 2] | 32 >= 97, bytes[index + 2] | 32 <= 122 { index += 1 }
      out.append(bytes[index])
      index += 1
    }
    return out
  }

  /// The contents of the box that begins last among those that are closed and not empty, and of those before it that
  /// are joined to their next by a comma or a word.
  static func boxes(in bytes: [UInt8]) -> [Range<Int>] {
    let all = allBoxes(in: bytes)
    guard var first = all.last else { return [] }
    var found = [first.content]
    for box in all.dropLast().reversed() {
      guard box.whole.upperBound <= first.whole.lowerBound else { continue }
      let gap = bytes[box.whole.upperBound..<first.whole.lowerBound]
      guard gap.count <= 70, isJoint(gap) else { break }
      if !bytes[box.content].elementsEqual(bytes[first.content]) { found.append(box.content) }
      first = box
    }
    return found.reversed()
  }

  /// Whether what stands between two boxes makes a list of them.
  private static func isJoint(_ gap: ArraySlice<UInt8>) -> Bool {
    var text = String(decoding: gap, as: UTF8.self)
    for sign in ["\\(", "\\)", "\\[", "\\]", "$", "\\quad", "\\qquad", "\\,", "\\;", "\\ ", "*"] {
      text = text.replacing(sign, with: " ")
    }
    let joint =
      #/[\s,;]*(\\(text|mbox|textrm)\s*\{[^{}]*\b(and|or)\b[^{}]*\}|([a-z]+\s+)?(and|or))?[\s,;]*(and|or)?\s*([A-Za-z]_?\{?[A-Za-z0-9]?\}?\s*=)?[\s]*/#
    return text.wholeMatch(of: joint) != nil
  }

  /// Every closed box that is not empty, by where it begins.
  private static func allBoxes(in bytes: [UInt8]) -> [(whole: Range<Int>, content: Range<Int>)] {
    var open: [(start: Int, isBox: Bool, command: Int)] = []
    var found: [(whole: Range<Int>, content: Range<Int>)] = []
    var index = 0
    func keep(_ command: Int, _ end: Int, _ content: Range<Int>) {
      if !content.isEmpty { found.append((command..<end, content)) }
    }
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"):
        if let end = commandEnd(in: bytes, index) {
          let command = index
          index = end
          if index < bytes.count, bytes[index] == UInt8(ascii: "{") {
            open.append((index + 1, true, command))
          } else if let content = bare(in: bytes, index) {
            keep(command, content.upperBound, content)
          } else {
            continue
          }
        } else {
          // An escaped brace is no brace.
          index += 1
        }
      case UInt8(ascii: "{"): open.append((index + 1, false, index))
      case UInt8(ascii: "}"):
        if let (start, isBox, command) = open.popLast(), isBox {
          keep(command, index + 1, trimmed(bytes[start..<index]))
        }
      default: break
      }
      index += 1
    }
    return found.sorted { $0.whole.lowerBound < $1.whole.lowerBound }
  }

  /// Where what follows `\boxed` or `\fbox` begins, if one stands here.
  private static func commandEnd(in bytes: [UInt8], _ index: Int) -> Int? {
    for name in ["\\boxed", "\\fbox"] where bytes[index...].starts(with: name.utf8) {
      var end = index + name.utf8.count
      while end < bytes.count, bytes[end] == 32 { end += 1 }
      return end
    }
    return nil
  }

  /// The content of a `\boxed 5` without braces: up to a space or a dollar sign.
  private static func bare(in bytes: [UInt8], _ start: Int) -> Range<Int>? {
    var end = start
    while end < bytes.count, end - start < 40, bytes[end] > 32, bytes[end] != UInt8(ascii: "$"),
      bytes[end] != UInt8(ascii: "\\"), bytes[end] != UInt8(ascii: "}")
    {
      end += 1
    }
    return end > start && end - start < 40 && bytes[start] != UInt8(ascii: "{") ? start..<end : nil
  }

  /// The number after the last `####` that has one, or else the last line if it begins with `####`.
  static func hashes(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    let all = trimmed(bytes)
    var lineEnd = all.upperBound
    var isLast = true
    while lineEnd > all.lowerBound {
      let start = bytes[..<lineEnd].lastIndex(of: 10).map { max($0 + 1, all.lowerBound) }
      let line = bytes[(start ?? all.lowerBound)..<lineEnd]
      if let marker = lastHashes(in: line) {
        let content = trimmed(bytes[marker..<lineEnd])
        let isValue = isLast || SpokenAnswer.isQuantity(bytes[content])
        if !content.isEmpty && isValue { return content }
      }
      isLast = isLast && trimmed(line).isEmpty
      lineEnd = max(line.startIndex - 1, all.lowerBound)
    }
    return nil
  }

  /// Where the last `####` of a line ends.
  private static func lastHashes(in line: ArraySlice<UInt8>) -> Int? {
    guard let last = line.lastIndex(of: UInt8(ascii: "#")) else { return nil }
    let start = last - 3
    guard start >= line.startIndex, line[start...last].allSatisfy({ $0 == UInt8(ascii: "#") })
    else {
      return nil
    }
    return last + 1
  }

  /// What follows the last "answer is" or "answer:", or else "correct option is", to the end of the sentence.
  static func phrase(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    for words in ["answer", "correct option", "correct choice"] {
      if let content = phrase(in: bytes, behind: Array(words.utf8)) { return content }
    }
    return nil
  }

  /// - Parameter word: what stands before "is" or a colon, in small letters.
  private static func phrase(in bytes: ArraySlice<UInt8>, behind word: [UInt8]) -> Range<Int>? {
    var index = bytes.endIndex - word.count
    while index >= bytes.startIndex {
      defer { index -= 1 }
      guard bytes[index] | 32 == word[0],
        zip(bytes[index...], word).allSatisfy({ $0 | 32 == $1 }),
        let start = phraseStart(in: bytes, index + word.count)
      else { continue }
      let content = trimmed(bytes[start..<sentenceEnd(in: bytes, start)])
      if !content.isEmpty { return content }
    }
    return nil
  }

  /// Where the answer begins after the word, if "is" or a colon follows.
  private static func phraseStart(in bytes: ArraySlice<UInt8>, _ start: Int) -> Int? {
    var index = start
    func skip(_ signs: StaticString) {
      signs.withUTF8Buffer { signs in
        while index < bytes.endIndex, index - start < 100, signs.contains(bytes[index]) {
          index += 1
        }
      }
    }
    skip(" *_")
    let hasColon = index < bytes.endIndex && bytes[index] == UInt8(ascii: ":")
    let hasIs = bytes[index...].starts(with: "is".utf8)
    guard hasColon || hasIs else { return nil }
    index += hasIs ? 2 : 1
    if hasIs, index < bytes.endIndex, bytes[index] | 32 >= UInt8(ascii: "a"),
      bytes[index] | 32 <= UInt8(ascii: "z")
    {
      return nil
    }
    skip(" *_:\n\r\t")
    return index
  }

  /// Where a sentence ends: at a line's end, or at a full stop that is not within a number.
  private static func sentenceEnd(in bytes: ArraySlice<UInt8>, _ start: Int) -> Int {
    let limit = min(bytes.endIndex, start + 300)
    var index = start
    while index < limit {
      if bytes[index] == 10 { break }
      let isStop = bytes[index] == UInt8(ascii: ".")
      if isStop, index + 1 == bytes.endIndex || bytes[index + 1] <= 32 { break }
      index += 1
    }
    return index
  }
}
