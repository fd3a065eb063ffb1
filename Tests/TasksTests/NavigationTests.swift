import Experience
import Support
import Tasks
import Testing

/// Routes that are walked turn by turn.
@Suite struct NavigationTests {
  private func problems(_ family: Navigation, _ count: Int = 100) throws -> [Problem] {
    try (0..<count).map {
      var generator = RandomStream(seed: 6)["navigation", $0].generator()
      return try family.problem(difficulty: 1 + $0 % 5, using: &generator)
    }
  }

  /// Plays an episode with given actions, and returns the verdict with all rewards.
  private func play(
    _ family: Navigation, _ problem: Problem, _ actions: [String]
  ) throws -> (verdict: Verdict?, rewards: [Double], said: [String]) {
    var environment = try #require(family.environment(for: problem))
    var (rewards, said) = ([Double](), [String]())
    for action in actions {
      switch try environment.reply(to: Completion(text: action, isFinished: true)) {
      case .say(let message, let reward):
        rewards.append(reward ?? .nan)
        said.append(message.content)
      case .run(let program, _): Issue.record("a route runs \(program)")
      case .end(let verdict, let reward):
        return (verdict, rewards + [reward ?? .nan], said)
      }
    }
    return (nil, rewards, said)
  }

  @Test(arguments: Navigation.Rule.allCases) func goldIsStrict(_ rule: Navigation.Rule) throws {
    let family = Navigation(rule)
    let all = try problems(family)
    #expect(Set(all.map(\.id)).count > 95)
    for problem in all {
      let actions = problem.answer.map(String.init)
      let found = try play(family, problem, actions)
      #expect(found.verdict?.strict == true && found.verdict?.process == 1)
      #expect(found.rewards == actions.map { _ in 1 })
      #expect(
        problem.answer.hasSuffix("X") && problem.difficulty == actions.count { !"FX".contains($0) })
      #expect(
        family.verdicts(
          on: [Completion(text: problem.answer, isFinished: true)], for: problem)[0].strict)
      #expect(problem.id == SHA256.word(problem.canonical))
    }
    #expect(try problems(family) == all)
  }

  @Test func wrongActionsAreAnswered() throws {
    let family = Navigation()
    for problem in try problems(family, 20) {
      let actions = problem.answer.map(String.init)
      // One wrong action, then right ones: finished, not strictly.
      let late = try play(family, problem, ["X"] + actions)
      #expect(late.verdict?.loose == true && late.verdict?.strict == false)
      #expect(late.rewards.first == -1 && late.said.first?.hasPrefix("no h=") == true)
      let count = Double(actions.count)
      #expect(abs((late.verdict?.process ?? 0) - count / (count + 1)) < 1e-12)
      // Two in a row end it.
      let lost = try play(family, problem, ["X", "", "F"])
      #expect(lost.verdict?.loose == false && lost.rewards == [-1, -1])
    }
  }

  @Test func mistakes() {
    var family = Navigation()
    family.size = 2
    #expect(throws: TasksError.self) { try family.validate() }
    family = Navigation()
    family.landmarks = "aab"
    #expect(throws: TasksError.self) { try family.validate() }
  }
}
