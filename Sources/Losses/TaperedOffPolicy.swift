import Experience
import Support
import Tensors

/// Off-policy REINFORCE that tapers what is pushed down: no ratio where the advantage is positive, at most 1 where it is negative.
///
/// ```
/// A > 0:  loss = −A·ℓ          A < 0:  loss = −sg(min(π/μ, 1))·A·ℓ
/// ```
///
/// μ is the distribution that tokens were drawn from.
public struct TaperedOffPolicy: LossTerm {
  /// What has one ratio.
  public enum Level: String, Codable, Sendable, CaseIterable {
    /// A whole completion, as in the paper.
    case sequence
    /// Every token, as in ROLL.
    case token
  }

  public static let kind = "tapered"
  /// TOPR.
  public static let aliases = ["topr"]
  public static let ids = ["loss.topr", "off.optim"]
  public static let summary = "Off-policy REINFORCE that tapers what is pushed down."
  public static let source = Source("Le Roux et al. 2025, arXiv:2503.14286, eq. 8")
  public static let assumptions =
    "Advantages are rewards with a sign; a baseline changes the share of positive examples."

  /// What has one ratio.
  public var level = Level.sequence

  /// Sequences.
  public init() {}
  /// A level.
  public init(_ level: Level) { self.level = level }
  /// Both.
  public static let examples = Level.allCases.map { TaperedOffPolicy($0) }

  /// It does.
  public var readsBehavior: Bool { true }
  /// It is a multiple of the advantage.
  public var isZeroWithoutAdvantage: Bool { true }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let sequences = input.sequences
    var logs = input.detached.indices.map { t in
      input.mask[t] == 0 ? 0 : Double(input.detached[t]) - Double(input.behaviorLogprobs[t])
    }
    if level == .sequence {
      var sums = [Double](repeating: 0, count: input.offsets.count - 1)
      for (t, s) in sequences.enumerated() { sums[s] += logs[t] }
      logs = sequences.map { sums[$0] }
    }
    let factors = zip(logs, input.advantages).map { log, advantage in
      advantage > 0 ? advantage : Float(PortableMath.exp(min(max(log, -20), 0))) * advantage
    }
    return TermOutput(tape.negated(tape.product(tape.constant(factors), input.policy)))
  }
}
