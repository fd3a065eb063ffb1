import Support
import Tensors

/// A drawn token with what was recorded about it.
public struct TokenDraw: Sendable, Equatable {
  /// The token.
  public var token: Int32
  /// Its log-probability under the distribution drawn from, nats.
  public var behaviorLogprob: Float
  /// Its log-probability under the plain policy, nats.
  public var plainLogprob: Float
  /// The same at the sampling temperature, without filters, nats; the plain one for greedy decoding.
  public var unfilteredLogprob: Float
  /// The entropy of the plain policy, nats.
  public var entropy: Float
  /// The tokens that filters left, where that is wanted; none for all.
  public var kept: [Int32] = []
  /// The most probable tokens of the plain policy, where that is wanted.
  public var top: [TokenLogprob] = []
}

/// A token with its log-probability under the plain policy.
public struct TokenLogprob: Sendable, Equatable {
  /// The token.
  public var token: Int32
  /// Its log-probability, nats.
  public var logprob: Float

  /// The most probable tokens of a row of logits, the lower number first among equals.
  ///
  /// - Parameter logZ: the logarithm of the sum of the logits' exponentials.
  static func top(
    _ count: Int, of logits: UnsafePointer<Float>, vocabulary: Int, logZ: Float
  ) -> [TokenLogprob] {
    var best: [TokenLogprob] = []
    for token in 0..<vocabulary {
      let logit = logits[token]
      if best.count == count, let last = best.last, logit <= last.logprob { continue }
      let place = best.firstIndex { $0.logprob < logit } ?? best.count
      best.insert(TokenLogprob(token: Int32(token), logprob: logit), at: place)
      if best.count > count { best.removeLast() }
    }
    return best.map { TokenLogprob(token: $0.token, logprob: $0.logprob - logZ) }
  }
}

/// How the tokens of a sequence are drawn, and what is recorded of each draw.
final class DrawRule: Sendable {
  let decoding: Decoding
  let steps: [any DecodingStep]
  /// Whether draws say what filters left.
  let recordsKept: Bool
  /// How many of the most probable tokens draws say.
  let top: Int

  init(_ decoding: Decoding, recordsKept: Bool = false, top: Int = 0) {
    self.decoding = decoding
    steps = decoding.steps
    self.recordsKept = recordsKept
    self.top = top
  }
}

/// What a token comes after.
public struct History: Sendable {
  /// The prompt.
  public var prompt: [Int32]
  /// The response so far.
  public var response: [Int32]

  /// Nothing, unless said otherwise.
  public init(prompt: [Int32] = [], response: [Int32] = []) {
    self.prompt = prompt
    self.response = response
  }
}

/// Draws tokens from rows of logits.
public struct TokenSampler {
  private var rule: DrawRule
  private var weights: [Float]
  private var shifted: [Float] = []
  private var penalized: [Float] = []

  /// A sampler for a vocabulary.
  ///
  /// - Parameter recordsKept: whether draws say what filters left.
  public init(_ decoding: Decoding, vocabulary: Int, recordsKept: Bool = false) {
    self.init(DrawRule(decoding, recordsKept: recordsKept), vocabulary: vocabulary)
  }

  /// A sampler that begins with a rule.
  init(_ rule: DrawRule, vocabulary: Int) {
    self.rule = rule
    weights = Array(repeating: 0, count: vocabulary)
  }

  /// One token of a sequence that has a rule of its own.
  mutating func draw(
    _ logits: UnsafePointer<Float>, by rule: DrawRule, after history: History,
    using generator: inout RandomGenerator
  ) -> TokenDraw? {
    self.rule = rule
    return draw(logits, after: history, using: &generator)
  }

