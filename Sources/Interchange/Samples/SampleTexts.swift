import Foundation
import Support

/// A response with its prompt, as a file of samples holds it.
public struct SampleText: Sendable, Equatable {
  /// The problem's name; the prompt where the file has none.
  public var problem: String
  /// What the model was given.
  public var prompt: String
  /// What it wrote.
  public var response: String
  /// Whether it is right; `nil` where the file does not say.
  public var isRight: Bool?
  /// The model that wrote it, if the file says so.
  public var model: String?
  /// The temperature that it was drawn at, if the file says so.
  public var temperature: Double?
  /// Where it stands: `s.jsonl:7`.
  public var place: String
}

/// Reads responses with their prompts from JSON lines, such as `assay eval --save` writes.
public struct SampleTexts: Sendable {
  /// The keys of a row.
  public var (prompt, response, problem, correct) = ("prompt", "response", "problem", "correct")

  /// The keys that `assay eval --save` writes.
  public init() {}

  /// Every row of a file, also packed, or of standard input (`-`).
  ///
  /// - Throws: `InterchangeError` for all rows that cannot be used, or a file without rows; `SupportError.file`.
  public func read(_ path: String) throws -> [SampleText] {
    try InputFile.plain(path) { plain in
      let name = InputFile.name(path)
      let decoder = JSONLineDecoder(path: name)
      var rows: [SampleText] = []
      var errors = LineErrors()
      try JSONLines.forEachLine(of: plain) { line, number in
        do throws(InterchangeError) {
          guard let row = try decoder.decode([String: JSONValue].self, line, number) else { return }
          rows.append(try text(row, name, number))
        } catch { errors.add(error) }
      }
      try errors.throwIfAny()
      guard !rows.isEmpty else { throw InterchangeError.empty(path: name) }
      return rows
    }
  }

  private func text(
    _ row: [String: JSONValue], _ path: String, _ line: Int
  ) throws(InterchangeError) -> SampleText {
    func string(_ key: String) throws(InterchangeError) -> String {
      switch row[key] {
      case .text(let text): return text
      case nil:
        throw InterchangeError.missingKey(
          path: path, line: line, key: key, found: row.keys.sorted())
      case let other?:
        throw InterchangeError.badValue(
          path: path, line: line, key: key, found: other.described, expected: "a text")
      }
    }
    let prompt = try string(prompt)
    var isRight: Bool?
    switch row[correct] {
    case nil, .null: break
    case .bool(let value): isRight = value
    case .integer(let value) where value == 0 || value == 1: isRight = value == 1
    case .number(let value) where value == 0 || value == 1: isRight = value == 1
    case let other?:
      throw InterchangeError.badValue(
        path: path, line: line, key: correct, found: other.described, expected: "true or false")
    }
    var temperature: Double?
    switch row["temperature"] {
    case .integer(let value): temperature = Double(value)
    case .number(let value): temperature = value
    default: break
    }
    var model: String?
    if case .text(let text) = row["model"] { model = text }
    let name: String? =
      switch row[problem] {
      case nil, .null: nil
      case .text(let text): text
      case let other?: other.described
      }
    return SampleText(
      problem: name ?? prompt, prompt: prompt, response: try string(response), isRight: isRight,
      model: model, temperature: temperature, place: "\(path):\(line)")
  }
}
