import Foundation
import Statistics
import Support
import Testing

@Suite struct AnovaTests {
  static let cells = [
    [0.31, 0.35, 0.29, 0.33, 0.32], [0.36, 0.38, 0.34, 0.41, 0.37],
    [0.42, 0.45, 0.40, 0.44, 0.47], [0.61, 0.58, 0.63, 0.60, 0.57],
  ]
  static let response = cells.flatMap { $0 }
  static let a = AnovaFactor("A", levels: (0..<20).map { $0 / 10 })
  static let b = AnovaFactor("B", levels: (0..<20).map { $0 / 5 % 2 })

  @Test func workedNumbers() throws {
    let table = try Anova.factorial(Self.response, factors: [Self.a, Self.b])
    #expect(table.terms.map(\.factor) == ["A", "B", "A:B"] && table.isBalanced)
    for (name, squares, f, p) in [
      ("A", 0.146205, 236.769, 5.21e-11), ("B", 0.057245, 92.7045, 4.64e-8),
      ("A:B", 0.015125, 24.4939, 1.450284e-4),
    ] {
      let term = try #require(table[name])
      #expect(isClose(term.sumOfSquares, squares, Tolerance.sixDigits))
      #expect(isRelativelyClose(try #require(term.f), f, 3e-6))
      #expect(isRelativelyClose(try #require(term.pValue), p, 2e-3), "\(term)")
    }
    let interaction = try #require(table["A:B"])
    #expect(
      isRelativelyClose(try #require(interaction.pValue), 1.45027626661e-4, Tolerance.logarithms))
    #expect(isClose(try #require(interaction.partialEtaSquared), 0.6049, Tolerance.fourDigits))
    #expect(isClose(try #require(interaction.omegaSquared), 0.0633, Tolerance.fourDigits))
    let interval = try #require(interaction.omegaInterval)
    #expect(interval.low > 0 && interval.contains(0.0633) && interval.high < 1)
    #expect(isClose(table.error.sumOfSquares, 0.00988, Tolerance.sixDigits))
    #expect(table.error.degreesOfFreedom == 16)
    let contrast = Anova.interaction(Self.response, Self.a, Self.b, table: table)
    #expect(isClose(contrast.estimate.value, 0.11, 1e-12))
    #expect(isClose(contrast.test.statistic, 4.949134, Tolerance.sixDigits))
    #expect(isRelativelyClose(contrast.test.pValue, 1.45027626661e-4, Tolerance.logarithms))
  }

  /// With a block, a one-way analysis of two levels is the paired t test: F = t².
  @Test func blocksArePairs() throws {
    let table = try Anova.factorial(
      workedRL + workedBase, factors: [AnovaFactor("arm", levels: (0..<24).map { $0 / 12 })],
      block: AnovaFactor("seed", levels: (0..<24).map { $0 % 12 }))
    let t = TTest.paired(workedRL, workedBase)
    let arm = try #require(table["arm"])
    #expect(isRelativelyClose(try #require(arm.f), t.statistic * t.statistic, 1e-10))
    #expect(isRelativelyClose(try #require(arm.pValue), t.pValue, 1e-9))
    #expect(table.error.degreesOfFreedom == 11 && table["seed"]?.degreesOfFreedom == 11)
    // And so is the interval of the effect.
    for level in [0.9, 0.95] {
      let paired = Estimate.mean(of: zip(workedRL, workedBase).map { $0 - $1 }, level: level)
      let half = (paired.interval.high - paired.interval.low) / 2
      #expect(isRelativelyClose(table.effectHalfWidth(level: level), half, 1e-9))
    }
  }

  /// Intervals of all effects of a 2³ with blocks hold their truths as often as they say.
  @Test func effectIntervalsCover() throws {
    var random = generator("effect intervals")
    let design = try FractionalFactorial(base: 3)
    var held = 0
    let draws = 400
    for _ in 0..<draws {
      let rows = (0..<5).map { _ in
        let seed = random.normal()
        return design.matrix.map { 0.3 * Double($0[0]) + seed + 0.5 * random.normal() }
      }
      let factors = (0..<3).map { factor in
        AnovaFactor(
          "ABC".map(String.init)[factor],
          levels: rows.flatMap { _ in design.matrix.map { $0[factor] > 0 ? 1 : 0 } })
      }
      let table = try Anova.factorial(
        rows.flatMap { $0 }, factors: factors,
        block: AnovaFactor(
          "seed", levels: rows.indices.flatMap { seed in (0..<8).map { _ in seed } }),
        order: 3)
      let effect = rows.reduce(0) { $0 + design.effects($1)[0].value } / 5
      held += abs(effect - 0.6) < table.effectHalfWidth() ? 1 : 0
    }
    #expect(abs(Double(held) / Double(draws) - 0.95) < 0.035, "\(held)")
  }

  /// Unbalanced: for a 2×2 the type-III tests are t tests of contrasts of unweighted cell means.
  @Test func typeThreeEqualsContrastsOfCellMeans() throws {
    var random = generator("type III")
    for _ in 0..<30 {
      var (y, a, b) = ([Double](), [Int](), [Int]())
      var (means, counts, squares) = ([Double](), [Double](), 0.0)
      for cell in 0..<4 {
        let n = 1 + random.integer(below: 5) + (cell == 0 ? 1 : 0)
        let values = (0..<n).map { _ in Double(cell) * 0.3 + random.normal() }
        let mean = values.reduce(0, +) / Double(n)
        squares += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        means.append(mean)
        counts.append(Double(n))
        y += values
        a += [Int](repeating: cell / 2, count: n)
        b += [Int](repeating: cell % 2, count: n)
      }
      let table = try Anova.factorial(
        y, factors: [AnovaFactor("A", levels: a), AnovaFactor("B", levels: b)])
      let mse = squares / Double(y.count - 4)
      for (name, signs) in [
        ("A", [-1.0, -1, 1, 1]), ("B", [-1.0, 1, -1, 1]), ("A:B", [1.0, -1, -1, 1]),
      ] {
        let contrast = zip(signs, means).reduce(0) { $0 + $1.0 * $1.1 }
        let f = contrast * contrast / (mse * counts.reduce(0) { $0 + 1 / $1 })
        let term = try #require(table[name])
        let found = try #require(term.f)
        #expect(isRelativelyClose(found, f, 1e-8), "\(name): \(found) \(f)")
      }
    }
  }

  /// Three levels, two blocks, an interaction and a missing run: differences of the residual sums of squares
  /// of numpy's `lstsq`.
  @Test func unbalancedWithBlock() throws {
    let y = [0.42, 0.45, 0.51, 0.55, 0.61, 0.66, 0.40, 0.47, 0.49, 0.52, 0.64]
    let a = [0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2]
    let b = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]
    let s = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]
    let table = try Anova.factorial(
      y, factors: [AnovaFactor("A", levels: a), AnovaFactor("B", levels: b)],
      block: AnovaFactor("seed", levels: s))
    #expect(!table.isBalanced && table.error.degreesOfFreedom == 4)
    for (name, squares, f) in [
      ("A", 0.06562690476190476, 89.89986953685582),
      ("B", 0.003867777777777779, 10.596651445966515),
      ("A:B", 0.00015547619047618722, 0.21298108284409203),
      ("seed", 3.9999999999996635e-05, 0.10958904109588116),
    ] {
      let term = try #require(table[name])
      #expect(isRelativelyClose(term.sumOfSquares, squares, 1e-8), "\(name) \(term.sumOfSquares)")
      #expect(isRelativelyClose(try #require(term.f), f, 1e-7))
    }
  }

  /// One way, three groups of 6: 95 % intervals of ω² cover in 94 to 96 % of simulations; p is uniform.
  @Test func coverageAndNull() throws {
    var random = generator("omega")
    let factor = AnovaFactor("g", levels: (0..<18).map { $0 / 6 })
    let shifts = [-0.8, 0, 0.8]
    let between = shifts.reduce(0) { $0 + $1 * $1 } / 3
    let (truth, repeats) = (between / (between + 1), 2500)
    var (covered, rejected) = (0, 0)
    for _ in 0..<repeats {
      let noise = (0..<18).map { _ in random.normal() }
      let table = try Anova.factorial(
        noise.enumerated().map { $0.element + shifts[$0.offset / 6] }, factors: [factor])
      if table.terms[0].omegaInterval?.contains(truth) == true { covered += 1 }
      let null = try Anova.factorial(noise, factors: [factor])
      if null.terms[0].pValue ?? 1 <= 0.05 { rejected += 1 }
    }
    let (coverage, rate) = (Double(covered) / Double(repeats), Double(rejected) / Double(repeats))
    #expect(isClose(coverage, 0.95, 4 * 0.0044), "covered \(coverage)")
    #expect(isClose(rate, 0.05, 4 * 0.0044), "rejected \(rate)")
  }

  @Test func whatCannotBeAnalyzed() {
    let one = AnovaFactor("A", levels: [0, 0, 0])
    #expect(throws: StatisticsError.self) { try Anova.factorial([1, 2, 3], factors: [one]) }
    let full = AnovaFactor("A", levels: [0, 1])
    #expect(throws: StatisticsError.self) { try Anova.factorial([1, 2], factors: [full]) }
    let empty = [
      AnovaFactor("A", levels: [0, 0, 1, 1, 0, 1]), AnovaFactor("B", levels: [0, 1, 0, 0, 0, 0]),
    ]
    #expect(throws: StatisticsError.self) {
      try Anova.factorial([1, 2, 3, 4, 5, 6], factors: empty)
    }
  }

  @Test func withoutSpread() throws {
    let factor = AnovaFactor("A", levels: [0, 0, 1, 1])
    let same = try Anova.factorial([1, 1, 1, 1], factors: [factor])
    #expect(same.terms[0].f == 0 && same.terms[0].pValue == 1)
    let apart = try Anova.factorial([1, 1, 2, 2], factors: [factor])
    #expect(apart.terms[0].f == .greatestFiniteMagnitude && apart.terms[0].pValue == 0)
    #expect(apart.terms[0].omegaSquared == 1 && apart.terms[0].omegaInterval == nil)
  }

  @Test func logits() {
    let found = Anova.logits([0, 0.5, 1, 0.2], samples: 100)
    #expect(isClose(found[0], log(0.005 / 0.995), 1e-12) && found[1] == 0)
    #expect(isClose(found[2], -found[0], 1e-12) && isClose(found[3], log(0.25), 1e-12))
  }
}

