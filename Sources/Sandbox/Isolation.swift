import Support

/// What keeps a program from the rest of the machine.
public enum Isolation: String, Codable, Sendable, CaseIterable {
  /// bubblewrap: no network, nothing to write to but an empty folder, other processes unseen (Linux).
  case bubblewrap
  /// Limits of time, memory and output alone: for programs that are trusted as one's own.
  case none

  /// Where programs are looked for; `nil` for the PATH. Home folders are empty in bubblewrap.
  var folders: String? { self == .bubblewrap ? "/usr/local/bin:/usr/bin:/bin" : nil }

  /// The command that runs another one in isolation.
  ///
  /// - Throws: `SandboxError.missing` without bubblewrap.
  func command(_ inner: [String]) throws -> [String] {
    switch self {
    case .none: return inner
    case .bubblewrap:
      guard let program = ChildProcess.path(of: "bwrap") else {
        throw SandboxError.missing(program: "bwrap")
      }
      return [program]
        + [
          "--unshare-all", "--die-with-parent", "--new-session", "--ro-bind", "/", "/", "--dev",
          "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--tmpfs", "/home", "--tmpfs", "/root",
          "--tmpfs", "/run", "--chdir", "/tmp", "--clearenv", "--setenv", "PATH",
          folders ?? "", "--setenv", "LANG", "C.UTF-8", "--",
        ] + inner
    }
  }
}
