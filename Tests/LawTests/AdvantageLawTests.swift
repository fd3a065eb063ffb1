import Advantages
import Experience
import Foundation
import Support
import TestSupport
import Testing

/// A baseline of the catalogue, with the settings of one of its examples.
struct BaselineCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var estimator: any GroupBaseline

  static let all = AdvantageCatalogue.all.flatMap { entry in
    entry.examples.enumerated().compactMap { index, member in
      (member as? any GroupBaseline).map {
        BaselineCase(testDescription: "\(entry.kind) \(index)", estimator: $0)
      }
    }
  }
}

/// `Tests/Golden/advantage_factors.json`: the expectation of mean A·∇log p as a multiple of the true gradient.
struct AdvantageFactors: Decodable {
  struct Row: Decodable, Sendable, CustomTestStringConvertible {
    var kind, scale: String
    var groupSize: Int
    var factor: Double
    var testDescription: String { "\(kind) \(scale) G = \(groupSize)" }

    /// The estimator that the row is about.
    func estimator() throws -> any GroupBaseline {
      if kind == GroupRelative.kind, let scale = GroupRelative.Scale(rawValue: scale) {
        return GroupRelative(scale: scale)
      }
      if kind == BestOfGroup.kind {
        var best = BestOfGroup()
        best.scales = scale == "std"
        return best
      }
      let standard = try AdvantageCatalogue.entry(named: kind).standard
      return try #require(standard as? any GroupBaseline)
    }
  }
  var rows: [Row]
  static let golden: AdvantageFactors = Golden.load("advantage_factors.json")
}

@Suite struct AdvantageLawTests {
  private func credits(_ estimator: any AdvantageEstimator, _ group: Group) -> [Credit?] {
    var memory = Memory()
    return estimator.credit(Batch([group], step: 0), &memory)[0].credits
  }

