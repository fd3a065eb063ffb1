import Foundation
import Support

/// What keeps a program from the rest of the machine.
public enum Isolation: String, Codable, Sendable, CaseIterable {
  /// bubblewrap: no network, no capabilities, no name spaces of its own, the system's programs and libraries to
  /// read, a small folder in memory to write to, and nothing else (Linux).
  case bubblewrap
  /// Limits of time, memory, processes and output alone: for programs that are trusted as one's own.
  case none

  /// What somebody who chooses it should know; `nil` for isolation.
  public var warning: String? {
    self == .none
      ? "isolation none: programs run with all your rights; a process that they leave behind in a group of its own "
        + "goes on" : nil
  }

  /// Where programs are looked for; `nil` for the PATH.
  var folders: String? { self == .bubblewrap ? "/usr/local/bin:/usr/bin:/bin" : nil }

  /// Whom a program runs as where we are root: nobody, for whom the kernel counts processes, and to whom no
  /// file belongs.
  private static let nobody: UInt32 = 65534

  /// How a program is started in isolation.
  ///
  /// - Parameters:
  ///   - files: bytes that it may write to each of its folders.
  ///   - filter: the descriptor on which bubblewrap finds the filter of system calls.
  /// - Throws: `SandboxError.missing` without bubblewrap.
  func launch(_ program: String, _ arguments: [String], files: Int, filter: Int) throws
    -> ChildProcess.Launch
  {
    switch self {
    case .none:
      return ChildProcess.Launch(program, arguments)
    case .bubblewrap:
      guard let bubblewrap = ChildProcess.path(of: "bwrap") else {
        throw SandboxError.missing(program: "bwrap")
      }
      var launch = ChildProcess.Launch(
        bubblewrap, Self.walls(files: files, filter: filter) + ["--", program] + arguments)
      // What is in our environment, keys and tokens among it, is nobody's business, bubblewrap's included.
      launch.environment = []
      launch.folder = "/"
      if geteuid() == 0, Self.knowsNobody { launch.user = Self.nobody }
      return launch
    }
  }

  /// Whether this user name space has the user nobody: those of containers without root have root alone.
  private static let knowsNobody: Bool = {
    guard let map = try? AtomicFile.readText("/proc/self/uid_map") else { return true }
    return map.split(separator: "\n").contains { line in
      let numbers = line.split(separator: " ").compactMap { UInt64($0) }
      return numbers.count == 3 && numbers[0] <= nobody && UInt64(nobody) < numbers[0] + numbers[2]
    }
  }()

  private static func walls(files: Int, filter: Int) -> [String] {
    var walls = [
      "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
      "--hostname", "sandbox", "--ro-bind", "/usr", "/usr",
    ]
    // Distributions have these in /usr and leave links, or have them as they were.
    for name in ["bin", "sbin", "lib", "lib32", "lib64", "libx32"] {
      let path = "/" + name
      if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
        walls += ["--symlink", target, path]
      } else {
        walls += ["--ro-bind-try", path, path]
      }
    }
    for path in ["/etc/ld.so.cache", "/etc/alternatives"] {
      walls += ["--ro-bind-try", path, path]
    }
    // No /proc: nothing that a program needs is there, and much that it need not know.
    walls += ["--dev", "/dev"]
    for folder in ["/tmp", "/dev/shm"] { walls += ["--size", "\(files)", "--tmpfs", folder] }
    walls += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp"]
    walls += [
      "--clearenv", "--setenv", "PATH", bubblewrap.folders ?? "", "--setenv", "HOME", "/tmp",
    ]
    walls += ["--setenv", "LANG", "C.UTF-8", "--seccomp", "\(filter)"]
    return walls
  }
}
