import Foundation
import Statistics
import Support
import Testing

/// What intervals cover, and what is said where there is nothing to cover.
@Suite struct CurveIntervalTests {
  static let truth = [0.62, 1.8, 20.0, 0.1]

  private func simulated(_ noise: Double, _ random: inout RandomGenerator) -> CurveData {
    CurveData(
      x: WorkedCurve.compute,
      y: WorkedCurve.compute.map { Sigmoid().value(Self.truth, at: [$0]) + noise * random.normal() }
    )
  }

  /// Independent normal errors: Wald and profile keep what they promise for a curve that is nearly
  /// linear in its parameters.
  @Test func coverageOfWaldAndProfile() throws {
    var random = generator("curve coverage")
    let repeats = 600
    var covered = [0, 0]
    for _ in 0..<repeats {
      let data = simulated(0.005, &random)
      let fit = try CurveFitter(Sigmoid(), fixed: ["R0": 0.1])
        .fit(data, stream: RandomStream(seed: 1))
      if try #require(fit.wald[0]).contains(Self.truth[0]) { covered[0] += 1 }
      if try #require(fit.profile[0]).contains(Self.truth[0]) { covered[1] += 1 }
    }
    // Four standard errors of 600 simulations are 3.6 %.
    for count in covered {
      #expect(isClose(Double(count) / Double(repeats), 0.95, 0.036), "\(count)")
    }
  }

