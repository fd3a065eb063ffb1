import Experience
import Foundation
import Losses
import Support
import Tensors
import TestSupport
import Testing

/// The worked numbers of policy losses.
@Suite struct PolicyLossNumberTests {
  /// Values and gradients of tokens with these log-ratios to a policy of log-probability −1.
  private func evaluate(
    _ loss: any LossTerm, _ logRatios: [Double], _ advantages: [Float], behavior: [Float]? = nil,
    offsets: [Int]? = nil
  ) -> (values: [Double], gradient: [Double]) {
    let tape = Tape(Workspace())
    let n = logRatios.count
    let policy = tape.input(
      Tensor(logRatios.map { Float($0 - 3) }, rows: n, in: tape.workspace))
    let old = [Float](repeating: -3, count: n)
    var columns: [Column: [Float]] = [:]
    for column in loss.needs { columns[column] = old }
    let output = loss.loss(
      LossInput(
        policyLogprobs: policy, columns: columns, behaviorLogprobs: behavior ?? old,
        advantages: advantages, mask: [Float](repeating: 1, count: n), offsets: offsets ?? [0, n]),
      on: tape)
    tape.backward(
      from: tape.weightedSum(output.loss, weights: output.loss.value.values.map { _ in 1 }))
    return (
      output.loss.value.values.map(Double.init), (policy.gradient?.values ?? []).map(Double.init)
    )
  }

