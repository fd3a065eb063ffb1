import Experience
import Foundation
import Rewards
import Rollouts
import Support
import Tasks
import TestSupport
import Testing

/// The worked numbers of rewards.
@Suite struct RewardNumberTests {
  /// A group whose checker found these answers, right where they equal `gold`.
  private func group(_ answers: [String?], gold: String = "7", texts: [String]? = nil) -> Group {
    let trajectories = answers.enumerated().map {
      Toy.trajectory(4, text: texts?[$0] ?? $1 ?? "")
    }
    var problem = Toy.problem
    problem.answer = gold
    return Group(
      problem: problem, trajectories: trajectories,
      verdicts: answers.map {
        Verdict(
          parsed: $0 != nil, loose: $0 == gold, strict: $0 == gold, process: $0 == gold ? 1 : 0,
          answer: $0)
      })
  }

  private func scores(_ reward: any Reward, _ group: Group) throws -> [Score] {
    var memory = Memory()
    return try reward.scores(Batch([group], step: 0), Toy.bench(), &memory)[0]
  }

  private func outcomes(_ reward: any Reward, _ group: Group) throws -> [Double?] {
    try scores(reward, group).map(\.outcome)
  }

  private let voting = ["7", "7", "3", "7", nil, "3", "5", "7"]

