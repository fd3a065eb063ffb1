import Advantages
import Experience
import Foundation
import Support
import TestSupport
import Testing

/// Advantages of sets, of tokens and of turns: worked numbers, brute force and exact gradients.
@Suite struct StructureAdvantageTests {
  private func close(_ found: [Double], _ right: [Double], _ tolerance: Double = 2e-6) {
    #expect(found.count == right.count)
    for (a, b) in zip(found, right) { #expect(abs(a - b) < tolerance, "\(found) \(right)") }
  }

  private func subsets(_ n: Int, _ k: Int) -> [[Int]] {
    (0..<(1 << n)).filter { $0.nonzeroBitCount == k }.map { set in
      (0..<n).filter { set >> $0 & 1 == 1 }
    }
  }

  @Test func passAtKNumbers() {
    close(
      PassAtKAdvantage(k: 2).advantages([1, 0, 0, 0]), [0.999998, -0.333333, -0.333333, -0.333333])
    close(
      PassAtKAdvantage(k: 2).advantages([1, 1, 0, 0]), [0.447212, 0.447212, -0.447212, -0.447212])
    close(
      PassAtKAdvantage(k: 4).advantages([1, 1, 0, 0, 0, 0, 0, 0]),
      [0.522232, 0.522232] + Array(repeating: -0.174077, count: 6))
    close(PassAtKAdvantage(k: 2).advantages([1, 1, 1, 0]), [0, 0, 0, 0])
  }

  /// The mean over all sets of k that hold a completion of the normalized reward of the set.
  @Test(arguments: [(6, 2), (6, 3), (7, 4), (5, 5)]) func passAtKIsTheMeanOverSets(
    _ n: Int, _ k: Int
  ) {
    for c in 0...n {
      let rewards = (0..<n).map { $0 < c ? 1.0 : 0 }
      let sets = subsets(n, k).map { set in (set, set.contains { rewards[$0] == 1 } ? 1.0 : 0) }
      let mean = sets.reduce(0) { $0 + $1.1 } / Double(sets.count)
      let deviation = (mean * (1 - mean)).squareRoot()
      let right = (0..<n).map { i -> Double in
        guard deviation > 0 else { return 0 }
        let own = sets.filter { $0.0.contains(i) }
        return own.reduce(0) { $0 + ($1.1 - mean) / (deviation + 1e-6) } / Double(own.count)
      }
      let found = PassAtKAdvantage(k: k).advantages(rewards)
      close(found, right, 1e-9)
      #expect(abs(found.reduce(0, +)) < 1e-9)
    }
  }

  @Test func maxAtKNumbers() {
    close(
      MaxAtKAdvantage(k: 2).advantages([1, 0, 0, 0]).map { $0 / 4 },
      [0.5, 0.166667, 0.166667, 0.166667])
    #expect(abs(MaxAtKAdvantage.value([0.1, 0.2, 0.4, 0.9], k: 2) - 0.616667) < 1e-6)
    #expect(abs(MaxAtKAdvantage.value([1, 0, 0, 0], k: 2) - 0.5) < 1e-12)
  }

  /// Each weight by brute force over sets, ties included.
  @Test(arguments: [1, 2, 3, 5]) func maxAtKIsTheSumOverSets(_ k: Int) {
    var random = RandomStream(seed: 3)["max", k].generator()
    for _ in 0..<20 {
      let rewards = (0..<6).map { _ in Double(random.integer(below: 5)) / 4 - 0.25 }
      let sets = subsets(6, k)
      let right = (0..<6).map { i in
        sets.filter { $0.contains(i) }.reduce(0.0) { sum, set in
          sum + (set.map { rewards[$0] }.max() ?? 0)
        } / Double(sets.count) * 6
      }
      close(MaxAtKAdvantage(k: k).advantages(rewards), right, 1e-9)
    }
  }

  /// The exact gradient of pass@k of a policy that is right with probability q, by enumeration of all groups.
  @Test(arguments: [false, true]) func theGradientIsThatOfPassAtK(_ hasBaseline: Bool) {
    let (q, k, n) = (0.25, 2, 4)
    var estimator = MaxAtKAdvantage(k: k)
    estimator.hasBaseline = hasBaseline
    var expectation = 0.0
    for set in 0..<(1 << n) {
      let rewards = (0..<n).map { set >> $0 & 1 == 1 ? 1.0 : 0 }
      let probability = rewards.reduce(1) { $0 * ($1 == 1 ? q : 1 - q) }
      // ∇ of the logit: 1 − q of a right completion, −q of a wrong one.
      let sum = zip(estimator.advantages(rewards), rewards).reduce(0) {
        $0 + $1.0 * ($1.1 == 1 ? 1 - q : -q)
      }
      expectation += probability * sum / Double(n)
    }
    let gradient = Double(k) * pow(1 - q, Double(k - 1)) * q * (1 - q)
    #expect(abs(expectation - gradient) < 1e-12)
    #expect(abs(expectation - 0.28125) < 1e-12)
  }

  @Test func bestOfGroup() {
    close(BestOfGroup().advantages([0.9, 0.4, 0.1, 0.2]), [0.5, 0, 0, 0])
    var scaled = BestOfGroup()
    scaled.scales = true
    close(scaled.advantages([0.9, 0.4, 0.1, 0.2]), [1.404875, 0, 0, 0], 1e-5)
    close(BestOfGroup().advantages([1, 1, 0]), [0, 0, 0])
  }

  @Test func entropyAdvantage() {
    let estimator = EntropyAdvantage()
    #expect(abs(estimator.raised(0.5, entropy: 1.2) - 0.75) < 1e-12)
    #expect(abs(estimator.raised(-0.5, entropy: 1.2) + 0.25) < 1e-12)
    #expect(abs(estimator.raised(0.5, entropy: 0.3) - 0.62) < 1e-12)
  }

  private func group(_ tokens: [[Float]], outcomes: [Double]) -> Group {
    Group(
      problem: Toy.problem,
      trajectories: zip(tokens, outcomes).map { tokens, outcome in
        var one = Toy.trajectory(tokens.count)
        one.score = Score(outcome, tokens: tokens)
        return one
      }, verdicts: tokens.map { _ in .unparsed("toy") })
  }

  @Test func processAndOutcome() {
    let batch = Batch(
      [group([[0.01, -0.005, 0.025], [-0.02, 0.01]], outcomes: [1, 0])], step: 0)
    func credits(_ estimator: ProcessAndOutcome) -> [[Double]] {
      var memory = Memory()
      return estimator.credit(batch, &memory)[0].credits.map {
        $0?.advantages.map(Double.init) ?? []
      }
    }
    var plain = ProcessAndOutcome()
    plain.whitens = false
    close(credits(plain)[0], [1.045, 1.03, 1.045])
    close(credits(plain)[1], [-1.03, -0.985])
    let white = credits(ProcessAndOutcome())
    close(white[0], [0.734670, 0.721296, 0.734670])
    close(white[1], [-1.115379, -1.075258])
  }

  @Test func anchorStates() {
    let estimator = AnchorStates()
    close(estimator.centered([1, 0, 0, 1]), [0.5, -0.5, -0.5, 0.5])
    close(estimator.centered([0.9, 0, 0.95]), [0.283333, -0.616667, 0.333333])
    // Two turns; the second ones of the first two trajectories read the same words.
    func trajectory(_ words: [Int32], _ outcome: Double) -> Trajectory {
      var one = Toy.trajectory(5)
      one.responseTokens = [1] + words + [2, 2]
      one.origins = [.policy, .environment, .environment, .policy, .policy]
      one.turns = [TurnRecord(tokens: 0..<1, reward: 0), TurnRecord(tokens: 3..<5)]
      one.score = Score(outcome)
      return one
    }
    let group = Group(
      problem: Toy.problem,
      trajectories: [trajectory([5, 6], 1), trajectory([5, 6], 0), trajectory([7, 8], 1)],
      verdicts: (0..<3).map { _ in .unparsed("toy") })
    var memory = Memory()
    let found = estimator.credit(Batch([group], step: 0), &memory)[0].credits.map {
      $0?.advantages.map(Double.init) ?? []
    }
    // Episodes (1, 0, 1): ⅓, −⅔, ⅓. First turns: returns 0.95, 0, 0.95 → 0.316667, −0.633333, 0.316667. Second turns in one
    // state: 1 and 0 → ±½; alone: 0.
    close(found[0], [0.65, 0, 0, 0.833333, 0.833333])
    close(found[1], [-1.3, 0, 0, -1.166667, -1.166667])
    close(found[2], [0.65, 0, 0, 0.333333, 0.333333])
  }
}
