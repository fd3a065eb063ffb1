import Analyses
import Foundation
import Interchange
import Results
import Statistics
import Support
import Testing

@Suite struct CompareTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  static let base = [0, 0.05, 0.10, 0.15, 0.20, 0.30, 0.35, 0.45, 0.50, 0.60, 0.75, 0.90]
  static let rl = [0, 0, 0.25, 0.30, 0.45, 0.55, 0.50, 0.80, 0.70, 0.95, 0.90, 1]

  private func run(
    _ text: String, _ columns: CompareColumns, name: String = "runs.csv",
    change: (inout CompareAnalysis) -> Void = { _ in }
  ) throws -> CompareReport {
    let table = try ColumnTable.read(try scratch.file(text, name))
    var analysis = CompareAnalysis(columns: columns, draws: 2000)
    change(&analysis)
    return try analysis.run(table)
  }

  private func message(
    _ text: String, _ columns: CompareColumns, change: (inout CompareAnalysis) -> Void = { _ in }
  ) -> String {
    scratch.message { _ = try run(text, columns, change: change) }
  }

  private static func pairs(_ first: [Double], _ second: [Double]) -> String {
    var text = "method,seed,acc\n"
    for (seed, (x, y)) in zip(first, second).enumerated() {
      text += "base,\(seed),\(x)\nrl,\(seed),\(y)\n"
    }
    return text
  }

  private static let seeded = CompareColumns(arm: "method", value: "acc", unit: "seed")

  @Test func workedPairs() throws {
    let report = try run(Self.pairs(Self.base, Self.rl), Self.seeded) { $0.margin = 0.3 }
    #expect(report.design == "paired" && report.baseline == "base" && report.replicate == "seed")
    let contrast = try #require(report.contrasts.first)
    #expect(report.contrasts.count == 1 && contrast.arm == "rl" && contrast.replicates == 12)
    #expect(abs(contrast.difference - 0.1708333) < Tolerance.sixDigits)
    #expect(abs(contrast.standardError - 0.0350640) < Tolerance.sixDigits)
    #expect(contrast.pValue == 8.0 / 4096 && contrast.pRanks == 0.001953125)
    #expect(contrast.pFloor == 2.0 / 2048 && contrast.pAdjusted == contrast.pValue)
    #expect(abs(contrast.interval.low - 0.093658) < Tolerance.sixDigits)
    #expect(abs(contrast.interval.high - 0.248009) < Tolerance.sixDigits)
    #expect(contrast.intervalKind == "Student" && contrast.verdict == "higher")
    #expect(abs((contrast.effectSize ?? 0) - 1.406439) < Tolerance.sixDigits)
    #expect(abs((contrast.pStudent ?? 0) - 4.931e-4) < 5e-8)
    let equivalence = try #require(contrast.equivalence)
    let tost = Equivalence.tost(zip(Self.rl, Self.base).map { $0 - $1 }, margin: 0.3)
    #expect(
      equivalence.pValue == tost.pValue && abs(equivalence.interval.low - tost.interval.low) < 1e-9)
    #expect(report.arms.map(\.arm) == ["base", "rl"] && report.arms[0].replicates == 12)
    #expect(
      report.notes.contains {
        $0.contains("With 12 pairs (11 differ) the sign-flip p cannot go below 0.0010")
      })
  }

  /// pandas writes whole numbers with a point after a missing value; they are the same seeds.
  @Test func seedsAreNumbers() throws {
    let base = [0.41, 0.38, 0.43, 0.40, 0.39, 0.42]
    let rl = [0.47, 0.46, 0.48, 0.45, 0.47, 0.46]
    for write: (Int) -> String in [{ "\($0).0" }, { "\($0).00" }, { "\($0).000000e+00" }] {
      let text =
        "method,seed,acc\n"
        + base.enumerated().map { "base,\($0),\($1)\n" }.joined()
        + rl.enumerated().map { "rl,\(write($0)),\($1)\n" }.joined()
      let report = try run(text, Self.seeded) { _ in }
      let contrast = try #require(report.contrasts.first)
      #expect(report.design == "paired" && contrast.pValue == 0.03125)
      #expect(
        abs(contrast.interval.low - 0.0424) < 5e-5 && abs(contrast.interval.high - 0.0776) < 5e-5)
    }
  }

  /// Where a unit is named and nothing shares one, that is said first.
  @Test func unitsThatAreNotSharedAreSaid() throws {
    let report = try run("method,seed,acc\nbase,a,.4\nbase,b,.5\nrl,c,.6\nrl,d,.7\n", Self.seeded) {
      _ in
    }
    #expect(report.design == "unpaired")
    #expect(report.notes.first?.hasPrefix("NOTHING IS PAIRED: no value of 'seed'") == true)
  }

  @Test func workedGroups() throws {
    let x = [0.412, 0.455, 0.438, 0.470, 0.429, 0.447, 0.461, 0.440]
    let y = [0.380, 0.421, 0.395, 0.433, 0.402, 0.388, 0.415, 0.409]
    let rows = y.map { "old,\($0)\n" } + x.map { "new,\($0)\n" }
    let report = try run(
      "method,acc\n" + rows.joined(), CompareColumns(arm: "method", value: "acc"))
    #expect(report.design == "unpaired" && report.baseline == "old" && report.replicate == "row")
    let contrast = try #require(report.contrasts.first)
    #expect(contrast.pValue == 20.0 / 12870 && contrast.intervalKind == "Welch")
    #expect(abs((contrast.t ?? 0) - 4.273861) < Tolerance.sixDigits)
    #expect(abs((contrast.effectSize ?? 0) - 2.020370) < Tolerance.sixDigits)
    #expect(abs(contrast.pRanks - 0.0018648) < 6e-8)
    #expect(contrast.cliffsDelta == 0.875 && contrast.probabilityOfSuperiority == 0.9375)
    #expect(contrast.verdict == "higher" && contrast.crossed == nil)
  }

  /// Seeds that no two arms share are groups; the same ones are pairs; some missing are an error.
  @Test func findsOutWhetherArmsArePaired() throws {
    let apart = "method,seed,acc\na,1,0.1\na,2,0.2\na,3,0.4\nb,4,0.3\nb,5,0.2\nb,6,0.5\n"
    #expect(try run(apart, Self.seeded).design == "unpaired")
    #expect(try run(Self.pairs([1, 2, 3], [2, 4, 3]), Self.seeded).design == "paired")
    let forced = try run(Self.pairs([1, 2, 3], [2, 4, 3]), Self.seeded) { $0.paired = false }
    #expect(forced.design == "unpaired")
    let lacking = "method,seed,acc\na,1,0.1\na,2,0.2\na,3,0.4\nb,1,0.3\nb,2,0.2\n"
    let said = message(lacking, Self.seeded)
    #expect(
      said == "runs.csv: arm 'b' lacks seed 3, which other arms have; add the runs (a diverged run "
        + "counts with its last value), or compare with --unpaired")
    #expect(try run(lacking, Self.seeded) { $0.paired = false }.contrasts[0].replicates == 5)
  }

  /// Seeds by problems: the crossed bootstrap of the worked table.
  @Test func workedGrid() throws {
    let grid = [
      [0.10, 0, 0.25, 0.15, 0.05, 0.30], [0.05, 0.05, 0.20, 0.20, 0, 0.25],
      [0.15, -0.05, 0.30, 0.10, 0.10, 0.35], [0, 0, 0.15, 0.25, 0.05, 0.20],
    ]
    var text = "arm,seed,problem,score\n"
    for (seed, row) in grid.enumerated() {
      for (problem, delta) in row.enumerated() {
        text += "rl,\(seed),p\(problem),\(0.5 + delta)\nbase,\(seed),p\(problem),0.5\n"
      }
    }
    let columns = CompareColumns(arm: "arm", value: "score", unit: "seed", problem: "problem")
    let report = try run(text, columns) { $0.draws = 10_000 }
    let contrast = try #require(report.contrasts.first)
    let crossed = try #require(contrast.crossed)
    #expect(abs(contrast.difference - 0.133333) < Tolerance.sixDigits)
    #expect(abs(crossed.standardError - 0.04239) < 6e-6)
    #expect(abs((crossed.standardErrorUnitsOnly ?? 0) - 0.00932) < 6e-6)
    #expect(abs((crossed.standardErrorProblemsOnly ?? 0) - 0.04025) < 6e-6)
    #expect(abs(crossed.interval.low - 0.054) < 0.005 && abs(crossed.interval.high - 0.217) < 0.005)
    #expect(contrast.intervalKind == "crossed bootstrap" && contrast.interval == crossed.interval)
    #expect(
      contrast.replicates == 4 && contrast.pValue == 0.125 && crossed.correctedInterval == nil)
    #expect(contrast.verdict == "inconclusive")
    #expect(report.notes.contains { $0.contains("nothing can be significant at 0.05; at least 6") })
    #expect(report.notes.contains { $0.contains("fewer than 5 seeds") })
  }

  /// One run an arm: problems are the replicates, 0 and 1 give McNemar's test, clusters widen.
  @Test func oneRunAnArm() throws {
    var text = "model,id,group,right\n"
    // 12 problems that only b finds, 3 that only a finds, 10 that both do, 5 that neither does.
    let kinds = [(0, 1, 12), (1, 0, 3), (1, 1, 10), (0, 0, 5)]
    var id = 0
    for (a, b, count) in kinds {
      for _ in 0..<count {
        text += "a,\(id),g\(id / 3),\(a)\nb,\(id),g\(id / 3),\(b)\n"
        id += 1
      }
    }
    let columns = CompareColumns(arm: "model", value: "right", problem: "id")
    let report = try run(text, columns)
    let contrast = try #require(report.contrasts.first)
    #expect(report.replicate == "id" && contrast.replicates == 30)
    #expect(abs((contrast.pMcnemar ?? 0) - 0.03515625) < 1e-12)
    #expect(abs(contrast.pValue - 0.03515625) < 0.003)
    #expect(report.notes.contains { $0.contains("no claim about training") })
    var clustered = columns
    clustered.cluster = "group"
    let wide = try run(text, clustered)
    let differences = kinds.flatMap { [Double](repeating: Double($0.1 - $0.0), count: $0.2) }
    let error = StandardErrors.clustered(differences, clusters: (0..<30).map { $0 / 3 })
    #expect(wide.contrasts[0].intervalKind == "clustered")
    #expect(abs(wide.contrasts[0].standardError - error) < 1e-12)
  }

  @Test func corrections() throws {
    var random = RandomStream(seed: 3)["test", "corrections"].generator()
    var text = "m,seed,acc\n"
    for (index, shift) in [0, 0.5, 0.1, 0.02].enumerated() {
      for seed in 0..<8 { text += "arm\(index),\(seed),\(shift + 0.1 * random.normal())\n" }
    }
    let columns = CompareColumns(arm: "m", value: "acc", unit: "seed")
    for correction in Correction.allCases {
      let report = try run(text, columns) { $0.correction = correction }
      let raw = report.contrasts.map(\.pValue)
      let expected =
        switch correction {
        case .holm: MultipleComparisons.holm(raw)
        case .hochberg: MultipleComparisons.hochberg(raw)
        case .bh: MultipleComparisons.benjaminiHochberg(raw)
        case .by: MultipleComparisons.benjaminiYekutieli(raw)
        case .none: raw
        }
      #expect(report.contrasts.map(\.pAdjusted) == expected)
    }
    // An arm less changes no number before correction.
    let all = try run(text, columns)
    let fewer = try run(
      text.split(separator: "\n").filter { !$0.hasPrefix("arm2") }.joined(separator: "\n") + "\n",
      columns)
    #expect(all.contrasts[0].pValue == fewer.contrasts[0].pValue)
    #expect(all.contrasts[2].interval == fewer.contrasts[1].interval)
  }

  @Test func tasks() throws {
    let x = [
      [0.10, 0.42, 0.55, 0.80], [0.12, 0.40, 0.61, 0.85], [0.05, 0.47, 0.58, 0.78],
      [0.20, 0.44, 0.50, 0.90], [0.15, 0.39, 0.63, 0.82],
    ]
    let y = [
      [0.08, 0.45, 0.50, 0.70], [0.10, 0.41, 0.52, 0.75], [0.12, 0.40, 0.49, 0.72],
      [0.06, 0.38, 0.56, 0.69], [0.11, 0.43, 0.51, 0.77],
    ]
    var text = "arm,run,task,score\n"
    for (name, table) in [("base", y), ("new", x)] {
      for (run, row) in table.enumerated() {
        for (task, score) in row.enumerated() { text += "\(name),\(run),t\(task),\(score)\n" }
      }
    }
    let columns = CompareColumns(arm: "arm", value: "score", unit: "run", task: "task")
    let report = try run(text, columns)
    #expect(abs((report.arms[1].interquartileMean?.value ?? 0) - 0.499) < 1e-12)
    #expect(abs((report.arms[0].optimalityGap?.value ?? 0) - 0.5625) < 1e-12)
    // NumPy: np.median(x.mean(0)), 0.6 − np.minimum(x, 0.6).mean().
    let median = try #require(report.arms[1].median)
    #expect(abs(median.value - 0.499) < 1e-12 && median.interval.contains(0.499))
    #expect(abs((report.arms[0].median?.value ?? 0) - 0.465) < 1e-12)
    #expect(report.plainText.contains("median"))
    let capped = try CompareAnalysis(columns: columns, gamma: 0.6, draws: 100).run(
      ColumnTable.read(scratch.file(text, "gamma.csv")))
    #expect(abs((capped.arms[1].optimalityGap?.value ?? 0) - 0.1715) < 1e-12)
    #expect(abs((capped.arms[0].optimalityGap?.value ?? 0) - 0.194) < 1e-12)
    #expect(capped.notes.contains { $0.hasPrefix("Scores above γ = 0.6") })
    #expect(!report.notes.contains { $0.contains("γ") })
    let better = try #require(report.contrasts[0].probabilityOfImprovement)
    #expect(abs(better.value - 0.77) < 1e-12 && better.interval.contains(0.77))
    #expect(report.profiles.count == 2 && report.profiles[0].share.first == 1)
    #expect(CompareFigure.profiles(report) != nil && CompareFigure.forest(report) != nil)
    var rows = columns
    rows.unit = nil
    #expect(message(text, rows).contains("expected the column that says which rows"))
  }

  /// Three factors and a block, as statsmodels 0.14 computes them (type III, sum coding).
  @Test func threeFactors() throws {
    let y = [
      0.4153, 0.435, 0.4151, 0.4563, 0.4487, 0.4206, 0.4885, 0.4722, 0.504, 0.5431, 0.5273, 0.538,
      0.3761, 0.3727, 0.3715, 0.4043, 0.4062, 0.3846, 0.4369, 0.4421, 0.4221, 0.4816, 0.4748, 0.492,
      0.436, 0.4263, 0.4287, 0.4498, 0.4458, 0.4475, 0.4945, 0.4796, 0.4754, 0.5104, 0.5389, 0.5291,
      0.3694, 0.3636, 0.3422, 0.3759, 0.3769, 0.3661, 0.4307, 0.4141, 0.3986, 0.4777, 0.4546,
      0.4574,
    ]
    var text = "seed,a,c,d,y\n"
    for (i, y) in y.enumerated() {
      text += "s\(i / 12),a\(i / 6 % 2),c\(i / 3 % 2),d\(i % 3),\(y)\n"
    }
    let analysis = CompareAnalysis(columns: CompareColumns(arm: "", value: "y", unit: "seed"))
    let table = try ColumnTable.read(try scratch.file(text, "three.csv"))
    var report = analysis.emptyReport(table)
    try analysis.add(CompareDesign(factors: ["a", "c", "d"]), of: table, to: &report)
    let found = try #require(report.anova)
    let right: [(String, Double, Int, Double)] = [
      ("a", 0.0637291875, 1, 628.78877707), ("c", 0.0132335208333, 1, 130.569519361),
      ("d", 0.000740730416667, 2, 3.65423592475), ("a:c", 0.0023436075, 1, 23.1233780261),
      ("a:d", 0.00039198375, 2, 1.93376843847), ("c:d", 2.14754166667e-05, 2, 0.105944399361),
      ("a:c:d", 0.00021383375, 2, 1.0549033138), ("seed", 0.0451951541667, 3, 148.640452059),
    ]
    #expect(found.terms.map(\.factor) == right.map(\.0))
    for (term, expected) in zip(found.terms, right) {
      #expect(abs(term.sumOfSquares / expected.1 - 1) < 1e-9, "\(term.factor)")
      #expect(term.degreesOfFreedom == expected.2)
      #expect(abs((term.f ?? 0) / expected.3 - 1) < 1e-8, "\(term.factor)")
    }
    #expect(found.error.degreesOfFreedom == 33)
    #expect(abs((found["a:c:d"]?.pValue ?? 0) / 0.35967544427 - 1) < 1e-8)
  }

  /// Arms with seeds of their own and the same problems: the interval draws both.
  @Test func unpairedCrossed() throws {
    var random = RandomStream(seed: 4)["tests", "unpaired crossed"].generator()
    var text = "arm,seed,problem,y\n"
    for (arm, seeds) in [("base", 0..<4), ("rl", 10..<15)] {
      for seed in seeds {
        for problem in 0..<30 {
          text += "\(arm),\(seed),p\(problem),\(Double(problem) / 30 + 0.1 * random.normal())\n"
        }
      }
    }
    let columns = CompareColumns(arm: "arm", value: "y", unit: "seed", problem: "problem")
    let report = try run(text, columns)
    let contrast = report.contrasts[0]
    #expect(report.design == "unpaired" && contrast.intervalKind == "crossed bootstrap")
    let crossed = try #require(contrast.crossed)
    #expect(contrast.interval == crossed.interval && crossed.problems == 30)
    #expect(abs(contrast.difference - crossed.interval.low) < 0.2)
    #expect(crossed.interval.contains(contrast.difference))
    let only = try #require(crossed.standardErrorUnitsOnly)
    #expect(crossed.standardError > only)
  }

  @Test func badData() {
    let good = "method,seed,acc\na,1,0.1\na,2,0.2\nb,1,0.3\nb,2,0.2\n"
    #expect(
      message(good + "b,2,0.4\n", Self.seeded)
        == "runs.csv:6: the same method, seed as on line 5; name the column that tells them apart with "
        + "--unit, --task, --problem or --sample")
    #expect(message(good + "b,3,NaN\n", Self.seeded).hasPrefix("runs.csv:6: 'acc' is 'NaN'"))
    #expect(message(good + "b,3,\n", Self.seeded).hasPrefix("runs.csv:6: 'acc' is missing"))
    #expect(message(good + "b,,0.1\n", Self.seeded).hasPrefix("runs.csv:6: 'seed' is missing"))
    #expect(
      message(good, Self.seeded) { $0.baseline = "aa" }.contains(
        "there is no arm 'aa'; did you mean"))
    let columns = CompareColumns(arm: "metod", value: "acc", unit: "seed")
    #expect(message(good, columns).contains("did you mean 'method'?"))
    #expect(
      message("method,seed,acc\na,1,0.1\nb,1,0.3\n", Self.seeded)
        == "runs.csv: arm 'a' has one seed only; expected at least 2, as one says nothing about the spread "
        + "between them; name the column of problems with --problem to compare these runs alone")
    #expect(
      message("method,seed,acc\na,1,0.1\na,2,0.3\n", Self.seeded).contains("the one value 'a'"))
    #expect(message(good, Self.seeded) { $0.level = 1 }.hasPrefix("level is 1.0"))
    #expect(message(good, Self.seeded) { $0.margin = -1 }.hasPrefix("equivalence-margin is -1.0"))
    let holes = "m,s,p,v\na,1,x,1\na,1,y,0\na,2,x,1\na,2,y,1\nb,1,x,0\nb,1,y,1\nb,2,x,1\n"
    let crossed = CompareColumns(arm: "m", value: "v", unit: "s", problem: "p")
    #expect(
      message(holes, crossed).hasPrefix(
        "runs.csv: arm 'b' has no row for s 2, p y, which others have"))
  }

  /// Equal differences have no spread: the permutation test stands, t is null.
  @Test func noSpread() throws {
    let report = try run(Self.pairs([0.25, 0.5, 0.75], [0.5, 0.75, 1]), Self.seeded)
    let contrast = report.contrasts[0]
    #expect(contrast.t == nil && contrast.pStudent == nil && contrast.effectSize == nil)
    #expect(contrast.pValue == 0.25 && contrast.verdict == "inconclusive")
    #expect(report.notes.contains { $0.contains("no spread") })
    let same = try run(Self.pairs([0.5, 0.5, 0.7], [0.5, 0.5, 0.7]), Self.seeded)
    #expect(same.contrasts[0].pValue == 1 && same.contrasts[0].difference == 0)
  }

  @Test func designs() throws {
    let cells = [
      [0.31, 0.35, 0.29, 0.33, 0.32], [0.36, 0.38, 0.34, 0.41, 0.37],
      [0.42, 0.45, 0.40, 0.44, 0.47], [0.61, 0.58, 0.63, 0.60, 0.57],
    ]
    var (plain, seeded) = ("A,B,y\n", "A,B,seed,y\n")
    for (cell, values) in cells.enumerated() {
      for (seed, y) in values.enumerated() {
        plain += "\(cell / 2),\(cell % 2),\(y)\n"
        seeded += "\(cell / 2),\(cell % 2),\(seed),\(y)\n"
      }
    }
    var analysis = CompareAnalysis(columns: CompareColumns(arm: "", value: "y"))
    var table = try ColumnTable.read(try scratch.file(plain, "plain.csv"))
    var report = analysis.emptyReport(table)
    try analysis.add(CompareDesign(factors: ["A", "B"], trials: 100), of: table, to: &report)
    let anova = try #require(report.anova)
    #expect(abs((anova["A:B"]?.f ?? 0) - 24.4939) < 1e-4)
    #expect(report.anovaLogit?.terms.count == 3 && anova.error.degreesOfFreedom == 16)
    #expect(abs((report.interaction?.value ?? 0) - 0.11) < 1e-12)
    #expect(report.plainText.contains("A:B") && report.plainText.contains("error"))
    // Runs that share their seeds are blocks.
    analysis.columns.unit = "seed"
    table = try ColumnTable.read(try scratch.file(seeded, "seeded.csv"))
    report = analysis.emptyReport(table)
    try analysis.add(CompareDesign(factors: ["A", "B"]), of: table, to: &report)
    #expect(report.anova?.error.degreesOfFreedom == 12 && report.anova?["seed"] != nil)
  }

  @Test func trends() throws {
    var text = "exposure,y\n"
    for (level, values) in [
      ("10", [0.41, 0.38, 0.45, 0.40]), ("0", [0.02, 0.03, 0.01, 0.02]),
      ("0.1", [0.03, 0.02, 0.05, 0.03]), ("1", [0.21, 0.28, 0.18, 0.25]),
    ] { for y in values { text += "\(level),\(y)\n" } }
    let analysis = CompareAnalysis(
      columns: CompareColumns(arm: "", value: "y"), alternative: .greater)
    let table = try ColumnTable.read(try scratch.file(text, "trend.csv"))
    var report = analysis.emptyReport(table)
    try analysis.add(CompareDesign(trend: "exposure"), of: table, to: &report)
    let trend = try #require(report.trend)
    #expect(trend.test == "Jonckheere–Terpstra" && trend.pageL == nil)
    #expect(trend.levels == [0, 0.1, 1, 10])
    #expect(abs((trend.z ?? 0) - 4.202366) < Tolerance.sixDigits)
    #expect(abs(trend.pValue - 1.32e-5) < 6e-8)
    let ties = "6 of 16 values are equal to another, of which the test above"
    #expect(report.notes.contains { $0.hasPrefix(ties) })
  }

  /// Rows of three levels, written as by pandas, and their trend.
  private func trend(
    _ rows: [[String]], unit: String? = "seed", paired: Bool? = nil
  ) throws -> CompareReport {
    let text = rows.enumerated().flatMap { seed, row in
      zip(["0.0", "1.0", "10"], row).compactMap { level, y in
        y.isEmpty ? nil : "\(level),\(seed),\(y)\n"
      }
    }.joined()
    let analysis = CompareAnalysis(
      columns: CompareColumns(arm: "", value: "y", unit: unit), paired: paired,
      alternative: .greater)
    let table = try ColumnTable.read(try scratch.file("exposure,seed,y\n" + text, "trend.csv"))
    var report = analysis.emptyReport(table)
    try analysis.add(CompareDesign(trend: "exposure"), of: table, to: &report)
    return report
  }

  /// Seeds that went through all levels are blocks: L = 3·(1·1 + 2·2 + 3·3), which one order in 6³ reaches.
  @Test func trendsOfTheSameUnits() throws {
    let rows = [["0.1", "0.2", "0.3"], ["0.5", "0.6", "0.7"], ["0.8", "0.85", "0.9"]]
    let paired = try trend(rows)
    let found = try #require(paired.trend)
    #expect(found.test == "Page" && found.pageL == 42 && found.z == nil)
    #expect(abs(found.pValue - 1.0 / 216) < 1e-12 && found.levels == [0, 1, 10])
    #expect(paired.plainText.contains("Page L = 42, p = 0.0046"))
    #expect(try trend(rows, paired: false).trend?.test == "Jonckheere–Terpstra")
    #expect(try trend(rows, unit: nil).trend?.test == "Jonckheere–Terpstra")
    let lacking = [["0.1", "0.2", "0.3"], ["0.5", "", "0.7"]]
    #expect(
      scratch.message { _ = try trend(lacking) }
        == "trend.csv: seed 1 has 0 runs at exposure 1; a trend over the same units needs one at every level: add the runs "
        + "(a diverged run counts with its last value), or compare with --unpaired")
    #expect(try trend(lacking, paired: false).trend?.replicates == [2, 1, 2])
    // One value, written in two ways, is one level.
    let same = try ColumnTable.read(try scratch.file("e,y\n0.1,1\n0.10,2\n", "same.csv"))
    let analysis = CompareAnalysis(columns: CompareColumns(arm: "", value: "y"))
    var report = analysis.emptyReport(same)
    #expect(
      scratch.message { try analysis.add(CompareDesign(trend: "e"), of: same, to: &report) }
        == "same.csv: 'e' has one value only; a trend needs two or more")
  }

  /// A margin that no difference can reach was meant in another unit.
  @Test(arguments: [
    (
      1.0,
      "1.0; expected less than 1, as 'acc' lies between 0 and 1 and no difference is larger; "
        + "0.01 is one percentage point of fractions"
    ),
    (0.99, "no error"),
  ])
  func marginsAreWithinReach(_ size: Double, _ said: String) {
    let text = Self.pairs(Self.base, Self.rl)
    let (margin, gate) = (
      message(text, Self.seeded) { $0.margin = size },
      message(text, Self.seeded) { $0.gate = ReleaseGate(delta: size) }
    )
    #expect(margin == (said == "no error" ? said : "equivalence-margin is " + said))
    #expect(gate == (said == "no error" ? said : "min-delta is " + said))
    // Means of seeds lie close together; a margin that is wider than their spread may still be meant.
    let close = Self.pairs([0.80, 0.81, 0.80, 0.82], [0.81, 0.80, 0.82, 0.80])
    #expect(message(close, Self.seeded) { $0.margin = 0.05 } == "no error")
    let percent = Self.pairs([41, 42, 43, 40], [44, 45, 44, 43])
    #expect(
      message(percent, Self.seeded) { $0.margin = 50 }.hasSuffix(
        "give it in the unit of the values"))
  }

  @Test func percentBesideFractionsIsSaid() throws {
    let fractions = [0.44, 0.46, 0.48, 0.45]
    let report = try run(Self.pairs([41, 39, 43, 42], fractions), Self.seeded)
    #expect(
      report.notes.first
        == "ONE ARM LOOKS LIKE PERCENT: 'acc' is from 39 to 43 in 'base' and from 0.44 to 0.48 in 'rl'; if one is in "
        + "percent and the other is not, divide percentages by 100.")
    for base in [
      [0.5, 0.4, 0.3, 0.4], [3.1, 3, 2.9, 3.2], [0, 0, 0, 0], [1200, 900, 1000, 800],
    ] {
      let quiet = try run(Self.pairs(base, fractions), Self.seeded)
      #expect(!quiet.notes.contains { $0.contains("PERCENT") }, "\(base)")
    }
  }

  @Test func tasksOfDifferentScalesAreSaid() throws {
    var text = "arm,run,task,score\n"
    for arm in ["base", "new"] {
      for run in 0..<3 { text += "\(arm),\(run),a,0.\(3 + run)\n\(arm),\(run),b,12\(run)0\n" }
    }
    let columns = CompareColumns(arm: "arm", value: "score", unit: "run", task: "task")
    let report = try run(text, columns)
    #expect(
      report.notes.first
        == "TASKS ARE OF DIFFERENT SCALES: 'score' goes up to 1220 in 'b' and to 0.5 in 'a', so that a mean over tasks says "
        + "little of the smaller ones; compare task by task, or divide each task by its own scale.")
    // Hard tasks have small fractions, which are fractions all the same.
    let hard = try run(text.replacing(",12", with: ",0.00"), columns)
    #expect(!hard.notes.contains { $0.contains("SCALES") })
  }

  @Test func yesAndNoAreOneAndZero() throws {
    let text = "method,seed,acc\na,1,yes\na,2,No\nb,1,no\nb,2,no\n"
    #expect(try run(text, Self.seeded).arms.map(\.mean) == [0.5, 0])
    #expect(message(text + "b,3,0.5\n", Self.seeded).hasPrefix("runs.csv:2: 'acc' is 'yes'"))
  }

  /// What is printed, stored and read again.
  @Test func outputs() throws {
    let report = try run(Self.pairs(Self.base, Self.rl), Self.seeded)
    #expect(report.plainText.contains("acc: 2 arms, 12 seeds each, paired; baseline base"))
    #expect(report.csv.split(separator: "\n").count == 2)
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(CompareReport.self, from: data) == report)
    #expect(String(decoding: data, as: UTF8.self).contains("\"equivalence\":null"))
    let path = scratch.path("out.h5")
    let provenance = Provenance(
      createdUTC: "2026-01-01T00:00:00Z", gitCommit: "unknown", toolVersion: "0", host: "h",
      threads: 1)
    try CompareStore.write(
      report, seed: 7, provenance: provenance, to: path)
    let reader = try ResultsReader(path: path)
    #expect(try reader.strings("/tests/id") == ["rl"])
    #expect(try reader.doubles("/tests/p_raw") == [8.0 / 4096])
    #expect(try reader.doubles("/tests/effect") == [report.contrasts[0].difference])
    #expect(try reader.doubles("/figures/comparison/0-0/x") == [report.contrasts[0].difference])
    #expect(try reader.strings("/axes/arm") == ["base", "rl"])
    for dataset in try reader.datasets() {
      #expect(ResultsSchema.entry(for: dataset) != nil, "\(dataset)")
    }
  }
}
