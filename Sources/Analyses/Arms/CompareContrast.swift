import Statistics
import Support

extension CompareAnalysis {
  /// An arm against the baseline, not yet corrected.
  func contrast(_ arm: Int, _ base: Int, _ samples: ComparedSamples) -> ArmContrast {
    samples.isPaired ? paired(arm, base, samples) : unpaired(arm, base, samples)
  }

  private func paired(_ arm: Int, _ base: Int, _ samples: ComparedSamples) -> ArmContrast {
    let table = samples.table
    let (name, other) = (table.arms[arm], table.arms[base])
    let (x, y) = (samples.values[arm], samples.values[base])
    let differences = zip(x, y).map { $0 - $1 }
    let n = differences.count
    let flip = SignFlip.test(
      differences, alternative: alternative, stream: stream("permutation", name))
    let student = TTest.oneSample(differences, alternative: alternative)
    let mean = Estimate.mean(of: differences, level: level)
    let effect = EffectSize.pairedDz(differences)
    let crossed = crossed(arm, base, samples)
    let (error, interval, kind) = quoted(mean, differences, crossed, samples)
    let isBinary = (x + y).allSatisfy { $0 == 0 || $0 == 1 }
    let flips = McNemar.test(
      b: differences.count { $0 > 0 }, c: differences.count { $0 < 0 })
    return ArmContrast(
      arm: name, baseline: other, replicates: n, difference: mean.value, standardError: error,
      interval: interval, intervalKind: kind,
      deviation: mean.standardError * Double(n).squareRoot(),
      permutationInterval: SignFlip.interval(differences, level: level), effectSize: effect,
      pValue: flip.pValue, pAdjusted: flip.pValue,
      pFloor: SignFlip.floor(of: differences, alternative: alternative),
      t: effect == nil ? nil : student.statistic, degreesOfFreedom: student.degreesOfFreedom,
      pStudent: effect == nil ? nil : student.pValue,
      pRanks: Wilcoxon.signedRank(differences, alternative: alternative).pValue,
      pMcnemar: isBinary && alternative == .twoSided ? flips.pValue : nil,
      equivalence: margin.map { margin in
        let found = Equivalence.tost(differences, margin: margin, level: 1 - level)
        return EquivalenceFinding(
          margin: margin, pValue: found.pValue, interval: found.interval)
      }, crossed: crossed,
      detectable: effect == nil ? nil : detectable(.paired, n, mean.standardError), verdict: "")
  }

  /// The standard error and the interval that the table shows.
  private func quoted(
    _ mean: Estimate, _ differences: [Double], _ crossed: CrossedFinding?,
    _ samples: ComparedSamples
  ) -> (Double, Interval, String) {
    if let crossed { return (crossed.standardError, crossed.interval, "crossed bootstrap") }
    guard !samples.table.clusters.isEmpty else {
      return (mean.standardError, mean.interval, "Student")
    }
    let clusters = samples.table.clusters
    let error = StandardErrors.clustered(differences, clusters: clusters)
    // Scaled from the interval of independent problems, with as many degrees of freedom as clusters less 1.
    let count = Set(clusters).count
    let half = error * Estimate.studentFactor(count: max(2, count), level: level)
    return (
      error, Interval(low: mean.value - half, high: mean.value + half, level: level), "clustered"
    )
  }

  /// The crossed bootstrap of the differences, units by cells: of pairs, or of arms with units of their own.
  private func crossed(_ arm: Int, _ base: Int, _ samples: ComparedSamples) -> CrossedFinding? {
    guard samples.kind == .unit, columns.problem != nil, samples.table.cells.count > 1 else {
      return nil
    }
    let table = samples.table
    let stream = stream("bootstrap", table.arms[arm])
    let (first, second) = (cells(arm, table), cells(base, table))
    guard samples.isPaired else {
      let found = CrossedBootstrap.difference(
        first, second, draws: draws, level: level, stream: stream)
      return CrossedFinding(
        standardError: found.standardError, standardErrorUnitsOnly: found.standardErrorSeedsOnly,
        standardErrorProblemsOnly: found.standardErrorProblemsOnly, interval: found.interval,
        correctedInterval: nil, problems: table.cells.count)
    }
    let differences = zip(first, second).map { zip($0, $1).map { $0 - $1 } }
    let found = CrossedBootstrap.interval(
      differences, draws: draws, level: level, stream: stream)
    return CrossedFinding(
      standardError: found.standardError, standardErrorUnitsOnly: found.standardErrorSeedsOnly,
      standardErrorProblemsOnly: found.standardErrorProblemsOnly, interval: found.interval,
      correctedInterval: CrossedBootstrap.correctedInterval(
        differences, draws: draws, level: level, stream: stream),
      problems: table.cells.count)
  }

