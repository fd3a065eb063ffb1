import Foundation

/// Analysis of variance of factorial designs, balanced or not, with or without a block.
///
/// Sums of squares are of type III: what the residual sum of squares rises by when a term is left out of the
/// full model with effect coding (levels as columns of 1, 0 and −1 that add up to 0). In balanced data
/// these are the usual sums. A block, such as the seed of paired runs, enters as a main effect only, so that
/// the error is the interaction with it.
///
/// - Source: Yates 1934, JASA 29(185), 51–66 (weighted squares of means); Searle 1971, Linear Models, 8.2.
/// - Not for: shares near 0 or 1 as they are (take `logits` beside them); cells of different size with
///   different spread, where F errs to either side; repeated runs of one seed without `block`.
public enum Anova {
  /// Analyzes measurements.
  ///
  /// ```
  /// F = (SS/df)/MSE,   partial η² = SS/(SS + SSE),   ω² = (SS − df·MSE)/(SST + MSE)
  /// ```
  ///
  /// The interval of ω² comes from those noncentralities λ that F does not reject, as
  /// `λ/(λ + df + (SST − SS)/MSE + 1)`, the other terms held at what was observed. For one factor its
  /// coverage is exact.
  ///
  /// - Parameters:
  ///   - response: the measurements, `[N]`.
  ///   - factors: their levels.
  ///   - block: a factor without interactions, such as the seed.
  ///   - order: the largest number of factors in an interaction; `nil` for all of them.
  ///   - level: the confidence level of the ω² intervals.
  /// - Throws: `StatisticsError.notIdentified` if a factor has one level, a combination of levels that a term
  ///   needs has no measurement, or nothing is left for the error.
  /// - Precondition: all factors have `[N]` levels; measurements are finite.
  /// - Deviation: a residual spread below 1e-12 of the largest measurement is taken as 0; F is then the
  ///   largest finite number.
  public static func factorial(
    _ response: [Double], factors: [AnovaFactor], block: AnovaFactor? = nil, order: Int? = nil,
    level: Double = 0.95
  ) throws -> AnovaTable {
    requireLevel(level)
    precondition(response.allSatisfy(\.isFinite), "a measurement is not finite")
    precondition(!factors.isEmpty, "no factors")
    try require(response, factors + (block.map { [$0] } ?? []))
    let terms = terms(factors, block: block, order: order ?? factors.count)
    let mean = response.reduce(0, +) / Double(response.count)
    let centered = response.map { $0 - mean }
    let total = centered.reduce(0) { $0 + $1 * $1 }
    let full = try fit(terms, centered)
    let freedom = response.count - 1 - terms.reduce(0) { $0 + $1.columns.count }
    guard freedom > 0 else {
      throw StatisticsError.notIdentified(
        what: "the error of the analysis of variance",
        reason: "\(response.count) measurements for as many parameters",
        advice: "add replicates, or leave the highest interaction out")
    }
    let scale = response.map(abs).max() ?? 0
    let deviation = (full / Double(freedom)).squareRoot()
    let squares = deviation <= Rounding.noise * scale ? 0 : full
    let error = AnovaTerm(
      factor: "error", sumOfSquares: squares, degreesOfFreedom: freedom,
      meanSquare: squares / Double(freedom))
    let rows = try terms.indices.map { index in
      var others = terms
      others.remove(at: index)
      let without = try fit(others, centered)
      return row(
        terms[index], max(0, without - full), error: error, total: total, scale: scale,
        level: level)
    }
    return AnovaTable(
      terms: rows, error: error, totalSquares: total, count: response.count,
      isBalanced: isBalanced(factors + (block.map { [$0] } ?? []), response.count))
  }

