import Experience
import Foundation
import Support
import Tasks
import Testing

/// Laws of every task family.
@Suite struct TaskLawTests {
  @Test func namesAreUniqueAndKebabCase() {
    let names = TaskCatalogue.all.flatMap(\.names)
    #expect(Set(names).count == names.count)
    #expect(TaskCatalogue.all.map(\.kind) == TaskCatalogue.all.map(\.kind).sorted())
    for entry in TaskCatalogue.all {
      #expect(entry.kind.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
      #expect(entry.type.summary.hasSuffix(".") && !entry.type.source.description.isEmpty)
    }
  }

  @Test(arguments: familyCases) func sameStreamGivesSameProblem(_ member: FamilyCase) throws {
    let a = try member.family.samples(50, "same")
    let b = try member.family.samples(50, "same")
    #expect(a == b)
    #expect(Set(a.map(\.id)).count > (member.family is StackPrograms ? 25 : 40))
  }

  @Test(arguments: familyCases) func goldIsStrict(_ member: FamilyCase) throws {
    for problem in try member.family.samples(400, "gold") {
      let expected = Verdict(
        parsed: true, loose: true, strict: true, process: 1, answer: problem.answer)
      var found = member.family.verdict(problem.gold, problem)
      #expect(found.steps.allSatisfy(\.isRight) && found.steps.isEmpty != member.hasSteps)
      found.steps = []
      #expect(found == expected, "\(problem.prompt)")
      #expect(problem.chanceLoose > 0 && problem.chanceStrict <= problem.chanceLoose)
      #expect(
        problem.gold.utf8.count + 1 <= member.family.longestGold(difficulty: problem.difficulty))
    }
  }

  @Test(arguments: familyCases) func promptStatesTheProblem(_ member: FamilyCase) throws {
    for problem in try member.family.samples(200, "prompt") {
      #expect(try member.family.problem(prompt: problem.prompt) == problem)
      #expect(problem.id == SHA256.word(problem.canonical))
    }
    for text in [
      "", "?", "a", "a=1;a?", "a=b+1;b=a+1;a?", "f00()", "f16(abc)", "f00(abc", "\u{0}é",
    ] {
      #expect(throws: TasksError.self) { try member.family.problem(prompt: text) }
    }
  }

  @Test(arguments: familyCases) func corruptedTraceParsesAndIsNotStrict(_ member: FamilyCase) throws
  {
    var generator = RandomStream(seed: 7)["corrupt"].generator()
    for problem in try member.family.samples(400, "corrupt") {
      let trace = member.family.corruptedTrace(of: problem, using: &generator)
      let verdict = member.family.verdict(trace, problem)
      #expect(verdict.parsed && !verdict.strict && verdict.process < 1 && !verdict.reason.isEmpty)
      let separators = { (text: String) in text.filter { ";#:=+-*".contains($0) }.count }
      #expect(
        separators(trace) == separators(problem.gold) || member.family is StackPrograms)
    }
  }

  @Test(arguments: familyCases) func wrongAnswerScoresZero(_ member: FamilyCase) throws {
    let problems = try member.family.samples(200, "wrong")
    for (problem, other) in zip(problems, problems.dropFirst())
    where problem.answer != other.answer {
      guard member.hasSteps else {
        let verdict = member.family.verdict(other.answer, problem)
        // Another function's program may pass some visible tests.
        if member.family is StackPrograms {
          #expect(verdict.parsed && !verdict.strict)
          continue
        }
        #expect(verdict.parsed && !verdict.loose && !verdict.strict && verdict.process == 0)
        continue
      }
      let steps = problem.gold.prefix { $0 != "#" }
      let verdict = member.family.verdict("\(steps)#\(other.answer)", problem)
      #expect(verdict.parsed && !verdict.loose && !verdict.strict && verdict.process == 1)
      let bare = member.family.verdict("#\(problem.answer)", problem)
      #expect(bare.parsed && bare.loose && !bare.strict && bare.process == 0)
    }
  }

  @Test(arguments: familyCases) func splitsShareNoProblem(_ member: FamilyCase) throws {
    let low = member.lowestWithSplits
    guard !member.isSmall else {
      let sets = try Split.allCases.map { split in
        try member.family.problemSet(
          name: split.rawValue, count: 8, difficulties: [member.family.difficulties.upperBound],
          split: split, stream: RandomStream(seed: 7)["law", split.rawValue])
      }
      #expect(Set(sets.flatMap { $0.problems.map(\.id) }).count == 24)
      return
    }
    let sets = try Split.allCases.map { split in
      try member.family.problemSet(
        name: split.rawValue, count: 40, difficulties: [low, low + 2], split: split,
        stream: RandomStream(seed: 7)["law", split.rawValue])
    }
    var check = LeakCheck(evaluation: Array(sets[1...]))
    check.see(sets[0].problems.map(\.id))
    #expect(check.checked == 40 && check.evaluationCount == 80 && check.overlapping == 0)
    for set in sets {
      #expect(set.problems.allSatisfy { $0.split.rawValue == set.name })
      #expect(set.problems.map(\.difficulty) == (0..<40).map { low + 2 * ($0 % 2) })
    }
  }

  @Test(arguments: familyCases) func difficultyLengthensGold(_ member: FamilyCase) throws {
    var generator = RandomStream(seed: 7)["difficulty"].generator()
    var last = 0
    for difficulty in member.family.difficulties.prefix(6) {
      var total = 0
      for _ in 0..<50 {
        let problem = try member.family.problem(difficulty: difficulty, using: &generator)
        #expect(problem.difficulty == difficulty)
        total += problem.gold.utf8.count
      }
      #expect(total > last)
      last = total
    }
    let beyond = member.family.difficulties.upperBound + 1
    #expect(throws: TasksError.self) {
      try member.family.problem(difficulty: beyond, using: &generator)
    }
  }

  @Test(arguments: familyCases) func encodingIsTheIdentity(_ member: FamilyCase) throws {
    func check<Family: TaskFamily>(_ family: Family) throws {
      let data = try JSONEncoder().encode(family)
      #expect(try JSONDecoder().decode(Family.self, from: data) == family)
      let tree = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      for key in tree.keys {
        #expect(key.allSatisfy { $0.isLowercase || $0 == "_" }, "\(key)")
      }
    }
    try check(member.family)
  }

  @Test(arguments: familyCases) func anyTextIsJudged(_ member: FamilyCase) throws {
    var generator = RandomStream(seed: 7)["text"].generator()
    let alphabet = Array("abcdefz0123459=+-*;#:f?() \u{0}é\u{1F600}".unicodeScalars)
    let problems = try member.family.samples(100, "text")
    func check(_ text: String, _ problem: Problem) {
      let verdict = member.family.verdict(text, problem)
      #expect((0...1).contains(verdict.process))
      #expect(!verdict.strict || (verdict.loose && verdict.process == 1))
      #expect(!verdict.loose || verdict.parsed)
      #expect(verdict.parsed || (verdict.process == 0 && verdict.answer == nil))
      #expect(verdict.strict == verdict.reason.isEmpty)
      if member.family.hasUniqueStrictResponse(problem) {
        #expect(verdict.strict == (text == problem.gold), "\(text) for \(problem.prompt)")
      }
      let cut = member.family.verdict(on: Completion(text: text, isFinished: false), for: problem)
      #expect(!cut.parsed && !cut.loose && !cut.strict && cut.process == 0)
    }
    for problem in problems {
      for _ in 0..<20 {
        var text = String.UnicodeScalarView()
        for _ in 0..<generator.integer(below: 40) { text.append(generator.pick(alphabet)) }
        check(String(text), problem)
        var mutant = Array(problem.gold.unicodeScalars)
        for _ in 0...generator.integer(below: 3) where !mutant.isEmpty {
          let place = generator.integer(below: mutant.count)
          switch generator.integer(below: 3) {
          case 0: mutant[place] = generator.pick(alphabet)
          case 1: mutant.remove(at: place)
          default: mutant.insert(generator.pick(alphabet), at: place)
          }
        }
        text = String.UnicodeScalarView()
        text.append(contentsOf: mutant)
        check(String(text), problem)
      }
      let long = String(repeating: "9", count: 500)
      for text in [
        "", "#", ";", ";;;;#", "##", "#\(long)", "a=\(long)#1", "a=\(long)*\(long)=\(long)#0",
      ] {
        check(text, problem)
      }
    }
  }
}
