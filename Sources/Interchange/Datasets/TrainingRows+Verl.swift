import Support
import Tasks

/// One row of a data set for verl's trainers.
///
/// ```
/// {"data_source": "openai/gsm8k", "prompt": [{"role": "user", "content": "…"}], "ability": "math",
///  "reward_model": {"style": "rule", "ground_truth": "72"}, "extra_info": {"split": "train", "index": 0}}
/// ```
///
/// - Source: verl documentation, "Prepare data for post-training"; github.com/volcengine/verl,
///   `examples/data_preprocess/gsm8k.py`.
/// - Deviation: a prompt may be a text, `ability` and `extra_info` may be missing; other columns and keys are carried along.
public struct VerlRow: Sendable, Hashable {
  /// The name by which verl chooses the reward function.
  public var dataSource: String
  /// The conversation so far.
  public var prompt: [Message]
  /// The kind of problem, such as `math`; empty if it is missing.
  public var ability: String
  /// How the reward is computed: `rule`, also with a name after it as in `rule-lighteval/MATH_v2`, or `model`.
  public var rewardStyle: String
  /// The reference answer; a text in most data sets.
  public var groundTruth: JSONValue
  /// The part of the data set: `train` or `test`; `nil` if it is missing.
  public var split: String?
  /// The number in this part; `nil` if it is missing.
  public var index: Int?
  /// Further keys of `extra_info`.
  public var extraInfo: [String: JSONValue]
  /// Further columns.
  public var extra: [String: JSONValue]

  /// A row from its parts.
  public init(
    dataSource: String, prompt: [Message], ability: String, rewardStyle: String = "rule",
    groundTruth: JSONValue, split: String?, index: Int?, extraInfo: [String: JSONValue] = [:],
    extra: [String: JSONValue] = [:]
  ) {
    self.dataSource = dataSource
    self.prompt = prompt
    self.ability = ability
    self.rewardStyle = rewardStyle
    self.groundTruth = groundTruth
    self.split = split
    self.index = index
    self.extraInfo = extraInfo
    self.extra = extra
  }

  /// The row of a problem of another data set, with the prompt that a task gives it.
  public init(
    _ problem: DatasetProblem, task: DatasetTask, dataSource: String, ability: String = "math",
    split: String, index: Int
  ) {
    let prompt: [Message] =
      switch task.prompt(for: problem) {
      case .text(let text): [Message(role: "user", content: text)]
      case .chat(let messages): messages
      }
    self.init(
      dataSource: dataSource, prompt: prompt, ability: ability,
      groundTruth: .text(problem.answer), split: split, index: index)
  }

  /// Reads a file of rows.
  ///
  /// - Throws: `InterchangeError` for the first line that is no such row; `SupportError.file` if the file
  ///   cannot be read.
  public static func read(_ path: String) throws -> [VerlRow] {
    try RowFile.read(path).map { columns, number in
      try VerlRow(DatasetFile.row(of: .verl, columns, path, number))
    }
  }

  /// The reference answer, if it is one: a text, a number, or a list of one or of equal ones.
  var onlyAnswer: String? {
    guard case .list(let values) = groundTruth else { return groundTruth.scalarText }
    let texts = Set(values.map(\.scalarText))
    return texts.count == 1 ? texts.first ?? nil : nil
  }

  /// Writes rows as JSONL.
  ///
  /// - Throws: `SupportError.file` if the file cannot be written.
  public static func write(_ rows: [VerlRow], to path: String) throws {
    try RowFile.write(rows.lazy.map(\.columns), to: path)
  }

  init(_ row: RowLine) throws {
    dataSource = try row.text("data_source")
    prompt = try row.conversation("prompt", row.required("prompt"))
    let reward = try row.required("reward_model")
    guard case .object(let model) = reward, let truth = model["ground_truth"] else {
      throw row.bad("reward_model", reward, "an object with a style and a ground_truth")
    }
    groundTruth = truth
    rewardStyle = model["style"]?.scalarText ?? "rule"
    ability = row.columns["ability"]?.scalarText ?? ""
    extraInfo = [:]
    switch row.columns["extra_info"] {
    case .object(let info)?: extraInfo = info
    case nil, .null?: break
    case let other?: throw row.bad("extra_info", other, "an object with split and index")
    }
    if case .text(let name)? = extraInfo["split"] {
      split = name
      extraInfo["split"] = nil
    }
    if case .integer(let number)? = extraInfo["index"] {
      index = number
      extraInfo["index"] = nil
    }
    extra = row.columns
    for column in ["data_source", "prompt", "ability", "reward_model", "extra_info"] {
      extra[column] = nil
    }
  }

  private var columns: [String: JSONValue] {
    var columns = extra
    columns["data_source"] = .text(dataSource)
    columns["prompt"] = JSONValue(prompt)
    columns["ability"] = .text(ability)
    columns["reward_model"] = .object(["style": .text(rewardStyle), "ground_truth": groundTruth])
    var info = extraInfo
    if let split { info["split"] = .text(split) }
    if let index { info["index"] = .integer(index) }
    columns["extra_info"] = .object(info)
    return columns
  }
}
