import Networks
import Support
import Tasks
import Tensors

/// The settings of the study `sharpening`: what `studies/sharpening/study.yaml` says.
public struct SharpeningSettings: Codable, Sendable, Equatable {
  /// What decides.
  public struct PrimaryOutcome: Codable, Sendable, Equatable {
    /// The measure.
    public var measure = "pass_at_k"
    /// Its k at the scale `full`.
    public var k = 128
    /// The difference.
    public var contrast = "rl - base"
    /// The unit of replication.
    public var unit = "seed"
    /// The direction.
    public var direction = "two-sided"
  }

  /// How intervals and corrections are made.
  public struct Analysis: Codable, Sendable, Equatable {
    /// The interval.
    public var interval = "crossed-bootstrap"
    /// Its level.
    public var level = 0.95
    /// Draws of the bootstrap.
    public var resamples = 10_000
    /// The correction over the registered hypotheses.
    public var correction = "holm"
  }

  /// One entry for each scale.
  public struct Scales: Codable, Sendable, Equatable {
    /// Proves the pipeline.
    public var smoke = SharpeningScale.smoke
    /// Shows the phenomenon.
    public var quick = SharpeningScale.quick
    /// Three seeds.
    public var standard = SharpeningScale.standard
    /// The registered number of seeds.
    public var full = SharpeningScale.full
  }

  /// The study's id.
  public var study = "sharpening"
  /// What is asked.
  public var question = Sharpening.question
  /// What decides.
  public var primaryOutcome = PrimaryOutcome()
  /// In accuracy.
  public var smallestEffectOfInterest = 0.05
  /// How intervals and corrections are made.
  public var analysis = Analysis()
  /// Whose products training is made of: `portable` gives the same bits on every machine.
  public var kernels = ProductKernels.portable
  /// The number of seeds is fixed before the run.
  public var stopping = "fixed"
  /// Budgets.
  public var scales = Scales()

  /// The registered settings.
  public init() {}

  /// The entry of a scale.
  public func scale(_ scale: Scale) -> SharpeningScale {
    switch scale {
    case .smoke: scales.smoke
    case .quick: scales.quick
    case .standard: scales.standard
    case .full: scales.full
    }
  }
}

extension SharpeningSettings: Validated {
  /// What the analysis does is fixed: another word would be read by nobody, and is refused.
  public func validate() throws {
    let fixed = SharpeningSettings()
    func same<Value: Equatable>(_ key: String, _ path: KeyPath<SharpeningSettings, Value>) throws {
      let (found, only) = (self[keyPath: path], fixed[keyPath: path])
      try require(
        found == only, key, "\(found)", "\(only), which is what this study does; it is no choice")
    }
    try same("study", \.study)
    try same("question", \.question)
    try same("primary_outcome.measure", \.primaryOutcome.measure)
    try same("primary_outcome.k", \.primaryOutcome.k)
    try same("primary_outcome.contrast", \.primaryOutcome.contrast)
    try same("primary_outcome.unit", \.primaryOutcome.unit)
    try same("primary_outcome.direction", \.primaryOutcome.direction)
    try same("analysis.interval", \.analysis.interval)
    try same("analysis.correction", \.analysis.correction)
    try same("stopping", \.stopping)
    try require(smallestEffectOfInterest, in: 0...1, "smallest_effect_of_interest")
    try require(
      analysis.level > 0 && analysis.level < 1, "analysis.level", analysis.level,
      "a probability between 0 and 1")
    try require(analysis.resamples, atLeast: 1, "analysis.resamples")
  }
}

extension SharpeningScale: Validated {
  /// Numbers in range, an arm to compare with.
  public func validate() throws {
    try require(seeds, atLeast: 1, "seeds")
    try require(pretrainTokens, atLeast: 1, "pretrain_tokens")
    try require(eta, in: 0...1, "eta")
    try require(kappa, in: 0...0.75, "kappa")
    try require(stringFunctionShare, in: 0...1, "string_function_share")
    try require(steps, atLeast: 1, "steps")
    try require(problems, atLeast: 1, "problems")
    try require(groupSize, atLeast: 2, "group_size")
    for (key, value) in [
      ("evaluation_problems", evaluationProblems), ("evaluation_samples", evaluationSamples),
      ("shallow_problems", shallowProblems), ("shallow_samples", shallowSamples),
    ] { try require(value, atLeast: 1, key) }
    try require(!hardDepths.isEmpty, "hard_depths", "[]", "at least one depth")
    try require(arms.first == "base", "arms", "\(arms)", "a list that begins with base")
    try require(!sets.isEmpty, "sets", "[]", "at least one set")
  }
}

