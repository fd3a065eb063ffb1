import Foundation
import Statistics
import Support
import Testing

/// The worked curve of performance against compute.
enum WorkedCurve {
  static let compute = [2.0, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128]
  static let reward = [
    0.1121, 0.1212, 0.1564, 0.1888, 0.2442, 0.3105, 0.3973, 0.4699, 0.5279, 0.5669, 0.5888, 0.6032,
  ]
  static let data = CurveData(x: compute, y: reward)
  static let stream = RandomStream(seed: 7)["bootstrap"]
  static let samples = (0...8).map { pow(2.0, Double($0)) }
  static let coverage = [
    0.1203, 0.1842, 0.2603, 0.3506, 0.4427, 0.5388, 0.6297, 0.7101, 0.7788,
  ]
}

@Suite struct CurveWorkedTests {
  private func fit(
    _ law: any CurveLaw, _ data: CurveData = WorkedCurve.data, fixed: [String: Double] = [:],
    holdOut: Double = 0, draws: Int = 0
  ) throws -> CurveFit {
    try CurveFitter(law, fixed: fixed, draws: draws, holdOut: holdOut)
      .fit(data, stream: WorkedCurve.stream)
  }

  @Test func sigmoid() throws {
    let fit = try fit(Sigmoid(), fixed: ["R0": 0.1])
    #expect(isRelativelyClose(fit.values[0], 0.620822, 1e-6))
    #expect(isRelativelyClose(fit.values[1], 1.795381, 1e-6))
    #expect(isRelativelyClose(fit.values[2], 20.024568, 1e-6))
    #expect(isRelativelyClose(fit.ssr, 1.957079e-4, 1e-6))
    #expect(isClose(try #require(fit.deviation), 0.004663, 6e-7))
    #expect(isClose(try #require(fit.standardError("A")), 0.004641, 6e-7))
    #expect(isClose(try #require(fit.standardError("B")), 0.041791, 6e-7))
    // The printed number ends in 6; scipy with central differences gives 0.34365538 too.
    #expect(isClose(try #require(fit.standardError("Cmid")), 0.343656, 1e-6))
    #expect(fit.standardError("R0") == nil && fit.isFixed == [false, false, false, true])
    #expect(isClose(try #require(fit.correlation("A", "B")), -0.7368, 6e-5))
    #expect(isClose(try #require(fit.correlation("A", "Cmid")), 0.8264, 6e-5))
    #expect(isClose(try #require(fit.correlation("B", "Cmid")), -0.6062, 6e-5))
    #expect(isClose(try #require(fit.aicc), -118.571, 6e-4))
    #expect(isClose(try #require(fit.bic), -122.346, 6e-4))
    let wald = try #require(fit.wald[0])
    #expect(isClose(try #require(wald.low), 0.610323, 6e-7))
    #expect(isClose(try #require(wald.high), 0.631322, 6e-7))
    let profile = try #require(fit.profile[0])
    #expect(isClose(try #require(profile.low), 0.610694, 6e-7))
    #expect(isClose(try #require(profile.high), 0.631676, 6e-7))
    #expect(fit.isIdentified && fit.isConverged, "\(fit.notes)")
  }

  @Test func theMeasuredStartIsTakenFromTheData() throws {
    let with = CurveData(x: [0] + WorkedCurve.compute, y: [0.1] + WorkedCurve.reward)
    let found = try fit(Sigmoid(), with)
    #expect(found.values == (try fit(Sigmoid(), fixed: ["R0": 0.1])).values && found.count == 12)
    let free = try fit(Sigmoid())
    #expect(free.freeCount == 4 && free.notes.contains { $0.contains("No point at x = 0") })
  }

  @Test func publishedGrid() {
    let ceilings = (0...70).map { 0.45 + 0.005 * Double($0) }
    let middles = (0..<100).map { 2 + 78 * Double($0) / 99 }
    let found = SigmoidGrid.fit(
      WorkedCurve.data, r0: 0.1, ceilings: ceilings, middles: middles)
    #expect(isClose(found.a, 0.62, 1e-9) && isClose(found.b, 1.801, 6e-4))
    #expect(isClose(found.middle, 20.121, 6e-4) && isRelativelyClose(found.ssr, 2.0887e-4, 3e-5))
  }

