import Experience
import Foundation
import Support
import Synchronization
import Tasks

/// Problems that stand in a file, as a task family: people's own rows, and the field's data sets.
///
/// A problem is drawn uniformly from the file; its identity is that of its question, so that train, validation and test
/// parts follow from hashes, whatever the order of the rows.
public protocol RowTask: TaskFamily {
  /// The file, JSON lines.
  var file: String { get }
  /// Reads the file.
  ///
  /// - Throws: for the first row that cannot be used, with its line.
  func read() throws -> RowProblems
}

/// The problems of a file, and who judges their completions.
public struct RowProblems: Sendable {
  /// The problems, in the file's order.
  public var problems: [Problem]
  /// Who judges.
  public var verifier: any Verifier

  /// Problems with their verifier.
  public init(problems: [Problem], verifier: any Verifier) {
    self.problems = problems
    self.verifier = verifier
  }
}

extension RowTask {
  /// One stands for all.
  public var difficulties: ClosedRange<Int> { 0...0 }
  /// They come as they are.
  public var hasDifficulties: Bool { false }
  /// 320, as `assay eval` takes for data sets.
  public func responseCap(difficulties: [Int]) -> Int { 320 }

  /// A row, each as likely as any other.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    let rows = try loaded()
    return rows.problems[generator.integer(below: rows.problems.count)]
  }

  /// The file's distinct problems of a part, in its order.
  public func listed(_ split: Split) throws -> [Problem]? {
    var seen: Set<UInt64> = []
    return try loaded().problems.filter { $0.split == split && seen.insert($0.id).inserted }
  }

  /// What the data set's verifier says.
  public func verdicts(on completions: [Completion], for problem: Problem) throws -> [Verdict] {
    try loaded().verifier.verdicts(on: completions, for: problem)
  }

  /// The problems of a file, read once a program and settings.
  public func loaded() throws -> RowProblems {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let key = Self.kind + String(decoding: try encoder.encode(self), as: UTF8.self)
    if let known = RowCache.known.withLock({ $0[key] }) { return known }
    let rows = try read()
    RowCache.known.withLock { $0[key] = rows }
    return rows
  }

  /// A file that is there.
  public func validate() throws { try requireFile() }

  func requireFile() throws {
    try require(!file.isEmpty, "file", file, "a file of rows, one JSON object a line")
    try require(
      file == InputFile.standardInput || FileManager.default.fileExists(atPath: file), "file", file,
      "a file that is there")
  }
}

/// Files that were read.
private enum RowCache {
  static let known = Mutex<[String: RowProblems]>([:])
}

/// Judges by comparing the answer in a response with the reference answer.
public struct AnswerVerifier: Verifier {
  /// How answers are compared.
  public enum Match: String, Codable, Sendable, CaseIterable {
    /// The answer found in the response is equivalent to the reference: numbers, formulas, words.
    case equivalent
    /// The response is the reference, but for space around it.
    case exact
  }

  /// How answers are compared.
  public var match: Match
  /// Which answers in a response count, where they are compared as equivalent.
  public var extraction: AnswerExtraction

  /// A verifier.
  public init(_ match: Match, _ extraction: AnswerExtraction = .flexible) {
    self.match = match
    self.extraction = extraction
  }

  /// One verdict a completion; unknown where a problem has no reference answer.
  public func verdicts(on completions: [Completion], for problem: Problem) -> [Verdict] {
    completions.map { completion in
      guard !problem.answer.isEmpty else {
        return .unparsed("the row has no reference answer", status: .unknown)
      }
      guard completion.isFinished else { return .unparsed("cut off before the end") }
      let found: String?
      let isRight: Bool
      switch match {
      case .equivalent:
        found = extraction.answer(in: completion.text)
        isRight = found.map { AnswerEquivalence().holds($0, problem.answer) } ?? false
      case .exact:
        found = completion.text.trimmingCharacters(in: .whitespacesAndNewlines)
        isRight = found == problem.answer.trimmingCharacters(in: .whitespacesAndNewlines)
      }
      guard let found else { return .unparsed("no answer found") }
      return Verdict(
        parsed: true, loose: isRight, strict: isRight, process: isRight ? 1 : 0, answer: found,
        reason: isRight ? "" : "the answer is not \(problem.answer)")
    }
  }
}

/// The task families that stand in files.
public enum RowTasks {
  private static let isAdded: Bool = {
    for entry in [
      GSM8KTask.entry, HumanEvalTask.entry, MATHTask.entry, RowsTask.entry, TRLTask.entry,
      VerlTask.entry,
    ] { TaskCatalogue.add(entry) }
    return true
  }()

  /// Adds them to the catalogue of tasks; a second call does nothing.
  public static func add() { precondition(isAdded) }
}
