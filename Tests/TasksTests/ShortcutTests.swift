import Experience
import Foundation
import Support
import Tasks
import Testing

@Suite struct ShortcutTests {
  /// 5 + 8 = 13; 13 · 9 = 117 = 5 · 23 + 2; 2 + 3 = 5, the leaf.
  static let congruent = "a=5;b=a+8;c=b*9;d=c+3;d?"
  static let incongruent = "a=5;b=a+8;c=b*9;d=c-4;d?"

  @Test func problemIsThatOfAPureChain() throws {
    let problem = try Shortcut().problem(prompt: Self.congruent)
    let plain = try Chain.pure.problem(prompt: Self.congruent)
    #expect(problem.gold == "a=5;b=5+8=13;c=13*9=2;d=2+3=5#5" && problem.id == plain.id)
    #expect(problem.metadata == ["leaf": .integer(5)] && plain.metadata.isEmpty)
    #expect(Shortcut().leafValue(of: problem) == 5 && Shortcut().hasUniqueStrictResponse(problem))
    var marked = plain
    marked.metadata = problem.metadata
    #expect(marked == problem)
    for text in [problem.gold, "#5", "~#5", "a=5;d=2+3=5#5", "#6", ""] {
      #expect(Shortcut().verdict(text, problem) == Chain.pure.verdict(text, plain))
    }
    let twin = try Shortcut().problem(prompt: Self.incongruent)
    #expect(twin.answer == "21" && !Shortcut().verdict("#5", twin).loose)
    for text in ["a=5;b=a+8;c=b*9;c?", "a=5;b=2;c=a*b;d=c+2;e=d+3;e?", "J=1,Q=2,K=3|a=J+3;a?"] {
      #expect(throws: TasksError.self) { try Shortcut().problem(prompt: text) }
    }
  }

  private static func isCongruent(_ problem: Problem) throws -> Bool {
    let leaf = try #require(Shortcut().leafValue(of: problem))
    #expect(problem.metadata["leaf"] == .integer(leaf))
    #expect(problem.prompt.dropFirst(2).hasPrefix("\(leaf);"))
    return problem.answer == String(leaf)
  }

  @Test(arguments: [0, 1.0 / 23, 0.3, 0.6, 1])
  func congruentProblemsHaveTheirShare(_ share: Double) throws {
    let family = changed(Shortcut()) { $0.share = share }
    var generator = RandomStream(seed: 7)["share"].generator()
    let draws = 2000
    var found = 0
    for index in 0..<draws {
      let problem = try family.problem(
        difficulty: 3 + index % 4, split: .train, using: &generator)
      #expect(problem.difficulty == 3 + index % 4)
      if try Self.isCongruent(problem) { found += 1 }
    }
    // Four standard deviations; none where the share is 0 or 1.
    let tolerance = 4 * (share * (1 - share) / Double(draws)).squareRoot()
    #expect(abs(Double(found) / Double(draws) - share) <= tolerance)
  }

  /// Plain chains are congruent about as often as 1 in 23.
  @Test func naturalShareIsAboutOneInTwentyThree() throws {
    var generator = RandomStream(seed: 7)["natural"].generator()
    let draws = 20_000
    var found = 0
    for index in 0..<draws {
      let problem = try Chain.pure.problem(difficulty: 3 + index % 4, using: &generator)
      let leaf = try #require(Chain.pure.leafValue(of: problem))
      if problem.answer == String(leaf) { found += 1 }
    }
    #expect(abs(Double(found) / Double(draws) - 1.0 / 23) < 0.007)
  }

  @Test(arguments: Split.allCases)
  func twinsDifferInTheLastOperationOnly(_ split: Split) throws {
    let stream = RandomStream(seed: 7)["twins", split.rawValue]
    let sets = try [Shortcut.Twins.congruent, .incongruent].map { twins in
      let family = changed(Shortcut()) { $0.twins = twins }
      return try family.problemSet(
        name: twins.rawValue, count: 200, difficulties: [3, 4], split: split, stream: stream
      ).problems
    }
    for (a, b) in zip(sets[0], sets[1]) {
      #expect(a.split == split && b.split == split && a.id != b.id)
      #expect(try Self.isCongruent(a))
      #expect(try !Self.isCongruent(b))
      let (first, second) = (a.prompt.split(separator: ";"), b.prompt.split(separator: ";"))
      #expect(first.count == a.difficulty + 2 && second.count == first.count)
      #expect(first.dropLast(2) == second.dropLast(2) && first.last == second.last)
      let last = a.difficulty
      #expect(first[last] != second[last] && first[last].prefix(3) == second[last].prefix(3))
    }
    for problems in sets {
      #expect(Set(problems.map(\.id)).count == 200)
      #expect(Set(problems.map(\.prompt)).count == 200)
    }
  }

  /// The same generator goes the same way, whichever twin it makes.
  @Test func twinsTakeTheSameNumbers() throws {
    let congruent = changed(Shortcut()) { $0.twins = .congruent }
    let incongruent = changed(Shortcut()) { $0.twins = .incongruent }
    var one = RandomStream(seed: 7)["numbers"].generator()
    var other = one
    for index in 0..<200 {
      let a = try congruent.problem(difficulty: 3 + index % 5, using: &one)
      let b = try incongruent.problem(difficulty: 3 + index % 5, using: &other)
      #expect(a.split == b.split && congruent.distinctKey(of: a) == incongruent.distinctKey(of: b))
      let (next, otherNext) = (one.next(), other.next())
      #expect(next == otherNext)
    }
    let problem = try Shortcut().problem(prompt: Self.congruent)
    #expect(Shortcut().distinctKey(of: problem) == problem.id)
    #expect(congruent.distinctKey(of: problem) == Split.id(canonical: "chain 23:5;v0+8;v1*9"))
  }

  @Test func settingsAreCheckedAndHaveTheirKeys() throws {
    var generator = RandomStream(seed: 7).generator()
    for family in [
      changed(Shortcut()) { $0.modulus = 2 }, changed(Shortcut()) { $0.share = 1.5 },
      changed(Shortcut()) { $0.share = .nan },
    ] {
      #expect(throws: TasksError.self) { try family.problem(difficulty: 3, using: &generator) }
    }
    for difficulty in [2, 21] {
      #expect(throws: TasksError.self) {
        try Shortcut().problem(difficulty: difficulty, using: &generator)
      }
    }
    let data = try JSONEncoder().encode(Shortcut())
    let tree = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(Set(tree.keys) == ["modulus", "share", "twins"])
  }
}
