/// What can go wrong when a report is written.
public enum ReportsError: Error, Equatable, CustomStringConvertible {
  /// A file of the report cannot be written.
  case unwritable(path: String, reason: String)

  /// One line: what, where, found, what to do.
  public var description: String {
    switch self {
    case .unwritable(let path, let reason):
      "\(path): cannot write the report: \(reason); free some space or choose another folder"
    }
  }
}
