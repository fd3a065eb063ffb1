import Experience
import Reports
import Statistics
import Support
import Training

/// Pass@k curves, comparisons with the base, support dynamics, hypotheses.
struct SharpeningAnalysis {
  let data: StudyData
  let settings: SharpeningSettings
  let scale: Scale

  var stream: RandomStream { RandomStream(seed: data.seed)["bootstrap"] }
  /// The largest k drawn.
  var largeK: Int { data.ks.last ?? 1 }
  /// The base's index.
  var base: Int { data.arm("base") ?? 0 }

  func findings() throws -> Findings {
    let passAtK = try data.sets.map { set in (set: set.name, series: try series(set)) }
    let comparisons = try comparisons()
    let hypotheses = try SharpeningHypotheses(analysis: self).findings()
    let support = try supportRows()
    let summary = summaryTable(passAtK, comparisons)
    var findings = Findings(
      answer: SharpeningAnswer(analysis: self, comparisons: comparisons, passAtK: passAtK).text,
      warnings: try warnings(), passAtK: passAtK, findings: hypotheses + comparisons,
      support: support, scalars: try scalars(), tables: [], figures: [], summary: summary)
    findings.tables = [
      try gateTable(), summary, hypothesisTable(hypotheses), ledgerTable(), supportTable(support),
    ]
    findings.figures = try SharpeningFigures(analysis: self, findings: findings).all()
    return findings
  }

  // MARK: Pass@k

  private func series(_ set: EvaluatedSet) throws -> [PassAtKSeries] {
    let ks = set.hasCurve ? data.ks : [1]
    return try data.arms.indices.compactMap { arm in
      guard let strict = set.counts(arm), let loose = set.counts(arm, strict: false) else {
        return nil
      }
      let tables = try ks.map { k in
        try strict.map { try PassAtK.perProblem(counts: $0, k: k) }
      }
      return PassAtKSeries(
        arm: arm, perSeed: try strict.map { try PassAtK.curve(counts: $0, ks: ks) },
        loosePerSeed: try loose.map { try PassAtK.curve(counts: $0, ks: ks) },
        pooled: CrossedBootstrap.curve(
          tables, draws: settings.analysis.resamples, level: settings.analysis.level,
          stream: stream[set.name]))
    }
  }

  /// Pass@k of an arm, `[seed][problem]`, over one or several sets; `nil` if it is not complete.
  func table(_ sets: [String], _ arm: String, k: Int) throws -> [[Double]]? {
    guard let index = data.arm(arm) else { return nil }
    var rows: [[Double]] = data.seeds.map { _ in [] }
    for name in sets {
      guard let counts = data.set(name)?.counts(index) else { return nil }
      for (seed, row) in counts.enumerated() {
        rows[seed] += try PassAtK.perProblem(counts: row, k: k)
      }
    }
    return rows
  }

  /// Differences `[seed][problem]` of two arms.
  func difference(_ sets: [String], _ arm: String, _ other: String, k: Int) throws -> [[Double]]? {
    guard let a = try table(sets, arm, k: k), let b = try table(sets, other, k: k) else {
      return nil
    }
    return zip(a, b).map { zip($0, $1).map { $0 - $1 } }
  }

  /// Every arm against the base on every set, at k = 1 and at the largest k.
  private func comparisons() throws -> [Finding] {
    var all: [Finding] = []
    for set in data.sets {
      for (index, arm) in data.arms.enumerated() where index != base {
        for k in set.hasCurve && largeK > 1 ? [1, largeK] : [1] {
          guard let differences = try difference([set.name], arm, "base", k: k) else { continue }
          let result = CrossedBootstrap.interval(
            differences, draws: settings.analysis.resamples, level: settings.analysis.level,
            stream: stream[set.name])
          let perSeed = differences.map { $0.reduce(0, +) / Double($0.count) }
          all.append(
            Finding(
              id: "\(arm)-base/\(set.name)/pass@\(k)",
              statement: "strict pass@\(k) of \(arm) minus that of the base on \(set.name)",
              test: "crossed bootstrap over seeds and problems", verdict: "descriptive",
              statistic: .nan, pRaw: .nan, pAdjusted: .nan, effect: result.value,
              low: result.interval.low, high: result.interval.high,
              margin: settings.smallestEffectOfInterest, seeds: data.seeds.count,
              isConfirmatory: false,
              effectSize: perSeed.count > 1 ? EffectSize.pairedDz(perSeed) ?? .nan : .nan))
        }
      }
    }
    return all
  }

  // MARK: Support