  /// The interaction contrast of a 2×2 design, `(ȳ₁₁ − ȳ₁₀) − (ȳ₀₁ − ȳ₀₀)`, and its t test.
  ///
  /// ```
  /// SE = √(MSE·Σ 1/n_cell)
  /// ```
  ///
  /// - Parameter table: the analysis that MSE comes from.
  /// - Returns: the contrast with Student's interval, and the test.
  /// - Precondition: both factors have two levels, and every cell a measurement.
  /// - Source: Fisher 1935, The Design of Experiments, chapter 6.
  public static func interaction(
    _ response: [Double], _ first: AnovaFactor, _ second: AnovaFactor, table: AnovaTable,
    level: Double = 0.95
  ) -> (estimate: Estimate, test: TestResult) {
    precondition(first.count == 2 && second.count == 2, "not a 2 × 2 design")
    var (contrast, inverse) = (0.0, 0.0)
    for a in 0..<2 {
      for b in 0..<2 {
        let cell = response.indices.filter { first.levels[$0] == a && second.levels[$0] == b }
        precondition(!cell.isEmpty, "the cell (\(a), \(b)) is empty")
        let mean = cell.reduce(0) { $0 + response[$1] } / Double(cell.count)
        contrast += a == b ? mean : -mean
        inverse += 1 / Double(cell.count)
      }
    }
    let error = (table.error.meanSquare * inverse).squareRoot()
    let freedom = Double(table.error.degreesOfFreedom)
    let t =
      error > 0
      ? contrast / error
      : contrast == 0 ? 0 : (contrast > 0 ? 1 : -1) * Double.greatestFiniteMagnitude
    let half = error * Distribution.studentQuantile((1 + level) / 2, degreesOfFreedom: freedom)
    let p = min(1, 2 * Distribution.studentUpperTail(abs(t), degreesOfFreedom: freedom))
    return (
      Estimate(
        value: contrast, standardError: error,
        interval: Interval(low: contrast - half, high: contrast + half, level: level)),
      TestResult(
        test: "t", statistic: t, pValue: p, alternative: .twoSided, count: response.count,
        isExact: true, degreesOfFreedom: freedom)
    )
  }

  /// Fractions on the logit scale, where effects near 0 and 1 are not squeezed.
  ///
  /// ```
  /// ln(x/(1 − x)),   x clipped to [0.5/n, 1 − 0.5/n]
  /// ```
  ///
  /// An interaction that is significant on one scale only depends on the scale: report both.
  ///
  /// - Parameter n: the number of trials behind each fraction.
  /// - Precondition: fractions in [0, 1] and `n ≥ 1`.
  public static func logits(_ fractions: [Double], samples n: Int) -> [Double] {
    precondition(n >= 1, "\(n) samples")
    let edge = 0.5 / Double(n)
    return fractions.map { x in
      precondition(x >= 0 && x <= 1, "\(x) is not a fraction")
      let clipped = min(1 - edge, max(edge, x))
      return log(clipped) - log1p(-clipped)
    }
  }
}

// MARK: - Terms and their columns

extension Anova {
  private struct Term {
    let name: String
    let columns: [[Double]]
  }

  private static func require(_ response: [Double], _ factors: [AnovaFactor]) throws {
    for factor in factors {
      precondition(
        factor.levels.count == response.count,
        "factor \(factor.name): \(factor.levels.count) levels for \(response.count) measurements")
      guard Set(factor.levels).count > 1 else {
        throw StatisticsError.notIdentified(
          what: "the effect of '\(factor.name)'", reason: "it has one level only",
          advice: "leave it out, or add measurements at another level")
      }
    }
  }

