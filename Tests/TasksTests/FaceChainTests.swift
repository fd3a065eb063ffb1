import Experience
import Foundation
import Support
import Tasks
import Testing

@Suite struct FaceChainTests {
  static let prompt = "J=10,Q=10,K=10|a=J+3;b=a*9;c=b-4;c?"
  /// 10 + 3 = 13; 13 · 9 = 117 = 5 · 23 + 2; 2 − 4 = −2 = 21 (mod 23).
  static let gold = "a=10+3=13;b=13*9=2;c=2-4=21#21"
  /// The same operations on a queen of 12: 15; 15 · 9 = 135 = 5 · 23 + 20; 16.
  static let otherPrompt = "J=11,Q=12,K=13|a=Q+3;b=a*9;c=b-4;c?"

  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var parsed = true
    var loose = true
    var strict = false
    var process = 1.0
    var testDescription: String { text }
  }

  @Test(arguments: [
    Case(text: gold, strict: true),
    Case(text: "J=10;" + gold),  // a face has no step
    Case(text: "a=J+3=13;b=13*9=2;c=2-4=21#21", process: 1.0 / 3),  // nor is it an operand
    Case(text: "a=11+3=14;b=14*9=11;c=11-4=7#7", loose: false, process: 0),  // another value
    Case(text: "a=10+3=13;b=13*9=2#21", process: 2.0 / 3),
    Case(text: "b=13*9=2;a=10+3=13;c=2-4=21#21", process: 2.0 / 3),  // the parent comes after
    Case(text: "a=10+3=13;a=10+3=13;b=13*9=2;c=2-4=21#21", process: 2.0 / 3),
    Case(text: "a=10+3=13;b=9*13=2;c=2-4=21#21", process: 2.0 / 3),
    Case(text: "a=10+3=13;b=13*9=25;c=2-4=21#21", process: 2.0 / 3),  // congruent
    Case(text: "a=13;b=13*9=2;c=2-4=21#21", process: 2.0 / 3),
    Case(text: "a=10+3=13;b=13*9=2;c=2-4=21;x=1#21"),  // not in the prompt
    Case(text: "a=10+3=13;b=13*9=2;c=2-4=21;#21"),
    Case(text: "a=10+3=13;b=13*9=2;c=2-4=21#20", loose: false),
    Case(text: "#21", process: 0),
    Case(text: "~#21", process: 0),  // the terse mode
    Case(text: "~#20", loose: false, process: 0),
    Case(text: "a=10+3=13;b=13*9=2;c=2-4=21#021", parsed: false),
    Case(text: "a=10+3=13;b=13*9=2;c=2-4=21", parsed: false),
    Case(text: "", parsed: false),
  ])
  func verdict(_ expected: Case) throws {
    let problem = try FaceChain().problem(prompt: Self.prompt)
    let verdict = FaceChain().verdict(expected.text, problem)
    #expect(verdict.parsed == expected.parsed)
    #expect(verdict.loose == (expected.parsed && expected.loose))
    #expect(verdict.strict == expected.strict)
    #expect(verdict.process == (expected.parsed ? expected.process : 0))
    #expect(verdict.excess == 0)
  }

  @Test func problemByHand() throws {
    let problem = try FaceChain().problem(prompt: Self.prompt)
    #expect(problem.prompt == Self.prompt && problem.gold == Self.gold && problem.answer == "21")
    #expect(problem.difficulty == 3 && problem.canonical == "facechain 23:10+3*9-4")
    #expect(problem.id == Split.id(canonical: problem.canonical))
    #expect(problem.chanceLoose == 1.0 / 23)
    #expect(abs(problem.chanceStrict * 23 * 23 * 23 - 1) < 1e-12)
    #expect(problem.metadata == ["face": .text("J"), "old_rule": .text(Self.gold)])
    #expect(FaceChain().hasUniqueStrictResponse(problem))
    #expect(FaceChain().leafValue(of: problem) == nil)
    // `a=22*9=22`, four times with a separator between, `#22` and the end token.
    #expect(FaceChain().longestGold(difficulty: 4) == 4 * 9 + 3 + 3 + 1)
    let longest = try FaceChain().problem(prompt: "J=1,Q=22,K=0|b=Q-2;c=b-2;d=c-2;e=d-2;e?")
    #expect(longest.gold == "b=22-2=20;c=20-2=18;d=18-2=16;e=16-2=14#14")
    #expect(longest.gold.utf8.count + 1 == FaceChain().longestGold(difficulty: 4))
  }

  @Test func oldRuleReadsEveryFaceAsTen() throws {
    let problem = try FaceChain().problem(prompt: Self.otherPrompt)
    #expect(problem.gold == "a=12+3=15;b=15*9=20;c=20-4=16#16" && problem.answer == "16")
    #expect(problem.metadata == ["face": .text("Q"), "old_rule": .text(Self.gold)])
    #expect(!FaceChain().verdict(Self.gold, problem).loose)
    let fake = changed(FaceChain()) { $0.oldRule = true }
    let same = try fake.problem(prompt: Self.otherPrompt)
    #expect(same.prompt == problem.prompt && same.id == problem.id)
    #expect(same.gold == Self.gold && same.answer == "21" && same.metadata == problem.metadata)
    #expect(fake.verdict(Self.gold, same).strict && !fake.verdict(problem.gold, same).loose)
  }

  /// The set that is judged by the old rule has the problems of the set that is not.
  @Test func oldRuleChangesNoDraw() throws {
    let stated = changed(FaceChain()) { $0.values = [11, 12, 13] }
    let fake = changed(stated) { $0.oldRule = true }
    let stream = RandomStream(seed: 7)["fake"]
    let sets = try [stated, fake].map {
      try $0.problemSet(
        name: "out", count: 60, difficulties: [2, 3, 4], split: .test, stream: stream
      ).problems
    }
    #expect(sets[0].map(\.prompt) == sets[1].map(\.prompt))
    for (a, b) in zip(sets[0], sets[1]) {
      #expect(a.metadata["old_rule"] == .text(b.gold) && a.gold != b.gold)
    }
  }

  @Test func canonicalFormForgetsTokensNamesAndTheRestOfTheHeader() throws {
    let family = FaceChain()
    let problem = try family.problem(prompt: "J=10,Q=5,K=7|a=J+3;b=a*2;b?")
    for same in ["J=1,Q=10,K=10|z=Q+3;y=z*2;y?", "J=22,Q=0,K=10|k=K+3;q=k*2;q?"] {
      #expect(try family.problem(prompt: same).id == problem.id)
    }
    for other in [
      "J=11,Q=10,K=10|a=J+3;b=a*2;b?", "J=10,Q=5,K=7|a=Q+3;b=a*2;b?",
      "J=10,Q=5,K=7|a=J-3;b=a*2;b?", "J=10,Q=5,K=7|a=J+3;b=a*4;b?", "J=10,Q=5,K=7|a=J+3;a?",
    ] {
      #expect(try family.problem(prompt: other).id != problem.id)
    }
    let modulus19 = changed(family) { $0.modulus = 19 }
    #expect(try modulus19.problem(prompt: problem.prompt).id != problem.id)
  }

  @Test(arguments: [
    "J=10,Q=10,K=10|", "J=10,Q=10,K=10|a?", "a=J+3;a?", "J=10,Q=10|a=J+3;a?",
    "Q=10,J=10,K=10|a=J+3;a?", "J=10,Q=10,K=23|a=J+3;a?", "J=010,Q=10,K=10|a=J+3;a?",
    "J=10,Q=10,K=10|a=X+3;a?", "J=10,Q=10,K=10|a=3+J;a?", "J=10,Q=10,K=10|a=5;b=a+3;b?",
    "J=10,Q=10,K=10|a=J+1;a?", "J=10,Q=10,K=10|a=J+10;a?", "J=10,Q=10,K=10|a=J+Q;a?",
    "J=10,Q=10,K=10|a=J+3;b=J+3;b?", "J=10,Q=10,K=10|a=J+3;b=a+3;a?",
    "J=10,Q=10,K=10|a=J+3;a=a+3;a?", "J=10,Q=10,K=10|a=J+3;b=a+a;b?",
    "J=10,Q=10,K=10|a7=J+3;a7?", "J=10,Q=10,K=10|a=J+3;a? ", "J=10,Q=10,K=10|a=J+3a?",
    "J=10,Q=10,K=10|a=J+3;c=b+3;c?", "J=10,Q=10,K=10|a=J;a?",
  ])
  func otherTextsAreNoPrompts(_ text: String) {
    #expect(throws: TasksError.self) { try FaceChain().problem(prompt: text) }
  }

  @Test func corruptedTraceHasOneFalseStep() throws {
    let family = changed(FaceChain()) { $0.header = .random }
    var generator = RandomStream(seed: 7)["corrupt"].generator()
    for problem in try family.samples(300, "corrupt faces") {
      let trace = family.corruptedTrace(of: problem, using: &generator)
      var falseSteps = 0
      for step in trace.prefix(while: { $0 != "#" }).split(separator: ";") {
        let sides = step.split(separator: "=")
        let op = try #require(sides[1].first { "+-*".contains($0) })
        let operands = try sides[1].split(separator: op).map { try #require(Int($0)) }
        let (a, b) = (operands[0], operands[1])
        let right = op == "+" ? a + b : op == "-" ? a - b : a * b
        let value = try #require(Int(sides[2]))
        if (right - value) % 23 != 0 { falseSteps += 1 }
      }
      #expect(falseSteps == 1, "\(problem.prompt) \(trace)")
    }
  }

  // MARK: Headers

  /// A problem, and the header and the rest of its prompt.
  struct Drawn {
    var problem: Problem
    var header: [Int]
    var structure: String
  }

  /// Training problems of difficulty 3.
  private func draw(_ count: Int, _ family: FaceChain) throws -> [Drawn] {
    var generator = RandomStream(seed: 7)["faces"].generator()
    return try (0..<count).map { _ in
      let problem = try family.problem(difficulty: 3, split: .train, using: &generator)
      let parts = problem.prompt.split(separator: "|")
      let header = try parts[0].split(separator: ",").map { try #require(Int($0.dropFirst(2))) }
      return Drawn(problem: problem, header: header, structure: String(parts[1]))
    }
  }

  @Test func headersFollowTheirRule() throws {
    #expect(try draw(100, FaceChain()).allSatisfy { $0.header == [10, 10, 10] })
    let other = try draw(100, changed(FaceChain()) { $0.values = [11, 12, 13] })
    #expect(other.allSatisfy { $0.header == [11, 12, 13] })
    let random = try draw(2000, changed(FaceChain()) { $0.header = .random })
    #expect(Set(random.flatMap(\.header)) == Set(0..<23))
    #expect(Set(random.map(\.header)).count > 1000)
    let uniform = try draw(2000, changed(FaceChain()) { $0.header = .uniform })
    #expect(uniform.allSatisfy { Set($0.header).count == 1 })
    #expect(Set(uniform.map { $0.header[0] }) == Set(0..<23).subtracting([10]))
    for token in ["J", "Q", "K"] {
      let found = random.count { $0.problem.metadata["face"] == .text(token) }
      #expect(abs(Double(found) / 2000 - 1.0 / 3) < 0.045)  // over four standard deviations
    }
  }

  @Test func excludedValuesAreInNoHeader() throws {
    for rule in [FaceChain.HeaderRule.random, .uniform] {
      let family = changed(FaceChain()) {
        $0.header = rule
        $0.excluded = [11, 12, 13]
      }
      let values = Set(try draw(2000, family).flatMap(\.header))
      let allowed = Set(0..<23).subtracting([11, 12, 13])
      #expect(values == (rule == .uniform ? allowed.subtracting([10]) : allowed))
    }
  }

  @Test func fewHeadersAreAmongMany() throws {
    func headers(_ count: Int) throws -> Set<[Int]> {
      let family = changed(FaceChain()) {
        $0.header = .random
        $0.excluded = [11, 12, 13]
        $0.headers = count
      }
      return Set(try draw(1000, family).map(\.header))
    }
    let few = try headers(2)
    let more = try headers(8)
    #expect(few.count == 2 && more.count == 8 && few.isSubset(of: more))
    #expect(try headers(1).isSubset(of: few))
  }

  // MARK: Pools

  @Test func poolHasSoManyStructures() throws {
    let fixed = changed(FaceChain()) { $0.pool = 16 }
    let fresh = changed(fixed) { $0.header = .random }
    let kept = changed(fresh) { $0.headerPerItem = true }
    let drawn = try [fixed, fresh, kept].map { try draw(600, $0) }
    let structures = drawn.map { Set($0.map(\.structure)) }
    #expect(structures[0].count == 16)
    #expect(structures[1] == structures[0] && structures[2] == structures[0])
    #expect(drawn.allSatisfy { $0.allSatisfy { $0.problem.split == .train } })
    let prompts = drawn.map { Set($0.map(\.problem.prompt)).count }
    #expect(prompts[0] == 16 && prompts[1] > 500 && prompts[2] == 16)
    #expect(Set(drawn[2].map(\.header)).count > 10)
    let larger = try draw(1000, changed(fixed) { $0.pool = 32 })
    #expect(structures[0].isSubset(of: larger.map(\.structure)))
    let dose = changed(fresh) { $0.headers = 8 }
    let dosed = try draw(1000, dose)
    #expect(Set(dosed.map(\.header)).count <= 8)
    #expect(Set(dosed.map(\.structure)).isSubset(of: structures[0]))
  }

  @Test func poolIsForTrainingOnly() {
    var generator = RandomStream(seed: 7).generator()
    let family = changed(FaceChain()) { $0.pool = 4 }
    #expect(throws: TasksError.self) {
      try family.problem(difficulty: 2, split: .test, using: &generator)
    }
  }

  @Test func settingsAreCheckedAndHaveTheirKeys() throws {
    var generator = RandomStream(seed: 7).generator()
    for family in [
      changed(FaceChain()) { $0.modulus = 10 }, changed(FaceChain()) { $0.values = [10, 10] },
      changed(FaceChain()) { $0.values = [10, 10, 23] }, changed(FaceChain()) { $0.headers = 2 },
      changed(FaceChain()) { $0.pool = -1 }, changed(FaceChain()) { $0.headerPerItem = true },
      changed(FaceChain()) {
        $0.header = .uniform
        $0.excluded = (0..<23).filter { $0 != 10 }
      },
      changed(FaceChain()) {
        $0.header = .random
        $0.headers = -1
      },
    ] {
      #expect(throws: TasksError.self) { try family.problem(difficulty: 1, using: &generator) }
    }
    #expect(throws: TasksError.self) { try FaceChain().problem(difficulty: 21, using: &generator) }
    let data = try JSONEncoder().encode(FaceChain())
    let tree = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(
      Set(tree.keys) == [
        "modulus", "header", "values", "excluded", "headers", "pool", "header_per_item",
        "old_rule",
      ])
  }
}
