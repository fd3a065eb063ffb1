/// What can go wrong in a training run.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// A loss or gradient is not finite: step, cause, and the file with the batch.
  case notFinite(step: Int, cause: String, batch: String)
  /// Parameters are not finite after a step: step, whose, and what is kept.
  case diverged(step: Int, role: String, kept: String)
  /// A checkpoint cannot be used: path and reason.
  case checkpoint(path: String, reason: String)
  /// A setting does not fit another one: key and reason.
  case setting(key: String, reason: String)
  /// The run folder holds a run already: path.
  case occupied(path: String)

  /// Whether it is how one run came out: it says nothing about others that are set up in the same way.
  public var isOfOneRun: Bool {
    switch self {
    case .notFinite, .diverged: true
    case .checkpoint, .setting, .occupied: false
    }
  }

  /// One line: what, where, found, what to do.
  public var description: String {
    switch self {
    case .notFinite(let step, let cause, let batch):
      "step \(step): \(cause) is not finite; the batch was written to \(batch)"
    case .diverged(let step, let role, let kept):
      "step \(step): the parameters of the \(role) are not finite; lower the learning rate\(kept)"
    case .checkpoint(let path, let reason): "\(path): not a usable checkpoint: \(reason)"
    case .setting(let key, let reason): "setting '\(key)': \(reason)"
    case .occupied(let path):
      "\(path) holds a run already; pass --resume to go on with the same settings, "
        + "--overwrite to start again, or choose another --out"
    }
  }
}
