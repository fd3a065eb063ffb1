/// What a reward says of one completion.
public struct Score: Codable, Sendable, Equatable {
  /// The reward of the whole completion; `nil` where it cannot be computed, which is not the same as 0.
  public var outcome: Double?
  /// Rewards of single response tokens, beside the outcome; empty for none.
  public var tokens: [Float]
  /// What it is made of, before weights, by name.
  public var parts: [String: Double]
  /// Why it is `nil`, or what a judge said.
  public var reason: String

  /// A score from its parts.
  public init(
    _ outcome: Double?, tokens: [Float] = [], parts: [String: Double] = [:], reason: String = ""
  ) {
    self.outcome = outcome
    self.tokens = tokens
    self.parts = parts
    self.reason = reason
  }

  /// Outcome and tokens together; `nil` without an outcome.
  public var total: Double? {
    guard let outcome else { return nil }
    return tokens.isEmpty ? outcome : tokens.reduce(outcome) { $0 + Double($1) }
  }
}

/// What an advantage estimator says of one completion: what a learner is to make of it.
public struct Credit: Sendable, Equatable {
  /// One number a response token, 0 where the policy drew none.
  public var advantages: [Float]
  /// What the critic should have predicted, one number a response token; empty without a critic.
  public var returns: [Float]

  /// Credit from its parts.
  public init(advantages: [Float], returns: [Float] = []) {
    self.advantages = advantages
    self.returns = returns
  }

  /// Whether there is nothing to learn from the advantages.
  public var isIdle: Bool { advantages.allSatisfy { $0 == 0 } }
}

/// Two completions of a group, of which one is better.
public struct Pair: Codable, Sendable, Hashable {
  /// The better one's index in the group.
  public var chosen: Int
  /// The worse one's.
  public var rejected: Int

  /// A pair of indices.
  public init(chosen: Int, rejected: Int) {
    self.chosen = chosen
    self.rejected = rejected
  }
}

/// What an estimator says of a group.
public struct GroupCredit: Sendable, Equatable {
  /// One credit a trajectory; `nil`: no pass, no KL, no share in a normalizer, no charge.
  public var credits: [Credit?]
  /// Pairs, for preference losses.
  public var pairs: [Pair]

  /// Credits, and pairs if there are any.
  public init(_ credits: [Credit?], pairs: [Pair] = []) {
    self.credits = credits
    self.pairs = pairs
  }
}
