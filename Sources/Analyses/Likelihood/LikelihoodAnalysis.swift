import Foundation
import Interchange
import Statistics

/// How probable samples are under models: perplexities, and mean log-ratios of models on the same samples.
///
/// With `log p` the sum over the T tokens of a response y after its prompt:
///
/// ```
/// nats a response   −log p(y)
/// perplexity        exp(−log p(y)/T), averaged as its logarithm
/// log-ratio         log p_a(y) − log p_b(y)
/// ```
///
/// Means are over samples, intervals are Student's over problems (`ClusteredInterval`). Where model a drew the samples, at temperature 1
/// and without filters, the mean log-ratio estimates KL(a ‖ b) of the response's text (k1), the end token not counted.
///
/// - Source: Yue et al. 2025, arXiv:2504.13837, section 4.1 (perplexity of responses of the trained model under the base);
///   Schulman 2020, "Approximating KL divergence" (k1).
public struct LikelihoodAnalysis: Codable, Sendable, Equatable {
  /// A sample with its log-probabilities.
  public struct Sample: Sendable, Equatable {
    /// The problem's name.
    public var problem: String
    /// Whether it is right; `nil` where nobody says.
    public var isRight: Bool?
    /// By model: Σ log p, nats, and the tokens.
    public var scores: [(logProbability: Double, tokens: Int)]

    /// A sample from its parts.
    public init(
      problem: String, isRight: Bool?, scores: [(logProbability: Double, tokens: Int)]
    ) {
      self.problem = problem
      self.isRight = isRight
      self.scores = scores
    }

    /// Whether all parts are equal.
    public static func == (a: Sample, b: Sample) -> Bool {
      a.problem == b.problem && a.isRight == b.isRight
        && a.scores.elementsEqual(b.scores) { $0 == $1 }
    }
  }

  /// The file.
  public var source: String
  /// The models' names.
  public var models: [String]
  /// The confidence level.
  public var level: Double

  /// An analysis.
  public init(source: String, models: [String], level: Double = 0.95) {
    self.source = source
    self.models = models
    self.level = level
  }

  /// Estimates of all samples, and of those that are right and wrong.
  ///
  /// - Parameter drawn: by which model and at which temperature the samples were drawn, as far as that is known.
  /// - Precondition: at least one sample, each with a score a model.
  public func run(
    _ samples: [Sample], drawn: (model: String?, temperature: Double?) = (nil, nil)
  ) -> LikelihoodReport {
    var groups = [group("all", samples)]
    for (name, isRight) in [("right", true), ("wrong", false)] {
      let own = samples.filter { $0.isRight == isRight }
      if !own.isEmpty, own.count < samples.count { groups.append(group(name, own)) }
    }
    return LikelihoodReport(
      source: source, level: level, groups: groups, notes: notes(samples, groups[0], drawn))
  }

  private func notes(
    _ samples: [Sample], _ all: LikelihoodReport.Group, _ drawn: (String?, Double?)
  ) -> [String] {
    var notes: [String] = []
    if all.problems == 1 {
      notes.append("With one problem nothing is known about others: no intervals.")
    }
    if models.count > 1 {
      let author = drawn.0.map { Excerpt.of($0) } ?? "a model that the file does not name"
      let heat = drawn.1.map { "temperature \(CompareText.number($0))" } ?? "an unknown temperature"
      notes.append(
        "The samples were drawn by \(author), at \(heat). A log-ratio estimates KL(\(Excerpt.of(models[0])) ‖ the other) "
          + "of the texts, end tokens apart, if \(Excerpt.of(models[0])) drew them at temperature 1 without top-p, top-k or min-p, "
          + "and is none otherwise.")
    }
    if Set(all.models.map(\.tokens)).count > 1 {
      notes.append(
        "The models read the samples as different tokens: compare nats a response, not perplexities."
      )
    }
    let empty = samples.count { $0.scores.contains { $0.tokens == 0 } }
    if empty > 0 {
      notes.append(
        "\(CompareText.plural(empty, "empty response")) without a perplexity left out of it.")
    }
    return notes
  }

  private func group(_ name: String, _ samples: [Sample]) -> LikelihoodReport.Group {
    let problems = samples.map(\.problem)
    func estimate(_ values: [Double], _ problems: [String]) -> LikelihoodReport.Mean? {
      guard !values.isEmpty else { return nil }
      let found = ClusteredInterval.interval(values, clusters: problems, level: level)
      return LikelihoodReport.Mean(
        value: values.reduce(0, +) / Double(values.count), interval: found?.interval)
    }
    let rows = models.indices.map { place in
      let own = samples.map { $0.scores[place] }
      let spoken = own.indices.filter { own[$0].tokens > 0 }
      let logs = estimate(
        spoken.map { -own[$0].logProbability / Double(own[$0].tokens) },
        spoken.map { problems[$0] })
      return LikelihoodReport.Row(
        model: models[place],
        tokens: own.reduce(0) { $0 + Double($1.tokens) } / Double(own.count),
        nats: estimate(own.map { -$0.logProbability }, problems)
          ?? LikelihoodReport.Mean(value: 0, interval: nil),
        perplexity: logs.map { mean in
          LikelihoodReport.Mean(
            value: exp(mean.value),
            interval: mean.interval.map {
              Interval(low: exp($0.low), high: exp($0.high), level: level)
            })
        })
    }
    let ratios = models.indices.dropFirst().compactMap { place in
      estimate(
        samples.map { $0.scores[0].logProbability - $0.scores[place].logProbability }, problems
      ).map { LikelihoodReport.Ratio(first: models[0], second: models[place], mean: $0) }
    }
    return LikelihoodReport.Group(
      name: name, samples: samples.count, problems: Set(problems).count, models: rows,
      ratios: ratios)
  }
}
