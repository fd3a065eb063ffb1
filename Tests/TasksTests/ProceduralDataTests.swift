import Experience
import Foundation
import Support
import Tasks
import Testing

/// Families against data that others made by the same rules, where it is there.
@Suite struct ProceduralDataTests {
  /// Rows of a file beside the project; `nil` where it is not.
  private func rows<Row: Decodable>(_ type: Row.Type, _ name: String) throws -> [Row]? {
    let path =
      URL(fileURLWithPath: dataFolder).deletingLastPathComponent()
      .deletingLastPathComponent().path + "/shared/data/procedural/\(name)"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    return try text.split(separator: "\n").map {
      try JSONDecoder().decode(type, from: Data($0.utf8))
    }
  }

  struct Sum: Decodable {
    var task, prompt, gold: String
    var answer: Int
  }

  @Test func scratchpads() throws {
    guard let rows = try rows(Sum.self, "arithmetic_scratchpad.jsonl") else { return }
    #expect(rows.count == 72)
    for row in rows {
      let family = Scratchpad(row.task == "add" ? .add : .multiply)
      let problem = try family.problem(prompt: row.prompt)
      #expect(problem.gold == row.gold && problem.answer == String(row.answer))
    }
  }

  struct Puzzle: Decodable {
    var prompt, answer: String
    var n: Int
  }

  @Test func knightsAndKnaves() throws {
    guard let rows = try rows(Puzzle.self, "knights_knaves.jsonl") else { return }
    for row in rows {
      let problem = try KnightsKnaves().problem(prompt: row.prompt)
      #expect(problem.answer == row.answer && problem.difficulty == row.n)
    }
  }

  struct Numbers: Decodable {
    var nums: [Int]
    var target: Int
    var solution: String
  }

  @Test func countdown() throws {
    guard let rows = try rows(Numbers.self, "countdown_3to4.jsonl") else { return }
    for row in rows {
      let prompt = row.nums.map(String.init).joined(separator: " ") + ">\(row.target)?"
      let problem = try Countdown().problem(prompt: prompt)
      let given = Countdown().verdict("#" + row.solution, problem)
      #expect(given.loose && !given.strict, "\(row.solution)")
    }
  }

  struct Candidate: Decodable {
    var nums: [Int]
    var target: Int
    var response: String
    var correct: Bool
  }

  @Test func trickyExpressions() throws {
    guard let rows = try rows(Candidate.self, "countdown_verifier_cases.jsonl") else { return }
    for row in rows {
      let verdict = NumberGame().verdict(
        on: Completion(text: "#" + row.response, isFinished: true), numbers: row.nums,
        target: row.target)
      #expect(verdict.loose == row.correct, "\(row.response)")
    }
  }

  struct Hand: Decodable {
    var cards: [String]
    var solutionTen, solutionRank: String?
    enum CodingKeys: String, CodingKey {
      case cards
      case solutionTen = "solution_rule10"
      case solutionRank = "solution_rule_face"
    }
  }

  @Test func generalPoints() throws {
    guard let rows = try rows(Hand.self, "general_points_24.jsonl") else { return }
    for row in rows {
      for (rule, solution) in [
        (GeneralPoints.Rule.ten, row.solutionTen), (.rank, row.solutionRank),
      ] {
        let header = rule == .ten ? "J=10,Q=10,K=10|" : "J=11,Q=12,K=13|"
        let prompt = header + row.cards.joined(separator: " ") + ">24?"
        let family = GeneralPoints(rule)
        guard let solution else {
          #expect(throws: TasksError.self) { try family.problem(prompt: prompt) }
          continue
        }
        let problem = try family.problem(prompt: prompt)
        #expect(family.verdict("#" + solution, problem).loose)
      }
    }
  }

