/// What can go wrong with a results file.
public enum ResultsError: Error, Equatable, CustomStringConvertible {
  /// The file cannot be opened: it is not there, a folder, or not readable.
  case unreadable(path: String, reason: String)
  /// The file is not HDF5.
  case notHDF5(path: String)
  /// The file is HDF5 but cannot be used: truncated or damaged.
  case damaged(path: String, reason: String)
  /// The file has a layout that is newer than this program.
  case newerVersion(path: String, found: Int, known: Int)
  /// Files cannot be merged.
  case unmergeable(path: String, reason: String)
  /// The finished file cannot be put in its place; the previous one is untouched.
  case unwritable(path: String, reason: String)
  /// There is no such group, dataset or attribute in the file.
  case missing(file: String, object: String, suggestion: String?)
  /// A dataset holds another kind of value than the one asked for.
  case wrongKind(file: String, object: String, found: String, wanted: String)
  /// A value cannot be stored or returned as it is.
  case badValue(file: String, object: String, reason: String)
  /// A name was written twice.
  case duplicate(file: String, object: String)
  /// A call of the HDF5 library failed.
  case library(file: String, action: String, reason: String)

  /// One line: what, where, found, expected, what to do.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path): cannot open the results file: \(reason)"
    case .notHDF5(let path):
      "\(path): is not an HDF5 file; give the results.h5 of a study"
    case .damaged(let path, let reason):
      "\(path): the HDF5 file is truncated or damaged (\(reason)); copy it again, or rebuild it "
        + "from the run folders"
    case .newerVersion(let path, let found, let known):
      "\(path): its layout is version \(found), this program knows versions up to \(known); "
        + "use the version of assay that wrote it, or a newer one"
    case .unmergeable(let path, let reason):
      "\(path): cannot be merged: \(reason)"
    case .unwritable(let path, let reason):
      "\(path): cannot write the results file: \(reason); a previous file was left as it was"
    case .missing(let file, let object, let suggestion):
      "\(file): there is no '\(object)'"
        + (suggestion.map { "; did you mean '\($0)'?" } ?? "; list the file with h5ls -r")
    case .wrongKind(let file, let object, let found, let wanted):
      "\(file): '\(object)' holds \(found), not \(wanted)"
    case .badValue(let file, let object, let reason):
      "\(file): '\(object)': \(reason)"
    case .duplicate(let file, let object):
      "\(file): '\(object)' was written twice; give each dataset its own path"
    case .library(let file, let action, let reason):
      "\(file): HDF5 cannot \(action): \(reason.isEmpty ? "no reason given" : reason)"
    }
  }
}
