import Experience
import Support
import Tensors

/// The divergence of the whole distribution at each token from another model's, exactly: no sampling noise in it.
///
/// ```
/// β = 1: KL(policy‖other)    β = 0: KL(other‖policy)    else the generalized Jensen–Shannon divergence
/// ```
///
/// To the reference with β 1 it is the KL penalty without an estimator; to a teacher it is (on-policy) distillation. It takes a
/// forward pass of the other model, and memory for the logits of both.
public struct FullDivergence: LossTerm {
  public static let kind = "full-divergence"
  /// GKD.
  public static let aliases = ["gkd", "distillation"]
  public static let ids = ["kl.full", "distill.gkd"]
  public static let summary = "The divergence of whole distributions from another model's, exactly."
  public static let source = Source("Agarwal et al. 2023, arXiv:2306.13649, eq. 1")
  public static let assumptions =
    "Both models have one vocabulary; each token is taken for itself, given the prefix that was drawn."

  /// The other model.
  public var role: Role
  /// β.
  public var beta: Double

  /// The reverse divergence from the reference.
  public init() { self.init(beta: 1) }
  /// With β and a model.
  public init(beta: Double, role: Role = .reference) {
    self.beta = beta
    self.role = role
  }
  /// Reverse, forward and in between.
  public static let examples = [
    FullDivergence(), FullDivergence(beta: 0), FullDivergence(beta: 0.5),
  ]

  /// Both distributions.
  public var divergence: DivergenceKey? { DivergenceKey(role: role, beta: beta) }

  /// The divergence of each token; reports its mean.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    guard let values = input.divergences[DivergenceKey(role: role, beta: beta)] else {
      preconditionFailure("the divergence from \(role) was not asked for")
    }
    var (sum, tokens) = (0.0, 0.0)
    for i in input.mask.indices where input.mask[i] != 0 {
      sum += Double(values.value.pointer[i])
      tokens += 1
    }
    return TermOutput(values, metrics: ["divergence_\(role)": .mean(sum: sum, count: tokens)])
  }

  /// β in [0, 1].
  public func validate() throws { try require(beta, in: 0...1, "beta") }
}

/// Which divergence, from which model.
public struct DivergenceKey: Hashable, Sendable {
  /// The other model.
  public var role: Role
  /// β.
  public var beta: Double

  /// A key from its parts.
  public init(role: Role, beta: Double) {
    self.role = role
    self.beta = beta
  }
}