  private func supportRows() throws -> [SupportRow] {
    var rows: [SupportRow] = []
    for set in data.sets where set.hasCurve {
      guard let baseCounts = set.counts(base) else { continue }
      let resample = data.arm("base_resample").flatMap { set.counts($0) }
      for arm in data.arms.indices where arm != base {
        guard let counts = set.counts(arm) else { continue }
        for seed in data.seeds.indices {
          let found = baseCounts[seed].map { $0.c > 0 }
          let null =
            try resample.map {
              SupportDynamics.null(base: found, resample: $0[seed].map { $0.c > 0 })
            } ?? SupportDynamics.null(baseCounts: baseCounts[seed])
          rows.append(
            SupportRow(
              set: set.name, arm: arm, seed: seed,
              dynamics: SupportDynamics(base: found, rl: counts[seed].map { $0.c > 0 }),
              null: null))
        }
      }
    }
    return rows
  }

  // MARK: Scalars

  /// Final metrics by name, `[arm][seed]`; NaN where an arm was not evaluated.
  private func scalars() throws -> [(name: String, values: [[Double]])] {
    var all: [(String, [[Double]])] = []
    for set in data.sets {
      func add(_ name: String, _ value: (Int, Int) throws -> Double?) rethrows {
        let values = try data.arms.indices.map { arm in
          try data.seeds.indices.map { seed in try value(arm, seed) ?? .nan }
        }
        all.append(("\(set.name)/\(name)", values))
      }
      func passAt(_ k: Int, strict: Bool) throws {
        try add((strict ? "" : "loose_") + "pass_at_\(k)") { arm, seed in
          guard let counts = set.counts(arm, strict: strict) else { return nil }
          return try PassAtK.curve(counts: counts[seed], ks: [k])[0].value
        }
      }
      for k in set.hasCurve && largeK > 1 ? [1, largeK] : [1] {
        try passAt(k, strict: true)
        try passAt(k, strict: false)
      }
      if set.hasCurve && data.ks.count > 1 {
        try add("area_under_curve") { arm, seed in
          guard let counts = set.counts(arm) else { return nil }
          let curve = try PassAtK.curve(counts: counts[seed], ks: data.ks)
          return PassAtK.area(ks: data.ks, values: curve.map(\.value))
        }
      }
      func mean(_ arm: Int, _ seed: Int, _ count: (Int) -> Int) -> Double? {
        guard let result = set.results[arm][seed] else { return nil }
        let samples = result.counts.reduce(0) { $0 + $1.samples }
        return Double(result.counts.indices.reduce(0) { $0 + count($1) }) / Double(samples)
      }
      add("parse_rate") { arm, seed in
        mean(arm, seed) { set.results[arm][seed]?.counts[$0].parsed ?? 0 }
      }
      add("truncated") { arm, seed in
        mean(arm, seed) { set.results[arm][seed]?.counts[$0].truncated ?? 0 }
      }
      add("entropy") { set.results[$0][$1]?.meanEntropy }
      add("length") { set.results[$0][$1]?.meanLength }
      add("distinct_strict") { arm, seed in
        guard let result = set.results[arm][seed] else { return nil }
        let sum = result.counts.reduce(0) { $0 + $1.distinctStrict }
        return Double(sum) / Double(result.counts.count)
      }
    }
    return all
  }

  // MARK: Warnings

  private func warnings() throws -> [String] {
    var all: [String] = []
    if !scale.isConfirmatory {
      all.append(
        "The scale `\(scale.rawValue)` is descriptive: intervals, no verdicts. "
          + "Verdicts need `--scale full`.")
    }
    if data.seeds.count < 5 {
      all.append(
        "\(data.seeds.count) seeds: the spread between seeds is badly estimated below 5, and "
          + "intervals are too narrow.")
    }
    for gate in try gates where !gate.isPassed {
      all.append(
        "The base is outside its gate on \(gate.set): \(gate.measure) is "
          + "\(Number.short(gate.value)), expected \(Number.short(gate.low)) to "
          + "\(Number.short(gate.high)).")
    }
    if let id = data.set("id"), let counts = id.counts(base),
      try PassAtK.curve(counts: counts.flatMap { $0 }, ks: [largeK])[0].value > 0.97
    {
      all.append(
        "On id the base's pass@\(largeK) is above 0.97: at this ceiling no arm can add coverage.")
    }
    if data.leakFound > 0 {
      all.append("\(data.leakFound) problems are both in training and in an evaluation set.")
    }
    return all
  }

  /// The gates: those of the calibration, or the numbers of the base itself where nothing was calibrated.
  var gates: [GateResult] {
    get throws { data.gates.isEmpty ? try Sharpening.gates(data) : data.gates }
  }
}
