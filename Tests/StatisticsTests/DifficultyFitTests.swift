import Foundation
import Statistics
import Support
import Testing

@Suite struct DifficultyFitTests {
  static let worked = [0, 0, 0, 0, 1, 1, 2, 3, 5, 8, 12, 20, 31, 32, 32, 27, 0, 4, 1, 16]
    .map { (n: 32, c: $0) }

  @Test func workedNumbers() throws {
    let fit = try DifficultyFit.betaBinomial(counts: Self.worked)
    #expect(isClose(fit.a, 0.233880, Tolerance.sixDigits))
    #expect(isClose(fit.b, 0.438766, Tolerance.sixDigits))
    #expect(isClose(fit.negativeLogLikelihood, 57.418646, Tolerance.sixDigits))
    #expect(isClose(fit.mean, 0.347702, Tolerance.sixDigits))
    #expect(fit.isIdentified && fit.note == nil && fit.tailExponent == fit.a)
    for (k, pass) in [
      (1, 0.347702), (8, 0.591531), (32, 0.704243), (256, 0.818081), (1024, 0.868452),
    ] {
      #expect(isClose(fit.passAtK(k), pass, Tolerance.sixDigits), "\(k): \(fit.passAtK(k))")
    }
    #expect(isClose(fit.tail(1024), 0.131550, Tolerance.sixDigits))
    #expect(isClose(1 - fit.passAtK(1024), 0.131548, Tolerance.sixDigits))
    #expect(isClose(try #require(fit.seLogA), 0.343, 6e-4))
    #expect(isClose(try #require(fit.seLogB), 0.391, 6e-4))
    let empirical = try PassAtK.curve(counts: Self.worked, ks: [1, 8, 32]).map(\.value)
    for (found, expected) in zip(empirical, [0.304688, 0.559788, 0.750000]) {
      #expect(isClose(found, expected, Tolerance.sixDigits))
    }
    let start = DifficultyFit.momentStart(counts: Self.worked)
    #expect(isClose(start.a, 0.158091, Tolerance.sixDigits))
    #expect(isClose(start.b, 0.360772, Tolerance.sixDigits))
  }

  /// The closed product against log-gamma functions, also far beyond where it is multiplied out.
  @Test func passAtKEqualsLogGamma() throws {
    var fit = try DifficultyFit.betaBinomial(counts: Self.worked)
    for (a, b) in [(0.05, 0.3), (0.7, 4), (3, 2), (40, 900)] {
      (fit.a, fit.b) = (a, b)
      for k in [1, 2, 17, 999, 1000, 1001, 5000, 100_000] {
        let x = Double(k)
        let fail = exp(lgamma(b + x) - lgamma(a + b + x) + lgamma(a + b) - lgamma(b))
        #expect(isClose(fit.passAtK(k), 1 - fail, Tolerance.logarithms), "\(a) \(b) \(k)")
      }
    }
  }

  /// The quadrature with s = 1 is the closed form, for shapes on both sides of 1.
  @Test func quadratureEqualsTheClosedForm() throws {
    var random = generator("quadrature")
    for (a, b) in [(0.06, 0.2), (0.3, 0.9), (0.8, 0.4), (2, 5), (30, 60)] {
      let counts = (0..<200).map { _ in
        let n = 5 + random.integer(below: 120)
        return (n: n, c: (0..<n).count { _ in random.bernoulli(0.3) })
      }
      let closed = DifficultyFit.objective(.betaBinomial, counts: counts, a: a, b: b)
      let integral = DifficultyFit.objective(.scaledBeta, counts: counts, a: a, b: b)
      #expect(isClose(closed, integral, 1e-9 * abs(closed)), "\(a) \(b): \(closed) \(integral)")
    }
  }

  /// Against integrals over 400 000 quantiles, maximized by Nelder and Mead in scipy.
  @Test func otherFamiliesEqualAReference() throws {
    let fit = try DifficultyFit.kumaraswamy(counts: Self.worked)
    #expect(isRelativelyClose(fit.a, 0.187924, 2e-4) && isRelativelyClose(fit.b, 0.518423, 2e-4))
    #expect(isClose(fit.negativeLogLikelihood, 57.824706, 1e-5))
    #expect(isRelativelyClose(try #require(fit.seLogA), 0.527520, 2e-3))
    #expect(isRelativelyClose(try #require(fit.seLogB), 0.332435, 2e-3))
    #expect(isClose(try #require(fit.correlation), 0.684231, 2e-3))
    for (k, pass) in [(1, 0.347782), (32, 0.709918), (1024, 0.860620)] {
      #expect(isClose(fit.passAtK(k), pass, 2e-4), "\(k): \(fit.passAtK(k))")
    }
    let capped = [0, 0, 0, 0, 1, 1, 2, 3, 5, 8, 12, 20, 18, 14, 17, 19, 0, 4, 1, 16]
      .map { (n: 32, c: $0) }
    for (model, a, b, value, pass) in [
      (DifficultyModel.scaledKumaraswamy, 0.289036, 0.669409, 55.500771, 0.905853),
      (.scaledBeta, 0.321633, 0.622785, 55.461200, 0.911371),
    ] {
      let fit = try DifficultyFit.fit(model, counts: capped)
      #expect(fit.scale == 0.65625)
      #expect(isRelativelyClose(fit.a, a, 2e-4) && isRelativelyClose(fit.b, b, 2e-4), "\(fit)")
      #expect(isClose(fit.negativeLogLikelihood, value, 1e-5))
      #expect(isClose(fit.passAtK(1024), pass, 2e-4))
      // The power law of the tail is reached.
      #expect(isRelativelyClose(1 - fit.passAtK(1 << 40), fit.tail(1 << 40), 1e-3))
    }
  }

