import Experience
import Rewards
import Rollouts
import Support
import Tasks
import TestSupport
import Testing

/// Rewards that go by the form of a response, by hand.
@Suite struct ShapedRewardTests {
  private func problem() throws -> Problem {
    try Chain.pure.problem(prompt: "a=12;b=a*8;c=b+3;c?")  // a=12;b=12*8=4;c=4+3=7#7
  }

  private func scores(_ reward: any Reward, _ texts: [String]) throws -> [Double?] {
    let problem = try problem()
    let trajectories = texts.map { Toy.trajectory(max(1, $0.utf8.count), text: $0) }
    let group = Group(
      problem: problem, trajectories: trajectories,
      verdicts: Chain.pure.verdicts(on: trajectories.map(\.completion), for: problem))
    var memory = Memory()
    return try reward.scores(
      Batch([group], step: 0), Toy.bench(progress: 0, stream: RandomStream(seed: 1)), &memory
    )[0].map(\.outcome)
  }

  @Test func styleIsPaidWhateverTheNumbers() throws {
    let found = try scores(
      FullTrace(),
      [
        "a=12;b=12*8=4;c=4+3=7#7", "a=1;b=99*8=0;c=22+3=1#19", "a=12;b=12*8=4#4", "#7",
        "a=12;b=12*8=4;d=4+3=7#7",
      ])
    #expect(found == [1, 1, 0, 0, 0])
  }

  @Test func aCheckerIsRightUnlessItIsFlawed() throws {
    let texts = [
      "a=12;b=12*8=4;c=4+3=7#7",  // right
      "a=12;b=12*8=5;c=5+3=8#8",  // a wrong product, gone on with
      "a=12;b=12*8=4;c=4+3=9#9",  // a wrong sum
      "a=12;b=12*8=5;c=4+3=7#7",  // a wrong product, not gone on with
      "a=12;b=12*8=4;c=4+3=7#8",  // an answer that does not follow
      "#7",
    ]
    #expect(try scores(FlawedProcess(.none), texts) == [1, 2.0 / 3, 2.0 / 3, 1.0 / 3, 0, 0])
    #expect(try scores(FlawedProcess(.blind), texts) == [1, 1, 2.0 / 3, 2.0 / 3, 0, 0])
    #expect(
      try scores(FlawedProcess(.strict), texts) == [2.0 / 3, 2.0 / 3, 1.0 / 3, 1.0 / 3, 0, 0])
    #expect(try scores(FlawedProcess(.flip, rate: 0), texts) == scores(FlawedProcess(.none), texts))
    #expect(try scores(FlawedProcess(.flip, rate: 1), texts)[0] == 0)
  }

  @Test func allOrNothingPaysForEveryLabel() throws {
    // Labels of a leaf, a product and a sum by a right checker; an answer that follows is needed beside them.
    let texts = [
      "a=12;b=12*8=4;c=4+3=7#7",  // right, right, right
      "a=12;b=12*8=5;c=5+3=8#8",  // right, wrong, right
      "a=12;b=12*8=4;c=4+3=9#9",  // right, right, wrong
      "a=12;b=12*8=5;c=4+3=7#7",  // right, wrong, wrong: 4 is not what was found before
      "#7",
    ]
    func paid(_ flaw: FlawedProcess.Flaw, _ rate: Double = 0) throws -> [Double?] {
      try scores(FlawedProcess(flaw, rate: rate, pays: .all), texts)
    }
    #expect(try paid(.none) == [1, 0, 0, 0, 0])
    #expect(try paid(.blind) == [1, 1, 0, 0, 0])
    #expect(try paid(.strict) == [0, 0, 0, 0, 0])
    #expect(try paid(.flip) == paid(.none))
    // Turned round, a right leaf is wrong in every one of them.
    #expect(try paid(.flip, 1) == [0, 0, 0, 0, 0])
    // By shares a rejected product costs every response the same: differences stay as they were where labels of the product agree.
    let (exact, strict) = (
      try scores(FlawedProcess(.none), texts), try scores(FlawedProcess(.strict), texts)
    )
    #expect(abs((exact[0] ?? 0) - (exact[2] ?? 0) - (strict[0] ?? 0) + (strict[2] ?? 0)) < 1e-12)
  }
}
