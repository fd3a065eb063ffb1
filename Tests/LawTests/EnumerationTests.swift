import Advantages
import Experience
import Foundation
import Losses
import Rewards
import Rollouts
import Support
import Tensors
import TestSupport
import Testing

/// Expected gradients of a policy of three actions, p = (.5, .3, .2), R = (1, 0, 0): the truth is (.25, −.15, −.10).
@Suite struct EnumerationTests {
  private let p = [0.5, 0.3, 0.2]
  private let rewards = [1.0, 0, 0]
  private let truth = [0.25, -0.15, -0.10]

  /// Σ over all groups of their probability times the mean of A·(1_a − p).
  private func expectation(
    _ groupSize: Int, greedy: Double? = nil, _ estimator: any AdvantageEstimator
  ) -> [Double] {
    var total = [0.0, 0, 0]
    for code in 0..<Int(pow(3.0, Double(groupSize))) {
      var rest = code
      let actions = (0..<groupSize).map { _ in
        defer { rest /= 3 }
        return rest % 3
      }
      var group = Toy.group(rewards: actions.map { rewards[$0] })
      if let greedy {
        var one = Toy.trajectory(1)
        (one.use, one.score) = (.compare, Score(greedy))
        group.trajectories.append(one)
        group.verdicts.append(.unparsed("toy"))
      }
      var memory = Memory()
      let credits = estimator.credit(Batch([group], step: 0), &memory)[0].credits
      let probability = actions.reduce(1) { $0 * p[$1] } / Double(groupSize)
      for (action, credit) in zip(actions, credits) {
        let advantage = Double(credit?.advantages[0] ?? 0)
        for i in p.indices {
          total[i] += probability * advantage * ((i == action ? 1 : 0) - p[i])
        }
      }
    }
    return total
  }

  /// The factor that each estimator's expectation has.
  @Test(arguments: [2, 4]) func factors(_ groupSize: Int) {
    let g = Double(groupSize)
    let half = (0..<groupSize - 1).reduce(0) { $0 + pow(0.5, Double($1)) }
    for (estimator, greedy, factor) in [
      (AsymmetricBaseline(), nil, (g - 1) / g),
      (LengthWeighted(), nil, (g - 1) / g),
      (MovingBaseline(.batch), nil, (g - 1) / g),
      (RewardToGo(whiten: false), nil, 1),
      (RewardToGo(baseline: .group, whiten: false), nil, (g - 1) / g),
      (GreedyBaseline(), 0.4, 1),
      // Maximum likelihood to the order of the group: Σ_{k ≤ G − 2} (1 − p)^k.
      (MaximumLikelihood(), nil, half),
    ] as [(any AdvantageEstimator, Double?, Double)] {
      let found = expectation(groupSize, greedy: greedy, estimator)
      for (f, t) in zip(found, truth) {
        #expect(abs(f - factor * t) < Tolerance.enumeratedFloat32, "\(estimator): \(found)")
      }
    }
  }

  /// On-policy distillation from ν = (.2, .3, .5): minus the gradient of KL(π‖ν).
  @Test func distillation() throws {
    let teacher = [0.2, 0.3, 0.5]
    var gradient = [0.0, 0, 0]
    let reward = Teacher()
    for action in p.indices {
      var group = Toy.group(rewards: [0])
      group.trajectories[0].columns = [
        .proximal: [Float(log(p[action]))],
        .of(reward.role, .logprob): [Float(log(teacher[action]))],
      ]
      var memory = Memory()
      group.trajectories[0].score = try reward.scores(
        Batch([group], step: 0), Toy.bench(), &memory)[0][0]
      let credit = RewardToGo(gamma: 0, whiten: false).credit(Batch([group], step: 0), &memory)[0]
      let advantage = Double(credit.credits[0]?.advantages[0] ?? .nan)
      for i in p.indices {
        gradient[i] += p[action] * advantage * ((i == action ? 1 : 0) - p[i])
      }
    }
    for (f, t) in zip(gradient, [-0.320702, 0.082466, 0.238236]) { #expect(abs(f - t) < 1e-5) }
  }

  /// Drawn from μ = (.3, .5, .2): full weights are right, none are not, and a mask loses the only action that is paid.
  @Test func offPolicy() {
    let mu = [0.3, 0.5, 0.2]
    func expected(_ loss: any LossTerm, _ weight: (any TokenWeight)? = nil) -> [Double] {
      var gradient = [0.0, 0, 0]
      for action in p.indices {
        let tape = Tape(Workspace())
        let policy = tape.input(Tensor([Float(log(p[action]))], rows: 1, in: tape.workspace))
        let output = loss.loss(
          LossInput(
            policyLogprobs: policy, columns: [.proximal: [Float(log(mu[action]))]],
            advantages: [Float(rewards[action])], mask: [1], offsets: [0, 1]), on: tape)
        tape.backward(from: tape.weightedSum(output.loss, weights: [1]))
        var slope = -Double(policy.gradient?.values[0] ?? .nan)
        if let weight {
          var group = Toy.group(rewards: [rewards[action]])
          group.trajectories[0].behaviorLogprobs = [Float(log(mu[action]))]
          group.trajectories[0].columns[.proximal] = [Float(log(p[action]))]
          slope *= Double(weight.weights([group])[0][0][0])
        }
        for i in p.indices { gradient[i] += mu[action] * slope * ((i == action ? 1 : 0) - p[i]) }
      }
      return gradient
    }
    for (found, expected) in [
      (expected(ClippedImportance(clipLow: 0, clipHigh: 0, convention: .none)), truth),
      (expected(PolicyGradient()), [0.15, -0.09, -0.06]),
      (expected(PolicyGradient(), MaskedImportance(.token, low: 0.7, high: 1.5)), [0, 0, 0]),
    ] {
      for (f, t) in zip(found, expected) { #expect(abs(f - t) < 1e-6) }
    }
  }
}