  private func isClose(_ a: [Double], _ b: [Double], _ tolerance: Double = 2e-6) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) }
  }

  @Test func dualAndTwoSidedClip() {
    let dual = Clipped(clipLow: 0.2, clipHigh: 0.2, dualClip: 3)
    let found = evaluate(dual, [0.3, -0.3, 0.3, -0.3, 1.5], [1, 1, -1, -1, -1])
    #expect(isClose(found.values, [-1.2, -0.740818, 1.349859, 0.8, 3]))
    #expect(isClose(found.gradient, [0, -0.740818, 1.349859, 0, 0]))
    #expect(isClose(evaluate(Clipped(), [1.5], [-1]).values, [4.481689]))
    let higher = Clipped(clipLow: 0.2, clipHigh: 0.28)
    #expect(isClose(evaluate(higher, [0.22, 0.26], [1, 1]).values, [-1.246077, -1.28]))
    // INTELLECT-2: ρ = 6, A = −1 uses 4.
    let intellect = Clipped(clipLow: 0.2, clipHigh: 0.2, dualClip: 4)
    #expect(isClose(evaluate(intellect, [log(6)], [-1]).values, [4]))
  }

  /// π_roll (.45, .10, .25), π_old (.5, .4, .2), π (.55, .42, .15), A 1: w of at most 2 times the clipped surrogate; bypass.
  @Test func decoupled() {
    let (roll, old, now) = ([0.45, 0.10, 0.25], [0.5, 0.4, 0.2], [0.55, 0.42, 0.15])
    func losses(_ loss: Clipped, anchor: [Double]) -> [Double] {
      let tape = Tape(Workspace())
      let logs = { (p: [Double]) in p.map { Float(log($0)) } }
      return loss.loss(
        LossInput(
          policyLogprobs: tape.constant(logs(now)), columns: [.proximal: logs(old)],
          behaviorLogprobs: logs(anchor), advantages: [1, 1, 1], mask: [1, 1, 1], offsets: [0, 3]),
        on: tape
      ).loss.value.values.map(Double.init)
    }
    var group = Toy.group(rewards: [1], masks: [[1, 1, 1]])
    group.trajectories[0].behaviorLogprobs = roll.map { Float(log($0)) }
    group.trajectories[0].columns[.proximal] = old.map { Float(log($0)) }
    let w = TruncatedImportance().weights([group])[0][0].map(Double.init)
    let whole = zip(w, losses(Clipped(), anchor: roll)).map(*)
    #expect(isClose(whole, [-1.222222, -2.1, -0.6]))
    #expect(isClose([whole.reduce(0, +) / 3], [-1.307407]))
    // One ratio to what sampled, unclipped.
    let bypass = Clipped(clipLow: 1, clipHigh: 100, anchor: .behavior)
    #expect(isClose(losses(bypass, anchor: roll), [-1.222222, -4.2, -0.6]))
  }

  @Test func sequenceRatios() {
    let logs = [0.3, -0.1, 0.1]
    for level in SequenceClipped.Level.allCases {
      let loss = SequenceClipped(clipLow: 0.2, clipHigh: 0.3, level: level)
      #expect(isClose(evaluate(loss, logs, [1, 1, 1]).values, [-1.105171, -1.105171, -1.105171]))
      // With one advantage both gradients are the same: −s·A a token.
      #expect(
        isClose(evaluate(loss, logs, [1, 1, 1]).gradient, [-1.105171, -1.105171, -1.105171]))
    }
    #expect(isClose(evaluate(SequenceClipped(), [0.0005], [1]).values, [-1.0004]))
    #expect(isClose(evaluate(SequenceClipped(), [0.0005], [-1]).values, [1.000500]))
  }

  @Test func geometricMean() {
    let logs = [0.6, -0.1, 0.1]
    #expect(
      isClose(
        evaluate(GeometricMean(), logs, [1, 1, 1]).values, [-1.142631, -1.142631, -1.142631]))
    #expect(
      isClose(
        evaluate(GeometricMean(), logs, [-1, -1, -1]).values, [1.221403, 1.221403, 1.221403]))
    // The clipped token has no slope, the others a third of three losses.
    #expect(
      isClose(evaluate(GeometricMean(), logs, [1, 1, 1]).gradient, [0, -1.142631, -1.142631]))
  }

  /// Three conventions of one method give three weights.
  @Test func clippedImportance() {
    let verl = ClippedImportance(clipLow: 0.2, clipHigh: 0.2)
    let slime = ClippedImportance()
    let trl = ClippedImportance(clipLow: 0, clipHigh: 5, convention: .absolute)
    for (log, expected) in [
      (0.5, [1.2, 1.648721, 1.648721]), (-0.5, [0.8, 0.606531, 0.606531]), (1.8, [1.2, 5, 5]),
    ] {
      let found = [verl, slime, trl].map { -evaluate($0, [log], [1]).gradient[0] }
      #expect(isClose(found, expected), "\(log): \(found)")
    }
  }

  @Test func softAdaptive() {
    let found = evaluate(SoftAdaptive(), [log(1.2), log(1.2), log(0.8)], [1, -1, 1])
    #expect(isClose(found.values, [-2.199336, 2.104030, -1.800664]))
  }

  @Test func squaredRatio() {
    #expect(isClose(evaluate(SquaredRatio(), [0.3], [1]).gradient, [-0.97]))
  }

  @Test func divergenceMasks() {
    let tv = DivergenceMasked(.totalVariation)
    for (advantage, now, expected) in [
      (1.0, 0.72, false), (1, 0.65, true), (-1, 0.72, true), (-1, 0.25, false),
    ] {
      #expect(tv.isValid(now: now, before: 0.5, advantage: advantage) == expected)
    }
    #expect(isClose([DivergenceMasked.binaryKL(0.5, 0.72)], [0.107588]))
    #expect(isClose([DivergenceMasked.binaryKL(0.5, 0.6)], [0.020411]))
    let kl = DivergenceMasked(.binaryKL)
    #expect(!kl.isValid(now: 0.72, before: 0.5, advantage: 1))
    #expect(kl.isValid(now: 0.72, before: 0.5, advantage: -1))
    #expect(kl.isValid(now: 0.6, before: 0.5, advantage: 1))
  }

  /// μ = (.3, .5, .2), R = (1, −1, −1), π = (.5, .3, .2): (.4, −.24, −.16).
  @Test func taperedOffPolicy() {
    for level in TaperedOffPolicy.Level.allCases {
      let loss = TaperedOffPolicy(level)
      let behavior: [Float] = [-3, -3]
      let weights = [0.3, -0.7].map {
        evaluate(loss, [$0], [-1], behavior: [behavior[0]]).gradient[0]
      }
      #expect(isClose(weights, [1, 0.496585]))
      let (mu, p, rewards) = ([0.3, 0.5, 0.2], [0.5, 0.3, 0.2], [1.0, -1, -1])
      var gradient = [0.0, 0, 0]
      for action in p.indices {
        let slope = -evaluate(
          loss, [log(p[action]) + 3], [Float(rewards[action])], behavior: [Float(log(mu[action]))]
        ).gradient[0]
        for i in p.indices { gradient[i] += mu[action] * slope * ((i == action ? 1 : 0) - p[i]) }
      }
      #expect(isClose(gradient, [0.4, -0.24, -0.16]))
    }
  }

  @Test func shapedProbability() {
    let p = [0.01, 0.1, 0.5, 0.9]
    let found = evaluate(ShapedProbability(), p.map { log($0) + 3 }, [1, 1, 1, 1])
    #expect(isClose(found.values, [-0.090909, -0.5, -0.833333, -0.9]))
    #expect(isClose(found.gradient, [-0.082645, -0.25, -0.138889, -0.09]))
  }

  // MARK: - supervised

  @Test func fineTuning() {
    let p = [0.5, 0.25, 0.8].map { log($0) + 3 }
    let ones: [Float] = [1, 1, 1]
    let nll = evaluate(NegativeLogLikelihood(), p, ones).values
    #expect(isClose([nll.reduce(0, +), nll.reduce(0, +) / 3], [2.302585, 0.767528]))
    let dft = evaluate(DynamicFineTuning(), p, ones)
    #expect(isClose([dft.values.reduce(0, +) / 3], [0.290554]))
    // With respect to logits: −sg(p)·(1 − p), and so on.
    #expect(isClose(dft.gradient, [-0.5, -0.25, -0.8]))
    #expect(isClose(evaluate(DynamicFineTuning(), [log(0.05) + 3], [1]).values, [0.149787]))
    let logs = [0.1, -0.2, 0.3]
    let sequence = evaluate(ImportanceWeightedFineTuning(), logs, ones).gradient
    #expect(isClose(sequence, [-1.142631, -1.142631, -1.142631]))
    let token = evaluate(ImportanceWeightedFineTuning(.token), logs, ones).gradient
    #expect(isClose(token, [-1.105171, -0.818731, -1.349859]))
    let proximal = evaluate(ProximalFineTuning(), [log(1.35), log(0.7)], [-5, -5])
    #expect(isClose(proximal.values, [-1.28, -0.7]))
    #expect(isClose(proximal.gradient, [0, -0.7]))
  }

  // MARK: - preferences

  private func preference(_ loss: any LossTerm) -> Double {
    let tape = Tape(Workspace())
    let policy = tape.constant([-4, -6, -12])
    var columns: [Column: [Float]] = [:]
    for column in loss.needs { columns[column] = [-5, -6, -11.5] }
    return Double(
      loss.loss(
        LossInput(
          policyLogprobs: policy, columns: columns, advantages: [0, 0, 0], mask: [1, 1, 1],
          offsets: [0, 2, 3], pairs: [Pair(chosen: 0, rejected: 1)]), on: tape
      ).loss.value.scalar)
  }

  @Test func preferences() {
    #expect(isClose([preference(DirectPreference(beta: 0.1))], [0.620957]))
    #expect(isClose([preference(DirectPreference(beta: 0.1, form: .ipo))], [12.25]))
    #expect(isClose([preference(DirectPreference(beta: 0.1, form: .hinge))], [0.85]))
    // Means −5 and −12: β·7 − γ = 13.
    #expect(isClose([preference(SimplePreference())], [log(1 + exp(-13))], 1e-5))
    let odds = { (l: Double) in l - log(1 - exp(l)) }
    #expect(
      isClose([preference(OddsRatioPreference())], [log(1 + exp(-(odds(-5) - odds(-12))))], 1e-5))
  }

  // MARK: - divergences

  private let p = [0.5, 0.3, 0.2]

  /// Gradients with respect to logits of Σ p·k(ℓ), fresh samples: which estimators have that of the divergence.
  @Test func klGradients() {
    let reference = [0.25, 0.25, 0.5]
    let truth = [0.237568, -0.010707, -0.226861]
    for (term, expected) in [
      (KLTerm(estimator: .k1, weighted: true), truth),
      (KLTerm(estimator: .k3, weighted: true), truth),
      (KLTerm(estimator: .k2, weighted: true), [0.253152, -0.068438, -0.184713]),
      (KLTerm(estimator: .k3Plus), truth),
    ] {
      let tape = Tape(Workspace())
      let logs = { (p: [Double]) in p.map { Float(log($0)) } }
      let policy = tape.input(Tensor(logs(p), rows: 3, in: tape.workspace))
      let output = term.loss(
        LossInput(
          policyLogprobs: policy, columns: [.reference: logs(reference), .proximal: logs(p)],
          advantages: [0, 0, 0], mask: [1, 1, 1], offsets: [0, 1, 2, 3]), on: tape)
      tape.backward(from: tape.weightedSum(output.loss, weights: [1, 1, 1]))
      let flow = zip(p, (policy.gradient?.values ?? []).map(Double.init)).map(*)
      let total = flow.reduce(0, +)
      let gradient = p.indices.map { flow[$0] - p[$0] * total }
      #expect(isClose(gradient, expected, 1e-5), "\(term): \(gradient)")
      if term.estimator == .k3Plus {
        #expect(
          isClose(output.loss.value.values.map(Double.init), [0.193147, 0.015655, 0.583709], 1e-5))
      }
    }
  }

  /// Whole distributions: reverse, forward, and JSD(.5) of (.5, .3, .2) and (.25, .25, .5); gradients by differences.
  @Test(arguments: [(1.0, 0.218012), (0, 0.239278), (0.5, 0.055582), (0.3, .nan)])
  func fullDivergences(_ beta: Double, _ expected: Double) {
    let logs = { (p: [Double]) in p.map { Float(log($0)) } }
    let workspace = Workspace()
    let other = Tensor(logs([0.25, 0.25, 0.5]), rows: 1, columns: 3, in: workspace)
    let logits = Tensor(logs(p), rows: 1, columns: 3, in: workspace)
    let tape = Tape(workspace)
    let found = tape.divergence(
      tape.constant(logits), from: other, beta: beta, temperatures: [1])
    if expected.isFinite { #expect(isClose([Double(found.value.scalar)], [expected])) }
    let deviation = GradientCheck.largestDeviation(inputs: [logits], step: 1e-2) { tape, v in
      tape.weightedSum(
        tape.divergence(v[0], from: other, beta: beta, temperatures: [0.7]), weights: [2])
    }
    #expect(Double(deviation) < Tolerance.finiteDifference)
    if beta == 1 {
      let tape = Tape(workspace)
      let z = tape.input(logits)
      tape.backward(
        from: tape.weightedSum(
          tape.divergence(z, from: other, beta: 1, temperatures: [1]), weights: [1]))
      #expect(
        isClose(
          (z.gradient?.values ?? []).map(Double.init), [0.237568, -0.010707, -0.226861], 1e-5))
    }
  }
}

