import Foundation
import Statistics
import Support
import Testing

@Suite struct EffectReadingTests {
  /// A difference with its interval and, where given, the level that it is from.
  struct Case: Sendable {
    var value: Double
    var low: Double
    var high: Double
    var baseline: Double?
    var floor: Double?
    var reading: EffectReading

    init(
      _ value: Double, _ low: Double, _ high: Double, from baseline: Double? = nil,
      floor: Double? = nil, _ reading: EffectReading
    ) {
      self.value = value
      self.low = low
      self.high = high
      self.baseline = baseline
      self.floor = floor
      self.reading = reading
    }
  }

  /// The margin is 1/16, so that the edges are exact.
  static let margin = 0.0625
  static let cases: [Case] = [
    Case(0.2, 0.1, 0.3, .higher),
    Case(-0.2, -0.3, -0.1, .lower),
    Case(0, -0.05, 0.05, .noDifference),
    Case(0.1, -0.1, 0.3, .unclear),
    // On the margin: the value counts as large, the interval as inside.
    Case(0.0625, 0.01, 0.115, .higher),
    Case(-0.0625, -0.115, -0.01, .lower),
    Case(0, -0.0625, 0.0625, .noDifference),
    Case(0, -0.0625, 0.0626, .unclear),
    Case(0, -0.0626, 0.0625, .unclear),
    // An end on 0 is not away from it.
    Case(0.1, 0, 0.2, .unclear),
    Case(-0.1, -0.2, 0, .unclear),
    // Away from 0, but small.
    Case(0.03, 0.01, 0.05, .noDifference),
    Case(0.05, 0.01, 0.09, .unclear),
    Case(-0.05, -0.09, -0.01, .unclear),
    // Intervals of no width.
    Case(0, 0, 0, .noDifference),
    Case(0.0625, 0.0625, 0.0625, .higher),
    Case(-0.0625, -0.0625, -0.0625, .lower),
    Case(0.06, 0.06, 0.06, .noDifference),
    // The ceiling is for the baseline alone, and above it nothing else is said.
    Case(0.02, 0.01, 0.03, from: 0.98, .ceiling),
    Case(-0.5, -0.6, -0.4, from: 0.98, .ceiling),
    Case(-0.5, -0.6, -0.4, from: 0.97, .lower),
    Case(0.2, 0.1, 0.3, from: 0.5, .higher),
    // The floor is for both sides.
    Case(0.001, 0, 0.002, from: 0.001, floor: 0.01, .floor),
    Case(0.2, 0.1, 0.3, from: 0.001, floor: 0.01, .higher),
    Case(-0.2, -0.3, -0.1, from: 0.2, floor: 0.01, .lower),
    Case(0, -0.001, 0.001, from: 0.01, floor: 0.01, .noDifference),
    Case(0.001, 0, 0.002, from: 0.001, .noDifference),
    Case(0.001, 0, 0.002, floor: 0.01, .noDifference),
    // NaN.
    Case(.nan, -0.01, 0.01, .unclear),
    Case(0, .nan, 0.01, .unclear),
    Case(0, -0.01, .nan, .unclear),
    Case(.nan, .nan, .nan, from: 0.98, .unclear),
    Case(0.2, 0.1, 0.3, from: Double.nan, .unclear),
    // Unbounded intervals.
    Case(0.2, -.infinity, .infinity, .unclear),
    Case(0.2, 0.1, .infinity, .higher),
  ]

  @Test(arguments: cases)
  func reads(_ one: Case) {
    let estimate = Estimate(
      value: one.value, standardError: 0.01,
      interval: Interval(low: one.low, high: one.high, level: 0.95))
    let reading = EffectReading.read(
      estimate, margin: Self.margin, baseline: one.baseline, floor: one.floor)
    #expect(reading == one.reading)
  }

  @Test func anotherCeiling() {
    let estimate = Estimate(
      value: 0.2, standardError: 0.01, interval: Interval(low: 0.1, high: 0.3, level: 0.95))
    #expect(EffectReading.read(estimate, margin: 0.05, baseline: 0.8, ceiling: 0.75) == .ceiling)
    var unknown = estimate
    unknown.standardError = .nan
    #expect(EffectReading.read(unknown, margin: 0.05) == .unclear)
  }

  @Test func words() {
    #expect(
      EffectReading.allCases.map(\.words) == [
        "higher", "lower", "no difference that matters", "unclear", "at its ceiling",
        "at its floor",
      ])
  }

  /// Mirroring a difference mirrors its reading, whatever the numbers.
  @Test func isSymmetric() {
    var random = generator("reading symmetry")
    let mirrored: [EffectReading: EffectReading] = [.higher: .lower, .lower: .higher]
    for _ in 0..<2000 {
      let value = 0.1 * random.normal()
      let (below, above) = (0.1 * random.uniform(), 0.1 * random.uniform())
      let reading = EffectReading.read(
        Estimate(
          value: value, standardError: 0.1,
          interval: Interval(low: value - below, high: value + above, level: 0.95)),
        margin: 0.05)
      let other = EffectReading.read(
        Estimate(
          value: -value, standardError: 0.1,
          interval: Interval(low: -value - above, high: -value + below, level: 0.95)),
        margin: 0.05)
      let expected = mirrored[reading] ?? reading
      #expect(other == expected)
    }
  }

  /// What the words are worth with 8 seeds and 64 problems, through the interval that studies use.
  @Test(arguments: [
    ("reading higher", 0.1, [EffectReading.higher], 0.9),
    ("reading lower", -0.1, [EffectReading.lower], 0.9),
    ("reading none", 0.0, [EffectReading.noDifference, .unclear], 0.95),
  ])
  func simulatedStudies(
    name: String, effect: Double, allowed: [EffectReading], least: Double
  ) throws {
    var random = generator(name)
    let repeats = 1000
    var count = 0
    for _ in 0..<repeats {
      let table = crossedTable(
        seeds: 8, problems: 64, mean: effect, spread: (0.02, 0.05, 0.05), &random)
      let estimate = try #require(CrossedInterval.interval(table))
      if allowed.contains(EffectReading.read(estimate, margin: 0.05)) { count += 1 }
    }
    let rate = Double(count) / Double(repeats)
    #expect(rate >= least, "\(name): \(rate)")
  }

  @Test func rejectsAMarginThatIsNotPositive() async {
    await #expect(processExitsWith: .failure) {
      _ = EffectReading.read(Estimate.mean(of: [0.1, 0.2]), margin: 0)
    }
  }
}
