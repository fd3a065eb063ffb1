import Foundation
import Reports
import Statistics
import Studies
import Support
import Testing

/// Grids and runs whose law is known: it is found, and where there is none nothing is said.
@Suite struct ScalingTests {
  /// The study with a planted grid, analyzed.
  private func findings(_ world: PlantedGrid) throws -> Findings {
    let study = try StudyCatalogue.entry(named: "scaling").prepare([], [], .standard)
    return try study.analyze(world.table(study.plan))
  }

  /// A cell of the first row whose first cells are these words.
  private func cell(
    _ findings: Findings, _ table: String, _ words: [String], _ column: String
  ) throws -> Cell {
    let table = try #require(findings.tables.first { $0.id == table })
    let place = try #require(table.columns.firstIndex { $0.name == column })
    let row = try #require(table.rows.first { $0.map(\.text).starts(with: words) })
    return row[place]
  }

  private func finding(_ findings: Findings, _ id: String) throws -> Finding {
    try #require(findings.findings.first { $0.id == id })
  }

  /// Traces fall as a power of tokens and parameters, bare answers are guesses throughout: the line is in the traces, and in
  /// the sum there is none.
  @Test func aPowerLawIsFoundUnderAPlateau() throws {
    let found = try findings(
      PlantedGrid(trace: { n, d, _ in 2 * pow(n / 1e5, -0.5) * pow(d / 1e6, -1.2) }))
    let slope = try finding(found, "slope/tokens/xs/trace")
    #expect(abs(slope.effect + 1.2) < 0.05 && slope.low > -1.3 && slope.high < -1.1)
    #expect(abs(try finding(found, "slope/parameters/8/trace").effect + 0.5) < 0.05)
    for id in ["bend/tokens/xs/trace", "bend/parameters/8/trace"] {
      let bend = try finding(found, id)
      #expect(abs(bend.effect) < 0.1 && bend.verdict == EffectReading.noDifference.words)
    }
    let ahead = try cell(found, "T6.lines", ["trace", "tokens, xs"], "held-out budget")
    #expect(abs(try #require(ahead.value)) < 0.1)
    #expect(try cell(found, "T6.lines", ["trace", "tokens, xs"], "line").text == "yes")
    #expect(try cell(found, "T6.lines", ["total", "tokens, femto"], "line").text == "no")
    // The sum hides it.
    #expect(try #require(try cell(found, "T6.slopes", ["tokens, xs"], "excess").value) > -0.6)
    // 2·0.25^−0.5·D^−1.2 = 1 at 3.2 M tokens.
    let learned = try #require(try cell(found, "T6.learned", ["femto"], "tokens (M)").value)
    let expected = pow(2 * pow(25_088 / 1e5, -0.5), 1 / 1.2)
    #expect(abs(learned / expected - 1) < 0.03, "\(learned)")
    #expect(found.answer.sentence.contains("goes as tokens^(-1."))
    #expect(found.answer.sentence.contains("Bare answers stay on their plateau of 0.941 nats"))
    #expect(try cell(found, "T6.grid", ["xs_8000k"], "off plateau").text == "0 of 4")
    // Rows without the size of one layer stand beside those of all.
    let names = try #require(found.tables.first { $0.id == "T6.slopes" }).rows.map(\.[0].text)
    #expect(names.contains("parameters, 8 M tokens"))
    #expect(names.contains("parameters, 8 M tokens without pico"))
  }

  /// What is learned in a drop has a slope and no line; what is quoted is when.
  @Test func aDropIsCalledOne() throws {
    let found = try findings(
      PlantedGrid(
        trace: { _, d, _ in d < 1.5e6 ? 6 : d < 3e6 ? 5.9 : d < 6e6 ? 5.5 : 0.05 },
        bare: { size, d in size == .xs && d > 6e6 ? 0.5 : PlantedGrid.plateau }))
    let bend = try finding(found, "bend/tokens/xs/trace")
    #expect(abs(bend.effect - log(6 / 5.9 / 5.5 * 0.05)) < 0.1 && bend.high < -bend.margin)
    let ahead = try cell(found, "T6.lines", ["trace", "tokens, xs"], "held-out budget")
    #expect(try #require(ahead.value) < -2)
    // A straight line in the logarithms from 5.5 nats at 4 M to 0.05 at 8 M.
    let learned = try #require(try cell(found, "T6.learned", ["xs"], "tokens (M)").value)
    #expect(abs(learned - 4 * pow(2, log(5.5) / log(110))) < 0.1, "\(learned)")
    #expect(try cell(found, "T6.learned", ["xs"], "inside").text == "4 of 4")
    #expect(found.answer.sentence.contains("follows no line in ln tokens at xs"))
    #expect(!found.answer.sentence.contains("tokens^"))
    #expect(found.answer.sentence.contains("in 4 of 80 models, with 8 M tokens and more"))
    #expect(try cell(found, "T6.grid", ["xs_8000k"], "off plateau").text == "4 of 4")
  }

