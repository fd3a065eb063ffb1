import Foundation
import Support

/// Runs programs that nobody has read, such as those that a model wrote.
///
/// ```swift
/// let sandbox = try Sandbox(.bubblewrap)
/// let run = try sandbox.run("python3", ["-I", "-"], input: "print(6 * 7)")
/// run.end      // .exit(0)
/// run.output   // "42\n"
/// ```
public struct Sandbox: Sendable {
  /// What keeps a program from the rest of the machine.
  public let isolation: Isolation
  /// What it may use.
  public let limits: Limits
  private let shell: String

  /// What a program may use.
  public struct Limits: Sendable, Equatable {
    /// Time on the clock, after which it is killed, and of a processor; seconds.
    public var seconds: Double
    /// Address space, bytes.
    public var memory: Int
    /// Output that is kept, bytes; a program that writes more is killed.
    public var output: Int

    /// Limits: 3 s, as HumanEval's own evaluation sets, 1 GB and 1 MB unless given.
    public init(seconds: Double = 3, memory: Int = 1 << 30, output: Int = 1 << 20) {
      self.seconds = seconds
      self.memory = memory
      self.output = output
    }
  }

  /// How a program ended and what it wrote.
  public struct Run: Sendable, Equatable {
    /// How it ended.
    public var end: ChildProcess.End
    /// Its output and its messages, as they came.
    public var output: String

    /// A run from its parts.
    public init(end: ChildProcess.End, output: String) {
      self.end = end
      self.output = output
    }
  }

  /// A sandbox that has been tried.
  ///
  /// - Throws: `SandboxError.missing` or `.refused` if programs cannot be run that way on this machine.
  public init(_ isolation: Isolation, limits: Limits = Limits()) throws {
    self.isolation = isolation
    self.limits = limits
    guard let shell = ChildProcess.path(of: "sh") else { throw SandboxError.missing(program: "sh") }
    self.shell = shell
    let trial = try run("sh", ["-c", "echo tried"], input: "")
    guard trial.end == .exit(0), trial.output == "tried\n" else {
      let reason = trial.output.split(whereSeparator: \.isNewline).joined(separator: "; ")
      throw SandboxError.refused(
        isolation: isolation, reason: reason.isEmpty ? "\(trial.end)" : reason)
    }
  }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - program: a name on the PATH, of the system's own folders with bubblewrap.
  ///   - input: what it reads.
  /// - Throws: `SandboxError.missing`; `SupportError.file` if a temporary file cannot be written.
  public func run(_ program: String, _ arguments: [String], input: String) throws -> Run {
    guard let path = ChildProcess.path(of: program, on: isolation.folders) else {
      throw SandboxError.missing(program: program)
    }
    let folder = NSTemporaryDirectory() + "assay-sandbox-\(UUID().uuidString)"
    try AtomicFile.createFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (source, output) = (folder + "/input", folder + "/output")
    try AtomicFile.write(input, to: source)
    // Limits are set inside, where they hold for the program alone.
    let limited = [shell, "-c", limitScript, "sh", path] + arguments
    let command = try isolation.command(limited)
    let end = try ChildProcess.run(
      command[0], Array(command.dropFirst()), in: "/", input: source, output: output,
      errors: output, atMost: limits.seconds)
    let written = try AtomicFile.read(output)
    return Run(end: end, output: String(decoding: written.prefix(limits.output), as: UTF8.self))
  }

  /// Limits of the shell, then the program in its place. File sizes are in blocks of 512 bytes (sh) or 1024
  /// (bash), so at most twice the output is written.
  private var limitScript: String {
    var settings = ["-t \(Int(limits.seconds.rounded(.up)) + 1)", "-c 0"]
    settings.append("-f \((limits.output + 511) / 512)")
    #if !os(macOS)
      // macOS knows no limit of the address space.
      settings.append("-v \(limits.memory / 1024)")
    #endif
    return settings.map { "ulimit \($0)" }.joined(separator: " && ") + " && exec \"$@\""
  }
}
