import Experience

/// The metrics of one step, from what was sampled and what the updates computed.
struct StepMetrics {
  private var values: [String: Double] = [:]
  private var outcomes: [UpdateOutcome] = []

  /// Mean reward over all completions.
  var rewardMean: Double { values["reward_mean"] ?? .nan }

  init(groups: [Group]) {
    let rewards = groups.flatMap(\.rewards)
    let verdicts = groups.flatMap(\.verdicts)
    let trajectories = groups.flatMap(\.trajectories)
    let lengths = trajectories.map { Double($0.responseTokens.count) }
    let n = Double(rewards.count)
    let mean = Self.mean(rewards)
    values["reward_mean"] = mean
    values["reward_std"] =
      n > 1
      ? (rewards.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot() : .nan
    values["acc_strict"] = Self.mean(verdicts.map { $0.strict ? 1 : 0 })
    values["acc_loose"] = Self.mean(verdicts.map { $0.loose ? 1 : 0 })
    values["parse_rate"] = Self.mean(verdicts.map { $0.parsed ? 1 : 0 })
    values["truncated"] = Self.mean(trajectories.map { $0.completion.isFinished ? 0 : 1 })
    values["len_mean"] = Self.mean(lengths)
    values["len_right"] = Self.mean(zip(lengths, verdicts).filter { $1.strict }.map(\.0))
    values["len_wrong"] = Self.mean(zip(lengths, verdicts).filter { !$1.strict }.map(\.0))
    values["zero_var_frac"] = Self.mean(
      groups.map { group in
        guard let low = group.rewards.min(), let high = group.rewards.max() else { return 1 }
        return high - low < 1e-6 ? 1 : 0
      })
  }

  mutating func add(_ outcome: UpdateOutcome) { outcomes.append(outcome) }

  /// All metrics by name; NaN where there is nothing to average.
  func values(learningRate: Double) -> [String: Double] {
    var all = values
    let tokens = outcomes.reduce(0) { $0 + $1.tokens }
    all["loss"] = Self.mean(outcomes.map(\.loss))
    all["grad_norm"] = Self.mean(outcomes.map(\.gradientNorm))
    all["entropy"] = outcomes.reduce(0) { $0 + $1.entropySum } / tokens
    all["adv_std"] = (outcomes.reduce(0) { $0 + $1.advantageSquares } / tokens).squareRoot()
    all["clip_frac_low"] = outcomes.reduce(0) { $0 + Double($1.clippedLow) } / tokens
    all["clip_frac_high"] = outcomes.reduce(0) { $0 + Double($1.clippedHigh) } / tokens
    all["clip_frac"] = (all["clip_frac_low"] ?? 0) + (all["clip_frac_high"] ?? 0)
    let mismatch = outcomes.reduce(into: SamplerMismatch()) { $0.add($1.mismatch) }
    all["mismatch"] = mismatch.isMeasured ? mismatch.largest : .nan
    all["mismatch_mean"] = mismatch.isMeasured ? mismatch.mean : .nan
    all["ess"] = mismatch.isMeasured ? mismatch.effectiveShare : .nan
    all["lr"] = learningRate
    return all
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
  }
}
