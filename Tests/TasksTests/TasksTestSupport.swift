import Experience
import Foundation
import Support
import Tasks
import Testing

/// The project's `data` folder: beside this file's package.
let dataFolder: String = {
  let here = URL(fileURLWithPath: #filePath)
  for start in [here, here.resolvingSymlinksInPath()] {
    let root = start.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appendingPathComponent("data").path
    if FileManager.default.fileExists(atPath: folder + "/manifest.json") { return folder }
  }
  return "data"
}()

/// A family with settings, named for the test log.
struct FamilyCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var family: any TracedTask
  /// Whether responses have the form `[step(;step)*]#answer`; a sum is a bare number, a program a word.
  var hasSteps: Bool { !(family is Addition || family is StackPrograms) }
  /// Whether there are so few problems that splits hold some dozens in all.
  var isSmall: Bool { family is StackPrograms || family is GeneralPoints }
  /// The lowest difficulty with 20 problems in every split; there are only 55 sums of two one-digit
  /// numbers, and 24 chains of one operation on a face for each of its values.
  var lowestWithSplits: Int {
    switch family {
    case is Addition, is FaceChain, is Scratchpad: 2
    // The short programs and the puzzles of two islanders are some dozens.
    case is KnightsKnaves: 3
    default: family.difficulties.lowerBound
    }
  }
}

/// Every member of the catalogue as it stands, and members with other settings.
let familyCases: [FamilyCase] =
  TaskCatalogue.all.compactMap { entry in
    entry.standard.traced.map { FamilyCase(testDescription: entry.kind, family: $0) }
  } + [
    FamilyCase(
      testDescription: "addition, four terms, no instruction",
      family: changed(Addition()) {
        $0.terms = 4
        $0.instruction = ""
      }),
    FamilyCase(
      testDescription: "addition, a last term of one digit",
      family: changed(Addition()) { $0.lastDigits = 1 }),
    FamilyCase(testDescription: "pure chain", family: Chain.pure),
    FamilyCase(
      testDescription: "chain, context b, distractors, modulus 19",
      family: changed(Chain()) {
        $0.context = .b
        $0.distractors = 3
        $0.modulus = 19
      }),
    FamilyCase(
      testDescription: "chain, four leaves, forward",
      family: changed(Chain()) {
        $0.maximumLeaves = 4
        $0.order = .forward
        $0.pairs = 1
      }),
    FamilyCase(
      testDescription: "facechain, random header",
      family: changed(FaceChain()) { $0.header = .random }),
    FamilyCase(
      testDescription: "facechain, 11 to 13 by the old rule, modulus 19",
      family: changed(FaceChain()) {
        $0.values = [11, 12, 13]
        $0.oldRule = true
        $0.modulus = 19
      }),
    FamilyCase(
      testDescription: "shortcut, congruent twins",
      family: changed(Shortcut()) { $0.twins = .congruent }),
    FamilyCase(
      testDescription: "shortcut, incongruent twins",
      family: changed(Shortcut()) { $0.twins = .incongruent }),
    FamilyCase(testDescription: "strfn a", family: StringFunctions(set: .a)),
    FamilyCase(testDescription: "strfn mixed", family: StringFunctions(set: .mixed)),
    FamilyCase(
      testDescription: "strfn one partner",
      family: StringFunctions(set: .all, composition: .onePartner)),
    FamilyCase(
      testDescription: "strfn two partners, long words",
      family: changed(StringFunctions(set: .b, composition: .twoPartners)) {
        $0.minimumLength = 7
        $0.maximumLength = 8
      }),
  ]

func changed<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
  var value = value
  change(&value)
  return value
}

extension TracedTask {
  /// `count` problems of easy difficulties, in turn.
  func samples(_ count: Int, _ name: String) throws -> [Problem] {
    var generator = RandomStream(seed: 7)["test", name].generator()
    let low = difficulties.lowerBound
    return try (0..<count).map {
      try problem(difficulty: low + $0 % min(5, difficulties.count), using: &generator)
    }
  }

  /// The verdict on a finished response.
  func verdict(_ text: String, _ problem: Problem) -> Verdict {
    verdict(on: Completion(text: text, isFinished: true), for: problem)
  }
}
