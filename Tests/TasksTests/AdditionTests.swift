import Experience
import Foundation
import Support
import Tasks
import Testing

@Suite struct AdditionTests {
  static let prompt = "What is 47 + 85? Answer with the number only."

  /// A response to 47 + 85, and the integer that is read in it.
  @Test(
    arguments: [
      // Right.
      ("132", "132"), ("= 132.", "132"), ("132\n", "132"), (" 132 ", "132"), ("**132**", "132"),
      ("_132_", "132"), ("47 + 85 = 132", "132"), ("47+85=132", "132"), ("\\boxed{132}", "132"),
      ("$132$", "132"), ("\"132\"", "132"), ("(132)", "132"), ("132!", "132"), ("+132", "132"),
      ("The sum of 47 and 85 is 132.", "132"), ("130, no: 132", "132"), ("It is 132, done", "132"),
      ("0132", "132"), ("the answer is...132", "132"), ("answer--132", "132"), ("#132", "132"),
      ("- 132", "132"), ("47-132", "132"), ("sum-132", "132"), ("132-", "132"), ("😀132", "132"),
      ("132 or 132.5", "132"), ("132, not x133", "132"), ("132.So", "132"), ("132..", "132"),
      // Wrong.
      ("133", "133"), ("132 = 47 + 85", "85"), ("132 or 133", "133"), ("-132", "-132"),
      ("is \u{2212}132", "-132"), ("=-132", "-132"), ("1 3 2", "2"), ("13 2", "2"), ("0", "0"),
      ("-0", "0"), ("000", "0"), ("1320", "1320"), ("1,132", "1132"), ("132,000", "132000"),
      ("132 / 1", "1"), ("132\n1. first", "1"), ("132^2", "2"),
      ("132,132,132", "132132132"), ("47 + 85 = 132.0", "85"),
      // No integer.
      ("", nil), ("one hundred and thirty-two", nil), ("132.5", nil), ("132.0", nil), (".132", nil),
      ("x132", nil), ("132nd", nil), ("132dollars", nil), ("é132", nil), ("132é", nil),
      ("1.32e2", nil), ("0x84", nil), ("1,32", nil), ("0,132", nil), ("1320,132", nil),
      ("47,85,132", nil), ("1,132.5", nil), ("1.0.132", nil), ("132½", nil), ("132²", nil),
      ("１３２", nil), ("١٣٢", nil), ("一百三十二", nil), ("#", nil), (".,-", nil),
    ] as [(String, String?)])
  func verdict(_ text: String, _ answer: String?) throws {
    let problem = try Addition().problem(prompt: Self.prompt)
    let verdict = Addition().verdict(text, problem)
    let isRight = answer == "132"
    #expect(verdict.parsed == (answer != nil) && verdict.answer == answer)
    #expect(verdict.loose == isRight && verdict.strict == isRight)
    #expect(verdict.process == (isRight ? 1 : 0) && verdict.excess == 0)
    #expect(verdict.reason == (isRight ? "" : answer == nil ? "no integer" : "wrong answer"))
  }
  @Test(
    arguments: [
      ("1032", true), ("1,032", true), ("$1,032.", true), ("1,032, I think", true),
      ("01,032", false), ("10,32", false), ("1,0322", false), ("1.032", false), ("1,032.0", false),
      ("1 032", false), ("1{,}032", false), ("1_032", false), ("1,032k", false), ("2,032", false),
    ])
  func thousandsMayBeSeparated(_ text: String, _ isRight: Bool) throws {
    let problem = try Addition().problem(
      prompt: "What is 500 + 532? Answer with the number only.")
    #expect(problem.gold == "1032")
    let verdict = Addition().verdict(text, problem)
    #expect(verdict.strict == isRight && (verdict.answer == "1032") == isRight)
  }