  /// One token from one row of logits, `[V]`; `nil` if the logits are not finite.
  ///
  /// - Parameter history: what the token comes after, for penalties.
  public mutating func draw(
    _ logits: UnsafePointer<Float>, after history: History = History(),
    using generator: inout RandomGenerator
  ) -> TokenDraw? {
    let decoding = rule.decoding
    if decoding.penalties.isNeutral { return draw(logits, from: logits, using: &generator) }
    let count = weights.count
    penalized = Array(UnsafeBufferPointer(start: logits, count: count))
    decoding.penalties.apply(to: &penalized, prompt: history.prompt, response: history.response)
    let scale = decoding.isGreedy ? 1 : Float(1 / decoding.temperature)
    let unpenalized = weights.withUnsafeMutableBufferPointer { buffer in
      VectorKernels.softmax(logits, count: count, scale: scale, weights: buffer.baseAddress!)
    }
    let own = penalized
    guard
      var draw = own.withUnsafeBufferPointer({
        draw(logits, from: $0.baseAddress!, using: &generator)
      })
    else { return nil }
    draw.unfilteredLogprob = logits[Int(draw.token)] * scale - unpenalized.logZ
    return draw
  }

  /// One token from what penalties made of a row of logits.
  private mutating func draw(
    _ original: UnsafePointer<Float>, from logits: UnsafePointer<Float>,
    using generator: inout RandomGenerator
  ) -> TokenDraw? {
    let (decoding, steps) = (rule.decoding, rule.steps)
    let count = weights.count
    let plain = weights.withUnsafeMutableBufferPointer { buffer in
      VectorKernels.softmax(original, count: count, scale: 1, weights: buffer.baseAddress!)
    }
    guard plain.logZ.isFinite else { return nil }
    let token: Int
    var behavior: Float
    var unfiltered: Float?
    var kept: [Int32] = []
    if decoding.isGreedy {
      token = (0..<count).reduce(0) { logits[$1] > logits[$0] ? $1 : $0 }
      behavior = 0
    } else if decoding.temperature == 1 && steps.isEmpty && original == logits {
      token = pick(total: plain.sum, generator.uniform())
      behavior = logits[token] - plain.logZ
    } else {
      let scale = Float(1 / decoding.temperature)
      // Where products of logits are too coarse, differences are not.
      let isSharp = decoding.temperature < 0.01
      if isSharp {
        let most = (0..<count).reduce(logits[0]) { max($0, logits[$1]) }
        shifted = (0..<count).map { logits[$0] - most }
      }
      let tempered = weights.withUnsafeMutableBufferPointer { weights in
        shifted.withUnsafeBufferPointer { shifted in
          VectorKernels.softmax(
            isSharp ? shifted.baseAddress! : logits, count: count, scale: scale,
            weights: weights.baseAddress!)
        }
      }
      func logprob(_ token: Int) -> Float {
        (isSharp ? shifted[token] : logits[token]) * scale - tempered.logZ
      }
      if steps.isEmpty {
        token = pick(total: tempered.sum, generator.uniform())
        behavior = logprob(token)
        unfiltered = behavior
      } else {
        var candidates = Candidates(
          tokens: (0..<Int32(count)).map { $0 }, probabilities: weights.map(Double.init))
        candidates.normalize()
        for step in steps { step.apply(to: &candidates) }
        if rule.recordsKept && candidates.tokens.count < count { kept = candidates.tokens }
        let index = Self.pick(candidates.probabilities, generator.uniform())
        token = Int(candidates.tokens[index])
        behavior = Float(PortableMath.log(candidates.probabilities[index]))
        unfiltered = logprob(token)
      }
    }
    let plainLogprob = original[token] - plain.logZ
    let top =
      rule.top == 0
      ? []
      : TokenLogprob.top(rule.top, of: original, vocabulary: count, logZ: plain.logZ)
    return TokenDraw(
      token: Int32(token), behaviorLogprob: behavior, plainLogprob: plainLogprob,
      unfilteredLogprob: unfiltered ?? plainLogprob, entropy: plain.entropy, kept: kept, top: top)
  }

  /// The token at which the cumulative weight passes `u · total`.
  private func pick(total: Float, _ u: Double) -> Int {
    weights.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return VectorKernels.pick(base, count: buffer.count, target: u * Double(total))
    }
  }

  private static func pick(_ probabilities: [Double], _ u: Double) -> Int {
    var sum = 0.0
    for i in probabilities.indices {
      sum += probabilities[i]
      if sum > u { return i }
    }
    return probabilities.count - 1
  }
}
