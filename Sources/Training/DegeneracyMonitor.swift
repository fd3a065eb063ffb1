/// Warns once where a run is legal but cannot learn.
final class DegeneracyMonitor {
  private let context: RunContext
  private var steps = 0
  private var deadSteps = 0
  private var hasWarned = false

  /// Steps in a row without any signal before a word is said.
  private static let patience = 10

  init(_ context: RunContext) { self.context = context }

  /// Looks at a step's metrics.
  func observe(_ metrics: [String: Double]) {
    steps += 1
    deadSteps = metrics["zero_var_frac"] == 1 ? deadSteps + 1 : 0
    guard !hasWarned, deadSteps >= Self.patience else { return }
    hasWarned = true
    context.warn(
      "all rewards of every group have been equal for \(deadSteps) steps (mean reward "
        + "\(rounded(metrics["reward_mean"] ?? .nan))): nothing is learned from 100 % of the groups; "
        + "take easier or harder problems, or more completions a group")
  }
}
