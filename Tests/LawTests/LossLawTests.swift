import Experience
import Foundation
import Losses
import Support
import Tensors
import TestSupport
import Testing

/// A term of the catalogue, with the settings of one of its examples.
struct LossCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var loss: any LossTerm

  static let all = LossCatalogue.all.flatMap { entry in
    entry.examples.enumerated().map { LossCase(testDescription: "\(entry.kind) \($0)", loss: $1) }
  }
  /// Those with one value a token.
  static let ofTokens = all.filter { $0.loss.unit == .token }
  static let surrogates = all.filter(\.loss.isSurrogate)
}

/// Numbers of a packed batch, by sequence.
private struct Numbers {
  var policy, proximal, advantages, masks: [[Float]]

  /// Random sequences; log-ratios are on a grid whose points keep away from every clip by more than 0.01.
  static func random(_ name: String, ratio: Float = 0.4) -> Numbers {
    var generator = RandomStream(seed: 15)[name].generator()
    let lengths = [6, 3, 1, 8, 2, 5]
    func numbers(_ f: (inout RandomGenerator) -> Double) -> [[Float]] {
      lengths.map { length in (0..<length).map { _ in Float(f(&generator)) } }
    }
    let proximal = numbers { -abs($0.normal()) - 0.1 }
    let ratios = numbers { generator in
      // log 0.8 = −0.223, log 1.2 = 0.182, log 1.28 = 0.247, log (1 ± 0.01) = ±0.01.
      generator.pick([-0.9, -0.45, -0.26, -0.19, -0.1, -0.04, 0.04, 0.1, 0.15, 0.21, 0.3, 0.7])
    }
    return Numbers(
      policy: zip(proximal, ratios).map { zip($0, $1).map { $0 + ratio / 0.4 * $1 } },
      proximal: proximal, advantages: numbers { $0.normal() },
      masks: numbers { $0.bernoulli(0.8) ? 1 : 0 })
  }

  var count: Int { policy.reduce(0) { $0 + $1.count } }

  func selecting(_ order: [Int]) -> Numbers {
    Numbers(
      policy: order.map { policy[$0] }, proximal: order.map { proximal[$0] },
      advantages: order.map { advantages[$0] }, masks: order.map { masks[$0] })
  }

  /// What a term asks for, and nothing else: everything that it did not declare is missing or not a number.
  func input(_ variable: Variable, _ loss: any LossTerm, _ tape: Tape) -> LossInput {
    let isCritic = loss is ValueLoss
    var columns: [Column: [Float]] = [:]
    for column in loss.needs { columns[column] = proximal.flatMap { $0 } }
    var input = LossInput(
      policyLogprobs: isCritic ? nil : variable, entropies: isCritic ? nil : variable,
      values: isCritic ? variable : nil, columns: columns,
      behaviorLogprobs: proximal.flatMap { $0.map { loss.readsBehavior ? $0 : .nan } },
      advantages: advantages.flatMap { $0 }, returns: advantages.flatMap { $0 },
      mask: masks.flatMap { $0 },
      offsets: masks.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) },
      pairs: [Pair(chosen: 0, rejected: 1), Pair(chosen: 5, rejected: 3)],
      outcomes: masks.indices.map { Float($0 % 2) })
    // What no gradient flows through stays where it is when the variable moves.
    input.heldLogprobs = isCritic ? nil : policy.flatMap { $0 }
    if let key = loss.divergence { input.divergences[key] = variable }
    if let count = loss.candidateCount {
      let flat = policy.flatMap { $0 }
      input.candidates[count] = LikelyTokens(
        mean: variable, held: flat, isMost: flat.map { $0 < -0.8 })
    }
    return input
  }

  /// Value, gradient by sequence, and what the term reports, under given weights.
  func evaluate(_ loss: any LossTerm, weights: [[Float]])
    -> (value: Double, gradient: [[Float]], metrics: [String: Metric])
  {
    let tape = Tape(Workspace())
    let variable = tape.input(Tensor(policy.flatMap { $0 }, rows: count, in: tape.workspace))
    let output = loss.loss(input(variable, loss, tape), on: tape)
    let total = tape.weightedSum(
      output.loss,
      weights: loss.unit == .token
        ? weights.flatMap { $0 } : output.loss.value.values.map { _ in 0.5 })
    tape.backward(from: total)
    var flat = (variable.gradient?.values ?? [])[...]
    let gradient = policy.map { sequence in
      defer { flat = flat.dropFirst(sequence.count) }
      return Array(flat.prefix(sequence.count))
    }
    return (Double(total.value.scalar), gradient, output.metrics)
  }
}