/// The budgets of one scale.
public struct SharpeningScale: Codable, Sendable, Equatable {
  /// The model's size.
  public var size = ModelSize.nano
  /// Independent replicates.
  public var seeds = 2
  /// Tokens of pre-training.
  public var pretrainTokens = 3_000_000
  /// η, the share of depth 5–6 in the chains of the text.
  public var eta = 0.08
  /// κ, the share of level 2 in the string functions of the text.
  public var kappa = 0.03
  /// The share of string functions in the text.
  public var stringFunctionShare = 0.0
  /// Steps of policy-gradient training; at `full` the FLOPs of so many steps on the edge.
  public var steps = 60
  /// Whether arms are matched by FLOPs instead of steps.
  public var flopMatched = false
  /// Problems a step, P.
  public var problems = 32
  /// Completions a problem, G.
  public var groupSize = 8
  /// Problems of an evaluation set.
  public var evaluationProblems = 64
  /// Samples a problem, n.
  public var evaluationSamples = 128
  /// Problems of a set that enters through pass@1 alone.
  public var shallowProblems = 512
  /// Samples a problem there.
  public var shallowSamples = 8
  /// Depths of the region `hard`.
  public var hardDepths = [7, 8]
  /// The arms.
  public var arms = ["base", "base_resample", "rl_id", "rl_edge", "rl_rand"]
  /// The evaluation sets.
  public var sets = ["id", "edge"]

  /// The scale `quick`.
  public static let quick = SharpeningScale()

  /// The scale `smoke`.
  public static var smoke: SharpeningScale {
    var scale = SharpeningScale()
    scale.pretrainTokens = 300_000
    scale.stringFunctionShare = 1.0 / 3
    scale.steps = 5
    scale.problems = 8
    scale.groupSize = 4
    scale.evaluationProblems = 16
    scale.evaluationSamples = 16
    scale.arms = ["base", "base_resample", "rl_id", "rl_rand", "rl_L2"]
    scale.sets = ["id", "L2_A"]
    return scale
  }

  /// The scale `standard`.
  public static var standard: SharpeningScale {
    var scale = SharpeningScale()
    scale.size = .xs
    scale.seeds = 3
    scale.pretrainTokens = 12_000_000
    scale.eta = 0.02
    scale.steps = 150
    scale.evaluationProblems = 128
    scale.evaluationSamples = 256
    scale.arms = [
      "base", "base_resample", "rl_id", "rl_edge", "rl_hard", "rft_edge", "rl_rand",
    ]
    scale.sets = ["shallow", "id", "edge", "hard"]
    return scale
  }

  /// The scale `full`.
  public static var full: SharpeningScale {
    var scale = SharpeningScale.standard
    scale.seeds = 8
    scale.pretrainTokens = 16_000_000
    scale.stringFunctionShare = 1.0 / 3
    scale.steps = 400
    scale.flopMatched = true
    scale.evaluationProblems = 256
    scale.arms = [
      "base", "base_resample", "rl_id", "rl_edge", "rl_hard", "rl_mix", "rl_hard_warm", "rft_edge",
      "sft_edge", "cont_id", "rl_rand", "rl_rand_edge", "rl_format", "rl_context_0",
      "rl_context_0.1", "rl_context_1", "rl_context_10", "rl_L1", "rl_L2", "rft_L2", "sft_L2",
      "rl_edge_12.5", "rl_edge_25", "rl_edge_50", "rl_edge_200", "rl_edge_kl",
    ]
    scale.sets =
      ["shallow", "id", "edge", "hard", "context_b"]
      + ["id", "edge"].flatMap { set in ["0.6", "0.8", "1.2"].map { "\(set)_t\($0)" } }
      + (1...5).flatMap { level in ["A", "B", "mixed"].map { "L\(level)_\($0)" } }
    return scale
  }
}
