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
  /// A right answer in the terse mode, `~#answer`.
  public var terse = 0.0
  /// A bare `#` and the value of the prompt's leaf, whatever the answer is: the lazy shortcut.
  public var leaf = 0.0

  enum CodingKeys: String, CodingKey {
    case gold
    case answerOnly = "answer_only"
    case wrongStep = "wrong_step"
    case terse, leaf
  }

  /// 60 % gold, 20 % answer only, 20 % wrong step.
  public init() {}

  /// The given shares; only their ratios matter.
  public init(
    gold: Double, answerOnly: Double, wrongStep: Double, terse: Double = 0, leaf: Double = 0
  ) {
    self.gold = gold
    self.answerOnly = answerOnly
    self.wrongStep = wrongStep
    self.terse = terse
    self.leaf = leaf
  }

  /// A response to a problem, in a form drawn by the shares.
  ///
  /// - Throws: `TasksError.setting` if it is to be the leaf's value and the problem has not one.
  public func response(
    to problem: Problem, of family: any TracedTask, using generator: inout RandomGenerator
  ) throws -> String {
    // Wrong steps stand last, so that forms of share 0 change no draw.
    let point = generator.uniform() * (gold + answerOnly + terse + leaf + wrongStep)
    var bound = gold
    if point < bound { return problem.gold }
    bound += answerOnly
    if point < bound { return "#" + problem.answer }
    bound += terse
    if point < bound { return Self.terseResponse(to: problem) }
    bound += leaf
    if point < bound { return try leafResponse(to: problem, of: family) }
    return family.corruptedTrace(of: problem, using: &generator)
  }

  /// The right answer in the terse mode.
  static func terseResponse(to problem: Problem) -> String { "~#" + problem.answer }

  /// The leaf's value as the answer.
  func leafResponse(to problem: Problem, of family: any TracedTask) throws -> String {
    guard let value = family.leafValue(of: problem) else {
      throw TasksError.setting(
        kind: "corpus", key: "responses.leaf", value: "\(leaf)",
        expected: "0, as '\(problem.prompt)' of task '\(type(of: family).kind)' has not one leaf")
    }
    return "#\(value)"
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
///
/// Texts are drawn one at a time (`text(using:)`), in forms by the shares of `style`, or in blocks
/// (`block(using:)`) of so many gold traces and so many terse answers.
public struct Corpus: Sendable {
  /// The kinds of items.
  public var parts: [CorpusPart]
  /// The forms of the responses, outside blocks.
  public var style: ResponseStyle
  /// The gold traces of a block; 0 for no blocks.
  public var blockTraces: Int
  /// The terse answers, to other problems, of a block.
  public var blockTerse: Int

  /// A corpus; parts of weight 0 are left out.
  ///
  /// - Throws: `TasksError.setting` if a weight or a share is negative or all are 0, a part has no
  ///   difficulties, there are terse answers to blocks without traces, or the leaf's value is a
  ///   form of response and a part's problems have not one leaf; what drawing a problem throws.
  public init(
    parts: [CorpusPart], style: ResponseStyle = ResponseStyle(), blockTraces: Int = 0,
    blockTerse: Int = 0
  ) throws {
    func require(_ weights: [Double], _ key: String) throws {
      guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }), weights.reduce(0, +) > 0 else {
        throw TasksError.setting(
          kind: "corpus", key: key, value: "\(weights)", expected: "shares ≥ 0, not all 0")
      }
    }
    try require(parts.map(\.weight), "weight")
    try require(
      [style.gold, style.answerOnly, style.wrongStep, style.terse, style.leaf], "responses")
    for (key, value, isRight, expected) in [
      ("block_traces", blockTraces, 0...10_000 ~= blockTraces, "0 to 10000"),
      (
        "block_terse", blockTerse,
        blockTerse == 0 || (1...10_000 ~= blockTerse && blockTraces > 0),
        "0, or with block_traces up to 10000"
      ),
    ] where !isRight {
      throw TasksError.setting(
        kind: "corpus", key: key, value: "\(value)", expected: expected)
    }
    self.parts = parts.filter { $0.weight > 0 }
    self.style = style
    self.blockTraces = blockTraces
    self.blockTerse = blockTerse
    guard self.parts.allSatisfy({ !$0.difficulties.isEmpty }) else {
      throw TasksError.setting(
        kind: "corpus", key: "difficulties", value: "[]", expected: "at least one")
    }
    guard style.leaf > 0 else { return }
    for part in self.parts {
      var probe = RandomStream(seed: 0)["corpus_leaf"].generator()
      let problem = try Self.problem(of: part, using: &probe)
      _ = try style.leafResponse(to: problem, of: part.family)
    }
  }

  /// Draws an item: a problem of the training split, its prompt, and a response without the end
  /// token, in a form by the shares of `style`, also if the corpus has blocks.
  ///
  /// - Throws: what drawing a problem throws.
  public func text(
    using generator: inout RandomGenerator
  ) throws -> (problem: Problem, prompt: String, response: String) {
    let part = part(using: &generator)
    let problem = try Self.problem(of: part, using: &generator)
    let response = try style.response(to: problem, of: part.family, using: &generator)
    return (problem, problem.prompt, response)
  }

  /// Draws a block: `blockTraces` problems with their gold traces, then `blockTerse` others with
  /// their answers in the terse mode; without blocks the one item that `text(using:)` draws.
  ///
  /// A block takes two numbers from the generator, whatever its size: the keys of its traces' own
  /// generator and of that of its terse answers. So corpora that differ in `blockTerse` only hold
  /// the same traces in the same order.
  ///
  /// - Throws: what drawing a problem throws.
  public func block(
    using generator: inout RandomGenerator
  ) throws -> [(problem: Problem, prompt: String, response: String)] {
    guard blockTraces > 0 else { return [try text(using: &generator)] }
    var traces = RandomGenerator(key: (generator.next(), 0))
    var answers = RandomGenerator(key: (generator.next(), 0))
    var items: [(problem: Problem, prompt: String, response: String)] = []
    for _ in 0..<blockTraces {
      let problem = try Self.problem(of: part(using: &traces), using: &traces)
      items.append((problem, problem.prompt, problem.gold))
    }
    for _ in 0..<blockTerse {
      let problem = try Self.problem(of: part(using: &answers), using: &answers)
      items.append((problem, problem.prompt, ResponseStyle.terseResponse(to: problem)))
    }
    return items
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

  private static func problem(
    of part: CorpusPart, using generator: inout RandomGenerator
  ) throws -> Problem {
    let difficulty = generator.pick(part.difficulties)
    return try part.family.problem(difficulty: difficulty, split: .train, using: &generator)
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
