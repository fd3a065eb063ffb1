import Support
import Synchronization

/// Keeps the progress display's share of the whole work up to date.
final class WorkTracker: Sendable {
  private let total: Double
  private let progress: ProgressMeter
  /// Seconds of predicted work that are done, by stage: a base is asked for once an arm and counts once.
  private let done = Mutex<[String: Double]>([:])

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
    let result = try body { [self] share, note in
      done.withLock { $0[label] = share * seconds }
      publish()
      progress.update(label, done: share, total: 1, note: note)
    }
    done.withLock { $0[label] = seconds }
    progress.update(label, done: 1, total: 1)
    publish()
    return result
  }

  private func publish() {
    let seconds = done.withLock { $0.values.reduce(0, +) }
    progress.overall(min(1, seconds / max(total, 1e-9)))
  }
}
