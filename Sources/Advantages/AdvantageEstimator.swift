import Experience
import Support

/// Rewards of a group to one number a response token.
public protocol AdvantageEstimator: Component {
  /// Advantages `[G][T]`: one a response token of each completion, 0 where the response mask is 0.
  func advantages(_ group: Group) -> [[Float]]
}

extension AdvantageEstimator {
  /// The line of the catalogue.
  public static var entry: Entry<any AdvantageEstimator> { Entry(Self.self) }

  /// One number a completion, spread over its response tokens by the mask.
  func spread(_ values: [Double], over group: Group) -> [[Float]] {
    zip(values, group.trajectories).map { value, trajectory in
      trajectory.responseMask.map { $0 * Float(value) }
    }
  }
}

/// The advantage estimators.
public enum AdvantageCatalogue: Catalogue {
  /// "advantage".
  public static let noun = "advantage"
  /// All estimators, alphabetically.
  public static let all: [Entry<any AdvantageEstimator>] = [
    GroupRelative.entry,
    LeaveOneOut.entry,
    RawReward.entry,
  ]
}
