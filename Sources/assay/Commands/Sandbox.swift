import ArgumentParser
import Foundation
import Sandbox
import Support

struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Run Python programs as those that models write are run.",
    discussion: """
      A program reads the system's programs and libraries and writes to a small folder in memory; there is no network, no
      capability, nothing else of the machine, and time, memory, processes and output are bounded. Several programs run side
      by side, one a core. `assay doctor` says what this machine's sandbox was seen to hold back.

      Examples:
        assay sandbox program.py
        assay sandbox --seconds 10 --memory-mb 2048 a.py b.py c.py
      """)

  @Argument(help: "Python files.", completion: .file(extensions: ["py"])) var files: [String]
  @Option(help: "bubblewrap, or none, which bounds time, memory, processes and output alone.")
  var isolation = Isolation.bubblewrap
  @Option(help: "Time on the clock, seconds.") var seconds = 3.0
  @Option(help: "Memory of all its processes, MB.") var memoryMB = 1024
  @Option(help: "Processes and threads.") var processes = 64
  @Option(help: "Output that is kept, kB.") var outputKB = 1024

  func validate() throws {
    try Bounds.check("--seconds", seconds, 0.01...86_400)
    try Bounds.check("--memory-mb", memoryMB, 16...1_000_000)
    try Bounds.check("--processes", processes, 1...10_000)
    try Bounds.check("--output-kb", outputKB, 1...1_000_000)
  }

  func run() throws {
    let sandbox = try isolation.sandbox(
      limits: Sandbox.Limits(
        seconds: seconds, memory: memoryMB << 20, output: outputKB << 10, processes: processes))
    StopSignal.listen()
    let programs = try files.map { try AtomicFile.readText($0) }
    let runs = try Sandbox.sideBySide(programs.count) {
      try sandbox.run(Sandbox.Job("python3", ["-I", "-"], input: programs[$0]))
    }
    for (file, run) in zip(files, runs) {
      if files.count > 1 { print("== \(file)") }
      print(run.output, terminator: "")
      print("\(run.end.words) after \(String(format: "%.2f", run.seconds)) s")
    }
    if runs.contains(where: { $0.end != .exit(0) }) { throw ExitCode(1) }
  }
}

extension Sandbox.End {
  /// How a program ended, in words.
  var words: String {
    switch self {
    case .exit(let code): "ended with \(code)"
    case .signal(let number): "ended by signal \(number)"
    case .exceeded(let resource): "killed: more \(resource.rawValue) than it may use"
    case .dismissed: "ended with the program that asked it"
    }
  }
}

extension Isolation: ExpressibleByArgument {
  /// A sandbox, with a word of warning where it is none.
  func sandbox(limits: Sandbox.Limits = Sandbox.Limits()) throws -> Sandbox {
    if let warning { Output.warn(warning) }
    return try Sandbox(self, limits: limits)
  }
}
