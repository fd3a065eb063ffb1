import Experience
import Foundation
import Rollouts
import Support

/// A server's model as a source of completions.
///
/// ```
/// call (problem, j): n = min(32, samples − j) choices under the seed of sample j
/// seed               the first word of stream[j], its upper 31 bits
/// ```
///
/// Where a server gives fewer choices than asked, or refuses to give several, the samples after them are asked for in
/// calls of their own, under their own seeds: what is asked depends on the problem and on what the server can, not on time.
/// A completion that ended at the cap, as the server says, is not finished, which verifiers hold to be wrong.
public struct RemoteEngine: CompletionEngine {
  /// Who writes.
  public let remote: RemoteServer
  /// How prompts are put to it.
  public var form: PromptForm
  /// How tokens are drawn.
  public var decoding: Decoding
  /// Texts that end a response, which leaves them out.
  public var stopStrings: [String]
  /// Where answers are kept that are not counted yet; `nil` for nowhere.
  public var log: CallLog?

  /// An engine over a server.
  public init(
    _ remote: RemoteServer, form: PromptForm = .text, decoding: Decoding = Decoding(),
    stopStrings: [String] = [], log: CallLog? = nil
  ) {
    self.remote = remote
    self.form = form
    self.decoding = decoding
    self.stopStrings = stopStrings
    self.log = log
  }

  /// The server's model and the form of prompts.
  public var traits: [String] {
    let identity = remote.identity
    return ["server", identity.model, identity.root] + form.traits
  }
  /// Who wrote.
  public var server: ServerIdentity? { remote.identity }

  /// What an evaluation will ask, on one line: calls, their prompts, and of whom.
  public func plan(_ problems: [Problem], samples: Int, seeds: Int) -> String {
    let most = remote.settings.choices
    let calls = (samples + most - 1) / most * seeds
    let bytes = problems.reduce(0) { $0 + text($1.messages).utf8.count } * calls
    return "\(problems.count * calls) calls of up to \(min(samples, most)) choices, "
      + "\(remote.settings.concurrency) at once, with prompts of \(bytes) bytes in all; "
      + remote.identity.line
  }

  /// The contents of messages as one text.
  private func text(_ messages: [Message]) -> String {
    messages.map(\.content).joined(separator: "\n\n")
  }

  /// Asks for the completions of all problems, many at once.
  ///
  /// - Throws: `ServingError`; what judging and `deliver` throw; `Stopped`.
  public func answer(
    _ asked: [Asked], cap: Int, stream: RandomStream, deliver: ([Answers]) throws -> Void
  ) throws {
    do {
      for fingerprint in log?.fingerprints ?? [] { try remote.note(fingerprint) }
      try collect(asked, cap: cap, deliver: deliver)
    } catch ServingError.exhausted(let url, let retries, let reason, _) {
      throw ServingError.exhausted(
        url: url, retries: retries, reason: reason, kept: log?.count ?? 0)
    }
  }

