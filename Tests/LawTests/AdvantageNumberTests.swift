import Advantages
import Experience
import Foundation
import Support
import TestSupport
import Testing

/// The worked numbers of critic-free advantages.
@Suite struct AdvantageNumberTests {
  /// The first advantage of each completion.
  private func first(_ estimator: any AdvantageEstimator, _ groups: [Group]) -> [[Double]] {
    var memory = Memory()
    return estimator.credit(Batch(groups, step: 0), &memory).map {
      $0.credits.map { Double($0?.advantages.first ?? .nan) }
    }
  }

  private func group(_ rewards: [Double], lengths: [Int]? = nil) -> Group {
    Toy.group(
      rewards: rewards,
      masks: (lengths ?? rewards.map { _ in 1 }).map { [Float](repeating: 1, count: $0) })
  }

  private func isClose(_ a: [Double], _ b: [Double], _ tolerance: Double = 2e-6) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < tolerance }
  }

  @Test func groupRules() {
    let rewards = [1.0, 0, 0, 0]
    #expect(
      isClose(
        first(LengthWeighted(), [group(rewards, lengths: [10, 20, 40, 30])])[0],
        [0.9, -0.1, -0.1, -0.1]))
    #expect(isClose(MaximumLikelihood().advantages(rewards), [3, -1, -1, -1]))
    #expect(MaximumLikelihood().advantages([0, 0]) == [0, 0])
    #expect(isClose([1 - LogMeanExp().advantages(rewards)[0]], [0.357374]))
    #expect(isClose(AsymmetricBaseline().advantages(rewards), [0.85, -0.15, -0.15, -0.15]))
    #expect(
      isClose(
        SoftmaxWeights().advantages([1, 0, 0, 1]).map { $0 / 4 },
        [0.440399, 0.059601, 0.059601, 0.440399]))
  }

  @Test func remax() {
    var group = group([1, 0, 0.4])
    group.trajectories[2].use = .compare
    let found = first(GreedyBaseline(), [group])[0]
    #expect(isClose(Array(found.prefix(2)), [0.6, -0.4]) && found[2].isNaN)
    #expect(first(GreedyBaseline(), [self.group([1, 0])])[0].allSatisfy { $0.isNaN })
  }

  @Test func reinforcePlusPlus() {
    var memory = Memory()
    let batch = Batch([group([1], lengths: [2]), group([0], lengths: [4])], step: 0)
    let found = RewardToGo().credit(batch, &memory).flatMap { $0.credits }
    #expect(largestDifference(found[0]?.advantages ?? [], [1.290994, 1.290994]) < 2e-6)
    #expect(
      largestDifference(
        found[1]?.advantages ?? [], [-0.645497, -0.645497, -0.645497, -0.645497]) < 2e-6)
    // Token rewards alone, with γ = 0.
    var one = group([0], lengths: [3])
    one.trajectories[0].score = Score(0, tokens: [0.5, -1, 2])
    let own = RewardToGo(gamma: 0, whiten: false).credit(Batch([one], step: 0), &memory)[0]
    #expect(own.credits[0]?.advantages == [0.5, -1, 2])
    let discounted = RewardToGo(gamma: 0.5, whiten: false).credit(Batch([one], step: 0), &memory)[0]
    #expect(discounted.credits[0]?.advantages == [0.5, 0, 2])
  }

  @Test func optimalTokenBaseline() {
    var group = group([1, 0], lengths: [2, 2])
    for (i, (p, squares)) in [([0.8, 0.5], [0.66, 0.40]), ([0.2, 0.9], [0.66, 0.82])].enumerated() {
      group.trajectories[i].columns[.proximal] = p.map { Float(log($0)) }
      group.trajectories[i].columns[.of(.policy, .collision)] = squares.map { Float($0) }
    }
    // A return is the outcome at every token: B = (.045455, .264368).
    var memory = Memory()
    let found = OptimalTokenBaseline().credit(Batch([group], step: 0), &memory)[0].credits
    #expect(
      largestDifference(found[0]?.advantages ?? [], [1 - 0.045455, 1 - 0.264368]) < 2e-6)
    #expect(largestDifference(found[1]?.advantages ?? [], [-0.045455, -0.264368]) < 2e-6)
  }

  /// α 2, β 6, ρ .9, r 1: A .75, then (2.8, 5.4).
  @Test func singleStream() {
    let updated = SingleStream.updated(2, 6, keeping: 0.9, reward: 1)
    #expect(isClose([updated.alpha, updated.beta], [2.8, 5.4]))
    #expect(isClose([updated.alpha / (updated.alpha + updated.beta)], [0.341463]))
    var estimator = SingleStream()
    estimator.standardizes = false
    estimator.most = 0.9
    var memory = Memory()
    var one = group([1])
    one.trajectories[0].columns[.proximal] = [0]
    let name = String(one.problem.id, radix: 16)
    memory[number: "alpha \(name)"] = 2
    memory[number: "beta \(name)"] = 6
    let credit = estimator.credit(Batch([one], step: 0), &memory)[0].credits[0]
    #expect(credit?.advantages == [0.75])
    #expect(isClose([memory[number: "alpha \(name)"] ?? 0], [2.8]))
  }

  @Test func movingBaseline() {
    var memory = Memory()
    let found = MovingBaseline().credit(
      Batch([group([1]), group([0]), group([1])], step: 0), &memory
    ).map { Double($0.credits[0]?.advantages[0] ?? .nan) }
    #expect(isClose(found, [1, -0.05, 0.9525]))
    let batch = first(MovingBaseline(.batch), [group([1, 0]), group([1, 1])])
    #expect(isClose(batch.flatMap { $0 }, [0.25, -0.75, 0.25, 0.25]))
  }

  @Test func batchScales() {
    // Over the batch (1, 0, 1, 1): σ = .5.
    let found = first(BatchScaled(), [group([1, 0]), group([1, 1])])
    #expect(isClose(found.flatMap { $0 }, [0.999998, -0.999998, 0, 0]))
    // GPG: half of the completions have a signal; verl counts three of four.
    let scaled = first(SignalScaled(), [group([1, 0]), group([1, 1])])
    #expect(isClose(scaled.flatMap { $0 }, [1, -1, 0, 0]))
    let counted = first(SignalScaled(.rewards), [group([1, 0]), group([1, 1])])
    #expect(isClose(counted.flatMap { $0 }, [0.666667, -0.666667, 0, 0]))
  }

  /// w(0, .25, .5, .75, 1) of GRPO-LEAD, and what it does to a group of which one in four is right.
  @Test func difficulty() {
    let weighted = DifficultyWeighted()
    #expect(
      isClose(
        [0, 0.25, 0.5, 0.75, 1].map(weighted.weight),
        [1.499392, 1.492638, 1.416556, 0.95, 0.483444]))
    var group = group([1, 0, 0, 0])
    group.verdicts[0] = Verdict(
      parsed: true, loose: true, strict: true, process: 1, answer: "1")
    #expect(
      isClose(
        first(weighted, [group])[0],
        [1.499997 * 1.492638] + [Double](repeating: -0.499999 * 0.95, count: 3), 1e-5))
  }

  @Test func filteredGroups() {
    let found = first(
      GroupFiltered(keep: 2), [group([1, 0, 1, 0], lengths: [5, 1, 2, 9])])[0]
    #expect(isClose(found, [0, -0.707106, 0.707106, 0]))
    let dense = first(
      GroupFiltered(keep: 2, by: .density), [group([1, 0, 1, 0], lengths: [5, 1, 2, 9])])[0]
    #expect(dense == [0, 0, 0, 0])
  }

  /// Statistics are those of the policy's own completions; the demonstration gets credit by them.
  @Test func guided() {
    var group = group([1, 0, 1], lengths: [1, 1, 2])
    group.trajectories[2].origins = [.demonstration, .demonstration]
    let found = first(GuidedAdvantage(), [group])[0]
    let expected = 0.5 / (0.5.squareRoot() + 1e-6)
    #expect(isClose(found, [expected, -expected, expected]))
    // All wrong: σ is 1, and the demonstration alone has an advantage.
    group.trajectories[0].score = Score(0)
    #expect(isClose(first(GuidedAdvantage(), [group])[0], [0, 0, 1]))
  }
}

