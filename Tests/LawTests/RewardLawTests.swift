import Experience
import Foundation
import Rewards
import Rollouts
import Support
import Tasks
import TestSupport
import Testing

/// A reward of the catalogue, with the settings of one of its examples.
struct RewardCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var reward: any Reward

  /// All but programs of one's own, whose default is a file that is not there.
  static let all = RewardCatalogue.all.filter { $0.kind != Program.kind }.flatMap { entry in
    entry.examples.enumerated().map {
      RewardCase(testDescription: "\(entry.kind) \($0)", reward: $1)
    }
  }
  /// Those that ask for no model.
  static let alone = all.filter { $0.reward.basis != .model && $0.reward.needs.models.isEmpty }
  static let ofVerdicts = all.filter { $0.reward.basis == .verdict }
}

@Suite struct RewardLawTests {
  private static let stream = RandomStream(seed: 16)["reward"]

  /// A completion whose every byte is a token.
  private static func trajectory(_ text: String, isFinished: Bool = true) -> Trajectory {
    Toy.trajectory(max(1, text.utf8.count), text: text, isFinished: isFinished)
  }

  /// Right, wrong, cut off, empty and outlandish answers to one problem.
  private static func group(_ family: any TracedTask, _ index: Int) throws -> Group {
    var generator = stream["problem", index].generator()
    let problem = try family.problem(
      difficulty: family.difficulties.lowerBound + index % 3, using: &generator)
    var texts = [
      problem.gold, "#" + problem.answer, family.corruptedTrace(of: problem, using: &generator),
      problem.gold + ";" + problem.gold, "", "#", "##", "é\u{0}👩‍👩‍👧",
      String(repeating: "#1;", count: 300),
      problem.prompt, String(problem.gold.dropLast()), "a=99999999999999999999999#1",
    ]
    for _ in 0..<20 {
      texts.append(
        String(
          decoding: (0..<generator.integer(below: 40)).map { _ in
            UInt8(generator.integer(below: 256))
          }, as: UTF8.self))
    }
    let trajectories =
      texts.map { trajectory($0) } + [trajectory(problem.gold, isFinished: false)]
    return Group(
      problem: problem, trajectories: trajectories,
      verdicts: try family.verdicts(on: trajectories.map(\.completion), for: problem),
      ordinal: index)
  }

  private static func groups() throws -> [Group] {
    try TaskCatalogue.all.compactMap(\.standard.traced).flatMap { family in
      try (0..<12).map { try group(family, $0) }
    }
  }

  private func scores(
    _ reward: any Reward, _ groups: [Group], progress: Double = 0,
    stream: RandomStream = RewardLawTests.stream["noise"]
  ) throws -> [[Score]] {
    var memory = Memory()
    return try reward.scores(
      Batch(groups, step: 0), Toy.bench(progress: progress, stream: stream), &memory)
  }

  @Test(arguments: RewardCase.alone) func finiteInRangeAndRepeatable(_ sample: RewardCase) throws {
    let groups = try Self.groups()
    for progress in [0, 0.5, 0.99] {
      let found = try scores(sample.reward, groups, progress: progress)
      #expect(found.map(\.count) == groups.map(\.trajectories.count))
      for (scores, group) in zip(found, groups) {
        for (score, trajectory) in zip(scores, group.trajectories) {
          #expect(score.tokens.isEmpty || score.tokens.count == trajectory.responseTokens.count)
          #expect(score.tokens.allSatisfy { $0.isFinite })
          guard let value = score.outcome else { continue }
          #expect(value.isFinite && sample.reward.range?.contains(value) ?? true)
        }
      }
      #expect(try scores(sample.reward, groups, progress: progress) == found)
    }
  }

  /// A reward is about a completion, not its place; chance alone goes by the place, and ties of a vote by what is first.
  @Test(
    arguments: RewardCase.alone.filter {
      ![.given, .group, .noisyVerdict].contains($0.reward.basis)
    })
  func orderOfCompletionsDoesNotMatter(_ sample: RewardCase) throws {
    var generator = Self.stream["order"].generator()
    for group in try Self.groups() {
      let before = try scores(sample.reward, [group])[0]
      var order = Array(group.trajectories.indices)
      generator.shuffle(&order)
      var permuted = group
      permuted.trajectories = order.map { group.trajectories[$0] }
      permuted.verdicts = order.map { group.verdicts[$0] }
      let after = try scores(sample.reward, [permuted])[0]
      #expect(after == (sample.reward.basis == .chance ? before : order.map { before[$0] }))
    }
  }

