import Foundation
import Losses
import Support
import Tensors
import TestSupport
import Testing

/// A loss of the catalogue, with some settings.
struct LossCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var loss: any PolicyLoss

  static let all =
    LossCatalogue.all.map { LossCase(testDescription: $0.kind, loss: $0.standard) } + [
      LossCase(
        testDescription: "clipped, wide above", loss: Clipped(clipLow: 0.2, clipHigh: 0.28)),
      LossCase(testDescription: "clipped, narrow", loss: Clipped(clipLow: 0.01, clipHigh: 0.01)),
    ]
}

/// Numbers of a packed batch, by sequence.
private struct Batch {
  var policy, proximal, advantages, masks: [[Float]]

  /// Random sequences; log-ratios are on a grid whose points keep away from every clip by more than 0.01.
  static func random(_ name: String, ratio: Float = 0.4) -> Batch {
    var generator = RandomStream(seed: 15)[name].generator()
    let lengths = [6, 3, 1, 8, 2, 5]
    func numbers(_ f: (inout RandomGenerator) -> Double) -> [[Float]] {
      lengths.map { length in (0..<length).map { _ in Float(f(&generator)) } }
    }
    let proximal = numbers { -abs($0.normal()) - 0.1 }
    let ratios = numbers { generator in
      // log 0.8 = −0.223, log 1.2 = 0.182, log 1.28 = 0.247, log (1 ± 0.01) = ±0.01.
      generator.pick([-0.9, -0.4, -0.26, -0.19, -0.1, -0.04, 0.04, 0.1, 0.15, 0.21, 0.3, 0.7])
    }
    return Batch(
      policy: zip(proximal, ratios).map { zip($0, $1).map { $0 + ratio / 0.4 * $1 } },
      proximal: proximal, advantages: numbers { $0.normal() },
      masks: numbers { $0.bernoulli(0.8) ? 1 : 0 })
  }

  var count: Int { policy.reduce(0) { $0 + $1.count } }

  func selecting(_ order: [Int]) -> Batch {
    Batch(
      policy: order.map { policy[$0] }, proximal: order.map { proximal[$0] },
      advantages: order.map { advantages[$0] }, masks: order.map { masks[$0] })
  }

  func input(_ policy: Variable, _ tape: Tape) -> PolicyLossInput {
    PolicyLossInput(
      policyLogprobs: policy, proximalLogprobs: tape.constant(proximal.flatMap { $0 }),
      entropies: tape.constant(policy.value.values.map { _ in 0 }),
      advantages: advantages.flatMap { $0 }, mask: masks.flatMap { $0 },
      offsets: masks.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) })
  }

  /// Value, gradient by sequence, and clip counts, under given weights.
  func evaluate(_ loss: any PolicyLoss, weights: [[Float]])
    -> (value: Double, gradient: [[Float]], clipped: [Int])
  {
    let tape = Tape(Workspace())
    let variable = tape.input(Tensor(policy.flatMap { $0 }, rows: count, in: tape.workspace))
    let output = loss.perToken(input(variable, tape), on: tape)
    let total = tape.weightedSum(output.perToken, weights: weights.flatMap { $0 })
    tape.backward(from: total)
    var flat = (variable.gradient?.values ?? [])[...]
    let gradient = policy.map { sequence in
      defer { flat = flat.dropFirst(sequence.count) }
      return Array(flat.prefix(sequence.count))
    }
    return (Double(total.value.scalar), gradient, [output.clippedLow, output.clippedHigh])
  }
}

@Suite struct LossLawTests {
  private func isClose(_ a: [[Float]], _ b: [[Float]], _ tolerance: Double = 1e-6) -> Bool {
    a.map(\.count) == b.map(\.count)
      && largestDifference(a.flatMap { $0 }, b.flatMap { $0.map(Double.init) }) < tolerance
  }

