import Experience
import Support

/// Generalized advantage estimation from a critic's values.
///
/// ```
/// δ_t = r_t + γ·V_{t+1} − V_t,   A_t = δ_t + γλ·A_{t+1},   R_t = A_t + V_t
/// ```
///
/// Time goes over tokens that the policy drew; others are passed over as if they were not there. The outcome is the
/// reward of the last one. λ may follow a completion's length L: `length_alpha` α takes max(0, 1 − 1/(αL)),
/// `position_decay` q takes q^(1/(L−1)), so that q is left of the first token at the last. V after the end is 0 for a completion that ended, and the critic's value for one that the
/// cap cut off if `bootstrap` says so. Returns are made of advantages before whitening.
public struct GeneralizedAdvantage: AdvantageEstimator {
  public static let kind = "generalized"
  /// GAE.
  public static let aliases = ["gae"]
  public static let ids = ["critic.gae"]
  public static let assumptions =
    "At λ below 1 the outcome fades over long completions; VC-PPO takes critic_lambda 1, VAPO λ by length."
  public static let summary = "Generalized advantage estimation from the values of a critic."
  public static let source = Source("Schulman et al. 2015, arXiv:1506.02438, eq. 16")

  /// The discount γ.
  public var gamma = 1.0
  /// λ: 1 takes returns minus values, 0 one-step errors.
  public var lambda = 1.0
  /// α of a λ that follows the length; 0 for `lambda`.
  public var lengthAlpha = 0.0
  /// q of a λ that follows the length; 0 for `lambda`.
  public var positionDecay = 0.0
  /// λ of the returns that the critic learns from.
  public var criticLambda = 1.0
  /// Whether a completion that the cap cut off goes on with the critic's value instead of 0.
  public var bootstrap = false
  /// Whether advantages are centred and divided by their standard deviation over all tokens of the batch.
  public var whiten = true

  /// γ = λ = 1, whitened.
  public init() {}

  private enum CodingKeys: String, CodingKey {
    case gamma, lambda, bootstrap, whiten
    case criticLambda = "critic_lambda"
    case lengthAlpha = "length_alpha"
    case positionDecay = "position_decay"
  }

  /// The critic's values before its update.
  public var needs: Set<Column> { [.values] }

  /// The credit of every scored trajectory.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    var result = batch.groups.map { group in
      GroupCredit(group.trajectories.map { $0.use == .learn ? credit($0) : nil })
    }
    if whiten { Whitening.apply(to: &result, of: batch) }
    return result
  }

  /// λ for a completion of so many tokens.
  public func lambda(length: Int) -> Double {
    if lengthAlpha > 0 { return length > 0 ? max(0, 1 - 1 / (lengthAlpha * Double(length))) : 0 }
    if positionDecay > 0 {
      return length > 1 ? PortableMath.power(positionDecay, 1 / Double(length - 1)) : 1
    }
    return lambda
  }

  private func credit(_ trajectory: Trajectory) -> Credit? {
    guard let score = trajectory.score, let outcome = score.outcome else { return nil }
    guard let values = trajectory.columns[.values] else {
      preconditionFailure("the values of the critic are missing")
    }
    var advantages = [Float](repeating: 0, count: trajectory.responseTokens.count)
    var returns = advantages
    let steps = trajectory.origins.indices.filter { trajectory.origins[$0] == .policy }
    var next = bootstrap && !trajectory.completion.isFinished ? Double(values.last ?? 0) : 0
    var (advantage, target) = (0.0, 0.0)
    let lambda = lambda(length: steps.count)
    for t in steps.reversed() {
      var reward = score.tokens.isEmpty ? 0 : Double(score.tokens[t])
      if t == steps.last { reward += outcome }
      let value = Double(values[t])
      let error = reward + gamma * next - value
      advantage = error + gamma * lambda * advantage
      target = error + gamma * criticLambda * target
      advantages[t] = Float(advantage)
      returns[t] = Float(target + value)
      next = value
    }
    return Credit(advantages: advantages, returns: returns)
  }

  /// γ and λ in [0, 1].
  public func validate() throws {
    try require(gamma, in: 0...1, "gamma")
    try require(lambda, in: 0...1, "lambda")
    try require(criticLambda, in: 0...1, "critic_lambda")
    try require(lengthAlpha, in: 0...1e6, "length_alpha")
    try require(positionDecay, in: 0...1, "position_decay")
    try require(
      lengthAlpha == 0 || positionDecay == 0, "position_decay", positionDecay,
      "0 beside length_alpha: λ follows one rule")
  }
}

/// Centring and scaling of advantages over all tokens of a batch.
enum Whitening {
  /// `(A − μ)/√(σ² + 1e-8)` over tokens that the policy drew, σ² with divisor N − 1; nothing for fewer than two tokens.
  ///
  /// - Source: verl, `verl/utils/torch_functional.py::masked_whiten`.
  static func apply(to credits: inout [GroupCredit], of batch: Batch) {
    var values: [Double] = []
    func visit(_ body: (Int, Int, Int) -> Void) {
      for (g, group) in batch.groups.enumerated() {
        for (i, trajectory) in group.trajectories.enumerated() {
          for (t, origin) in trajectory.origins.enumerated() where origin == .policy {
            body(g, i, t)
          }
        }
      }
    }
    visit { g, i, t in
      if let credit = credits[g].credits[i] { values.append(Double(credit.advantages[t])) }
    }
    guard values.count > 1 else { return }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance =
      values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    let scale = 1 / (variance + 1e-8).squareRoot()
    visit { g, i, t in
      guard let old = credits[g].credits[i]?.advantages[t] else { return }
      credits[g].credits[i]?.advantages[t] = Float((Double(old) - mean) * scale)
    }
  }
}
