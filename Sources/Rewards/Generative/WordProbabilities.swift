import Experience
import Rollouts
import Support

/// A question to a model, and the words that may answer it.
struct Question {
  var text: String
  var words: [String]
}

/// Asks a model which of some words answers a question, by their log-probabilities: no text is sampled.
struct WordProbabilities {
  let role: Role
  /// Whether words are read with the end token after them.
  let ends: Bool

  /// The probability of each word of each question among its words, all questions in one pass.
  func ask(_ questions: [Question], _ bench: Bench) throws -> [[Double]] {
    let logs = try logProbabilities(questions, bench)
    var next = 0
    return questions.map { question in
      defer { next += question.words.count }
      let own = Array(logs[next..<(next + question.words.count)])
      let top = own.max() ?? 0
      let weights = own.map { PortableMath.exp($0 - top) }
      let sum = weights.reduce(0, +)
      return weights.map { $0 / sum }
    }
  }

  /// The log-probability of every word of every question.
  private func logProbabilities(_ questions: [Question], _ bench: Bench) throws -> [Double] {
    if let server = bench.models.textModel(role) {
      guard !ends else {
        throw RolloutsError.untold(role: role, reason: "words have no end there; set ends: false")
      }
      let pairs = questions.flatMap { question in question.words.map { (question.text, $0) } }
      return try server.scores(of: pairs).map {
        guard let found = $0?.logProbability else {
          throw RolloutsError.untold(
            role: role,
            reason:
              "it does not tell log-probabilities of given words (echo with logprobs, without chat); "
              + "thinking-judge needs texts alone")
        }
        return found
      }
    }
    let judge = try bench.models.member(role)
    let end = ends ? [judge.tokenizer.endToken] : []
    let texts = try questions.flatMap { question in
      let prompt = try judge.promptFormat.tokens(question.text, judge.tokenizer)
      return try question.words.map {
        TokenPair(prompt: prompt, response: try judge.tokenizer.encode($0) + end)
      }
    }
    return try bench.models.read(texts, with: role, [.logprob]).map { found in
      (found[.logprob] ?? []).reduce(0) { $0 + Double($1) }
    }
  }

  /// A judge's question about a completion of a group's problem.
  static func text(_ template: String, _ group: Group, _ i: Int, _ more: [String: String] = [:])
    -> String
  {
    let verdict = group.verdicts[i]
    let fields = [
      "{prompt}": group.problem.prompt, "{response}": group.trajectories[i].completion.text,
      "{answer}": group.problem.answer, "{found}": verdict.answer ?? "",
    ]
    return Judge.filled(template, fields.merging(more) { _, new in new })
  }
}