  /// With a = 0.06 and b = 1, 19 % of the mass lies below p = 1e-12, and counts.
  @Test func massFarBelowCounts() throws {
    var fit = try DifficultyFit.kumaraswamy(counts: Self.worked)
    (fit.a, fit.b) = (0.06, 1)
    // E(1 − p)^k for p = q^{1/0.06} is B(0.06, k + 1)·0.06.
    for k in [1, 100, 1_000_000, 1_000_000_000] {
      let fail = exp(log(0.06) + lgamma(0.06) + lgamma(Double(k) + 1) - lgamma(Double(k) + 1.06))
      #expect(isClose(1 - fit.passAtK(k), fail, 1e-6), "\(k)")
    }
    #expect(isClose(1 - fit.passAtK(1_000_000_000_000), 0.19, 0.01))
  }

  @Test func findsTheShapesThatMadeTheData() throws {
    var random = generator("recovery")
    let counts = Self.betaCounts(problems: 4000, n: 64, a: 0.5, b: 1.5, &random)
    let fit = try DifficultyFit.betaBinomial(counts: counts)
    let (seA, seB) = (try #require(fit.seLogA), try #require(fit.seLogB))
    #expect(abs(log(fit.a / 0.5)) < 4 * seA && abs(log(fit.b / 1.5)) < 4 * seB)
    let interval = try #require(fit.interval(1024))
    #expect(interval.contains(1 - exp(lgamma(1025.5) - lgamma(1026) + lgamma(2) - lgamma(1.5))))
  }

  /// The delta interval of pass@1024 from 64 samples of each of 100 problems.
  @Test func deltaIntervalCoverage() throws {
    var random = generator("delta coverage")
    let truth = -expm1(
      lgamma(0.9 + 1024) - lgamma(1.2 + 1024) + lgamma(1.2) - lgamma(0.9))
    var covered = 0
    let repeats = 2000
    for _ in 0..<repeats {
      let counts = Self.betaCounts(problems: 100, n: 64, a: 0.3, b: 0.9, &random)
      let fit = try DifficultyFit.betaBinomial(counts: counts)
      if try #require(fit.interval(1024)).contains(truth) { covered += 1 }
    }
    let rate = Double(covered) / Double(repeats)
    #expect(rate > 0.935 && rate < 0.965, "covered \(rate)")
  }

  /// The bootstrap over problems agrees with the delta method where both hold.
  @Test func bootstrapAgreesWithDelta() throws {
    var random = generator("bootstrap")
    let counts = Self.betaCounts(problems: 300, n: 64, a: 0.4, b: 0.8, &random)
    let fit = try DifficultyFit.betaBinomial(counts: counts)
    let stream = RandomStream(seed: 7)["bootstrap"]
    let points = fit.extrapolate([64, 1024], counts: counts, draws: 400, stream: stream)
    for point in points {
      let (found, delta) = (
        try #require(point.interval), try #require(fit.interval(point.k))
      )
      #expect(point.value == fit.passAtK(point.k) && found.contains(point.value))
      #expect(isClose(found.low, delta.low, 0.25 * delta.width), "\(found) \(delta)")
      #expect(isClose(found.high, delta.high, 0.25 * delta.width), "\(found) \(delta)")
    }
    let kumaraswamy = try DifficultyFit.kumaraswamy(counts: counts)
    let few = kumaraswamy.extrapolate([1024], counts: counts, draws: 20, stream: stream)
    #expect(try #require(few[0].interval).contains(few[0].value))
  }

  @Test func saysWhatItCannotKnow() throws {
    for model in DifficultyModel.allCases {
      #expect(throws: StatisticsError.empty(what: "problems")) {
        try DifficultyFit.fit(model, counts: [])
      }
      #expect(throws: StatisticsError.self) {
        try DifficultyFit.fit(model, counts: [(n: 8, c: 0), (n: 8, c: 0)])
      }
      #expect(throws: StatisticsError.self) {
        try DifficultyFit.fit(model, counts: [(n: 8, c: 8), (n: 4, c: 4)])
      }
      #expect(throws: StatisticsError.countOutOfRange(successes: 9, samples: 8, problem: 1)) {
        try DifficultyFit.fit(model, counts: [(n: 8, c: 1), (n: 8, c: 9)])
      }
      for counts in [
        [(n: 64, c: 16)], [(n: 1, c: 1), (n: 1, c: 0), (n: 1, c: 0)],
        [(n: 64, c: 31), (n: 64, c: 32), (n: 64, c: 33), (n: 64, c: 32)],
        [(n: 64, c: 64), (n: 64, c: 0), (n: 64, c: 64), (n: 64, c: 0)],
      ] where !model.isScaled || counts.count == 1 {
        let fit = try DifficultyFit.fit(model, counts: counts)
        #expect(!fit.isIdentified && fit.note != nil && fit.seLogA == nil, "\(model) \(counts)")
        #expect(fit.interval(100) == nil)
        #expect(fit.a.isFinite && fit.b.isFinite && fit.passAtK(1000).isFinite)
      }
    }
  }

  /// A draw from Beta(a, b) by Jöhnk's rejection, and binomial counts.
  static func betaCounts(
    problems: Int, n: Int, a: Double, b: Double, _ random: inout RandomGenerator
  ) -> [(n: Int, c: Int)] {
    (0..<problems).map { _ in
      var (x, y) = (1.0, 1.0)
      repeat {
        x = pow(random.uniform(), 1 / a)
        y = pow(random.uniform(), 1 / b)
      } while x + y > 1 || x + y == 0
      let p = x / (x + y)
      return (n: n, c: (0..<n).count { _ in random.bernoulli(p) })
    }
  }
}
