import Experience
import Losses
import Support

/// What a reward teaches a model of its own while the policy learns, if `policy.models` gives that model a learning rate.
///
/// It is taught by the checker, on the completions of a step and after they were scored: no score comes from a model that has
/// seen the outcome of what it scores.
public struct Lesson: Sendable {
  /// The model that learns.
  public var role: Role
  /// What it minimizes.
  public var loss: any LossTerm
  /// Whether it is told the outcomes of a problem.
  public var covers: @Sendable (Problem) -> Bool

  /// A lesson; of every problem unless told otherwise.
  public init(
    _ role: Role, _ loss: any LossTerm,
    covers: @escaping @Sendable (Problem) -> Bool = { _ in true }
  ) {
    self.role = role
    self.loss = loss
    self.covers = covers
  }
}
