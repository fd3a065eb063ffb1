import Foundation
import Rollouts
import Tokenizers

/// How choices are written: as completions or as messages.
protocol AnswerForm: Sendable {
  associatedtype Whole: Encodable

  /// The answer with all choices.
  func whole(_ choices: [ChoicePiece], _ usage: TokenUsage) -> Whole
  /// Events before the first piece.
  func opening() throws -> [Data]
  /// A piece as an event.
  func event(_ piece: ChoicePiece) throws -> Data
  /// The event that gives what a stream took.
  func last(_ usage: TokenUsage) throws -> Data
}

/// What all answers to a call have in common.
struct AnswerHead: Sendable {
  var id: String
  var created = Int(Date().timeIntervalSince1970)
  var model: String
  var fingerprint: String
}

/// Completions.
struct CompletionForm: AnswerForm {
  private let call: GenerationCall
  private let head: AnswerHead
  private let tokenizer: any Tokenizer

  init(
    _ call: GenerationCall, id: String, settings: ServerSettings, tokenizer: any Tokenizer
  ) {
    self.call = call
    head = AnswerHead(id: id, model: settings.modelName, fingerprint: settings.fingerprint)
    self.tokenizer = tokenizer
  }

  func whole(_ choices: [ChoicePiece], _ usage: TokenUsage) -> CompletionResponse {
    response(choices.map(choice), usage)
  }

  func opening() -> [Data] { [] }

  func event(_ piece: ChoicePiece) throws -> Data {
    try WireJSON.event(response([choice(piece)], nil))
  }

  func last(_ usage: TokenUsage) throws -> Data { try WireJSON.event(response([], usage)) }

  private func response(_ choices: [CompletionChoice], _ usage: TokenUsage?) -> CompletionResponse {
    CompletionResponse(
      id: head.id, created: head.created, model: head.model, systemFingerprint: head.fingerprint,
      choices: choices, usage: usage)
  }

  private func choice(_ piece: ChoicePiece) -> CompletionChoice {
    let isEnd = piece.finishReason != nil
    return CompletionChoice(
      index: piece.index, text: piece.text,
      logprobs: call.settings.logprobs == nil || call.isStreamed && piece.tokens.isEmpty
        ? nil : logprobs(piece.tokens),
      finishReason: piece.finishReason, tokenIDs: call.givesIDs && isEnd ? piece.ids : nil,
      promptTokenIDs: call.givesIDs && isEnd
        ? call.prompts[piece.index / call.count].tokens : nil)
  }

  private func logprobs(_ tokens: [ShownToken]) -> CompletionLogprobs {
    CompletionLogprobs(
      tokens: tokens.map { tokenizer.shown($0.id) },
      tokenLogprobs: tokens.map { $0.logprob.map(Double.init) },
      topLogprobs: tokens.map { token in
        guard let logprob = token.logprob else { return nil }
        // Tokens with the same text have the more probable one's number. The one drawn is always there.
        var top = Dictionary(
          (token.top ?? []).map { (tokenizer.shown($0.token), Double($0.logprob)) }
        ) { max($0, $1) }
        let own = tokenizer.shown(token.id)
        top[own] = max(top[own] ?? -.infinity, Double(logprob))
        return top
      },
      textOffset: tokens.map(\.offset))
  }
}

/// Messages of a conversation.
struct ChatForm: AnswerForm {
  private let call: GenerationCall
  private let head: AnswerHead
  private let tokenizer: any Tokenizer

  init(
    _ call: GenerationCall, id: String, settings: ServerSettings, tokenizer: any Tokenizer
  ) {
    self.call = call
    head = AnswerHead(id: id, model: settings.modelName, fingerprint: settings.fingerprint)
    self.tokenizer = tokenizer
  }

  func whole(_ choices: [ChoicePiece], _ usage: TokenUsage) -> ChatResponse {
    ChatResponse(
      id: head.id, created: head.created, model: head.model, systemFingerprint: head.fingerprint,
      choices: choices.map { piece in
        ChatChoice(
          index: piece.index, message: ChatMessage(role: "assistant", content: .text(piece.text)),
          logprobs: logprobs(piece), finishReason: piece.finishReason,
          tokenIDs: call.givesIDs ? piece.ids : nil)
      }, usage: usage)
  }

  func opening() throws -> [Data] {
    try (0..<call.sequences).map { index in
      try WireJSON.event(
        chunk([
          ChatDelta(
            index: index, delta: ChatMessage(role: "assistant", content: .text("")))
        ]))
    }
  }

  func event(_ piece: ChoicePiece) throws -> Data {
    try WireJSON.event(
      chunk([
        ChatDelta(
          index: piece.index,
          delta: ChatMessage(role: nil, content: piece.text.isEmpty ? nil : .text(piece.text)),
          logprobs: logprobs(piece), finishReason: piece.finishReason)
      ]))
  }

  func last(_ usage: TokenUsage) throws -> Data { try WireJSON.event(chunk([], usage)) }

  private func chunk(_ choices: [ChatDelta], _ usage: TokenUsage? = nil) -> ChatChunk {
    ChatChunk(
      id: head.id, created: head.created, model: head.model, systemFingerprint: head.fingerprint,
      choices: choices, usage: usage)
  }

  private func logprobs(_ piece: ChoicePiece) -> ChatLogprobs? {
    guard call.settings.logprobs != nil, !call.isStreamed || !piece.tokens.isEmpty else {
      return nil
    }
    return ChatLogprobs(
      piece.tokens.map { token in
        ChatLogprobs.Token(
          token: tokenizer.shown(token.id), logprob: Double(token.logprob ?? 0),
          bytes: tokenizer.textBytes(of: token.id),
          topLogprobs: (token.top ?? []).map {
            ChatLogprobs.Candidate(
              token: tokenizer.shown($0.token), logprob: Double($0.logprob),
              bytes: tokenizer.textBytes(of: $0.token))
          })
      })
  }
}

extension Tokenizer {
  /// A token as answers show it: its text, the piece of one that has none, `bytes:\x…` of one that is no whole character.
  func shown(_ token: Int32) -> String {
    let bytes = textBytes(of: token)
    if bytes.isEmpty { return piece(token) ?? "" }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return "bytes:" + bytes.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
