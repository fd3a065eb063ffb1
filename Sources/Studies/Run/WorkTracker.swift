import Support
import Synchronization

/// Keeps the progress display's share of the whole work up to date.
///
/// What is there already, from a run before or in a cache, is no work: it leaves the total, so that the time left is told from what was
/// really done.
final class WorkTracker: Sendable {
  private struct State {
    /// Seconds of predicted work that are done, by stage: a base is asked for once an arm and counts once.
    var done: [String: Double] = [:]
    /// Seconds that were predicted for what was there.
    var found: [String: Double] = [:]
  }

  private let total: Double
  private let progress: ProgressMeter
  private let state = Mutex(State())
  /// What comes so many times faster than predicted was there already.
  private static let speedOfFinding = 4.0

  init(total: Double, _ progress: ProgressMeter) {
    self.total = total
    self.progress = progress
  }

  /// Runs a stage whose predicted duration is `seconds`; the body reports its share and a note.
  func stage<Result>(
    _ name: String, _ replicate: Int, _ seconds: Double,
    _ body: (@escaping @Sendable (Double, String) -> Void) throws -> Result
  ) throws -> Result {
    let label = "s\(replicate) \(name)"
    let clock = RunClock()
    progress.update(label, done: 0, total: 1)
    let result = try body { [self] share, note in
      take(label, share * seconds, in: clock.seconds)
      progress.update(label, done: share, total: 1, note: note)
    }
    take(label, seconds, in: clock.seconds)
    progress.update(label, done: 1, total: 1)
    return result
  }

  /// Takes note that so much of a stage is there.
  private func take(_ label: String, _ seconds: Double, in elapsed: Double) {
    let share = state.withLock { state in
      if state.done[label] == nil {
        state.found[label] = elapsed < seconds / Self.speedOfFinding ? seconds : 0
      }
      state.done[label] = seconds - (state.found[label] ?? 0)
      let work = total - state.found.values.reduce(0, +)
      return state.done.values.reduce(0, +) / max(work, 1e-9)
    }
    progress.overall(min(1, share))
  }
}
