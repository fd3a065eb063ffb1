import Advantages
import Experience
import Losses
import Networks
import Rollouts
import Support
import Tensors

/// What one update computed.
struct UpdateOutcome: Sendable {
  var loss = 0.0
  var gradientNorm = 0.0
  var tokens = 0.0
  var entropySum = 0.0
  var advantageSquares = 0.0
  var clippedLow = 0
  var clippedHigh = 0
  /// How far the sampler's log-probabilities are from the trainer's.
  var mismatch = SamplerMismatch()
}

/// How far the policy that sampled is from the one that is trained, over tokens of an on-policy update.
///
/// The two differ by rounding, and by the precision of the weights that sample. With w = π_trainer/π_sampler of
/// a token, the effective sample size is (Σw)²/Σw² as a share of the tokens.
struct SamplerMismatch: Sendable {
  private var tokens = 0.0
  private var sum = 0.0
  private var weights = 0.0
  private var squares = 0.0
  /// The largest difference of log-probabilities, nats.
  private(set) var largest = 0.0

  /// Adds a token by its two log-probabilities, nats.
  mutating func add(trainer: Float, sampler: Float) {
    let difference = Double(trainer) - Double(sampler)
    let weight = PortableMath.exp(difference)
    tokens += 1
    sum += abs(difference)
    weights += weight
    squares += weight * weight
    largest = max(largest, abs(difference))
  }

  /// Adds the tokens of another part.
  mutating func add(_ other: SamplerMismatch) {
    tokens += other.tokens
    sum += other.sum
    weights += other.weights
    squares += other.squares
    largest = max(largest, other.largest)
  }

  /// Whether any token was compared.
  var isMeasured: Bool { tokens > 0 }
  /// The mean absolute difference of log-probabilities, nats.
  var mean: Double { sum / tokens }
  /// The effective sample size as a share of the tokens, in (0, 1].
  var effectiveShare: Double { weights * weights / (squares * tokens) }
}

/// The gradient of the policy loss over some groups.
struct PolicyUpdate: Sendable {
  let settings: PolicySettings
  let cap: Int
  let model: Transformer
  let reference: Transformer?
  /// Whether the policy is still the one that sampled, so that its own values are the proximal ones.
  let isOnPolicy: Bool

  /// One completion with everything the loss needs.
  private struct Item: Sendable {
    let trajectory: Trajectory
    let advantages: [Float]
    let mask: [Float]
    let weights: [Float]
  }

  /// Computes loss and gradient; shards follow from token counts, normalizers from the whole batch.
  func gradient(of groups: [Group], into gradient: Tensor, _ pool: WorkerPool) throws
    -> UpdateOutcome
  {
    let (items, idle) = items(of: groups)
    let shards = PackedBatch.shards(
      items.map { ($0.trajectory.promptTokens, $0.trajectory.responseTokens) })
    let outcomes = pool.sumGradients(shards.count, into: gradient) { piece, gradient, workspace in
      shard(items[shards[piece]], gradient, workspace)
    }
    var sum = outcomes.reduce(into: idle) { sum, part in
      sum.loss += part.loss
      sum.tokens += part.tokens
      sum.entropySum += part.entropySum
      sum.advantageSquares += part.advantageSquares
      sum.clippedLow += part.clippedLow
      sum.clippedHigh += part.clippedHigh
      sum.mismatch.add(part.mismatch)
    }
    sum.gradientNorm =
      VectorKernels.sumOfSquares(gradient.pointer, count: gradient.count).squareRoot()
    return sum
  }

  /// Whether a completion with advantage 0 everywhere can change nothing, so that it costs no pass: its
  /// surrogate loss is 0, nothing else is added to it, and what the sampler recorded is still true of it.
  private var skipsIdle: Bool {
    isOnPolicy && reference == nil && settings.entropyBonus == 0
      && settings.decoding.temperature == 1 && settings.rolloutPrecision == .f32
  }

