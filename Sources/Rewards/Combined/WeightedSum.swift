import Experience
import Rollouts
import Support

/// A reward with its weight in a sum.
public struct WeightedReward: DefaultedSettings, Sendable, Equatable, Validated {
  /// The reward.
  public var reward = Slot<RewardCatalogue>(Correctness())
  /// Its factor.
  public var weight = 1.0

  /// Correctness with weight 1.
  public init() {}

  /// A reward with a weight.
  public init(_ reward: any Reward, weight: Double = 1) {
    self.reward = Slot(reward)
    self.weight = weight
  }

  /// Any finite weight.
  public func validate() throws {
    try require(weight.isFinite, "weight", weight, "a finite number")
  }
}

/// A weighted sum of rewards, outcomes and tokens alike.
///
/// A completion for which one of them cannot be computed has no score.
public struct WeightedSum: Reward {
  public static let kind = "sum"
  public static let ids = ["shape.rule"]
  public static let summary = "A weighted sum of rewards."
  public static let source = Source("DeepSeek-AI 2025, arXiv:2501.12948, section 2.2.2")

  /// The rewards.
  public var terms = [WeightedReward()]

  /// Correctness alone.
  public init() {}
  /// Some rewards.
  public init(_ terms: [WeightedReward]) { self.terms = terms }

  /// Those of all of them.
  public var needs: Needs { terms.needs }
  /// Those of all of them.
  public var lessons: [Lesson] { terms.lessons }

  /// Others.
  public var basis: RewardBasis { .others }
  /// The sums; the parts are the rewards by kind, before weights.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    var sums = batch.groups.map { $0.trajectories.map { _ in Score(0) } }
    for (term, found) in zip(terms, try terms.scores(batch, bench, &memory)) {
      for g in sums.indices {
        for i in sums[g].indices {
          sums[g][i].add(found[g][i], weight: term.weight, name: term.name)
        }
      }
    }
    return sums
  }

  /// At least one reward.
  public func validate() throws {
    try require(!terms.isEmpty, "terms", "[]", "at least one reward")
  }
}

extension [WeightedReward] {
  /// Those of all of them.
  var needs: Needs { reduce(.nothing) { $0.union($1.reward.value.needs) } }
  /// Those of all of them.
  var lessons: [Lesson] { flatMap(\.reward.value.lessons) }

  /// What each of them says, with a memory of its own.
  func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[[Score]]] {
    try enumerated().map { index, term in
      try term.reward.scores(batch, bench, &memory, "terms[\(index)]")
    }
  }
}

extension WeightedReward {
  /// The reward's kind.
  var name: String { reward.kind }
}

extension Score {
  /// Adds a weighted score, and its total among the parts.
  mutating func add(_ other: Score, weight: Double, name: String) {
    parts.merge(other.parts) { own, _ in own }
    guard let total = other.total, let added = other.outcome else {
      outcome = nil
      reason = reason.isEmpty ? "\(name): \(other.reason)" : reason
      return
    }
    parts[name] = total
    outcome = outcome.map { $0 + weight * added }
    if tokens.isEmpty {
      tokens = other.tokens.map { Float(weight) * $0 }
    } else if !other.tokens.isEmpty {
      for t in tokens.indices { tokens[t] += Float(weight) * other.tokens[t] }
    }
  }
}
