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

  /// Columns that the objective reads.
  var needs: Set<Column> { objective.reduce(into: []) { $0.formUnion($1.needs) } }

  /// Columns that must be there before weights are made: normalizers depend on them, or other completions do.
  var earlyNeeds: Set<Column> {
    objective.flatMap(\.weights).map(\.value).filter { $0.masks || !$0.isLocal }
      .reduce(into: []) { $0.formUnion($1.needs) }
  }

  /// Whether a completion whose advantages are 0 adds nothing.
  var isZeroWithoutAdvantage: Bool { objective.allSatisfy { $0.term.value.isZeroWithoutAdvantage } }

  /// The learning rate at a share of the run.
  func rate(at progress: Double) -> Double { learningRate * schedule.factor(at: progress) }
}
