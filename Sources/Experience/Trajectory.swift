/// One sampled answer as text.
public struct Completion: Codable, Sendable, Equatable {
  /// The response, without the end token.
  public var text: String
  /// Whether the model ended it; `false` if the length cap cut it off, or the detector of repetitions.
  public var isFinished: Bool
  /// Whether it was cut off because it went round in circles.
  public var isRepetitive: Bool
  /// A completion from its parts.
  public init(text: String, isFinished: Bool, isRepetitive: Bool = false) {
    self.text = text
    self.isFinished = isFinished
    self.isRepetitive = isRepetitive
  }
}

/// Who wrote a response token.
public enum TokenOrigin: UInt8, Codable, Sendable, CaseIterable {
  /// The policy drew it.
  case policy
  /// An environment said it.
  case environment
  /// It was put in the policy's mouth.
  case forced
  /// It is somebody else's response.
  case demonstration
}

/// One turn of a policy within a response.
public struct TurnRecord: Codable, Sendable, Equatable {
  /// Its response tokens.
  public var tokens: Range<Int>
  /// What the environment paid for it.
  public var reward: Double?

  /// A turn from its parts.
  public init(tokens: Range<Int>, reward: Double? = nil) {
    self.tokens = tokens
    self.reward = reward
  }
}

/// Where a trajectory leaves another one of its group.
public struct Fork: Codable, Sendable, Equatable {
  /// The other one's index in the group.
  public var parent: Int
  /// Response tokens that both have.
  public var shared: Int

  /// A fork from its parts.
  public init(parent: Int, shared: Int) {
    self.parent = parent
    self.shared = shared
  }
}

/// What a trajectory is for.
public enum Use: String, Codable, Sendable, CaseIterable {
  /// It is judged, scored, and trained on.
  case learn
  /// It is judged and scored, never trained on, and no part of group statistics.
  case compare
}

/// A completion with its tokens and everything that is said about them: the record that travels.
///
/// What the sampler recorded is set when it is made; scores, columns and credit are filled in along the way.
public struct Trajectory: Sendable, Equatable {
  /// The prompt's tokens, beginning with the end token that starts every sequence.
  public var promptTokens: [Int32]
  /// The response's tokens, with the end token if it was sampled.
  public var responseTokens: [Int32]
  /// Who wrote each response token.
  public var origins: [TokenOrigin]
  /// Log-probability of each response token under the distribution it was drawn from, nats (ℓroll).
  ///
  /// 0 for tokens that the policy did not draw.
  public var behaviorLogprobs: [Float]
  /// Log-probability of each response token under the plain policy (temperature 1, no filter), nats.
  public var plainLogprobs: [Float]
  /// The same at the sampling temperature, without filters, nats.
  public var unfilteredLogprobs: [Float]
  /// Entropy of the plain policy at each response token, nats.
  public var entropies: [Float]
  /// The tokens that filters left of each draw; none for a token that was drawn from all, and for a trajectory without filters.
  public var kept: [[Int32]] = []
  /// The response as text.
  public var completion: Completion
  /// The temperature that its tokens were drawn at.
  public var temperature: Float
  /// Updates of the policy that were done when each token was drawn.
  public var versions: [Int32]
  /// The turns of the policy; one unless an environment answered.
  public var turns: [TurnRecord]
  /// Bytes of UTF-8 of the response's text after each token.
  public var textEnds: [Int]
  /// Where it leaves another one of its group.
  public var fork: Fork?
  /// What it is for.
  public var use: Use
  /// What the reward says of it.
  public var score: Score?
  /// Numbers of models, one a response token.
  public var columns: [Column: [Float]] = [:]
  /// What learners are to make of it.
  public var credits: [Role: Credit] = [:]
  /// Weights of its tokens that follow from the whole batch, by the path of what says so.
  public var tokenWeights: [String: [Float]] = [:]

  /// A trajectory that the policy drew whole, at temperature 1 unless said otherwise.
  public init(
    promptTokens: [Int32], responseTokens: [Int32], origins: [TokenOrigin]? = nil,
    behaviorLogprobs: [Float], plainLogprobs: [Float], unfilteredLogprobs: [Float]? = nil,
    entropies: [Float], completion: Completion, temperature: Float = 1, version: Int = 0,
    textEnds: [Int] = [], use: Use = .learn
  ) {
    self.promptTokens = promptTokens
    self.responseTokens = responseTokens
    self.origins = origins ?? Array(repeating: .policy, count: responseTokens.count)
    self.behaviorLogprobs = behaviorLogprobs
    self.plainLogprobs = plainLogprobs
    self.unfilteredLogprobs = unfilteredLogprobs ?? plainLogprobs
    self.entropies = entropies
    self.completion = completion
    self.temperature = temperature
    versions = Array(repeating: Int32(version), count: responseTokens.count)
    turns = [TurnRecord(tokens: 0..<responseTokens.count)]
    self.textEnds = textEnds
    self.use = use
  }

