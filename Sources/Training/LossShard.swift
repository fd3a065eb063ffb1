import Experience
import Losses
import Networks
import Rollouts
import Support
import Tensors

/// What one update computed.
struct UpdateOutcome: Sendable, Codable, Packable {
  var loss = 0.0
  var gradientNorm = 0.0
  /// Whether anything asked for a change.
  var hasSignal = false
  var tokens = 0.0
  var entropySum = 0.0
  var advantageSquares = 0.0
  /// What the terms report.
  var metrics: [String: Metric] = [:]
  /// How far the sampler's log-probabilities are from the trainer's.
  var mismatch = SamplerMismatch()

  /// Adds what a shard computed.
  mutating func add(_ other: UpdateOutcome) {
    loss += other.loss
    tokens += other.tokens
    entropySum += other.entropySum
    advantageSquares += other.advantageSquares
    report(other.metrics)
    mismatch.add(other.mismatch)
  }

  /// Adds what a term reports.
  mutating func report(_ found: [String: Metric]) {
    metrics.merge(found) { $0.merged(with: $1) }
  }

  /// Counts a completion that costs no pass, by what the sampler recorded.
  mutating func addIdle(_ trajectory: Trajectory, mask: [Float]) {
    for (entropy, mask) in zip(trajectory.entropies, mask) where mask != 0 {
      tokens += 1
      entropySum += Double(entropy)
    }
  }
}

/// One completion with everything that an objective needs.
struct LossItem: Sendable {
  let trajectory: Trajectory
  let credit: Credit
  /// 1 if it is right, else 0.
  let outcome: Float

  var pair: TokenPair {
    TokenPair(prompt: trajectory.promptTokens, response: trajectory.responseTokens)
  }
}

/// Terms with the same tokens, weights and aggregation: they are added token by token, then weighted once.
struct TermClass: Sendable {
  var terms: [WeightedTerm]
  /// Factors of the terms.
  var coefficients: [Float]
  /// Weights that follow from the pass itself.
  var corrections: [any TokenWeight]
  /// By item.
  var masks: [[Float]]
  var weights: [[Float]]

  func isShared(by term: WeightedTerm) -> Bool {
    terms[0].on == term.on && terms[0].weights == term.weights
      && terms[0].aggregation == term.aggregation
      && terms[0].term.value.unit == term.term.value.unit
  }

  /// The same for some of the items.
  func selecting(_ items: [Int]) -> TermClass {
    var part = self
    part.masks = items.map { masks[$0] }
    part.weights = items.map { weights[$0] }
    return part
  }
}

extension Group {
  /// A group of one completion, for rules that look at no other.
  init(alone trajectory: Trajectory) {
    self.init(
      problem: Problem(
        id: 0, prompt: "", gold: "", answer: "", difficulty: 0, canonical: "", chanceLoose: 0,
        chanceStrict: 0), trajectories: [trajectory], verdicts: [.unparsed("")])
  }
}

/// A learner's objective on some completions that fit one worker.
struct LossShard: Sendable {
  let learner: Learner
  /// The model that learns.
  let model: Transformer
  /// Whether the policy is still what it was before the step, so that its own values are the proximal ones.
  let isFirst: Bool
  /// Whether the sampler's log-probabilities are compared with the trainer's.
  let measuresMismatch: Bool

