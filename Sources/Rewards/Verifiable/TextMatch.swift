import Experience
import Foundation
import Support

/// A comparison of the answer with the reference answer, by a plain rule.
///
/// ```
/// exact:   1[a = gold]          f1:      word overlap 2pr/(p + r)
/// choice:  1[same letter A–Z]   json:    1[both are JSON and equal, whatever the order of keys]
/// ```
///
/// The answer is the checker's, or the whole response where it found none. Words and exact texts are compared without case,
/// punctuation, articles and repeated blanks, as SQuAD's script does.
public struct TextMatch: GroupReward {
  /// The rule.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// Equal texts.
    case exact
    /// Shared words.
    case f1
    /// Equal letters of a multiple choice.
    case choice
    /// Equal JSON.
    case json
  }

  public static let kind = "text-match"
  /// Exact match, F1.
  public static let aliases = ["exact-match", "f1", "choice"]
  public static let ids = ["reward.other.rule"]
  public static let summary =
    "The answer against the reference: exact, shared words, a choice, or JSON."
  public static let source = Source("Rajpurkar et al. 2016, arXiv:1606.05250, section 6.1")
  public static let assumptions = "The reference answer is the only right one."

  /// The rule.
  public var rule = Rule.exact

  /// Equal texts.
  public init() {}
  /// A rule.
  public init(_ rule: Rule) { self.rule = rule }
  /// Every rule.
  public static let examples = Rule.allCases.map { TextMatch($0) }

  /// The response and what came with the problem.
  public var basis: RewardBasis { .form }
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }

  /// The scores; none for a problem without a reference answer.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    let gold = group.problem.answer
    return zip(group.trajectories, group.verdicts).map { trajectory, verdict in
      guard !gold.isEmpty else { return Score(nil, reason: "the problem has no reference answer") }
      guard trajectory.completion.isFinished else { return Score(0) }
      return Score(score(verdict.answer ?? trajectory.completion.text, gold))
    }
  }

  /// What an answer is worth against a reference.
  public func score(_ answer: String, _ gold: String) -> Double {
    switch rule {
    case .exact: return Self.words(answer) == Self.words(gold) ? 1 : 0
    case .f1:
      let (a, b) = (Self.words(answer), Self.words(gold))
      guard !a.isEmpty, !b.isEmpty else { return a == b ? 1 : 0 }
      var left = Dictionary(b.map { ($0, 1) }, uniquingKeysWith: +)
      var shared = 0
      for word in a where left[word, default: 0] > 0 {
        left[word, default: 0] -= 1
        shared += 1
      }
      return 2 * Double(shared) / Double(a.count + b.count)
    case .choice:
      guard let a = Self.letter(answer), let b = Self.letter(gold) else { return 0 }
      return a == b ? 1 : 0
    case .json:
      guard let a = Self.canonical(answer), let b = Self.canonical(gold) else { return 0 }
      return a == b ? 1 : 0
    }
  }

  /// Words in lower case without punctuation and articles.
  private static func words(_ text: String) -> [String] {
    text.lowercased().unicodeScalars
      .split { !CharacterSet.alphanumerics.contains($0) }
      .map { String(String.UnicodeScalarView($0)) }
      .filter { !["a", "an", "the"].contains($0) }
  }

  /// The only capital letter that stands alone.
  private static func letter(_ text: String) -> Character? {
    let letters = text.split { !$0.isLetter && !$0.isNumber }.filter {
      $0.count == 1 && $0.first?.isASCII == true && $0.first?.isUppercase == true
    }
    return Set(letters).count == 1 ? letters.first?.first : nil
  }

  private static func canonical(_ text: String) -> Data? {
    // A fence around JSON is none of it.
    let inner = text.trimmingSpace
    let body =
      inner.hasPrefix("```")
      ? inner.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast()
        .joined(separator: "\n") : inner
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(body.utf8)) else {
      return nil
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return try? encoder.encode(value)
  }
}
