import Experience
import Foundation
import Rollouts
import Serving
import Support
import Synchronization
import TestSupport
import Testing

/// A client against a server of canned answers.
@Suite struct RemoteEngineTests {
  /// How many are somewhere at once.
  private final class Counter: Sendable {
    private let state = Mutex((now: 0, most: 0))
    var most: Int { state.withLock { $0.most } }
    func enter() -> Int {
      state.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
        return $0.now
      }
    }
    func leave() { state.withLock { $0.now -= 1 } }
  }

  private struct Same: Verifier {
    func verdicts(on completions: [Completion], for problem: Problem) -> [Verdict] {
      completions.map { completion in
        guard completion.isFinished else { return .unparsed("cut off before the end") }
        let isRight = completion.text == problem.answer
        return Verdict(
          parsed: true, loose: isRight, strict: isRight, process: isRight ? 1 : 0,
          answer: completion.text)
      }
    }
  }

  private func asked(_ prompts: [String], count: Int, answer: String = "yes") -> [Asked] {
    prompts.enumerated().map { place, prompt in
      Asked(
        problem: Problem(
          id: UInt64(place), prompt: prompt, gold: answer, answer: answer, difficulty: 0,
          canonical: prompt, chanceLoose: 0, chanceStrict: 0), verifier: Same(), ordinal: place,
        count: count, stream: RandomStream(seed: 7)["eval", "set", place])
    }
  }

  private func remote(
    _ server: StubServer, model: String = "", key: String? = nil, choices: Int = 32,
    concurrency: Int = 4, timeout: Double = 60
  ) throws -> RemoteServer {
    var settings = RemoteServer.Settings()
    settings.timeout = timeout
    settings.choices = choices
    settings.concurrency = concurrency
    settings.retry.base = 0.001
    return try RemoteServer(
      ServerAddress(server.url), model: model, key: key, settings: settings)
  }

  private func answers(
    _ engine: RemoteEngine, _ asked: [Asked], cap: Int = 16,
    deliver: ([Answers]) throws -> Void = { _ in }
  ) throws -> [Answers] {
    var found: [Answers] = []
    try engine.answer(asked, cap: cap, stream: RandomStream(seed: 7)) {
      found += $0
      try deliver($0)
    }
    return found
  }

  /// A server that says what it was asked: prompt, seed, and the number of the choice.
  private static func echoing(
    _ request: StubServer.Request, most: Int = .max
  ) -> StubServer.Response {
    guard request.line.hasPrefix("POST") else { return StubServer.models("m") }
    let json = request.json
    let n = min(json["n"] as? Int ?? 1, most)
    let (prompt, seed) = (json["prompt"] as? String ?? "", json["seed"] as? Int ?? -1)
    return StubServer.choices((0..<n).map { "\(prompt) \(seed) \($0)" })
  }

  @Test func requestsSayWhatIsAsked() throws {
    let server = try StubServer { request, _ in Self.echoing(request) }
    let decoding = Decoding(temperature: 0.6, topK: 5, topP: 0.95)
    let engine = RemoteEngine(
      try remote(server, key: "secret"), decoding: decoding, stopStrings: ["\n\n"])
    let found = try answers(engine, asked(["a", "b"], count: 3))
    #expect(found.map(\.problem.prompt) == ["a", "b"] && found[0].completions.count == 3)
    #expect(Set(found.flatMap(\.completions).map(\.text)).count == 6)
    #expect(found[0].decodedTokens == 9 && found[0].promptTokens == 5)
    let first = try #require(server.requests.first { $0.json["prompt"] as? String == "a" })
    #expect(first.line == "POST /v1/completions")
    #expect(first.headers["authorization"] == "Bearer secret")
    #expect(first.headers["content-type"] == "application/json")
    let json = first.json
    #expect(json["temperature"] as? Double == 0.6 && json["top_p"] as? Double == 0.95)
    #expect(json["top_k"] as? Int == 5 && json["min_p"] as? Double == 0 && json["n"] as? Int == 3)
    #expect(json["max_tokens"] as? Int == 16 && json["stop"] as? String == "\n\n")
    #expect(json["model"] as? String == "m")
    #expect(
      engine.server
        == ServerIdentity(url: server.url + "/v1", model: "m", root: "/m", owner: "stub"))
    // The same is asked again under the same seeds, whatever is asked beside it.
    #expect(try answers(engine, Array(asked(["a", "b"], count: 3)[1...])) == [found[1]])
  }

  @Test func conversationsGoToTheServersTemplate() throws {
    let server = try StubServer { request, _ in
      request.line.hasPrefix("GET") ? StubServer.models("m") : StubServer.messages(["yes"])
    }
    let form = PromptForm.chat(
      system: "be brief", variables: ["enable_thinking": PromptForm.value("false")])
    let found = try answers(
      RemoteEngine(try remote(server), form: form), asked(["a"], count: 1))
    #expect(found[0].verdicts[0].strict)
    let sent = try #require(server.requests.last)
    let request = try WireJSON.decode(ChatRequest.self, from: sent.body)
    #expect(sent.line == "POST /v1/chat/completions")
    #expect(request.messages.map(\.role) == ["system", "user"])
    #expect(request.messages.map { $0.content?.text } == ["be brief", "a"])
    #expect(request.templateVariables == ["enable_thinking": .bool(false)])
  }

  /// One choice a call, three, or a refusal of several: the samples are those of a server that has one choice a call.
  @Test(arguments: [1, 3, 0])
  func serversThatGiveFewChoicesAreAskedAgain(_ most: Int) throws {
    let server = try StubServer { request, _ in
      if most == 0, request.json["n"] as? Int ?? 1 > 1 {
        return StubServer.error(400, "Only one completion choice is allowed")
      }
      return Self.echoing(request, most: max(1, most))
    }
    let found = try answers(
      RemoteEngine(try remote(server, concurrency: 1)), asked(["a"], count: 7))
    let stream = RandomStream(seed: 7)["eval", "set", 0]
    let size = max(1, most)
    let expected = (0..<7).map { sample in
      var generator = stream[sample / size * size].generator()
      return "a \(generator.next() >> 33) \(sample % size)"
    }
    #expect(found[0].completions.map(\.text) == expected)
  }

  /// Filters that nobody asked for are left out: the server's own would change what is sampled.
  @Test(arguments: [
    (-1, [-1, -1], "-"), (0, [-1, 0, 0], "1 validation error: 'loc': ('body', 'top_k')"),
    (1, [-1, 1, 1], "Unrecognized request argument supplied: top_k"),
  ])
  func filtersOfServersAreTurnedOff(_ takes: Int, _ expected: [Int], _ refusal: String) throws {
    let server = try StubServer { request, _ in
      let topK = request.json["top_k"] as? Int
      // 1 stands for a server that has no such member at all.
      let isRefused = takes == 1 ? topK != nil : topK != takes
      if request.line.hasPrefix("POST"), isRefused {
        // llama-cpp-python says with 500 that a value is out of range.
        return StubServer.error(takes == 0 ? 500 : 400, refusal)
      }
      return Self.echoing(request)
    }
    let engine = RemoteEngine(try remote(server, concurrency: 1))
    let found = try answers(engine, asked(["a", "b"], count: 2))
    #expect(found.map(\.completions.count) == [2, 2])
    let sent = server.requests.filter { $0.line.hasPrefix("POST") }.map(\.json)
    if takes == 1 {
      // −1, 0, and nothing from then on.
      #expect(sent.map { $0["top_k"] as? Int } == [-1, 0, nil, nil])
      #expect(sent.last?["min_p"] == nil && sent.last?["frequency_penalty"] as? Double == 0)
    } else {
      #expect(sent.map { $0["top_k"] as? Int } == expected)
      #expect(sent.allSatisfy { $0["repetition_penalty"] as? Double == 1 })
    }
  }

  /// llama.cpp says with 500 that it gives one choice, and some say absurd things of when to come again.
  @Test func oneChoiceMayBeSaidWith500() throws {
    let server = try StubServer { request, _ in
      if request.json["n"] as? Int ?? 1 > 1 {
        return StubServer.error(500, "Only one completion choice is allowed")
      }
      return Self.echoing(request)
    }
    let found = try answers(RemoteEngine(try remote(server)), asked(["a"], count: 3))
    #expect(Set(found[0].completions.map(\.text)).count == 3)
    let late = try StubServer { request, number in
      number == 0
        ? Self.echoing(request)
        : StubServer.error(429, "quota", headers: ["Retry-After": "99999999999999999999"])
    }
    let engine = RemoteEngine(try remote(late))
    #expect(throws: ServingError.self) { try answers(engine, asked(["a"], count: 1)) }
  }

  @Test func busyServersAreAskedAgain() throws {
    let server = try StubServer { request, number in
      switch number {
      case 1: StubServer.error(429, "slow down", headers: ["Retry-After": "0.01"])
      case 2: StubServer.error(503, "loading")
      case 3: StubServer.Response(0, "")
      case 4: StubServer.Response(502, "<html>", headers: ["Content-Type": "text/html"])
      default: Self.echoing(request)
      }
    }
    let found = try answers(
      RemoteEngine(try remote(server, concurrency: 1)), asked(["a"], count: 2))
    #expect(found[0].completions.count == 2 && server.requests.count == 6)
    let bodies = server.requests.dropFirst().map(\.body)
    #expect(Set(bodies).count == 1)
  }

  @Test func silentServersAreAskedAgain() throws {
    let never = DispatchSemaphore(value: 0)
    let server = try StubServer { request, number in
      if number == 1 { never.wait() }
      return Self.echoing(request)
    }
    let engine = RemoteEngine(try remote(server, timeout: 1))
    #expect(try answers(engine, asked(["a"], count: 1))[0].completions.count == 1)
    #expect(server.requests.count == 3)
    never.signal()
  }

  @Test func fiveRetriesAreEnough() throws {
    let server = try StubServer { request, number in
      number == 0 ? Self.echoing(request) : StubServer.error(503, "over\nloaded")
    }
    let engine = RemoteEngine(try remote(server))
    let error = #expect(throws: ServingError.self) { try answers(engine, asked(["a"], count: 1)) }
    #expect(
      "\(try #require(error))"
        == "\(server.url)/v1: HTTP 503 (over loaded), after 5 retries; look at the server, or ask less at once "
        + "with --concurrency")
    #expect(server.requests.count == 7)
  }

  @Test func whoAsksToWaitAnHourIsNotWaitedFor() throws {
    let server = try StubServer { request, number in
      number == 0
        ? Self.echoing(request) : StubServer.error(429, "quota", headers: ["Retry-After": "3600"])
    }
    let engine = RemoteEngine(try remote(server))
    let error = #expect(throws: ServingError.self) { try answers(engine, asked(["a"], count: 1)) }
    #expect("\(try #require(error))".contains("asks to wait 3600 s"))
    #expect(server.requests.count == 2)
  }

  @Test func whatTheCapCutsOffIsWrong() throws {
    let server = try StubServer { request, _ in
      request.line.hasPrefix("GET")
        ? StubServer.models("m") : StubServer.choices(["yes", "no"], finish: "length")
    }
    let found = try answers(RemoteEngine(try remote(server)), asked(["a"], count: 2))
    #expect(found[0].completions.map(\.isFinished) == [false, false])
    #expect(found[0].verdicts.allSatisfy { !$0.strict && !$0.loose })
    #expect(found[0].verdicts[0].reason.contains("cut off"))
    #expect(found[0].completions[0].text == "yes")
  }

  @Test func aSecondFingerprintIsRefused() throws {
    let server = try StubServer { request, number in
      request.line.hasPrefix("GET")
        ? StubServer.models("m")
        : StubServer.choices(["yes"], fingerprint: number < 3 ? "fp-1" : "fp-2")
    }
    let engine = RemoteEngine(try remote(server, concurrency: 1))
    var delivered = 0
    let error = #expect(throws: ServingError.self) {
      try answers(engine, asked(["a", "b", "c", "d"], count: 1)) { delivered += $0.count }
    }
    #expect(
      error == .fingerprint(url: server.url + "/v1", before: "fp-1", now: "fp-2"))
    #expect(delivered == 2 && engine.server?.fingerprint == "fp-1")
  }

  @Test func afterAStopNothingIsAskedTwice() throws {
    let folder = try TemporaryFolder()
    let server = try StubServer { request, _ in Self.echoing(request) }
    let problems = asked(["a", "b", "c"], count: 5)
    let whole = try answers(RemoteEngine(try remote(server, choices: 2)), problems)
    func engine(resume: Bool) throws -> RemoteEngine {
      RemoteEngine(
        try remote(server, choices: 2, concurrency: 1),
        log: try CallLog(folder.file("calls"), resume: resume))
    }
    let before = server.requests.count
    #expect(throws: Stopped.self) {
      try answers(engine(resume: false), problems) { _ in throw Stopped(signal: 2) }
    }
    let first = server.requests.count - before
    // A kill cuts the last line off: that answer alone is asked for again.
    let text = try AtomicFile.readText(folder.file("calls"))
    try AtomicFile.write(String(text.dropLast(9)), to: folder.file("calls"))
    #expect(throws: SupportError.self) { try engine(resume: false) }
    let again = try engine(resume: true)
    #expect(again.log?.count == 2)
    #expect(try answers(again, problems) == whole)
    // Three calls a problem, the one that was cut off once more, and the models three times.
    #expect(server.requests.count - before == 9 + 1 + 3 && first == 4)
    try again.log?.remove()
    #expect(folder.names.isEmpty)
  }

  @Test(arguments: [
    (401, "bad key", "HTTP 401, bad key; give its key in ASSAY_API_KEY"),
    (404, "The model 'm' does not exist", "HTTP 404, The model 'm' does not exist; it has no such"),
    (400, "too long", "HTTP 400, too long; change what is asked"),
  ])
  func refusalsAreOneLine(_ status: Int, _ message: String, _ expected: String) throws {
    let server = try StubServer { request, number in
      number == 0 ? Self.echoing(request) : StubServer.error(status, message)
    }
    let engine = RemoteEngine(try remote(server, key: "secret"))
    let error = #expect(throws: ServingError.self) { try answers(engine, asked(["a"], count: 1)) }
    let line = "\(try #require(error))"
    #expect(line.hasPrefix("\(server.url)/v1: \(expected)") && !line.contains("\n"), "\(line)")
    #expect(!line.contains("secret") && server.requests.count == 2)
  }

  @Test func whatIsNoProtocolIsRefused() throws {
    let page = try StubServer { _, _ in
      StubServer.Response(200, "<html>\n<body>", headers: ["Content-Type": "text/html"])
    }
    #expect { try remote(page) } throws: {
      "\($0)".contains("not OpenAI's protocol: /models answers '<html> <body>'")
    }
    let empty = try StubServer { request, number in
      number == 0 ? Self.echoing(request) : StubServer.choices([])
    }
    #expect { try answers(RemoteEngine(try remote(empty)), asked(["a"], count: 1)) } throws: {
      "\($0)".contains("has no choices")
    }
    let redirecting = try StubServer { _, _ in
      StubServer.Response(307, "", headers: ["Location": page.url])
    }
    #expect { try remote(redirecting, key: "secret") } throws: { "\($0)".contains("HTTP 307") }
    #expect(page.requests.count == 1)
  }

  @Test func nobodyThere() throws {
    let server = try StubServer { _, _ in StubServer.models("m") }
    server.stop()
    #expect { try remote(server) } throws: {
      "\($0)"
        == "\(server.url)/v1: no server answers (connection refused); start it, or check host and port"
    }
  }

  @Test func modelsAreChosen() throws {
    let server = try StubServer { _, _ in StubServer.models("qwen-base", "qwen-rl") }
    #expect(try remote(server, model: "qwen-rl").identity.root == "/qwen-rl")
    #expect(
      throws: ServingError.severalModels(url: server.url + "/v1", known: ["qwen-base", "qwen-rl"])
    ) {
      try remote(server)
    }
    #expect { try remote(server, model: "qwen-r1") } throws: {
      "\($0)".hasSuffix("no model 'qwen-r1'; did you mean 'qwen-rl'?")
    }
    // A gateway that lists nothing is believed.
    let gateway = try StubServer { _, _ in StubServer.error(404, "no such route") }
    #expect(try remote(gateway, model: "any").identity.model == "any")
  }

  @Test(arguments: [
    ("http://h:1", "http://h:1/v1"), ("http://h:1/", "http://h:1/v1"),
    ("https://h/api/v1/", "https://h/api/v1"),
    ("http://h/v1/chat/completions", "http://h/v1"), ("http://h/v1/models", "http://h/v1"),
  ])
  func addressesAreCompleted(_ text: String, _ expected: String) throws {
    #expect(try ServerAddress(text).description == expected)
  }

  @Test(arguments: [
    "h:8000", "ftp://h", "http://", "http://h:99999", "http://h/?a=1", "http://u:secret@h", "",
  ])
  func otherAddressesAreRefused(_ text: String) {
    #expect { try ServerAddress(text) } throws: { !"\($0)".contains("secret") }
  }

  @Test func manyCallsAreUnderWayAtOnce() throws {
    let counter = Counter()
    let all = DispatchSemaphore(value: 0)
    let server = try StubServer { request, _ in
      guard request.line.hasPrefix("POST") else { return StubServer.models("m") }
      // The first 16 wait for one another, each later one for one that is done.
      if counter.enter() == 16 { for _ in 0..<16 { all.signal() } }
      _ = all.wait(timeout: .now() + 20)
      counter.leave()
      all.signal()
      return Self.echoing(request)
    }
    let problems = asked((0..<24).map { "p\($0)" }, count: 1)
    let found = try answers(RemoteEngine(try remote(server, concurrency: 16)), problems)
    #expect(found.map(\.problem.prompt) == problems.map(\.problem.prompt))
    #expect(counter.most == 16)
  }
}