/// The worked numbers of token weights.
@Suite struct TokenWeightNumberTests {
  private func group(_ logs: [Double]) -> Group {
    var group = Toy.group(rewards: [1], masks: [logs.map { _ in 1 }])
    group.trajectories[0].behaviorLogprobs = logs.map { _ in -3 }
    group.trajectories[0].columns[.proximal] = logs.map { Float($0 - 3) }
    return group
  }
  /// w = (1.111111, 4, .8).
  private let ratios = [log(0.5 / 0.45), log(4), log(0.8)]

  @Test func importance() {
    func weights(_ weight: any TokenWeight) -> [Float] { weight.weights([group(ratios)])[0][0] }
    #expect(
      largestDifference(
        weights(TruncatedImportance(level: .token, cap: 2, normalizes: true)),
        [0.852273, 1.534091, 0.613636]) < 1e-6)
    #expect(largestDifference(weights(MaskedImportance()), [1.111111, 4, 0.8]) < 1e-6)
    #expect(
      largestDifference(
        weights(MaskedImportance(.token, low: 0.5, high: 2)), [1.111111, 0, 0.8]) < 1e-6)
    // The product is 3.555556, the geometric mean 1.526286.
    #expect(weights(MaskedImportance(.sequence, low: 0, high: 3)) == [0, 0, 0])
    #expect(
      largestDifference(
        weights(MaskedImportance(.geometric, low: 0.5, high: 2)), [1.526286, 1.526286, 1.526286])
        < 1e-6)
    // The mean k3 is .547533.
    var rejection = DivergenceRejection()
    rejection.threshold = 0.5476
    #expect(weights(rejection) == [1, 1, 1])
    rejection.threshold = 0.5475
    #expect(weights(rejection) == [0, 0, 0])
  }

  @Test func secondMoment() {
    let logs = [0.05, 0.1, -0.02, 0.8, -0.3]
    #expect(SecondMoment().weights([group(logs)])[0][0] == [1, 1, 1, 0, 1])
  }

  @Test func offPolicyMask() {
    var group = group([-0.6, -0.6])
    for (advantage, expected) in [(Float(-1), Float(0)), (1, 1)] {
      group.trajectories[0].credits[.policy] = Credit(advantages: [advantage, advantage])
      #expect(OffPolicyMask().weights([group])[0][0] == [expected, expected])
    }
    group = self.group([-0.4, -0.4])
    group.trajectories[0].credits[.policy] = Credit(advantages: [-1, -1])
    #expect(OffPolicyMask().weights([group])[0][0] == [1, 1])
  }

  @Test func highEntropy() {
    let entropies = [0.1, 0.2, 0.3, 0.4, 0.5, 1, 1.5, 2, 0.05, 0.6]
    #expect(abs(HighEntropy().threshold(entropies) - 1.1) < 1e-12)
    var group = Toy.group(rewards: [1], masks: [entropies.map { _ in 1 }])
    group.trajectories[0].entropies = entropies.map { Float($0) }
    #expect(HighEntropy().weights([group])[0][0] == [0, 0, 0, 0, 0, 0, 1, 1, 0, 0])
  }

  @Test func covariance() {
    let p = [0.9, 0.5, 0.1, 0.3]
    let found = Covariance.covariances(p.map { log($0) }, [1, -1, 1, -1])
    for (a, b) in zip(found, [0.970906, -0.383119, -1.226319, 0.127706]) {
      #expect(abs(a - b) < 1e-6)
    }
    var group = Toy.group(rewards: [1], masks: [[1, 1, 1, 1]])
    group.trajectories[0].columns[.proximal] = p.map { Float(log($0)) }
    group.trajectories[0].credits[.policy] = Credit(advantages: [1, -1, 1, -1])
    #expect(Covariance(.top).weights([group])[0][0] == [1, 0, 0, 0])
    var drop = Covariance(.drop)
    (drop.low, drop.high) = (0.1, 0.5)
    #expect(drop.weights([group])[0][0] == [1, 1, 1, 0])
    // Nothing qualifies.
    #expect(Covariance(.drop).weights([group])[0][0] == [1, 1, 1, 1])
  }

  @Test func uncertainty() {
    let p = [0.01, 0.1, 0.5, 0.9, 0.99]
    var group = Toy.group(rewards: [1], masks: [p.map { _ in 1 }])
    group.trajectories[0].columns[.proximal] = p.map { Float(log($0)) }
    #expect(
      largestDifference(
        Uncertainty().weights([group])[0][0], [0.0099, 0.09, 0.25, 0.09, 0.0099]) < 1e-6)
  }
}

