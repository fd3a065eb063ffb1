import Experience
import Support
import Tasks
import Testing

/// Problems in words, judged by the task that they come from.
@Suite struct EnglishTests {
  static let families: [any TracedTask] = [
    Chain(), FaceChain(), Addition(), Scratchpad(), Scratchpad(.multiply), Countdown(),
    GeneralPoints(), KnightsKnaves(), StackPrograms(),
  ]

  @Test(arguments: families.indices) func goldIsRightAndOthersAreNot(_ index: Int) throws {
    let family = English(Self.families[index])
    try family.validate()
    var generator = RandomStream(seed: 8)["english", index].generator()
    var others: [String] = []
    for _ in 0..<20 {
      let problem = try family.problem(
        difficulty: family.difficulties.lowerBound + 1, using: &generator)
      #expect(problem.prompt.hasSuffix(family.instruction) && problem.prompt.count > 60)
      func verdict(_ text: String) throws -> Verdict {
        try family.verdicts(
          on: [Completion(text: text, isFinished: true)], for: problem)[0]
      }
      for text in [
        problem.gold, "So it is clear.\n#### \(problem.answer)\n",
        "Thus \\boxed{\(problem.answer)}.",
        "#### 0\nNo:\n#### **\(problem.answer)**", "####\(problem.answer).",
      ] {
        let found = try verdict(text)
        #expect(found.strict && found.loose && found.process == 1, "\(text) for \(problem.prompt)")
      }
      for text in ["", problem.answer + "x", "#### ", "I do not know."] {
        #expect(try !verdict(text).loose)
      }
      for other in others.suffix(3) where other != problem.answer {
        #expect(try !verdict("#### \(other)").strict)
      }
      others.append(problem.answer)
    }
  }

  @Test func tasksWithoutWordsAreRefused() {
    #expect(throws: (any Error).self) { try English(StringFunctions()).validate() }
    #expect(throws: (any Error).self) {
      var family = English()
      family.task = Slot(SecondChance())
      try family.validate()
    }
  }
}