@Suite struct LossLawTests {
  private func isClose(_ a: [[Float]], _ b: [[Float]], _ tolerance: Double = 1e-6) -> Bool {
    a.map(\.count) == b.map(\.count)
      && largestDifference(a.flatMap { $0 }, b.flatMap { $0.map(Double.init) }) < tolerance
  }

  /// Widths of 3·10⁻⁴ are finer than the steps; other widths of the same term are among the cases.
  @Test(arguments: LossCase.all.filter { ($0.loss as? SequenceClipped) != SequenceClipped() })
  func gradientEqualsFiniteDifferences(_ sample: LossCase) {
    let batch = Numbers.random("differences")
    let weights = batch.masks.flatMap { $0 }.map { 0.3 * $0 }
    let policy = Tensor(batch.policy.flatMap { $0 }, rows: batch.count, in: Workspace())
    let deviation = GradientCheck.largestDeviation(inputs: [policy], step: 5e-3) { tape, v in
      let loss = sample.loss.loss(batch.input(v[0], sample.loss, tape), on: tape).loss
      return tape.weightedSum(
        loss, weights: sample.loss.unit == .token ? weights : loss.value.values.map { _ in 0.5 })
    }
    #expect(Double(deviation) < Tolerance.finiteDifference)
  }

  /// ρ = 1: the gradient of every surrogate is −A·∇ℓ, and nothing is clipped.
  @Test(arguments: LossCase.surrogates) func equalsThePolicyGradientAtRatioOne(_ sample: LossCase) {
    let batch = Numbers.random("on policy", ratio: 0)
    for rule in Aggregation.allCases {
      let weights = rule.weights(masks: batch.masks, width: 8)
      let found = batch.evaluate(sample.loss, weights: weights)
      let expected = zip(weights, batch.advantages).map { zip($0, $1).map { -$0 * $1 } }
      #expect(isClose(found.gradient, expected, 1e-7))
      for name in ["clip_frac_low", "clip_frac_high"] {
        #expect(found.metrics[name].map(\.value) ?? 0 == 0)
      }
    }
  }

