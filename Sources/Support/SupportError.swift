/// What can go wrong outside the program's own logic, in this module.
public enum SupportError: Error, Equatable, CustomStringConvertible {
  /// A file operation failed: what was tried, on which path, and the system's reason.
  case file(action: String, path: String, reason: String)
  /// Another program works in a folder.
  case inUse(folder: String)
  /// A line of a JSON Lines file could not be used.
  case line(path: String, number: Int, reason: String)
  /// Another rank of the run has failed: which, and its error.
  case rankFailed(rank: Int, reason: String)
  /// Another rank of the run does not answer any more: why.
  case rankLost(reason: String)
  /// A rank has other values than rank 0: of what, which, what it has, what rank 0 has.
  case ranksDiffer(what: String, rank: Int, found: String, expected: String)
  /// A name is not in a catalogue.
  case unknownName(what: String, name: String, suggestion: String?, known: [String])

  /// One line: what, where, found, expected, what to do.
  public var description: String {
    switch self {
    case .file(let action, let path, let reason): "\(path): cannot \(action): \(reason)"
    case .inUse(let folder):
      "\(folder): another assay is running in this folder; wait for it, or choose another --out"
    case .line(let path, let number, let reason): "\(path):\(number): \(reason)"
    case .rankFailed(let rank, let reason): "rank \(rank): \(reason)"
    case .rankLost(let reason):
      "another rank is lost: \(reason); --resume goes on from the last checkpoint, with any number of ranks"
    case .ranksDiffer(let what, let rank, let found, let expected):
      "rank \(rank) has another \(what) than rank 0: \(found), not \(expected); start the same program with the same files "
        + "on every machine"
    case .unknownName(let what, let name, let suggestion, let known):
      "unknown \(what) '\(name)'; "
        + (suggestion.map { "did you mean '\($0)'?" }
          ?? (known.count > 60
            ? "assay list shows the \(known.count) that are known"
            : "known: \(known.joined(separator: ", "))"))
    }
  }
}