/// The worked numbers of coefficients that move.
@Suite struct DialNumberTests {
  @Test func adaptiveKL() {
    let dial = AdaptiveKLDial()
    #expect(abs(dial.updated(0.001, divergence: 0.12, completions: 256) - 0.00100512) < 1e-12)
    var memory = Memory()
    dial.observe(["kl": 0.12, "completions": 256], &memory)
    #expect(abs(dial.value(at: Moment(step: 1, progress: 0), memory) - 0.00100512) < 1e-12)
    dial.observe(["kl": .nan, "completions": 256], &memory)
    #expect(abs(dial.value(at: Moment(step: 2, progress: 0), memory) - 0.00100512) < 1e-12)
  }

  @Test func entropyTarget() {
    let dial = EntropyTargetDial()
    var memory = Memory()
    var applied: [Double] = []
    for entropy in [0.15, 0.15, 0.25, 0.25, 0.1] {
      dial.observe(["sampled_entropy": entropy], &memory)
      applied.append(dial.value(at: Moment(step: 0, progress: 0), memory))
    }
    #expect(applied == [0, 0.005, 0, 0, 0] && memory[number: "c"] == 0.005)
  }

  @Test func entropyWeightsAndCosine() {
    var dial = EntropyDial()
    #expect(abs(dial.weight(0.1) - 0.452419) < 1e-6 && abs(dial.weight(1) - 0.183940) < 1e-6)
    (dial.scale, dial.sign) = (0.1, 1)
    #expect(abs(dial.weight(0.1) - 0.110517) < 1e-6 && abs(dial.weight(1) - 0.271828) < 1e-6)
    let cosine = CosineDial()
    for (progress, expected) in [(0.0, 0.9), (0.5, 0.475), (1, 0.05)] {
      let found = cosine.value(at: Moment(step: 0, progress: progress), Memory())
      #expect(abs(found - expected) < 1e-12)
    }
    var warm = CosineDial()
    warm.warmup = 0.2
    #expect(abs(warm.value(at: Moment(step: 0, progress: 0.1), Memory()) - 0.45) < 1e-12)
  }
}

