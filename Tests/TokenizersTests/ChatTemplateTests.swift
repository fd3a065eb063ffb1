import Foundation
import Support
import Testing
import TestSupport
import Tokenizers

@Suite struct ChatTemplateTests {
  // The texts are those of SmolLM2-135M-Instruct, Qwen2.5-0.5B-Instruct (without its tools), Llama-3-8B-Instruct
  // and zephyr-7b-beta; what is expected is what transformers renders from them.
  static let smolLM = """
    {% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system
    You are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>
    ' }}{% endif %}{{'<|im_start|>' + message['role'] + '
    ' + message['content'] + '<|im_end|>' + '
    '}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant
    ' }}{% endif %}
    """
  static let qwen = #"""
    {%- if messages[0]['role'] == 'system' %}
        {{- '<|im_start|>system\n' + messages[0]['content'] + '<|im_end|>\n' }}
    {%- else %}
        {{- '<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\n' }}
    {%- endif %}
    {%- for message in messages %}
        {%- if (message.role == "user") or (message.role == "system" and not loop.first) or (message.role == "assistant") %}
            {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>' + '\n' }}
        {%- endif %}
    {%- endfor %}
    {%- if add_generation_prompt %}
        {{- '<|im_start|>assistant\n' }}
    {%- endif %}
    """#
  static let plainChatML =
    #"{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"#
  static let llama3 =
    #"{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"#
  static let zephyr =
    #"{% for message in messages %}\n{% if message['role'] == 'user' %}\n{{ '<|user|>\n' + message['content'] + eos_token }}\n{% elif message['role'] == 'system' %}\n{{ '<|system|>\n' + message['content'] + eos_token }}\n{% elif message['role'] == 'assistant' %}\n{{ '<|assistant|>\n'  + message['content'] + eos_token }}\n{% endif %}\n{% if loop.last and add_generation_prompt %}\n{{ '<|assistant|>' }}\n{% endif %}\n{% endfor %}"#

  private let turns = [
    Message(role: "user", content: " Hi "), Message(role: "assistant", content: "Yes?"),
    Message(role: "user", content: "2+2"),
  ]
  private static let tokens = ["bos_token": "<|begin_of_text|>", "eos_token": "</s>"]

  private func template(_ text: String) -> ChatTemplate {
    ChatTemplate(
      text, path: "t", variables: Self.tokens, ends: ["<|im_end|>", "<|eot_id|>", "</s>"])
  }

  @Test func smolLMHasASystemMessageOfItsOwn() throws {
    let template = template(Self.smolLM)
    #expect(
      try template.render(turns)
        == "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face"
        + "<|im_end|>\n<|im_start|>user\n Hi <|im_end|>\n<|im_start|>assistant\nYes?<|im_end|>\n"
        + "<|im_start|>user\n2+2<|im_end|>\n<|im_start|>assistant\n")
    let own = [Message(role: "system", content: "Be brief.")] + turns.suffix(1)
    #expect(
      try template.render(own, addsGenerationPrompt: false)
        == "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n2+2<|im_end|>\n")
  }

  @Test func qwenToo() throws {
    #expect(
      try template(Self.qwen).render(turns).hasPrefix(
        "<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant."))
    #expect(try template(Self.plainChatML).render(turns).hasPrefix("<|im_start|>user\n"))
  }

  @Test func llama3Trims() throws {
    #expect(
      try template(Self.llama3).render(turns)
        == "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>"
        + "<|start_header_id|>assistant<|end_header_id|>\n\nYes?<|eot_id|>"
        + "<|start_header_id|>user<|end_header_id|>\n\n2+2<|eot_id|>"
        + "<|start_header_id|>assistant<|end_header_id|>\n\n")
  }

  @Test func aReplyStartsBehindTheEndTokenThatTheModelWrote() throws {
    let reply = Message(role: "user", content: "and?")
    #expect(
      try template(Self.smolLM).renderReply(reply)
        == "\n<|im_start|>user\nand?<|im_end|>\n<|im_start|>assistant\n")
    #expect(
      try template(Self.llama3).renderReply(reply)
        == "<|start_header_id|>user<|end_header_id|>\n\nand?<|eot_id|>"
        + "<|start_header_id|>assistant<|end_header_id|>\n\n")
    // An end token behind a space, and one that the program does not write.
    let spaced =
      "{% for m in messages %}{{ m.role ~ ': ' ~ m.content ~ ' ' ~ eos_token }}{% endfor %}"
    #expect(try template(spaced).renderReply(reply) == "user: and? </s>")
    let bare = "{% for m in messages %}{{ '[' ~ m.content ~ ']' }}{% endfor %}"
    #expect(try template(bare).renderReply(reply) == "][and?]")
    let silent = "{% for m in messages if m.role == 'user' %}{{ m.content }}{% endfor %}"
    #expect(throws: TokenizersError.self) { try template(silent).renderReply(reply) }
  }

  @Test func oneThatCannotBeEvaluatedIsAnErrorWhenItIsUsed() throws {
    for (text, reason) in [
      ("{% include 'x' %}", "line 1: the statement 'include' is not supported"),
      ("a\n{{ messages | wonder }}", "line 2: there is no filter 'wonder'"),
      ("{% if x %}", "the end is not expected here"),
      ("{{ raise_exception('No system role.') }}", "line 1: No system role."),
      (
        "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
        "come to an end"
      ),
      (
        "{{ " + String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000) + " }}",
        "nested too deeply"
      ),
      ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "nested too deeply"),
      ("{% set x = 'ab' * 9000000 %}{% for i in range(99) %}{{ x }}{% endfor %}", "too long"),
    ] {
      let template = ChatTemplate(text, path: "m/tokenizer_config.json")
      #expect {
        try template.check()
        _ = try template.render(turns)
      } throws: {
        "\($0)".hasPrefix("m/tokenizer_config.json: the chat template cannot be used: ")
          && "\($0)".contains(reason) && "\($0)".contains("--chat-template")
      }
    }
  }

  @Test func aPromptWithoutAnyTextIsAnError() throws {
    let format = PromptFormat.chat(template("{% for m in nothing %}x{% endfor %}"))
    #expect(throws: TokenizersError.self) { try format.tokens("1", CharacterTokenizer()) }
  }

  @Test func theDayStandsStill() throws {
    let text = "{{ strftime_now('%A, %d %B %Y; %d %b %y') }}"
    #expect(try template(text).render(turns) == "Friday, 26 July 2024; 26 Jul 24")
    for (year, month, day, name) in [
      (2026, 11, 29, "Sunday"), (2000, 2, 29, "Tuesday"), (1900, 1, 1, "Monday"),
      (2024, 3, 1, "Friday"), (2023, 12, 31, "Sunday"),
    ] {
      var template = template("{{ strftime_now('%A') }}")
      template.day = CalendarDay(year: year, month: month, day: day)
      #expect(try template.render(turns) == name)
    }
  }

  @Test func variablesAreGivenByName() throws {
    let text =
      "{% if enable_thinking is defined and enable_thinking is false %}off{% else %}on{% endif %}{{ n + 1 }}"
    let template = template(text).with(["n": "2"])
    #expect(try template.render(turns) == "on3")
    #expect(try template.with(["enable_thinking": "false"]).render(turns) == "off3")
  }

  /// One line of what `Tests/Golden/templates.py` wrote: what jinja2 makes of templates, compiled as transformers does.
  private struct Case: Decodable {
    var template: String
    var `case`, expected, error: String?
    var given: String
  }

  /// `nil` if the template does what is expected of it, otherwise what it does.
  private func difference(_ template: ChatTemplate, _ entry: Case) -> String? {
    var template = template
    template.day = CalendarDay(year: 2026, month: 11, day: 29)
    do {
      let found = try template.render(json: Data(entry.given.utf8))
      return entry.expected.map(\.utf8).map(found.utf8.elementsEqual) == true ? nil : found
    } catch {
      return entry.error.map { $0.isEmpty || "\(error)".contains($0) } == true ? nil : "\(error)"
    }
  }

  @Test func templatesAreEvaluatedAsTransformersDoes() throws {
    let cases = Golden.load("templates/cases.json", as: [Case].self)
    #expect(cases.count > 250 && Set(cases.map(\.template)).count > 40)
    for entry in cases {
      let path = Golden.path("templates/\(entry.template).jinja")
      let found = difference(ChatTemplate(try AtomicFile.readText(path), path: path), entry)
      #expect(
        found == nil,
        "\(entry.template), \(entry.case ?? ""): expected \(entry.expected ?? "an error")")
    }
  }

  @Test func expressionsMeanWhatTheyMeanInJinja() throws {
    let cases = Golden.load("templates/expressions.json", as: [Case].self)
    #expect(cases.count > 200)
    // What no chat template has been seen to use: how views and ranges are printed, `%` of texts, marked texts, and
    // what `groupby` adds to its pairs.
    let beyond = ["m.keys() }}", "'%s", "|safe", "| safe)", "slice(2)", "grouper"]
    for entry in cases where !beyond.contains(where: entry.template.contains) {
      let found = difference(ChatTemplate(entry.template, path: "t"), entry)
      #expect(found == nil, "\(entry.template): expected \(entry.expected ?? "an error")")
    }
  }
}