  /// What stands under a mask of 0 has no gradient and moves no number.
  @Test(arguments: LossCase.ofTokens, Aggregation.allCases)
  func maskedTokensDoNotMatter(_ sample: LossCase, _ rule: Aggregation) {
    let batch = Numbers.random("masked")
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
    #expect(a.value == b.value && a.gradient == b.gradient && a.metrics == b.metrics)
    for (mask, gradient) in zip(batch.masks, a.gradient) {
      for (m, g) in zip(mask, gradient) where m == 0 { #expect(g == 0) }
    }
  }

  /// Weights come from the whole batch, so shards add up, in any order and any split.
  @Test(arguments: LossCase.ofTokens, Aggregation.allCases)
  func splitAndOrderDoNotMatter(_ sample: LossCase, _ rule: Aggregation) {
    let batch = Numbers.random("split")
    let weights = rule.weights(masks: batch.masks, width: 8)
    let whole = batch.evaluate(sample.loss, weights: weights)
    for split in [
      [[0, 1, 2], [3, 4, 5]], [[5], [4], [3], [2], [1], [0]], [[3, 0], [1, 5, 2, 4]],
    ] {
      var value = 0.0
      var gradient = whole.gradient.map { $0.map { _ in Float(0) } }
      var metrics: [String: Metric] = [:]
      for part in split {
        let found = batch.selecting(part).evaluate(sample.loss, weights: part.map { weights[$0] })
        value += found.value
        for (i, s) in part.enumerated() { gradient[s] = found.gradient[i] }
        metrics.merge(found.metrics) { $0.merged(with: $1) }
      }
      #expect(abs(value - whole.value) < 1e-6 * max(1, abs(whole.value)))
      #expect(isClose(gradient, whole.gradient))
      for (name, metric) in whole.metrics {
        let own = metrics[name]?.value ?? .nan
        #expect(abs(own - metric.value) < 1e-5 * max(1, abs(metric.value)), "\(name)")
      }
    }
    let order = [4, 2, 0, 5, 1, 3]
    let permuted = rule.weights(masks: order.map { batch.masks[$0] }, width: 8)
    #expect(permuted == order.map { weights[$0] })
  }

  /// A ratio as wild as e^±1000 stays finite.
  @Test(arguments: LossCase.all) func extremesAreFinite(_ sample: LossCase) {
    var batch = Numbers.random("extremes")
    for s in batch.policy.indices {
      for t in batch.policy[s].indices { batch.policy[s][t] += t % 2 == 0 ? 1000 : -1000 }
    }
    let found = batch.evaluate(
      sample.loss, weights: Aggregation.tokenMean.weights(masks: batch.masks, width: 8))
    #expect(found.value.isFinite && found.gradient.allSatisfy { $0.allSatisfy { $0.isFinite } })
  }

  /// What is a multiple of the advantage is 0 without it.
  @Test(arguments: LossCase.ofTokens) func zeroWithoutAdvantageIsDeclared(_ sample: LossCase) {
    var batch = Numbers.random("idle")
    batch.advantages = batch.advantages.map { $0.map { _ in 0 } }
    let weights = Aggregation.tokenMean.weights(masks: batch.masks, width: 8)
    let found = batch.evaluate(sample.loss, weights: weights)
    let isZero = found.value == 0 && found.gradient.allSatisfy { $0.allSatisfy { $0 == 0 } }
    #expect(isZero == sample.loss.isZeroWithoutAdvantage)
  }

  @Test func mismatchedVectorsEndTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let tape = Tape(Workspace())
      _ = LossInput(
        policyLogprobs: tape.constant([0, 0]), columns: [.proximal: [0]], advantages: [0, 0],
        mask: [1, 1], offsets: [0, 2])
    }
  }

  /// Worked example: ℓ_w −10 (ref −11), ℓ_l −12 (ref −11.5), β 0.1.
  @Test func workedDirectPreference() {
    let tape = Tape(Workspace())
    let policy = tape.input(Tensor([-4, -6, -12], rows: 3, in: tape.workspace))
    let input = LossInput(
      policyLogprobs: policy, columns: [.reference: [-5, -6, -11.5]], advantages: [0, 0, 0],
      mask: [1, 1, 1], offsets: [0, 2, 3], pairs: [Pair(chosen: 0, rejected: 1)])
    let output = DirectPreference().loss(input, on: tape)
    tape.backward(from: tape.weightedSum(output.loss, weights: [1]))
    #expect(abs(Double(output.loss.value.scalar) - 0.620957) < 1e-6)
    // −β·σ(−βΔ) on the chosen one's tokens, the opposite on the rejected one's.
    let slope = -0.1 * (1 - 1 / (1 + exp(-0.15)))
    #expect(largestDifference(policy.gradient?.values ?? [], [slope, slope, -slope]) < 1e-7)
    #expect(output.metrics["pair_accuracy"]?.value == 1)
  }

  /// Worked example: q = (.2, −.1, .5), β .05: s = .03.
  @Test func workedOutcomeCrossEntropy() {
    let tape = Tape(Workspace())
    let policy = tape.input(
      Tensor([-0.5, -0.6, -0.1, -0.5, -0.6, -0.1], rows: 6, in: tape.workspace))
    let loss = OutcomeCrossEntropy()
    let start: [Float] = [-0.7, -0.5, -0.6]
    let output = loss.loss(
      LossInput(
        policyLogprobs: policy, columns: [.of(loss.reference, .logprob): start + start],
        advantages: [Float](repeating: 0, count: 6), mask: [Float](repeating: 1, count: 6),
        offsets: [0, 3, 6], outcomes: [1, 0]), on: tape)
    tape.backward(from: tape.weightedSum(output.loss, weights: [1, 1]))
    #expect(largestDifference(output.loss.value.values, [0.678260, 0.708260]) < 1e-6)
    let slopes = [-0.05 * (1 - 0.507499), 0.05 * 0.507499]
    #expect(
      largestDifference(
        policy.gradient?.values ?? [], slopes.flatMap { [$0, $0, $0] }) < 1e-7)
    #expect(output.metrics["outcome_accuracy"]?.value == 0.5)
  }

  /// Worked example: V .9, V_old .2: R 1 with ε .5 and .2, R .5.
  @Test(arguments: [(0.5, 1.0, 0.045), (0.2, 1.0, 0.18), (0.5, 0.5, 0.08), (0.0, 1.0, 0.005)])
  func workedValueLoss(_ clip: Double, _ target: Double, _ expected: Double) {
    let tape = Tape(Workspace())
    let output = ValueLoss(clip: clip).loss(
      LossInput(
        values: tape.constant([0.9]), columns: [.values: [0.2]], advantages: [0],
        returns: [Float(target)], mask: [1], offsets: [0, 1]), on: tape)
    #expect(abs(Double(output.loss.value.scalar) - expected) < 1e-6)
  }
}

