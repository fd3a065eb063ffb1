import Experience
import Support
import Tasks
import Testing

/// Problems about whether a response is right.
@Suite struct JudgingTests {
  private func problems(_ family: Judging, _ count: Int = 60) throws -> [Problem] {
    try (0..<count).map {
      var generator = RandomStream(seed: 4)["judging", $0].generator()
      return try family.problem(difficulty: 1 + $0 % 4, using: &generator)
    }
  }

  /// The answer says what the task's own checker says of the response.
  @Test(arguments: Judging.Level.allCases) func answersAreTrue(_ level: Judging.Level) throws {
    let family = Judging(Chain.pure, level: level)
    var counts = ["1": 0, "0": 0]
    for problem in try problems(family, 400) {
      let parts = problem.prompt.split(separator: "|").map(String.init)
      let inner = try Chain.pure.problem(prompt: parts[0])
      let verdict = Chain.pure.verdict(
        on: Completion(text: parts[1], isFinished: true), for: inner)
      #expect(problem.answer == ((level == .strict ? verdict.strict : verdict.loose) ? "1" : "0"))
      #expect(problem.id == inner.id && problem.split == inner.split)
      counts[problem.answer, default: 0] += 1
    }
    // Half are gold; a bare answer is loosely right.
    #expect(abs((counts["1"] ?? 0) - (level == .strict ? 200 : 240)) < 50)
  }

  @Test func verdicts() throws {
    let family = Judging()
    for problem in try problems(family) {
      func judge(_ text: String, _ isFinished: Bool = true) -> Verdict {
        family.verdict(on: Completion(text: text, isFinished: isFinished), for: problem)
      }
      let right = judge(problem.gold)
      #expect(right.strict && right.loose && right.process == 1 && right.answer == problem.answer)
      let bare = judge("#" + problem.answer)
      #expect(bare.loose && !bare.strict && bare.process == 0)
      let other = problem.answer == "1" ? "0" : "1"
      let wrong = judge(String(problem.gold.dropLast()) + other)
      #expect(wrong.parsed && !wrong.loose && wrong.process == 1)
      #expect(!judge("").parsed && !judge("#").parsed && !judge("#2").parsed)
      #expect(!judge(problem.gold, false).parsed && !judge(problem.gold + "#1").parsed)
      #expect(try family.problem(prompt: problem.prompt) == problem)
      var generator = RandomStream(seed: 5)["corrupt"].generator()
      #expect(!judge(family.corruptedTrace(of: problem, using: &generator)).strict)
    }
  }

  @Test func mistakes() {
    var family = Judging()
    for prompt in ["a=1;b=a+2;b?", "a=1;b=a+2;b?|#3", "|", "a=1;b=a+2;b?|#3|x"] {
      #expect(throws: TasksError.self) { try family.problem(prompt: prompt) }
    }
    family.task = Slot(Judging())
    #expect(throws: (any Error).self) { try family.validate() }
    family.task = Slot(SecondChance())
    #expect(throws: (any Error).self) { try family.validate() }
  }
}
