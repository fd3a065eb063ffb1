import Support
import Tensors

/// The pessimistic surrogate of a ratio, and how often its clips bind.
struct ClipRange {
  /// 1 − ε_low.
  let low: Float
  /// 1 + ε_high.
  let high: Float
  /// The largest ratio that counts where the advantage is negative.
  let dual: Float?

  /// ε_low, ε_high, and c, which is none if it is 0.
  init(low: Double, high: Double, dual: Double = 0) {
    self.low = Float(1 - low)
    self.high = Float(1 + high)
    self.dual = dual > 0 ? Float(dual) : nil
  }

  /// `−min(ρ·A, clip(ρ)·A)` of each token; where A < 0 at most `−c·A`.
  func loss(
    _ ratio: Variable, _ advantages: [Float], _ mask: [Float], on tape: Tape
  ) -> TermOutput {
    let constant = tape.constant(advantages)
    var surrogate = tape.minimum(
      tape.product(ratio, constant), tape.product(tape.clamp(ratio, low, high), constant))
    if let dual {
      let floor = advantages.map { $0 < 0 ? dual * $0 : -Float.greatestFiniteMagnitude }
      surrogate = tape.maximum(surrogate, tape.constant(floor))
    }
    var (clippedLow, clippedHigh, clippedDual, tokens) = (0.0, 0.0, 0.0, 0.0)
    for i in mask.indices where mask[i] != 0 {
      let (r, a) = (ratio.value.pointer[i], advantages[i])
      tokens += 1
      if r < low && a < 0 { clippedLow += 1 }
      if r > high && a > 0 { clippedHigh += 1 }
      if let dual, r > dual && a < 0 { clippedDual += 1 }
    }
    var metrics: [String: Metric] = [
      "clip_frac_low": .mean(sum: clippedLow, count: tokens),
      "clip_frac_high": .mean(sum: clippedHigh, count: tokens),
    ]
    if dual != nil { metrics["clip_frac_dual"] = .mean(sum: clippedDual, count: tokens) }
    return TermOutput(tape.negated(surrogate), metrics: metrics)
  }
}

extension Tape {
  /// The mean over each sequence's tokens under the mask, at each of its tokens; 0 where a sequence has none.
  func sequenceMeans(_ x: Variable, _ input: LossInput) -> Variable {
    let sequences = input.sequences
    var counts = [Float](repeating: 0, count: input.offsets.count - 1)
    for (t, s) in sequences.enumerated() { counts[s] += input.mask[t] }
    let weights = zip(input.mask, sequences).map { $0 == 0 ? 0 : $0 / counts[$1] }
    return gather(segmentSums(x, weights: weights, offsets: input.offsets), sequences)
  }

  /// A policy's log-ratio, limited to ±20; no gradient flows into `other`.
  func logRatio(_ policy: Variable, _ other: [Float]) -> Variable {
    clamp(difference(policy, constant(other)), -20, 20)
  }
}
