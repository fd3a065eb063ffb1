import Foundation
import Support
import Synchronization

/// Answers to the calls of an evaluation under way, kept in a file so that none is asked for twice.
///
/// JSON lines: a hash of what was asked, seed and all, and the answer. A line that a kill cut off is not there.
public final class CallLog: Sendable {
  private let path: String
  private let answers: Mutex<[String: SampledAnswer]>

  private struct Line: Codable {
    var call: String
    var answer: SampledAnswer
  }

  /// Reads the file, if there is one; it is begun with the first answer.
  ///
  /// - Parameter resume: whether to go on with what is there.
  /// - Throws: `SupportError.file`, also if answers are there and are not to be gone on with.
  public init(_ path: String, resume: Bool) throws {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      answers = Mutex([:])
      return
    }
    guard resume else {
      throw SupportError.file(
        action: "begin", path: path,
        reason:
          "it holds a server's answers for an evaluation that was stopped; pass --resume to go on, or remove it, "
          + "and what ends in .partial, to start again")
    }
    let lines = try AtomicFile.read(path).split(separator: 10, omittingEmptySubsequences: false)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    var (found, whole) = ([String: SampledAnswer](), Data())
    // After the last line's end there is nothing, or what a kill cut off.
    for text in lines.dropLast() {
      guard let line = try? decoder.decode(Line.self, from: text) else { break }
      found[line.call] = line.answer
      whole += text + [10]
    }
    answers = Mutex(found)
    try AtomicFile.write(whole, to: path)
  }

  /// Answers that are there.
  public var count: Int { answers.withLock { $0.count } }

  /// What the servers called themselves that gave them.
  var fingerprints: Set<String> { answers.withLock { Set($0.values.map(\.fingerprint)) } }

  /// The answer to a call, if it was made.
  subscript(_ call: String) -> SampledAnswer? { answers.withLock { $0[call] } }

  /// Adds an answer.
  ///
  /// - Throws: `SupportError.file`.
  func add(_ answer: SampledAnswer, to call: String) throws {
    try answers.withLock {
      let line = try JSONLines.line(Line(call: call, answer: answer))
      if FileManager.default.fileExists(atPath: path) {
        try AtomicFile.append(line, to: path)
      } else {
        try AtomicFile.write(line, to: path)
      }
      $0[call] = answer
    }
  }

  /// Removes the file.
  ///
  /// - Throws: `SupportError.file`.
  public func remove() throws { try AtomicFile.remove(path) }
}

/// What counts of an answer, whichever service gave it.
struct SampledAnswer: Codable, Sendable, Equatable {
  /// One choice.
  struct Choice: Codable, Sendable, Equatable {
    var text: String
    /// Why it ended; empty if the server does not say.
    var finish: String

    /// Whether the model ended it, or a stop text.
    var isFinished: Bool { !["length", "max_tokens", "content_filter", "abort"].contains(finish) }
  }

  var choices: [Choice]
  var promptTokens: Int
  var completionTokens: Int
  var fingerprint: String

  /// What `/v1/completions` answered.
  init(_ response: CompletionResponse) {
    choices = response.choices.sorted { $0.index < $1.index }.map {
      Choice(text: $0.text, finish: $0.finishReason ?? "")
    }
    promptTokens = response.usage?.promptTokens ?? 0
    completionTokens = response.usage?.completionTokens ?? 0
    fingerprint = response.systemFingerprint ?? ""
  }

  /// What `/v1/chat/completions` answered: the content of messages, without what a server keeps apart as reasoning.
  init(_ response: ChatResponse) {
    choices = response.choices.sorted { $0.index < $1.index }.map {
      Choice(text: $0.message.content?.text ?? "", finish: $0.finishReason ?? "")
    }
    promptTokens = response.usage?.promptTokens ?? 0
    completionTokens = response.usage?.completionTokens ?? 0
    fingerprint = response.systemFingerprint ?? ""
  }
}
