import Networks
import Support
import Tensors
import Tokenizers

/// Token sequences laid end to end, with the positions that predict response tokens.
public struct PackedBatch: Sendable {
  /// All tokens, `[N]`.
  public private(set) var tokens: [Int32] = []
  /// Where each sequence starts, and N at the end.
  public private(set) var offsets: [Int] = [0]
  /// The rows from which a response token is predicted, `[M]`.
  public private(set) var positions: [Int] = []
  /// The response tokens, `[M]`.
  public private(set) var targets: [Int32] = []
  /// Where each sequence's response tokens start in `targets`, and M at the end.
  public private(set) var targetOffsets: [Int] = [0]

  /// An empty batch.
  public init() {}

  /// Adds a sequence. The last response token is predicted but predicts nothing, so it is not an input.
  ///
  /// - Precondition: neither part is empty.
  public mutating func append(prompt: [Int32], response: [Int32]) {
    precondition(!prompt.isEmpty && !response.isEmpty, "an empty prompt or response")
    let first = tokens.count + prompt.count - 1
    tokens += prompt
    tokens += response.dropLast()
    offsets.append(tokens.count)
    positions += first..<first + response.count
    targets += response
    targetOffsets.append(targets.count)
  }
}

extension RolloutEngine {
  /// Tokens that one piece of a packed computation should have; shards follow from token counts alone.
  public static let shardTokens = 1024

  /// Cuts sequences of these lengths into contiguous ranges of about `shardTokens` tokens.
  public static func shards(lengths: [Int], target: Int = shardTokens) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var (start, sum) = (0, 0)
    for (i, length) in lengths.enumerated() {
      if sum > 0 && sum + length > target {
        ranges.append(start..<i)
        (start, sum) = (i, 0)
      }
      sum += length
    }
    if start < lengths.count { ranges.append(start..<lengths.count) }
    return ranges
  }

  /// Log-probabilities of given responses by teacher forcing at temperature 1, `[sequences][T]`, nats.
  public func score(_ sequences: [(prompt: [Int32], response: [Int32])]) throws -> [[Float]] {
    for sequence in sequences
    where sequence.prompt.count + sequence.response.count > model.shape.context + 1 {
      throw RolloutsError.context(
        prompt: sequence.prompt.count, cap: sequence.response.count, context: model.shape.context)
    }
    let ranges = Self.shards(lengths: sequences.map { $0.prompt.count + $0.response.count })
    return pool.map(ranges.count) { piece, workspace -> [[Float]] in
      var batch = PackedBatch()
      for i in ranges[piece] {
        batch.append(prompt: sequences[i].prompt, response: sequences[i].response)
      }
      let values = model.tokenLogprobs(
        Tape(workspace, recording: false), tokens: batch.tokens, offsets: batch.offsets,
        positions: batch.positions, targets: batch.targets
      ).logprobs.value.values
      return zip(batch.targetOffsets, batch.targetOffsets.dropFirst()).map {
        Array(values[$0..<$1])
      }
    }.flatMap { $0 }
  }

  /// Log-probability of each response (with the end token) to its prompt, nats.
  public func logProbability(of pairs: [(prompt: String, response: String)]) throws -> [Double] {
    let sequences = try pairs.map { pair in
      (
        prompt: try promptTokens(pair.prompt),
        response: try tokenizer.encode(pair.response) + [tokenizer.endToken]
      )
    }
    return try score(sequences).map { $0.reduce(0) { $0 + Double($1) } }
  }
}