  /// A trace part that the choice of style makes negative is counted as style's excess, and what is never learned has no place.
  @Test func whatIsBelowStyleIsNotLost() throws {
    let found = try findings(
      PlantedGrid(trace: { n, d, seed in n > 3e5 && d > 6e6 ? -0.0005 : seed == 0 ? 3 : 4 }))
    #expect(try finding(found, "slope/tokens/xs/trace").effect.isFinite)
    #expect(try cell(found, "T6.learned", ["femto"], "inside").text == "0 of 4")
    #expect(try cell(found, "T6.learned", ["femto"], "tokens (M)").text.isEmpty)
    #expect(found.answer.sentence.contains("passes 1 nat at 4.466 M tokens (xs)."))
  }

  /// A sum of two powers is found in the traces, over all sizes and without that of one layer.
  @Test func theLawOfBothIsFound() throws {
    let found = try findings(
      PlantedGrid(
        trace: { n, d, _ in pow(n / 1e5, -0.5) + 1.5 * pow(d / 1e6, -0.7) }, noise: 0.002))
    for sizes in ["all", "without pico"] {
      let words = ["trace", sizes, sizes == "all" ? "20" : "16", "given"]
      for (name, truth) in [("α", 0.5), ("β", 0.7)] {
        let value = try #require(try cell(found, "T6.law", words, name).value)
        #expect(abs(value - truth) < 0.1, "\(sizes) \(name) \(value)")
      }
      #expect(try cell(found, "T6.law", words, "identified").text == "4 of 4")
    }
    #expect(try #require(found.tables.first { $0.id == "T6.law" }).rows.count == 8)
  }

  /// Losses that depend on nothing determine no law, and so decide no hypothesis and no claim of others.
  @Test func whatIsNotIdentifiedDecidesNothing() throws {
    let found = try findings(PlantedGrid(trace: { _, _, _ in 3 }, noise: 0.001))
    let floor = try finding(found, "H6.1")
    #expect(floor.verdict == "not run" && floor.effect.isNaN)
    let claim = try #require(Scaling.literature.first { $0.finding == "H6.1" })
    #expect(claim.judgement(floor) == "not measured")
  }

  /// Runs that rise by an exponential, and one that is flat: the law is found, the flat run is left out for all laws alike.
  @Test func forecastsAreOfTheRunsThatMove() throws {
    func rewards(_ seed: Int) -> [Double] {
      var generator = RandomStream(seed: 5)["rewards", seed].generator()
      return (0..<150).map { step in
        let level = seed == 3 ? 0.5 : 0.7 - 0.5 * exp(-Double(step) / 50)
        return level + 0.02 * generator.normal()
      }
    }
    let found = try findings(PlantedGrid(trace: { _, _, _ in 3 }, rewards: rewards))
    let laws = try #require(found.tables.first { $0.id == "T6.forecasts" }).rows
    #expect(laws.count == 7)
    let error = try #require(try cell(found, "T6.forecasts", ["exponential"], "RMSE").value)
    let end = try #require(
      try cell(found, "T6.forecasts", ["exponential"], "error at the end").value)
    #expect(error < 0.05 && abs(end) < 0.05, "\(error) \(end)")
    let lag = try #require(
      try cell(found, "T6.forecasts", ["persistence"], "error at the end").value)
    let longLag = try #require(
      try cell(found, "T6.forecasts", ["persistence-15"], "error at the end").value)
    #expect(lag < -0.04 && longLag < lag + 0.02, "\(lag) \(longLag)")
    let flat = try cell(found, "T6.runs", ["rl_id", "3"], "excluded")
    #expect(flat.text == "gains less than 0.1")
    #expect(try cell(found, "T6.runs", ["rl_id", "3"], "law").text.isEmpty)
    #expect(try cell(found, "T6.runs", ["rl_id", "0"], "excluded").text.isEmpty)
    // Every law sees the same steps.
    let fits = try #require(found.tables.first { $0.id == "T6.fits" })
    let place = try #require(fits.columns.firstIndex { $0.name == "n" })
    #expect(Set(fits.rows.map { $0[place].text }) == ["74"])
    #expect(found.answer.sentence.contains("over 3 of 4 runs, the others excluded"))
    #expect(try finding(found, "forecast/sigmoid-power").perSeed.count == 3)
    #expect(try finding(found, "forecast/sigmoid-persistence").perSeed.count == 3)
  }

  /// Flat runs alone are no ground for a word.
  @Test func flatRunsForecastNothing() throws {
    let found = try findings(
      PlantedGrid(
        trace: { _, _, _ in 3 },
        rewards: { seed in (0..<150).map { 0.5 + 0.01 * Double(($0 + seed) % 3) } }))
    #expect(found.answer.sentence.contains("No run of RL could be forecast (4 excluded)"))
    #expect(!found.tables.contains { $0.id == "T6.forecasts" })
    let claim = try #require(
      Scaling.literature.first { $0.finding == "forecast/sigmoid-power" })
    #expect(
      claim.judgement(try finding(found, "forecast/sigmoid-power")) == "not measured")
  }
}
