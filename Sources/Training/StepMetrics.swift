import Experience
import Losses

/// The metrics of one step, from what was sampled and what the updates computed.
struct StepMetrics {
  private var values: [String: Double] = [:]
  private var outcomes: [UpdateOutcome] = []
  private var others: [Role: [UpdateOutcome]] = [:]

  /// Mean reward over all completions.
  var rewardMean: Double { values["reward_mean"] ?? .nan }

  /// - Parameters:
  ///   - version: updates of the policy that are done.
  ///   - seconds: clock time of each reward, by kind.
  init(_ batch: Batch, version: Int, seconds: [String: Double]) {
    let groups = batch.groups
    let rewards = groups.flatMap(\.rewards)
    // What is there for comparison only is no part of how the policy does.
    var judged = groups.flatMap { zip($0.trajectories, $0.verdicts) }.filter { $0.0.use == .learn }
    // Nor is what somebody else wrote, where the policy wrote something, too.
    let own = judged.filter { !$0.0.isDemonstration }
    if !own.isEmpty { judged = own }
    let (trajectories, verdicts) = (judged.map(\.0), judged.map(\.1))
    let lengths = trajectories.map { Double($0.origins.count { $0 != .environment }) }
    values["reward_mean"] = Self.mean(rewards)
    values["reward_std"] = Self.deviation(rewards)
    values["acc_strict"] = Self.mean(verdicts.map { $0.strict ? 1 : 0 })
    values["acc_loose"] = Self.mean(verdicts.map { $0.loose ? 1 : 0 })
    values["parse_rate"] = Self.mean(verdicts.map { $0.parsed ? 1 : 0 })
    values["truncated"] = Self.mean(trajectories.map { $0.completion.isFinished ? 0 : 1 })
    let repetitive = trajectories.count { $0.completion.isRepetitive }
    if repetitive > 0 { values["repetitive"] = Double(repetitive) / Double(trajectories.count) }
    values["len_mean"] = Self.mean(lengths)
    values["len_right"] = Self.mean(zip(lengths, verdicts).filter { $1.strict }.map(\.0))
    values["len_wrong"] = Self.mean(zip(lengths, verdicts).filter { !$1.strict }.map(\.0))
    values["zero_var_frac"] = Self.mean(
      groups.map { group in
        guard let low = group.rewards.min(), let high = group.rewards.max() else { return 1 }
        return high - low < 1e-6 ? 1 : 0
      })
    values["reward_agreement"] = Self.agreement(groups)
    values["explained_variance"] = Self.explainedVariance(trajectories)
    let versions = trajectories.flatMap { one in
      zip(one.versions, one.origins).filter { $1 == .policy }.map { Double($0.0) }
    }
    if let oldest = versions.min(), oldest < Double(version) {
      values["staleness_max"] = Double(version) - oldest
      values["staleness_mean"] = Double(version) - Self.mean(versions)
    }
    let shared = trajectories.compactMap(\.fork?.shared)
    if !shared.isEmpty { values["tokens_shared"] = Double(shared.reduce(0, +)) }
    let unscored = trajectories.count { $0.reward == nil }
    if unscored > 0 { values["unscored"] = Double(unscored) / Double(trajectories.count) }
    let turns = trajectories.map { Double($0.turns.count) }
    if turns.contains(where: { $0 > 1 }) { values["turns"] = Self.mean(turns) }
    for name in Set(trajectories.flatMap { $0.score.map { Array($0.parts.keys) } ?? [] }).sorted() {
      let parts = trajectories.compactMap { $0.score?.parts[name] }
      values["reward_\(name.replacing("-", with: "_"))"] = Self.mean(parts)
      values["reward_\(name.replacing("-", with: "_"))_std"] = Self.deviation(parts)
    }
    for (kind, time) in seconds {
      values["wall_s_reward_\(kind.replacing("-", with: "_"))"] = time
    }
  }

