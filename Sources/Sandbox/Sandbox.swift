import Foundation
import Support

/// Runs programs that nobody has read, such as those that a model wrote.
///
/// ```swift
/// let sandbox = try Sandbox(.bubblewrap)
/// let run = try sandbox.run(Sandbox.Job("python3", ["-I", "-"], input: "print(6 * 7)"))
/// run.end      // .exit(0)
/// run.output   // "42\n"
/// ```
public struct Sandbox: Sendable {
  /// What keeps a program from the rest of the machine.
  public let isolation: Isolation
  /// What it may use.
  public let limits: Limits
  private let shell: String

  /// What a program and everything that it starts may use.
  public struct Limits: Sendable, Equatable {
    /// Time on the clock, after which it is killed; seconds.
    public var seconds: Double
    /// Resident memory of all its processes together, and the address space of each; bytes.
    public var memory: Int
    /// Output that is kept, bytes; a program that writes more is killed.
    public var output: Int
    /// Processes and threads.
    public var processes: Int
    /// What it may write to each of its folders in memory, /tmp and /dev/shm; bytes.
    public var files: Int

    /// Limits: 3 s, as HumanEval's own evaluation sets, 1 GB, 1 MB, 64 processes and 64 MB unless given.
    public init(
      seconds: Double = 3, memory: Int = 1 << 30, output: Int = 1 << 20, processes: Int = 64,
      files: Int = 64 << 20
    ) {
      self.seconds = seconds
      self.memory = memory
      self.output = output
      self.processes = processes
      self.files = files
    }
  }

  /// A program to run.
  public struct Job: Sendable {
    /// Its name on the PATH; of the system's own folders with bubblewrap.
    public var program: String
    /// Its arguments.
    public var arguments: [String]
    /// What it reads.
    public var input: String

    /// A program with what it reads.
    public init(_ program: String, _ arguments: [String] = [], input: String = "") {
      self.program = program
      self.arguments = arguments
      self.input = input
    }
  }

  /// What there was not enough of.
  public enum Resource: String, Sendable, Equatable {
    /// Time on the clock.
    case time
    /// Memory of all processes together.
    case memory
    /// Processes and threads.
    case processes
    /// Output.
    case output
  }

  /// How a program ended.
  public enum End: Sendable, Equatable {
    /// By itself, with an exit code; in bubblewrap 128 + n where signal n ended it.
    case exit(Int32)
    /// By a signal that was not ours.
    case signal(Int32)
    /// It was killed, for it took more than it may.
    case exceeded(Resource)
    /// It was killed when the program that asked it had ended.
    case dismissed
  }

  /// How a program ended and what it wrote.
  public struct Run: Sendable {
    /// How it ended.
    public var end: End
    /// Its output and its messages, as they came, as far as they are kept.
    public var output: String
    /// What it took on the clock, its start included.
    public var seconds: Double
  }

  /// A sandbox that has been tried.
  ///
  /// - Throws: `SandboxError.missing` or `.refused` if programs cannot be run that way on this machine.
  public init(_ isolation: Isolation, limits: Limits = Limits()) throws {
    self.isolation = isolation
    self.limits = limits
    guard let shell = ChildProcess.path(of: "sh", on: isolation.folders) else {
      throw SandboxError.missing(program: "sh")
    }
    self.shell = shell
    let trial = try run(Job("sh", ["-c", "echo tried"]))
    guard trial.end == .exit(0), trial.output == "tried\n" else {
      let reason = trial.output.split(whereSeparator: \.isNewline).joined(separator: "; ")
      throw SandboxError.refused(
        isolation: isolation, reason: reason.isEmpty ? "\(trial.end)" : reason)
    }
  }

  /// Runs a program to its end; what it started in the background ends with it.
  ///
  /// - Throws: `SandboxError.missing`; `SupportError.file` if it cannot be started; `Stopped`.
  public func run(_ job: Job) throws -> Run {
    var watch = Watch(limits, isolation)
    try watch.add(try launch(job), input: job.input)
    return try watch.runs()[0]
  }

  /// Runs a program that asks, and beside it, in a sandbox of its own, one that answers.
  ///
  /// Each reads on descriptor 3 what the other writes to its descriptor 4. Neither sees more of the other. When
  /// the one that asks has ended, the other is ended.
  ///
  /// - Throws: as `run`.
  public func run(_ asking: Job, asking answering: Job) throws -> (asking: Run, answering: Run) {
    let (questions, answers) = (try PipeEnds(), try PipeEnds())
    var watch = Watch(limits, isolation)
    try watch.add(
      try launch(asking, besides: 2), input: asking.input,
      besides: [answers.reading, questions.writing])
    try watch.add(
      try launch(answering, besides: 2), input: answering.input,
      besides: [questions.reading, answers.writing])
    questions.close()
    answers.close()
    let runs = try watch.runs()
    return (runs[0], runs[1])
  }

  private func launch(_ job: Job, besides: Int = 0) throws -> ChildProcess.Launch {
    guard let path = ChildProcess.path(of: job.program, on: isolation.folders) else {
      throw SandboxError.missing(program: job.program)
    }
    // Limits are set inside, where they hold for the program alone.
    return try isolation.launch(
      shell, ["-c", limitScript, "sh", path] + job.arguments, files: limits.files,
      filter: 3 + besides)
  }

  /// Limits of the shell, then the program in its place. File sizes are in blocks of 512 bytes (sh) or 1024
  /// (bash).
  private var limitScript: String {
    var settings = [
      "ulimit -t \(Int(limits.seconds.rounded(.up)) + 1)", "ulimit -c 0", "ulimit -n 256",
      "ulimit -f \((limits.files + 511) / 512)",
    ]
    #if !os(macOS)
      // macOS knows no limit of the address space.
      settings.append("ulimit -v \(limits.memory / 1024)")
      // Without a user name space these would be all processes of the user. It is -p in dash, -u in bash.
      if isolation == .bubblewrap {
        settings.append(
          "{ ulimit -u \(limits.processes) || ulimit -p \(limits.processes); } 2>/dev/null")
      }
    #endif
    return settings.joined(separator: " && ") + " && exec \"$@\""
  }
}
