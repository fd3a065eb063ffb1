import Experience
import Foundation
import Rewards
import Support
import Tasks
import TestSupport
import Testing

/// A reward of the catalogue, with some settings.
struct RewardCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var reward: any Reward

  static let all =
    RewardCatalogue.all.map { RewardCase(testDescription: $0.kind, reward: $0.standard) } + [
      RewardCase(testDescription: "correctness, loose", reward: Correctness(level: .loose))
    ]
}

@Suite struct RewardLawTests {
  private static let stream = RandomStream(seed: 16)["reward"]

  /// Right, wrong, cut off, empty and outlandish answers to one problem.
  private static func input(
    _ family: any TaskFamily, _ index: Int, progress: Double = 0
  ) throws -> RewardInput {
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
    let completions =
      texts.map { Completion(text: $0, isFinished: true) } + [
        Completion(text: problem.gold, isFinished: false)
      ]
    return RewardInput(
      problem: problem, completions: completions,
      verdicts: completions.map { family.verdict(on: $0, for: problem) }, progress: progress,
      stream: stream["noise", index])
  }

  private static func inputs() throws -> [RewardInput] {
    try TaskCatalogue.all.flatMap { entry in
      try (0..<12).map { try input(entry.standard, $0, progress: Double($0) / 12) }
    }
  }

  @Test(arguments: RewardCase.all) func finiteInRangeAndRepeatable(_ sample: RewardCase) throws {
    for input in try Self.inputs() {
      let found = sample.reward.rewards(input)
      #expect(found.count == input.completions.count)
      for value in found.compactMap({ $0 }) {
        #expect(value.isFinite && sample.reward.range.contains(value))
      }
      #expect(sample.reward.rewards(input) == found)
    }
  }

  /// A reward is about a completion, not its place; chance alone goes by the place.
  @Test(arguments: RewardCase.all) func orderOfCompletionsDoesNotMatter(_ sample: RewardCase) throws
  {
    var generator = Self.stream["order"].generator()
    for input in try Self.inputs() {
      let before = sample.reward.rewards(input)
      var order = Array(input.completions.indices)
      generator.shuffle(&order)
      var permuted = input
      permuted.completions = order.map { input.completions[$0] }
      permuted.verdicts = order.map { input.verdicts[$0] }
      let after = sample.reward.rewards(permuted)
      if sample.reward is RandomReward {
        #expect(after == before)
      } else {
        #expect(after == order.map { before[$0] })
      }
    }
  }

  /// Gold gets the most; text that is not an answer gets the least. Chance is no judge.
  @Test(arguments: RewardCase.all.filter { !($0.reward is RandomReward) })
  func goldGetsTheMost(_ sample: RewardCase) throws {
    for input in try Self.inputs() {
      let found = sample.reward.rewards(input)
      #expect(found.first == sample.reward.range.upperBound)
      #expect(found.last == sample.reward.range.lowerBound)
      #expect(found[4] == sample.reward.range.lowerBound)
    }
  }

  @Test(arguments: [0.5, 0.1, 0, 1]) func randomRewardHasItsMean(_ probability: Double) throws {
    var reward = RandomReward()
    reward.probability = probability
    let n = 20_000
    var input = try Self.input(Chain(), 0)
    input.completions = Array(repeating: input.completions[0], count: n)
    input.verdicts = Array(repeating: input.verdicts[0], count: n)
    let mean = reward.rewards(input).reduce(0) { $0 + ($1 ?? .nan) } / Double(n)
    let sd = (probability * (1 - probability) / Double(n)).squareRoot()
    #expect(abs(mean - probability) <= Tolerance.fiveSigma * sd)
    // It says nothing about the answers.
    var other = input
    other.verdicts = other.verdicts.map { _ in .unparsed("") }
    #expect(reward.rewards(other) == reward.rewards(input))
    other.stream = Self.stream["other"]
    if sd > 0 { #expect(reward.rewards(other) != reward.rewards(input)) }
  }

  /// A wrong step with the right answer: strict 0, loose 1; a share of the steps in between.
  @Test func levelsByHand() {
    let verdicts = [
      Verdict(parsed: true, loose: true, strict: true, process: 1, answer: "1"),
      Verdict(parsed: true, loose: true, strict: false, process: 0.25, answer: "1"),
      Verdict(parsed: true, loose: false, strict: false, process: 0.75, answer: "2"),
      .unparsed("cut off"),
    ]
    func rewards(_ reward: some Reward, progress: Double = 0) -> [Double?] {
      reward.rewards(
        RewardInput(
          problem: Toy.problem,
          completions: verdicts.map { _ in Completion(text: "", isFinished: true) },
          verdicts: verdicts, progress: progress, stream: Self.stream))
    }
    #expect(rewards(Correctness()) == [1, 0, 0, 0])
    #expect(rewards(Correctness(level: .loose)) == [1, 1, 0, 0])
    #expect(rewards(Format()) == [1, 1, 1, 0])
    #expect(rewards(ProcessShare()) == [1, 0.25, 0.75, 0])
    #expect(rewards(WarmStart(), progress: 0.2499) == [1, 0.25, 0.75, 0])
    #expect(rewards(WarmStart(), progress: 0.25) == [1, 0, 0, 0])
  }
}
