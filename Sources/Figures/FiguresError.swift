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
  /// The picture's name has no extension that says how to draw it.
  case unknownFormat(path: String)
  /// A file that is not a figure's stands where the numbers or the script would go.
  case wouldOverwrite(path: String)

  /// One line: what, where, found, what to do.
  public var description: String {
    switch self {
    case .gnuplotMissing:
      "gnuplot is not installed; install it (apt-get install gnuplot-nox, brew install gnuplot) "
        + "to draw figures; the numbers (.tsv) and the script (.gp) were written all the same"
    case .gnuplotFailed(let script, let reason):
      "\(script): gnuplot cannot draw it: \(reason); run gnuplot on the file to see more"
    case .timeout(let script, let seconds):
      "\(script): gnuplot was stopped after \(seconds) s; draw fewer points"
    case .unwritable(let path, let reason):
      "\(path): cannot write the figure: \(reason)"
    case .unknownFormat(let path):
      "\(path): a figure's name ends with .svg, .png or .pdf; add one of them"
    case .wouldOverwrite(let path):
      "\(path): is no file of a figure, and drawing would replace it; give the figure another name"
    }
  }
}
