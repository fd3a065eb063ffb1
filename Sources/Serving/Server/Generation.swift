import Foundation
import Rollouts
import Support
import Synchronization
import Tokenizers

/// Choices that are being made for one request.
package final class Generation: Sendable {
  let call: GenerationCall
  /// The root of the draws.
  let seed: Int
  /// One sequence a choice: those of the first prompt, then those of the second.
  let sequences: [LiveSequence]
  /// What comes of them; it ends when all have ended.
  package let pieces: AsyncStream<ChoicePiece>
  private let open: OpenCount

  /// Whether all sequences have ended.
  package var isEnded: Bool { open.isZero }

  /// Prepares the sequences of a call.
  ///
  /// - Parameter onEnd: called once for every sequence that has ended.
  init(
    _ call: GenerationCall, tokenizer: any Tokenizer, onEnd: @escaping @Sendable () -> Void
  ) {
    self.call = call
    // Small enough for every JSON reader, so that it can be sent again.
    let seed = call.seed ?? Int.random(in: 0..<1 << 53)
    self.seed = seed
    let (pieces, continuation) = AsyncStream.makeStream(of: ChoicePiece.self)
    self.pieces = pieces
    let open = OpenCount(call.sequences)
    self.open = open
    let settings = call.settings
    sequences = call.prompts.enumerated().flatMap { i, prompt in
      (0..<call.count).map { j in
        let choice = Choice(
          index: i * call.count + j, prompt: prompt.tokens, promptText: prompt.text,
          settings: settings, tokenizer: tokenizer, emit: { continuation.yield($0) })
        let link = SequenceLink()
        let sequence = LiveSequence(
          prompt: prompt.tokens, decoding: settings.decoding, cap: settings.cap,
          stream: GenerationCall.stream(seed: seed, prompt: prompt.tokens, choice: j),
          top: settings.logprobs ?? 0,
          readsPrompt: settings.echo && settings.logprobs != nil
        ) { event in
          if choice.take(event) { link.cancel() }
          switch event {
          case .end, .failed:
            onEnd()
            if open.countDown() { continuation.finish() }
          case .read, .token: break
          }
        }
        link.set(sequence)
        return sequence
      }
    }
    let all = sequences
    continuation.onTermination = { reason in
      if case .cancelled = reason { for sequence in all { sequence.cancel() } }
    }
  }

  /// Nobody waits for it any more.
  package func cancel() { for sequence in sequences { sequence.cancel() } }

  /// The answer in a form: in pieces, or when all choices are there.
  ///
  /// - Throws: `RolloutsError` where a choice failed, `ServerRefusal` where the server ended.
  func answer(_ form: some AnswerForm) async throws -> ServedAnswer {
    let note = "\(call.prompts.count)×\(call.count) seed \(seed)"
    if call.isStreamed {
      var answer = ServedAnswer(events: events(form), note: note)
      answer.headers["X-Assay-Seed"] = "\(seed)"
      return answer
    }
    var choices = (0..<call.sequences).map { ChoicePiece(index: $0) }
    for await piece in pieces {
      if let failure = piece.failure { throw failure }
      choices[piece.index].text += piece.text
      choices[piece.index].tokens += piece.tokens
      choices[piece.index].finishReason = piece.finishReason
      choices[piece.index].ids += piece.ids
    }
    guard choices.allSatisfy({ $0.finishReason != nil }) else { throw ServerRefusal.closing }
    let tokens = choices.reduce(0) { $0 + $1.ids.count }
    var answer = try ServedAnswer(
      form.whole(choices, usage(tokens)), note: note + " \(call.promptTokens)+\(tokens) tokens")
    answer.headers["X-Assay-Seed"] = "\(seed)"
    return answer
  }

  private func usage(_ tokens: Int) -> TokenUsage {
    TokenUsage(promptTokens: call.promptTokens, completionTokens: tokens)
  }

  /// Pieces as server-sent events.
  private func events(_ form: some AnswerForm) -> AsyncStream<Data> {
    let (stream, continuation) = AsyncStream.makeStream(of: Data.self)
    let task = Task {
      var tokens = 0
      do {
        for data in try form.opening() { continuation.yield(data) }
        for await piece in pieces {
          if let failure = piece.failure { throw failure }
          tokens += piece.ids.count
          continuation.yield(try form.event(piece))
        }
        if call.givesUsage { continuation.yield(try form.last(usage(tokens))) }
        continuation.yield(WireJSON.lastEvent)
      } catch {
        // The status has been sent: the error is an event, as vLLM has it.
        if let data = try? WireJSON.event(ServerRefusal.of(error).body) { continuation.yield(data) }
        cancel()
      }
      continuation.finish()
    }
    continuation.onTermination = { [self] reason in
      guard case .cancelled = reason else { return }
      cancel()
      task.cancel()
    }
    return stream
  }
}

/// How many sequences have not ended.
private final class OpenCount: Sendable {
  private let count: Atomic<Int>
  init(_ count: Int) { self.count = Atomic(count) }
  var isZero: Bool { count.load(ordering: .acquiring) == 0 }
  /// Whether that was the last one.
  func countDown() -> Bool { count.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
}

/// A sequence that its own events may end; they do not keep it.
private final class SequenceLink: Sendable {
  private struct Weak {
    weak var sequence: LiveSequence?
  }

  private let held = Mutex(Weak())
  func set(_ sequence: LiveSequence) { held.withLock { $0.sequence = sequence } }
  func cancel() { held.withLock { $0.sequence }?.cancel() }
}
