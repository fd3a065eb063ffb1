import Analyses
import ArgumentParser
import Foundation
import Interchange

extension Scoring: ExpressibleByArgument {}

struct PassK: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passk", abstract: "pass@k with intervals from anybody's samples.",
    discussion: """
      Takes CSV with the columns problem,n,c; HumanEval result lines (task_id, passed); lm-eval
      samples_*.jsonl; and results.h5 of this program. The format is found out from the content.

      Examples:
        assay passk counts.csv --k 1,8,64
        assay passk samples.jsonl --json
        assay passk results/sharpening/quick/results.h5 --set id --arm rl_id
      """)

  @Argument(help: "Files; each is a group of its own.") var files: [String]
  @Option(help: "Values of k, separated by commas. (default: powers of two up to n)") var k = ""
  @Option(help: "The confidence level of the intervals.") var level = 0.95
  @Option(help: "Bootstrap draws over problems.") var draws = 10_000
  @Option(help: "The root of all randomness.") var seed: UInt64 = 7
  @Option(help: "lm-eval: the filter, if there are several.") var filter: String?
  @Option(help: "lm-eval: the metric, if there are several.") var metric: String?
  @Option(help: "results.h5: only this set.") var set: String?
  @Option(help: "results.h5: only this arm.") var arm: String?
  @Option(help: "results.h5: only this replicate.") var replicate: Int?
  @Option(help: "results.h5: strict or loose.") var scoring = Scoring.strict
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print CSV.") var csv = false

  func run() throws {
    let ks = try k.split(separator: ",").map { part in
      guard let value = Int(part.trimmingCharacters(in: .whitespaces)), value > 0 else {
        throw ValidationError("--k takes whole numbers from 1 up, not '\(part)'")
      }
      return value
    }
    let tables = try CountFiles.read(
      files,
      selection: CountSelection(
        filter: filter, metric: metric, set: set, arm: arm, seed: replicate, scoring: scoring))
    let analysis = PassAtKAnalysis(ks: ks, level: level, draws: draws, seed: seed)
    let reports = try tables.map(analysis.run)
    if json {
      print(PassAtKReport.json(reports))
    } else if csv {
      print(PassAtKReport.csv(reports), terminator: "")
    } else {
      print(PassAtKReport.plainText(reports))
    }
  }
}
