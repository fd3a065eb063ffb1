/// What becomes of samples that were never scored, such as those that failed.
public enum UnscoredSamples: String, Codable, Sendable, CaseIterable {
  /// They are an error that names them.
  case refuse
  /// They count as wrong.
  case wrong
  /// They are left out.
  case drop
}

/// What to read of files of samples; `nil` takes what the format says.
public struct SampleOptions: Codable, Sendable, Equatable {
  /// lm-eval: the filter by which answers were extracted, such as `strict-match`.
  public var filter: String?
  /// The metric that says whether a sample is right: of lm-eval such as `exact_match`, of EvalPlus `base`
  /// or `plus`, of verifiers one of its metrics, of inspect a scorer.
  public var metric: String?
  /// The column or key whose values split a file into groups.
  public var by: String?
  /// Rows of any kind: the column or key that names the problem.
  public var problem: String?
  /// Rows of any kind: the column or key that says whether the sample is right.
  public var correct: String?
  /// The column or key that says whether the sample is strictly right.
  public var strict: String?
  /// The column or key with the extracted answer, for the majority vote.
  public var answer: String?
  /// The column or key that tells the samples of a problem apart; a repetition is an error.
  public var sample: String?
  /// The column or key that says which problems belong together.
  public var cluster: String?
  /// From which number on a sample is right.
  public var threshold: Double?

  /// inspect: what becomes of samples without a score.
  public var unscored = UnscoredSamples.refuse

  /// Options; by default none.
  public init(
    filter: String? = nil, metric: String? = nil, by: String? = nil, problem: String? = nil,
    correct: String? = nil, strict: String? = nil, answer: String? = nil, sample: String? = nil,
    threshold: Double? = nil
  ) {
    self.filter = filter
    self.metric = metric
    self.by = by
    self.problem = problem
    self.correct = correct
    self.strict = strict
    self.answer = answer
    self.sample = sample
    self.threshold = threshold
  }
}

extension SampleOptions {
  /// The columns of `assay eval --save`, where others are not named.
  var ofSavedSamples: SampleOptions {
    var options = self
    options.problem = problem ?? "problem"
    options.correct = correct ?? "correct"
    options.sample = sample ?? "sample"
    return options
  }

  /// Refuses options that a layout of a format has no use for, though another of its layouts has.
  ///
  /// - Throws: `InterchangeError.malformed` for the first that is given.
  func refuseColumns(_ layout: String, path: String) throws(InterchangeError) {
    let columns = [
      ("by", by), ("problem", problem), ("correct", correct), ("strict", strict),
      ("answer", answer), ("sample", sample),
    ]
    guard let given = columns.first(where: { $0.1 != nil })?.0 else { return }
    throw .malformed(
      path: path, line: 1, reason: "--\(given) has no use in \(layout)")
  }
}