  @Test func rivals() throws {
    let line = try fit(LogLinear())
    #expect(isRelativelyClose(line.ssr, 1.7066e-2, 3e-5))
    #expect(isClose(try #require(line.aicc), -69.667, 6e-4))
    #expect(isClose(try #require(line.bic), -71.212, 6e-4) && line.isIdentified)
    // The power law degenerates into the line; where it stops is a matter of taste.
    let power = try fit(PowerLaw())
    #expect(isRelativelyClose(power.ssr, 1.7069e-2, 3e-4))
    #expect(isClose(try #require(power.aicc), -64.951, 0.01))
    #expect(isClose(try #require(power.bic), -68.725, 0.01))
    #expect(!power.isIdentified && power.notes.first?.hasPrefix("Not identified") == true)
  }

  @Test func holdOut() throws {
    let found = try #require(try fit(Sigmoid(), fixed: ["R0": 0.1], holdOut: 1.0 / 3).holdOut)
    #expect(found.fitted == 8 && found.indices == [8, 9, 10, 11])
    #expect(isClose(found.values[0], 0.662, 6e-4))
    for (value, expected) in zip(found.predictions, [0.5446, 0.5839, 0.6201, 0.6356]) {
      #expect(isClose(value, expected, 6e-5))
    }
    #expect(isClose(found.rmse, 0.0255, 6e-5))
    for law in [PowerLaw(), LogLinear()] as [any CurveLaw] {
      let rmse = try #require(try fit(law, holdOut: 1.0 / 3).holdOut).rmse
      #expect(isClose(rmse, 0.0434, 1e-4), "\(law.name) \(rmse)")
    }
  }

  @Test func exponentiatedPower() throws {
    let data = CurveData(x: WorkedCurve.samples, y: WorkedCurve.coverage)
    let first = try fit(ExponentiatedPower(.log), data)
    #expect(isClose(first.values[0], -2.153022, 6e-7))
    #expect(isClose(first.values[1], -0.358994, 6e-7))
    #expect(isRelativelyClose(first.ssr, 7.5208e-3, 1e-5))
    #expect(isClose(try #require(first.standardError("a")), 0.02687, 6e-6))
    #expect(isClose(try #require(first.standardError("b")), 0.00797, 6e-6))
    let law = ExponentiatedPower(.log)
    #expect(isClose(law.value(first.values, at: [1024]), 0.836273, 6e-7))
    #expect(isClose(law.value(first.values, at: [4096]), 0.896999, 6e-7))
    let second = try fit(ExponentiatedPower(.linear), data)
    #expect(isClose(second.values[0], -2.265126, 6e-7))
    #expect(isClose(second.values[1], -0.382166, 6e-7))
    let third = try fit(ExponentiatedPower(.line), data)
    #expect(isClose(third.values[0], -2.252328, 6e-7))
    #expect(isClose(third.values[1], -0.384804, 6e-7))
    #expect([first, second, third].map(\.estimator) == ["log", "linear", "line"])
  }

  @Test func overOptimization() throws {
    let places = (1...40).map { Double($0) }
    let best = BestOfN()
    let sampled = CurveData(x: places.map { $0 / 10 }, y: places.map { $0 / 10 * (1 - $0 / 40) })
    let first = try fit(best, sampled)
    #expect(isClose(try #require(first.derived["peak_x"]), 2, 1e-9))
    #expect(isClose(try #require(first.derived["peak_y"]), 1, 1e-9) && first.isIdentified)
    let trained = CurveData(x: places, y: places.map { $0 * (1 - 0.25 * log($0)) })
    let second = try fit(OverOptimization(), trained)
    #expect(isClose(try #require(second.derived["peak_x"]), 20.0855, 6e-5))
    #expect(isClose(try #require(second.derived["peak_y"]), 5.0214, 6e-5))
    #expect(isClose(BestOfN.divergence(samples: 16), 1.835089, 6e-7))
    #expect(isClose(BestOfN.divergence(samples: 1000), 5.908755, 6e-7))
    #expect(BestOfN.divergence(samples: 1) == 0)
  }

  @Test func entropy() throws {
    let data = CurveData(
      x: [1.2, 0.9, 0.7, 0.5, 0.35, 0.25, 0.15, 0.08],
      y: [0.112, 0.231, 0.300, 0.358, 0.398, 0.421, 0.443, 0.459])
    let found = try fit(EntropyLaw(), data)
    #expect(isClose(found.values[0], 0.155465, 6e-7) && isClose(found.values[1], 0.619901, 6e-7))
    #expect(isClose(try #require(found.derived["ceiling"]), 0.464436, 6e-7))
  }
}
