/// What can go wrong before a program runs.
public enum SandboxError: Error, Equatable, CustomStringConvertible {
  /// A program is not on the PATH.
  case missing(program: String)
  /// The machine does not allow the isolation.
  case refused(isolation: Isolation, reason: String)

  /// One line: what, where, found, what to do.
  public var description: String {
    switch self {
    case .missing("bwrap"):
      "bubblewrap is not installed, and programs that a model wrote are not run without it; install it "
        + "(apt-get install bubblewrap), or, if you trust the model as yourself, choose --isolation none"
    case .missing(let program): "\(program) is not on the PATH; install it"
    case .refused(let isolation, let reason):
      "this machine does not allow the isolation \(isolation.rawValue): \(reason); run on one that does, or, if "
        + "you trust the model as yourself, choose --isolation none"
    }
  }
}
