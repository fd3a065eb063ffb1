import Experience
import Foundation
import Support
import Tasks
import Testing

@Suite struct ChainTests {
  /// Needed: q = 12, h = 4; m is a distractor.
  static let prompt = "u=q*6;q=12;h=q*8;m=q+9;h?"

  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var parsed = true
    var loose = true
    var strict = false
    var process = 1.0
    var excess = 0
    var testDescription: String { text }
  }

  @Test(arguments: [
    Case(text: "q=12;h=12*8=4#4", strict: true),
    Case(text: "q=12;m=12+9=21;h=12*8=4#4", strict: true, excess: 1),
    Case(text: "m=1;q=12;m=2;h=12*8=4;u=3#4", strict: true, excess: 3),
    Case(text: "h=12*8=4;q=12#4", process: 0.5),  // the parent comes after
    Case(text: "q=12;q=12;h=12*8=4#4", process: 0.5),  // repeated, right both times
    Case(text: "q=12;h=12*8=4;h=12*8=5#4", process: 0.5),
    Case(text: "q=11;h=12*8=4#4", process: 0.5),  // the value of q is wrong, that of h right
    Case(text: "q=12;h=11*8=4#4", process: 0.5),  // an operand is not the parent's value
    Case(text: "q=12;h=12+8=4#4", process: 0.5),
    Case(text: "q=12;h=8*12=4#4", process: 0.5),  // operands in another order
    Case(text: "q=12;h=12*8=27#4", process: 0.5),  // congruent, but not the residue
    Case(text: "q=12;h=4#4", process: 0.5),
    Case(text: "q=12;h=12*8=04#4", process: 0.5),
    Case(text: "q=12;h=12*8=4;#4"),  // an empty step
    Case(text: ";q=12;h=12*8=4#4"),
    Case(text: "q=12;h=12*8=4;x#4"),
    Case(text: "q=12;h=12*8=4;h=#4"),
    Case(text: "q=12;h=12*8=4;x=1#4"),  // not in the prompt
    Case(text: "q=12;h=12*8=4;q7=12#4"),
    Case(text: "q=12;h=12*8=4#27", loose: false),
    Case(text: "#4", process: 0),
    Case(text: ";#4", process: 0),
    Case(text: "~#4", process: 0),  // the terse mode
    Case(text: "~#5", loose: false, process: 0),
    Case(text: "~q=12;h=12*8=4#4", process: 0),
    Case(text: "q=12;h=12*8=4;~#4"),
    Case(text: "~", parsed: false),
    Case(text: "#99999999999999999999999", loose: false, process: 0),
    Case(text: "q=12;h=12*8=4#04", parsed: false),
    Case(text: "q=12;h=12*8=4#", parsed: false),
    Case(text: "q=12;h=12*8=4", parsed: false),
    Case(text: "q=12;h=12*8=4#4#4", parsed: false),
    Case(text: "q=12;h=12*8=4#4 ", parsed: false),
    Case(text: "q=12;h=12*8=4#4;", parsed: false),
    Case(text: "q=12;h=12*8=4#-4", parsed: false),
    Case(text: "", parsed: false),
  ])
  func verdict(_ expected: Case) throws {
    let problem = try Chain().problem(prompt: Self.prompt)
    let verdict = Chain().verdict(expected.text, problem)
    #expect(verdict.parsed == expected.parsed)
    #expect(verdict.loose == (expected.parsed && expected.loose))
    #expect(verdict.strict == expected.strict)
    #expect(verdict.process == (expected.parsed ? expected.process : 0))
    #expect(verdict.excess == expected.excess)
  }

  @Test func canonicalFormIsInjectiveOnPureChains() throws {
    let names = Array("abcd")
    let steps = "+-*".flatMap { op in (2...9).map { "\(op)\($0)" } }
    for depth in 1...2 {
      var prompts = (0..<23).map { "a=\($0);" }
      for level in 1...depth {
        prompts = prompts.flatMap { prompt in
          steps.map { "\(prompt)\(names[level])=\(names[level - 1])\($0);" }
        }
      }
      let problems = try prompts.map { try Chain.pure.problem(prompt: "\($0)\(names[depth])?") }
      #expect(Set(problems.map(\.canonical)).count == [552, 13_248][depth - 1])
      #expect(Set(problems.map(\.id)).count == problems.count)
      let shares = Split.allCases.map { split in
        Double(problems.count { $0.split == split }) / Double(problems.count)
      }
      #expect(abs(shares[0] - 0.8) < 0.05 && abs(shares[2] - 0.1) < 0.04)
    }
  }

  @Test func canonicalFormForgetsNamesOrderAndDistractors() throws {
    let chain = Chain()
    let problem = try chain.problem(prompt: "a=5;b=3;c=a*b;d=c-2;e=d+c;e?")
    for same in [
      "e=d+c;d=c-2;c=a*b;b=3;a=5;e?", "z=5;y=3;x=z*y;w=x-2;v=w+x;v?",
      "b=5;a=3;c=b*a;d=c-2;e=d+c;e?",
      "a=5;f=9;b=3;c=a*b;g=e+2;d=c-2;e=d+c;e?", "a7=5;b7=3;c7=a7*b7;a0=c7-2;a1=a0+c7;a1?",
    ] {
      #expect(try chain.problem(prompt: same).id == problem.id, "\(same)")
    }
    for other in [
      "a=6;b=3;c=a*b;d=c-2;e=d+c;e?", "a=5;b=3;c=a+b;d=c-2;e=d+c;e?",
      "a=5;b=3;c=a*b;d=c-3;e=d+c;e?",
      "a=5;b=3;c=a*b;d=c-2;e=c+d;e?", "a=5;b=3;c=a*b;d=c-2;e=d+a;e?", "a=5;b=3;c=a*b;d=c-2;d?",
      "a=5;b=5;c=a*b;d=c-2;e=d+c;e?", "a=5;c=a*a;d=c-2;e=d+c;e?",
    ] {
      #expect(try chain.problem(prompt: other).id != problem.id, "\(other)")
    }
    let twoLeaves = try chain.problem(prompt: "a=5;b=5;c=a*b;c?")
    #expect(try chain.problem(prompt: "a=5;c=a*a;c?").id != twoLeaves.id)
    let modulus19 = changed(Chain()) { $0.modulus = 19 }
    #expect(try modulus19.problem(prompt: problem.prompt).id != problem.id)
  }

  @Test func corruptedTraceHasOneFalseStepAndFollowsFromIt() throws {
    var generator = RandomStream(seed: 7)["corrupt"].generator()
    for problem in try Chain().samples(500, "corrupt") {
      let trace = Chain().corruptedTrace(of: problem, using: &generator)
      let (falseSteps, answer) = try Self.audit(trace, prompt: problem.prompt)
      #expect(falseSteps == 1, "\(problem.prompt) \(trace)")
      #expect(trace.hasSuffix("#\(answer)"))
      #expect(try Self.audit(problem.gold, prompt: problem.prompt).falseSteps == 0)
    }
  }

  /// Recomputes a trace from the prompt's text and the trace's own earlier values.
  private static func audit(
    _ trace: String, prompt: String
  ) throws -> (falseSteps: Int, answer: Int) {
    var statements: [String: String] = [:]
    for statement in prompt.split(separator: ";").dropLast() {
      let sides = statement.split(separator: "=")
      statements[String(sides[0])] = String(sides[1])
    }
    var values: [String: Int] = [:]
    var falseSteps = 0
    var last = 0
    for step in trace.prefix(while: { $0 != "#" }).split(separator: ";") {
      let sides = step.split(separator: "=").map(String.init)
      let value = try #require(Int(sides[sides.count - 1]))
      let statement = try #require(statements[sides[0]])
      if let op = statement.first(where: { "+-*".contains($0) }) {
        let operands = try statement.split(separator: op).map { operand in
          try #require(Int(operand) ?? values[String(operand)])
        }
        #expect(sides[1] == "\(operands[0])\(op)\(operands[1])")
        let (a, b) = (operands[0], operands[1])
        let right = op == "+" ? a + b : op == "-" ? a - b : a * b
        if (right - value) % 23 != 0 { falseSteps += 1 }
        #expect((0..<23).contains(value))
      } else {
        #expect(statement == sides[1])
      }
      values[sides[0]] = value
      last = value
    }
    return (falseSteps, last)
  }

  @Test func leavesMatter() throws {
    for problem in try Chain().samples(1000, "leaves") {
      let leaves = problem.gold.prefix { $0 != "#" }.split(separator: ";")
        .filter { $0.count { $0 == "=" } == 1 }
      let idle = try leaves.count { leaf in
        let sides = leaf.split(separator: "=")
        let next = (try #require(Int(sides[1])) + 1) % 23
        let prompt = (";" + problem.prompt).replacingOccurrences(
          of: ";\(leaf);", with: ";\(sides[0])=\(next);")
        return try Chain().problem(prompt: String(prompt.dropFirst())).answer == problem.answer
      }
      #expect(2 * idle <= leaves.count, "\(problem.prompt)")
    }
  }

  @Test func guessersMeetTheDeclaredChance() throws {
    var generator = RandomStream(seed: 7)["guess"].generator()
    let problem = try Chain.pure.problem(prompt: "a=5;b=a*7;b?")
    let trials = 100_000
    var loose = 0
    var strict = 0
    for _ in 0..<trials {
      let guess = generator.integer(below: 23)
      if Chain.pure.verdict("#\(generator.integer(below: 23))", problem).loose { loose += 1 }
      if Chain.pure.verdict("a=5;b=5*7=\(guess)#\(guess)", problem).strict { strict += 1 }
    }
    // Four standard deviations of a proportion 1/23 in 100 000 trials.
    let tolerance = 4 * (1.0 / 23 * (1 - 1.0 / 23) / Double(trials)).squareRoot()
    #expect(abs(Double(loose) / Double(trials) - problem.chanceLoose) < tolerance)
    #expect(abs(Double(strict) / Double(trials) - problem.chanceStrict) < tolerance)
  }

  @Test func strictChanceFallsWithDepth() throws {
    var generator = RandomStream(seed: 7)["chance"].generator()
    for (depth, expected) in [(1, 0.942), (2, 0.114), (3, 0.0053), (4, 0.0002)] {
      let problem = try Chain.pure.problem(difficulty: depth, using: &generator)
      let passAt64 = 1 - pow(1 - problem.chanceStrict, 64)
      #expect(abs(passAt64 - expected) < 0.0005)
    }
  }

  @Test func pureChainsAreUniqueAndForward() throws {
    for problem in try Chain.pure.samples(200, "pure") {
      #expect(Chain.pure.hasUniqueStrictResponse(problem))
      #expect(problem.prompt.hasPrefix(problem.gold.prefix { $0 != ";" }))
      #expect(problem.prompt.split(separator: ";").count == problem.difficulty + 2)
    }
    func isUnique(_ prompt: String) throws -> Bool {
      Chain().hasUniqueStrictResponse(try Chain().problem(prompt: prompt))
    }
    #expect(try isUnique("b=a+2;a=1;c=a*b;c?"))
    #expect(try !isUnique("a=1;b=2;c=a*b;c?"))  // a and b in either order
    #expect(try !isUnique("a=1;b=2;c=a*3;c?"))  // a step about b is allowed
  }

  @Test func leafValueIsThatOfTheOneNeededLeaf() throws {
    func leaf(_ prompt: String) throws -> Int? {
      Chain().leafValue(of: try Chain().problem(prompt: prompt))
    }
    #expect(try leaf(Self.prompt) == 12)
    #expect(try leaf("b=2;a=1;c=a*3;c?") == 1)  // b is not needed
    #expect(try leaf("a=1;b=2;c=a*b;c?") == nil)
    let sum = try Addition().problem(prompt: AdditionTests.prompt)
    #expect(Addition().leafValue(of: sum) == nil)
  }

  @Test func undefinedVariablesMatterOnlyWhereNeeded() throws {
    let prompt = "q=12;i=f*5;h=q*8;h?"
    let problem = try Chain().problem(prompt: prompt)
    #expect(problem.prompt == prompt && problem.gold == "q=12;h=12*8=4#4")
    #expect(Chain().verdict("q=12;i=1*5=5;h=12*8=4#4", problem).strict)
    #expect(throws: TasksError.self) { try Chain().problem(prompt: "q=12;h=q*f;h?") }
    #expect(throws: TasksError.self) { try Chain().problem(prompt: "q=12;h=q*8;f?") }
  }

  @Test func settingsAreChecked() {
    for chain in [
      changed(Chain()) { $0.modulus = 1 }, changed(Chain()) { $0.maximumLeaves = 0 },
      changed(Chain()) { $0.pairs = .nan }, changed(Chain()) { $0.distractors = -1 },
    ] {
      var generator = RandomStream(seed: 7).generator()
      #expect(throws: TasksError.self) { try chain.problem(difficulty: 1, using: &generator) }
    }
  }
}
