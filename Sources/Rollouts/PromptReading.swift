import Tensors

/// What a prompt's own tokens are to the model, by teacher forcing.
public struct PromptReading: Sendable, Equatable {
  /// The log-probability of each token after those before it, nats: one fewer than there are tokens, for nothing predicts
  /// the first.
  public var logprobs: [Float] = []
  /// The most probable tokens at the same places, where they are wanted.
  public var top: [[TokenLogprob]] = []
}

/// Makes a reading from rows of logits as they come.
struct PromptReader {
  private let tokens: [Int32]
  private let top: Int
  private var weights: [Float] = []
  private(set) var result = PromptReading()
  /// Whether all logits were finite.
  private(set) var isFinite = true

  init(_ tokens: [Int32], top: Int) {
    self.tokens = tokens
    self.top = top
  }

  /// Takes the logits, `[V]`, after the token at a position; positions come in order.
  mutating func read(_ position: Int, _ logits: UnsafeBufferPointer<Float>) {
    guard let start = logits.baseAddress else { return }
    if weights.count != logits.count { weights = Array(repeating: 0, count: logits.count) }
    let logZ = weights.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map {
        VectorKernels.softmax(start, count: logits.count, scale: 1, weights: $0).logZ
      } ?? 0
    }
    if !logZ.isFinite { isFinite = false }
    result.logprobs.append(logits[Int(tokens[position + 1])] - logZ)
    if top > 0 {
      result.top.append(
        TokenLogprob.top(top, of: start, vocabulary: logits.count, logZ: logZ))
    }
  }
}