  /// A law that is linear in its parameters has a parabola for a profile: both intervals are one, also where the first step of the
  /// search lands on the end.
  @Test func profilesOfLinearLawsAreWald() throws {
    var random = generator("linear profiles")
    let x = [1.0, 2, 5, 10, 20, 50, 100, 200]
    let straight = CurveData(x: x, y: x)
    let noisy = (0..<100).map { _ in
      CurveData(x: x, y: x.map { 1 + 2 * log($0) + random.normal() })
    }
    for data in [straight] + noisy {
      let fit = try CurveFitter(LogLinear()).fit(data, stream: RandomStream(seed: 1))
      for index in 0..<2 {
        let (wald, profile) = (try #require(fit.wald[index]), try #require(fit.profile[index]))
        for (one, other) in [(wald.low, profile.low), (wald.high, profile.high)] {
          #expect(
            isClose(try #require(one), try #require(other), 1e-4 * abs(try #require(one)) + 1e-4))
        }
      }
    }
  }

  /// Studentized intervals know what percentiles do not: with 12 points they cover 94 % with residuals and 93 % with points
  /// drawn, percentiles 88 and 91 % (400 simulations of 300 draws; 1500 of percentiles gave 89 and 90 %).
  @Test func coverageOfTheBootstrap() throws {
    var random = generator("curve bootstrap coverage")
    let repeats = 200
    var covered = [BootstrapKind.residuals: 0, .points: 0]
    for index in 0..<repeats {
      let data = simulated(0.005, &random)
      for kind in [BootstrapKind.residuals, .points] {
        let fit = try CurveFitter(
          Sigmoid(), fixed: ["R0": 0.1], profiles: false, draws: 150, bootstrap: kind
        ).fit(data, stream: RandomStream(seed: 1)["coverage", index])
        if try #require(fit.bootstrap[0]).contains(Self.truth[0]) { covered[kind, default: 0] += 1 }
      }
    }
    for (kind, expected) in [(BootstrapKind.residuals, 0.94), (.points, 0.93)] {
      let rate = Double(covered[kind] ?? 0) / Double(repeats)
      let error = (expected * (1 - expected) / Double(repeats)).squareRoot()
      #expect(isClose(rate, expected, 4 * error), "\(kind) covers \(rate)")
    }
  }

  /// Every point of a replicate shares an offset, as the points of one training run do. Intervals that take
  /// points as independent then cover far too little; drawing replicates is what helps.
  @Test func replicatesCarryWhatPointsDoNot() throws {
    var random = generator("replicate coverage")
    let repeats = 100
    var covered = [0, 0]
    for index in 0..<repeats {
      var (x, y, labels): ([Double], [Double], [Int]) = ([], [], [])
      for seed in 0..<8 {
        let offset = 0.03 * random.normal()
        for step in 0..<36 {
          let place = 2 * pow(64, Double(step) / 35)
          x.append(place)
          y.append(Sigmoid().value(Self.truth, at: [place]) + offset + 0.005 * random.normal())
          labels.append(seed)
        }
      }
      let data = CurveData(x: x, y: y, replicates: labels)
      let fit = try CurveFitter(Sigmoid(), fixed: ["R0": 0.1], profiles: false, draws: 100)
        .fit(data, stream: RandomStream(seed: 1)["replicates", index])
      #expect(fit.draws?.kind == .replicates)
      if try #require(fit.bootstrap[0]).contains(Self.truth[0]) { covered[0] += 1 }
      if try #require(fit.wald[0]).contains(Self.truth[0]) { covered[1] += 1 }
    }
    let rates = covered.map { Double($0) / Double(repeats) }
    // Studentized intervals of 8 replicates cover 94 %, percentiles 87 %, Wald 52 %, in 400 simulations.
    #expect(isClose(rates[0], 0.94, 0.1) && rates[1] < 0.75, "\(rates)")
  }

  /// By the number of replicates, studentized intervals cover 51, 82, 96, 95 and 94 % with 2, 3, 4, 5 and 8, percentiles 51,
  /// 76, 79, 83 and 87 % (400 simulations of 300 draws).
  @Test(arguments: [(3, 0.82), (5, 0.95)])
  func fewReplicates(_ seeds: Int, _ expected: Double) throws {
    var random = generator("few replicates", seeds)
    let repeats = 100
    var covered = 0
    for index in 0..<repeats {
      var (x, y, labels): ([Double], [Double], [Int]) = ([], [], [])
      for seed in 0..<seeds {
        let offset = 0.03 * random.normal()
        for step in 0..<20 {
          let place = 2 * pow(64, Double(step) / 19)
          x.append(place)
          y.append(Sigmoid().value(Self.truth, at: [place]) + offset + 0.005 * random.normal())
          labels.append(seed)
        }
      }
      let fit = try CurveFitter(Sigmoid(), fixed: ["R0": 0.1], profiles: false, draws: 150)
        .fit(
          CurveData(x: x, y: y, replicates: labels),
          stream: RandomStream(seed: 1)["few", index])
      #expect(fit.bootstrapKind == "studentized")
      if try #require(fit.bootstrap[0]).contains(Self.truth[0]) { covered += 1 }
    }
    let error = (expected * (1 - expected) / Double(repeats)).squareRoot()
    #expect(isClose(Double(covered) / Double(repeats), expected, 4 * error), "\(covered)")
  }

  @Test func drawsDoNotDependOnWorkers() throws {
    let one = try CurveFitter(Sigmoid(), fixed: ["R0": 0.1], draws: 50)
      .fit(WorkedCurve.data, stream: WorkedCurve.stream)
    let two = try CurveFitter(Sigmoid(), fixed: ["R0": 0.1], draws: 50, workers: 2)
      .fit(WorkedCurve.data, stream: WorkedCurve.stream)
    #expect(one == two && one.draws?.values.count == 50 && one.draws?.kind == .residuals)
    let other = try CurveFitter(Sigmoid(), fixed: ["R0": 0.1], draws: 50)
      .fit(WorkedCurve.data, stream: WorkedCurve.stream["other"])
    #expect(other.draws != one.draws && other.values == one.values)
  }

  /// The profile of a line is Student's interval, exactly.
  @Test func profileOfALinearLawIsWald() throws {
    let fit = try CurveFitter(LogLinear()).fit(WorkedCurve.data, stream: WorkedCurve.stream)
    for index in 0..<2 {
      let (wald, profile) = (try #require(fit.wald[index]), try #require(fit.profile[index]))
      #expect(isRelativelyClose(try #require(profile.low), try #require(wald.low), 1e-6))
      #expect(isRelativelyClose(try #require(profile.high), try #require(wald.high), 1e-6))
    }
  }

  /// A second way to the profile: a fine scan of A with the other two fitted by a crude search.
  @Test func profileEqualsAScan() throws {
    let fit = try CurveFitter(Sigmoid(), fixed: ["R0": 0.1])
      .fit(WorkedCurve.data, stream: WorkedCurve.stream)
    let t = 2.2621571627409915
    let threshold = fit.ssr * (1 + t * t / 9)
    for end in [try #require(fit.profile[0]?.low), try #require(fit.profile[0]?.high)] {
      let held = try CurveFitter(Sigmoid(), fixed: ["R0": 0.1, "A": end], profiles: false)
        .fit(WorkedCurve.data, stream: WorkedCurve.stream)
      #expect(isRelativelyClose(held.ssr, threshold, 1e-6))
    }
  }

  @Test func aRiseThatHasNotBentIsNotIdentified() throws {
    var random = generator("unbent")
    let x = (1...12).map { Double($0) }
    let y = x.map { Sigmoid().value([0.7, 1.5, 60, 0.1], at: [$0]) + 0.003 * random.normal() }
    let fit = try CurveFitter(Sigmoid(), fixed: ["R0": 0.1])
      .fit(CurveData(x: x, y: y), stream: WorkedCurve.stream)
    #expect(!fit.isIdentified, "\(fit.values)")
    let ceiling = try #require(fit.profile[0])
    #expect(ceiling.high == nil && ceiling.low != nil && ceiling.contains(0.7), "\(ceiling)")
    #expect(
      fit.notes.contains { $0.contains("the profile of A does not close above; A ≥") },
      "\(fit.notes)")
  }

  @Test func aJumpBeforeTheFirstPointIsNotIdentified() throws {
    var random = generator("jump")
    let x = (1...10).map { Double($0) * 100 }
    let y = x.map { _ in 0.5 + 0.01 * random.normal() }
    let fit = try CurveFitter(Sigmoid(), fixed: ["R0": 0.1])
      .fit(CurveData(x: x, y: y), stream: WorkedCurve.stream)
    #expect(!fit.isIdentified, "\(fit.values) \(fit.notes)")
  }

  @Test func weightsArePrecisions() throws {
    // A weight of 4 counts a point four times.
    let weights = WorkedCurve.compute.indices.map { $0 % 2 == 0 ? 4.0 : 1 }
    let weighted = CurveData(x: WorkedCurve.compute, y: WorkedCurve.reward, weights: weights)
    let copies = WorkedCurve.compute.indices.flatMap { index in
      [Int](repeating: index, count: Int(weights[index]))
    }
    for law in [Sigmoid(), LogLinear(), PowerLaw()] as [any CurveLaw] {
      let first = try CurveFitter(law, profiles: false).fit(weighted, stream: WorkedCurve.stream)
      let second = try CurveFitter(law, profiles: false)
        .fit(WorkedCurve.data.subset(copies), stream: WorkedCurve.stream)
      #expect(isRelativelyClose(first.ssr, second.ssr, 1e-6), "\(law.name)")
      if law.name != "power" {
        for (a, b) in zip(first.values, second.values) { #expect(isRelativelyClose(a, b, 1e-5)) }
      }
    }
  }

  /// Huber's loss, minimized directly by a slow search over a line with an outlier.
  @Test func huberEqualsASlowSearch() throws {
    var random = generator("huber")
    let x = (1...30).map { Double($0) }
    var y = x.map { 0.2 + 0.1 * log($0) + 0.01 * random.normal() }
    y[10] += 2
    let delta = 0.02
    func loss(_ a: Double, _ b: Double) -> Double {
      zip(x, y).reduce(0) { sum, point in
        let r = abs(point.1 - a - b * log(point.0))
        return sum + (r <= delta ? r * r / 2 : delta * (r - delta / 2))
      }
    }
    var (a, b, step) = (0.2, 0.1, 0.01)
    while step > 1e-12 {
      let moves = [
        (step, 0.0), (-step, 0), (0, step), (0, -step), (step, -step / 3), (-step, step / 3),
      ]
      guard let better = moves.first(where: { loss(a + $0.0, b + $0.1) < loss(a, b) }) else {
        step /= 2
        continue
      }
      (a, b) = (a + better.0, b + better.1)
    }
    let fit = try CurveFitter(LogLinear(), huberDelta: delta)
      .fit(CurveData(x: x, y: y), stream: WorkedCurve.stream)
    #expect(isClose(fit.values[0], a, 1e-6) && isClose(fit.values[1], b, 1e-6), "\(fit.values)")
    #expect(isRelativelyClose(fit.objective, loss(a, b), 1e-9) && fit.aicc == nil)
    #expect(fit.estimator == "huber-least-squares" && fit.wald[0] == nil)
    #expect(isClose(fit.values[0], 0.2, 0.02) && isClose(fit.values[1], 0.1, 0.01))
  }

  /// What decides whether a fit with Huber's loss is identified: standard errors of the linear theory, below the threshold
  /// of the loss and far above it.
  @Test(arguments: [1e-4, 0.003, 0.1]) func huberErrorsAreTheSpreadOfFits(_ noise: Double) throws {
    var random = generator("huber errors")
    let x = (1...36).map { Double($0) }
    let fitter = CurveFitter(LogLinear(), huberDelta: 1e-3, profiles: false)
    var (slopes, errors): ([Double], [Double]) = ([], [])
    for _ in 0..<200 {
      let data = CurveData(x: x, y: x.map { 0.2 + 0.1 * log($0) + noise * random.normal() })
      let fit = try fitter.fit(data, stream: WorkedCurve.stream)
      slopes.append(fit.values[1])
      errors.append(try #require(fitter.linearErrors(fit, data))[1])
    }
    let mean = slopes.reduce(0, +) / 200
    let spread = (slopes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199).squareRoot()
    let ratio = errors.sorted()[100] / spread
    #expect(ratio > 1 / 1.5 && ratio < 1.5, "\(ratio)")
  }

  @Test func chinchillaRecovers() throws {
    var random = generator("chinchilla")
    let law = Chinchilla()
    let truth = [406.4, 410.7, 1.69, 0.34, 0.28]
    var (x, y): ([[Double]], [Double]) = ([], [])
    for n in [4e7, 1e8, 3e8, 1e9, 3e9, 1e10] {
      for d in [1e9, 3e9, 1e10, 3e10, 1e11, 3e11] {
        x.append([n, d])
        y.append(law.value(truth, at: [n, d]))
      }
    }
    let exact = try CurveFitter(law).fit(CurveData(x: x, y: y), stream: WorkedCurve.stream)
    for (found, expected) in zip(exact.values, truth) {
      #expect(isRelativelyClose(found, expected, 1e-4), "\(exact.values)")
    }
    let optimal = try #require(exact.derived["optimal_exponent"])
    #expect(isClose(optimal, 0.28 / 0.62, 1e-5))
    let noisy = y.map { $0 * exp(0.003 * random.normal()) }
    let fit = try CurveFitter(law, draws: 60, workers: 2)
      .fit(CurveData(x: x, y: noisy), stream: WorkedCurve.stream)
    #expect(fit.draws?.kind == .points && fit.estimator == "huber-log")
    for (index, name) in ["A", "B", "E", "alpha", "beta"].enumerated() {
      let error = try #require(fit.standardError(name))
      #expect(
        error > 0 && abs(fit.values[index] - truth[index]) < 4 * error, "\(name) \(fit.values)")
    }
    let again = try CurveFitter(law, draws: 60)
      .fit(CurveData(x: x, y: noisy), stream: WorkedCurve.stream)
    #expect(again == fit)
  }
}
