/// What can go wrong when a figure is drawn.
public enum FiguresError: Error, Equatable, CustomStringConvertible {
  /// gnuplot is not on the PATH.
  case gnuplotMissing
  /// gnuplot ended with an error or without a picture.
  case gnuplotFailed(script: String, reason: String)
  /// gnuplot did not end in time.
  case timeout(script: String, seconds: Int)
  /// A file of the figure cannot be written.
  case unwritable(path: String, reason: String)

  /// One line: what, where, found, what to do.
  public var description: String {
    switch self {
    case .gnuplotMissing:
      "gnuplot is not installed; install it (apt-get install gnuplot-nox, brew install gnuplot) "
        + "to draw figures"
    case .gnuplotFailed(let script, let reason):
      "\(script): gnuplot cannot draw it: \(reason); run gnuplot on the file to see more"
    case .timeout(let script, let seconds):
      "\(script): gnuplot was stopped after \(seconds) s; draw fewer points"
    case .unwritable(let path, let reason):
      "\(path): cannot write the figure: \(reason)"
    }
  }
}
