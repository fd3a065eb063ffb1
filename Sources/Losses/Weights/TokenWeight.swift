import Experience
import Support

/// A factor on the loss of each token, through which no gradient flows: corrections, masks, filters.
public protocol TokenWeight: Component {
  /// Columns that it reads.
  var needs: Set<Column> { get }
  /// Whether a completion's weights follow from that completion alone.
  var isLocal: Bool { get }
  /// Whether tokens of weight 0 leave the normalizer of the aggregation, as if they were not there.
  var masks: Bool { get }
  /// One weight a response token, `[groups][completions][tokens]`.
  func weights(_ groups: [Group]) -> [[[Float]]]
}

extension TokenWeight {
  /// The line of the catalogue.
  public static var entry: Entry<any TokenWeight> { Entry(Self.self) }
  /// No columns.
  public var needs: Set<Column> { [] }

  /// Weights from a rule for one completion.
  func each(
    _ groups: [Group], _ rule: (Trajectory) -> [Float]
  ) -> [[[Float]]] {
    groups.map { $0.trajectories.map(rule) }
  }
}

/// The token weights.
public enum TokenWeightCatalogue: Catalogue {
  public static let noun = "token weight"
  /// All weights, alphabetically.
  public static let all: [Entry<any TokenWeight>] = [
    Covariance.entry,
    DivergenceRejection.entry,
    FinishedOnly.entry,
    HighEntropy.entry,
    LowProbability.entry,
    MaskedImportance.entry,
    OffPolicyMask.entry,
    RewardedOnly.entry,
    SecondMoment.entry,
    TruncatedImportance.entry,
    Uncertainty.entry,
    WithAdvantage.entry,
  ]
}