  @Test func cutOffResponsesAreUnparsed() throws {
    let problem = try Addition().problem(prompt: Self.prompt)
    let completion = Completion(text: "132", isFinished: false)
    #expect(
      Addition().verdict(on: completion, for: problem) == .unparsed("cut off before the end token"))
  }

  @Test func problemByHand() throws {
    let problem = try Addition().problem(prompt: Self.prompt)
    #expect(problem.prompt == Self.prompt && problem.gold == "132" && problem.answer == "132")
    #expect(problem.difficulty == 2 && problem.canonical == "addition 47+85")
    #expect(problem.id == Split.id(canonical: "addition 47+85"))
    // Two terms of 10 to 99: the sums are 20 to 198.
    #expect(problem.chanceLoose == 1.0 / 179 && problem.chanceStrict == 1.0 / 179)
    let three = changed(Addition()) {
      $0.terms = 3
      $0.instruction = ""
    }
    let zero = try three.problem(prompt: "What is 0 + 9 + 0?")
    #expect(zero.gold == "9" && zero.difficulty == 1 && zero.canonical == "addition 0+0+9")
    #expect(zero.chanceLoose == 1.0 / 28)  // 0 to 27
    #expect((1...6).map(Addition().longestGold) == [3, 4, 5, 6, 7, 8])  // 18, 198, …, and the end
    let four = changed(Addition()) { $0.terms = 4 }
    #expect(four.longestGold(difficulty: 6) == 8)  // 3999996
    let short = changed(Addition()) { $0.lastDigits = 1 }
    let small = try short.problem(prompt: "What is 4821 + 7? Answer with the number only.")
    #expect(small.gold == "4828" && small.difficulty == 4)
    #expect(small.chanceLoose == 1.0 / 10)  // 482 is copied, and 0 to 9 can follow
    #expect(short.longestGold(difficulty: 4) == 6)  // 10008, and the end
    #expect(throws: TasksError.self) {
      try short.problem(prompt: "What is 7 + 4821? Answer with the number only.")
    }
    #expect(throws: TasksError.self) { try changed(Addition()) { $0.lastDigits = 7 }.validate() }
  }

  @Test func orderOfTermsDoesNotMakeAnotherProblem() throws {
    let addition = changed(Addition()) { $0.terms = 3 }
    let ask = { (sum: String) in
      try addition.problem(prompt: "What is \(sum)? Answer with the number only.")
    }
    let problem = try ask("12 + 34 + 56")
    for sum in ["34 + 12 + 56", "56 + 34 + 12", "12 + 56 + 34"] {
      #expect(try ask(sum).id == problem.id && ask(sum).prompt != problem.prompt)
    }
    for sum in ["12 + 34 + 57", "12 + 35 + 55", "12 + 12 + 78"] {
      #expect(try ask(sum).id != problem.id)
    }
    var check = LeakCheck(evaluation: [ProblemSet(name: "test", problems: [problem])])
    check.see(try ask("56 + 12 + 34").id)
    #expect(check.overlapping == 1)
    let worded = changed(addition) { $0.instruction = "" }
    #expect(try worded.problem(prompt: "What is 34 + 12 + 56?").id == problem.id)
  }

  @Test func canonicalFormIsInjective() throws {
    let numbers = Array(0...9) + Array(10...40)
    var problems: [Problem] = []
    for (a, b) in numbers.enumerated().flatMap({ i, a in numbers[i...].map { (a, $0) } })
    where (a < 10) == (b < 10) {
      problems.append(
        try Addition().problem(prompt: "What is \(b) + \(a)? Answer with the number only."))
    }
    #expect(problems.count == 55 + 31 * 32 / 2)
    #expect(Set(problems.map(\.id)).count == problems.count)
  }

  @Test(arguments: 1...6, 2...4)
  func termsHaveExactlySoManyDigits(_ digits: Int, _ terms: Int) throws {
    let addition = changed(Addition()) { $0.terms = terms }
    var generator = RandomStream(seed: 7)["digits", digits, terms].generator()
    let draws = 2000
    var first = [Int](repeating: 0, count: 10)
    var last = first
    for _ in 0..<draws {
      let problem = try addition.problem(difficulty: digits, using: &generator)
      let numbers = problem.prompt.split { !$0.isNumber }.map(String.init)
      #expect(numbers.count == terms && numbers.allSatisfy { $0.count == digits })
      #expect(problem.gold == String(try numbers.map { try #require(Int($0)) }.reduce(0, +)))
      for number in numbers {
        first[try #require(number.first?.wholeNumberValue)] += 1
        last[try #require(number.last?.wholeNumberValue)] += 1
      }
      #expect(try addition.problem(prompt: problem.prompt) == problem)
    }
    // Uniform numbers have uniform first digits, 1 to 9 from two digits on, and uniform last digits.
    let count = Double(draws * terms)
    #expect(digits == 1 || first[0] == 0)
    func isUniform(_ counts: ArraySlice<Int>) -> Bool {
      let share = 1 / Double(counts.count)
      let tolerance = 5 * (share * (1 - share) / count).squareRoot()  // five standard deviations
      return counts.allSatisfy { abs(Double($0) / count - share) < tolerance }
    }
    #expect(isUniform(first[(digits == 1 ? 0 : 1)...]), "\(first)")
    #expect(isUniform(last[...]), "\(last)")
  }

  @Test(arguments: [
    "What is 47 + 85?", "What is 47 + 85? Answer with the number only. ",
    "what is 47 + 85? Answer with the number only.", "What is 47? Answer with the number only.",
    "What is 47 + 85 + 12? Answer with the number only.",
    "What is 47 + 5? Answer with the number only.",
    "What is 047 + 850? Answer with the number only.",
    "What is 47+85? Answer with the number only.", "What is 47 - 85? Answer with the number only.",
    "What is -47 + 85? Answer with the number only.",
    "What is 1234567 + 1234567? Answer with the number only.",
    "What is 99999999999999999999 + 99999999999999999999? Answer with the number only.",
    "What is ４７ + ８５? Answer with the number only.", "What is 47 + 85 Answer with the number only.",
    "47 + 85", "132", "?", "\u{0}é",
  ])
  func otherTextsAreNoPrompts(_ text: String) {
    #expect(throws: TasksError.self) { try Addition().problem(prompt: text) }
  }

  @Test func splitsHaveTheirSharesAndAreDisjoint() throws {
    let stream = RandomStream(seed: 7)["addition"]
    let sets = try Split.allCases.map { split in
      try Addition().problemSet(
        name: split.rawValue, count: 300, difficulties: [2, 3, 4], split: split,
        stream: stream[split.rawValue])
    }
    #expect(Set(sets.flatMap { $0.problems.map(\.canonical) }).count == 900)
    #expect(Set(sets.flatMap { $0.problems.map(\.id) }).count == 900)
    var generator = stream["shares"].generator()
    let splits = try (0..<5000).map { _ in
      try Addition().problem(difficulty: 4, using: &generator).split
    }
    for (split, share) in zip(Split.allCases, [0.8, 0.1, 0.1]) {
      let found = Double(splits.count { $0 == split }) / 5000
      #expect(abs(found - share) < 5 * (share * (1 - share) / 5000).squareRoot())
    }
    // Two one-digit numbers have 55 sums: about five are of the test split.
    #expect(throws: TasksError.self) {
      try Addition().problemSet(
        name: "test", count: 20, difficulties: [1], split: .test, stream: stream)
    }
  }

  @Test func corruptedTraceHasOneOtherDigit() throws {
    var generator = RandomStream(seed: 7)["corrupt"].generator()
    for problem in try Addition().samples(1000, "corrupt") {
      let trace = Addition().corruptedTrace(of: problem, using: &generator)
      #expect(trace.count == problem.gold.count && String(Int(trace) ?? -1) == trace)
      #expect(zip(trace, problem.gold).count { $0 != $1 } == 1)
    }
  }

  @Test func guesserMeetsTheDeclaredChance() throws {
    let problem = try Addition().problem(prompt: Self.prompt)
    var generator = RandomStream(seed: 7)["guess"].generator()
    let trials = 100_000
    var right = 0
    for _ in 0..<trials
    where Addition().verdict("\(20 + generator.integer(below: 179))", problem).strict {
      right += 1
    }
    let share = problem.chanceStrict
    let tolerance = 4 * (share * (1 - share) / Double(trials)).squareRoot()
    #expect(abs(Double(right) / Double(trials) - share) < tolerance)
  }

  @Test func settingsAreCheckedAndHaveTheirKeys() throws {
    var generator = RandomStream(seed: 7).generator()
    for addition in [
      changed(Addition()) { $0.terms = 1 }, changed(Addition()) { $0.terms = 5 },
      changed(Addition()) { $0.instruction = "\nGo." },
      changed(Addition()) { $0.instruction = " Réponds." },
    ] {
      #expect(throws: TasksError.self) { try addition.problem(difficulty: 1, using: &generator) }
      #expect(throws: TasksError.self) { try addition.problem(prompt: Self.prompt) }
    }
    #expect(throws: TasksError.self) { try Addition().problem(difficulty: 0, using: &generator) }
    let data = try JSONEncoder().encode(Addition())
    let tree = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(Set(tree.keys) == ["terms", "last_digits", "instruction"])
    for problem in try Addition().samples(50, "ascii") {
      let text = problem.prompt + problem.gold
      #expect(text.utf8.allSatisfy { (32..<127).contains($0) })
    }
  }

  @Test func hostileTextIsReadInLinearTime() throws {
    let problem = try Addition().problem(prompt: Self.prompt)
    let pieces = [
      "1", "132", ",", ".", "-", "\u{2212}", "+", " ", "x", "é", "e\u{301}", "\u{0}", "😀", "½",
      "１", "1,", "1.", ",132", ".132", "-1", "1,032", "\r\n", "#", "\\", "{,}", "👩‍👩‍👧",
    ]
    let start = ContinuousClock.now
    for piece in pieces {
      let verdict = Addition().verdict(String(repeating: piece, count: 100_000), problem)
      #expect(verdict.parsed == (verdict.answer != nil))
    }
    var generator = RandomStream(seed: 7)["hostile"].generator()
    for _ in 0..<20_000 {
      let text = (0..<generator.integer(below: 12)).map { _ in generator.pick(pieces) }.joined()
      let verdict = Addition().verdict(text, problem)
      #expect(verdict.loose == (verdict.answer == "132") && verdict.strict == verdict.loose)
      // Its own answer is read back, and so is one on a line below any text.
      if let answer = verdict.answer {
        #expect(Addition().verdict(answer, problem).answer == answer, "\(text)")
      }
      #expect(Addition().verdict(text + "\n132", problem).strict, "\(text)")
    }
    #expect(ContinuousClock.now - start < .seconds(300))
  }
}
