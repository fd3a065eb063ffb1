import Experience
import Support
import Tensors

/// Cross-entropy weighted by how much likelier the policy has made what it imitates than a reference.
///
/// ```
/// sequence:  loss = −sg(ω)·ℓ,   ω = clip(exp(τ·mean_t(ℓ − ℓref)), low, high)
/// token:     ω_t = clip(exp(ℓ_t − ℓref_t), low, high)
/// ```
public struct ImportanceWeightedFineTuning: LossTerm {
  /// What has one weight.
  public enum Level: String, Codable, Sendable, CaseIterable {
    /// A demonstration.
    case sequence
    /// A token.
    case token
  }

  public static let kind = "iw-sft"
  public static let ids = ["sft.iw"]
  public static let summary = "Cross-entropy weighted by the policy's ratio to a reference."
  public static let source = Source("Qin and Springenberg 2025, arXiv:2507.12856, eq. 11")
  public static let assumptions =
    "Demonstrations are curated: they are what a reward of 0 or 1 would keep."

  /// What has one weight.
  public var level: Level
  /// τ, of sequences.
  public var tau = 2.0
  /// The least weight.
  public var low: Double
  /// The largest.
  public var high: Double

  /// Sequences, 0 to 16.
  public init() { self.init(.sequence) }
  /// A level with its usual bounds.
  public init(_ level: Level) {
    self.level = level
    (low, high) = level == .sequence ? (0, 16) : (0.2, 1.8)
  }
  /// Both.
  public static let examples = Level.allCases.map { ImportanceWeightedFineTuning($0) }

  /// The reference's log-probabilities.
  public var needs: Set<Column> { [.reference] }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    var logs = tape.logRatio(tape.constant(input.detached), input.column(.reference))
    if level == .sequence {
      logs = tape.affine(tape.sequenceMeans(logs, input), scale: Float(tau))
    }
    let weights = logs.value.values.map {
      -Float(min(max(PortableMath.exp(Double(min(max($0, -20), 20))), low), high))
    }
    return TermOutput(tape.product(tape.constant(weights), input.policy))
  }

  /// Bounds in order.
  public func validate() throws {
    try require(tau, in: 0...1e3, "tau")
    try require(low, in: 0...1e9, "low")
    try require(high, in: low...1e9, "high")
  }
}
