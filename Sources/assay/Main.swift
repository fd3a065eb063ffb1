import ArgumentParser
import Foundation
import Interchange
import Results
import Studies
import Support
import Tensors
import Training

/// The command `assay`.
@main
struct Assay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Controlled tests of what reinforcement learning does to a reasoning model.",
    discussion: """
      Run a predefined study, or train, sample and evaluate small transformers on this machine's cores;
      compute pass@k, scaling-law fits and comparisons with intervals from anybody's results.

      Start with:
        assay study run \(StudyCatalogue.all[0].id) --scale quick
        assay study list
        assay passk my_samples.jsonl
        assay fit sigmoid my_curves.csv --x step --y accuracy --group run
        assay model fetch smollm2-135m-instruct
      """,
    version: Provenance.toolVersion,
    subcommands: [
      StudyCommand.self, Train.self, Sweep.self, Sample.self, Serve.self, Eval.self,
      Score.self, ModelCommand.self, PassK.self, Fit.self, Compare.self, Rank.self, Judge.self,
      Monitor.self,
      PowerCommand.self,
      Audit.self, Export.self, Inspect.self, Merge.self, TaskCommand.self, DataCommand.self,
      SandboxCommand.self,
      List.self, Explain.self, ConfigCommand.self, Bench.self, Doctor.self,
    ])

  static func main() {
    // A closed pipe or a full quota is an error that is reported, not a signal that kills.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    if let reason = Processor.unsuitable {
      FileHandle.standardError.write(Data("assay: \(reason)\n".utf8))
      Foundation.exit(1)
    }
    do {
      _ = try Processor.level()
      RowTasks.add()
      var command = try parseAsRoot()
      try Ranks.check(command)
      try command.run()
      try StandardOutput.flush()
      Details.sayTimes()
    } catch {
      guard let code = Failure.exitCode(error) else { exit(usage: error) }
      try? StandardOutput.flush()
      Details.sayTimes()
      // What a shell says of a program that wrote to a closed pipe.
      if StandardOutput.isClosed { Foundation.exit(128 + SIGPIPE) }
      Ranks.say(Failure.lines(error))
      Foundation.exit(code)
    }
  }

  /// Help, a version, or what is wrong with a command line, which begins as every error does.
  private static func exit(usage error: any Error) -> Never {
    let code = exitCode(for: error)
    if code.isSuccess { exit(withError: error) }
    let message = withHint(fullMessage(for: error), Array(CommandLine.arguments.dropFirst()))
    if message.hasPrefix("Error: ") {
      Ranks.say(String(message.dropFirst(7)))
    } else if Ranks.leads {
      FileHandle.standardError.write(Data((message + "\n").utf8))
    }
    Foundation.exit(code.rawValue)
  }

  /// What is said of an option whose value begins with a dash, which is taken for an option itself.
  private static func withHint(_ message: String, _ arguments: [String]) -> String {
    for (option, value) in zip(arguments, arguments.dropFirst())
    where option.hasPrefix("--") && value.hasPrefix("-") && !value.hasPrefix("--") {
      var lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      guard lines[0].contains("Missing value for '\(option) ") else { continue }
      let isPlain = value.allSatisfy { $0.isLetter || $0.isNumber || "-+.,:".contains($0) }
      lines[0] +=
        "; a value that begins with - is written \(option)=\(isPlain ? value : "'\(value)'")"
      return lines.joined(separator: "\n")
    }
    return message
  }
}
