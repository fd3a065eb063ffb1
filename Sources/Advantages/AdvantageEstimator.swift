import Experience
import Support

/// Scores of a batch → what a learner is to make of each response token.
public protocol AdvantageEstimator: Component {
  /// Columns that it reads.
  var needs: Set<Column> { get }
  /// The credit of every trajectory; `nil` for one that nobody learns from.
  ///
  /// - Parameter memory: its own, kept between steps.
  func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit]
}

extension AdvantageEstimator {
  /// The line of the catalogue.
  public static var entry: Entry<any AdvantageEstimator> { Entry(Self.self) }
  /// No columns.
  public var needs: Set<Column> { [] }
}

/// The usual estimator: rewards of a group → one number a completion, spread over its tokens.
///
/// A reward is the score's outcome and its tokens together. Completions without a score, and those for comparison only,
/// take no part and get no credit.
public protocol GroupAdvantages: AdvantageEstimator {
  /// Whether it learns nothing from a single completion, so that groups of one make no sense.
  var comparesWithinGroup: Bool { get }
  /// One advantage a reward.
  func advantages(_ rewards: [Double]) -> [Double]
}

/// Advantages of a group that follow its rewards by a simple law.
public protocol GroupBaseline: GroupAdvantages {
  /// What leaves its advantages as they are, or scales them.
  var invariances: Invariances { get }
}

/// How the advantages of a group follow its rewards.
public struct Invariances: Sendable, Equatable {
  /// Adding a constant to all rewards changes nothing.
  public var ignoresShift: Bool
  /// The power of c by which rewards times c > 0 scale the advantages.
  public var degree: Int
  /// Advantages of a group sum to 0.
  public var isCentered: Bool

  /// Invariances.
  public init(ignoresShift: Bool, degree: Int, isCentered: Bool) {
    self.ignoresShift = ignoresShift
    self.degree = degree
    self.isCentered = isCentered
  }
}

extension GroupAdvantages {
  /// Each group by itself.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    batch.credits(advantages)
  }
}

extension Batch {
  /// The credit of a function that gives one advantage a reward of a group.
  func credits(_ advantages: ([Double]) -> [Double]) -> [GroupCredit] {
    groups.map { group in
      var credits = [Credit?](repeating: nil, count: group.trajectories.count)
      for (i, value) in zip(group.rewarded, advantages(group.rewards)) {
        credits[i] = group.trajectories[i].credit(value)
      }
      return GroupCredit(credits)
    }
  }
}

extension Trajectory {
  /// One advantage for all tokens that the policy drew.
  func credit(_ advantage: Double) -> Credit {
    let value = Float(advantage)
    return Credit(advantages: origins.map { $0 == .policy ? value : 0 })
  }
}

/// The advantage estimators.
public enum AdvantageCatalogue: Catalogue {
  public static let noun = "advantage"
  /// All estimators, alphabetically.
  public static let all: [Entry<any AdvantageEstimator>] = [
    AnchorStates.entry,
    AsymmetricBaseline.entry,
    BatchScaled.entry,
    BestOfGroup.entry,
    BestWorstPairs.entry,
    DifficultyWeighted.entry,
    DownSampled.entry,
    EntropyAdvantage.entry,
    GeneralizedAdvantage.entry,
    GreedyBaseline.entry,
    GroupFiltered.entry,
    GroupRelative.entry,
    GuidedAdvantage.entry,
    LeaveOneOut.entry,
    LengthWeighted.entry,
    LogMeanExp.entry,
    MaxAtKAdvantage.entry,
    MaximumLikelihood.entry,
    MovingBaseline.entry,
    OptimalTokenBaseline.entry,
    PassAtKAdvantage.entry,
    ProcessAndOutcome.entry,
    RawReward.entry,
    RewardToGo.entry,
    SignalScaled.entry,
    SingleStream.entry,
    SoftmaxWeights.entry,
    TreeCredit.entry,
  ]
}