  /// The measurements of an arm, units by cells. Tasks weigh the same in the mean, so a cell weighs by the size of its
  /// task.
  private func cells(_ arm: Int, _ table: CompareTable) -> [[Double]] {
    var sizes = [Double](repeating: 0, count: table.tasks.count)
    for cell in table.cells { sizes[cell.task] += 1 }
    let weights = table.cells.map {
      Double(table.cells.count) / (Double(table.tasks.count) * sizes[$0.task])
    }
    return table.units(of: arm).map { unit in
      zip(table.values[arm][unit], weights).map { $0 * $1 }
    }
  }

  private func unpaired(_ arm: Int, _ base: Int, _ samples: ComparedSamples) -> ArmContrast {
    let (name, other) = (samples.table.arms[arm], samples.table.arms[base])
    let (x, y) = (samples.values[arm], samples.values[base])
    let permutation = TwoSamplePermutation.test(
      x, y, alternative: alternative, stream: stream("permutation", name))
    let welch = TTest.welch(x, y, alternative: alternative)
    let ranks = MannWhitney.test(x, y, alternative: alternative)
    let mean = Estimate.difference(of: x, and: y, level: level)
    let effect = EffectSize.hedgesG(x, y)
    let crossed = crossed(arm, base, samples)
    return ArmContrast(
      arm: name, baseline: other, replicates: x.count + y.count, difference: mean.value,
      standardError: crossed?.standardError ?? mean.standardError,
      interval: crossed?.interval ?? mean.interval,
      intervalKind: crossed == nil ? "Welch" : "crossed bootstrap",
      effectSize: effect, cliffsDelta: ranks.cliffsDelta,
      probabilityOfSuperiority: ranks.probabilityOfSuperiority, pValue: permutation.pValue,
      pAdjusted: permutation.pValue,
      pFloor: TwoSamplePermutation.floor(n: x.count, m: y.count, alternative: alternative),
      t: effect == nil ? nil : welch.statistic, degreesOfFreedom: welch.degreesOfFreedom,
      pStudent: effect == nil ? nil : welch.pValue, pRanks: ranks.pValue,
      equivalence: margin.map { equivalence(x, y, margin: $0) }, crossed: crossed,
      detectable: x.count == y.count && effect != nil
        ? detectable(.unpaired, x.count, mean.standardError) : nil, verdict: "")
  }

  /// Two one-sided Welch tests.
  private func equivalence(_ x: [Double], _ y: [Double], margin: Double) -> EquivalenceFinding {
    let above = TTest.welch(x.map { $0 + margin }, y, alternative: .greater)
    let below = TTest.welch(x.map { $0 - margin }, y, alternative: .less)
    return EquivalenceFinding(
      margin: margin, pValue: max(above.pValue, below.pValue),
      interval: Estimate.difference(of: x, and: y, level: 2 * level - 1).interval)
  }

  /// The difference found with 80 % power, in the units of the measurement.
  ///
  /// The standard error is `s/√n` of pairs and `s·√(2/n)` of groups.
  private func detectable(
    _ design: ComparisonDesign, _ n: Int, _ standardError: Double
  ) -> Double {
    let root = design == .paired ? Double(n).squareRoot() : (Double(n) / 2).squareRoot()
    return Power.detectableEffect(
      design, n: n, alpha: 1 - level, alternative: alternative) * standardError * root
  }
}
