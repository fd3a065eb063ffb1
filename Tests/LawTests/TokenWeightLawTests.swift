import Advantages
import Experience
import Foundation
import Losses
import Support
import TestSupport
import Testing

/// A token weight of the catalogue, with the settings of one of its examples.
struct WeightCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var weight: any TokenWeight

  static let all = TokenWeightCatalogue.all.flatMap { entry in
    entry.examples.enumerated().map {
      WeightCase(testDescription: "\(entry.kind) \($0)", weight: $1)
    }
  }
}

@Suite struct TokenWeightLawTests {
  /// A group about which nothing is known but what was declared: all else is not a number.
  private func group(_ needs: Set<Column>, rewards: [Double] = [1, 0, 1, 0]) -> Group {
    var group = Toy.group(rewards: rewards, masks: [[1, 1, 1], [1], [1, 0, 1], [1, 1]])
    for i in group.trajectories.indices {
      let count = group.trajectories[i].responseTokens.count
      group.trajectories[i].entropies = Array(repeating: .nan, count: count)
      group.trajectories[i].behaviorLogprobs = Array(repeating: -1, count: count)
      for column in needs {
        group.trajectories[i].columns[column] = (0..<count).map { -1 + 0.3 * Float($0) }
      }
    }
    group.trajectories[1].completion.isFinished = false
    return group
  }

  /// Finite, not negative, one a token, from what was declared.
  @Test(arguments: WeightCase.all) func needsAreComplete(_ sample: WeightCase) {
    let group = group(sample.weight.needs)
    let found = sample.weight.weights([group])[0]
    #expect(found.map(\.count) == group.trajectories.map(\.responseTokens.count))
    #expect(found.allSatisfy { $0.allSatisfy { $0.isFinite && $0 >= 0 } })
    if sample.weight.masks { #expect(found.allSatisfy { $0.allSatisfy { $0 == 0 || $0 == 1 } }) }
  }

  /// What is local does not look at its neighbours.
  @Test(arguments: WeightCase.all.filter(\.weight.isLocal)) func localMeansLocal(
    _ sample: WeightCase
  ) {
    let whole = group(sample.weight.needs)
    let found = sample.weight.weights([whole])[0]
    for i in whole.trajectories.indices {
      var alone = whole
      alone.trajectories = [whole.trajectories[i]]
      alone.verdicts = [whole.verdicts[i]]
      #expect(sample.weight.weights([alone])[0][0] == found[i])
    }
  }

  /// Worked example: π_roll = (.45, .10, .25), π_old = (.5, .4, .2), cap 2.
  @Test func workedTruncatedImportance() {
    var group = Toy.group(rewards: [1], masks: [[1, 1, 1]])
    group.trajectories[0].behaviorLogprobs = [0.45, 0.10, 0.25].map { Float(log($0)) }
    group.trajectories[0].columns[.proximal] = [0.5, 0.4, 0.2].map { Float(log($0)) }
    let token = TruncatedImportance().weights([group])[0][0]
    #expect(largestDifference(token, [1.111111, 2, 0.8]) < 1e-6)
    let whole = TruncatedImportance(level: .sequence, cap: 5).weights([group])[0][0]
    #expect(largestDifference(whole, [3.555556, 3.555556, 3.555556]) < 1e-5)
  }

  /// Drawn from μ = (.3, .5, .2), policy (.5, .3, .2), R = (1, 0, 0): enumerated gradients, with and without a baseline.
  @Test(arguments: [
    (100.0, 0.0, [0.25, -0.15, -0.10]), (1.5, 0.0, [0.225, -0.135, -0.09]),
    (1.5, 0.5, [0.2375, -0.1425, -0.095]),
  ])
  func enumeratedGradients(_ cap: Double, _ baseline: Double, _ expected: [Double]) {
    let (mu, p, rewards) = ([0.3, 0.5, 0.2], [0.5, 0.3, 0.2], [1.0, 0, 0])
    var gradient = [0.0, 0, 0]
    for action in p.indices {
      var group = Toy.group(rewards: [rewards[action]])
      group.trajectories[0].behaviorLogprobs = [Float(log(mu[action]))]
      group.trajectories[0].columns[.proximal] = [Float(log(p[action]))]
      let weight = Double(TruncatedImportance(level: .token, cap: cap).weights([group])[0][0][0])
      for i in p.indices {
        gradient[i] +=
          mu[action] * weight * (rewards[action] - baseline) * ((i == action ? 1 : 0) - p[i])
      }
    }
    for (a, b) in zip(gradient, expected) { #expect(abs(a - b) < 1e-6) }
  }
}

/// Laws of estimators that look beyond a group's rewards.
@Suite struct EstimatorLawTests {
  /// Everything that an estimator did not declare is not a number, and its credit is finite all the same.
  @Test func needsAreComplete() {
    for estimator in AdvantageCatalogue.all.flatMap(\.examples) {
      var group = Toy.group(rewards: [1, 0, 0.5], masks: [[1, 0, 1], [1], [1, 1]])
      for i in group.trajectories.indices {
        let count = group.trajectories[i].responseTokens.count
        let poison = [Float](repeating: .nan, count: count)
        group.trajectories[i].behaviorLogprobs = poison
        // Recorded while sampling, not asked of a model.
        group.trajectories[i].entropies =
          estimator is EntropyAdvantage ? poison.map { _ in 0.5 } : poison
        for column in [Column.proximal, .reference, .values] {
          group.trajectories[i].columns[column] = poison + [.nan]
        }
        for column in estimator.needs {
          group.trajectories[i].columns[column] = (0...count).map { 0.1 * Float($0) }
        }
      }
      var memory = Memory()
      let found = estimator.credit(Batch([group], step: 0), &memory)[0]
      #expect(found.credits.count == 3)
      for (credit, trajectory) in zip(found.credits, group.trajectories) {
        guard let credit else { continue }
        #expect(credit.advantages.count == trajectory.responseTokens.count)
        #expect(
          credit.advantages.allSatisfy { $0.isFinite } && credit.returns.allSatisfy { $0.isFinite })
        for (value, origin) in zip(credit.advantages, trajectory.origins) where origin != .policy {
          #expect(value == 0)
        }
      }
    }
  }

  /// With exact values the expected advantage is 0, whatever λ: two steps, two actions each.
  @Test(arguments: [0.0, 0.5, 0.95, 1]) func exactValuesGiveNoAdvantage(_ lambda: Double) {
    // First action right with .4, then .7; reward 1 if both are.
    let (first, second) = (0.4, 0.7)
    var estimator = GeneralizedAdvantage()
    (estimator.lambda, estimator.whiten) = (lambda, false)
    var sums = [0.0, 0.0]
    for a in [true, false] {
      for b in [true, false] {
        let probability = (a ? first : 1 - first) * (b ? second : 1 - second)
        var group = Toy.group(rewards: [a && b ? 1 : 0], masks: [[1, 1]])
        group.trajectories[0].columns[.values] = [Float(first * second), a ? Float(second) : 0, 0]
        var memory = Memory()
        let credit = estimator.credit(Batch([group], step: 0), &memory)[0].credits[0]
        for t in 0..<2 { sums[t] += probability * Double(credit?.advantages[t] ?? .nan) }
      }
    }
    #expect(abs(sums[0]) < 1e-6 && abs(sums[1]) < 1e-6)
  }
}
