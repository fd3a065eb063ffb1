import Support
import Tasks

/// Files of problems, read by their columns: GSM8K, MATH, HumanEval and rows of verl, as JSONL.
///
/// ```swift
/// let problems = try DatasetFile.read("gsm8k/test.jsonl", as: .gsm8k)
/// ```
///
/// Nothing is skipped: the first line that cannot be used is an error with its number.
public enum DatasetFile {
  /// The problems of a file in its order.
  ///
  /// - Parameters:
  ///   - limit: the number of problems from the beginning; `nil` for all. All lines are checked.
  ///   - names: columns that are called otherwise in the file, by the data set's names.
  /// - Throws: `InterchangeError` for the first line that is no such problem, for Parquet and for a compressed
  ///   file; `SupportError.file` if the file cannot be read.
  public static func read(
    _ path: String, as kind: DatasetKind, limit: Int? = nil, names: [String: String] = [:]
  ) throws -> [DatasetProblem] {
    let problems = try RowFile.read(path, names: names).map { columns, number in
      try problem(row(of: kind, columns, path, number), kind)
    }
    return limit.map { Array(problems.prefix($0)) } ?? problems
  }

  /// A line whose columns are those of the data set.
  static func row(
    of kind: DatasetKind, _ columns: [String: JSONValue], _ path: String, _ number: Int
  ) throws -> RowLine {
    let columns = kind.standardNames(columns)
    let row = RowLine(
      path: path, number: number, columns: columns, type: kind.rawValue, expected: kind.columns)
    guard let missing = kind.columns.first(where: { columns[$0] == nil }) else { return row }
    let other = DatasetKind.allCases.first { $0.columns.allSatisfy { columns[$0] != nil } }
    let error = row.missing(missing)
    guard let other, case .malformed(_, _, let reason) = error else { throw error }
    throw row.malformed("\(reason), which are the columns of \(other.rawValue)")
  }

  private static func problem(_ row: RowLine, _ kind: DatasetKind) throws -> DatasetProblem {
    switch kind {
    case .gsm8k: try gsm8k(row)
    case .math500: try math(row)
    case .humanEval: try humanEval(row)
    case .verl: try verl(row)
    }
  }

  // MARK: - The data sets

  private static func gsm8k(_ row: RowLine) throws -> DatasetProblem {
    let solution = withoutAnnotations(try row.text("answer"))
    let parts = solution.split(separator: "####", omittingEmptySubsequences: false)
    let answer = parts.count > 1 ? parts[parts.count - 1].filter { !$0.isWhitespace } : ""
    guard AnswerEquivalence.isNumber(answer) else {
      throw row.bad(
        "answer", .text(String(solution.suffix(40))), "a solution that ends in '#### ' and a number"
      )
    }
    let steps = solution.split(whereSeparator: \.isNewline).count - 1
    return DatasetProblem(
      id: "line \(row.number)", question: .text(try row.text("question")), solution: solution,
      answer: answer, difficulty: max(0, steps), line: row.number)
  }

  /// A solution without the calculator's annotations `<<48/2=24>>`.
  private static func withoutAnnotations(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "<<"),
      let close = rest[open.upperBound...].firstRange(of: ">>")
    {
      result += rest[..<open.lowerBound]
      rest = rest[close.upperBound...]
    }
    return result + rest
  }

  private static func math(_ row: RowLine) throws -> DatasetProblem {
    let solution = row.columns["solution"] == nil ? "" : try row.text("solution")
    var answer = AnswerExtraction.strict.answer(in: solution)
    if let value = row.columns["answer"] {
      guard let text = value.scalarText, !text.isEmpty else {
        throw row.bad("answer", value, "a text or a number that is not empty")
      }
      guard !text.contains("####") else {
        throw row.bad(
          "answer", value,
          "the answer alone; a solution that ends in '#### ' and a number is of gsm8k")
      }
      answer = text
    }
    guard let answer else {
      throw row.malformed(
        "there is no answer; expected a column 'answer', or a 'solution' with \\boxed{…}")
    }
    var metadata: [String: String] = [:]
    for column in ["subject", "type", "source"] {
      metadata[column] = row.columns[column]?.scalarText
    }
    let level = row.columns["level"]?.scalarText?.filter(\.isNumber)
    return DatasetProblem(
      id: row.columns["unique_id"]?.scalarText ?? "line \(row.number)",
      question: .text(try row.text("problem")), solution: solution, answer: answer,
      difficulty: level.flatMap { Int($0) } ?? 0, metadata: metadata, line: row.number)
  }

  private static func humanEval(_ row: RowLine) throws -> DatasetProblem {
    DatasetProblem(
      id: try row.text("task_id"), question: .text(try row.text("prompt")),
      solution: try row.text("canonical_solution"), answer: "",
      metadata: [
        "entry_point": try row.text("entry_point"), "test": try row.text("test"),
      ], line: row.number)
  }

  private static func verl(_ row: RowLine) throws -> DatasetProblem {
    let verl = try VerlRow(row)
    guard verl.rewardStyle.hasPrefix("rule"), let answer = verl.onlyAnswer, !answer.isEmpty,
      verl.ability != "code"
    else {
      throw row.malformed(
        "the reward is of style '\(Excerpt.of(verl.rewardStyle))', the ability "
          + "'\(Excerpt.of(verl.ability))' and the ground truth \(verl.groundTruth.described); "
          + "expected a style that begins with 'rule' and one mathematical answer")
    }
    let name = verl.index.map { "\(verl.split ?? verl.dataSource)/\($0)" }
    return DatasetProblem(
      id: name ?? "line \(row.number)", question: .chat(verl.prompt), solution: "", answer: answer,
      metadata: ["data_source": verl.dataSource, "ability": verl.ability], line: row.number)
  }
}
