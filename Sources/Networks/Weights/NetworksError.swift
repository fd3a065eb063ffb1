/// What can be wrong with a file of weights or with a model's configuration.
public enum NetworksError: Error, Equatable, CustomStringConvertible {
  /// The file is damaged or not of its format: path and reason.
  case malformed(path: String, reason: String)
  /// A tensor is missing or has another shape than the model's: path and reason.
  case mismatch(path: String, reason: String)
  /// The file is whole, but asks for what is not supported: path, what, and what is.
  case unsupported(path: String, what: String, supported: String)

  /// One line: what, where, found, what to do.
  public var description: String {
    switch self {
    case .malformed(let path, let reason): "\(path): damaged file: \(reason)"
    case .mismatch(let path, let reason): "\(path): does not fit the model: \(reason)"
    case .unsupported(let path, let what, let supported):
      "\(path): \(what) is not supported; supported: \(supported)"
    }
  }
}
