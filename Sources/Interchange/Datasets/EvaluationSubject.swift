import Evaluation
import Experience
import Rewards
import Rollouts
import Sandbox
import Support
import Tasks
import Tokenizers

/// What `assay eval` evaluates a model on, and how it is put to the model.
public struct EvaluationSubject: Sendable {
  /// The problems.
  public var set: ProblemSet
  /// Their names in the report.
  public var names: [String]
  /// Their names in files: the id of a row, or a problem's identity in hexadecimal.
  public var ids: [String]
  /// How they are put to the model.
  public var format: PromptFormat
  /// Where a response is over.
  public var stopStrings: [String] = []
  /// Samples a problem, unless somebody asks for another number.
  public var samples: Int
  private var verifier: any Verifier
  private var family: (any TaskFamily)?
  private var cap: Int?

  /// Problems of a family, of one part.
  ///
  /// - Throws: what drawing problems throws.
  public init(
    family: any TaskFamily, name: String, problems: Int, difficulties: [Int], split: Split,
    format: PromptFormat, stream: RandomStream
  ) throws {
    if let listed = try family.listed(split) {
      set = ProblemSet(name: name, problems: Array(listed.prefix(problems)))
    } else {
      set = try family.problemSet(
        name: name, count: problems, difficulties: difficulties, split: split,
        stream: stream["problems"])
    }
    names = set.problems.map(\.prompt)
    ids = set.problems.map { String($0.id, radix: 16) }
    verifier = family
    self.family = family
    self.format = format
    samples = 128
    if !family.hasDifficulties {
      (samples, cap) = (8, family.responseCap(difficulties: difficulties))
    }
  }

  /// Rows of a data set: as a text with worked examples, or in the model's chat template.
  ///
  /// - Parameters:
  ///   - names: columns that are called otherwise in the file, by the data set's names.
  ///   - extraction: which answers in a response count.
  /// - Throws: `SupportError.unknownName` for no data set; what reading rows throws.
  public init(
    dataset name: String, file: String, limit: Int?, model: LanguageModel, chat: Bool,
    system: String?, shots: Int, shotsFile: String?, names: [String: String] = [:],
    extraction: AnswerExtraction = .flexible, sandbox: () throws -> Sandbox
  ) throws {
    guard let kind = DatasetKind(rawValue: name) else {
      let known = DatasetKind.allCases.map(\.rawValue)
      throw SupportError.unknownName(
        what: "data set", name: name, suggestion: DidYouMean.suggestion(for: name, among: known),
        known: known)
    }
    let rows = try DatasetFile.read(file, as: kind, limit: limit, names: names)
    let examples =
      shots == 0
      ? [] : try DatasetFile.read(shotsFile ?? file, as: kind, limit: shots, names: names)
    let posed = try DatasetTask(
      kind, style: chat ? .chat(instruction: kind.instruction) : .fewShot(examples),
      extraction: extraction)
    let template = chat ? try model.requireChatTemplate() : model.chatTemplate
    set = ProblemSet(
      name: kind.rawValue,
      problems: try rows.map { row in
        try posed.problem(row) { messages in
          guard let template else { throw RolloutsError.noChatTemplate(path: model.path) }
          let first = system.map { text in [Message(role: "system", content: text)] } ?? []
          return try template.render(first + messages)
        }
      })
    verifier =
      kind == .humanEval ? ProgramTests(posed, rows: rows, sandbox: try sandbox()) : posed
    self.names = rows.map(\.id)
    ids = self.names
    format = chat ? .verbatim : .plain
    stopStrings = posed.stopStrings
    (samples, cap) = (8, 320)
  }

  /// The benchmark of it.
  public func benchmark(samples: Int, cap: Int?, records: Int) -> Benchmark {
    guard let family else {
      return Benchmark(
        set: set, verifier: verifier, samplesPerProblem: samples, cap: cap ?? self.cap,
        recordsPerProblem: records)
    }
    return Benchmark(
      set: set, family: family, samplesPerProblem: samples, cap: cap ?? self.cap,
      recordsPerProblem: records)
  }
}
