import Experience
import Rollouts
import Support

/// What a teacher thinks of every token that the policy drew: on-policy distillation.
///
/// ```
/// r_t = ℓ_teacher,t − ℓ_t     not differentiated; with advantage reward-to-go, gamma 0, whiten false
/// ```
///
/// Its expected gradient is that of −KL(policy‖teacher), token by token. With a template in which the teacher reads
/// `{demonstration}`, the problem's own demonstration or gold response, and a teacher that follows the policy, it is self-distillation
/// from the demonstration-conditioned model.
public struct Teacher: Reward {
  public static let kind = "teacher"
  /// On-policy distillation, SDFT.
  public static let aliases = ["on-policy-distillation", "opd", "sdft"]
  public static let ids = ["distill.opd", "distill.self", "sft.sdft"]
  public static let summary = "The teacher's log-probability of each token less the policy's."
  public static let source = Source(
    "Agarwal et al. 2023, arXiv:2306.13649; Lu et al. 2025, \"On-policy distillation\"; Shenfeld et al. 2026, arXiv:2601.19897 (self)"
  )
  public static let assumptions =
    "Teacher and policy share a vocabulary; use reward-to-go with gamma 0 and no whitening: a sum to go would reward length."

  /// The model's role; `policy.models` says where it comes from.
  public var role = Role(rawValue: "teacher")
  /// What the teacher reads before the response.
  public var template = "{prompt}"

  /// A teacher that reads the prompt.
  public init() {}

  private var readsMore: Bool { template != "{prompt}" }

  /// The teacher, and the policy's log-probabilities.
  public var needs: Needs {
    readsMore
      ? Needs(columns: [.proximal], models: [role])
      : Needs(columns: [.proximal, .of(role, .logprob)])
  }
  /// A model.
  public var basis: RewardBasis { .model }

  /// Scores with outcome 0 and one reward a token.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    let read = readsMore ? try reread(batch, bench) : nil
    var next = 0
    return try batch.groups.map { group in
      try group.trajectories.map { trajectory in
        defer { next += 1 }
        guard trajectory.use == .learn else { return Score(0) }
        guard let policy = trajectory.columns[.proximal],
          let teacher = try read?[next] ?? trajectory.columns[.of(role, .logprob)]
        else { throw RolloutsError.noModel(role: role) }
        return Score(
          0,
          tokens: trajectory.origins.indices.map {
            trajectory.origins[$0] == .policy ? teacher[$0] - policy[$0] : 0
          })
      }
    }
  }

  /// What the teacher thinks after another prompt.
  private func reread(_ batch: Batch, _ bench: Bench) throws -> [[Float]] {
    let member = try bench.models.member(role)
    let texts = try batch.groups.flatMap { group in
      let shown = group.problem.demonstrations.first?.text ?? group.problem.gold
      let text = Judge.filled(
        template, ["{prompt}": group.problem.prompt, "{demonstration}": shown])
      let prompt = try member.promptFormat.tokens(text, member.tokenizer)
      return group.trajectories.map { TokenPair(prompt: prompt, response: $0.responseTokens) }
    }
    let temperature = batch.groups.first?.trajectories.first?.temperature ?? 1
    return try bench.models.read(texts, with: role, [.logprob], temperature: temperature)
      .map { $0[.logprob] ?? [] }
  }

  /// The prompt in it.
  public func validate() throws {
    try require(template.contains("{prompt}"), "template", template, "a text with {prompt} in it")
  }
}