  /// Gold gets the most; text that is not an answer gets the least.
  @Test(arguments: RewardCase.ofVerdicts) func goldGetsTheMost(_ sample: RewardCase) throws {
    for group in try Self.groups() {
      let found = try scores(sample.reward, [group])[0].map { $0.total ?? .nan }
      #expect(found.allSatisfy { $0 <= found[0] + 1e-6 })
      #expect(found.last == 0 && found[4] == 0)
    }
  }

  /// A checker that could not do its work gives no score, which is not 0.
  @Test(arguments: RewardCase.ofVerdicts) func noVerdictIsNoScore(_ sample: RewardCase) throws {
    var group = try Self.group(Chain(), 1)
    group.verdicts[0] = .unparsed("out of time", status: .timeout)
    let found = try scores(sample.reward, [group])[0]
    #expect(found[0].outcome == nil && !found[0].reason.isEmpty && found[1].outcome != nil)
  }

  /// Every member runs with what it declared and nothing else: a model that it did not ask for is not there.
  @Test(arguments: RewardCase.all) func needsAreComplete(_ sample: RewardCase) throws {
    var groups = [try Self.group(Chain(), 0)]
    groups[0].trajectories.removeLast(groups[0].trajectories.count - 3)
    groups[0].verdicts.removeLast(groups[0].verdicts.count - 3)
    let needs = sample.reward.needs
    for i in groups[0].trajectories.indices {
      let count = groups[0].trajectories[i].responseTokens.count
      // Everything that is recorded and was not declared is poison.
      groups[0].trajectories[i].behaviorLogprobs = Array(repeating: .nan, count: count)
      for column in needs.columns {
        groups[0].trajectories[i].columns[column] = Array(repeating: -1, count: count)
      }
    }
    let bench = Toy.bench(verifier: Chain())
    for role in needs.models {
      bench.models.add(
        ModelBank.Member(Toy.model(context: 512), tokenizer: Toy.tokenizer, promptFormat: .plain),
        as: role)
    }
    var memory = Memory()
    // The character vocabulary has no line breaks.
    var reward = sample.reward
    if var judge = reward as? Judge {
      judge.template = "{prompt} {response} right?"
      reward = judge
    }
    if var cascade = reward as? Cascade {
      var judge = Judge()
      judge.template = "{prompt} {response} right?"
      cascade.model = Slot(judge)
      reward = cascade
    }
    let found = try reward.scores(Batch(groups, step: 0), bench, &memory)
    for score in found.flatMap({ $0 }) {
      #expect(score.outcome?.isFinite ?? true && score.tokens.allSatisfy { $0.isFinite })
    }
    // Whoever asks a model is charged; one that needs a tokenizer alone asks nothing.
    guard sample.reward.basis != .given else { return }
    #expect((bench.models.ledger.training > 0) == !needs.models.isEmpty)
  }

  @Test(arguments: [0.5, 0.1, 0, 1]) func randomRewardHasItsMean(_ probability: Double) throws {
    var reward = RandomReward()
    reward.probability = probability
    let n = 20_000
    var group = try Self.group(Chain(), 0)
    group.trajectories = Array(repeating: group.trajectories[0], count: n)
    group.verdicts = Array(repeating: group.verdicts[0], count: n)
    let found = try scores(reward, [group])
    let mean = found[0].reduce(0) { $0 + ($1.outcome ?? .nan) } / Double(n)
    let sd = (probability * (1 - probability) / Double(n)).squareRoot()
    #expect(abs(mean - probability) <= Tolerance.fiveSigma * sd)
    // It says nothing about the answers.
    var other = group
    other.verdicts = other.verdicts.map { _ in .unparsed("") }
    #expect(try scores(reward, [other]) == found)
    if sd > 0 {
      #expect(try scores(reward, [group], stream: Self.stream["other"]) != found)
    }
  }

