import Experience
import Foundation
import Support

/// One instruction of a row of IFEval.
///
/// - Source: Zhou et al. 2023, arXiv:2311.07911, table 1; the conditions are those of
///   google-research/instruction_following_eval, `instructions.py`. Keywords are plain text here, not patterns, and the two
///   instructions about English capitals and small letters check the letters alone.
struct Instruction {
  let id: String
  let arguments: [String: JSONValue]
  /// Whether a text follows it.
  private let check: (String) -> Bool

  /// Whether a response follows it; an empty one follows none.
  func isFollowed(by text: String) -> Bool { !text.trimmingSpace.isEmpty && check(text) }

  /// Why an instruction cannot be checked.
  struct Unchecked: Error, CustomStringConvertible {
    let description: String
  }

  /// The instructions of a problem.
  ///
  /// - Throws: `Unchecked` where the row has none, or one that cannot be checked.
  static func all(of problem: Problem) throws -> [Instruction] {
    guard case .list(let ids) = problem.metadata["instruction_id_list"], !ids.isEmpty else {
      throw Unchecked(description: "the row has no 'instruction_id_list'")
    }
    var arguments: [JSONValue] = []
    if case .list(let given) = problem.metadata["kwargs"] { arguments = given }
    return try ids.enumerated().map { index, id in
      guard case .text(let id) = id else {
        throw Unchecked(description: "instruction_id_list[\(index)] is no text")
      }
      var own: [String: JSONValue] = [:]
      if index < arguments.count, case .object(let given) = arguments[index] { own = given }
      return try Instruction(id, own)
    }
  }

  init(_ id: String, _ arguments: [String: JSONValue]) throws {
    self.id = id
    self.arguments = arguments
    let given = Arguments(id: id, values: arguments)
    check = try Self.rule(id, given)
  }

  /// Arguments by name.
  private struct Arguments {
    let id: String
    let values: [String: JSONValue]

    func text(_ name: String) throws -> String {
      guard case .text(let text) = values[name] else { throw missing(name) }
      return text
    }
    func number(_ name: String) throws -> Int {
      switch values[name] {
      case .integer(let number): return number
      case .number(let number) where number.rounded() == number && abs(number) < 1e9:
        return Int(number)
      default: throw missing(name)
      }
    }
    func texts(_ name: String) throws -> [String] {
      guard case .list(let list) = values[name] else { throw missing(name) }
      return try list.map {
        guard case .text(let text) = $0 else { throw missing(name) }
        return text
      }
    }
    /// A comparison with a number: `at least` or `less than`.
    func comparison(_ number: String, _ relation: String) throws -> (Int) -> Bool {
      let bound = try self.number(number)
      switch try text(relation) {
      case "at least": return { $0 >= bound }
      case "less than": return { $0 < bound }
      default: throw missing(relation)
      }
    }
    private func missing(_ name: String) -> Unchecked {
      Unchecked(description: "the instruction '\(id)' lacks a usable '\(name)' in 'kwargs'")
    }
  }

