import Experience
import Foundation
import Rewards
import Rollouts
import Serving
import Support
import TestSupport
import Testing

/// A server as a judge.
@Suite struct RemoteTextsTests {
  private func remote(_ answer: @escaping @Sendable ([String: Any]) -> StubServer.Response) throws
    -> (server: StubServer, remote: RemoteServer)
  {
    let server = try StubServer { request, _ in
      request.line.hasPrefix("GET") ? StubServer.models("m") : answer(request.json)
    }
    return (server, try RemoteServer(ServerAddress(server.url)))
  }

  /// Echoes a prompt word by word, each with the log-probability −(its length)/4, and one token more.
  private static func echo(_ json: [String: Any]) -> StubServer.Response {
    let prompt = json["prompt"] as? String ?? ""
    var (tokens, offsets) = ([String](), [Int]())
    for character in prompt {
      if tokens.isEmpty || character == " " {
        offsets.append(tokens.reduce(0) { $0 + $1.unicodeScalars.count })
        tokens.append("")
      }
      tokens[tokens.count - 1].append(character)
    }
    let values = tokens.indices.map { i -> OrderedJSON in
      i == 0 ? .null : .number(-Double(tokens[i].count) / 4)
    }
    let logprobs = OrderedJSON.object([
      ("tokens", .list((tokens + ["!"]).map { .text($0) })),
      ("token_logprobs", .list(values + [.number(-9)])),
      ("text_offset", .list((offsets + [prompt.unicodeScalars.count]).map { .integer($0) })),
    ])
    let choice = OrderedJSON.object([
      ("text", .text(prompt + "!")), ("logprobs", logprobs), ("finish_reason", .text("length")),
    ])
    return StubServer.Response(200, OrderedJSON.object([("choices", .list([choice]))]).line())
  }

  @Test func logProbabilitiesAreThoseOfTheResponsesTokens() throws {
    let (server, remote) = try remote(Self.echo)
    let texts = RemoteTexts(remote)
    // " is" and " it" have three characters; "é" is one; within a token nothing can be told.
    let found = try texts.scores(of: [
      ("é what", " is it"), ("a", " b"), ("a b", "c"), ("", "a"),
    ])
    #expect(found.map { $0?.logProbability } == [-1.5, -0.5, nil, nil])
    #expect(found.map { $0?.tokens } == [2, 1, nil, nil])
    let sent = try #require(server.requests.last).json
    #expect(sent["echo"] as? Bool == true && sent["max_tokens"] as? Int == 1)
    let chat = RemoteTexts(remote, form: .chat(system: nil, variables: [:]))
    #expect(try chat.scores(of: [("a", " b")]) == [nil])
  }

  /// Offsets that count a start token, and one that is told as a token, change nothing.
  @Test func startTokensAndMarkersAreNoPartOfTheResponse() throws {
    let choice = CompletionChoice(
      index: 0, text: "<|u|>a b!",
      logprobs: CompletionLogprobs(
        tokens: ["<s>", "<|u|>", "a", " b", "!"], tokenLogprobs: [nil, -8, -4, -2, -1],
        topLogprobs: nil, textOffset: [0, 3, 8, 9, 11]), finishReason: "length")
    #expect(
      RemoteTexts.score(("<|u|>a", " b"), choice)
        == ResponseScore(logProbability: -2, tokens: 1))
    #expect(
      RemoteTexts.score(("<|u|>", "a b"), choice)
        == ResponseScore(logProbability: -6, tokens: 2))
    // Within a token, and of another text.
    #expect(RemoteTexts.score(("<|u|>a ", "b"), choice) == nil)
    #expect(RemoteTexts.score(("<|u|>a", " c"), choice) == nil)
  }

  @Test func refusalsThatAreNoLackOfEchoAreTold() throws {
    let (_, short) = try remote { _ in
      StubServer.error(400, "This model's maximum context length is 8 tokens")
    }
    let error = #expect(throws: ServingError.self) {
      try RemoteTexts(short).scores(of: [("a", " b")])
    }
    #expect("\(try #require(error))".contains("maximum context length is 8"))
  }

  @Test func serversThatDoNotEchoTellNothing() throws {
    let (_, deaf) = try remote { _ in StubServer.choices(["yes"]) }
    #expect(try RemoteTexts(deaf).scores(of: [("a", " b")]) == [nil])
    let (_, strict) = try remote { _ in StubServer.error(400, "echo is not supported") }
    #expect(try RemoteTexts(strict).scores(of: [("a", " b")]) == [nil])
  }

  private func scores(_ reward: some Reward, _ judge: RemoteServer) throws -> [Score] {
    let bank = ModelBank(pool: Toy.pool())
    bank.add(RemoteTexts(judge), as: .judge)
    let bench = Bench(
      models: bank, now: Moment(step: 0, progress: 0), cap: 8, groupSize: 2,
      noise: RandomStream(seed: 3))
    let problem = Problem(
      id: 1, prompt: "1+1", gold: "2", answer: "2", difficulty: 0, canonical: "1+1",
      chanceLoose: 0, chanceStrict: 0)
    let trajectories = ["2", "three"].map {
      Trajectory(
        promptTokens: [1], responseTokens: [2], behaviorLogprobs: [0], plainLogprobs: [0],
        entropies: [0], completion: Completion(text: $0, isFinished: true))
    }
    let group = Group(
      problem: problem, trajectories: trajectories,
      verdicts: trajectories.map { _ in .unparsed("") })
    var memory = Memory()
    return try reward.scores(Batch([group], step: 0), bench, &memory)[0]
  }

  @Test func aJudgeMayBeAServer() throws {
    let (_, remote) = try remote(Self.echo)
    var judge = Judge()
    (judge.yes, judge.no) = (" no", " indeed")
    // P(" no") beside P(" indeed"): log-probabilities −3/4 and −7/4.
    let expected = 1 / (1 + PortableMath.exp(-1))
    for score in try scores(judge, remote) {
      #expect(abs((score.outcome ?? 0) - expected) < 1e-12)
    }
    judge.ends = true
    #expect { try scores(judge, remote) } throws: { "\($0)".contains("set ends: false") }
    let (_, deaf) = try self.remote { _ in StubServer.choices(["yes"]) }
    judge.ends = false
    #expect { try scores(judge, deaf) } throws: { "\($0)".contains("thinking-judge") }
  }

  @Test func aServerThatThinksGivesVotes() throws {
    let (server, remote) = try remote { json in
      let isRight = (json["prompt"] as? String ?? "").contains(" 2 ")
      let n = json["n"] as? Int ?? 1
      return StubServer.choices(
        (0..<n).map { $0 == 2 ? "who knows" : isRight || $0 == 1 ? "hm. Yes" : "Yes? No" })
    }
    var judge = ThinkingJudge()
    (judge.votes, judge.cap, judge.temperature) = (3, 32, 0.5)
    let found = try scores(judge, remote)
    #expect(found.map(\.outcome) == [1, 0.5])
    #expect(found[0].parts["unread_votes"] == 1)
    let sent = try #require(server.requests.last).json
    #expect(sent["max_tokens"] as? Int == 32 && sent["temperature"] as? Double == 0.5)
  }
}
