import Advantages
import Experience
import Losses
import Support
import Tensors
import TestSupport
import Testing

/// `Tests/Golden/frameworks.json`: what verl's and TRL's own functions make of the same numbers, Float64.
struct Frameworks: Decodable {
  struct Loss: Decodable {
    var value: Double
    var gradient: [Double]
  }
  var lengths, groups: [Int]
  var scores: [Double]
  var old, policy, reference, sampled, values, squares, entropies, advantages: [Float]
  var estimators: [String: [Double]]
  var losses: [String: Loss]
  var aggregated: [String: Double]
  static let golden: Frameworks = Golden.load("frameworks.json")
}

@Suite struct FrameworkGoldenTests {
  private let golden = Frameworks.golden

  private var offsets: [Int] {
    golden.lengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
  }

  /// A packed vector by sequence.
  private func rows(_ x: [Float]) -> [[Float]] {
    zip(offsets, offsets.dropFirst()).map { Array(x[$0..<$1]) }
  }

  /// The batch with everything that an estimator or a weight may ask for.
  private func batch(proximal: [Float], behavior: [Float]? = nil) -> Batch {
    let (old, recorded) = (rows(proximal), rows(behavior ?? proximal))
    let (values, squares) = (rows(golden.values), rows(golden.squares))
    let (entropies, advantages) = (rows(golden.entropies), rows(golden.advantages))
    let trajectories = golden.lengths.indices.map { i in
      var one = Toy.trajectory(golden.lengths[i])
      one.score = Score(golden.scores[i])
      one.columns = [
        .proximal: old[i], .values: values[i] + [0], .of(.policy, .collision): squares[i],
      ]
      one.behaviorLogprobs = recorded[i]
      one.entropies = entropies[i]
      one.credits[.policy] = Credit(advantages: advantages[i])
      return one
    }
    let groups = Set(golden.groups).sorted().map { number in
      let own = golden.groups.indices.filter { golden.groups[$0] == number }
        .map { trajectories[$0] }
      return Group(
        problem: Toy.problem, trajectories: own, verdicts: own.map { _ in .unparsed("toy") })
    }
    return Batch(groups, step: 0)
  }

  static let estimators: [(String, any AdvantageEstimator)] = {
    var gae = GeneralizedAdvantage()
    (gae.gamma, gae.lambda, gae.criticLambda) = (0.99, 0.95, 0.95)
    return [
      ("grpo", GroupRelative()), ("dr-grpo", GroupRelative(scale: .none)), ("rloo", LeaveOneOut()),
      ("opo", LengthWeighted()), ("reinforce++", RewardToGo()),
      ("reinforce++-baseline", RewardToGo(baseline: .group)), ("remax", GreedyBaseline()),
      ("gpg", SignalScaled(.rewards)), ("otb", OptimalTokenBaseline()), ("gae", gae),
    ]
  }()

  @Test(arguments: estimators.map(\.0)) func estimatorsAgree(_ name: String) throws {
    let estimator = try #require(Self.estimators.first { $0.0 == name }).1
    var batch = batch(proximal: golden.old)
    if estimator is GreedyBaseline {
      for g in batch.groups.indices {
        var greedy = Toy.trajectory(1)
        (greedy.use, greedy.score) = (.compare, Score(0.4))
        batch.groups[g].trajectories.append(greedy)
        batch.groups[g].verdicts.append(.unparsed("toy"))
      }
    }
    var memory = Memory()
    let credits = estimator.credit(batch, &memory).flatMap(\.credits).compactMap { $0 }
    let expected = try #require(golden.estimators[name])
    #expect(largestDifference(credits.flatMap(\.advantages), expected) < 2e-6)
    if name == "gae" {
      let returns = try #require(golden.estimators["gae-returns"])
      #expect(largestDifference(credits.flatMap(\.returns), returns) < 2e-6)
    }
  }

  /// A loss with its aggregation, and weights on its tokens.
  private func evaluate(
    _ terms: [(any LossTerm, Double, [Float])], _ aggregation: Aggregation
  ) -> (value: Double, gradient: [Float]) {
    let tape = Tape(Workspace())
    let policy = tape.input(
      Tensor(golden.policy, rows: golden.policy.count, in: tape.workspace))
    let ones = golden.policy.map { _ in Float(1) }
    let weights = aggregation.weights(masks: rows(ones), width: 8).flatMap { $0 }
    var total: Variable?
    for (term, coefficient, factors) in terms {
      let output = term.loss(
        LossInput(
          policyLogprobs: policy, columns: [.proximal: golden.old, .reference: golden.reference],
          behaviorLogprobs: golden.sampled, advantages: golden.advantages, mask: ones,
          offsets: offsets), on: tape)
      let sum = tape.weightedSum(
        tape.affine(output.loss, scale: Float(coefficient)),
        weights: factors.isEmpty ? weights : zip(weights, factors).map(*))
      total = total.map { tape.sum($0, sum) } ?? sum
    }
    guard let total else { return (.nan, []) }
    tape.backward(from: total)
    return (Double(total.value.scalar), policy.gradient?.values ?? [])
  }

