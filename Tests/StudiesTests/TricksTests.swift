import Foundation
import Studies
import Testing

/// Effects of a factorial design whose truth is planted.
@Suite struct TricksTests {
  /// What the study says of arms with these probabilities; every seed and problem has its own level.
  private func findings(
    _ level: (_ levels: Set<String>, _ isEarly: Bool) -> Double
  ) throws -> Findings {
    let study = try StudyCatalogue.entry(named: "tricks").prepare([], [], .standard)
    let table = PlantedTable.make(study.plan) { arm, seed, _, problem in
      let isEarly = arm.hasSuffix("_quarter")
      let name = isEarly ? String(arm.dropLast("_quarter".count)) : arm
      let levels = Set(name.split(separator: ".").map(String.init))
      let jitter =
        0.002 * Double((seed * 7 + problem * 3 + name.utf8.reduce(0) { $0 + Int($1) }) % 5 - 2)
      return log(
        level(levels, isEarly) + 0.01 * Double(seed) + 0.001 * Double(problem % 8) + jitter)
    }
    return try study.analyze(table)
  }

  private func effect(_ id: String, _ findings: Findings) throws -> Finding {
    try #require(findings.findings.first { $0.id == "effect/" + id })
  }

  @Test func plantedEffectsAreFoundAndTheirInteraction() throws {
    // The rate costs 0.1; a trick is worth 0.02 at the lower rate and 0.06 at the higher.
    let found = try findings { levels, isEarly in
      let isFast = levels.contains("x3")
      let trick = levels.contains("std") ? (isFast ? 0.06 : 0.02) : 0
      return 0.5 + (isEarly ? 0 : trick) - (isFast ? 0.1 : 0)
    }
    #expect(abs(try effect("rate", found).effect + 0.08) < 0.003)
    #expect(abs(try effect("scale", found).effect - 0.04) < 0.003)
    #expect(abs(try effect("aggregation", found).effect) < 0.003)
    // The difference of differences, not its half.
    #expect(abs(try effect("scale:rate", found).effect - 0.04) < 0.005)
    let table = found.summary
    #expect(table.id == "T5.effects" && table.rows[0][0].text == "learning rate ×3")
    let rows = Dictionary(uniqueKeysWithValues: table.rows.map { ($0[0].text, $0) })
    #expect(rows["group std"]?[4].text == "smaller")
    #expect(rows["token-level loss"]?[4].text == "smaller")
    // After a quarter the trick has done nothing yet.
    let early = try #require(table.columns.firstIndex { $0.name == "after a quarter" })
    #expect(abs(try #require(rows["group std"]?[early].value)) < 0.003)
    #expect(abs(try #require(rows["learning rate ×3"]?[early].value) + 0.1) < 0.003)
    #expect(found.answer.sentence.contains("both are smaller than the learning rate's effect"))
    #expect(found.answer.sentence.contains("no trick is told from nothing"))
  }

  @Test func aRateWithoutEffectIsNoYardstick() throws {
    let none = try findings { _, _ in 0.5 }
    #expect(none.summary.rows.allSatisfy { $0[3].text.isEmpty && !$0[4].text.contains("smaller") })
    let trick = try findings { levels, _ in levels.contains("token") ? 0.6 : 0.5 }
    let rows = Dictionary(uniqueKeysWithValues: trick.summary.rows.map { ($0[0].text, $0) })
    #expect(rows["token-level loss"]?[4].text == "larger")
    #expect(trick.answer.sentence.contains("these still matter: token-level loss"))
    #expect(trick.answer.changed.hasPrefix("This rests on"))
  }
}
