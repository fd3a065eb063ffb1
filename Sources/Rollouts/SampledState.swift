import Networks

/// What was computed for a sampled completion, so that others can leave it without computing again what they share.
public struct SampledState: Sendable {
  /// The prompt.
  let prompt: [Int32]
  /// The response.
  let tokens: [Int32]
  let decoder: Decoder.State

  init(_ sequence: DecodedSequence, _ start: DecodeStart, _ decoder: Decoder.State) {
    switch start {
    case .prompt(let tokens): prompt = tokens
    case .fork(let state, _): prompt = state.prompt
    }
    tokens = sequence.shared + sequence.tokens
    self.decoder = decoder
  }
}