  static let losses: [(String, [any LossTerm], [Double], Aggregation)] = {
    func dppo(_ measure: DivergenceMasked.Measure, _ limit: Double) -> DivergenceMasked {
      var loss = DivergenceMasked(measure)
      (loss.low, loss.high) = (limit, limit)
      return loss
    }
    func geometric() -> GeometricMean {
      var loss = GeometricMean()
      loss.clipLow = 0.3
      return loss
    }
    let clipped = Clipped(clipLow: 0.2, clipHigh: 0.28)
    return [
      ("verl/vanilla", [Clipped(clipLow: 0.2, clipHigh: 0.28, dualClip: 3)], [1], .tokenMean),
      ("verl/dppo_tv", [dppo(.totalVariation, 0.1)], [1], .tokenMean),
      ("verl/dppo_kl", [dppo(.binaryKL, 0.02)], [1], .tokenMean),
      (
        "verl/gspo", [SequenceClipped(clipLow: 0.05, clipHigh: 0.05, level: .token)], [1],
        .sequenceMeanTokenMean
      ),
      ("verl/sapo", [SoftAdaptive()], [1], .sequenceMeanTokenMean),
      ("verl/geo_mean", [geometric()], [1], .sequenceMeanTokenMean),
      ("verl/dro", [SquaredRatio()], [1], .tokenMean),
      ("verl/cispo", [ClippedImportance(clipLow: 0.2, clipHigh: 0.28)], [1], .tokenMean),
      ("verl/kl/k1", [KLTerm(estimator: .k1)], [1], .tokenMean),
      ("verl/kl/k2", [KLTerm(estimator: .k2)], [1], .tokenMean),
      ("verl/kl/k3", [KLTerm(estimator: .k3)], [1], .tokenMean),
      ("verl/kl/k3+", [KLTerm(estimator: .k3Plus)], [1], .tokenMean),
      ("trl/grpo", [clipped], [1], .sequenceMeanTokenMean),
      (
        "trl/two-sided", [Clipped(clipLow: 0.2, clipHigh: 0.28, dualClip: 1.5)], [1],
        .sequenceMeanTokenMean
      ),
      ("trl/dr_grpo", [clipped], [1], .sequenceMeanTokenSumNorm),
      ("trl/dapo", [clipped], [1], .tokenMean),
      (
        "trl/cispo", [ClippedImportance(clipLow: 0, clipHigh: 1.3, convention: .absolute)], [1],
        .tokenMean
      ),
      ("trl/sapo", [SoftAdaptive()], [1], .sequenceMeanTokenMean),
      (
        "trl/gspo", [SequenceClipped(clipLow: 0.05, clipHigh: 0.05, level: .sequence)], [1],
        .sequenceMeanTokenMean
      ),
      ("trl/kl", [clipped, KLTerm()], [1, 0.3], .sequenceMeanTokenMean),
      (
        "trl/kl-weighted", [clipped, KLTerm(estimator: .k3, weighted: true)], [1, 0.3],
        .sequenceMeanTokenMean
      ),
    ]
  }()

  @Test(arguments: losses.map(\.0)) func lossesAgree(_ name: String) throws {
    let (_, terms, coefficients, aggregation) = try #require(Self.losses.first { $0.0 == name })
    let found = evaluate(zip(terms, coefficients).map { ($0, $1, []) }, aggregation)
    let expected = try #require(golden.losses[name])
    #expect(abs(found.value - expected.value) < 2e-6)
    #expect(largestDifference(found.gradient, expected.gradient) < 2e-6)
  }

  /// Weights that frameworks have in their losses.
  @Test func weightedLossesAgree() throws {
    func weights(_ weight: any TokenWeight, proximal: [Float], behavior: [Float]) -> [Float] {
      weight.weights(batch(proximal: proximal, behavior: behavior).groups).flatMap { $0 }
        .flatMap { $0 }
    }
    let clipped = Clipped(clipLow: 0.2, clipHigh: 0.28)
    var entropy = HighEntropy()
    entropy.share = 0.35
    var mask = OffPolicyMask()
    mask.delta = 0.01
    var covariance = Covariance(.top)
    covariance.share = 0.1
    let top = weights(covariance, proximal: golden.policy, behavior: golden.old)
    #expect(top.reduce(0, +) == 3)
    let cases: [(String, [(any LossTerm, Double, [Float])], Aggregation)] = [
      (
        "trl/high-entropy",
        [(clipped, 1, weights(entropy, proximal: golden.old, behavior: golden.old))],
        .tokenMean
      ),
      (
        "trl/off-policy-mask",
        [(clipped, 1, weights(mask, proximal: golden.policy, behavior: golden.sampled))],
        .sequenceMeanTokenMean
      ),
      (
        "verl/kl_cov",
        [
          (ClippedImportance(clipLow: 0, clipHigh: 0, convention: .none), 1, []),
          (ProximalDistance(), 0.7, top),
        ], .tokenMean
      ),
    ]
    for (name, terms, aggregation) in cases {
      let found = evaluate(terms, aggregation)
      let expected = try #require(golden.losses[name])
      #expect(largestDifference(found.gradient, expected.gradient) < 2e-6, "\(name)")
      // Of KL-Cov the gradient alone is the same: it has the ratio itself in its value.
      if name != "verl/kl_cov" { #expect(abs(found.value - expected.value) < 2e-6, "\(name)") }
    }
  }

  @Test func aggregationsAgree() throws {
    for (name, expected) in golden.aggregated {
      let rule = try #require(Aggregation(rawValue: name))
      let weights = rule.weights(masks: rows(golden.policy.map { _ in 1 }), width: 8)
      let found = zip(weights.flatMap { $0 }, golden.policy).reduce(0.0) {
        $0 + Double($1.0) * Double($1.1)
      }
      #expect(abs(found - expected) < 2e-6, "\(name)")
    }
  }
}
