import Foundation
import Rollouts
import Synchronization
import Tokenizers

/// A token as an answer shows it.
package struct ShownToken: Sendable, Equatable {
  var id: Int32
  /// Null for the first token of a prompt.
  var logprob: Float?
  var top: [TokenLogprob]?
  /// Where it begins in the choice's text, bytes.
  var start: Int
  /// The same in characters.
  var offset: Int
}

/// Something new of a choice.
package struct ChoicePiece: Sendable, Equatable {
  /// Its place among the choices.
  var index: Int
  var text = ""
  var tokens: [ShownToken] = []
  /// Why the choice has ended; `nil` before.
  package var finishReason: String?
  /// All response tokens, with the end.
  package var ids: [Int32] = []
  /// Set where it failed.
  var failure: RolloutsError?
}

/// What a choice is made by.
package struct ChoiceSettings: Sendable {
  package var decoding = Decoding()
  /// The most tokens.
  package var cap = 16
  var stops: [String] = []
  var includesStop = false
  /// How many of the most probable tokens are told; `nil` where nothing is told of tokens.
  var logprobs: Int?
  /// Whether the prompt comes first.
  package var echo = false

  /// The defaults.
  package init() {}
}

/// Makes the pieces of a choice out of what happens to its sequence.
final class Choice: Sendable {
  private let index: Int
  private let prompt: [Int32]
  private let promptText: String
  private let settings: ChoiceSettings
  private let tokenizer: any Tokenizer
  private let emit: @Sendable (ChoicePiece) -> Void
  private let state: Mutex<State>

  private struct State {
    var text: ChoiceText
    var ids: [Int32] = []
    /// Tokens that are not shown yet, for their text is not certain.
    var held: [ShownToken] = []
    var bytes = 0
    var characters = 0
    var isStarted = false
    var isEnded = false
  }

  /// - Parameters:
  ///   - prompt: the tokens of the prompt.
  ///   - promptText: its text, which the choice goes on with; empty for a message of its own.
  ///   - emit: gets the pieces, in order; the last one has a reason.
  init(
    index: Int, prompt: [Int32], promptText: String, settings: ChoiceSettings,
    tokenizer: any Tokenizer, emit: @escaping @Sendable (ChoicePiece) -> Void
  ) {
    self.index = index
    self.prompt = prompt
    self.promptText = promptText
    self.settings = settings
    self.tokenizer = tokenizer
    self.emit = emit
    state = Mutex(
      State(text: ChoiceText(stops: settings.stops, includesStop: settings.includesStop)))
  }

  /// Takes what happened.
  ///
  /// - Returns: whether the sequence may end: a stop text has come.
  func take(_ event: LiveEvent) -> Bool {
    switch event {
    case .read(let reading):
      begin(reading)
      return false
    case .token(let token, let top):
      if settings.echo { begin(nil) }
      return append(token, top)
    case .end(let isFinished):
      if settings.echo { begin(nil) }
      finish(isFinished: isFinished)
      return true
    case .failed(let error):
      state.withLock { state in
        guard !state.isEnded else { return }
        state.isEnded = true
        emit(ChoicePiece(index: index, finishReason: "error", failure: error))
      }
      return true
    }
  }

  /// The echoed prompt.
  private func begin(_ reading: PromptReading?) {
    state.withLock { state in
      guard settings.echo, !state.isStarted else { return }
      state.isStarted = true
      var piece = ChoicePiece(index: index, text: promptText)
      if settings.logprobs != nil {
        let bytes = Array(promptText.utf8)
        let ends = promptEnds(bytes)
        for (i, token) in prompt.enumerated() {
          let start = i == 0 ? 0 : min(ends[i - 1], bytes.count)
          piece.tokens.append(
            ShownToken(
              id: token, logprob: i == 0 ? nil : reading?.logprobs[i - 1],
              top: i == 0 || reading?.top.isEmpty ?? true ? nil : reading?.top[i - 1],
              start: start, offset: ChoiceText.scalars(in: bytes[..<start])))
        }
      }
      state.characters = promptText.unicodeScalars.count
      emit(piece)
    }
  }

  /// Where the prompt's tokens end in its text, bytes: markers stand in it, a start token that was put before it does not.
  private func promptEnds(_ text: [UInt8]) -> [Int] {
    var (ends, end) = ([Int](), 0)
    for token in prompt {
      var bytes = tokenizer.textBytes(of: token)
      if bytes.isEmpty { bytes = tokenizer.piece(token).map { Array($0.utf8) } ?? [] }
      let rest = text[min(end, text.count)...]
      // SentencePiece's blank before a text is none of it.
      if !rest.starts(with: bytes), bytes.first == 32, rest.starts(with: bytes.dropFirst()) {
        bytes.removeFirst()
      }
      if rest.starts(with: bytes) { end += bytes.count }
      ends.append(end)
    }
    return end == text.count ? ends : tokenizer.textEnds(of: prompt, text: promptText)
  }

  private func append(_ token: TokenLogprob, _ top: [TokenLogprob]) -> Bool {
    state.withLock { state in
      if state.text.isStopped { return true }
      var bytes = tokenizer.textBytes(of: token.token)
      // SentencePiece's blank before a text is none of it; after a text it parts words.
      if state.bytes == 0, promptText.isEmpty, bytes.first == UInt8(ascii: " "),
        tokenizer.decode([token.token]).utf8.count < bytes.count
      {
        bytes.removeFirst()
      }
      state.ids.append(token.token)
      if settings.logprobs != nil {
        state.held.append(
          ShownToken(
            id: token.token, logprob: token.logprob, top: top.isEmpty ? nil : top,
            start: state.bytes, offset: state.characters))
      }
      state.bytes += bytes.count
      state.characters += ChoiceText.scalars(in: bytes)
      state.text.append(bytes)
      let text = state.text.release(isLast: false)
      let shown = state.held.prefix { $0.start < state.text.released }
      state.held.removeFirst(shown.count)
      if !text.isEmpty || !shown.isEmpty {
        emit(ChoicePiece(index: index, text: text, tokens: Array(shown)))
      }
      return state.text.isStopped
    }
  }

  private func finish(isFinished: Bool) {
    state.withLock { state in
      guard !state.isEnded else { return }
      state.isEnded = true
      let text = state.text.release(isLast: true)
      let isStopped = state.text.isStopped
      // Tokens of a stop text are not shown; the end token is.
      let shown = state.held.filter { !isStopped || $0.start < state.text.released }
      emit(
        ChoicePiece(
          index: index, text: text, tokens: shown,
          finishReason: isFinished || isStopped ? "stop" : "length", ids: state.ids))
    }
  }
}
