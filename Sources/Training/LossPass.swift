import Experience
import Losses
import Networks
import Rollouts
import Support
import Tensors

/// The gradient of a learner's objective over some groups.
struct LossPass {
  let shard: LossShard
  /// All models, for columns that are computed in the pass, and for what it costs.
  let bank: ModelBank
  /// W of the aggregation that divides by a constant.
  let cap: Int
  /// Whether what the sampler recorded is what the policy says: no update since, no rounding.
  let recordsAreExact: Bool
  /// Factors of the objective's terms.
  let coefficients: [Float]

  private var learner: Learner { shard.learner }

  /// Computes loss and gradient; shards follow from token counts, normalizers from the whole part.
  func gradient(of groups: [Group], into gradient: Tensor) throws -> UpdateOutcome {
    let (items, pairs, units) = items(of: groups)
    let classes = classes(items)
    let live = items.indices.filter { i in
      classes.contains { $0.masks[i].contains { $0 != 0 } }
    }
    let isIdle = items.map { learner.isZeroWithoutAdvantage && $0.credit.isIdle }
    var outcome = UpdateOutcome()
    outcome.hasSignal = live.contains { !isIdle[$0] }
    // An idle completion costs no pass where what the sampler recorded is still true of it.
    let skipsIdle = recordsAreExact && learner.role == .policy
    var active: [Int] = []
    for i in live {
      bank.charge(items[i].pair, learner.role, .update)
      if isIdle[i] && skipsIdle {
        outcome.addIdle(items[i].trajectory, mask: classes[0].masks[i])
      } else {
        active.append(i)
        chargeColumns(items[i])
      }
    }
    let place = Dictionary(uniqueKeysWithValues: active.enumerated().map { ($1, $0) })
    let activeUnits = units.compactMap { unit -> Range<Int>? in
      let kept = unit.compactMap { place[$0] }
      return kept.isEmpty ? nil : kept[0]..<kept[kept.count - 1] + 1
    }
    let activePairs = pairs.compactMap { pair -> Pair? in
      guard let chosen = place[pair.chosen], let rejected = place[pair.rejected] else { return nil }
      return Pair(chosen: chosen, rejected: rejected)
    }
    let chosen = active.map { items[$0] }
    let activeClasses = classes.map { $0.selecting(active) }
    let shards = PackedBatch.shards(
      chosen.map { ($0.trajectory.promptTokens, $0.trajectory.responseTokens) }, units: activeUnits)
    let models = columnModels
    let others = Dictionary(
      learner.divergences.compactMap { key in bank.model(key.role).map { (key.role, $0) } },
      uniquingKeysWith: { first, _ in first })
    let parts = try bank.pool.sumGradientsAcrossRanks(shards.count, into: gradient) {
      [shard] piece, gradient, workspace in
      let range = shards[piece]
      return shard.gradient(
        of: Array(chosen[range]), activeClasses.map { $0.selecting(Array(range)) },
        activePairs.filter { range.contains($0.chosen) }.map {
          Pair(chosen: $0.chosen - range.lowerBound, rejected: $0.rejected - range.lowerBound)
        }, all: [.pair: activePairs.count, .sequence: chosen.count], models, others, into: gradient,
        workspace)
    }
    for part in parts { outcome.add(part) }
    outcome.gradientNorm =
      VectorKernels.sumOfSquares(gradient.pointer, count: gradient.count).squareRoot()
    return outcome
  }

  /// The completions that are learned from, pairs first in their groups, and which of them stay together.
  private func items(
    of groups: [Group]
  ) -> (items: [LossItem], pairs: [Pair], units: [Range<Int>]) {
    var items: [LossItem] = []
    var pairs: [Pair] = []
    var units: [Range<Int>] = []
    for group in groups {
      let paired = group.pairs.flatMap { [$0.chosen, $0.rejected] }
      let rest = group.trajectories.indices.filter { !paired.contains($0) }
      for unit in group.pairs.map({ [$0.chosen, $0.rejected] }) + rest.map({ [$0] }) {
        let start = items.count
        for i in unit {
          guard let credit = learner.credit(i, of: group) else { continue }
          items.append(
            LossItem(
              trajectory: group.trajectories[i], credit: credit,
              outcome: group.verdicts[i].strict ? 1 : 0))
        }
        if unit.count == 2 { pairs.append(Pair(chosen: start, rejected: start + 1)) }
        if items.count > start { units.append(start..<items.count) }
      }
    }
    return (items, pairs, units)
  }

  /// Terms by the tokens, weights and aggregation that they share, with masks and weights over the whole part.
  private func classes(_ items: [LossItem]) -> [TermClass] {
    var classes: [TermClass] = []
    for (index, term) in learner.objective.enumerated() {
      if let known = classes.firstIndex(where: { $0.isShared(by: term) }) {
        classes[known].terms.append(term)
        classes[known].coefficients.append(coefficients[index])
        continue
      }
      let origins = Set(term.on.map(\.origin))
      var masks = items.map { item in
        item.trajectory.origins.map { origins.contains($0) ? Float(1) : 0 }
      }
      // Local weights that do not mask follow from the pass itself.
      let early = term.weights.map(\.value).enumerated().filter { $1.masks || !$1.isLocal }
      let found = early.map { number, _ in
        items.map { learner.weights(index, number, $0.trajectory) }
      }
      for (weights, (_, weight)) in zip(found, early) where weight.masks {
        for i in masks.indices {
          for t in masks[i].indices where weights[i][t] == 0 { masks[i][t] = 0 }
        }
      }
      var weights = term.aggregation.weights(masks: masks, width: cap)
      for factors in found {
        for i in weights.indices {
          for t in weights[i].indices { weights[i][t] *= factors[i][t] }
        }
      }
      classes.append(
        TermClass(
          terms: [term], coefficients: [coefficients[index]],
          corrections: term.weights.map(\.value).filter { !$0.masks && $0.isLocal }, masks: masks,
          weights: weights))
    }
    return classes
  }

  // MARK: - Columns that are computed in the pass

  /// Models whose log-probabilities are computed beside the policy's, where nobody needed them before.
  private var columnModels: [Column: Transformer] {
    var models: [Column: Transformer] = [:]
    for case .of(let role, .logprob) in learner.needs {
      models[.of(role, .logprob)] = bank.model(role)
    }
    return models
  }

  private func chargeColumns(_ item: LossItem) {
    for column in learner.needs {
      if case .of(let role, .logprob) = column, item.trajectory.columns[column] == nil {
        bank.charge(item.pair, role, .read)
      }
    }
    for key in learner.divergences { bank.charge(item.pair, key.role, .read) }
  }
}
