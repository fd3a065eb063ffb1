import Statistics

/// S1's sampling protocol on real checkpoints: a model before reinforcement learning and after it, on the same problems.
///
/// Nothing here is a replicate of training: what is inferred is about these checkpoints, on problems as a random draw.
public enum Checkpoints: Study {
  public static let id = "checkpoints"
  public static let title = "S1's sampling protocol on real checkpoints"
  public static let question =
    "Does the checkpoint after RL find right answers that the one before does not find, on public and on fresh problems?"
  public static var defaults: CheckpointsSettings { CheckpointsSettings() }
  public static let isGated = false
  /// Checkpoints are what they are.
  public static let isReplicated = false

  public static func plan(_ settings: CheckpointsSettings, scale: Scale) throws -> StudyPlan {
    try CheckpointsPlan(settings: settings, scale: scale).plan()
  }

  public static func analyze(_ analysis: StudyAnalysis, gates: [GateResult]) throws -> Findings {
    try CheckpointsAnalysis(analysis).findings()
  }

  /// What is said of RL and of what it finds.
  public static let literature = [
    LiteratureClaim(
      "RL raises pass@1.", "Yue et al. 2025, arXiv:2504.13837, section 3",
      Contrast("after", against: "before", on: ["fresh"], Quantity(.sampled)), .above,
      limit: "one checkpoint an arm, a short training, other problems"),
    LiteratureClaim(
      "At large k the base finds more than RL.", "Yue et al. 2025, arXiv:2504.13837, section 3",
      Contrast("after", against: "before", on: ["fresh"], Quantity(.sampled, k: 16)),
      .below, limit: "one checkpoint an arm; k is small here: 16 at most"),
  ]
}
