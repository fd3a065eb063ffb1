import Statistics
import Support

/// The six registered hypotheses.
struct SharpeningHypotheses {
  let analysis: SharpeningAnalysis

  /// What a hypothesis' test gives: the p values of both directions and the effect.
  private struct Test {
    var effect: [[Double]]
    var pFor: Double
    var pAgainst: Double?
    var statistic: Double
  }

  func findings() throws -> [Finding] {
    let tests = [try h1(), try h2(), try h3(), try h4(), try h5(), try h6()]
    let run = tests.indices.filter { tests[$0] != nil && analysis.scale.isConfirmatory }
    let adjusted = MultipleComparisons.holm(run.compactMap { tests[$0]?.pFor })
    return zip(Sharpening.hypotheses, tests).enumerated().map { index, pair in
      let (hypothesis, test) = pair
      var finding = Finding(
        id: hypothesis.id, statement: hypothesis.statement, test: hypothesis.test,
        verdict: test == nil ? "not run" : "descriptive", statistic: .nan, pRaw: .nan,
        pAdjusted: .nan, effect: .nan, low: .nan, high: .nan, margin: hypothesis.smallestEffect,
        seeds: analysis.data.seeds.count, isConfirmatory: false, effectSize: .nan)
      guard let test else { return finding }
      let interval = CrossedBootstrap.interval(
        test.effect, draws: analysis.settings.analysis.resamples,
        level: analysis.settings.analysis.level, stream: analysis.stream[hypothesis.id])
      finding.effect = interval.value
      finding.low = interval.interval.low
      finding.high = interval.interval.high
      let perSeed = test.effect.map { $0.reduce(0, +) / Double($0.count) }
      finding.effectSize = perSeed.count > 1 ? EffectSize.pairedDz(perSeed) ?? .nan : .nan
      guard let position = run.firstIndex(of: index) else { return finding }
      finding.statistic = test.statistic
      finding.pRaw = test.pFor
      finding.pAdjusted = adjusted[position]
      finding.isConfirmatory = true
      finding.verdict =
        Outcome.decide(pFor: finding.pAdjusted, pAgainst: test.pAgainst).rawValue
      return finding
    }
  }

  private var k: Int { analysis.largeK }

  private func means(_ table: [[Double]]) -> [Double] {
    table.map { $0.reduce(0, +) / Double($0.count) }
  }

  private func signFlip(_ values: [Double], _ alternative: Alternative = .greater) -> TestResult {
    SignFlip.test(
      values, alternative: alternative,
      stream: RandomStream(seed: analysis.data.seed)["permutation"])
  }

  /// The two-sided equivalence test needs at least two seeds.
  private func equivalence(_ values: [Double], _ margin: Double) -> Double? {
    values.count > 1 ? Equivalence.tost(values, margin: margin).pValue : nil
  }

  private func h1() throws -> Test? {
    guard let one = try analysis.difference(["id"], "rl_id", "base", k: 1),
      let many = try analysis.difference(["id"], "rl_id", "base", k: k),
      let equivalence = equivalence(means(many), 0.03)
    else { return nil }
    let flip = signFlip(means(one))
    return Test(
      effect: one, pFor: max(flip.pValue, equivalence),
      pAgainst: signFlip(means(one), .less).pValue, statistic: flip.statistic)
  }

  private func h2() throws -> Test? {
    guard
      let many = try analysis.difference(["edge", "hard"], "rl_edge", "base", k: k)
    else { return nil }
    let flip = signFlip(means(many))
    return Test(
      effect: many, pFor: flip.pValue, pAgainst: signFlip(means(many), .less).pValue,
      statistic: flip.statistic)
  }

  private func h3() throws -> Test? {
    guard let cold = try analysis.difference(["hard"], "rl_hard", "base", k: k),
      let warm = try analysis.difference(["hard"], "rl_hard_warm", "base", k: k),
      let equivalence = equivalence(means(cold), 0.02)
    else { return nil }
    let flip = signFlip(means(warm))
    return Test(
      effect: warm, pFor: max(equivalence, flip.pValue),
      pAgainst: signFlip(means(cold)).pValue, statistic: flip.statistic)
  }

  private func h4() throws -> Test? {
    guard let random = try analysis.difference(["edge"], "rl_rand_edge", "base", k: 1),
      let format = try analysis.difference(["edge"], "rl_format", "base", k: 1),
      analysis.data.seeds.count > 1
    else { return nil }
    let tests = [random, format].map {
      TTest.oneSample(means($0), against: 0.03, alternative: .less)
    }
    let against = [random, format].map {
      TTest.oneSample(means($0), against: 0.03, alternative: .greater).pValue
    }
    return Test(
      effect: random, pFor: max(tests[0].pValue, tests[1].pValue),
      pAgainst: min(1, 2 * min(against[0], against[1])), statistic: tests[0].statistic)
  }

  private func h5() throws -> Test? {
    guard let difference = try analysis.difference(["L3_A"], "rl_L2", "rft_L2", k: 1) else {
      return nil
    }
    let flip = signFlip(means(difference))
    return Test(
      effect: difference, pFor: flip.pValue, pAgainst: signFlip(means(difference), .less).pValue,
      statistic: flip.statistic)
  }

  private func h6() throws -> Test? {
    guard
      let late = try analysis.difference(["context_b"], "rl_context_1", "rl_context_0.1", k: k),
      let early = try analysis.difference(["context_b"], "rl_context_0.1", "rl_context_0", k: k)
    else { return nil }
    let exposed = try ["0", "0.1", "1", "10"].compactMap {
      try analysis.table(["context_b"], "rl_context_\($0)", k: k).map(means)
    }
    guard exposed.count == 4 else { return nil }
    let jump = zip(late, early).map { zip($0, $1).map { $0 - $1 } }
    let flip = signFlip(means(jump))
    return Test(
      effect: jump, pFor: max(flip.pValue, JonckheereTerpstra.test(exposed).pValue),
      pAgainst: signFlip(means(jump), .less).pValue,
      statistic: flip.statistic)
  }
}
