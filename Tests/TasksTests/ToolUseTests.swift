import Experience
import Support
import Tasks
import Testing

/// A calculator beside a problem.
@Suite struct ToolUseTests {
  private func play(
    _ family: ToolUse, _ problem: Problem, _ turns: [String]
  ) throws -> (verdict: Verdict?, heard: [String]) {
    var environment = try #require(family.environment(for: problem))
    var heard: [String] = []
    for turn in turns {
      switch try environment.reply(to: Completion(text: turn, isFinished: true)) {
      case .say(let message, _): heard.append(message.content)
      case .run(let program, _): heard.append(program)
      case .end(let verdict, _): return (verdict, heard)
      }
    }
    return (nil, heard)
  }

  /// Gold conversations are strictly right, and what was calculated stands in the gold response.
  @Test func goldIsStrict() throws {
    for task: any TaskFamily in [
      Scratchpad(.multiply), Scratchpad(), GeneralPoints(), Countdown(), Chain.pure,
    ] {
      let family = ToolUse(task)
      var generator = RandomStream(seed: 2)["tool"].generator()
      for difficulty in family.difficulties.prefix(3) {
        for _ in 0..<10 {
          let problem = try family.problem(difficulty: difficulty, using: &generator)
          let (verdict, heard) = try play(family, problem, family.goldTurns(problem))
          #expect(verdict?.strict == true, "\(problem.prompt): \(family.goldTurns(problem))")
          let dialogue = try family.dialogue(problem)
          #expect(dialogue.further.map(\.reply.content) == heard)
          let whole =
            dialogue.response
            + dialogue.further.map { $0.reply.content + ";" + $0.response }.joined()
          #expect(whole.replacing(";#", with: "#") == problem.gold)
        }
      }
    }
  }

  @Test func callsAreAnswered() throws {
    let family = ToolUse()
    let problem = try Scratchpad(.multiply).problem(prompt: "72*79=")
    #expect(family.goldTurns(problem) == ["72*9=", "72*70=", "648+5040=", "#5688"])
    let asked = try play(family, problem, ["72*9=", "7/2=", "1/0=", "x=", "2(3=", "=", "#5688"])
    #expect(asked.heard == ["648", "7/2", "?", "?", "?", "?"])
    #expect(asked.verdict?.loose == true && asked.verdict?.strict == false)
    // Written steps count as asked ones do.
    let mixed = try play(family, problem, ["72*9=648;72*70=", "648+5040=5688#5688"])
    #expect(mixed.verdict?.strict == true && mixed.heard == ["5040"])
    #expect(try play(family, problem, ["#5687"]).verdict?.loose == false)
    var once = family
    once.calls = 1
    #expect(try play(once, problem, ["72*9=", "72*70="]).verdict?.parsed == false)
  }

  @Test func programsAreRun() throws {
    let family = ToolUse(English(Scratchpad(.multiply)), .python)
    #expect(family.runsPrograms)
    var generator = RandomStream(seed: 2)["tool"].generator()
    let problem = try family.problem(difficulty: 2, using: &generator)
    let turns = ["I compute:\n```python\nprint(6*7)\n```", "#### \(problem.answer)"]
    let (verdict, heard) = try play(family, problem, turns)
    #expect(heard == ["print(6*7)\n"] && verdict?.strict == true)
    #expect(try family.dialogue(problem).further.isEmpty)
  }
}
