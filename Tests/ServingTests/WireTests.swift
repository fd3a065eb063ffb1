import Foundation
import Serving
import Support
import Testing

/// Messages as servers send them, and as OpenAI documents them.
@Suite struct WireTests {
  private func decode<T: Decodable>(_ text: String) throws -> T {
    try WireJSON.decode(T.self, from: Data(text.utf8))
  }

  private func text(_ value: some Encodable) throws -> String {
    String(decoding: try WireJSON.data(value), as: UTF8.self)
  }

  @Test(arguments: [
    ("\"a\"", CompletionPrompts.texts(["a"])), ("[\"a\",\"b\"]", .texts(["a", "b"])),
    ("[1,2]", .tokens([[1, 2]])), ("[[1],[2,3]]", .tokens([[1], [2, 3]])),
  ])
  func promptsHaveFourForms(_ json: String, _ prompts: CompletionPrompts) throws {
    #expect(try decode(json) == prompts)
    #expect(try text(prompts) == json)
  }

  @Test func otherPromptsAreRefused() {
    #expect(throws: DecodingError.self) { let _: CompletionPrompts = try decode("{\"a\": 1}") }
    #expect(throws: DecodingError.self) { let _: CompletionPrompts = try decode("[1.5]") }
  }

  @Test func aRequestGoesThereAndBack() throws {
    let json = """
      {"echo":true,"logprobs":1,"max_tokens":8,"min_p":0.1,"model":"m","n":2,"prompt":"a","seed":5,\
      "stop":["x","y"],"stream_options":{"include_usage":true},"top_k":4,"top_p":0.9,"user":"u"}
      """
    let request: CompletionRequest = try decode(json)
    #expect(request.maxTokens == 8 && request.topK == 4 && request.stop?.texts == ["x", "y"])
    #expect(request.temperature == nil && request.streamOptions?.includeUsage == true)
    #expect(try text(request) == json)
    let one: CompletionRequest = try decode("{\"prompt\": \"a\", \"stop\": \"x\", \"n\": null}")
    #expect(one.stop?.texts == ["x"] && one.n == nil)
  }

  @Test func messagesHaveTextsOrParts() throws {
    let request: ChatRequest = try decode(
      """
      {"messages": [{"role": "system", "content": "s"}, {"role": "user", "content":
      [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}, {"role": "user", "content":
      [{"type": "image_url", "image_url": {"url": "x"}}]}, {"role": "assistant", "content": null}],
      "max_completion_tokens": 3, "max_tokens": 9, "chat_template_kwargs": {"enable_thinking": false}}
      """)
    #expect(request.messages.map { $0.content?.text } == ["s", "ab", nil, nil])
    #expect(request.cap == 3)
    #expect(request.templateVariables == ["enable_thinking": .bool(false)])
  }

  @Test func whatOpenAIGivesAsNullIsWrittenAsNull() throws {
    let choice = CompletionChoice(index: 0, text: "a", finishReason: nil)
    #expect(try text(choice) == #"{"finish_reason":null,"index":0,"logprobs":null,"text":"a"}"#)
    let chunk = ChatDelta(index: 1, delta: ChatMessage(role: nil, content: .text("a")))
    #expect(
      try text(chunk)
        == #"{"delta":{"content":"a"},"finish_reason":null,"index":1,"logprobs":null}"#)
    #expect(
      try text(ErrorBody(message: "no", type: "t"))
        == #"{"error":{"code":null,"message":"no","param":null,"type":"t"}}"#)
  }

  /// As vLLM, llama.cpp, FastAPI's old form, and a plain word.
  @Test(arguments: [
    #"{"error": {"message": "no", "type": "BadRequestError", "param": null, "code": 400}}"#,
    #"{"object": "error", "message": "no", "type": "BadRequestError", "code": 400}"#,
    #"{"error": "no"}"#,
  ])
  func refusalsAreRead(_ json: String) throws {
    let body: ErrorBody = try decode(json)
    #expect(body.error.message == "no")
  }

  @Test func answersOfServersAreRead() throws {
    let completion: CompletionResponse = try decode(
      """
      {"id": "cmpl-1", "object": "text_completion", "created": 1, "model": "m", "choices": [{"index": 0,
      "text": " 4", "logprobs": {"tokens": ["2", " 4"], "token_logprobs": [null, -0.5], "top_logprobs":
      [null, {" 4": -0.5, " 5": -1}], "text_offset": [0, 1]}, "finish_reason": "length", "stop_reason": null}],
      "usage": {"prompt_tokens": 1, "total_tokens": 2, "completion_tokens": 1}, "kv_transfer_params": null}
      """)
    #expect(completion.choices[0].logprobs?.tokenLogprobs == [nil, -0.5])
    #expect(completion.choices[0].logprobs?.topLogprobs?[1]?[" 5"] == -1)
    #expect(completion.choices[0].finishReason == "length" && completion.systemFingerprint == nil)
    let chat: ChatResponse = try decode(
      """
      {"choices": [{"index": 0, "message": {"role": "assistant", "content": null, "reasoning_content": "hm",
      "tool_calls": []}, "logprobs": {"content": [{"token": "é", "logprob": -0.1, "bytes": [195, 169],
      "top_logprobs": []}], "refusal": null}, "finish_reason": "stop"}], "system_fingerprint": "b1-a"}
      """)
    #expect(chat.choices[0].message.content == nil && chat.systemFingerprint == "b1-a")
    #expect(chat.choices[0].message.reasoningContent == "hm")
    #expect(chat.choices[0].logprobs?.content?[0].bytes == [195, 169])
  }

  @Test func eventsAreFramed() throws {
    let event = try WireJSON.event(StreamOptions(includeUsage: true))
    #expect(String(decoding: event, as: UTF8.self) == "data: {\"include_usage\":true}\n\n")
    #expect(String(decoding: WireJSON.lastEvent, as: UTF8.self) == "data: [DONE]\n\n")
  }
}
