/// What can go wrong outside the program's own logic, in this module.
public enum SupportError: Error, Equatable, CustomStringConvertible {
  /// A file operation failed: what was tried, on which path, and the system's reason.
  case file(action: String, path: String, reason: String)
  /// Another program works in a folder.
  case inUse(folder: String)
  /// A line of a JSON Lines file could not be used.
  case line(path: String, number: Int, reason: String)
  /// A name is not in a catalogue.
  case unknownName(what: String, name: String, suggestion: String?, known: [String])

  /// One line: what, where, found, expected, what to do.
  public var description: String {
    switch self {
    case .file(let action, let path, let reason): "\(path): cannot \(action): \(reason)"
    case .inUse(let folder):
      "\(folder): another assay is running in this folder; wait for it, or choose another --out"
    case .line(let path, let number, let reason): "\(path):\(number): \(reason)"
    case .unknownName(let what, let name, let suggestion, let known):
      "unknown \(what) '\(name)'; "
        + (suggestion.map { "did you mean '\($0)'?" }
          ?? (known.count > 60
            ? "assay list shows the \(known.count) that are known"
            : "known: \(known.joined(separator: ", "))"))
    }
  }
}
