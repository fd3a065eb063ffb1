import Support

/// The reward itself, without a baseline: plain REINFORCE, or filtered fine-tuning with 0/1 rewards.
public struct RawReward: GroupBaseline {
  public static let kind = "raw-reward"
  /// REINFORCE.
  public static let aliases = ["reinforce"]
  public static let ids = ["pg.reinforce"]
  public static let summary = "The reward itself, without a baseline."
  public static let source = Source("Williams 1992, Machine Learning 8:229–256, eq. 4")

  /// No settings.
  public init() {}

  /// None.
  public var invariances: Invariances {
    Invariances(ignoresShift: false, degree: 1, isCentered: false)
  }

  /// A single completion will do.
  public var comparesWithinGroup: Bool { false }

  /// The rewards themselves.
  public func advantages(_ rewards: [Double]) -> [Double] { rewards }
}
