/// What can go wrong when a study runs.
public enum StudiesError: Error, Equatable, CustomStringConvertible {
  /// The output folder holds something else: path and what to do.
  case occupied(path: String, reason: String)
  /// A study cannot run as asked.
  case plan(String)
  /// A gate did not pass after all tries: its description.
  case gate(String)
  /// A file of results or of a stage cannot be used.
  case data(path: String, reason: String)

  /// One line: what, where, found, what to do.
  public var description: String {
    switch self {
    case .occupied(let path, let reason): "\(path): \(reason)"
    case .plan(let reason): reason
    case .gate(let reason): "calibration failed: \(reason)"
    case .data(let path, let reason): "\(path): \(reason)"
    }
  }
}
