import Experience
import Losses
import Tensors
import TestSupport
import Testing

/// `Tests/Golden/policy_loss.json`: clipped surrogates under the five aggregations, Float64.
struct PolicyLosses: Decodable {
  struct Result: Decodable, Sendable {
    var aggregation: String
    var value: Double
    var gradient: [Double]

    /// The rule; YAML says `token-mean` where the file says `token_mean`.
    var rule: Aggregation? {
      Aggregation(rawValue: String(aggregation.map { $0 == "_" ? "-" : $0 }))
    }
  }

  struct Variant: Decodable, Sendable {
    var clipLow, clipHigh: Double
    var dualClip: Double?
    var tokenLosses: [Double]
    var results: [Result]
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var offsets: [Int]
    var policyLogprobs, proximalLogprobs, advantages, mask: [Float]
    var variants: [Variant]
    var testDescription: String { "offsets \(offsets)" }
  }

  struct Token: Decodable, Sendable {
    var logRatio, advantage: Float
    var clipLow, clipHigh: Double
    var dualClip: Double?
    var loss, gradient: Double
  }

  struct Aggregated: Decodable {
    var offsets: [Int]
    var tokenLosses, mask: [Float]
    var results: [Result]
  }

  var normalizer: Int
  var cases: [Case]
  var workedTokens: [Token]
  var workedAggregation: Aggregated
  static let golden: PolicyLosses = Golden.load("policy_loss.json")
}

@Suite struct PolicyLossGoldenTests {
  private func weights(_ rule: Aggregation, _ mask: [Float], _ offsets: [Int]) -> [Float] {
    rule.weights(
      masks: zip(offsets, offsets.dropFirst()).map { Array(mask[$0..<$1]) },
      width: PolicyLosses.golden.normalizer
    ).flatMap { $0 }
  }

  private func input(_ policy: Variable, _ sample: PolicyLosses.Case, _ tape: Tape)
    -> LossInput
  {
    LossInput(
      policyLogprobs: policy, columns: [.proximal: sample.proximalLogprobs],
      advantages: sample.advantages,
      mask: sample.mask, offsets: sample.offsets)
  }

  @Test(arguments: PolicyLosses.golden.cases) func clipped(_ sample: PolicyLosses.Case) throws {
    let workspace = Workspace()
    for variant in sample.variants where variant.dualClip == nil {
      let loss = Clipped(clipLow: variant.clipLow, clipHigh: variant.clipHigh)
      for result in variant.results {
        let rule = try #require(result.rule)
        let tape = Tape(workspace)
        let count = sample.policyLogprobs.count
        let policy = tape.input(Tensor(sample.policyLogprobs, rows: count, in: workspace))
        let output = loss.loss(input(policy, sample, tape), on: tape)
        #expect(
          relativeDeviation(output.loss.value.values, variant.tokenLosses)
            < Tolerance.float32Operation)
        let total = tape.weightedSum(
          output.loss, weights: weights(rule, sample.mask, sample.offsets))
        let scale = max(1, abs(result.value))
        #expect(
          abs(Double(total.value.scalar) - result.value) < Tolerance.float32Operation * scale,
          "\(result.aggregation)")
        tape.backward(from: total)
        let gradient = try #require(policy.gradient)
        #expect(
          relativeDeviation(gradient.values, result.gradient) < Tolerance.float32Operation,
          "\(result.aggregation)")
      }
    }
  }

  /// Clips that bind, counted by hand: ρ < 1 − ε with A < 0, ρ > 1 + ε with A > 0, on masked-in tokens.
  @Test(arguments: PolicyLosses.golden.cases) func clipCounts(_ sample: PolicyLosses.Case) {
    let tape = Tape(Workspace())
    let policy = tape.constant(sample.policyLogprobs)
    let output = Clipped(clipLow: 0.2, clipHigh: 0.28).loss(
      input(policy, sample, tape), on: tape)
    var (low, high) = (0, 0)
    for i in sample.mask.indices where sample.mask[i] == 1 {
      let logRatio = Double(sample.policyLogprobs[i]) - Double(sample.proximalLogprobs[i])
      // log 0.8 and log 1.28.
      if logRatio < -0.223_143_551 && sample.advantages[i] < 0 { low += 1 }
      if logRatio > 0.246_860_078 && sample.advantages[i] > 0 { high += 1 }
    }
    let count = Double(sample.mask.count { $0 == 1 })
    #expect(output.metrics["clip_frac_low"] == .mean(sum: Double(low), count: count))
    #expect(output.metrics["clip_frac_high"] == .mean(sum: Double(high), count: count))
  }

  /// Worked example: the clip acts only where it lowers the objective.
  @Test func workedTokens() throws {
    for token in PolicyLosses.golden.workedTokens where token.dualClip == nil {
      let tape = Tape(Workspace())
      let policy = tape.input(Tensor([token.logRatio], rows: 1, in: tape.workspace))
      let output = Clipped(clipLow: token.clipLow, clipHigh: token.clipHigh).loss(
        LossInput(
          policyLogprobs: policy, columns: [.proximal: [0]], advantages: [token.advantage],
          mask: [1], offsets: [0, 1]),
        on: tape)
      tape.backward(from: tape.weightedSum(output.loss, weights: [1]))
      #expect(abs(Double(output.loss.value.scalar) - token.loss) < 1e-6)
      #expect(abs(Double(try #require(policy.gradient).scalar) - token.gradient) < 1e-6)
    }
  }

  /// Worked example: loss 1 on a sequence of 2 tokens, 2 on one of 6, W = 8.
  @Test func workedAggregation() throws {
    let sample = PolicyLosses.golden.workedAggregation
    #expect(sample.results.count == Aggregation.allCases.count)
    for result in sample.results {
      let weights = weights(try #require(result.rule), sample.mask, sample.offsets)
      #expect(largestDifference(weights, result.gradient) < Tolerance.float32Rounding)
      let value = zip(weights, sample.tokenLosses).reduce(0.0) { $0 + Double($1.0 * $1.1) }
      #expect(abs(value - result.value) < 1e-6)
    }
  }

  /// A batch whose every token is masked has weight 0, not NaN; an empty sequence does not count in B'.
  @Test(arguments: Aggregation.allCases) func maskedSequences(_ rule: Aggregation) {
    #expect(rule.weights(masks: [[0, 0], [0]], width: 4) == [[0, 0], [0]])
    #expect(rule.weights(masks: [], width: 4).isEmpty)
    let weights = rule.weights(masks: [[1, 1], [0, 0]], width: 4)
    let expected: Float =
      switch rule {
      case .tokenMean: 0.5
      case .tokenSum: 1
      case .sequenceMeanTokenMean: 0.5
      case .sequenceMeanTokenSum: 0.5
      case .sequenceMeanTokenSumNorm: 0.125
      }
    #expect(weights == [[expected, expected], [0, 0]])
  }
}
