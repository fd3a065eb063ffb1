import Foundation
import Results

extension ResultsFile {
  /// What the attribute `excerpt` begins with in files that hold all that an analysis reads.
  static let forAnalysis = "for analysis"

  /// Groups that hold conclusions, which an analysis draws again.
  private static let drawn: Set = [
    "answer", "checks", "figures", "scalars", "support", "support_null", "tables", "tests",
  ]

  /// Writes a smaller file from which the whole analysis gives the same tables, figures and report, to the byte.
  ///
  /// What is left out: samples to read, metrics of training that no analysis reads, what follows from the rest, and all but
  /// the end of pre-training.
  ///
  /// - Parameters:
  ///   - wanted: groups and datasets that are kept besides, to plot from.
  ///   - shard: only this part of the seeds, number and count, dealt as runs deal them; `ResultsMerge.merge` puts all parts together.
  /// - Returns: how many datasets are in it.
  /// - Throws: `ResultsError.unmergeable` if the file is no study's; `StudiesError.data` if it cannot be analyzed itself, or has no
  ///   seed for the shard.
  package static func excerpt(
    _ path: String, also wanted: [String] = [], shard: (number: Int, count: Int) = (1, 1),
    to output: String
  ) throws -> Int {
    let reader = try ResultsReader(path: path)
    let identity = try identity(reader)
    let all = try reader.ints("/axes/seed").sorted()
    let seeds = SubmitPlan.deal(all, among: shard.count)[shard.number - 1]
    guard !seeds.isEmpty else {
      throw StudiesError.data(
        path: path,
        reason: "shard \(shard.number) of \(shard.count) is empty: it has \(all.count) seeds")
    }
    func isWanted(_ dataset: String) -> Bool {
      wanted.contains { dataset == $0 || dataset.hasPrefix($0 + "/") }
    }
    let ends = try stagesReadAtTheirEnd(identity.plan, reader)
    return try ResultsMerge.excerpt(
      path, named: ([forAnalysis] + wanted).joined(separator: " "), seeds: seeds, to: output,
      where: { isWanted($0) || isRead($0) },
      lastRowOf: { dataset in
        let parts = dataset.split(separator: "/").map(String.init)
        return parts.count == 4 && parts[0] == "train" && ends.contains(parts[1])
          && !isWanted(dataset)
      })
  }

  /// Stages trained without rewards that no arm looks at before their end: of their curves analyses read the last row.
  private static func stagesReadAtTheirEnd(
    _ plan: StudyPlan, _ reader: ResultsReader
  ) throws -> Set<String> {
    let early = Set(plan.arms.filter { $0.at < 1 }.map(\.stage))
    return try Set(plan.neededStages.map(\.name)).subtracting(early).filter { stage in
      let path = "/train/" + stage
      let seeds = reader.contains(path) ? try reader.children(of: path) : []
      return !seeds.contains { reader.isDataset("\(path)/\($0)/reward_mean") }
    }
  }

  /// Whether an analysis reads a dataset.
  private static func isRead(_ dataset: String) -> Bool {
    let parts = dataset.split(separator: "/").map(String.init)
    guard let group = parts.first, let last = parts.last else { return false }
    if drawn.contains(group) || dataset == "/axes/metric" { return false }
    switch group {
    case "train": return StudyAnalysis.readMetrics.contains(last)
    case "eval": return !parts.contains("samples") && last != "passk" && last != "passk_se"
    default: return true
    }
  }
}
