import Config
import Experience
import Losses
import Optimizers
import Support

/// Something that is trained: a model's role, what it minimizes, and how it is updated.
struct Learner: Sendable {
  /// The model.
  let role: Role
  /// What it minimizes.
  let objective: [WeightedTerm]
  /// The update rule.
  let optimizer: Slot<OptimizerCatalogue>
  /// The peak learning rate.
  let learningRate: Double
  /// How the rate goes.
  let schedule: Schedule
  /// The largest gradient norm; 0 for no limit.
  let clipNorm: Double
  /// The first step in which it learns.
  let starts: Int
  /// The problems whose outcomes it learns from; `nil`: it learns from what the policy gets credit for.
  var covers: (@Sendable (Problem) -> Bool)?

  /// What it is to make of a completion; `nil` if it does not learn from it.
  func credit(_ index: Int, of group: Group) -> Credit? {
    let trajectory = group.trajectories[index]
    guard let covers else { return trajectory.credits[.policy] }
    guard covers(group.problem), group.verdicts[index].status == .ok else { return nil }
    return Credit(advantages: trajectory.responseTokens.map { _ in 0 })
  }

  /// Divergences of whole distributions that the objective reads.
  var divergences: [DivergenceKey] {
    var keys: [DivergenceKey] = []
    for key in objective.compactMap(\.term.value.divergence) where !keys.contains(key) {
      keys.append(key)
    }
    return keys
  }

  /// How many of the most probable tokens the objective looks at, each number once.
  var candidateCounts: [Int] { Set(objective.compactMap(\.term.value.candidateCount)).sorted() }

  /// Columns that the objective reads.
  var needs: Set<Column> { objective.reduce(into: []) { $0.formUnion($1.needs) } }

  /// Columns that must be there before weights are made: normalizers depend on them, or other completions do.
  var earlyNeeds: Set<Column> {
    objective.flatMap(\.weights).map(\.value).filter { $0.masks || !$0.isLocal }
      .reduce(into: []) { $0.formUnion($1.needs) }
  }

  /// Weights that look at other completions are taken over the whole batch, once a step.
  func weigh(_ batch: inout Batch) {
    for (index, term) in objective.enumerated() {
      for (number, weight) in term.weights.map(\.value).enumerated() where !weight.isLocal {
        let found = weight.weights(batch.groups)
        for g in batch.groups.indices {
          for i in batch.groups[g].trajectories.indices {
            batch.groups[g].trajectories[i].tokenWeights[path(of: index, number)] = found[g][i]
          }
        }
      }
    }
  }

  /// The weights of a completion by a rule, from the batch or from the completion alone.
  func weights(_ term: Int, _ number: Int, _ trajectory: Trajectory) -> [Float] {
    let weight = objective[term].weights[number].value
    if weight.isLocal { return weight.weights([Group(alone: trajectory)])[0][0] }
    guard let found = trajectory.tokenWeights[path(of: term, number)] else {
      preconditionFailure("the batch was not weighed")
    }
    return found
  }

  private func path(of term: Int, _ weight: Int) -> String {
    "\(path(of: term)).weights[\(weight)]"
  }

  /// Whether a completion whose advantages are 0 adds nothing.
  var isZeroWithoutAdvantage: Bool { objective.allSatisfy { $0.term.value.isZeroWithoutAdvantage } }

  /// The coefficients of the objective's terms now.
  func coefficients(at now: Moment, _ memory: Memory) -> [Float] {
    objective.enumerated().map { index, term in
      Float(term.coefficient.value.value(at: now, memory.scoped(path(of: index))))
    }
  }

  /// Lets coefficients that follow metrics see those of a step.
  func observe(_ metrics: [String: Double], _ memory: inout Memory) {
    for (index, term) in objective.enumerated() {
      memory.scoped(path(of: index)) { term.coefficient.value.observe(metrics, &$0) }
    }
  }

  private func path(of term: Int) -> String { "\(role).objective[\(term)]" }

  /// The learning rate at a share of the run.
  func rate(at progress: Double) -> Double { learningRate * schedule.factor(at: progress) }
}
