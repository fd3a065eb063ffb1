import Experience
import Rollouts
import Support

/// A batch of judged completions → scores.
public protocol Reward: Component {
  /// Columns, models and programs that it needs.
  var needs: Needs { get }
  /// What it teaches models of its own.
  var lessons: [Lesson] { get }
  /// What it goes by.
  var basis: RewardBasis { get }
  /// The smallest and largest outcome; `nil` if it has no bounds.
  var range: ClosedRange<Double>? { get }
  /// One score a trajectory.
  ///
  /// - Parameter memory: its own, kept between steps.
  /// - Throws: where a model or the sandbox is missing, never because of a text.
  func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]]
}

/// What a reward goes by.
public enum RewardBasis: Sendable, Equatable {
  /// The checker's verdict: a right completion gets the most.
  case verdict
  /// Chance: it says nothing of the completion.
  case chance
  /// The verdict of a checker that errs by chance.
  case noisyVerdict
  /// The completion's own form, such as its length.
  case form
  /// What the completions of a group have in common.
  case group
  /// What a model computes.
  case model
  /// Other rewards.
  case others
  /// What came with the problem.
  case given
}

extension Reward {
  /// The line of the catalogue.
  public static var entry: Entry<any Reward> { Entry(Self.self) }
  /// Nothing but the completions and their verdicts.
  public var needs: Needs { .nothing }
  /// Nothing.
  public var lessons: [Lesson] { [] }
  /// No bounds.
  public var range: ClosedRange<Double>? { nil }
}

extension Slot<RewardCatalogue> {
  /// The scores, with a memory of the reward's own under a name, and on the bench's stopwatch under the reward's kind.
  func scores(
    _ batch: Batch, _ bench: Bench, _ memory: inout Memory, _ name: String
  ) throws -> [[Score]] {
    try bench.stopwatch.measure(kind) {
      try memory.scoped(name) { try value.scores(batch, bench, &$0) }
    }
  }
}

/// What a reward of one group may look at besides the group.
public struct RewardContext: Sendable {
  /// The step and how much of the run is done.
  public var now: Moment
  /// The most response tokens.
  public var cap: Int
  /// Random numbers for this group in this step; sample i draws from `stream[i]`.
  public var stream: RandomStream

  /// A context from its parts.
  public init(now: Moment, cap: Int, stream: RandomStream) {
    self.now = now
    self.cap = cap
    self.stream = stream
  }
}

/// The usual reward: a score a completion, from its group alone.
public protocol GroupReward: Reward {
  /// One score a trajectory.
  func scores(_ group: Group, _ context: RewardContext) -> [Score]
}

extension GroupReward {
  /// Each group by itself.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) -> [[Score]] {
    batch.groups.map { group in
      scores(
        group,
        RewardContext(
          now: bench.now, cap: bench.cap,
          stream: bench.stream(step: batch.step, ordinal: group.ordinal)))
    }
  }
}

extension Group {
  /// A score from each verdict; none where the checker could not do its work, which is not the same as 0.
  func scores(_ value: (Verdict) -> Double) -> [Score] {
    verdicts.map {
      $0.status == .ok
        ? Score(value($0)) : Score(nil, reason: "\($0.status.rawValue): \($0.reason)")
    }
  }
}

extension Group {
  /// A score from each verdict and the number of tokens that the policy drew; none where the checker could not do its work.
  func scores(byLength value: (_ isRight: Bool, _ length: Double) -> Double) -> [Score] {
    zip(trajectories, verdicts).map { trajectory, verdict in
      verdict.status == .ok
        ? Score(value(verdict.strict, Double(trajectory.policyTokens)))
        : Score(nil, reason: "\(verdict.status.rawValue): \(verdict.reason)")
    }
  }
}

/// The rewards.
public enum RewardCatalogue: Catalogue {
  public static let noun = "reward"
  /// All rewards, alphabetically.
  public static let all: [Entry<any Reward>] = [
    AdaptiveLength.entry,
    AnswerFrequency.entry,
    Cascade.entry,
    Clamp.entry,
    Confidence.entry,
    Constraints.entry,
    Correctness.entry,
    CosineLength.entry,
    Elliptical.entry,
    FlawedProcess.entry,
    Format.entry,
    FullTrace.entry,
    Gate.entry,
    GivenScore.entry,
    ImplicitPRM.entry,
    Judge.entry,
    KLReward.entry,
    LeadLength.entry,
    Learnability.entry,
    LearnedVerifier.entry,
    LengthCurve.entry,
    LogLikelihood.entry,
    MajorityVote.entry,
    NoisyVerifier.entry,
    NormalizedSum.entry,
    PairwiseJudge.entry,
    PassRateLength.entry,
    Piecewise.entry,
    PotentialShaping.entry,
    PrefixMatch.entry,
    ProcessShare.entry,
    Program.entry,
    RandomReward.entry,
    RelativeLength.entry,
    Repetition.entry,
    RightSteps.entry,
    Rubric.entry,
    ScoreJudge.entry,
    SelfCertainty.entry,
    SelfReward.entry,
    SoftOverlong.entry,
    StepJudge.entry,
    StepRollouts.entry,
    WeightedSum.entry,
    Tags.entry,
    TargetLength.entry,
    Teacher.entry,
    TextMatch.entry,
    ThinkingJudge.entry,
    TurnRewards.entry,
    Unfinished.entry,
    WarmStart.entry,
  ]
}