@Suite struct FractionalFactorialTests {
  static let y = [0.41, 0.47, 0.40, 0.52, 0.44, 0.49, 0.43, 0.57]

  @Test func workedNumbers() throws {
    let design = try FractionalFactorial(base: 3, generators: ["D=ABC"])
    #expect(design.definingWords == ["ABCD"] && design.resolution == 4)
    #expect(design.matrix[1] == [1, -1, -1, 1])
    let effects = design.effects(Self.y)
    for (found, (label, value)) in zip(
      effects,
      [
        ("A", 0.0925), ("B", 0.0275), ("C", 0.0325), ("D", 0.0075), ("AB = CD", 0.0375),
        ("AC = BD", 0.0025), ("BC = AD", 0.0075),
      ])
    {
      #expect(found.label == label && isClose(found.value, value, 1e-12), "\(found)")
    }
    let sizes = effects.map(\.value)
    #expect(isClose(Lenth.pseudoStandardError(sizes), 0.04125, 1e-12))
    #expect(isClose(Lenth.marginOfError(sizes), 0.15527, 6e-6))
  }

  /// The screen of eight factors in 16 runs: all columns orthogonal, main effects clear of pairs.
  @Test func eightFactorsInSixteenRuns() throws {
    let design = try FractionalFactorial(
      base: 4, generators: ["e=bcd", "f=acd", "g=abc", "h=abd"])
    #expect(design.resolution == 4 && design.matrix.count == 16 && design.factors.count == 8)
    for i in 0..<8 {
      for j in 0..<i { #expect(design.matrix.reduce(0) { $0 + $1[i] * $1[j] } == 0) }
    }
    // Every effect is recovered: y = 3·A − 2·H + 5·AB.
    let y = design.matrix.map { Double(3 * $0[0] - 2 * $0[7] + 5 * $0[0] * $0[1]) }
    for effect in design.effects(y) {
      let expected =
        effect.names == ["A"]
        ? 6.0 : effect.names == ["H"] ? -4 : effect.names.contains("AB") ? 10 : 0
      #expect(isClose(effect.value, expected, 1e-12), "\(effect)")
    }
    #expect(design.effects(y).filter { $0.names.count == 4 }.count == 7)
  }

  @Test func fullDesignsAndBadGenerators() throws {
    let full = try FractionalFactorial(base: 2)
    #expect(full.resolution == nil && full.effects([1, 2, 3, 8]).map(\.label) == ["A", "B", "AB"])
    for bad in ["D=AB", "C=A", "C=AX", "C", "C=AA"] {
      #expect(throws: StatisticsError.self) {
        try FractionalFactorial(base: 2, generators: [bad])
      }
    }
  }
}