  /// Adds the gradient of some completions.
  ///
  /// - Parameters:
  ///   - all: what each unit's mean is over: its number in the whole part.
  ///   - models: those of columns that nobody needed before.
  ///   - others: those of divergences.
  func gradient(
    of items: [LossItem], _ classes: [TermClass], _ pairs: [Pair], all: [LossUnit: Int],
    _ models: [Column: Transformer], _ others: [Role: Transformer], into gradient: Tensor,
    _ workspace: Workspace
  ) -> UpdateOutcome {
    var batch = PackedBatch()
    for item in items {
      batch.append(prompt: item.trajectory.promptTokens, response: item.trajectory.responseTokens)
    }
    let temperatures = items.flatMap { item in
      item.trajectory.responseTokens.map { _ in item.trajectory.temperature }
    }
    let tape = Tape(workspace)
    var input = LossInput(
      behaviorLogprobs: items.flatMap(\.trajectory.behaviorLogprobs),
      advantages: items.flatMap(\.credit.advantages), returns: items.flatMap(\.credit.returns),
      mask: temperatures.map { _ in 0 }, offsets: batch.targetOffsets, pairs: pairs,
      outcomes: items.map(\.outcome))
    if model.hasValueHead {
      input.values = model.tokenValues(
        tape, tokens: batch.tokens, segments: batch.segments, positions: batch.positions,
        gradient: gradient)
    } else {
      let hidden = model.hiddenStates(
        tape, tokens: batch.tokens, segments: batch.segments, gradient: gradient)
      let own = model.tokenLogprobs(
        tape, hidden: hidden, positions: batch.positions, targets: batch.targets,
        temperatures: temperatures, gradient: gradient)
      (input.policyLogprobs, input.entropies) = (own.logprobs, own.entropies)
      let counts = learner.candidateCounts
      let isFiltered = items.contains { !$0.trajectory.kept.isEmpty }
      if !learner.divergences.isEmpty || !counts.isEmpty || isFiltered {
        let logits = model.logits(
          tape, hidden: hidden, positions: batch.positions, gradient: gradient)
        if isFiltered {
          let kept = items.flatMap { item in
            let kept = item.trajectory.kept
            return item.trajectory.responseTokens.indices.map { kept.isEmpty ? [] : kept[$0] }
          }
          input.policyLogprobs = tape.difference(
            own.logprobs, tape.keptMass(logits, kept: kept, temperatures: temperatures))
        }
        for key in learner.divergences {
          guard let other = others[key.role] else { preconditionFailure("no model '\(key.role)'") }
          let quiet = Tape(workspace, recording: false)
          let given = other.logits(
            quiet,
            hidden: other.hiddenStates(quiet, tokens: batch.tokens, segments: batch.segments),
            positions: batch.positions)
          input.divergences[key] = tape.divergence(
            logits, from: given.value, beta: key.beta, temperatures: temperatures)
        }
        for count in counts {
          let found = tape.likelyMeans(
            logits, count: min(count, logits.value.columns), temperatures: temperatures)
          input.candidates[count] = LikelyTokens(
            mean: found.means, isMost: zip(found.most, batch.targets).map { $0 == Int($1) })
        }
      }
    }
    for column in learner.needs {
      let known = items.compactMap { $0.trajectory.columns[column] }
      if known.count == items.count {
        // Values have one more entry: that of the state after all tokens.
        input.columns[column] = zip(known, items).flatMap { values, item in
          values.prefix(item.trajectory.responseTokens.count)
        }
      } else if column == .proximal, isFirst, let own = input.policyLogprobs {
        input.columns[column] = own.value.values
      } else if let model = models[column] {
        let found = model.tokenLogprobs(
          Tape(workspace, recording: false), tokens: batch.tokens, segments: batch.segments,
          positions: batch.positions, targets: batch.targets, temperatures: temperatures)
        input.columns[column] = found.logprobs.value.values
      } else {
        preconditionFailure("the column \(column) is missing")
      }
    }
    var outcome = UpdateOutcome()
    var total: Variable?
    for part in classes {
      input.mask = part.masks.flatMap { $0 }
      guard let loss = scalar(of: part, input, items, all, on: tape, &outcome) else {
        continue
      }
      total = total.map { tape.sum($0, loss) } ?? loss
    }
    measure(items, classes[0].masks.flatMap { $0 }, input, &outcome)
    if let total {
      outcome.loss = Double(total.value.scalar)
      tape.backward(from: total)
    }
    return outcome
  }

