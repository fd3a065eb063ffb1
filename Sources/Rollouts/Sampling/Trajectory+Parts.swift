import Experience
import Tokenizers

extension Trajectory {
  /// The first tokens of it, as cut off.
  func prefix(_ count: Int, _ tokenizer: any Tokenizer) -> Trajectory {
    let tokens = Array(responseTokens.prefix(count))
    let text = tokenizer.decode(tokens)
    var part = Trajectory(
      promptTokens: promptTokens, responseTokens: tokens, origins: Array(origins.prefix(count)),
      behaviorLogprobs: Array(behaviorLogprobs.prefix(count)),
      plainLogprobs: Array(plainLogprobs.prefix(count)),
      unfilteredLogprobs: Array(unfilteredLogprobs.prefix(count)),
      entropies: Array(entropies.prefix(count)),
      completion: Completion(text: text, isFinished: false), temperature: temperature,
      textEnds: tokenizer.textEnds(of: tokens, text: text), use: use)
    part.versions = Array(versions.prefix(count))
    part.kept = Array(kept.prefix(count))
    return part
  }

  /// It, a text that was put in the policy's mouth, and what the policy said then.
  func appending(
    forced: [Int32], _ rest: Trajectory, _ tokenizer: any Tokenizer
  ) -> Trajectory {
    let zeros = [Float](repeating: 0, count: forced.count)
    let tokens = responseTokens + forced + rest.responseTokens
    let text = tokenizer.decode(tokens)
    var whole = Trajectory(
      promptTokens: promptTokens, responseTokens: tokens,
      origins: origins + forced.map { _ in .forced } + rest.origins,
      behaviorLogprobs: behaviorLogprobs + zeros + rest.behaviorLogprobs,
      plainLogprobs: plainLogprobs + zeros + rest.plainLogprobs,
      unfilteredLogprobs: unfilteredLogprobs + zeros + rest.unfilteredLogprobs,
      entropies: entropies + zeros + rest.entropies,
      completion: Completion(text: text, isFinished: rest.completion.isFinished),
      temperature: temperature, textEnds: tokenizer.textEnds(of: tokens, text: text), use: use)
    whole.versions =
      versions + forced.map { _ in rest.versions.first ?? 0 } + rest.versions
    whole.kept = kept
    whole.appendKept(forced.count, rest, after: responseTokens.count)
    return whole
  }

  /// Adds what filters left of the draws of another one, after tokens that nobody drew.
  ///
  /// - Parameter length: tokens of this one; all that it has unless said otherwise.
  mutating func appendKept(_ between: Int, _ rest: Trajectory, after length: Int? = nil) {
    guard !kept.isEmpty || !rest.kept.isEmpty else { return }
    func filled(_ kept: [[Int32]], _ count: Int) -> [[Int32]] {
      kept.isEmpty ? Array(repeating: [], count: count) : kept
    }
    kept =
      filled(kept, length ?? responseTokens.count) + filled([], between)
      + filled(rest.kept, rest.responseTokens.count)
  }

  /// The beginning of another one, and how the policy went on from there, cut off at the cap.
  init(
    _ parent: Trajectory, upTo cut: Int, _ rest: Trajectory, cap: Int, _ tokenizer: any Tokenizer
  ) {
    let whole = parent.prefix(cut, tokenizer).appending(forced: [], rest, tokenizer)
    self = whole.responseTokens.count > cap ? whole.prefix(cap, tokenizer) : whole
  }
}