  private func collect(
    _ asked: [Asked], cap: Int, deliver: ([Answers]) throws -> Void
  ) throws {
    guard asked.allSatisfy({ $0.environment == nil }) else {
      throw ServingError.unsuitable(
        reason:
          "the task is a conversation of several turns, which are not put to servers; evaluate a model of yours with --model"
      )
    }
    try decoding.validate()
    var collected = asked.map { _ in Collected() }
    var (pending, next, delivered) = ([Piece](), 0, 0)
    /// The next piece that no answer is known to.
    func piece() throws -> Piece? {
      while true {
        if let piece = pending.popLast() {
          let most = remote.abilities.choices
          guard piece.samples.count > most else { return piece }
          pending += piece.cut(most).reversed()
        } else if next < asked.count {
          pending = Piece.blocks(next, asked[next].count, remote.settings.choices).reversed()
          next += 1
        } else {
          return nil
        }
      }
    }
    func take(_ piece: Piece, _ answer: SampledAnswer) throws {
      try remote.note(answer.fingerprint)
      let got = min(answer.choices.count, piece.samples.count)
      collected[piece.problem].add(answer, at: piece.samples.prefix(got))
      guard got < piece.samples.count else { return }
      remote.abilities.choices = min(remote.abilities.choices, got)
      pending.append(Piece(problem: piece.problem, samples: piece.samples.dropFirst(got)))
    }
    func deliverWhole() throws {
      let start = delivered
      while delivered < asked.count, collected[delivered].count == asked[delivered].count {
        delivered += 1
      }
      for i in start..<delivered {
        try deliver([try collected[i].answers(asked[i])])
        collected[i] = Collected()
      }
    }
    try remote.runner.run(
      next: {
        while let piece = try piece() {
          let call = try self.call(piece, asked[piece.problem], cap)
          guard let known = log?[call.tag.key] else { return call }
          try take(piece, known)
          try deliverWhole()
        }
        return nil
      },
      take: { (tag: Tag, reply: Reply) in
        guard reply.status == 200 else {
          guard adapts(to: reply, tag) else {
            throw WireError.refusal(reply, remote.address, model: remote.identity.model)
          }
          pending.append(tag.piece)
          return
        }
        let answer = try self.answer(reply)
        try remote.note(answer.fingerprint)
        try log?.add(answer, to: tag.key)
        try take(tag.piece, answer)
        try deliverWhole()
      })
  }

  /// What a call is known by.
  private struct Tag {
    var piece: Piece
    /// The hash of what is asked.
    var key: String
    /// How filters were left out.
    var neutral: RemoteServer.Neutral
  }

  private func call(_ piece: Piece, _ asked: Asked, _ cap: Int) throws -> Call<Tag> {
    let stream = asked.stream[piece.samples.lowerBound]
    var generator = stream.generator()
    let seed = Int(generator.next() >> 33)
    let neutral = remote.abilities.neutral
    func body(_ neutral: RemoteServer.Neutral) throws -> Data {
      try self.body(
        asked.problem.messages, count: piece.samples.count, cap: cap, seed: seed, neutral)
    }
    // In what words filters are left out does not matter.
    let key = SHA256.hex(
      "\(form.service)\n\(remote.identity.root)\n"
        + String(decoding: try body(.none), as: UTF8.self))
    return Call(
      service: form.service, body: try body(neutral), stream: stream,
      tag: Tag(piece: piece, key: key, neutral: neutral))
  }

  /// The request for some choices.
  func body(
    _ messages: [Message], count: Int, cap: Int, seed: Int, _ neutral: RemoteServer.Neutral
  ) throws -> Data {
    let identity = remote.identity
    let stop = stopStrings.isEmpty ? nil : OneOrMany(stopStrings)
    let penalties = decoding.penalties
    let says = neutral != .none
    let topK = decoding.topK > 0 ? decoding.topK : says ? (neutral == .all ? -1 : 0) : nil
    let minP = decoding.minP > 0 || says ? decoding.minP : nil
    let repetition = penalties.repetition != 1 || says ? penalties.repetition : nil
    // llama.cpp has another name for it.
    let isLlama = ["llamacpp", "me"].contains(identity.owner) && penalties.repetition != 1
    switch form {
    case .text:
      var request = CompletionRequest(model: identity.model, prompt: .texts([text(messages)]))
      (request.maxTokens, request.n, request.seed) = (cap, count, seed)
      (request.temperature, request.topP) = (decoding.temperature, decoding.topP)
      (request.topK, request.minP) = (topK, minP)
      request.repetitionPenalty = isLlama ? nil : repetition
      request.repeatPenalty = isLlama ? penalties.repetition : nil
      request.frequencyPenalty = penalties.frequency
      request.presencePenalty = penalties.presence
      request.stop = stop
      return try WireJSON.data(request)
    case .chat(let system, let variables):
      var request = ChatRequest(
        model: identity.model, messages: PromptForm.messages(messages, system: system))
      (request.n, request.seed) = (count, seed)
      if remote.abilities.namesCapAnew {
        request.maxCompletionTokens = cap
      } else {
        request.maxTokens = cap
      }
      (request.temperature, request.topP) = (decoding.temperature, decoding.topP)
      (request.topK, request.minP) = (topK, minP)
      request.repetitionPenalty = isLlama ? nil : repetition
      request.repeatPenalty = isLlama ? penalties.repetition : nil
      request.frequencyPenalty = penalties.frequency
      request.presencePenalty = penalties.presence
      request.stop = stop
      request.templateVariables = variables.isEmpty ? nil : variables
      return try WireJSON.data(request)
    }
  }

