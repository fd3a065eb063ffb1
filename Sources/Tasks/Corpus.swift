import Experience
import Support

/// The forms in which a training text answers, as shares of the items.
public struct ResponseStyle: Codable, Sendable, Equatable {
  /// Full gold traces.
  public var gold = 0.6
  /// A bare `#answer`.
  public var answerOnly = 0.2
  /// A trace with one wrong step and an answer that follows from it.
  public var wrongStep = 0.2

  enum CodingKeys: String, CodingKey {
    case gold
    case answerOnly = "answer_only"
    case wrongStep = "wrong_step"
  }

  /// 60 % gold, 20 % answer only, 20 % wrong step.
  public init() {}

  /// The given shares; only their ratios matter.
  public init(gold: Double, answerOnly: Double, wrongStep: Double) {
    self.gold = gold
    self.answerOnly = answerOnly
    self.wrongStep = wrongStep
  }

  /// A response to a problem, in a form drawn by the shares.
  public func response(
    to problem: Problem, of family: any TracedTask, using generator: inout RandomGenerator
  ) -> String {
    let point = generator.uniform() * (gold + answerOnly + wrongStep)
    if point < gold { return problem.gold }
    if point < gold + answerOnly { return "#" + problem.answer }
    return family.corruptedTrace(of: problem, using: &generator)
  }
}

/// One kind of item in a corpus.
public struct CorpusPart: Sendable {
  /// Where the problems come from.
  public var family: any TracedTask
  /// Their difficulties, all equally likely.
  public var difficulties: [Int]
  /// The share of the corpus's items; only ratios between parts matter.
  public var weight: Double

  /// A part from its properties.
  public init(family: any TracedTask, difficulties: [Int], weight: Double) {
    self.family = family
    self.difficulties = difficulties
    self.weight = weight
  }
}

/// A distribution of training texts: problems of the training split, and responses to them.
public struct Corpus: Sendable {
  /// The kinds of items.
  public var parts: [CorpusPart]
  /// The forms of the responses.
  public var style: ResponseStyle

  /// A corpus; parts of weight 0 are left out.
  ///
  /// - Throws: `TasksError.setting` if a weight or a share is negative or all are 0, or a part has no
  ///   difficulties.
  public init(parts: [CorpusPart], style: ResponseStyle = ResponseStyle()) throws {
    func require(_ weights: [Double], _ key: String) throws {
      guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }), weights.reduce(0, +) > 0 else {
        throw TasksError.setting(
          kind: "corpus", key: key, value: "\(weights)", expected: "shares ≥ 0, not all 0")
      }
    }
    try require(parts.map(\.weight), "weight")
    try require([style.gold, style.answerOnly, style.wrongStep], "responses")
    self.parts = parts.filter { $0.weight > 0 }
    self.style = style
    guard self.parts.allSatisfy({ !$0.difficulties.isEmpty }) else {
      throw TasksError.setting(
        kind: "corpus", key: "difficulties", value: "[]", expected: "at least one")
    }
  }

  /// Draws an item: a problem of the training split, its prompt, and a response without the end token.
  ///
  /// - Throws: what drawing a problem throws.
  public func text(
    using generator: inout RandomGenerator
  ) throws -> (problem: Problem, prompt: String, response: String) {
    let part = part(using: &generator)
    let difficulty = generator.pick(part.difficulties)
    let problem = try part.family.problem(
      difficulty: difficulty, split: .train, using: &generator)
    let response = style.response(to: problem, of: part.family, using: &generator)
    return (problem, problem.prompt, response)
  }

  /// The mean number of tokens of an item, one a character and one end token, over `samples` draws.
  ///
  /// - Throws: what drawing a problem throws.
  public func meanTokens(samples: Int, stream: RandomStream) throws -> Double {
    var generator = stream.generator()
    var total = 0
    for _ in 0..<samples {
      let text = try text(using: &generator)
      total += text.prompt.utf8.count + text.response.utf8.count + 1
    }
    return Double(total) / Double(samples)
  }

  private func part(using generator: inout RandomGenerator) -> CorpusPart {
    var point = generator.uniform() * parts.reduce(0) { $0 + $1.weight }
    for part in parts {
      point -= part.weight
      if point < 0 { return part }
    }
    return parts[parts.count - 1]
  }
}