  /// Exhaustive counts: solvable multisets of values and of cards, functions of stack programs by length.
  @Test func exhaustiveCounts() {
    let game = NumberGame()
    func solvable(_ count: Int, _ values: (Int) -> Int, ranks: Int) -> Int {
      var found = 0
      func go(_ hand: [Int]) {
        if hand.count == count {
          if game.solution(hand.map(values), target: 24) != nil { found += 1 }
          return
        }
        for next in (hand.last ?? 0)..<ranks { go(hand + [next]) }
      }
      go([])
      return found
    }
    #expect(solvable(4, { $0 + 1 }, ranks: 9) == 404)
    #expect(solvable(4, { $0 + 1 }, ranks: 10) == 566)
    for (rule, four, three) in [
      (GeneralPoints.Rule.ten, 1236, 101), (.rank, 1362, 111), (.seven, 1252, 98),
    ] {
      let family = GeneralPoints(rule)
      #expect(solvable(4, { family.values([$0])[0] }, ranks: 13) == four)
      #expect(solvable(3, { family.values([$0])[0] }, ranks: 13) == three)
    }
    let lengths = (1...6).map { StackFunctions.byLength[$0]?.count ?? 0 }
    #expect(lengths == [0, 18, 4, 119, 37, 1115])
  }

  struct Walk: Decodable {
    struct Step: Decodable {
      var obs, heading, actionAbsolute, actionRelative: String
      enum CodingKeys: String, CodingKey {
        case obs, heading
        case actionAbsolute = "action_abs"
        case actionRelative = "action_rel"
      }
    }
    var absolute, relative: String
    var steps: [Step]
    enum CodingKeys: String, CodingKey {
      case steps
      case absolute = "instruction_abs"
      case relative = "instruction_rel"
    }

    /// The route that the steps walk.
    var route: Route? {
      guard let start = Heading(rawValue: Character(steps[0].heading)) else { return nil }
      var (legs, length) = ([Route.Leg](), 0)
      for step in steps {
        if step.actionAbsolute == "F" {
          length += 1
          continue
        }
        legs.append(
          Route.Leg(
            length: length, landmark: Character(step.obs),
            turn: Heading(rawValue: Character(step.actionAbsolute))))
        length = 0
      }
      return Route(start: start, legs: legs)
    }
  }

  @Test func routes() throws {
    guard let rows = try rows(Walk.self, "navigation_routes.jsonl") else { return }
    #expect(rows.count == 80)
    for row in rows {
      let route = try #require(row.route)
      for (rule, instruction) in [
        (Navigation.Rule.absolute, row.absolute), (.relative, row.relative),
      ] {
        #expect(route.instruction(rule) == instruction)
        let actions = row.steps.map { rule == .absolute ? $0.actionAbsolute : $0.actionRelative }
        #expect(route.steps(rule).map(\.action) == actions)
        #expect(
          route.steps(rule).map(\.view) == row.steps.map { "h=\($0.heading) see=\($0.obs)" })
        // The environment walks it.
        let family = Navigation(rule)
        let problem = family.problem(route)
        #expect(
          problem.prompt == instruction + "|h=\(row.steps[0].heading) see=\(row.steps[0].obs)")
        var environment = try #require(family.environment(for: problem))
        for (index, action) in actions.enumerated() {
          let turn = try environment.reply(to: Completion(text: action, isFinished: true))
          switch turn {
          case .say(let message, let reward):
            let next = row.steps[index + 1]
            #expect(message.content == "h=\(next.heading) see=\(next.obs)" && reward == 1)
          case .run(let program, _): Issue.record("a route runs \(program)")
          case .end(let verdict, let reward):
            #expect(index == actions.count - 1 && verdict.strict && reward == 1)
          }
        }
      }
    }
  }

  struct Tests: Decodable {
    var minLength: Int
    var visible, hidden: [[Int]]
    var solution: String
    enum CodingKeys: String, CodingKey {
      case visible, hidden, solution
      case minLength = "min_length"
    }
  }

  @Test func stackPrograms() throws {
    guard let rows = try rows(Tests.self, "stack_programs.jsonl") else { return }
    for row in rows {
      let program = Array(row.solution.utf8)
      for pair in row.visible + row.hidden {
        #expect(StackFunctions.run(program, on: pair[0]) == pair[1], "\(row.solution)")
      }
      #expect(program.count == row.minLength)
    }
  }
}