/// The most probable tokens, and what SimKO makes of them.
@Suite struct CandidateTests {
  /// p = (.5, .25, .15, .07, .03), the first three kept: .555556 is what the first has among them.
  @Test func keptMass() {
    let p = [0.5, 0.25, 0.15, 0.07, 0.03]
    let logits = Tensor((p + p).map { Float(log($0) + 3) }, rows: 2, columns: 5, in: Workspace())
    let tape = Tape(Workspace())
    let mass = tape.keptMass(tape.constant(logits), kept: [[0, 1, 2], []], temperatures: [1, 1])
    #expect(abs(Double(mass.value.values[0]) - log(0.9)) < 1e-6 && mass.value.values[1] == 0)
    #expect(abs(exp(log(0.5) - Double(mass.value.values[0])) - 0.555556) < 1e-5)
    let deviation = GradientCheck.largestDeviation(inputs: [logits], step: 1e-2) { tape, v in
      tape.weightedSum(
        tape.keptMass(v[0], kept: [[0, 3], [1]], temperatures: [0.7, 1.3]), weights: [2, -1])
    }
    #expect(Double(deviation) < Tolerance.finiteDifference)
  }

  /// p = (.5, .3, .2): the mean of two log-probabilities, its slope by differences, and the most probable token.
  @Test func likelyMeans() {
    let logits = Tensor(
      [0.5, 0.3, 0.2].map { Float(log($0)) }, rows: 1, columns: 3, in: Workspace())
    let tape = Tape(Workspace())
    let found = tape.likelyMeans(tape.constant(logits), count: 2, temperatures: [1])
    #expect(abs(Double(found.means.value.scalar) - (log(0.5) + log(0.3)) / 2) < 1e-6)
    #expect(found.most == [0])
    let deviation = GradientCheck.largestDeviation(inputs: [logits], step: 1e-2) { tape, v in
      tape.weightedSum(
        tape.likelyMeans(v[0], count: 2, temperatures: [0.7]).means, weights: [2])
    }
    #expect(Double(deviation) < Tolerance.finiteDifference)
  }