  /// All interactions up to an order, by rising order, then the block.
  private static func terms(
    _ factors: [AnovaFactor], block: AnovaFactor?, order: Int
  ) -> [Term] {
    let main = factors.map { Term(name: $0.name, columns: effectColumns($0)) }
    let sets = (1..<(1 << factors.count)).map { set in
      factors.indices.filter { set >> $0 & 1 == 1 }
    }.filter { $0.count <= order }.sorted {
      $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1)
    }
    var terms = sets.map { set in
      let chosen = set.map { main[$0] }
      return chosen.dropFirst().reduce(chosen[0]) { product($0, $1) }
    }
    if let block { terms.append(Term(name: block.name, columns: effectColumns(block))) }
    return terms
  }

  private static func effectColumns(_ factor: AnovaFactor) -> [[Double]] {
    let used = Set(factor.levels).sorted()
    return used.dropLast().map { level in
      factor.levels.map { $0 == level ? 1 : $0 == used[used.count - 1] ? -1 : 0 }
    }
  }

  private static func product(_ a: Term, _ b: Term) -> Term {
    Term(
      name: a.name + ":" + b.name,
      columns: a.columns.flatMap { x in b.columns.map { y in zip(x, y).map { $0 * $1 } } })
  }

  /// The residual sum of squares of a model with a constant and some terms.
  private static func fit(_ terms: [Term], _ response: [Double]) throws -> Double {
    let constant = [Double](repeating: 1, count: response.count)
    guard
      let fit = LinearModel(columns: [constant] + terms.flatMap(\.columns), response: response)
    else {
      throw StatisticsError.notIdentified(
        what: "the analysis of variance",
        reason: "a combination of levels has no measurement",
        advice: "complete the design, or leave out interactions")
    }
    return fit.residualSquares
  }

  private static func isBalanced(_ factors: [AnovaFactor], _ count: Int) -> Bool {
    var cells: [[Int]: Int] = [:]
    for i in 0..<count { cells[factors.map { $0.levels[i] }, default: 0] += 1 }
    let all = factors.reduce(1) { $0 * Set($1.levels).count }
    return cells.count == all && Set(cells.values).count == 1
  }
}

// MARK: - Lines

extension Anova {
  private static func row(
    _ term: Term, _ squares: Double, error: AnovaTerm, total: Double, scale: Double, level: Double
  ) -> AnovaTerm {
    let df = term.columns.count
    let isNoise = (squares / Double(df)).squareRoot() <= Rounding.noise * scale
    let squares = isNoise ? 0 : squares
    let mean = squares / Double(df)
    let mse = error.meanSquare
    let f = mse > 0 ? mean / mse : mean == 0 ? 0 : Double.greatestFiniteMagnitude
    let p = Distribution.varianceRatioUpperTail(f, Double(df), Double(error.degreesOfFreedom))
    return AnovaTerm(
      factor: term.name, sumOfSquares: squares, degreesOfFreedom: df, meanSquare: mean, f: f,
      pValue: mse > 0 || mean > 0 ? p : 1,
      partialEtaSquared: squares + error.sumOfSquares > 0
        ? squares / (squares + error.sumOfSquares) : 0,
      omegaSquared: total + mse > 0 ? (squares - Double(df) * mse) / (total + mse) : 0,
      omegaInterval: mse > 0
        ? omegaInterval(
          f, df: Double(df), errorDF: Double(error.degreesOfFreedom),
          rest: max(0, total - squares) / mse + 1, level: level) : nil)
  }

  private static func omegaInterval(
    _ f: Double, df: Double, errorDF: Double, rest: Double, level: Double
  ) -> Interval? {
    guard f < 1e5 else { return nil }
    let tail = (1 - level) / 2
    let low = noncentrality(f, df, errorDF, lowerTail: 1 - tail)
    let high = noncentrality(f, df, errorDF, lowerTail: tail)
    func omega(_ lambda: Double) -> Double { lambda / (lambda + df + rest) }
    return Interval(low: omega(low), high: omega(high), level: level)
  }

  /// The noncentrality under which F is at most `f` with a given probability; 0 if there is none.
  private static func noncentrality(
    _ f: Double, _ df1: Double, _ df2: Double, lowerTail p: Double
  ) -> Double {
    func tail(_ lambda: Double) -> Double {
      Distribution.noncentralVarianceRatioLowerTail(f, df1, df2, noncentrality: lambda)
    }
    guard tail(0) > p else { return 0 }
    var (low, high) = (0.0, 10 + 4 * df1 * f)
    while tail(high) > p { high *= 2 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if tail(middle) > p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
