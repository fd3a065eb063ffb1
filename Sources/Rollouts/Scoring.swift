import Networks
import Support
import Tensors
import Tokenizers

/// Token sequences laid end to end, with the positions that predict response tokens.
///
/// Responses that follow the same prompt share it: the prompt's tokens are there once.
public struct PackedBatch: Sendable {
  /// All tokens, `[N]`.
  public private(set) var tokens: [Int32] = []
  /// The sequences, with the prompts that they continue.
  public private(set) var segments: [Segment] = []
  /// The rows from which a response token is predicted, `[M]`.
  public private(set) var positions: [Int] = []
  /// The response tokens, `[M]`.
  public private(set) var targets: [Int32] = []
  /// Where each sequence's response tokens start in `targets`, and M at the end.
  public private(set) var targetOffsets: [Int] = [0]
  private var lastPrompt: (tokens: [Int32], rows: Range<Int>)?
  private let readsLastToken: Bool

  /// An empty batch.
  ///
  /// - Parameter readsLastToken: whether the last response token is an input too, with a position after it: a value
  ///   is wanted of the state after all tokens. `targetOffsets` then count one more position a sequence.
  public init(readsLastToken: Bool = false) { self.readsLastToken = readsLastToken }

  /// Adds a sequence. The last response token is predicted but predicts nothing, so it is not an input unless asked for.
  ///
  /// - Precondition: neither part is empty.
  public mutating func append(prompt: [Int32], response: [Int32]) {
    precondition(!prompt.isEmpty && !response.isEmpty, "an empty prompt or response")
    let rows: Range<Int>
    if let lastPrompt, lastPrompt.tokens == prompt {
      rows = lastPrompt.rows
    } else {
      rows = tokens.count..<tokens.count + prompt.count
      tokens += prompt
      segments.append(Segment(rows: rows))
      lastPrompt = (prompt, rows)
    }
    positions.append(rows.upperBound - 1)
    let inputs = readsLastToken ? response[...] : response.dropLast()
    if !inputs.isEmpty {
      let own = tokens.count..<tokens.count + inputs.count
      tokens += inputs
      segments.append(Segment(rows: own, prefix: rows))
      positions += own
    }
    targets += response
    targetOffsets.append(positions.count)
  }

  /// Tokens that one piece of a packed computation should have.
  ///
  /// An eighth of the batch, so that several workers have something to do, but no more than stays in cache
  /// and no fewer than products need. It follows from token counts alone.
  public static func shardTokens(of total: Int) -> Int { min(1024, max(256, total / 8)) }

  /// Cuts sequences into contiguous ranges of about `shardTokens` tokens, a shared prompt counted once.
  ///
  /// - Parameter units: contiguous sequences that stay together; each by itself if not given.
  public static func shards(
    _ sequences: [(prompt: [Int32], response: [Int32])], units: [Range<Int>]? = nil
  ) -> [Range<Int>] {
    let isShared = sequences.indices.map {
      $0 > 0 && sequences[$0].prompt == sequences[$0 - 1].prompt
    }
    func length(_ i: Int, startsShard: Bool) -> Int {
      let (prompt, response) = sequences[i]
      return response.count + (isShared[i] && !startsShard ? 0 : prompt.count)
    }
    let total = sequences.indices.reduce(0) { $0 + length($1, startsShard: false) }
    let target = shardTokens(of: total)
    var ranges: [Range<Int>] = []
    var (start, sum) = (0, 0)
    for unit in units ?? sequences.indices.map({ $0..<$0 + 1 }) {
      let size = unit.reduce(0) { $0 + length($1, startsShard: false) }
      if sum > 0 && sum + size > target {
        ranges.append(start..<unit.lowerBound)
        (start, sum) = (unit.lowerBound, 0)
      }
      sum += unit.reduce(0) { $0 + length($1, startsShard: sum == 0 && $1 == unit.lowerBound) }
    }
    if start < sequences.count { ranges.append(start..<sequences.count) }
    return ranges
  }
}

extension RolloutEngine {
  /// Log-probabilities of given responses by teacher forcing, `[sequences][T]`, nats.
  public func score(
    _ sequences: [(prompt: [Int32], response: [Int32])], temperature: Float = 1
  ) throws -> [[Float]] {
    for sequence in sequences
    where sequence.prompt.count + sequence.response.count > model.shape.context + 1 {
      throw RolloutsError.context(
        prompt: sequence.prompt.count, cap: sequence.response.count, context: model.shape.context)
    }
    let ranges = PackedBatch.shards(sequences)
    return pool.map(ranges.count) { piece, workspace -> [[Float]] in
      var batch = PackedBatch()
      for i in ranges[piece] {
        batch.append(prompt: sequences[i].prompt, response: sequences[i].response)
      }
      let values = model.tokenLogprobs(
        Tape(workspace, recording: false), tokens: batch.tokens, segments: batch.segments,
        positions: batch.positions, targets: batch.targets, temperature: temperature
      ).logprobs.value.values
      return zip(batch.targetOffsets, batch.targetOffsets.dropFirst()).map {
        Array(values[$0..<$1])
      }
    }.flatMap { $0 }
  }

  /// Log-probabilities and entropies of given responses at several temperatures, from one pass.
  ///
  /// - Returns: `[sequence][temperature]` with one number a response token, nats.
  /// - Throws: `RolloutsError.context` if a sequence does not fit.
  public func read(
    _ sequences: [(prompt: [Int32], response: [Int32])], temperatures: [Float]
  ) throws -> [[(logprobs: [Float], entropies: [Float])]] {
    for sequence in sequences
    where sequence.prompt.count + sequence.response.count > model.shape.context + 1 {
      throw RolloutsError.context(
        prompt: sequence.prompt.count, cap: sequence.response.count, context: model.shape.context)
    }
    let ranges = PackedBatch.shards(sequences)
    return pool.map(ranges.count) { piece, workspace -> [[([Float], [Float])]] in
      var batch = PackedBatch()
      for i in ranges[piece] {
        batch.append(prompt: sequences[i].prompt, response: sequences[i].response)
      }
      let values = model.tokenLogprobs(
        Tape(workspace, recording: false), tokens: batch.tokens, segments: batch.segments,
        positions: temperatures.flatMap { _ in batch.positions },
        targets: temperatures.flatMap { _ in batch.targets },
        temperatures: temperatures.flatMap { t in batch.positions.map { _ in t } })
      let (logprobs, entropies) = (values.logprobs.value.values, values.entropies.value.values)
      let stride = batch.positions.count
      return zip(batch.targetOffsets, batch.targetOffsets.dropFirst()).map { start, end in
        temperatures.indices.map { t in
          (
            Array(logprobs[t * stride + start..<t * stride + end]),
            Array(entropies[t * stride + start..<t * stride + end])
          )
        }
      }
    }.flatMap { $0 }
  }

  /// Log-probability of each response (with the end token) to its prompt, nats.
  public func logProbability(
    of pairs: [(prompt: String, response: String)], temperature: Float = 1
  ) throws -> [Double] {
    let sequences = try pairs.map { pair in
      (
        prompt: try promptTokens(pair.prompt),
        response: try tokenizer.encode(pair.response) + [tokenizer.endToken]
      )
    }
    return try score(sequences, temperature: temperature).map { $0.reduce(0) { $0 + Double($1) } }
  }
}
