import ArgumentParser
import Foundation
import Support
import Training

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure the engine: tokens a second and the share of the machine's peak, as JSON.")

  enum Mode: String, ExpressibleByArgument, CaseIterable {
    case train, rollout
  }

  @Argument(help: "train or rollout.") var mode: Mode
  @Option(help: "tiny, small or smollm2; or a size of the studies: nano, xs, s, m, l.") var shape =
    "tiny"
  @Option(help: "Steps to count, after two to warm up.") var steps = 10
  @OptionGroup var workers: WorkerOptions

  func validate() throws {
    guard steps > 0 else { throw ValidationError("--steps must be at least 1") }
  }

  func run() throws {
    let bench = try EngineBench(shape: shape, workers: workers.count)
    let result = mode == .train ? bench.train(steps: steps) : try bench.rollout(steps: steps)
    FileHandle.standardOutput.write(try JSONLines.line(result))
  }
}