  /// The value is that of the clipped surrogate; of the gradient a share goes to the candidates, and wrong favourites lose more.
  @Test func sharesAndPenalties() {
    var loss = AsymmetricCandidates()
    (loss.share, loss.quantile, loss.candidates) = (0.25, 0, 2)
    let tape = Tape(Workspace())
    let policy = tape.input(Tensor([-1, -1, -1, -1], rows: 4, in: tape.workspace))
    let mean = tape.input(Tensor([-2, -2, -2, -2], rows: 4, in: tape.workspace))
    // Of four tokens the last has the lowest entropy, which is not above itself.
    let entropies = tape.constant([0.9, 0.8, 0.7, 0.1])
    var input = LossInput(
      policyLogprobs: policy, entropies: entropies,
      columns: [.proximal: [-1.1, -1.1, -1.1, -1.1]], advantages: [1, -1, -1, 1],
      mask: [1, 1, 1, 1], offsets: [0, 4])
    input.candidates[2] = LikelyTokens(mean: mean, isMost: [true, true, false, true])
    let output = loss.loss(input, on: tape)
    tape.backward(from: tape.weightedSum(output.loss, weights: [1, 1, 1, 1]))
    let ratio = exp(0.1)
    #expect(
      largestDifference(output.loss.value.values, [-ratio, 1.1 * ratio, ratio, -ratio]) < 1e-6)
    #expect(
      largestDifference(
        policy.gradient?.values ?? [], [-0.75 * ratio, 1.1 * ratio, ratio, -ratio]) < 1e-6)
    #expect(largestDifference(mean.gradient?.values ?? [], [-0.25 * ratio, 0, 0, 0]) < 1e-6)
  }
}
