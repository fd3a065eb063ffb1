import Foundation
import Rollouts
import Serving
import Support
import TestSupport
import Testing

/// What requests get, without sockets.
@Suite struct ModelServiceTests {
  /// Requests that differ in everything that a request may say of drawing.
  private let requests: [String] = (0..<14).map { i in
    let settings = [
      #""temperature": 0"#, #""temperature": 1.3, "top_k": 20"#, #""top_p": 0.8"#,
      #""min_p": 0.02, "frequency_penalty": 0.5"#, #""n": 3"#, #""stop": "a", "max_tokens": 40"#,
      #""echo": true"#,
    ][i % 7]
    return #"{"prompt": "q\#(i)=", "seed": \#(i / 3), "logprobs": 2, "max_tokens": 24, "#
      + settings + "}"
  }

  /// The same with the last of two equal keys taken away.
  private func body(_ request: String) -> String {
    request.contains(#""max_tokens": 40"#)
      ? request.replacingOccurrences(of: #""max_tokens": 24, "#, with: "") : request
  }

  /// A request gets the same bits alone as among others, on one worker as on two.
  @Test func neighboursDoNotMatter() async throws {
    var alone: [[CompletionChoice]] = []
    let one = Served()
    for request in requests { alone.append(try await one.complete(body(request)).choices) }
    for workers in 1...2 {
      let served = Served(workers: workers)
      let together = try await withThrowingTaskGroup(
        of: (Int, [CompletionChoice]).self, returning: [Int: [CompletionChoice]].self
      ) { group in
        for (i, request) in requests.enumerated() {
          group.addTask { (i, try await served.complete(body(request)).choices) }
        }
        return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
      for i in requests.indices { #expect(together[i] == alone[i], "request \(i)") }
    }
    // Two prompts in one request are the two of two requests.
    let pair = try await one.complete(
      #"{"prompt": ["q1=", "q2="], "seed": 5, "max_tokens": 20, "n": 2}"#)
    for (i, prompt) in ["q1=", "q2="].enumerated() {
      let single = try await one.complete(
        #"{"prompt": "\#(prompt)", "seed": 5, "max_tokens": 20, "n": 2}"#)
      #expect(single.choices.map(\.text) == pair.choices[(2 * i)..<(2 * i + 2)].map(\.text))
      #expect(single.choices[0].text != single.choices[1].text)
    }
    #expect(pair.choices.map(\.index) == [0, 1, 2, 3])
  }

  /// What is served is what the engine samples.
  @Test func itIsTheEnginesSample() async throws {
    let served = Served()
    let answer = try await served.complete(
      #"{"prompt": "12+3=", "seed": 9, "max_tokens": 30, "n": 2, "logprobs": 0, "#
        + #""return_token_ids": true, "temperature": 0.8}"#)
    var engine = served.engine
    engine.decoding = Decoding(temperature: 0.8)
    let prompt = try engine.promptTokens("12+3=")
    let expected = try engine.sample(tokens: [prompt], count: 2, cap: 30) { _, choice in
      GenerationCall.stream(seed: 9, prompt: prompt, choice: choice)
    }[0]
    for (choice, trajectory) in zip(answer.choices, expected) {
      #expect(choice.tokenIDs == trajectory.responseTokens)
      #expect(choice.promptTokenIDs == prompt)
      #expect(choice.text == trajectory.completion.text)
      #expect(choice.finishReason == (trajectory.completion.isFinished ? "stop" : "length"))
      #expect(
        choice.logprobs?.tokenLogprobs == trajectory.plainLogprobs.map { Double($0) })
    }
    #expect(answer.systemFingerprint == "print")
    #expect(answer.usage?.promptTokens == 6)
    #expect(
      answer.usage?.completionTokens == expected.reduce(0) { $0 + $1.responseTokens.count })
  }

  @Test func aFreshSeedIsTold() async throws {
    let served = Served()
    func ask(_ seed: String) async throws -> (text: String, seed: String?) {
      let answer = await served.post(
        "completions", #"{"prompt": "x", "max_tokens": 40, "n": 2\#(seed)}"#)
      return (
        try answer.value(CompletionResponse.self).choices.map(\.text).joined(separator: "|"),
        answer.headers["X-Assay-Seed"]
      )
    }
    let (first, second) = (try await ask(""), try await ask(""))
    #expect(first.text != second.text)
    let seed = try #require(first.seed)
    #expect(try await ask(#", "seed": \#(seed)"#).text == first.text)
  }

  /// Log-probabilities of the prompt's tokens are those that scoring gives; the first has none.
  @Test(arguments: [0, 1]) func echoTellsThePromptsLogprobs(_ cap: Int) async throws {
    let served = Served()
    let text = "12+3=15; and more"
    let prompt = try served.engine.promptTokens(text)
    let choice = try #require(
      try await served.complete(
        #"{"prompt": [\#(prompt), \#(Array(prompt.prefix(4)))], "max_tokens": \#(cap), "echo": true, "#
          + #""logprobs": 1, "temperature": 0}"#
      ).choices.first)
    let logprobs = try #require(choice.logprobs)
    let found = try #require(logprobs.tokenLogprobs)
    #expect(found.count == prompt.count + cap && found[0] == nil)
    let expected = try served.engine.score([(Array(prompt.prefix(1)), Array(prompt.dropFirst()))])[
      0]
    #expect(
      largestDifference(
        expected, found[1..<prompt.count].map { $0 ?? .nan }) < Tolerance.decodingMismatch)
    // lm-eval compares the token's number with the largest one.
    let top = try #require(logprobs.topLogprobs)
    #expect(top.count == found.count && top[0] == nil)
    for (own, top) in zip(found, top).dropFirst() {
      let largest = try #require(top?.values.max())
      #expect(try #require(own) <= largest && top?.values.contains(own ?? .nan) == true)
    }
    #expect(cap == 0 || found.last == top.last??.values.max())
    #expect(choice.text.hasPrefix(text))
    // The start token has no text.
    #expect(logprobs.textOffset?.prefix(4) == [0, 0, 1, 2])
    #expect(logprobs.tokens?.dropFirst().prefix(4).joined() == "12+3")
    #expect(choice.finishReason == "length" || cap == 1)
  }

  /// A stop text that several tokens make is left out, and nothing is decoded behind it.
  @Test func stopTextsEndAChoice() async throws {
    let served = Served()
    func ask(_ more: String) async throws -> CompletionResponse {
      try await served.complete(
        #"{"prompt": "ab", "seed": 1, "max_tokens": 60, "logprobs": 0\#(more)}"#)
    }
    let whole = try await ask("")
    let text = whole.choices[0].text
    try #require(text.count > 12)
    let start = text.index(text.startIndex, offsetBy: 6)
    let stop = String(text[start..<text.index(start, offsetBy: 3)])
    let first = try #require(text.firstRange(of: stop))
    let quoted = String(decoding: try WireJSON.data([stop, "never there"]), as: UTF8.self)
    let cut = try await ask(#", "stop": \#(quoted)"#)
    #expect(cut.choices[0].text == text[..<first.lowerBound])
    #expect(cut.choices[0].finishReason == "stop")
    let before = text.distance(from: text.startIndex, to: first.lowerBound)
    #expect(cut.usage?.completionTokens == before + 3)
    #expect(cut.choices[0].logprobs?.tokens?.count == before)
    let kept = try await ask(#", "stop": \#(quoted), "include_stop_str_in_output": true"#)
    #expect(kept.choices[0].text == text[..<first.upperBound])
  }

  /// The pieces of a stream are the whole answer.
  @Test func streamsSayTheSame() async throws {
    let served = Served(template: "{% for m in messages %}{{ m.content }};{% endfor %}")
    let request = #""seed": 3, "max_tokens": 40, "n": 2, "stop": ["e", "xyz"]"#
    let body = #"{"prompt": "ab", "logprobs": 1, "echo": true, \#(request)"#
    let whole = try await served.complete(body + "}")
    let pieces = try await served.post(
      "completions", body + #", "stream": true, "stream_options": {"include_usage": true}}"#
    ).events(CompletionResponse.self)
    for choice in whole.choices {
      let own = pieces.flatMap(\.choices).filter { $0.index == choice.index }
      #expect(own.map(\.text).joined() == choice.text)
      #expect(own.compactMap(\.finishReason) == [choice.finishReason])
      #expect(
        own.flatMap { $0.logprobs?.tokenLogprobs ?? [] } == choice.logprobs?.tokenLogprobs)
      #expect(own.flatMap { $0.logprobs?.textOffset ?? [] } == choice.logprobs?.textOffset)
    }
    #expect(pieces.last?.usage == whole.usage && pieces.last?.choices.isEmpty == true)
    let messages = #"{"messages": [{"role": "user", "content": "ab"}], \#(request)"#
    let chat = try await served.post("chat/completions", messages + "}").value(ChatResponse.self)
    let chunks = try await served.post("chat/completions", messages + #", "stream": true}"#)
      .events(ChatChunk.self)
    for choice in chat.choices {
      let own = chunks.flatMap(\.choices).filter { $0.index == choice.index }
      #expect(own.first?.delta.role == "assistant")
      #expect(own.compactMap { $0.delta.content?.text }.joined() == choice.message.content?.text)
    }
  }

  /// A conversation is what the template makes of it.
  @Test func chatsUseTheTemplate() async throws {
    let served = Served(
      template: "{% for m in messages %}{{ m.role }}:{{ m.content }};{% endfor %}{{ mark }}")
    let chat = try await served.post(
      "chat/completions",
      #"{"messages": [{"role": "user", "content": [{"type": "text", "text": "hi"}]}], "seed": 4, "#
        + #""max_completion_tokens": 20, "logprobs": true, "top_logprobs": 2, "#
        + #""chat_template_kwargs": {"mark": "go"}}"#
    ).value(ChatResponse.self)
    let tokens = try Toy.tokenizer.encode("user:hi;go")
    let plain = try await served.complete(
      #"{"prompt": \#(tokens), "seed": 4, "max_tokens": 20, "logprobs": 2}"#)
    #expect(chat.choices[0].message.content?.text == plain.choices[0].text)
    let shown = try #require(chat.choices[0].logprobs?.content)
    #expect(shown.map(\.logprob) == plain.choices[0].logprobs?.tokenLogprobs?.map { $0 ?? 0 })
    #expect(shown.allSatisfy { $0.topLogprobs?.count == 2 })
    // Without a number of tokens: as many as fit.
    let long = try await served.post(
      "chat/completions", #"{"messages": [{"role": "user", "content": "hi"}], "seed": 8}"#
    ).value(ChatResponse.self)
    let usage = try #require(long.usage)
    #expect(
      long.choices[0].finishReason == "length" ? usage.totalTokens == 96 : usage.promptTokens == 8)
  }

  /// What is cancelled ends at once, and others go on.
  @Test func cancellingEndsAChoice() async throws {
    let served = Served()
    var settings = ChoiceSettings()
    settings.cap = 80
    settings.decoding = Decoding(temperature: 0)
    var call = try GenerationCall(.plain, logprobsName: "logprobs")
    call.settings = settings
    call.prompts = [([95, 3], "#")]
    call.count = 4
    let generation = try served.service.begin(call)
    generation.cancel()
    var tokens = 0
    for await piece in generation.pieces { tokens += piece.ids.count }
    #expect(generation.isEnded)
    #expect(tokens < 4 * 80)
    // Its place is free again.
    #expect(try await served.complete(#"{"prompt": "a", "max_tokens": 3}"#).choices.count == 1)
  }

  @Test func theQueueIsBounded() async throws {
    let served = Served(queue: 4)
    let large = await served.post("completions", #"{"prompt": ["a", "b", "c"], "n": 2}"#)
    #expect(large.status == 400)
    #expect(try large.refusal().message.contains("6 sequences"))
    var call = try GenerationCall(.plain, logprobsName: "logprobs")
    call.settings.cap = 90
    call.prompts = [([95, 3], "#")]
    call.count = 4
    // Nothing takes them: this service does not decode.
    let idle = ModelService(
      served.service.model, engine: served.engine, settings: served.service.settings)
    let generation = try idle.begin(call)
    #expect(throws: ServerRefusal.full(4)) { try idle.begin(call) }
    #expect(ServerRefusal.full(4).status == 429)
    #expect(ServedAnswer(.full(4)).headers["Retry-After"] == "1")
    withExtendedLifetime(generation) {}
  }

  @Test func closingFinishesWhatIsThere() async throws {
    let served = Served()
    var call = try GenerationCall(.plain, logprobsName: "logprobs")
    call.settings.cap = 50
    call.prompts = [([95, 3], "#")]
    call.seed = 1
    let generation = try served.service.begin(call)
    served.service.end()
    #expect(await served.post("completions", #"{"prompt": "a"}"#).status == 503)
    #expect(await served.get("/health").status == 503)
    var last: ChoicePiece?
    for await piece in generation.pieces { last = piece }
    let piece = try #require(last)
    #expect(piece.finishReason == "length" ? piece.ids.count == 50 : piece.ids.last == 95)
  }

  @Test(arguments: [
    (#""best_of": 3"#, "best_of"), (#""logit_bias": {"5": 1}"#, "logit_bias"),
    (#""suffix": "x""#, "suffix"), (#""tools": [{"type": "function"}]"#, "tools"),
    (#""response_format": {"type": "json_object"}"#, "response_format"),
    (#""ignore_eos": true"#, "ignore_eos"), (#""guided_regex": "a+""#, "guided_regex"),
    (#""temperature": -1"#, "temperature"), (#""top_p": 0"#, "top_p"), (#""n": 0"#, "n"),
    (#""n": 1000"#, "n"), (#""logprobs": 21"#, "logprobs"), (#""stop": """#, "stop"),
    (#""max_tokens": -1"#, "max_tokens"), (#""max_tokens": 96"#, "max_tokens"),
    (#""repetition_penalty": 0"#, "repetition_penalty"),
  ]) func whatIsNotObeyedIsRefused(_ member: String, _ name: String) async throws {
    let answer = await Served().post("completions", #"{"prompt": "a", \#(member)}"#)
    #expect(answer.status == 400)
    let refusal = try answer.refusal()
    #expect(refusal.param == name && refusal.type == "invalid_request_error")
    #expect(refusal.message.contains("'\(name)'") || name == "max_tokens", "\(refusal.message)")
  }

  @Test func whatChangesNothingIsTaken() async throws {
    let served = Served(template: "{{ messages[0].content }}")
    let members =
      #""presence_penalty": 0, "frequency_penalty": 0.0, "logit_bias": {}, "tools": null, "#
      + #""user": "me", "metadata": {"a": "b"}, "response_format": {"type": "text"}, "top_k": -1, "#
      + #""model": "toy", "stop": null, "max_tokens": 2"#
    let completion = await served.post(
      "completions", #"{"prompt": "a", "best_of": 1, "suffix": null, \#(members)}"#)
    #expect(completion.status == 200, "\(String(decoding: completion.body, as: UTF8.self))")
    let chat = await served.post(
      "chat/completions",
      #"{"messages": [{"role": "user", "content": "a", "type": "text"}], "tool_choice": "auto", "#
        + #"\#(members)}"#)
    #expect(chat.status == 200, "\(String(decoding: chat.body, as: UTF8.self))")
  }

  @Test func requestsThatAreNone() async throws {
    let served = Served()
    for body in [
      "", "[]", "{", "{}", #"{"prompt": 3}"#, #"{"prompt": []}"#, #"{"prompt": [[]]}"#,
      #"{"prompt": [96]}"#, #"{"prompt": [-1]}"#, #"{"prompt": "ä"}"#,
      #"{"prompt": "a", "max_tokens": "many"}"#,
    ] {
      let answer = await served.post("completions", body)
      #expect(answer.status == 400, "\(body)")
      #expect(try !answer.refusal().message.contains("\n"))
    }
    #expect(
      try await served.post("chat/completions", #"{"messages": []}"#).refusal().message
        .contains("no chat template"))
    let templated = Served(template: "{{ messages[0].content }}")
    for messages in [
      "[]", #"[{"role": "tool", "content": "x"}]"#, #"[{"role": "user", "content": null}]"#,
      #"[{"role": "user", "content": [{"type": "image_url"}]}]"#,
      #"[{"role": "assistant", "content": "x", "tool_calls": [{}]}]"#,
    ] {
      let answer = await templated.post("chat/completions", #"{"messages": \#(messages)}"#)
      #expect(answer.status == 400, "\(messages)")
    }
  }

  @Test func routesAndKeys() async throws {
    let served = Served()
    #expect(await served.get("/health").status == 200)
    let list = try await served.get("/v1/models").value(ModelList.self)
    #expect(list.data.map(\.id) == ["toy"] && list.data[0].maxModelLength == 96)
    #expect(await served.get("/v1/models/toy").status == 200)
    #expect(await served.get("/v1/models/gpt").status == 404)
    #expect(await served.get("/v2").status == 404)
    let wrong = await served.get("/v1/completions")
    #expect(wrong.status == 405 && wrong.headers["Allow"] == "POST")
    let other = await served.post("completions", #"{"prompt": "a", "model": "gpt"}"#)
    #expect(other.status == 404)
    #expect(try other.refusal().code == .text("model_not_found"))
    #expect(await served.get("/v1/models", origin: "http://evil.example").status == 403)
    let locked = Served(key: "secret")
    #expect(await locked.get("/health").status == 200)
    for key in [nil, "", "secret", "Bearer secre", "Bearer secrets"] {
      let answer = await locked.get("/v1/models", authorization: key)
      #expect(answer.status == 401 && answer.headers["WWW-Authenticate"] == "Bearer")
    }
    #expect(await locked.get("/v1/models", authorization: "Bearer secret").status == 200)
    var open = ServerSettings()
    open.host = "0.0.0.0"
    #expect(throws: ServingFailure.open(host: "0.0.0.0")) { try open.validate() }
    open.key = "secret"
    #expect(throws: Never.self) { try open.validate() }
  }
}
