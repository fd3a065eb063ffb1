import Statistics
import Support

/// What the seeds say for and against a claim, before any correction.
struct Evidence {
  /// p of the claim.
  var pFor: Double
  /// p of its opposite, if it has one.
  var pAgainst: Double?
  /// p of a difference within the margin, if that is another claim.
  var pEquivalent: Double?
  /// The test's statistic.
  var statistic: Double

  /// Evidence by its parts.
  private init(
    _ pFor: Double, against: Double? = nil, equivalent: Double? = nil, statistic: Double
  ) {
    self.pFor = pFor
    self.pAgainst = against
    self.pEquivalent = equivalent
    self.statistic = statistic
  }

  /// The test of a claim.
  ///
  /// - Parameters:
  ///   - columns: one number a seed for each thing compared: one column, or several in order for
  ///     `rising`.
  ///   - margin: δ, in units of the numbers.
  ///   - stream: where permutations come from, where there are too many to try all.
  /// - Precondition: there are two seeds.
  init(_ test: Claim.Test, _ columns: [[Double]], margin: Double, stream: RandomStream) {
    let values = columns[0]
    precondition(values.count > 1, "no test of one seed")
    func flip(_ alternative: Alternative) -> TestResult {
      SignFlip.test(values, alternative: alternative, stream: stream["permutation"])
    }
    func student(against bound: Double, _ alternative: Alternative) -> TestResult {
      TTest.oneSample(values, against: bound, alternative: alternative)
    }
    let within = Equivalence.tost(values, margin: margin).pValue
    switch test {
    case .greater, .less:
      let found = flip(test == .greater ? .greater : .less)
      self.init(
        found.pValue, against: flip(test == .greater ? .less : .greater).pValue,
        equivalent: within, statistic: found.statistic)
    case .different:
      let found = flip(.twoSided)
      self.init(found.pValue, equivalent: within, statistic: found.statistic)
    case .equivalent:
      let outside = min(
        student(against: margin, .greater).pValue, student(against: -margin, .less).pValue)
      self.init(
        within, against: min(1, 2 * outside),
        statistic: values.reduce(0, +) / Double(values.count))
    case .notAbove:
      let found = student(against: margin, .less)
      self.init(
        found.pValue, against: student(against: margin, .greater).pValue,
        statistic: found.statistic)
    case .rising:
      let rows = values.indices.map { seed in columns.map { $0[seed] } }
      let found = PageTrend.test(rows)
      self.init(
        found.pValue, against: PageTrend.test(rows, alternative: .less).pValue,
        statistic: found.statistic)
    }
  }

  /// That of claims which must all hold: the largest p counts; against the whole is what is against
  /// any of them, Bonferroni.
  static func all(_ parts: [Evidence]) -> Evidence {
    guard let first = parts.first, parts.count > 1 else { return parts[0] }
    let against = parts.compactMap(\.pAgainst).min()
    return Evidence(
      parts.map(\.pFor).max() ?? first.pFor,
      against: against.map { min(1, $0 * Double(parts.count)) }, statistic: first.statistic)
  }
}