  /// The weighted sum of terms that share their weights; `nil` for pairs where there are none.
  private func scalar(
    of part: TermClass, _ input: LossInput, _ items: [LossItem], _ all: [LossUnit: Int],
    on tape: Tape,
    _ outcome: inout UpdateOutcome
  ) -> Variable? {
    let unit = part.terms[0].term.value.unit
    if unit == .pair && input.pairs.isEmpty { return nil }
    var sum: Variable?
    for (term, coefficient) in zip(part.terms, part.coefficients) {
      let output = term.term.value.loss(input, on: tape)
      let scaled = coefficient == 1 ? output.loss : tape.affine(output.loss, scale: coefficient)
      sum = sum.map { tape.sum($0, scaled) } ?? scaled
      outcome.report(output.metrics)
    }
    guard let sum else { return nil }
    if unit != .token {
      let share = Float(1 / Double(all[unit] ?? 1))
      return tape.weightedSum(sum, weights: sum.value.values.map { _ in share })
    }
    var weights = part.weights.flatMap { $0 }
    for correction in part.corrections {
      let groups = items.indices.map { i in
        var trajectory = items[i].trajectory
        for column in correction.needs {
          trajectory.columns[column] = Array(
            input.column(column)[input.offsets[i]..<input.offsets[i + 1]])
        }
        return Group(alone: trajectory)
      }
      let found = correction.weights(groups).flatMap { $0[0] }
      var (mean, count) = (0.0, 0.0)
      for t in weights.indices where weights[t] != 0 {
        mean += Double(found[t])
        count += 1
        weights[t] *= found[t]
      }
      let name = type(of: correction).kind.replacing("-", with: "_")
      outcome.report(["weight_\(name)": .mean(sum: mean, count: count)])
    }
    return tape.weightedSum(sum, weights: weights)
  }

  /// How far later updates of a batch have moved from the policy before it: k1 and k3, and the largest ratio.
  private static func movement(
    _ now: [Float], _ proximal: [Float], _ mask: [Float]
  ) -> [String: Metric] {
    var (k1, k3, largest, tokens) = (0.0, 0.0, 0.0, 0.0)
    for i in mask.indices where mask[i] != 0 {
      let log = min(max(Double(now[i]) - Double(proximal[i]), -20), 20)
      let ratio = PortableMath.exp(log)
      k1 -= log
      k3 += ratio - 1 - log
      largest = max(largest, ratio)
      tokens += 1
    }
    return [
      "approx_kl_k1": .mean(sum: k1, count: tokens), "approx_kl": .mean(sum: k3, count: tokens),
      "ratio_max": .maximum(largest),
    ]
  }

  /// Sums over the tokens that are trained on.
  private func measure(
    _ items: [LossItem], _ mask: [Float], _ input: LossInput, _ outcome: inout UpdateOutcome
  ) {
    let proximal = input.columns[.proximal] ?? (isFirst ? input.policyLogprobs?.value.values : nil)
    let plain = items.flatMap(\.trajectory.entropies)
    let sampled = items.flatMap { item in
      item.trajectory.kept.isEmpty
        ? item.trajectory.unfilteredLogprobs : item.trajectory.behaviorLogprobs
    }
    let isDrawn = items.flatMap { $0.trajectory.origins.map { $0 == .policy } }
    if !isFirst, let proximal, let now = input.policyLogprobs?.value.values {
      outcome.report(Self.movement(now, proximal, mask))
    }
    let isTempered = items.contains { $0.trajectory.temperature != 1 }
    for i in mask.indices where mask[i] != 0 {
      outcome.tokens += 1
      // The entropy of the policy at temperature 1, whatever it sampled at.
      if let own = input.entropies {
        outcome.entropySum += Double(isTempered ? plain[i] : own.value.pointer[i])
      }
      outcome.advantageSquares += Double(input.advantages[i] * input.advantages[i])
      if measuresMismatch, isDrawn[i], let proximal {
        outcome.mismatch.add(trainer: proximal[i], sampler: sampled[i])
      }
    }
  }
}