  /// The completions that cost a pass, and the metrics of those that do not.
  private func items(of groups: [Group]) -> (items: [Item], idle: UpdateOutcome) {
    let estimator = settings.advantage.value
    var trajectories: [Trajectory] = []
    var advantages: [[Float]] = []
    var masks: [[Float]] = []
    for group in groups {
      trajectories += group.trajectories
      advantages += estimator.advantages(group)
      masks += zip(group.trajectories, group.rewards).map { trajectory, reward in
        settings.keep == .rewarded && reward <= 0
          ? trajectory.responseMask.map { _ in 0 } : trajectory.responseMask
      }
    }
    let weights = settings.aggregation.weights(masks: masks, width: cap)
    var items: [Item] = []
    var idle = UpdateOutcome()
    for i in trajectories.indices where masks[i].contains(where: { $0 != 0 }) {
      if skipsIdle && advantages[i].allSatisfy({ $0 == 0 }) {
        for (entropy, mask) in zip(trajectories[i].entropies, masks[i]) where mask != 0 {
          idle.tokens += 1
          idle.entropySum += Double(entropy)
        }
      } else {
        items.append(
          Item(
            trajectory: trajectories[i], advantages: advantages[i], mask: masks[i],
            weights: weights[i]))
      }
    }
    return (items, idle)
  }

  private func shard(_ items: ArraySlice<Item>, _ gradient: Tensor, _ workspace: Workspace)
    -> UpdateOutcome
  {
    var batch = PackedBatch()
    for item in items {
      batch.append(prompt: item.trajectory.promptTokens, response: item.trajectory.responseTokens)
    }
    let temperature = settings.decoding.temperature > 0 ? Float(settings.decoding.temperature) : 1
    let tape = Tape(workspace)
    let policy = model.tokenLogprobs(
      tape, tokens: batch.tokens, segments: batch.segments, positions: batch.positions,
      targets: batch.targets, temperature: temperature, gradient: gradient)
    let recorded = items.flatMap {
      temperature == 1 ? $0.trajectory.plainLogprobs : $0.trajectory.behaviorLogprobs
    }
    let referenceLogprobs = reference.map { reference in
      tape.constant(
        reference.tokenLogprobs(
          Tape(workspace, recording: false), tokens: batch.tokens, segments: batch.segments,
          positions: batch.positions, targets: batch.targets, temperature: temperature
        ).logprobs.value)
    }
    let input = PolicyLossInput(
      policyLogprobs: policy.logprobs,
      proximalLogprobs: isOnPolicy ? tape.detached(policy.logprobs) : tape.constant(recorded),
      referenceLogprobs: referenceLogprobs, entropies: policy.entropies,
      advantages: items.flatMap(\.advantages), mask: items.flatMap(\.mask),
      offsets: batch.targetOffsets)
    let output = settings.loss.value.perToken(input, on: tape)
    var perToken = output.perToken
    if let referenceLogprobs {
      perToken = tape.sum(
        perToken,
        settings.kl.perToken(policy: policy.logprobs, reference: referenceLogprobs, on: tape))
    }
    if settings.entropyBonus != 0 {
      perToken = tape.sum(
        perToken, tape.affine(policy.entropies, scale: -Float(settings.entropyBonus)))
    }
    let loss = tape.weightedSum(perToken, weights: items.flatMap(\.weights))
    var outcome = UpdateOutcome()
    outcome.loss = Double(loss.value.scalar)
    outcome.clippedLow = output.clippedLow
    outcome.clippedHigh = output.clippedHigh
    for i in input.mask.indices where input.mask[i] != 0 {
      outcome.tokens += 1
      outcome.entropySum += Double(policy.entropies.value.pointer[i])
      outcome.advantageSquares += Double(input.advantages[i] * input.advantages[i])
      if isOnPolicy {
        outcome.mismatch.add(trainer: policy.logprobs.value.pointer[i], sampler: recorded[i])
      }
    }
    tape.backward(from: loss)
    return outcome
  }
}
