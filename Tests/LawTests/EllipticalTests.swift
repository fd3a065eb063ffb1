import Experience
import Losses
import Rewards
import Support
import TestSupport
import Testing

/// What is new within a group, and which tokens were unsure.
@Suite struct EllipticalTests {
  /// φ = (1, 0), (1, 0), (0, 1), λ = 1: ½, ½, 1 against the others; ⅓, ⅓, ½ with itself.
  @Test func workedExample() {
    var reward = Elliptical()
    let vectors = [[1.0, 0], [1, 0], [0, 1]]
    for (a, b) in zip(reward.bonuses(vectors), [0.5, 0.5, 1]) { #expect(abs(a - b) < 1e-12) }
    reward.leavesOneOut = false
    for (a, b) in zip(reward.bonuses(vectors), [1.0 / 3, 1.0 / 3, 0.5]) {
      #expect(abs(a - b) < 1e-12)
    }
  }

  /// The inverse that grows vector by vector is that of the sum: (A⁻¹ φ) solves A x = φ.
  @Test func inversesAreInverses() {
    var reward = Elliptical()
    (reward.ridge, reward.leavesOneOut) = (0.3, false)
    var generator = RandomStream(seed: 3)["elliptical"].generator()
    let vectors = (0..<5).map { _ in (0..<3).map { _ in generator.normal() } }
    // Gaussian elimination on A x = φ, A = λI + Σ φφᵀ.
    for (own, found) in zip(vectors, reward.bonuses(vectors)) {
      var rows = (0..<3).map { i in
        (0..<3).map { j in
          (i == j ? 0.3 : 0) + vectors.reduce(0) { $0 + $1[i] * $1[j] }
        } + [own[i]]
      }
      for i in 0..<3 {
        for k in 0..<3 where k != i {
          let factor = rows[k][i] / rows[i][i]
          for j in 0..<4 { rows[k][j] -= factor * rows[i][j] }
        }
      }
      let expected = (0..<3).reduce(0.0) { $0 + own[$1] * rows[$1][3] / rows[$1][$1] }
      #expect(abs(found - expected) < 1e-10)
    }
  }

  /// Tokens of probability .95, .5, .95, .3: two are unsure; steps begin before every second unsure token.
  @Test func unsureTokensAreFound() {
    var one = Toy.trajectory(6)
    one.plainLogprobs = [-0.01, -0.7, -0.01, -1.2, -0.5, -0.4]
    #expect(
      LowProbability().weights([
        Group(
          problem: Toy.group(rewards: [0]).problem, trajectories: [one], verdicts: [.unparsed("")])
      ])[0][0] == [0, 1, 0, 1, 1, 1])
    var reward = StepRollouts()
    (reward.cuts, reward.every) = (.uncertain, 2)
    #expect(reward.starts(one) == [0, 4])
    reward.every = 1
    #expect(reward.starts(one) == [0, 3, 4, 5])
    one.origins[3] = .environment
    #expect(reward.starts(one) == [0, 4, 5])
  }
}
