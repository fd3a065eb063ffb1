import Support
import Testing
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

  @Test func smolLMHasASystemMessageOfItsOwn() throws {
    let template = try ChatTemplate(Self.smolLM, path: "t")
    #expect(template.form == .chatML)
    #expect(
      template.render(turns)
        == "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face"
        + "<|im_end|>\n<|im_start|>user\n Hi <|im_end|>\n<|im_start|>assistant\nYes?<|im_end|>\n"
        + "<|im_start|>user\n2+2<|im_end|>\n<|im_start|>assistant\n")
    let own = [Message(role: "system", content: "Be brief.")] + turns.suffix(1)
    #expect(
      template.render(own, addsGenerationPrompt: false)
        == "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n2+2<|im_end|>\n")
  }

  @Test func qwenToo() throws {
    #expect(
      try ChatTemplate(Self.qwen, path: "t").defaultSystem
        == "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.")
    #expect(try ChatTemplate(Self.plainChatML, path: "t").defaultSystem == nil)
  }

  @Test func llama3Trims() throws {
    #expect(
      try ChatTemplate(Self.llama3, path: "t").render(turns)
        == "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>"
        + "<|start_header_id|>assistant<|end_header_id|>\n\nYes?<|eot_id|>"
        + "<|start_header_id|>user<|end_header_id|>\n\n2+2<|eot_id|>"
        + "<|start_header_id|>assistant<|end_header_id|>\n\n")
  }

  @Test func zephyrEndsTurnsWithTheEndToken() throws {
    #expect(
      try ChatTemplate(Self.zephyr, path: "t").render(Array(turns.suffix(1)))
        == "<|user|>\n2+2</s>\n<|assistant|>\n")
  }

  @Test func anUnknownOneSaysWhichAreKnown() {
    #expect {
      try ChatTemplate("[INST] {{ message }} [/INST]", path: "m/tokenizer_config.json")
    } throws: {
      "\($0)".hasPrefix("m/tokenizer_config.json: the chat template cannot be used")
        && "\($0)".contains("ChatML, Llama 3, Zephyr")
    }
    for other in [
      "<|start_header_id|> <|eot_id|> Cutting Knowledge Date: December 2023",
      "<|im_start|> <|im_end|> {% if enable_thinking %}", "<|im_start|><|im_sep|><|im_end|>",
    ] {
      #expect(throws: TokenizersError.self) { try ChatTemplate(other, path: "t") }
    }
  }
}
