import Analyses
import Foundation
import Interchange
import Statistics
import Support
import Testing

@Suite struct LikelihoodAnalysisTests {
  private func sample(
    _ problem: String, _ isRight: Bool?, _ scores: (Double, Int)...
  ) -> LikelihoodAnalysis.Sample {
    LikelihoodAnalysis.Sample(
      problem: problem, isRight: isRight, scores: scores.map { ($0.0, $0.1) })
  }

  /// Means over samples, intervals over problems, by hand.
  @Test func meansAndIntervals() throws {
    let samples = [
      sample("a", true, (-2, 2), (-3, 2)), sample("a", false, (-4, 2), (-4, 2)),
      sample("b", true, (-6, 3), (-9, 3)), sample("b", true, (-0, 0), (-1, 1)),
    ]
    let report = LikelihoodAnalysis(source: "s.jsonl", models: ["rl", "base"]).run(
      samples, drawn: ("rl", 1))
    #expect(report.groups.map(\.name) == ["all", "right", "wrong"])
    #expect(
      report.groups.map(\.samples) == [4, 3, 1] && report.groups.map(\.problems) == [2, 2, 1])
    let all = report.groups[0]
    #expect(all.models[0].nats.value == 3 && all.models[0].tokens == 7.0 / 4)
    // Problems have 3 and 3 nats a response: no spread between them.
    #expect(all.models[0].nats.interval == Interval(low: 3, high: 3, level: 0.95))
    // Nats a token of the three responses that have tokens: 1, 2 and 2.
    let perplexity = try #require(all.models[0].perplexity)
    #expect(abs(perplexity.value - exp(5.0 / 3)) < 1e-12)
    // log p_rl − log p_base: 1, 0, 3, 1; the problems' sums of residuals are −1.5 and 1.5.
    let ratio = all.ratios[0].mean
    let half = 0.75 * Estimate.studentFactor(count: 2, level: 0.95)
    #expect(ratio.value == 1.25)
    #expect(abs(try #require(ratio.interval).low - (1.25 - half)) < 1e-9)
    // One problem has no interval.
    #expect(report.groups[2].models[0].nats.interval == nil)
    #expect(report.notes.contains { $0.contains("drawn by rl, at temperature 1.0000") })
    #expect(report.notes.contains { $0.contains("different tokens") })
    #expect(report.notes.contains { $0.hasPrefix("1 empty response") })
    #expect(report.plainText.contains("rl over base"))
  }

  /// The mean log-ratio of a model's own samples is the divergence, and its interval holds it as often as it says.
  @Test func ratiosEstimateDivergence() {
    let (p, q) = ([0.5, 0.3, 0.2], [0.2, 0.5, 0.3])
    let truth = zip(p, q).reduce(0) { $0 + $1.0 * log($1.0 / $1.1) }
    let runs = 400
    var covered = 0
    for run in 0..<runs {
      var generator = RandomStream(seed: 7)["likelihood", run].generator()
      let samples = (0..<40).flatMap { problem in
        (0..<4).map { _ in
          let u = generator.uniform()
          let token = u < 0.5 ? 0 : u < 0.8 ? 1 : 2
          return sample("\(problem)", nil, (log(p[token]), 1), (log(q[token]), 1))
        }
      }
      let report = LikelihoodAnalysis(source: "s", models: ["p", "q"]).run(samples)
      #expect(report.groups.count == 1)
      if let interval = report.groups[0].ratios[0].mean.interval,
        interval.low <= truth, truth <= interval.high
      {
        covered += 1
      }
    }
    // 95 % of 400, within three standard errors.
    #expect((367...393).contains(covered), "\(covered)")
  }
}