  /// A wrong step with the right answer: strict 0, loose 1; a share of the steps in between.
  @Test func levelsByHand() throws {
    let verdicts = [
      Verdict(parsed: true, loose: true, strict: true, process: 1, answer: "1"),
      Verdict(parsed: true, loose: true, strict: false, process: 0.25, answer: "1"),
      Verdict(parsed: true, loose: false, strict: false, process: 0.75, answer: "2"),
      .unparsed("cut off"),
    ]
    func rewards(_ reward: some Reward, progress: Double = 0) throws -> [Double?] {
      let group = Group(
        problem: Toy.problem, trajectories: verdicts.map { _ in Toy.trajectory(1) },
        verdicts: verdicts)
      return try scores(reward, [group], progress: progress)[0].map(\.outcome)
    }
    #expect(try rewards(Correctness()) == [1, 0, 0, 0])
    #expect(try rewards(Correctness(level: .loose)) == [1, 1, 0, 0])
    #expect(try rewards(Format()) == [1, 1, 1, 0])
    #expect(try rewards(ProcessShare()) == [1, 0.25, 0.75, 0])
    #expect(try rewards(WarmStart(), progress: 0.2499) == [1, 0.25, 0.75, 0])
    #expect(try rewards(WarmStart(), progress: 0.25) == [1, 0, 0, 0])
    #expect(
      try rewards(
        WeightedSum([WeightedReward(Correctness()), WeightedReward(Format(), weight: 0.5)]))
        == [1.5, 0.5, 0.5, 0])
    var gate = Gate()
    gate.condition = Slot(ProcessShare())
    gate.threshold = 0.5
    gate.reward = Slot(Correctness(level: .loose))
    gate.otherwise = -1
    #expect(try rewards(gate) == [1, -1, 0, -1])
  }

  /// Tokens sum to the process share and stand where right steps end.
  @Test func rightStepsStandWhereTheyEnd() throws {
    let family = Chain.pure
    var generator = Self.stream["steps"].generator()
    let problem = try family.problem(difficulty: 3, using: &generator)
    let steps = problem.gold.split(separator: "#")[0].split(separator: ";").map(String.init)
    let text = [steps[0], "zz=1", steps[1]].joined(separator: ";") + "#" + problem.answer
    let trajectory = Self.trajectory(text)
    let group = Group(
      problem: problem, trajectories: [trajectory],
      verdicts: family.verdicts(on: [trajectory.completion], for: problem))
    let score = try scores(RightSteps(), [group])[0][0]
    let share = group.verdicts[0].process
    #expect(share > 0 && share < 1 && score.outcome == 0)
    #expect(abs(Double(score.tokens.reduce(0, +)) - share) < 1e-6)
    let places = score.tokens.indices.filter { score.tokens[$0] > 0 }
    let first = steps[0].utf8.count - 1
    #expect(places == [first, first + 1 + 4 + 1 + steps[1].utf8.count])
  }

  /// Worked example: a cap of 100 with a buffer of 20.
  @Test func softOverlongByHand() throws {
    let lengths = [80, 81, 90, 100]
    let group = Group(
      problem: Toy.problem,
      trajectories: lengths.map { Toy.trajectory($0) } + [Toy.trajectory(100, isFinished: false)],
      verdicts: (0..<5).map { _ in .unparsed("") })
    let found = try scores(SoftOverlong(), [group])[0].map { $0.outcome ?? .nan }
    for (a, b) in zip(found, [0, -0.05, -0.5, -1, -1]) { #expect(abs(a - b) < 1e-9) }
  }

  /// Fields are filled in one pass: what a response says is never taken for a field.
  @Test func judgesReadWhatWasSaid() throws {
    let bench = Toy.bench()
    let model = Toy.model(context: 512)
    bench.models.add(
      ModelBank.Member(model, tokenizer: Toy.tokenizer, promptFormat: .plain), as: .judge)
    var judge = Judge()
    (judge.template, judge.yes, judge.no) = ("{prompt}|{response}|{answer}", "y", "n")
    var group = Toy.group(rewards: [0, 0])
    group.trajectories[0].completion.text = "{answer}"
    var memory = Memory()
    let found = try judge.scores(Batch([group], step: 0), bench, &memory)[0]
    let engine = RolloutEngine(model, tokenizer: Toy.tokenizer, pool: Toy.pool())
    #expect(found[0] != found[1])
    let tokens = try engine.promptTokens("?|{answer}|1")
    let words = try ["y", "n"].map { try Toy.tokenizer.encode($0) }
    let exact = try engine.score(words.map { (tokens, $0) }).map { Double($0[0]) }
    let expected = 1 / (1 + exp(exact[1] - exact[0]))
    #expect(abs((found[0].outcome ?? .nan) - expected) < 1e-6)
  }
}
