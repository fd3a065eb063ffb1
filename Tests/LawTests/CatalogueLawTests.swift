import Advantages
import Config
import Experience
import Foundation
import Losses
import Optimizers
import Rewards
import Rollouts
import Support
import Tasks
import Testing

/// A member of a family, as the laws that hold for all families see it.
struct AnyMember: Sendable, CustomTestStringConvertible {
  var family: String
  var type: any Component.Type
  /// What loading YAML over the defaults gives, in a slot of the family.
  var loaded: @Sendable (_ yaml: String) throws -> any Component
  var testDescription: String { "\(family) \(type.kind)" }

  static func members<Family: Catalogue>(_ family: Family.Type) -> [AnyMember] {
    Family.all.map { entry in
      AnyMember(family: Family.noun, type: entry.type) { yaml in
        try ConfigLoader.load(
          Slot<Family>(entry.type.init()), sources: [.text("test.yaml", yaml)]
        ).component
      }
    }
  }
}

/// Laws of every member of every family.
@Suite struct CatalogueLawTests {
  static let families: [[AnyMember]] = [
    AnyMember.members(AdvantageCatalogue.self), AnyMember.members(LossCatalogue.self),
    AnyMember.members(RewardCatalogue.self), AnyMember.members(DecodingCatalogue.self),
    AnyMember.members(OptimizerCatalogue.self), AnyMember.members(TaskCatalogue.self),
    AnyMember.members(DialCatalogue.self), AnyMember.members(SamplerCatalogue.self),
    AnyMember.members(TokenWeightCatalogue.self),
  ]
  static let members = families.flatMap { $0 }

  @Test(arguments: families) func namesAreUniqueAndSorted(_ family: [AnyMember]) {
    #expect(!family.isEmpty)
    let names = family.flatMap { [$0.type.kind] + $0.type.aliases }
    #expect(Set(names).count == names.count, "\(names)")
    let kinds = family.map { $0.type.kind }
    #expect(kinds == kinds.sorted())
  }

  @Test(arguments: members) func namesAreKebabCase(_ member: AnyMember) throws {
    let pattern = try Regex("[a-z][a-z0-9]*(-[a-z0-9]+)*")
    for name in [member.type.kind] + member.type.aliases {
      #expect(try pattern.wholeMatch(in: name) != nil, "\(name)")
    }
  }

  @Test(arguments: members) func summaryIsOneSentence(_ member: AnyMember) throws {
    let summary = member.type.summary
    #expect(summary.hasSuffix(".") && !summary.dropLast().hasSuffix("."))
    #expect(!summary.contains("\n") && summary.count <= 100)
    #expect(try summary.firstMatch(of: Regex(#"[.!?] [A-Z]"#)) == nil, "\(summary)")
    let first = try #require(summary.first)
    #expect(first.isUppercase || first.isNumber)
  }

  @Test(arguments: members) func sourceIsThere(_ member: AnyMember) throws {
    let source = member.type.source.description
    #expect(try source.firstMatch(of: Regex(#"\b(19|20)\d\d\b"#)) != nil, "no year: \(source)")
  }

  @Test(arguments: members) func encodingAndDecodingIsTheIdentity(_ member: AnyMember) throws {
    func check<C: Component>(_ type: C.Type) throws {
      let standard = C()
      let data = try JSONEncoder().encode(standard)
      #expect(try JSONDecoder().decode(C.self, from: data) == standard)
      let keys = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]).keys
      let pattern = try Regex("[a-z][a-z0-9]*(_[a-z0-9]+)*")
      for key in keys { #expect(try pattern.wholeMatch(in: key) != nil, "\(key)") }
    }
    try check(member.type)
  }

  @Test(arguments: members) func defaultsComeFromAnEmptyMapping(_ member: AnyMember) throws {
    func check<C: Component>(_ type: C.Type) throws {
      for yaml in ["{}", "{kind: \(C.kind)}", C.kind] + C.aliases {
        #expect(try member.loaded(yaml) as? C == C(), "\(yaml)")
      }
    }
    try check(member.type)
  }

  @Test(arguments: members) func unknownKeysAreRejected(_ member: AnyMember) {
    #expect(throws: ConfigError.self) { try member.loaded("{no_such_setting: 1}") }
    #expect(throws: ConfigError.self) { try member.loaded("{kind: no-such-kind}") }
  }

  /// Examples decode to themselves and are allowed.
  @Test(arguments: members) func examplesAreAllowed(_ member: AnyMember) throws {
    func check<C: Component>(_ type: C.Type) throws {
      #expect(C.examples.contains(C()))
      for example in C.examples {
        try example.validate()
        #expect(try JSONDecoder().decode(C.self, from: JSONEncoder().encode(example)) == example)
      }
    }
    try check(member.type)
  }
}
