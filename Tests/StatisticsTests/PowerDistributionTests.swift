import Foundation
import Statistics
import Support
import Testing

@Suite struct PowerDistributionTests {
  /// Probabilities 0.4, 0.25 (right), 0.2, 0.1, 0.05; the first three were seen. With α = 2, A =
  /// 0.2625, u = 0.15 and m = 0.15: 0.0625/0.285 and 0.0625/0.2625 about 0.0625/0.275.
  @Test func workedNumbers() {
    let bounds = PowerDistribution.bounds(
      rightLogProbability: log(0.25), sampledLogProbabilities: [log(0.4), log(0.2)], samples: 10,
      alpha: 2)
    #expect(isClose(bounds.low, 0.21929824561403508, Tolerance.double))
    #expect(isClose(bounds.high, 0.23809523809523808, Tolerance.double))
    // With 100 samples m is ln 20/100.
    let more = PowerDistribution.bounds(
      rightLogProbability: log(0.25), sampledLogProbabilities: [log(0.2), log(0.4)], samples: 100,
      alpha: 2)
    #expect(isClose(more.low, 0.0625 / (0.2625 + 0.15 * log(20) / 100), Tolerance.double))
    #expect(isClose(more.high, bounds.high, Tolerance.double))
  }

  /// If everything was seen the bounds are the number itself.
  @Test(arguments: [1, 1.5, 2, 4, 8])
  func everythingSeen(alpha: Double) {
    let p = [0.4, 0.25, 0.2, 0.1, 0.05]
    let z = p.reduce(0.0) { $0 + pow($1, alpha) }
    for right in p.indices {
      var others = p
      others.remove(at: right)
      let bounds = PowerDistribution.bounds(
        rightLogProbability: log(p[right]), sampledLogProbabilities: others.map { log($0) },
        samples: 50, alpha: alpha)
      #expect(isClose(bounds.low, pow(p[right], alpha) / z, Tolerance.double))
      #expect(isClose(bounds.high, pow(p[right], alpha) / z, Tolerance.double))
    }
  }

  @Test func ends() {
    let sampled = [log(0.4), log(0.2)]
    let one = PowerDistribution.bounds(
      rightLogProbability: log(0.25), sampledLogProbabilities: sampled, samples: 10, alpha: 1)
    #expect(one.low == one.high && isClose(one.low, 0.25, Tolerance.double))
    let impossible = PowerDistribution.bounds(
      rightLogProbability: -.infinity, sampledLogProbabilities: sampled, samples: 10, alpha: 3)
    #expect(impossible == PowerBounds(low: 0, high: 0))
    let certain = PowerDistribution.bounds(
      rightLogProbability: 0, sampledLogProbabilities: [], samples: 10, alpha: 3)
    #expect(certain == PowerBounds(low: 1, high: 1))
    // Powers of all probabilities underflow, their ratios do not: 1/(1 + 16) against the unseen.
    let tiny = PowerDistribution.bounds(
      rightLogProbability: -400, sampledLogProbabilities: [-400 + log(2)], samples: 10, alpha: 4)
    #expect(isClose(tiny.high, 1.0 / 17, Tolerance.double))
    #expect(tiny.low == 0)
  }

  /// Zipf's law over 2000 responses, the 30th of which is right: the number lies between the
  /// bounds, and these move together with more samples.
  @Test(arguments: [1.5, 2, 4, 8])
  func holdInSimulations(alpha: Double) {
    let weights = (1...2000).map { 1 / Double($0) }
    let total = weights.reduce(0, +)
    let p = weights.map { $0 / total }
    var cumulated: [Double] = []
    for share in p { cumulated.append((cumulated.last ?? 0) + share) }
    let right = 29
    let z = p.reduce(0.0) { $0 + pow($1, alpha) }
    let truth = pow(p[right], alpha) / z
    var random = generator("zipf")
    var widths: [Double] = []
    for samples in [32, 256, 2048] {
      var width = 0.0
      for _ in 0..<50 {
        var seen: Set<Int> = []
        for _ in 0..<samples {
          let u = random.uniform()
          var (below, above) = (0, 1999)
          while below < above {
            let middle = (below + above) / 2
            if cumulated[middle] > u { above = middle } else { below = middle + 1 }
          }
          seen.insert(below)
        }
        seen.remove(right)
        let bounds = PowerDistribution.bounds(
          rightLogProbability: log(p[right]),
          sampledLogProbabilities: seen.sorted().map { log(p[$0]) }, samples: samples,
          alpha: alpha)
        #expect(bounds.low <= truth * (1 + 1e-12) && truth * (1 - 1e-12) <= bounds.high)
        width += (bounds.high - bounds.low) / 50
      }
      widths.append(width)
    }
    #expect(widths[0] > widths[1] && widths[1] > widths[2])
  }

  /// What the lower bound rests on: of 200 equally probable responses 6 were missed in 700 samples,
  /// each more probable than ln 20/700, and it is 0.4 % too high.
  @Test func lowerBoundIsNotCertain() {
    let each = log(0.005)
    let bounds = PowerDistribution.bounds(
      rightLogProbability: each, sampledLogProbabilities: [Double](repeating: each, count: 193),
      samples: 700, alpha: 2)
    #expect(isClose(bounds.low, 0.005021705290655435, 1e-9))
    #expect(isClose(bounds.high, 1.0 / 194, 1e-9))
  }

  @Test func rejectsWhatItCannotBound() async {
    await #expect(processExitsWith: .failure) {
      _ = PowerDistribution.bounds(
        rightLogProbability: -1, sampledLogProbabilities: [], samples: 10, alpha: 0.5)
    }
    await #expect(processExitsWith: .failure) {
      _ = PowerDistribution.bounds(
        rightLogProbability: -1, sampledLogProbabilities: [-2, -3], samples: 1, alpha: 2)
    }
    await #expect(processExitsWith: .failure) {
      _ = PowerDistribution.bounds(
        rightLogProbability: .nan, sampledLogProbabilities: [], samples: 1, alpha: 2)
    }
  }
}