  private static func rule(_ id: String, _ given: Arguments) throws -> (String) -> Bool {
    switch id {
    case "keywords:existence":
      let words = try given.texts("keywords").map { $0.lowercased() }
      return { text in words.allSatisfy { text.lowercased().contains($0) } }
    case "keywords:frequency":
      let word = try given.text("keyword").lowercased()
      let holds = try given.comparison("frequency", "relation")
      return { holds($0.lowercased().ranges(of: word).count) }
    case "keywords:forbidden_words":
      let words = Set(try given.texts("forbidden_words").map { $0.lowercased() })
      return { text in words.allSatisfy { !hasWord($0, in: text.lowercased()) } }
    case "keywords:letter_frequency":
      let letter = try given.text("letter").lowercased()
      let holds = try given.comparison("let_frequency", "let_relation")
      return { text in holds(text.lowercased().ranges(of: letter).count) }
    case "length_constraints:number_words":
      let holds = try given.comparison("num_words", "relation")
      return { holds(words($0).count) }
    case "length_constraints:number_sentences":
      let holds = try given.comparison("num_sentences", "relation")
      return { holds(sentences($0)) }
    case "length_constraints:number_paragraphs":
      let count = try given.number("num_paragraphs")
      return { partsBetween("***", of: $0) == count }
    case "length_constraints:nth_paragraph_first_word":
      let (count, nth) = (try given.number("num_paragraphs"), try given.number("nth_paragraph"))
      let word = try given.text("first_word").lowercased()
      return { text in
        let parts = text.components(separatedBy: "\n\n").map(\.trimmingSpace)
        guard parts.count(where: { !$0.isEmpty }) == count, parts.indices.contains(nth - 1) else {
          return false
        }
        let first = parts[nth - 1].split { $0.isWhitespace }.first ?? ""
        let bare = first.drop { "'\"".contains($0) }.prefix { !".,?!'\"".contains($0) }
        return bare.lowercased() == word
      }
    case "detectable_content:number_placeholders":
      let count = try given.number("num_placeholders")
      return { spans($0, from: "[", to: "]") >= count }
    case "detectable_content:postscript":
      let marker = try given.text("postscript_marker").lowercased()
      return { $0.lowercased().contains(marker) }
    case "detectable_format:number_bullet_lists":
      let count = try given.number("num_bullets")
      return { text in
        lines(text).count { line in
          let body = String(line).trimmingSpace
          return body.hasPrefix("-")
            || (body.hasPrefix("*") && body.count > 1 && !body.dropFirst().hasPrefix("*"))
        } == count
      }
    case "detectable_format:constrained_response":
      return { text in ["yes", "no", "maybe"].contains { text.contains("My answer is \($0).") } }
    case "detectable_format:number_highlighted_sections":
      let count = try given.number("num_highlights")
      return { highlights($0) >= count }
    case "detectable_format:multiple_sections":
      let (word, count) = (try given.text("section_spliter"), try given.number("num_sections"))
      return { text in
        text.ranges(of: word).count { range in
          text[range.upperBound...].drop { $0.isWhitespace }.first?.isNumber ?? false
        } >= count
      }
    case "detectable_format:json_format":
      return isJSON
    case "detectable_format:title":
      return { text in
        lines(text).contains { line in
          guard let open = line.firstRange(of: "<<"),
            let close = line.ranges(of: ">>").last, open.upperBound < close.lowerBound
          else { return false }
          return !line[open.upperBound..<close.lowerBound]
            .trimmingCharacters(in: CharacterSet(charactersIn: "<> \t")).isEmpty
        }
      }
    case "combination:two_responses":
      return { text in
        var parts = text.components(separatedBy: "******").map(\.trimmingSpace)
        if parts.first == "" { parts.removeFirst() }
        if parts.last == "" { parts.removeLast() }
        return parts.count == 2 && !parts.contains("") && parts[0] != parts[1]
      }
    case "combination:repeat_prompt":
      let prompt = try given.text("prompt_to_repeat").trimmingSpace.lowercased()
      return { $0.trimmingSpace.lowercased().hasPrefix(prompt) }
    case "change_case:capital_word_frequency":
      let holds = try given.comparison("capital_frequency", "capital_relation")
      return { holds(words($0).count { isCapital($0) }) }
    case "change_case:english_capital":
      return isCapital
    case "change_case:english_lowercase":
      return { text in
        text.contains { $0.isLetter } && text == text.lowercased()
      }
    case "startend:end_checker":
      let end = try given.text("end_phrase").trimmingSpace.lowercased()
      return { text in
        text.trimmingSpace.trimmingCharacters(in: CharacterSet(charactersIn: "\"")).lowercased()
          .hasSuffix(end)
      }
    case "startend:quotation":
      return { text in
        let body = text.trimmingSpace
        return body.count > 1 && body.hasPrefix("\"") && body.hasSuffix("\"")
      }
    case "punctuation:no_comma":
      return { !$0.contains(",") }
    default:
      throw Unchecked(description: "the instruction '\(id)' is not one that is checked here")
    }
  }

  // MARK: - Parts of texts

  private static func isWordPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
  private static func words(_ text: String) -> [String] {
    text.split { !isWordPart($0) }.map(String.init)
  }
  private static func hasWord(_ word: String, in text: String) -> Bool {
    text.ranges(of: word).contains { range in
      let before = text[..<range.lowerBound].last.map(isWordPart) ?? false
      let after = text[range.upperBound...].first.map(isWordPart) ?? false
      return !before && !after
    }
  }
  private static func isCapital(_ text: String) -> Bool {
    text.contains { $0.isLetter } && text == text.uppercased()
  }
  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: true)
  }
  /// Runs of text that end in a mark before a blank or the end.
  private static func sentences(_ text: String) -> Int {
    var count = 0
    var hasText = false
    let characters = Array(text)
    for (i, character) in characters.enumerated() {
      if isWordPart(character) { hasText = true }
      let ends = ".!?".contains(character)
      let closes = i + 1 == characters.count || characters[i + 1].isWhitespace
      if ends && closes && hasText { (count, hasText) = (count + 1, false) }
    }
    return count + (hasText ? 1 : 0)
  }
  /// Parts of which only the first and the last may be empty, which then are none; `nil` otherwise.
  private static func partsBetween(_ separator: String, of text: String) -> Int? {
    var parts = text.components(separatedBy: separator).map(\.trimmingSpace)
    if parts.first == "" { parts.removeFirst() }
    if parts.last == "" { parts.removeLast() }
    return parts.contains("") ? nil : parts.count
  }
  private static func spans(_ text: String, from open: Character, to close: Character) -> Int {
    lines(text).reduce(0) { sum, line in
      var (rest, count) = (line, 0)
      while let start = rest.firstIndex(of: open),
        let end = rest[start...].firstIndex(of: close)
      {
        count += 1
        rest = rest[rest.index(after: end)...]
      }
      return sum + count
    }
  }
  /// Stretches `*so*` or `**so**` within a line, not empty.
  private static func highlights(_ text: String) -> Int {
    lines(text).reduce(0) { sum, line in
      // Stars in runs: a pair of runs of one length closes a stretch.
      let parts = line.split(separator: "*", omittingEmptySubsequences: true)
      let inner = line.hasPrefix("*") ? parts : Array(parts.dropFirst())
      let stretches = inner.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
      let closed = line.hasSuffix("*") ? stretches : Array(stretches.prefix(inner.count / 2))
      return sum + closed.count { !$0.allSatisfy(\.isWhitespace) }
    }
  }
  private static func isJSON(_ text: String) -> Bool {
    var body = text.trimmingSpace
    for fence in ["```json", "```Json", "```JSON", "```"] where body.hasPrefix(fence) {
      body = String(body.dropFirst(fence.count))
      break
    }
    if body.hasSuffix("```") { body = String(body.dropLast(3)) }
    return (try? JSONDecoder().decode(JSONValue.self, from: Data(body.trimmingSpace.utf8))) != nil
  }
}