  /// One number a completion, of one-token completions.
  private func advantages(_ estimator: any GroupBaseline, _ rewards: [Double]) -> [Double] {
    credits(estimator, Toy.group(rewards: rewards)).map { Double($0?.advantages[0] ?? .nan) }
  }
  private func advantages(_ sample: BaselineCase, _ rewards: [Double]) -> [Double] {
    advantages(sample.estimator, rewards)
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

  @Test(arguments: BaselineCase.all) func advantagesAreFinite(_ sample: BaselineCase) {
    for rewards in Self.rewards + [
      [0.5, 0.5, 0.5], [0, 0], [1e-9, 2e-9, 1e-9], [1e12, 1e12 + 1],
    ] {
      for factor in [1, 1e6, 1e-6, -1e6] {
        let found = advantages(sample, rewards.map { $0 * factor })
        #expect(found.count == rewards.count && found.allSatisfy { $0.isFinite })
      }
    }
    #expect(sample.estimator.advantages([]).isEmpty)
  }

  /// A baseline method learns nothing from equal rewards or from a single completion.
  @Test(arguments: BaselineCase.all.filter(\.estimator.invariances.isCentered))
  func equalRewardsGiveZero(_ sample: BaselineCase) {
    for rewards in [[0.7], [0.3, 0.3, 0.3], [0, 0, 0, 0], [1, 1], [-2.5, -2.5]] {
      #expect(advantages(sample, rewards).allSatisfy { abs($0) < 1e-6 }, "\(rewards)")
    }
    #expect(advantages(sample, [5]) == [0])
  }

  @Test(arguments: BaselineCase.all) func permutingSamplesPermutesTheOutput(
    _ sample: BaselineCase
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

  @Test(arguments: BaselineCase.all) func declaredInvariancesHold(_ sample: BaselineCase) {
    for rewards in Self.rewards where rewards.count > 1 {
      let before = advantages(sample, rewards)
      let shifted = advantages(sample, rewards.map { $0 + 5 })
      if sample.estimator.invariances.ignoresShift {
        for (a, b) in zip(before, shifted) { #expect(abs(a - b) < 1e-5) }
      } else {
        #expect(zip(before, shifted).contains { abs($0 - $1) > 1 })
      }
      let scaled = advantages(sample, rewards.map { $0 * 8 })
      for (a, b) in zip(before, scaled) {
        // The ε of a standard deviation shows in the fifth digit.
        #expect(
          abs(a * pow(8, Double(sample.estimator.invariances.degree)) - b) < 1e-5 * max(1, abs(b)))
      }
      if sample.estimator.invariances.isCentered { #expect(abs(before.reduce(0, +)) < 1e-5) }
    }
  }

  /// One value a response token, 0 where the mask is 0, the same on all others.
  @Test(arguments: BaselineCase.all) func masksAreKept(_ sample: BaselineCase) {
    let masks: [[Float]] = [[1, 1, 0, 1], [0, 0], [1], [0, 1, 1, 1, 0, 0]]
    let found = credits(
      sample.estimator, Toy.group(rewards: [1, 0, 0.5, 0], masks: masks)
    ).map { $0?.advantages ?? [] }
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
    let found = estimator.advantages(rewards).map { Float($0) }
    // The document prints four digits where ε is 1e-4 and G = 4.
    #expect(largestDifference(found, expected) < (estimator.epsilon == 1e-4 ? 3e-5 : 1e-6))
  }

  @Test func workedLeaveOneOut() {
    let found = LeaveOneOut().advantages([1, 0, 0, 0]).map { Float($0) }
    #expect(largestDifference(found, [1, -0.333333, -0.333333, -0.333333]) < 1e-6)
  }

  /// Differences of 1e-9 are rounding, not signal: they must not be blown up to ±1.
  @Test func almostEqualRewardsAreEqual() {
    #expect(GroupRelative().advantages([1, 1 + 1e-9, 1 - 1e-9]) == [0, 0, 0])
  }

  // MARK: - exact expectations

  /// Σ over all groups of its probability times mean A·(1_a − p).
  private func expectation(
    _ estimator: any GroupBaseline, _ p: [Double], _ rewards: [Double], groupSize: Int
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
      let a = advantages(estimator, actions.map { rewards[$0] })
      for (action, advantage) in zip(actions, a) {
        for i in p.indices {
          total[i] += probability * advantage * ((i == action ? 1 : 0) - p[i]) / Double(groupSize)
        }
      }
    }
    return total
  }

  /// p = (.5, .3, .2), R = (1, 0, 0): the true gradient is (.25, −.15, −.10).
  @Test(arguments: AdvantageFactors.golden.rows) func expectedGradients(
    _ row: AdvantageFactors.Row
  ) throws {
    let found = expectation(
      try row.estimator(), [0.5, 0.3, 0.2], [1, 0, 0], groupSize: row.groupSize)
    for (f, truth) in zip(found, [0.25, -0.15, -0.10]) {
      #expect(abs(f - row.factor * truth) < Tolerance.enumeratedFloat32)
    }
  }

  /// Every example of every baseline has its factors.
  @Test func everyBaselineHasFactors() throws {
    let declared = try AdvantageFactors.golden.rows.map { try $0.estimator() }
    for sample in BaselineCase.all {
      func isDeclared<C: Component>(_ own: C) -> Bool { declared.contains { $0 as? C == own } }
      let found = isDeclared(sample.estimator)
      #expect(found, "\(sample)")
    }
  }

  /// GRPO weighs easy and hard problems more: G = 4, Bernoulli pass rate q.
  @Test(arguments: [
    (0.05, 1.480906), (0.25, 1.424637), (0.5, 1.399516), (0.75, 1.424637), (0.95, 1.480906),
  ])
  func difficultyBias(_ q: Double, _ factor: Double) {
    let found = expectation(GroupRelative(), [q, 1 - q], [1, 0], groupSize: 4)
    #expect(abs(found[0] - factor * q * (1 - q)) < Tolerance.enumeratedFloat32)
  }

  // MARK: - with a critic

  private func group(
    rewards: [Double] = [1], values: [Float], mask: [Float], isFinished: Bool = true
  ) -> Group {
    var group = Toy.group(rewards: rewards, masks: [mask])
    group.trajectories[0].columns[.values] = values
    group.trajectories[0].completion.isFinished = isFinished
    return group
  }

  /// Worked examples: γ = 1, λ = .95, 1, 0; tokens that the policy did not draw; bootstrapping.
  @Test(arguments: [
    (0.95, [0.7472, 0.576, 0.08, 0.4], [0.9472, 0.976, 0.98, 1.0]),
    (1.0, [0.8, 0.6, 0.1, 0.4], [1, 1, 1, 1]),
    (0.0, [0.2, 0.5, -0.3, 0.4], [0.4, 0.9, 0.6, 1]),
  ])
  func workedGeneralized(_ lambda: Double, _ expected: [Double], _ returns: [Double]) throws {
    var estimator = GeneralizedAdvantage()
    (estimator.lambda, estimator.criticLambda, estimator.whiten) = (lambda, lambda, false)
    let values: [Float] = [0.2, 0.4, 0.9, 0.6, 0]
    let credit = try #require(
      credits(estimator, group(values: values, mask: [1, 1, 1, 1]))[0])
    #expect(largestDifference(credit.advantages, expected) < 1e-6)
    #expect(largestDifference(credit.returns, returns) < 1e-6)
  }

  @Test func generalizedPassesOverOtherTokens() throws {
    var estimator = GeneralizedAdvantage()
    (estimator.lambda, estimator.whiten) = (0.95, false)
    let whole = try #require(
      credits(estimator, group(values: [0.2, 0.4, 0.9, 0.6, 0], mask: [1, 1, 0, 1]))[0])
    #expect(largestDifference(whole.advantages, [0.751, 0.58, 0, 0.4]) < 1e-6)
    let without = try #require(
      credits(estimator, group(values: [0.2, 0.4, 0.6, 0], mask: [1, 1, 1]))[0])
    #expect([whole.advantages[0], whole.advantages[1], whole.advantages[3]] == without.advantages)
  }

  @Test func generalizedBootstrapsWhatTheCapCutOff() throws {
    var estimator = GeneralizedAdvantage()
    (estimator.lambda, estimator.whiten) = (0.95, false)
    let cut = group(
      rewards: [0], values: [0.2, 0.4, 0.9, 0.6, 0.6], mask: [1, 1, 1, 1], isFinished: false)
    let plain = try #require(credits(estimator, cut)[0])
    #expect(largestDifference(plain.advantages, [-0.110175, -0.3265, -0.87, -0.6]) < 1e-6)
    estimator.bootstrap = true
    let going = try #require(credits(estimator, cut)[0])
    #expect(largestDifference(going.advantages, [0.40425, 0.215, -0.3, 0]) < 1e-6)
  }

  /// λ = γ = 1: A_t = G_t − V_t, with rewards of single tokens in G.
  @Test func generalizedIsReturnMinusValue() throws {
    var estimator = GeneralizedAdvantage()
    estimator.whiten = false
    var sample = group(rewards: [0.5], values: [0.1, 0.2, 0.3, 0], mask: [1, 1, 1])
    sample.trajectories[0].score?.tokens = [0.25, 0, 1]
    let credit = try #require(credits(estimator, sample)[0])
    #expect(largestDifference(credit.advantages, [1.65, 1.3, 1.2]) < 1e-6)
  }

  /// Whitened advantages have mean 0 and standard deviation 1 over drawn tokens; returns stay.
  @Test func whiteningIsOverTokens() {
    var batch = Batch([], step: 0)
    for i in 0..<4 {
      var sample = group(
        rewards: [Double(i % 2)], values: [0.3, 0.1, 0.2, 0].map { $0 * Float(i + 1) },
        mask: [1, 0, 1])
      sample.trajectories[0].credits = [:]
      batch.groups.append(sample)
    }
    var memory = Memory()
    let found = GeneralizedAdvantage().credit(batch, &memory)
    let values = found.flatMap { $0.credits.flatMap { [$0?.advantages[0], $0?.advantages[2]] } }
      .compactMap { $0.map(Double.init) }
    let mean = values.reduce(0, +) / 8
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 7
    #expect(abs(mean) < 1e-6 && abs(variance - 1) < 1e-5)
    #expect(found.allSatisfy { $0.credits[0]?.advantages[1] == 0 })
    #expect(largestDifference(found[1].credits[0]?.returns ?? [], [1, 0, 1]) < 1e-6)
  }

  @Test func pairsAreBestAgainstWorst() {
    var memory = Memory()
    let groups = [[0.2, 1, 1, 0], [0.5, 0.5], [0, 1]].map { Toy.group(rewards: $0) }
    let found = BestWorstPairs().credit(Batch(groups, step: 0), &memory)
    #expect(found[0].pairs == [Pair(chosen: 1, rejected: 3)])
    #expect(found[0].credits.map { $0 != nil } == [false, true, false, true])
    #expect(found[1].pairs.isEmpty && found[1].credits == [nil, nil])
    #expect(found[2].pairs == [Pair(chosen: 1, rejected: 0)])
  }

  /// What has no score, or is there for comparison, takes no part.
  @Test(arguments: BaselineCase.all) func unscoredTakesNoPart(_ sample: BaselineCase) {
    var group = Toy.group(rewards: [1, 0, 5, 7, 0.5])
    group.trajectories[2].score = Score(nil, reason: "timeout")
    group.trajectories[3].use = .compare
    let found = credits(sample.estimator, group)
    #expect(found[2] == nil && found[3] == nil)
    let rest = advantages(sample, [1, 0, 0.5])
    #expect([0, 1, 4].map { Double(found[$0]?.advantages[0] ?? .nan) } == rest)
  }
}