  @Test(arguments: LossCase.all) func gradientEqualsFiniteDifferences(_ sample: LossCase) {
    let batch = Batch.random("differences")
    let weights = batch.masks.flatMap { $0 }.map { 0.3 * $0 }
    let policy = Tensor(batch.policy.flatMap { $0 }, rows: batch.count, in: Workspace())
    let deviation = GradientCheck.largestDeviation(inputs: [policy], step: 5e-3) { tape, v in
      tape.weightedSum(
        sample.loss.perToken(batch.input(v[0], tape), on: tape).perToken, weights: weights)
    }
    #expect(Double(deviation) < Tolerance.finiteDifference)
  }

  /// No gradient reaches the proximal log-probabilities, even when they could take one.
  @Test(arguments: LossCase.all) func proximalIsConstant(_ sample: LossCase) {
    let batch = Batch.random("proximal")
    let tape = Tape(Workspace())
    let policy = tape.input(
      Tensor(batch.policy.flatMap { $0 }, rows: batch.count, in: tape.workspace))
    var input = batch.input(policy, tape)
    let proximal = tape.input(
      Tensor(batch.proximal.flatMap { $0 }, rows: batch.count, in: tape.workspace))
    input.proximalLogprobs = proximal
    let output = sample.loss.perToken(input, on: tape).perToken
    tape.backward(from: tape.weightedSum(output, weights: batch.masks.flatMap { $0 }))
    #expect(proximal.gradient == nil && policy.gradient != nil)
  }

  /// ρ = 1: the gradient of every loss is −A·∇ℓ, and nothing is clipped.
  @Test(arguments: LossCase.all) func equalsThePolicyGradientAtRatioOne(_ sample: LossCase) {
    let batch = Batch.random("on policy", ratio: 0)
    for rule in Aggregation.allCases {
      let weights = rule.weights(masks: batch.masks, width: 8)
      let found = batch.evaluate(sample.loss, weights: weights)
      let expected = zip(weights, batch.advantages).map { zip($0, $1).map { -$0 * $1 } }
      #expect(isClose(found.gradient, expected, 1e-7))
      #expect(found.clipped == [0, 0])
    }
  }

  /// What stands under a mask of 0 has no gradient and moves no number.
  @Test(arguments: LossCase.all, Aggregation.allCases)
  func maskedTokensDoNotMatter(_ sample: LossCase, _ rule: Aggregation) {
    let batch = Batch.random("masked")
    var other = batch
    for s in batch.masks.indices {
      for t in batch.masks[s].indices where batch.masks[s][t] == 0 {
        other.policy[s][t] = -50
        other.advantages[s][t] = 1e6
        other.proximal[s][t] = -0.01
      }
    }
    let weights = rule.weights(masks: batch.masks, width: 8)
    let a = batch.evaluate(sample.loss, weights: weights)
    let b = other.evaluate(sample.loss, weights: weights)
    #expect(a.value == b.value && a.gradient == b.gradient && a.clipped == b.clipped)
    for (mask, gradient) in zip(batch.masks, a.gradient) {
      for (m, g) in zip(mask, gradient) where m == 0 { #expect(g == 0) }
    }
  }

  /// Weights come from the whole batch, so shards add up, in any order and any split.
  @Test(arguments: LossCase.all, Aggregation.allCases)
  func splitAndOrderDoNotMatter(_ sample: LossCase, _ rule: Aggregation) {
    let batch = Batch.random("split")
    let weights = rule.weights(masks: batch.masks, width: 8)
    let whole = batch.evaluate(sample.loss, weights: weights)
    for split in [
      [[0, 1, 2], [3, 4, 5]], [[5], [4], [3], [2], [1], [0]], [[3, 0], [1, 5, 2, 4]],
    ] {
      var value = 0.0
      var gradient = whole.gradient.map { $0.map { _ in Float(0) } }
      var clipped = [0, 0]
      for part in split {
        let found = batch.selecting(part).evaluate(sample.loss, weights: part.map { weights[$0] })
        value += found.value
        for (i, s) in part.enumerated() { gradient[s] = found.gradient[i] }
        clipped = zip(clipped, found.clipped).map(+)
      }
      #expect(abs(value - whole.value) < 1e-6 * max(1, abs(whole.value)))
      #expect(isClose(gradient, whole.gradient) && clipped == whole.clipped)
    }
    let order = [4, 2, 0, 5, 1, 3]
    let permuted = rule.weights(masks: order.map { batch.masks[$0] }, width: 8)
    #expect(permuted == order.map { weights[$0] })
  }

  /// A ratio as wild as e^±1000 stays finite.
  @Test(arguments: LossCase.all) func extremesAreFinite(_ sample: LossCase) {
    var batch = Batch.random("extremes")
    for s in batch.policy.indices {
      for t in batch.policy[s].indices { batch.policy[s][t] += t % 2 == 0 ? 1000 : -1000 }
    }
    let found = batch.evaluate(
      sample.loss, weights: Aggregation.tokenMean.weights(masks: batch.masks, width: 8))
    #expect(found.value.isFinite && found.gradient.allSatisfy { $0.allSatisfy { $0.isFinite } })
  }

  @Test func mismatchedVectorsEndTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let tape = Tape(Workspace())
      _ = PolicyLossInput(
        policyLogprobs: tape.constant([0, 0]), proximalLogprobs: tape.constant([0]),
        entropies: tape.constant([0, 0]), advantages: [0, 0], mask: [1, 1], offsets: [0, 2])
    }
  }
}

