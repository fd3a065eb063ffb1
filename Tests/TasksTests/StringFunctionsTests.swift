import Experience
import Support
import Tasks
import Testing

@Suite struct StringFunctionsTests {
  @Test(arguments: [
    (0, "fedcba"), (1, "bcdefa"), (2, "fabcde"), (3, "fbcdea"), (4, "badcfe"), (5, "acebdf"),
    (6, "bdface"), (7, "abcdef"), (8, "fedcba"), (9, "bcdefg"), (10, "habcde"), (11, "hgfedc"),
    (12, "cbadef"), (13, "abcfed"), (14, "abcdef"), (15, "abadaf"),
  ])
  func imageOfAbcdef(_ index: Int, _ image: String) {
    #expect(String(decoding: StringFunction(index)(Array("abcdef".utf8)), as: UTF8.self) == image)
  }

  @Test func lengthIsKept() {
    for index in 0..<16 {
      for word in ["a", "hb", "gca", "hhhhhhhh"] {
        #expect(StringFunction(index)(Array(word.utf8)).count == word.count)
      }
    }
    #expect(StringFunction(14)(Array("cabaa".utf8)) == Array("acbaa".utf8))
  }

  @Test(arguments: [
    ("f01:bachd;f07:abcdh#abcdh", true, true, true, 1.0),
    ("f01:bachd;f07:abcdh#abcdg", true, false, false, 1.0),
    ("f07:abcdh;f01:bachd#abcdh", true, true, false, 0.5),  // out of order
    ("f07:abcdh#abcdh", true, true, false, 0.5),
    ("f01:bachd;f01:bachd;f07:abcdh#abcdh", true, true, false, 1.0),  // a step too many
    ("f01:bachd;f07:abcdh;#abcdh", true, true, false, 1.0),
    ("f01:bachh;f07:abcdh#abcdh", true, true, false, 0.5),
    ("#abcdh", true, true, false, 0.0),
    ("#abcdi", false, false, false, 0.0),
    ("#", false, false, false, 0.0),
    ("f01:bachd;f07:abcdh", false, false, false, 0.0),
  ])
  func verdict(_ text: String, _ parsed: Bool, _ loose: Bool, _ strict: Bool, _ process: Double)
    throws
  {
    let problem = try StringFunctions().problem(prompt: "f07(f01(dbach))")
    let verdict = StringFunctions().verdict(text, problem)
    #expect(verdict.parsed == parsed && verdict.loose == loose && verdict.strict == strict)
    #expect(verdict.process == process)
  }

  @Test func compositionRulesHold() throws {
    func functions(_ family: StringFunctions, level: Int) throws -> [[Int]] {
      var generator = RandomStream(seed: 7)["composition"].generator()
      return try (0..<500).map { _ in
        try family.problem(difficulty: level, using: &generator).gold.prefix { $0 != "#" }
          .split(separator: ";").map { try #require(Int($0.dropFirst().prefix(2))) }
      }
    }
    #expect(try functions(StringFunctions(set: .a), level: 3).joined().allSatisfy { $0 < 6 })
    #expect(try Set(functions(StringFunctions(set: .b), level: 2).joined()) == Set(6..<12))
    #expect(try Set(functions(StringFunctions(), level: 1).joined()) == Set(0..<16))
    let mixed = try functions(StringFunctions(set: .mixed), level: 2)
    #expect(mixed.allSatisfy { $0.contains { $0 < 6 } && $0.contains { (6..<12).contains($0) } })
    let pairs = try functions(StringFunctions(set: .all, composition: .onePartner), level: 2)
    #expect(pairs.allSatisfy { $0.contains { $0 >= 12 } })
    #expect(pairs.contains { $0[0] < 12 } && pairs.contains { $0[1] < 12 })
    let triples = try functions(StringFunctions(set: .all, composition: .twoPartners), level: 3)
    #expect(triples.allSatisfy { $0.count { $0 >= 12 } >= 2 })
    #expect((0..<3).allSatisfy { place in triples.contains { $0[place] < 12 } })
  }

  @Test func chanceIsThatOfGuessedLetters() throws {
    let problem = try StringFunctions().problem(prompt: "f07(f01(dbach))")
    #expect(problem.chanceLoose == 0x1p-15 && problem.chanceStrict == 0x1p-30)
  }
}
