import Results
import Statistics

/// Writes what `assay rank` found as a results file.
///
/// ```
/// /source/{path,sha256}   /ranks/{basis,problems,comparisons,ties}   /ranks/{model,rank,rank_lo,…,rating_hi}   /notes   /tables/ranks/csv
/// ```
public enum RankStore {
  /// Writes a report; what was at the path stays until the new file is whole.
  ///
  /// - Throws: `ResultsError.unwritable` and what else `ResultsWriter` throws; `SupportError` if the source
  ///   cannot be read again.
  public static func write(
    _ report: RankReport, seed: UInt64, provenance: Provenance, to path: String
  ) throws {
    let store = try ReportStore(
      path, .rank, seed: seed, source: report.source, provenance: provenance)
    try store.writer.attribute("level", report.level)
    try store.writer.attribute("draws", report.draws)
    try store.put(report.basis, "/ranks/basis")
    try store.put(report.problems, "/ranks/problems")
    try store.put(report.comparisons, "/ranks/comparisons")
    try store.put(report.ties, "/ranks/ties")
    let rows = report.models
    try store.put(rows.map(\.model), "/ranks/model")
    let counts: [(String, (RankedModel) -> Int?)] = [
      ("rank", { $0.rank }), ("rank_lo", { $0.ranks?.low }), ("rank_hi", { $0.ranks?.high }),
      ("possible_lo", { $0.possibleRanks?.low }), ("possible_hi", { $0.possibleRanks?.high }),
    ]
    for (name, value) in counts { try store.put(rows.map(value), "/ranks/\(name)") }
    let columns: [(String, (RankedModel) -> Double?)] = [
      ("best", { $0.best }), ("mean", { $0.mean }), ("ci_lo", { $0.meanInterval?.low }),
      ("ci_hi", { $0.meanInterval?.high }), ("wins", { $0.wins }), ("losses", { $0.losses }),
      ("rating", { $0.rating }), ("rating_lo", { $0.ratingInterval?.low }),
      ("rating_hi", { $0.ratingInterval?.high }),
    ]
    for (name, value) in columns { try store.put(rows.map(value), "/ranks/\(name)") }
    try store.put(report.notes, "/notes")
    try store.writer.write(
      report.csv, to: "/tables/ranks/csv", description: "The models as CSV, best first")
    try store.writer.finish()
  }
}
