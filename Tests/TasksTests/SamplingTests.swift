import Experience
import Support
import Tasks
import Testing

@Suite struct SamplingTests {
  let stream = RandomStream(seed: 7)["eval", "shared"]

  @Test func splitFollowsTheHash() {
    let id = Split.id(canonical: "abc")
    #expect(id == 0xeacf_018f_bf16_78ba)  // ba7816bf8f01cfea…, FIPS 180-4, little-endian
    #expect((0..<10).map { Split(id: $0) }.count { $0 == .train } == 8)
    #expect(Split(id: 18) == .validation && Split(id: 29) == .test)
  }

  @Test func smallerSetIsAPrefix() throws {
    func set(_ count: Int) throws -> ProblemSet {
      try Chain.pure.problemSet(
        name: "id", count: count, difficulties: [3, 4, 5], split: .test, stream: stream)
    }
    let large = try set(100)
    #expect(try set(40).problems == Array(large.problems.prefix(40)))
    #expect(Set(large.problems.map(\.id)).count == 100)
    #expect([3, 4, 5].map { d in large.problems.count { $0.difficulty == d } } == [34, 33, 33])
  }

  @Test func exhaustionIsReported() throws {
    let chain = changed(Chain.pure) { $0.modulus = 2 }
    #expect(throws: TasksError.self) {
      try chain.problemSet(
        name: "x", count: 60, difficulties: [1], split: .test, stream: stream)
    }
    let all = try chain.problemSet(
      name: "x", count: 20, difficulties: [1], split: .train, stream: stream)
    #expect(Set(all.problems.map(\.canonical)).count == 20)
  }

  @Test func leakIsFound() throws {
    let test = try Chain.pure.problemSet(
      name: "id", count: 10, difficulties: [3], split: .test, stream: stream)
    var check = LeakCheck(evaluation: [test])
    check.see([1, 2, 3])
    check.see([test.problems[4].id, test.problems[4].id, test.problems[7].id])
    #expect(check.checked == 6 && check.overlapping == 2 && check.evaluationCount == 10)
  }

  @Test func capIsAQuarterMoreRoundedUp() {
    // 1.25 · 32 = 40 exactly; 1.25 · 33 = 41.25; 1.25 · 51 = 63.75; 1.25 · 72 = 90.
    let caps = [32, 33, 51, 72].map { ResponseCap.tokens(longestGold: $0) }
    #expect(caps == [40, 48, 64, 96])
    let problem = Problem(
      id: 0, prompt: "", gold: String(repeating: "x", count: 50), answer: "", difficulty: 1,
      canonical: "", chanceLoose: 0, chanceStrict: 0)
    #expect(ResponseCap.tokens(for: [problem]) == 64)
    // A pure chain of depth 4: `a=22`, four times `;b=22*9=22`, `#22` and the end token: 48.
    #expect(Chain.pure.longestGold(difficulty: 4) == 48)
    #expect(ResponseCap.tokens(for: Chain.pure, difficulties: [1, 2, 3, 4]) == 64)
  }

  @Test func exampleOfTheReadme() throws {
    let stream = RandomStream(seed: 7)["eval", "shared", "id"]
    let id = try Chain.pure.problemSet(
      name: "id", count: 64, difficulties: [3, 4], split: .test, stream: stream)
    let problem = id.problems[0]
    let completion = Completion(text: problem.gold, isFinished: true)
    let verdict = Chain.pure.verdict(on: completion, for: problem)
    let cap = ResponseCap.tokens(for: id.problems)
    #expect(verdict.strict && cap % 8 == 0 && cap >= 5 * problem.gold.count / 4)
    var generator = RandomStream(seed: 7)["pretrain_data", 0, "shared"].generator()
    let text = try PretrainingText().corpus().text(using: &generator)
    #expect(text.problem.split == .train)
    var random = FaceChain()
    random.header = .random
    var mixed = PretrainingText()
    mixed.parts = [
      TextPart(Chain.pure, difficulties: [1, 2, 3, 4]), TextPart(random, difficulties: [1]),
    ]
    mixed.blockTraces = 2
    mixed.blockTerse = 3
    let block = try mixed.corpus().block(using: &generator)
    #expect(block.count == 5 && block.allSatisfy { $0.problem.split == .train })
  }
}
