import Experience
import Foundation
import Rollouts
import Support

/// A server's model as a judge: texts, and log-probabilities of given responses where the server tells them.
///
/// ```
/// log P(response | prompt) = Σ over the response's tokens of token_logprobs,   of prompt + response with echo, one token more
/// ```
///
/// - Deviation: the tokens are those of the whole text. A token that holds the prompt's end and the response's beginning
///   leaves the log-probability untold.
public struct RemoteTexts: TextModel {
  /// Who writes.
  public let remote: RemoteServer
  /// How prompts are put to it.
  public let form: PromptForm

  /// A judge on a server.
  public init(_ remote: RemoteServer, form: PromptForm = .text) {
    self.remote = remote
    self.form = form
  }

  /// Nothing is judged here.
  private struct Unjudged: Verifier {
    func verdicts(on completions: [Completion], for problem: Problem) -> [Verdict] {
      completions.map { _ in .unparsed("", status: .unknown) }
    }
  }

  private func problem(_ text: String) -> Problem {
    Problem(
      id: 0, prompt: text, gold: "", answer: "", difficulty: 0, canonical: "", chanceLoose: 0,
      chanceStrict: 0)
  }

  /// Completions of some prompts.
  ///
  /// - Throws: `ServingError`; `Stopped`.
  public func texts(
    after prompts: [String], count: Int, cap: Int, temperature: Double, stream: RandomStream
  ) throws -> [[Completion]] {
    let engine = RemoteEngine(remote, form: form, decoding: Decoding(temperature: temperature))
    let asked = prompts.enumerated().map { i, text in
      Asked(
        problem: problem(text), verifier: Unjudged(), ordinal: i, count: count, stream: stream[i])
    }
    var found: [[Completion]] = []
    try engine.answer(asked, cap: cap, stream: stream) { found += $0.map(\.completions) }
    return found
  }

  /// How probable given responses are, by `echo`; all `nil` in a conversation, and from a server that does not echo.
  ///
  /// - Throws: `ServingError` where the server fails, not where it cannot; `Stopped`.
  public func scores(of pairs: [(prompt: String, response: String)]) throws -> [ResponseScore?] {
    guard form == .text else { return pairs.map { _ in nil } }
    var found = [ResponseScore?](repeating: nil, count: pairs.count)
    var next = 0
    try remote.runner.run(
      next: {
        guard next < pairs.count else { return nil }
        defer { next += 1 }
        return Call(
          service: form.service, body: try body(pairs[next]),
          stream: RandomStream(seed: 0)["echo", next], tag: next)
      },
      take: { (place: Int, reply: Reply) in
        // What the server says to requests that it does not understand.
        let message = WireError.message(reply.body).lowercased()
        let isTooLong = ["length", "context", "too long"].contains(where: message.contains)
        if [400, 422, 500, 501].contains(reply.status), !isTooLong { return }
        guard reply.status == 200 else {
          throw WireError.refusal(reply, remote.address, model: remote.identity.model)
        }
        guard let answer = try? WireJSON.decode(CompletionResponse.self, from: reply.body) else {
          throw ServingError.protocolError(
            url: "\(remote.address)", found: "\(form.service) answers something else")
        }
        try remote.note(answer.systemFingerprint ?? "")
        found[place] = answer.choices.first.flatMap { Self.score(pairs[place], $0) }
      })
    return found
  }

  private func body(_ pair: (prompt: String, response: String)) throws -> Data {
    var request = CompletionRequest(
      model: remote.identity.model, prompt: .texts([pair.prompt + pair.response]))
    // Some servers take 0 tokens for as many as fit; what comes after the text is not counted.
    (request.maxTokens, request.temperature, request.logprobs) = (1, 0, 1)
    request.echo = true
    return try WireJSON.data(request)
  }

  /// The sum over the tokens that make the response: those whose texts are the response, after texts that end with the prompt. What
  /// comes after them is the token that was asked for beside it, which some servers leave out.
  ///
  /// Offsets are not looked at: those of some servers count start tokens and markers, and those of others do not.
  package static func score(
    _ pair: (prompt: String, response: String), _ choice: CompletionChoice
  ) -> ResponseScore? {
    guard choice.text.hasPrefix(pair.prompt + pair.response), let logprobs = choice.logprobs,
      let tokens = logprobs.tokens, let values = logprobs.tokenLogprobs,
      tokens.count == values.count
    else { return nil }
    if pair.response.isEmpty { return ResponseScore(logProbability: 0, tokens: 0) }
    for end in [tokens.count - 1, tokens.count] where end > 0 {
      var (start, length) = (end, 0)
      while start > 0, length < pair.response.utf8.count {
        start -= 1
        length += tokens[start].utf8.count
      }
      guard tokens[start..<end].joined() == pair.response,
        tokens[..<start].joined().hasSuffix(pair.prompt)
      else { continue }
      var sum = 0.0
      for value in values[start..<end] {
        guard let value else { return nil }
        sum += value
      }
      return ResponseScore(logProbability: sum, tokens: end - start)
    }
    return nil
  }
}
