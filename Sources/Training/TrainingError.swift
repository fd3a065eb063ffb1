/// What can go wrong in a training run.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// A signal asked the run to stop; its state is saved.
  case stopped(signal: Int)
  /// A loss or gradient is not finite: step, cause, and the file with the batch.
  case notFinite(step: Int, cause: String, batch: String)
  /// A checkpoint cannot be used: path and reason.
  case checkpoint(path: String, reason: String)
  /// A setting does not fit another one: key and reason.
  case setting(key: String, reason: String)
  /// The run folder holds a run already: path.
  case occupied(path: String)

  /// One line: what, where, found, what to do.
  public var description: String {
    switch self {
    case .stopped(let signal):
      "stopped by \(signal == 2 ? "Ctrl-C" : "signal \(signal)"); the state is saved"
    case .notFinite(let step, let cause, let batch):
      "step \(step): \(cause) is not finite; the batch was written to \(batch)"
    case .checkpoint(let path, let reason): "\(path): not a usable checkpoint: \(reason)"
    case .setting(let key, let reason): "setting '\(key)': \(reason)"
    case .occupied(let path):
      "\(path) holds a run already; pass --resume to go on with the same settings, "
        + "--overwrite to start again, or choose another --out"
    }
  }
}
