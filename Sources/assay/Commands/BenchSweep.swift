import Figures
import Foundation
import Support
import Tensors
import Training

/// Speed and memory over sequence length, live sequences and workers.
///
/// Every point is a process of its own, so that its peak memory is its own.
struct BenchSweep {
  let shape: String
  let steps: Int
  let cores: Int
  let kernels: ProductKernels
  let folder: String

  private static let lengths = [64, 128, 256, 512, 1024, 2048]
  private static let live = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]
  /// Tokens of a training step, whatever the length.
  private static let tokens = 4096

  private struct Point {
    var mode: String
    var x: Int
    var workers: Int
    var result: BenchResult
  }

  /// Measures all points and draws them; returns the picture's path.
  func run() throws -> String {
    var workerCounts = [1]
    while let last = workerCounts.last, 2 * last <= cores { workerCounts.append(2 * last) }
    var plan: [(mode: String, x: Int, workers: Int, arguments: [String])] = []
    for workers in workerCounts {
      for length in Self.lengths {
        plan.append(
          (
            "train", length, workers,
            ["--length", "\(length)", "--sequences", "\(max(1, Self.tokens / length))"]
          ))
      }
      for live in Self.live {
        plan.append(("rollout", live, workers, ["--sequences", "\(live)"]))
      }
    }
    StopSignal.listen()
    let progress = ProgressMeter()
    var points: [Point] = []
    for (index, item) in plan.enumerated() {
      try StopSignal.check()
      let result = try measure(item.mode, item.workers, item.arguments)
      points.append(Point(mode: item.mode, x: item.x, workers: item.workers, result: result))
      progress.overall(Double(index + 1) / Double(plan.count))
      progress.update(
        "sweep", done: Double(index + 1), total: Double(plan.count),
        note: "\(item.mode) \(item.x): \(Int(result.tokensPerSMedian)) tokens/s")
    }
    let lines = try points.reduce(into: Data()) { $0.append(try JSONLines.line($1.result)) }
    let path = folder + "/sweep.jsonl"
    try AtomicFile.createFolder(folder)
    try AtomicFile.write(lines, to: path)
    guard Gnuplot.isAvailable else { return path + " (no picture: gnuplot is not installed)" }
    let drawn = try Gnuplot.render(figure(points, workerCounts), into: folder)
    return (drawn.paths + [path]).joined(separator: "\n")
  }

  private func measure(
    _ mode: String, _ workers: Int, _ arguments: [String]
  ) throws -> BenchResult {
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments =
      [
        "bench", mode, "--shape", shape, "--steps", "\(steps)", "--workers", "\(workers)",
        "--kernels", kernels.rawValue,
      ]
      + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw SupportError.file(
        action: "run assay bench \(mode)", path: arguments.joined(separator: " "),
        reason: "exit code \(process.terminationStatus)")
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(BenchResult.self, from: data)
  }

  private func figure(_ points: [Point], _ workerCounts: [Int]) -> Figure {
    func panel(
      _ mode: String, _ xLabel: String, _ yLabel: String, _ value: (BenchResult) -> Double
    ) -> Panel {
      Panel(
        title: mode, xLabel: xLabel, yLabel: yLabel, xScale: .log2, yScale: .log2,
        series: workerCounts.enumerated().map { index, workers in
          let mine = points.filter { $0.mode == mode && $0.workers == workers }
          return Series(
            name: "\(workers) worker\(workers == 1 ? "" : "s")", color: .arm(index), style: .line,
            x: mine.map { Double($0.x) }, y: mine.map { value($0.result) })
        })
    }
    let megabytes = { (result: BenchResult) in Double(result.peakBytes) / 1_048_576 }
    return Figure(
      id: "B1", name: "sweep-\(shape)", title: "Speed and memory of \(shape)",
      caption: "Median of \(steps) steps a point; training steps have \(Self.tokens) tokens.",
      panels: [
        panel("train", "length (tokens)", "speed (tokens/s)", \.tokensPerSMedian),
        panel("rollout", "live sequences", "speed (tokens/s)", \.tokensPerSMedian),
        panel("train", "length (tokens)", "peak memory (MB)", megabytes),
        panel("rollout", "live sequences", "peak memory (MB)", megabytes),
      ])
  }
}
