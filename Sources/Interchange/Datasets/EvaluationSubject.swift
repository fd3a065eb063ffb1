import Evaluation
import Experience
import Foundation
import Rewards
import Rollouts
import Sandbox
import Support
import Tasks
import Tokenizers

/// What `assay eval` evaluates a model on, and how it is put to the model.
public struct EvaluationSubject: Sendable {
  /// A problem with what it is called.
  struct Named: Sendable {
    var problem: Problem
    /// Its name in files: the id of a row, or a problem's identity in hexadecimal.
    var id: String
    /// Its name in the report.
    var name: String
    /// What is asked, without a template or instructions around it.
    var question: String
  }

  /// The name of the set of problems.
  public let name: String
  /// All problems, from which some may be chosen.
  private let all: [Named]
  /// The places of those that are evaluated, rising.
  private var places: [Int]
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
    let drawn = try family.problems(
      name: name, count: problems, difficulties: difficulties, split: split,
      stream: stream["problems"])
    self.name = name
    all = drawn.map {
      Named(problem: $0, id: String($0.id, radix: 16), name: $0.prompt, question: $0.prompt)
    }
    places = Array(all.indices)
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
  ///   - model: who has the template; `nil` for a server, which puts messages into a template of its own.
  ///   - names: columns that are called otherwise in the file, by the data set's names.
  ///   - extraction: which answers in a response count.
  /// - Throws: `SupportError.unknownName` for no data set; what reading rows throws.
  public init(
    dataset name: String, file: String, limit: Int?, model: LanguageModel?, chat: Bool,
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
    let template = chat ? try model?.requireChatTemplate() : model?.chatTemplate
    self.name = kind.rawValue
    all = try rows.map { row in
      var messages: [Message] = []
      var problem = try posed.problem(row) { given in
        guard let model else {
          messages = given
          return given.map(\.content).joined(separator: "\n\n")
        }
        guard let template else { throw RolloutsError.noChatTemplate(path: model.path) }
        let first = system.map { text in [Message(role: "system", content: text)] } ?? []
        return try template.render(first + given)
      }
      if !messages.isEmpty { problem.messages = messages }
      return Named(
        problem: problem, id: row.id, name: row.id, question: row.question.plainText)
    }
    places = Array(all.indices)
    verifier =
      kind == .humanEval ? ProgramTests(posed, rows: rows, sandbox: try sandbox()) : posed
    format = chat ? .verbatim : .plain
    stopStrings = posed.stopStrings
    (samples, cap) = (8, 320)
  }

  /// All rows of a file, by the names of their columns; the prompt of a row is put as it is.
  ///
  /// A row is called by its column `id`, if every row has one of its own, else by its line.
  /// - Throws: what reading rows throws, and the task's settings.
  public init(rows task: RowsTask, limit: Int?, format: PromptFormat) throws {
    try task.validate()
    let rows = try task.numbered()
    let given = rows.compactMap { $0.problem.metadata["id"]?.scalarText }
    let isNamed = Set(given).count == rows.count
    name = RowsTask.kind
    all = rows.enumerated().prefix(limit ?? rows.count).map { index, row in
      let id = isNamed ? given[index] : "line \(row.line)"
      return Named(problem: row.problem, id: id, name: id, question: row.problem.prompt)
    }
    places = Array(all.indices)
    verifier = task.verifier
    self.format = format
    (samples, cap) = (8, 320)
  }

  /// What is evaluated.
  var chosen: [Named] { places.map { all[$0] } }
  /// The problems that are evaluated.
  public var problems: [Problem] { chosen.map(\.problem) }
  /// Their number.
  public var count: Int { places.count }

  /// The same with some of the problems alone; each has the samples that it would have among all of them.
  ///
  /// - Throws: `InterchangeError.unknownChoice` for a name that no problem has.
  public func only(_ ids: [String]) throws -> EvaluationSubject {
    let known = Dictionary(zip(all.map(\.id), all.indices)) { first, _ in first }
    var subject = self
    subject.places = try Set(
      ids.map { id in
        guard let place = known[id] else {
          throw InterchangeError.unknownChoice(
            path: name, option: "problem", name: id,
            suggestion: DidYouMean.suggestion(for: id, among: all.map(\.id)),
            found: all.map(\.id))
        }
        return place
      }
    ).sorted()
    return subject
  }

  /// Names from a list `a,b`, or from a file `@path` with one a line.
  ///
  /// - Throws: `InterchangeError.malformed` if there are none; what reading the file throws.
  public static func ids(_ text: String) throws -> [String] {
    guard text.hasPrefix("@") else {
      let ids = Self.names(text.split(separator: ","))
      guard !ids.isEmpty else { throw noIds("--ids") }
      return ids
    }
    let path = String(text.dropFirst())
    let ids = try InputFile.plain(path) { plain in
      Self.names(try AtomicFile.readText(plain).split(whereSeparator: \.isNewline))
    }
    guard !ids.isEmpty else { throw noIds(InputFile.name(path)) }
    return ids
  }

  private static func noIds(_ path: String) -> InterchangeError {
    .malformed(path: path, line: 1, reason: "there is no id; expected a,b or one a line of a file")
  }

  private static func names(_ parts: [Substring]) -> [String] {
    parts.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  /// The benchmark of it.
  public func benchmark(samples: Int, cap: Int?, records: Int) -> Benchmark {
    let set = ProblemSet(name: name, problems: all.map(\.problem))
    var benchmark =
      family.map {
        Benchmark(
          set: set, family: $0, samplesPerProblem: samples, cap: cap ?? self.cap,
          recordsPerProblem: records)
      }
      ?? Benchmark(
        set: set, verifier: verifier, samplesPerProblem: samples, cap: cap ?? self.cap,
        recordsPerProblem: records)
    benchmark.places = places
    return benchmark
  }
}
