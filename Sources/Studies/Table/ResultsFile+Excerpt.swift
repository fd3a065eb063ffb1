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
  /// What is left out: samples to read, metrics of training that no analysis reads, and what follows from the rest.
  ///
  /// - Parameter wanted: groups and datasets that are kept besides, to plot from.
  /// - Returns: how many datasets are in it.
  /// - Throws: `ResultsError.unmergeable` if the file is no study's; `StudiesError.data` if it cannot be analyzed itself.
  package static func excerpt(
    _ path: String, also wanted: [String] = [], to output: String
  ) throws -> Int {
    _ = try identity(ResultsReader(path: path))
    let name = ([forAnalysis] + wanted).joined(separator: " ")
    return try ResultsMerge.excerpt(path, named: name, to: output) { dataset in
      wanted.contains { dataset == $0 || dataset.hasPrefix($0 + "/") } || isRead(dataset)
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
