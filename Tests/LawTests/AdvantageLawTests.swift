import Advantages
import Experience
import Foundation
import Support
import TestSupport
import Testing

/// An estimator with the invariances that it declares.
struct AdvantageCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var estimator: any AdvantageEstimator
  /// Adding a constant to all rewards changes nothing.
  var ignoresShift: Bool
  /// The power of c by which rewards times c > 0 scale the advantages.
  var degree: Int
  /// Advantages of a group sum to 0.
  var isCentered: Bool
  /// Expectation of mean A·∇log p as a multiple of the true gradient, for groups of 2 and 4.
  var factors: (two: Double, four: Double)

  /// Every kind of the catalogue must be here: a new one declares itself with one line.
  static let all = [
    AdvantageCase(
      testDescription: "group-relative", estimator: GroupRelative(), ignoresShift: true, degree: 0,
      isCentered: true, factors: (0.707106, 1.399516)),
    AdvantageCase(
      testDescription: "group-relative, scale none", estimator: GroupRelative(scale: .none),
      ignoresShift: true, degree: 1, isCentered: true, factors: (0.5, 0.75)),
    AdvantageCase(
      testDescription: "leave-one-out", estimator: LeaveOneOut(), ignoresShift: true, degree: 1,
      isCentered: true, factors: (1, 1)),
    AdvantageCase(
      testDescription: "raw-reward", estimator: RawReward(), ignoresShift: false, degree: 1,
      isCentered: false, factors: (1, 1)),
  ]
}

@Suite struct AdvantageLawTests {
  /// One number a completion, of one-token completions.
  private func advantages(_ sample: AdvantageCase, _ rewards: [Double]) -> [Double] {
    sample.estimator.advantages(Toy.group(rewards: rewards)).map { Double($0[0]) }
  }

  /// Rewards of several kinds.
  static let rewards: [[Double]] = {
    var generator = RandomStream(seed: 13)["rewards"].generator()
    return [
      [1], [0, 1], [1, 0, 0, 1], [1, 0, 0, 0], [0.2, -3, 7, 1, 1, 0.5, 0.25, 0],
      (0..<16).map { _ in generator.normal() },
      (0..<64).map { _ in generator.bernoulli(0.1) ? 1 : 0 },
    ]
  }()

  @Test func everyKindIsDeclared() {
    let declared = Set(AdvantageCase.all.map { type(of: $0.estimator).kind })
    #expect(declared == Set(AdvantageCatalogue.all.map(\.kind)))
  }

  @Test(arguments: AdvantageCase.all) func advantagesAreFinite(_ sample: AdvantageCase) {
    for rewards in Self.rewards + [
      [0.5, 0.5, 0.5], [0, 0], [1e-9, 2e-9, 1e-9], [1e12, 1e12 + 1],
    ] {
      for factor in [1, 1e6, 1e-6, -1e6] {
        let found = advantages(sample, rewards.map { $0 * factor })
        #expect(found.count == rewards.count && found.allSatisfy { $0.isFinite })
      }
    }
    #expect(sample.estimator.advantages(Toy.group(rewards: [])).isEmpty)
  }

  /// A baseline method learns nothing from equal rewards or from a single completion.
  @Test(arguments: AdvantageCase.all.filter(\.isCentered))
  func equalRewardsGiveZero(_ sample: AdvantageCase) {
    for rewards in [[0.7], [0.3, 0.3, 0.3], [0, 0, 0, 0], [1, 1], [-2.5, -2.5]] {
      #expect(advantages(sample, rewards).allSatisfy { abs($0) < 1e-6 }, "\(rewards)")
    }
    #expect(advantages(sample, [5]) == [0])
  }