  /// Prompt and response, end to end.
  public var tokens: [Int32] { promptTokens + responseTokens }
  /// One value a response token: 1 if the policy drew it.
  public var responseMask: [Float] { origins.map { $0 == .policy ? 1 : 0 } }
  /// Tokens that the policy drew.
  public var policyTokens: Int { origins.count { $0 == .policy } }
  /// Whether somebody else wrote all of it.
  public var isDemonstration: Bool { origins.allSatisfy { $0 == .demonstration } }
  /// The reward of the whole, outcome and tokens together; `nil` if it could not be computed.
  public var reward: Double? { score?.total }

  /// The response token that the byte before `end` of the text belongs to; `nil` past the last one.
  public func token(endingAt end: Int) -> Int? {
    let found = textEnds.firstIndex { $0 >= end }
    return found
  }
}

extension Trajectory: Codable {
  // Columns belong to a version of their model, and credit to a step: neither is kept with a stored trajectory.
  private enum CodingKeys: String, CodingKey {
    case promptTokens, responseTokens, origins, behaviorLogprobs, plainLogprobs
    case unfilteredLogprobs, entropies, kept, completion, temperature, versions, turns, textEnds,
      fork
    case use, score
  }
}

/// The completions of one problem in one step, with what the checker and the reward said.
public struct Group: Codable, Sendable, Equatable {
  /// The problem.
  public var problem: Problem
  /// Its completions.
  public var trajectories: [Trajectory]
  /// The checker's verdicts, one a completion.
  public var verdicts: [Verdict]
  /// The number of its draw in its step.
  public var ordinal: Int
  /// Pairs of completions of which one is better.
  public var pairs: [Pair] = []

  /// A group from its parts.
  ///
  /// - Precondition: one verdict for each trajectory.
  public init(
    problem: Problem, trajectories: [Trajectory], verdicts: [Verdict], ordinal: Int = 0
  ) {
    precondition(
      trajectories.count == verdicts.count,
      "\(trajectories.count) trajectories, \(verdicts.count) verdicts")
    self.problem = problem
    self.trajectories = trajectories
    self.verdicts = verdicts
    self.ordinal = ordinal
  }

  /// The trajectories that group statistics are made of: trained on, and with a reward.
  public var rewarded: [Int] {
    trajectories.indices.filter {
      trajectories[$0].use == .learn && trajectories[$0].reward != nil
    }
  }

  /// The rewards of `rewarded`, in their order.
  public var rewards: [Double] {
    trajectories.compactMap { $0.use == .learn ? $0.reward : nil }
  }
}

/// What one step is trained on.
public struct Batch: Codable, Sendable, Equatable {
  /// The groups, in the order of their draws.
  public var groups: [Group]
  /// The step that it was sampled for.
  public var step: Int

  /// A batch from its parts.
  public init(_ groups: [Group], step: Int) {
    self.groups = groups
    self.step = step
  }

  /// Puts what a reward says in its place.
  ///
  /// - Precondition: one score a trajectory.
  public mutating func take(_ scores: [[Score]]) {
    precondition(scores.count == groups.count, "scores of \(scores.count) groups")
    for g in groups.indices {
      precondition(scores[g].count == groups[g].trajectories.count, "scores of group \(g)")
      for i in scores[g].indices { groups[g].trajectories[i].score = scores[g][i] }
    }
  }

  /// Puts what an estimator says in its place, for a learner.
  ///
  /// - Precondition: one entry a trajectory.
  public mutating func take(_ credits: [GroupCredit], for role: Role) {
    precondition(credits.count == groups.count, "credits of \(credits.count) groups")
    for g in groups.indices {
      precondition(
        credits[g].credits.count == groups[g].trajectories.count, "credits of group \(g)")
      groups[g].pairs = credits[g].pairs
      for (i, credit) in credits[g].credits.enumerated() {
        groups[g].trajectories[i].credits[role] = credit
      }
    }
  }

  /// Contiguous parts whose numbers of groups differ by at most one; fewer if there are fewer groups.
  public func parts(_ count: Int) -> [Range<Int>] {
    let parts = min(count, groups.count)
    return (0..<parts).map { groups.count * $0 / parts..<groups.count * ($0 + 1) / parts }
  }
}
