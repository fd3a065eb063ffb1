import Support
import Tasks

/// A text or a conversation in a row of TRL: its standard or its conversational form.
public enum TrainingText: Sendable, Hashable {
  /// The standard form.
  case text(String)
  /// The conversational form.
  case messages([Message])

  var json: JSONValue {
    switch self {
    case .text(let text): .text(text)
    case .messages(let messages): JSONValue(messages)
    }
  }
}

/// One row of a data set for TRL's trainers, recognised by its columns.
///
/// | Type | Columns |
/// | --- | --- |
/// | preference | `chosen`, `rejected`, mostly `prompt` |
/// | unpaired preference | `prompt`, `completion`, `label` |
/// | prompt and completion | `prompt`, `completion` |
/// | language modeling | `messages` or `text` |
/// | prompt only | `prompt` |
///
/// The first type whose columns are there is taken. Each text may be a string or a list of messages.
///
/// - Source: TRL documentation, "Dataset formats and types" (huggingface.co/docs/trl/dataset_formats).
/// - Deviation: stepwise supervision is not read.
public struct TRLRow: Sendable, Hashable {
  /// The types of rows.
  public enum Kind: String, Sendable, CaseIterable {
    /// A better and a worse answer.
    case preference
    /// An answer that is good or bad.
    case unpairedPreference = "unpaired-preference"
    /// An answer to imitate.
    case promptCompletion = "prompt-completion"
    /// A text to imitate.
    case languageModeling = "language-modeling"
    /// A question alone.
    case promptOnly = "prompt-only"

    /// The columns that such a row needs; language modeling needs one of its two.
    public var columns: [String] {
      switch self {
      case .preference: ["prompt", "chosen", "rejected"]
      case .unpairedPreference: ["prompt", "completion", "label"]
      case .promptCompletion: ["prompt", "completion"]
      case .languageModeling: ["messages", "text"]
      case .promptOnly: ["prompt"]
      }
    }
  }

  /// What the row holds.
  public enum Content: Sendable, Hashable {
    /// A better and a worse answer; without a prompt, both begin with it.
    case preference(prompt: TrainingText?, chosen: TrainingText, rejected: TrainingText)
    /// An answer that is good or bad.
    case unpairedPreference(prompt: TrainingText, completion: TrainingText, label: Bool)
    /// An answer to imitate.
    case promptCompletion(prompt: TrainingText, completion: TrainingText)
    /// A text or a conversation to imitate.
    case languageModeling(TrainingText)
    /// A question alone.
    case promptOnly(TrainingText)
  }

  /// What the row holds.
  public var content: Content
  /// All other columns, such as `solution`, which are written back as they are.
  public var extra: [String: JSONValue]

  /// A row from its parts.
  public init(_ content: Content, extra: [String: JSONValue] = [:]) {
    self.content = content
    self.extra = extra
  }

  /// The row's type.
  public var kind: Kind {
    switch content {
    case .preference: .preference
    case .unpairedPreference: .unpairedPreference
    case .promptCompletion: .promptCompletion
    case .languageModeling: .languageModeling
    case .promptOnly: .promptOnly
    }
  }

  /// Reads a file of rows of one type: that of `kind`, or of the first row's columns.
  ///
  /// - Throws: `InterchangeError` for the first line that is no row of this type; `SupportError.file` if the
  ///   file cannot be read.
  public static func read(_ path: String, kind: Kind? = nil) throws -> [TRLRow] {
    try numbered(path, kind: kind).map(\.row)
  }

  /// The same with the line of each.
  static func numbered(_ path: String, kind: Kind? = nil) throws -> [(row: TRLRow, line: Int)] {
    var expected = kind
    return try RowFile.read(path).map { columns, number in
      let type = try expected ?? Self.kind(of: columns, path, number)
      expected = type
      let row = RowLine(
        path: path, number: number, columns: columns, type: type.rawValue, expected: type.columns)
      return (try TRLRow(row, type), number)
    }
  }

  /// Writes rows as JSONL.
  ///
  /// - Throws: `SupportError.file` if the file cannot be written.
  public static func write(_ rows: [TRLRow], to path: String) throws {
    try RowFile.write(rows.lazy.map(\.columns), to: path)
  }

  private static func kind(
    of columns: [String: JSONValue], _ path: String, _ line: Int
  ) throws -> Kind {
    func has(_ names: String...) -> Bool { names.allSatisfy { columns[$0] != nil } }
    if has("chosen") || has("rejected") { return .preference }
    if has("completion", "label") { return .unpairedPreference }
    if has("completion") { return .promptCompletion }
    if has("messages") || has("text") { return .languageModeling }
    if has("prompt") { return .promptOnly }
    let types = Kind.allCases.map { kind in
      let separator = kind == .languageModeling ? " or " : ", "
      return "\(kind.rawValue) (\(kind.columns.joined(separator: separator)))"
    }
    let found = columns.keys.sorted().prefix(12).map(Excerpt.of).joined(separator: ", ")
    throw InterchangeError.malformed(
      path: path, line: line,
      reason: "the columns are those of no row type; expected \(types.joined(separator: "; ")); "
        + "found \(found.isEmpty ? "none" : found)")
  }

  private init(_ row: RowLine, _ kind: Kind) throws {
    var extra = row.columns
    func take(_ column: String) throws -> TrainingText {
      let value = try row.required(column)
      extra[column] = nil
      switch value {
      case .text(let text): return .text(text)
      case .list: return .messages(try row.messages(column, value))
      default: throw row.bad(column, value, "a text or a list of messages")
      }
    }
    switch kind {
    case .preference:
      content = .preference(
        prompt: row.columns["prompt"] == nil ? nil : try take("prompt"), chosen: try take("chosen"),
        rejected: try take("rejected"))
    case .unpairedPreference:
      let value = try row.required("label")
      let label: Bool
      switch value {
      case .bool(let bool): label = bool
      case .integer(0): label = false
      case .integer(1): label = true
      default: throw row.bad("label", value, "true or false")
      }
      extra["label"] = nil
      content = .unpairedPreference(
        prompt: try take("prompt"), completion: try take("completion"), label: label)
    case .promptCompletion:
      content = .promptCompletion(prompt: try take("prompt"), completion: try take("completion"))
    case .languageModeling:
      content = .languageModeling(try take(row.columns["messages"] == nil ? "text" : "messages"))
    case .promptOnly: content = .promptOnly(try take("prompt"))
    }
    self.extra = extra
  }

  private var columns: [String: JSONValue] {
    var columns = extra
    switch content {
    case .preference(let prompt, let chosen, let rejected):
      columns["prompt"] = prompt?.json
      columns["chosen"] = chosen.json
      columns["rejected"] = rejected.json
    case .unpairedPreference(let prompt, let completion, let label):
      columns["prompt"] = prompt.json
      columns["completion"] = completion.json
      columns["label"] = .bool(label)
    case .promptCompletion(let prompt, let completion):
      columns["prompt"] = prompt.json
      columns["completion"] = completion.json
    case .languageModeling(.text(let text)): columns["text"] = .text(text)
    case .languageModeling(.messages(let messages)): columns["messages"] = JSONValue(messages)
    case .promptOnly(let prompt): columns["prompt"] = prompt.json
    }
    return columns
  }
}