  @Test(arguments: AdvantageCase.all) func permutingSamplesPermutesTheOutput(
    _ sample: AdvantageCase
  ) {
    var generator = RandomStream(seed: 14)["permutation"].generator()
    for rewards in Self.rewards {
      var order = Array(rewards.indices)
      generator.shuffle(&order)
      let found = advantages(sample, order.map { rewards[$0] })
      let expected = advantages(sample, rewards)
      for (i, source) in order.enumerated() { #expect(abs(found[i] - expected[source]) < 1e-5) }
    }
  }

  @Test(arguments: AdvantageCase.all) func declaredInvariancesHold(_ sample: AdvantageCase) {
    for rewards in Self.rewards where rewards.count > 1 {
      let before = advantages(sample, rewards)
      let shifted = advantages(sample, rewards.map { $0 + 5 })
      if sample.ignoresShift {
        for (a, b) in zip(before, shifted) { #expect(abs(a - b) < 1e-5) }
      } else {
        #expect(zip(before, shifted).contains { abs($0 - $1) > 1 })
      }
      let scaled = advantages(sample, rewards.map { $0 * 8 })
      for (a, b) in zip(before, scaled) {
        // The ε of a standard deviation shows in the fifth digit.
        #expect(abs(a * pow(8, Double(sample.degree)) - b) < 1e-5 * max(1, abs(b)))
      }
      if sample.isCentered { #expect(abs(before.reduce(0, +)) < 1e-5) }
    }
  }

  /// One value a response token, 0 where the mask is 0, the same on all others.
  @Test(arguments: AdvantageCase.all) func masksAreKept(_ sample: AdvantageCase) {
    let masks: [[Float]] = [[1, 1, 0, 1], [0, 0], [1], [0, 1, 1, 1, 0, 0]]
    let found = sample.estimator.advantages(Toy.group(rewards: [1, 0, 0.5, 0], masks: masks))
    let plain = advantages(sample, [1, 0, 0.5, 0])
    for i in masks.indices {
      #expect(found[i].map(Double.init) == masks[i].map { Double($0) * plain[i] })
    }
  }

  // MARK: - worked numbers

  @Test(arguments: [
    (GroupRelative(), [1.0, 0, 0, 1], [0.866024, -0.866024, -0.866024, 0.866024]),
    (
      GroupRelative(scale: .std, epsilon: 1e-4), [1, 0, 0, 1],
      [0.865875, -0.865875, -0.865875, 0.865875]
    ),
    (GroupRelative(), [1, 0, 0, 0], [1.499997, -0.499999, -0.499999, -0.499999]),
    (
      GroupRelative(scale: .std, epsilon: 1e-4), [1, 0, 0, 0], [1.4997, -0.4999, -0.4999, -0.4999]
    ),
    (GroupRelative(scale: .none), [1, 0, 0, 0], [0.75, -0.25, -0.25, -0.25]),
    (GroupRelative(scale: .none), [1, 0, 0, 1], [0.5, -0.5, -0.5, 0.5]),
  ])
  func workedGroupRelative(_ estimator: GroupRelative, _ rewards: [Double], _ expected: [Double]) {
    let found = estimator.advantages(Toy.group(rewards: rewards)).map { $0[0] }
    // The document prints four digits where ε is 1e-4 and G = 4.
    #expect(largestDifference(found, expected) < (estimator.epsilon == 1e-4 ? 3e-5 : 1e-6))
  }

  @Test func workedLeaveOneOut() {
    let found = LeaveOneOut().advantages(Toy.group(rewards: [1, 0, 0, 0])).map { $0[0] }
    #expect(largestDifference(found, [1, -0.333333, -0.333333, -0.333333]) < 1e-6)
  }

  /// Differences of 1e-9 are rounding, not signal: they must not be blown up to ±1.
  @Test func almostEqualRewardsAreEqual() {
    let found = GroupRelative().advantages(Toy.group(rewards: [1, 1 + 1e-9, 1 - 1e-9]))
    #expect(found == [[0], [0], [0]])
  }

  // MARK: - exact expectations

  /// Σ over all groups of its probability times mean A·(1_a − p).
  private func expectation(
    _ sample: AdvantageCase, _ p: [Double], _ rewards: [Double], groupSize: Int
  ) -> [Double] {
    var total = [Double](repeating: 0, count: p.count)
    let groups = Int(pow(Double(p.count), Double(groupSize)))
    for code in 0..<groups {
      var rest = code
      let actions = (0..<groupSize).map { _ in
        defer { rest /= p.count }
        return rest % p.count
      }
      let probability = actions.reduce(1) { $0 * p[$1] }
      let a = advantages(sample, actions.map { rewards[$0] })
      for (action, advantage) in zip(actions, a) {
        for i in p.indices {
          total[i] += probability * advantage * ((i == action ? 1 : 0) - p[i]) / Double(groupSize)
        }
      }
    }
    return total
  }

  /// p = (.5, .3, .2), R = (1, 0, 0): the true gradient is (.25, −.15, −.10).
  @Test(arguments: AdvantageCase.all) func expectedGradients(_ sample: AdvantageCase) {
    for (groupSize, factor) in [(2, sample.factors.two), (4, sample.factors.four)] {
      let found = expectation(sample, [0.5, 0.3, 0.2], [1, 0, 0], groupSize: groupSize)
      for (f, truth) in zip(found, [0.25, -0.15, -0.10]) {
        #expect(abs(f - factor * truth) < Tolerance.enumeratedFloat32, "G = \(groupSize)")
      }
    }
  }

  /// GRPO weighs easy and hard problems more: G = 4, Bernoulli pass rate q.
  @Test(arguments: [
    (0.05, 1.480906), (0.25, 1.424637), (0.5, 1.399516), (0.75, 1.424637), (0.95, 1.480906),
  ])
  func difficultyBias(_ q: Double, _ factor: Double) {
    let found = expectation(AdvantageCase.all[0], [q, 1 - q], [1, 0], groupSize: 4)
    #expect(abs(found[0] - factor * q * (1 - q)) < Tolerance.enumeratedFloat32)
  }
}
