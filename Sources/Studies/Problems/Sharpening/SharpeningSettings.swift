import Support
import Tensors

/// The settings of the study: budgets, arms and sets by scale; everything else is its protocol.
public struct SharpeningSettings: Codable, Sendable, Equatable, Validated {
  /// The study whose settings these are.
  public var study = Sharpening.id
  /// Budgets.
  public var scales = Scales(
    smoke: StudyBudget.smoke, quick: StudyBudget(),
    standard: StudyBudget.standard.with {
      $0.pretrainTokens = 2_670_000
      $0.steps = 50
      $0.evaluationProblems = 64
      $0.samples = 32
    },
    full: StudyBudget.full(1).with {
      $0.pretrainTokens = 2_670_000
      $0.steps = 240
    })
  /// Arms by scale.
  public var arms = Scales(
    smoke: ["rl_id", "rl_rand"], quick: ["rl_id", "rl_edge", "rl_rand"],
    standard: [
      "rl_id", "rl_edge", "rl_edge_again", "rl_mix", "rl_rand", "rl_style", "rl_sharpen",
      "rl_hard", "rl_hard_warm", "rl_hard_10", "rl_hard_30", "clean", "clean_rl_id",
      "clean_rl_edge", "thin", "thin_rl_edge", "thin_rl_hard",
    ],
    full: [
      "rl_id", "rl_edge", "rl_edge_again", "rl_mix", "rl_rand", "rl_style", "rl_sharpen",
      "rl_hard", "rl_hard_warm", "rl_hard_10", "rl_hard_30", "clean", "clean_rl_id",
      "clean_rl_edge",
    ])
  /// Evaluation sets by scale.
  public var sets = Scales(
    smoke: ["id"], quick: ["id", "edge"], standard: ["id", "edge", "hard"],
    full: ["id", "edge", "hard"])
  /// Depths that pre-training never shows.
  public var hardDepths = [7, 8]
  /// η of the thin bases of the regime map.
  public var thinEta = 0.01
  /// The share of pre-training tokens after which clean bases, whose text is gold alone, are stopped: they must have
  /// something left to learn. Calibration starts with it.
  public var cleanShare = 0.73
  /// Whose products training is made of: `portable` gives the same bits on every machine.
  public var kernels = ProductKernels.portable

  /// The registered settings.
  public init() {}

  /// Depths, shares, arms that are known.
  public func validate() throws {
    try require(study == Sharpening.id, "study", study, Sharpening.id)
    try require(
      !hardDepths.isEmpty && hardDepths.allSatisfy { $0 > 6 }, "hard_depths", "\(hardDepths)",
      "depths above 6")
    try require(thinEta, in: 0...1, "thin_eta")
    try require(cleanShare > 0 && cleanShare <= 1, "clean_share", cleanShare, "a share above 0")
    for scale in Scale.allCases {
      try require(!sets[scale].isEmpty, "sets.\(scale.rawValue)", "[]", "at least one set")
    }
  }
}
