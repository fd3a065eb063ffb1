import ArgumentParser
import Foundation
import Support
import Tensors
import Training

extension ProductKernels: ExpressibleByArgument {}

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure the engine: tokens a second and the share of the machine's peak, as JSON.",
    discussion: """
      train    forward, backward, clip, AdamW
      rollout  sampling at temperature 1 with log-probabilities, no early stop
      grpo     rollout, reward, advantages and one update; completion tokens a second
               (prompts are computed too: tokens_per_s_with_prompts counts them, as roof_share does)
      sweep    train over sequence lengths and rollout over live sequences, for 1, 2, 4 … workers;
               a JSON line a point in OUT/sweep.jsonl, and a figure of speed and memory

      Examples:
        assay bench train --shape small
        assay bench sweep --shape tiny --out bench
      """)

  enum Mode: String, ExpressibleByArgument, CaseIterable {
    case train, rollout, grpo, sweep
  }

  @Argument(help: "train, rollout, grpo or sweep.") var mode: Mode
  @Option(
    help: "tiny, small or smollm2; or a size of the studies: nano, xs, s, m, l.",
    completion: .list(["tiny", "small", "smollm2", "nano", "xs", "s", "m", "l"]))
  var shape = "tiny"
  @Option(help: "Whose products training is made of: portable or blas.") var kernels =
    ProductKernels.portable
  @Option(help: "Steps to count, after two to warm up.") var steps = 10
  @Option(help: "Sequences of a step. (default: the shape's)") var sequences: Int?
  @Option(help: "Tokens of a sequence, for rollout half of them new. (default: the shape's)")
  var length: Int?
  @Option(help: "The folder of a sweep's results.") var out = "bench"
  @OptionGroup var workers: WorkerOptions

  func validate() throws {
    try Bounds.check("--steps", steps, Bounds.held)
    try Bounds.check("--sequences", sequences, 1...65_536)
    try Bounds.check("--length", length, 2...65_536)
  }

  func run() throws {
    if mode == .sweep {
      print(
        try BenchSweep(
          shape: shape, steps: steps, cores: workers.count, kernels: kernels, folder: out
        ).run())
      return
    }
    let bench = try EngineBench(
      shape: shape, workers: workers.count, kernels: kernels, sequences: sequences, length: length)
    let result =
      switch mode {
      case .train: bench.train(steps: steps)
      case .rollout: try bench.rollout(steps: steps)
      case .grpo, .sweep: try bench.grpo(steps: steps)
      }
    try StandardOutput.write(try JSONLines.line(result))
  }
}