/// Worked example: π = (.5, .3, .2), reference (.25, .25, .5).
@Suite struct KLPenaltyTests {
  static let policy = [0.5, 0.3, 0.2]
  static let reference = [0.25, 0.25, 0.5]

  private func penalty(_ estimator: KLPenalty.Estimator, coefficient: Double = 1)
    -> (values: [Double], slopes: [Double])
  {
    let tape = Tape(Workspace())
    let logs = { (p: [Double]) in p.map { Float(log($0)) } }
    let policy = tape.input(Tensor(logs(Self.policy), rows: 3, in: tape.workspace))
    let reference = tape.input(Tensor(logs(Self.reference), rows: 3, in: tape.workspace))
    let penalty = KLPenalty(coefficient: coefficient, estimator: estimator).perToken(
      policy: policy, reference: reference, on: tape)
    tape.backward(from: tape.weightedSum(penalty, weights: [1, 1, 1]))
    #expect(reference.gradient == nil)
    return (
      penalty.value.values.map(Double.init), (policy.gradient?.values ?? []).map(Double.init)
    )
  }

  @Test(arguments: [
    (KLPenalty.Estimator.k1, [0.693147, 0.182322, -0.916291], 0.218012, [0.0, 0, 0]),
    (.k2, [0.240227, 0.016621, 0.419794], 0.209058, [0.237568, -0.010707, -0.226861]),
    (.k3, [0.193147, 0.015655, 0.583709], 0.218012, [0.25, 0.05, -0.30]),
  ])
  func workedNumbers(
    _ estimator: KLPenalty.Estimator, _ values: [Double], _ mean: Double, _ gradient: [Double]
  ) {
    let found = penalty(estimator)
    let p = Self.policy
    for (a, b) in zip(found.values, values) { #expect(abs(a - b) < Tolerance.sixDigits) }
    #expect(abs(zip(p, found.values).reduce(0) { $0 + $1.0 * $1.1 } - mean) < Tolerance.sixDigits)
    // E[dk/dℓ_a · (1_a − p)] with respect to the logits.
    let flow = zip(p, found.slopes).map(*)
    let total = flow.reduce(0, +)
    for i in p.indices {
      #expect(abs(flow[i] - p[i] * total - gradient[i]) < Tolerance.sixDigits, "logit \(i)")
    }
  }

  @Test(arguments: KLPenalty.Estimator.allCases) func coefficientScales(
    _ estimator: KLPenalty.Estimator
  ) {
    let (one, half) = (penalty(estimator), penalty(estimator, coefficient: 0.5))
    for (a, b) in zip(one.values + one.slopes, half.values + half.slopes) {
      #expect(abs(0.5 * a - b) < 1e-6)
    }
  }
}