  /// 1 − Var(R − V)/Var(R) over the tokens of a critic's batch; `nil` without a critic or where returns do not vary.
  private static func explainedVariance(_ trajectories: [Trajectory]) -> Double? {
    var (returns, errors) = ([Double](), [Double]())
    for one in trajectories {
      guard let values = one.columns[.values], let own = one.credits[.policy]?.returns,
        !own.isEmpty
      else { continue }
      for (t, origin) in one.origins.enumerated() where origin == .policy {
        returns.append(Double(own[t]))
        errors.append(Double(own[t]) - Double(values[t]))
      }
    }
    func variance(_ x: [Double]) -> Double {
      let mean = mean(x)
      return x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    let whole = variance(returns)
    return whole > 0 ? 1 - variance(errors) / whole : nil
  }

  /// The probability that a strictly right completion has a higher reward than a wrong one of its group, ties half: 1 for a
  /// reward that agrees with the checker, ½ for one that knows nothing; NaN where no group has both.
  private static func agreement(_ groups: [Group]) -> Double {
    var (pairs, won) = (0.0, 0.0)
    for group in groups {
      let scored = zip(group.trajectories, group.verdicts).compactMap { trajectory, verdict in
        trajectory.reward.map { ($0, verdict.strict) }
      }
      let wrong = scored.filter { !$0.1 }
      for (reward, _) in scored.filter(\.1) {
        for (other, _) in wrong { won += reward > other ? 1 : reward == other ? 0.5 : 0 }
        pairs += Double(wrong.count)
      }
    }
    return won / pairs
  }

  mutating func add(_ outcome: UpdateOutcome, of role: Role) {
    if role == .policy {
      outcomes.append(outcome)
    } else {
      others[role, default: []].append(outcome)
    }
  }

  /// All metrics by name; NaN where there is nothing to average.
  func values(_ rates: [(role: Role, rate: Double)]) -> [String: Double] {
    var all = values
    let tokens = outcomes.reduce(0) { $0 + $1.tokens }
    all["loss"] = Self.mean(outcomes.map(\.loss))
    all["grad_norm"] = Self.mean(outcomes.map(\.gradientNorm))
    all["entropy"] = outcomes.reduce(0) { $0 + $1.entropySum } / tokens
    all["adv_std"] = (outcomes.reduce(0) { $0 + $1.advantageSquares } / tokens).squareRoot()
    let mismatch = outcomes.reduce(into: SamplerMismatch()) { $0.add($1.mismatch) }
    all["mismatch"] = mismatch.isMeasured ? mismatch.largest : .nan
    all["mismatch_mean"] = mismatch.isMeasured ? mismatch.mean : .nan
    all["ess"] = mismatch.isMeasured ? mismatch.effectiveShare : .nan
    var reported = outcomes.reduce(into: UpdateOutcome()) { $0.report($1.metrics) }.metrics
    // Over all tokens that are trained on, also those that cost no pass.
    for name in ["clip_frac_low", "clip_frac_high"] {
      guard case .mean(let sum, _) = reported[name] ?? .mean(sum: 0, count: 0) else { continue }
      all[name] = sum / tokens
      reported[name] = nil
    }
    for (name, metric) in reported { all[name] = metric.value }
    all["clip_frac"] = (all["clip_frac_low"] ?? 0) + (all["clip_frac_high"] ?? 0)
    for (role, outcomes) in others {
      all["\(role)_loss"] = Self.mean(outcomes.map(\.loss))
      all["\(role)_grad_norm"] = Self.mean(outcomes.map(\.gradientNorm))
      let sum = outcomes.reduce(into: UpdateOutcome()) { $0.report($1.metrics) }
      for (name, metric) in sum.metrics { all[name] = metric.value }
    }
    for (role, rate) in rates { all[role == .policy ? "lr" : "\(role)_lr"] = rate }
    return all
  }

  /// The standard deviation, with divisor n − 1; NaN for fewer than two.
  private static func deviation(_ values: [Double]) -> Double {
    guard values.count > 1 else { return .nan }
    let mean = mean(values)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
  }
}
