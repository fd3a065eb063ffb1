import Experience
import Rewards
import Sandbox
import Support
import Tasks

/// How a data set's question is put to a model.
public enum QuestionStyle: String, Codable, Sendable, CaseIterable {
  /// The question with an instruction on the form of the answer, as a user's message.
  case chat
  /// A text for a base model: worked examples, then the question.
  case text
}

/// A data set that the field knows, with its own prompts and answers.
protocol KnownDataset: RowTask {
  static var dataset: DatasetKind { get }
  var style: QuestionStyle { get }
  var shots: Int { get }
  var shotsFile: String { get }
  var extraction: AnswerExtraction { get }
}

extension KnownDataset {
  /// The task that writes its prompts and judges responses.
  func task() throws -> DatasetTask {
    let posed: PromptStyle =
      switch style {
      case .chat: .chat(instruction: Self.dataset.instruction)
      case .text:
        .fewShot(shots == 0 ? [] : try DatasetFile.read(shotsFile, as: Self.dataset, limit: shots))
      }
    return try DatasetTask(Self.dataset, style: posed, extraction: extraction)
  }

  /// Its problems: messages in a conversation, a text with worked examples otherwise.
  func problems(_ task: DatasetTask) throws -> [Problem] {
    try DatasetFile.read(file, as: Self.dataset).map { row in
      var messages: [Message] = []
      var problem = task.problem(row) { given in
        messages = given
        return given.map(\.content).joined(separator: "\n\n")
      }
      if !messages.isEmpty { problem.messages = messages }
      problem.metadata = row.metadata.mapValues { .text($0) }
      if !row.solution.isEmpty { problem.demonstrations = [Demonstration(text: row.solution)] }
      return problem
    }
  }

  /// The file's rows.
  public func read() throws -> RowProblems {
    let task = try task()
    return RowProblems(problems: try problems(task), verifier: task)
  }

  /// Files that are there, and examples only in a text.
  public func validate() throws {
    try requireFile()
    try require(shots, atLeast: 0, "shots")
    try require(
      shots == 0 || (style == .text && !shotsFile.isEmpty), "shots", shots,
      "0, or style text and a shots_file")
  }
}

/// Grade-school word problems: the GSM8K files, `train.jsonl` and `test.jsonl`.
public struct GSM8KTask: KnownDataset {
  public static let kind = "gsm8k"
  public static let summary = "Grade-school word problems with a number as answer, from a file."
  public static let source = Source("Cobbe et al. 2021, arXiv:2110.14168")
  static let dataset = DatasetKind.gsm8k
  /// The file, JSON lines.
  public var file = ""
  /// How questions are put.
  public var style = QuestionStyle.chat
  /// Worked examples before each question.
  public var shots = 0
  /// Where they come from.
  public var shotsFile = ""
  /// Which answers in a response count.
  public var extraction = AnswerExtraction.flexible
  /// No file yet.
  public init() {}
  private enum CodingKeys: String, CodingKey {
    case file, style, shots, extraction
    case shotsFile = "shots_file"
  }
}

/// Competition problems with a LaTeX answer: MATH-500, and others with the same columns.
public struct MATHTask: KnownDataset {
  public static let kind = "math"
  public static let ids = ["reward.math.rule"]
  /// The file of 500.
  public static let aliases = ["math-500"]
  public static let summary = "Competition problems with a formula as answer, from a file."
  public static let source = Source("Hendrycks et al. 2021, arXiv:2103.03874")
  static let dataset = DatasetKind.math500
  /// The file, JSON lines.
  public var file = ""
  /// How questions are put.
  public var style = QuestionStyle.chat
  /// Worked examples before each question.
  public var shots = 0
  /// Where they come from.
  public var shotsFile = ""
  /// Which answers in a response count.
  public var extraction = AnswerExtraction.flexible
  /// No file yet.
  public init() {}
  private enum CodingKeys: String, CodingKey {
    case file, style, shots, extraction
    case shotsFile = "shots_file"
  }
}

/// Rows of verl with a rule-based reward.
public struct VerlTask: KnownDataset {
  public static let kind = "verl"
  public static let summary = "Rows of verl with a mathematical answer, from a file."
  public static let source = Source("Sheng et al. 2024, arXiv:2409.19256")
  static let dataset = DatasetKind.verl
  /// The file, JSON lines.
  public var file = ""
  /// Which answers in a response count.
  public var extraction = AnswerExtraction.flexible
  var style: QuestionStyle { .chat }
  var shots: Int { 0 }
  var shotsFile: String { "" }
  /// No file yet.
  public init() {}
}

/// Python functions to complete, judged by their tests in a sandbox.
public struct HumanEvalTask: KnownDataset {
  public static let kind = "human-eval"
  public static let ids = ["reward.code.tests"]
  public static let summary = "Python functions to complete, judged by tests, from a file."
  public static let source = Source("Chen et al. 2021, arXiv:2107.03374")
  static let dataset = DatasetKind.humanEval
  /// The file, JSON lines.
  public var file = ""
  /// How functions are asked for.
  public var style = QuestionStyle.chat
  /// How programs are run.
  public var isolation = Isolation.bubblewrap
  /// What no isolation means.
  public var warnings: [String] { [isolation.warning].compactMap { $0 } }
  /// Programs are run.
  public var judgedOtherwise: String? { "responses are programs, which are run on tests" }
  var extraction: AnswerExtraction { .flexible }
  var shots: Int { 0 }
  var shotsFile: String { "" }
  /// No file yet.
  public init() {}

  /// The file's rows, judged by running programs.
  public func read() throws -> RowProblems {
    let task = try task()
    let rows = try DatasetFile.read(file, as: .humanEval)
    return RowProblems(
      problems: try problems(task),
      verifier: ProgramTests(task, rows: rows, sandbox: try Sandbox(isolation)))
  }
}
