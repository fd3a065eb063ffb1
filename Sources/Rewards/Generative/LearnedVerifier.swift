import Experience
import Losses
import Rollouts
import Support

/// A verifier that learns beside the policy: told the truth about some problems, it pays for the others.
///
/// ```
/// p = σ(β Σ_t (ℓφ_t − ℓref_t));   r = the checker's verdict on problems that are `taught`, from which φ learns;   r = p on all others
/// ```
///
/// A share of the others is the audit: their truth is known and never learned from. While the balanced accuracy on it, averaged
/// over steps, is below `floor` (so also at the start), the verifier is not believed, and completions that only it could score have
/// no score.
///
/// - Deviation: the verifier learns by cross-entropy from the checker's outcomes, where Cooper contrasts right responses with
///   corrupted ones.
public struct LearnedVerifier: Reward {
  public static let kind = "learned-verifier"
  /// Co-optimization.
  public static let aliases = ["cooper", "co-optimized"]
  public static let ids = ["genrm.cooptim"]
  public static let summary =
    "A verifier that learns beside the policy from some problems and pays for the others."
  public static let source = Source("Hong et al. 2025, arXiv:2508.05613 (Cooper), section 3")
  public static let assumptions =
    "What tells right from wrong on taught problems does so on the others; the policy learns what the verifier lets through."

  /// The verifier's role.
  public var role: Role = "verifier"
  /// The role of what it starts from.
  public var reference: Role = "verifier-reference"
  /// β.
  public var scale = 0.05
  /// The share of problems whose outcomes it learns from.
  public var taught = 0.5
  /// The share of problems that it is audited on.
  public var audit = 0.1
  /// The least balanced accuracy on the audit with which it is believed.
  public var floor = 0.6

  /// Half of the problems taught, a tenth audited.
  public init() {}
  /// Both models' log-probabilities.
  public var needs: Needs {
    Needs(columns: [.of(role, .logprob), .of(reference, .logprob)])
  }
  /// Models.
  public var basis: RewardBasis { .model }
  /// A probability.
  public var range: ClosedRange<Double>? { 0...1 }

  /// The verifier learns from problems that are taught.
  public var lessons: [Lesson] {
    [
      Lesson(role, OutcomeCrossEntropy(beta: scale, reference: reference)) { [self] in
        Self.place($0) < taught
      }
    ]
  }

  /// Where a problem stands in [0, 1): the first ones are taught, the next ones audited.
  public static func place(_ problem: Problem) -> Double {
    var generator = RandomStream(seed: problem.id)["lesson"].generator()
    return generator.uniform()
  }

  /// The scores; what the verifier says is among the parts, on the audit also whether it was right.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) -> [[Score]] {
    let sums = batch.groups.map { $0.trajectories.map(sum) }
    let audited = batch.groups.indices.filter {
      let place = Self.place(batch.groups[$0].problem)
      return place >= taught && place < taught + audit
    }
    for isRight in [true, false] {
      let name = isRight ? "right" : "wrong"
      var (found, count) = (memory[number: "\(name)_found"] ?? 0, memory[number: name] ?? 0)
      for g in audited {
        for (sum, verdict) in zip(sums[g], batch.groups[g].verdicts)
        where verdict.status == .ok && verdict.strict == isRight {
          guard let sum else { continue }
          found += sum == 0 ? 0.5 : (sum > 0) == isRight ? 1 : 0
          count += 1
        }
      }
      // The last ten steps or so.
      memory[number: "\(name)_found"] = 0.9 * found
      memory[number: name] = 0.9 * count
    }
    let accuracy = Self.accuracy(memory)
    return batch.groups.indices.map { g in
      let group = batch.groups[g]
      if Self.place(group.problem) < taught { return group.scores { $0.strict ? 1 : 0 } }
      return zip(sums[g], group.verdicts).map { sum, verdict in
        guard let sum else {
          return Score(nil, reason: "no log-probabilities of '\(role)' or '\(reference)'")
        }
        let probability = 1 / (1 + PortableMath.exp(-sum))
        var parts = ["verifier_probability": probability]
        parts["verifier_trusted"] = floor == 0 || (accuracy ?? 0) >= floor ? 1 : 0
        parts["verifier_accuracy"] = accuracy
        guard parts["verifier_trusted"] == 1 else {
          return Score(nil, parts: parts, reason: "the verifier is below its floor")
        }
        return Score(probability, parts: parts)
      }
    }
  }

  /// The mean of the shares of right and of wrong completions that were told as such; `nil` before there were both.
  private static func accuracy(_ memory: Memory) -> Double? {
    guard let right = memory[number: "right"], let wrong = memory[number: "wrong"], right > 0,
      wrong > 0, let rightFound = memory[number: "right_found"],
      let wrongFound = memory[number: "wrong_found"]
    else { return nil }
    return (rightFound / right + wrongFound / wrong) / 2
  }

  /// s, the verifier's log-odds.
  private func sum(_ trajectory: Trajectory) -> Double? {
    guard let model = trajectory.columns[.of(role, .logprob)],
      let start = trajectory.columns[.of(reference, .logprob)]
    else { return nil }
    return zip(ImplicitPRM.tokens(model, start, scale: scale), trajectory.origins)
      .reduce(0) { $1.1 == .policy ? $0 + $1.0 : $0 }
  }

  /// Shares that leave each other room.
  public func validate() throws {
    try require(scale, in: 1e-9...1e6, "scale")
    try require(taught, in: 0...1, "taught")
    try require(
      audit >= 0 && taught + audit <= 1, "audit", audit,
      "a share up to \(1 - taught): the others are taught")
    try require(floor, in: 0...1, "floor")
    try require(
      floor == 0 || taught == 1 || audit > 0, "audit", audit,
      "above 0: without an audit the verifier is never believed; or floor 0")
  }
}
