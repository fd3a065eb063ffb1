import Networks
import Optimizers
import Rollouts
import Support
import Synchronization
import Tensors
import Tokenizers

/// What the engine computes, in few words: a hash of every bit of two toy training steps and a toy rollout.
///
/// It changes with kernels, products, random numbers, the transformer, the optimizer or the sampler, so that stages made by
/// an engine of other numbers are not taken for this one's. It does not see tasks, rewards, advantages and losses:
/// their settings are part of a stage's description.
public enum EngineFingerprint {
  private static let known = Mutex<[ProductKernels: String]>([:])

  /// The fingerprint with these products, 64 hexadecimal digits.
  ///
  /// - Precondition: the products can be had.
  public static func text(of kernels: ProductKernels) -> String {
    if let text = known.withLock({ $0[kernels] }) { return text }
    let text = compute(kernels)
    known.withLock { $0[kernels] = text }
    return text
  }

  private static func compute(_ kernels: ProductKernels) -> String {
    let pool = WorkerPool(count: 1, kernels: kernels)
    let stream = RandomStream(seed: 0)["fingerprint"]
    // A feed-forward width beyond one block of a product, more than one block of the vocabulary, heads that share keys,
    // norms of queries and keys; one sequence is longer than two blocks of attention.
    let shape = TransformerShape(
      vocabulary: 600, width: 48, layers: 2, heads: 4,
      keyValueHeads: 2, headWidth: 24, feedForward: 264, context: 320, family: .qwen3)
    let model = Transformer(shape: shape, stream: stream["init"])
    var generator = stream["tokens"].generator()
    let sequences = [300, 40, 40, 40, 40, 40].map { length in
      (0..<length).map { _ in Int32(generator.integer(below: shape.vocabulary)) }
    }
    let gradient = Tensor(rows: model.parameters.count, in: Workspace())
    let optimizer = AdamW(weightDecay: 0.1)
    let state = optimizer.initialState(for: model.parameters)
    var bits: [UInt32] = []
    for step in 1...2 {
      let losses = pool.sumGradients(2, into: gradient) { piece, gradient, workspace in
        var batch = PackedBatch()
        for sequence in sequences[piece * 3..<piece * 3 + 3] {
          batch.append(prompt: [sequence[0]], response: Array(sequence.dropFirst()))
        }
        let tape = Tape(workspace)
        let values = model.tokenLogprobs(
          tape, tokens: batch.tokens, segments: batch.segments, positions: batch.positions,
          targets: batch.targets, temperature: 0.9, gradient: gradient)
        let perToken = tape.sum(
          tape.exp(values.logprobs), tape.affine(values.entropies, scale: 0.1))
        let weights = [Float](repeating: -0.01, count: batch.targets.count)
        let loss = tape.weightedSum(perToken, weights: weights)
        tape.backward(from: loss)
        return loss.value.scalar
      }
      bits += losses.map(\.bitPattern)
      let norm = VectorKernels.sumOfSquares(gradient.pointer, count: gradient.count).squareRoot()
      optimizer.update(
        model.parameters, gradient: gradient, scale: GradientClip.factor(norm: norm, maximum: 1),
        learningRate: 1e-2 * Schedule.pretraining.factor(at: Double(step) / 3), state: state,
        pool: pool)
    }
    bits += model.parameters.values.values.map(\.bitPattern)
    let engine = RolloutEngine(
      model, tokenizer: CharacterTokenizer(),
      decoding: Decoding(temperature: 0.8, topK: 40, topP: 0.95), pool: pool)
    let prompts = sequences.prefix(2).map { Array($0.prefix(35)) }
    do {
      let sampled = try engine.sample(tokens: prompts, count: 2, cap: 20, stopsAtEnd: false) {
        stream[$0, $1]
      }
      for trajectory in sampled.flatMap({ $0 }) {
        bits += trajectory.responseTokens.map { UInt32(bitPattern: $0) }
        bits += trajectory.behaviorLogprobs.map(\.bitPattern)
        bits += trajectory.entropies.map(\.bitPattern)
      }
    } catch { preconditionFailure("the toy rollout fails: \(error)") }
    let bytes =
      Array(kernels.description.utf8)
      + bits.flatMap { word in
        (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
      }
    return SHA256.hex(SHA256.digest(bytes))
  }
}