/// Trees and subsets of groups.
@Suite struct StructuredAdvantageTests {
  /// r = (0, .1, .2, .5, .6, .9, 1, 1), m = 4: {0, .1, 1, 1}.
  @Test func downSampling() {
    let rewards = [0, 0.1, 0.2, 0.5, 0.6, 0.9, 1, 1]
    #expect(DownSampled().subset(rewards) == [0, 1, 6, 7])
    var memory = Memory()
    let found = DownSampled().credit(Batch([Toy.group(rewards: rewards)], step: 0), &memory)[0]
    #expect(
      found.credits.map { $0 == nil } == [false, false, true, true, true, true, false, false])
    let values = found.credits.compactMap { $0.map { Double($0.advantages[0]) } }
    for (a, b) in zip(values, [-0.954544, -0.772726, 0.863635, 0.863635]) {
      #expect(abs(a - b) < 2e-6)
    }
    #expect(DownSampled().subset([1, 0]) == [0, 1])
  }

  /// A binary tree with the leaves (1, 0 | 0, 0): segments a, b, then a leaf each.
  @Test func trees() {
    var group = Toy.group(rewards: [1, 0, 0, 0], masks: (0..<4).map { _ in [1, 1] })
    for (i, tokens) in [[1, 3], [1, 4], [2, 3], [2, 4]].enumerated() {
      group.trajectories[i].responseTokens = tokens.map { Int32($0) }
    }
    func credit(_ rule: TreeCredit.Rule) -> [[Double]] {
      var memory = Memory()
      return TreeCredit(rule).credit(Batch([group], step: 0), &memory)[0].credits.map {
        ($0?.advantages ?? []).map(Double.init)
      }
    }
    let node = credit(.node)
    for (found, expected) in zip(
      node, [[0.353553, 1.25], [0.353553, -0.75], [-0.353553, -0.25], [-0.353553, -0.25]])
    {
      for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-6, "\(node)") }
    }
    #expect(credit(.step) == [[0.25, 0.5], [0.25, -0.5], [-0.25, 0], [-0.25, 0]])
    #expect(credit(.sibling) == [[0.25, 0.5], [0.25, -0.5], [-0.25, 0], [-0.25, 0]])
    group.trajectories[1].fork = Fork(parent: 0, shared: 1)
    group.trajectories[3].fork = Fork(parent: 2, shared: 1)
    // Within: ±½/√½, 0, 0. Across: mean ¼, sd ½.
    for (a, b) in zip(credit(.trunks).map { $0[0] }, [2.207105, -1.207105, -0.5, -0.5]) {
      #expect(abs(a - b) < 1e-5)
    }
    let leaf = credit(.leaf).map { $0[0] }
    for (a, b) in zip(leaf, [0.666667, -0.333333, -0.166667, -0.166667]) {
      #expect(abs(a - b) < 1e-6, "\(leaf)")
    }
  }
}
