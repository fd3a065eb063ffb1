/// One sampled answer as text.
public struct Completion: Codable, Sendable, Equatable {
  /// The response, without the end token.
  public var text: String
  /// Whether the model ended it; `false` if the length cap cut it off.
  public var isFinished: Bool
  /// A completion from its parts.
  public init(text: String, isFinished: Bool) {
    self.text = text
    self.isFinished = isFinished
  }
}

/// A completion with its tokens and the log-probabilities recorded while it was sampled.
public struct Trajectory: Sendable, Equatable {
  /// The prompt's tokens, beginning with the end token that starts every sequence.
  public var promptTokens: [Int32]
  /// The response's tokens, with the end token if it was sampled.
  public var responseTokens: [Int32]
  /// One value a response token: 1 if the policy sampled it, 0 if it was injected.
  public var responseMask: [Float]
  /// Log-probability of each response token under the distribution it was drawn from, nats.
  public var behaviorLogprobs: [Float]
  /// Log-probability of each response token under the plain policy (temperature 1, no filter), nats.
  public var plainLogprobs: [Float]
  /// Entropy of the plain policy at each response token, nats.
  public var entropies: [Float]
  /// The response as text.
  public var completion: Completion

  /// A trajectory from its parts.
  public init(
    promptTokens: [Int32], responseTokens: [Int32], responseMask: [Float],
    behaviorLogprobs: [Float], plainLogprobs: [Float], entropies: [Float], completion: Completion
  ) {
    self.promptTokens = promptTokens
    self.responseTokens = responseTokens
    self.responseMask = responseMask
    self.behaviorLogprobs = behaviorLogprobs
    self.plainLogprobs = plainLogprobs
    self.entropies = entropies
    self.completion = completion
  }

  /// Prompt and response, end to end.
  public var tokens: [Int32] { promptTokens + responseTokens }
}

/// The completions of one problem in one step, with what the checker and the reward said.
public struct Group: Sendable {
  /// The problem.
  public var problem: Problem
  /// Its completions.
  public var trajectories: [Trajectory]
  /// The checker's verdicts, one a completion.
  public var verdicts: [Verdict]
  /// The rewards that learning uses, one a completion.
  public var rewards: [Double]

  /// A group from its parts.
  ///
  /// - Precondition: one verdict and one reward for each trajectory.
  public init(
    problem: Problem, trajectories: [Trajectory], verdicts: [Verdict], rewards: [Double]
  ) {
    precondition(
      trajectories.count == verdicts.count && verdicts.count == rewards.count,
      "\(trajectories.count) trajectories, \(verdicts.count) verdicts, \(rewards.count) rewards")
    self.problem = problem
    self.trajectories = trajectories
    self.verdicts = verdicts
    self.rewards = rewards
  }
}