/// Worked example: π = (.5, .3, .2), reference (.25, .25, .5).
@Suite struct KLEstimatorTests {
  static let policy = [0.5, 0.3, 0.2]
  static let reference = [0.25, 0.25, 0.5]

  private func penalty(_ estimator: KLEstimator) -> (values: [Double], slopes: [Double]) {
    let tape = Tape(Workspace())
    let logs = { (p: [Double]) in p.map { Float(log($0)) } }
    let policy = tape.input(Tensor(logs(Self.policy), rows: 3, in: tape.workspace))
    let input = LossInput(
      policyLogprobs: policy, columns: [.reference: logs(Self.reference)], advantages: [0, 0, 0],
      mask: [1, 1, 1], offsets: [0, 1, 2, 3])
    let penalty = KLTerm(estimator: estimator).loss(input, on: tape)
    tape.backward(from: tape.weightedSum(penalty.loss, weights: [1, 1, 1]))
    let found = penalty.loss.value.values.map(Double.init)
    for (value, (p, r)) in zip(found, zip(logs(Self.policy), logs(Self.reference))) {
      #expect(abs(Double(estimator.estimate(p - r)) - value) < 1e-6)
    }
    return (found, (policy.gradient?.values ?? []).map(Double.init))
  }

  @Test(arguments: [
    (KLEstimator.k1, [0.693147, 0.182322, -0.916291], 0.218012, [0.0, 0, 0]),
    (.k2, [0.240227, 0.016621, 0.419794], 0.209058, [0.237568, -0.010707, -0.226861]),
    (.k3, [0.193147, 0.015655, 0.583709], 0.218012, [0.25, 0.05, -0.30]),
  ])
  func workedNumbers(
    _ estimator: KLEstimator, _ values: [Double], _ mean: Double, _ gradient: [Double]
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

  /// k1 in the reward: Σ p·(−k1)·(1_a − p) is minus the gradient of the divergence; k2 and k3 are not.
  @Test(arguments: [
    (KLEstimator.k1, [0.237568, -0.010707, -0.226861]), (.k2, [0.015584, -0.057731, 0.042147]),
    (.k3, [-0.012432, -0.060707, 0.073139]),
  ])
  func inTheReward(_ estimator: KLEstimator, _ gradient: [Double]) {
    let p = Self.policy
    let k = zip(p, Self.reference).map { Double(estimator.estimate(Float(log($0) - log($1)))) }
    let mean = zip(p, k).reduce(0) { $0 + $1.0 * $1.1 }
    for i in p.indices { #expect(abs(p[i] * (k[i] - mean) - gradient[i]) < Tolerance.sixDigits) }
  }
}