  @Test func majorityVote() throws {
    let found = try scores(MajorityVote(), group(voting))
    #expect(found.map(\.outcome) == [1, 1, 0, 1, 0, 0, 0, 1])
    #expect(found[0].parts["majority_ratio"] == 0.5 && found[0].parts["label_right"] == 1)
    #expect(found.allSatisfy { $0.parts["reward_right"] == 1 })
    // The label is wrong where the mode is, and nobody is told.
    let wrong = try scores(MajorityVote(), group(voting, gold: "3"))
    #expect(wrong.map(\.outcome) == found.map(\.outcome))
    #expect(wrong[0].parts["label_right"] == 0 && wrong[0].parts["reward_right"] == 0)
    // Equivalent answers are one class.
    #expect(
      try outcomes(MajorityVote(), group(["1/2", "0.5", "3", "3", "0.50"])) == [1, 1, 0, 0, 1])
  }

  @Test func tiesAndBands() throws {
    let tie = group(["1", "2", "2", "1"])
    #expect(try outcomes(MajorityVote(), tie) == [1, 0, 0, 1])
    var vote = MajorityVote()
    vote.ties = .skip
    #expect(try outcomes(vote, tie) == [nil, nil, nil, nil])
    vote = MajorityVote()
    (vote.leastRatio, vote.mostRatio) = (0.6, 0.9)
    #expect(try scores(vote, group(voting))[0].reason == "the majority's share is 0.5")
    vote = MajorityVote()
    vote.votes = 3
    #expect(try outcomes(vote, group(["3", "3", "7", "7", "7"])) == [1, 1, 0, 0, 0])
    #expect(try outcomes(MajorityVote(), group([nil, nil])) == [nil, nil])
  }

  @Test func answerFrequency() throws {
    let found = try scores(AnswerFrequency(), group(voting))
    #expect(found.map(\.outcome) == [0.5, 0.5, 0.25, 0.5, 0, 0.25, 0.125, 0.5])
    #expect(abs((found[0].parts["semantic_entropy"] ?? 0) - 0.955700) < 1e-6)
  }

  @Test func confidence() throws {
    var one = Toy.trajectory(4)
    one.entropies = [0.2, 1, 0.6, 9]
    one.plainLogprobs = [-0.5, -0.25, -0.25, -9]
    one.origins[3] = .environment
    let group = Group(problem: Toy.problem, trajectories: [one], verdicts: [.unparsed("toy")])
    #expect(abs((try outcomes(Confidence(), group)[0] ?? 0) + 0.6) < 1e-7)
    #expect(try outcomes(Confidence(.likelihood), group) == [-1])
    #expect(abs((try outcomes(Confidence(.probability), group)[0] ?? 0) - exp(-1)) < 1e-15)
  }

  /// logsumexp − mean of a model's logits, computed apart.
  @Test func selfCertainty() throws {
    let model = Toy.model()
    let bench = Toy.bench()
    bench.models.add(
      ModelBank.Member(model, tokenizer: Toy.tokenizer, promptFormat: .plain), as: .policy)
    let tokens = Toy.tokens(12, vocabulary: 96, "certainty")
    var one = Toy.trajectory(8)
    (one.promptTokens, one.responseTokens) = (Array(tokens.prefix(4)), Array(tokens.suffix(8)))
    let group = Group(problem: Toy.problem, trajectories: [one], verdicts: [.unparsed("toy")])
    var memory = Memory()
    let found = try SelfCertainty().scores(Batch([group], step: 0), bench, &memory)[0][0].outcome
    let logits = model.logits(tokens, offsets: [0, 12], in: .init())
    var sum = 0.0
    for position in 3..<11 {
      let row = (0..<96).map { Double(logits.values[position * 96 + $0]) }
      sum += log(row.reduce(0) { $0 + exp($1) }) - row.reduce(0, +) / 96
    }
    let mean = sum / 8
    #expect(abs((found ?? 0) - mean) < 1e-5)
    // z = (2, 1, 0).
    let certainty = log(exp(2.0) + exp(1.0) + 1) - 1
    #expect(abs(certainty - 1.407606) < 1e-6)
  }

  /// The optimum of r = (α − 1) ln p less the divergence is p^α.
  @Test(arguments: [
    (2.0, [0.657895, 0.236842, 0.105263]), (4.0, [0.865651, 0.112188, 0.022161]),
  ])
  func sharpening(_ alpha: Double, _ expected: [Double]) throws {
    let p = [0.5, 0.3, 0.2]
    var reward = LogLikelihood()
    reward.alpha = alpha
    let trajectories = p.map { probability in
      var one = Toy.trajectory(1)
      one.columns[.of(.reference, .logprob)] = [Float(log(probability))]
      return one
    }
    let group = Group(
      problem: Toy.problem, trajectories: trajectories, verdicts: p.map { _ in .unparsed("toy") })
    let found = try outcomes(reward, group).map { $0 ?? 0 }
    // argmax Σ π (r − ln(π/p)) = p·e^r / Z
    let weights = zip(p, found).map { $0 * exp($1) }
    for (weight, right) in zip(weights, expected) {
      #expect(abs(weight / weights.reduce(0, +) - right) < 1e-6)
    }
    reward.floor = 0.4
    #expect(try outcomes(reward, group)[2] == outcomes(reward, group)[1])
  }

  @Test func reinforcementPreTraining() throws {
    // One character a token: every byte ends one, so the ends are given here.
    for (said, right) in [
      ("cat", true), ("ca", false), ("cat sat", true), ("cat sa", false), ("dog", false),
      ("", false),
    ] {
      #expect(PrefixMatch.matches(said, "cat sat", ends: [3, 7]) == right, "\(said)")
    }
    let bench = Toy.bench()
    bench.models.add(
      ModelBank.Member(Toy.model(), tokenizer: Toy.tokenizer, promptFormat: .plain), as: .policy)
    var memory = Memory()
    let batch = Batch(
      [group(["", "", ""], gold: "cat sat", texts: ["so #cat", "#dog", "cat"])], step: 0)
    #expect(try PrefixMatch().scores(batch, bench, &memory)[0].map(\.outcome) == [1, 0, 0])
  }

  @Test func normalizedSums() {
    func reward(_ values: [[Double]]) -> [Double] {
      let normal = values.map { NormalizedSum.normalized($0).map { $0 ?? .nan } }
      return values[0].indices.map { i in normal.reduce(0) { $0 + $1[i] } }
    }
    func expect(_ found: [Double], _ right: [Double]) {
      for (a, b) in zip(found, right) { #expect(abs(a - b) < 2e-6, "\(found)") }
    }
    expect(reward([[1, 0, 1, 0], [1, 1, 0, 0]]), [1.732048, 0, 0, -1.732048])
    expect(reward([[1, 1, 0, 0], [10, 0, 10, 0]]), [1.732049, 0, 0, -1.732049])
    // A reward that tells nobody apart says nothing.
    expect(reward([[1, 0], [3, 3]]), [0.707106, -0.707106])
  }

  @Test func clampsAndLevels() throws {
    var clamp = Clamp()
    clamp.reward = Slot(Piecewise())
    (clamp.low, clamp.high) = (-0.75, 0.5)
    let group = group(["7", "3", nil])
    #expect(try outcomes(Piecewise(), group) == [1, -0.5, -1])
    let found = try scores(clamp, group)
    #expect(found.map(\.outcome) == [0.5, -0.5, -0.75] && found[2].parts["unclamped"] == -1)
  }

  @Test func potentials() {
    let shaped = PotentialShaping.shaped([0.2, 0.5, 0.4, 0])
    for (found, right) in zip(shaped, [0.3, -0.1, -0.4]) { #expect(abs(found - right) < 1e-12) }
    #expect(abs(shaped.reduce(0, +) + 0.2) < 1e-12)
  }

  /// Token rewards of potentials sum to −Φ(s₀) = 0, whatever the steps.
  @Test func shapingSumsToNothing() throws {
    let problem = try Chain.pure.problem(prompt: "a=12;b=a*8;c=b+3;c?")
    let texts = ["a=12;b=12*8=4;c=4+3=7#7", "a=12;b=12*8=5;c=5+3=8#8", "#7", ""]
    let trajectories = texts.map { Toy.trajectory(max(1, $0.utf8.count), text: $0) }
    let group = Group(
      problem: problem, trajectories: trajectories,
      verdicts: Chain.pure.verdicts(on: trajectories.map(\.completion), for: problem))
    let found = try scores(PotentialShaping(), group)
    for score in found { #expect(abs(score.tokens.reduce(0, +)) < 1e-6) }
    #expect(found[0].outcome == 1 && found[0].tokens.contains { $0 > 0 })
  }

  @Test func noiseAndItsCorrection() {
    let backward = NoisyVerifier(.backward)
    #expect(
      abs(backward.paid(false) + 0.142857) < 1e-6 && abs(backward.paid(true) - 1.285714) < 1e-6)
    let forward = NoisyVerifier(.forward)
    #expect(abs(forward.paid(false) + 0.8) < 1e-12 && abs(forward.paid(true) - 0.2) < 1e-12)
    func expectation(_ reward: NoisyVerifier, right: Bool) -> Double {
      let p = right ? 1 - reward.falseNegatives : reward.falsePositives
      return p * reward.paid(true) + (1 - p) * reward.paid(false)
    }
    #expect(abs(expectation(backward, right: true) - 1) < 1e-12)
    #expect(abs(expectation(backward, right: false)) < 1e-12)
    #expect(abs(expectation(forward, right: true)) < 1e-12)
    #expect(abs(expectation(forward, right: false) + 0.7) < 1e-12)
    var against = NoisyVerifier()
    (against.falsePositives, against.falseNegatives) = (0.6, 0.4)
    #expect(throws: (any Error).self) { try against.validate() }
  }

  /// The rates are what they are called, and the true verdict is among the parts.
  @Test func noiseHasItsRates() throws {
    let answers = (0..<4000).map { $0 % 2 == 0 ? "7" : "3" }
    let found = try scores(NoisyVerifier(), group(answers))
    let right = found.enumerated().filter { $0.offset % 2 == 0 }.map { $0.element.outcome ?? 0 }
    let wrong = found.enumerated().filter { $0.offset % 2 == 1 }.map { $0.element.outcome ?? 0 }
    // Four standard errors of 2000.
    #expect(abs(right.reduce(0, +) / 2000 - 0.8) < 0.036)
    #expect(abs(wrong.reduce(0, +) / 2000 - 0.1) < 0.027)
    #expect(found[0].parts["true_reward"] == 1 && found[1].parts["true_reward"] == 0)
  }

  @Test(arguments: [
    ("<think>a</think><answer>b</answer>", true),
    ("<think>a\nb</think>\n <answer>7</answer>\n", true),
    ("<answer>b</answer><think>a</think>", false), ("<think>a</think>", false),
    ("x<think>a</think><answer>b</answer>", false), ("<think>a</think><answer>b</answer> x", false),
    ("<think>a</think><think>c</think><answer>b</answer>", false), ("", false),
    ("<think><answer></think></answer>", false),
  ])
  func tags(_ text: String, _ right: Bool) { #expect(Tags().matches(text) == right) }

  @Test func plainRules() {
    #expect(TextMatch(.exact).score("The Eiffel Tower.", "eiffel tower") == 1)
    #expect(TextMatch(.exact).score("Eiffel", "eiffel tower") == 0)
    #expect(abs(TextMatch(.f1).score("the cat sat", "cat sat down") - 0.8) < 1e-12)
    #expect(TextMatch(.choice).score("The answer is (B).", "B") == 1)
    #expect(TextMatch(.choice).score("A or B", "B") == 0)
    #expect(
      TextMatch(.json).score(
        "```json\n{\"b\": [1, 2], \"a\": null}\n```", "{\"a\":null,\"b\":[1,2]}") == 1)
    #expect(TextMatch(.json).score("{\"a\": 1}", "{\"a\": 2}") == 0)
    #expect(TextMatch(.json).score("{", "{}") == 0)
  }

  @Test func repetitionAndLength() throws {
    var one = Toy.trajectory(6)
    one.responseTokens = [1, 2, 1, 2, 1, 2]
    let group = Group(problem: Toy.problem, trajectories: [one], verdicts: [.unparsed("toy")])
    var reward = Repetition()
    reward.length = 2
    // Five pairs, two of them different.
    #expect(abs((try outcomes(reward, group)[0] ?? 0) + 0.6) < 1e-12)
    var curve = LengthCurve()
    (curve.target, curve.tolerance) = (8, 4)
    #expect(try outcomes(curve, group) == [0.5])
  }
}