  /// What counts of an answer.
  func answer(_ reply: Reply) throws -> SampledAnswer {
    do {
      let answer =
        switch form {
        case .text: SampledAnswer(try WireJSON.decode(CompletionResponse.self, from: reply.body))
        case .chat: SampledAnswer(try WireJSON.decode(ChatResponse.self, from: reply.body))
        }
      guard !answer.choices.isEmpty else {
        throw ServingError.protocolError(
          url: "\(remote.address)", found: "an answer of \(form.service) has no choices")
      }
      return answer
    } catch let error as DecodingError {
      let beginning = WireError.line(String(decoding: reply.body.prefix(60), as: UTF8.self), 40)
      throw ServingError.protocolError(
        url: "\(remote.address)",
        found: "\(form.service) answers '\(beginning)': \(JSONLines.describe(error))")
    }
  }

  /// Whether a refusal says that the server wants the same asked otherwise; then it is, from now on.
  private func adapts(to reply: Reply, _ tag: Tag) -> Bool {
    guard [400, 422, 500].contains(reply.status) else { return false }
    let message = WireError.message(reply.body)
    if case .chat = form, !remote.abilities.namesCapAnew,
      message.contains("max_completion_tokens")
    {
      remote.abilities.namesCapAnew = true
      return true
    }
    if let next = tag.neutral.after(message) {
      // Other calls under way may have been refused for the same.
      if remote.abilities.neutral == tag.neutral { remote.abilities.neutral = next }
      return true
    }
    // Many servers refuse several choices, each in its own words.
    guard tag.piece.samples.count > 1 else { return false }
    remote.abilities.choices = 1
    return true
  }
}

/// Some samples of a problem, which one call asks for.
struct Piece: Equatable {
  /// The place of the problem among those that are asked.
  var problem: Int
  /// The numbers of the samples.
  var samples: Range<Int>

  /// All samples of a problem, in blocks of so many.
  static func blocks(_ problem: Int, _ count: Int, _ size: Int) -> [Piece] {
    Piece(problem: problem, samples: 0..<count).cut(size)
  }

  /// The same in smaller pieces.
  func cut(_ size: Int) -> [Piece] {
    stride(from: samples.lowerBound, to: samples.upperBound, by: size).map {
      Piece(problem: problem, samples: $0..<min($0 + size, samples.upperBound))
    }
  }
}

/// What has come of a problem's samples.
private struct Collected {
  private var choices: [Int: SampledAnswer.Choice] = [:]
  private var (promptTokens, decodedTokens) = (0, 0)

  var count: Int { choices.count }

  mutating func add(_ answer: SampledAnswer, at samples: Range<Int>) {
    for (sample, choice) in zip(samples, answer.choices) { choices[sample] = choice }
    promptTokens = max(promptTokens, answer.promptTokens)
    decodedTokens += answer.completionTokens
  }

  /// The answers to a problem whose samples are all there.
  func answers(_ asked: Asked) throws -> Answers {
    let completions = choices.sorted { $0.key < $1.key }.map {
      Completion(text: $0.value.text, isFinished: $0.value.isFinished)
    }
    return Answers(
      problem: asked.problem, completions: completions,
      verdicts: try asked.verifier.verdicts(on: completions, for: asked.problem),
      decodedTokens: decodedTokens, promptTokens: promptTokens)
  }
}
