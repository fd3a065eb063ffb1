import Results

/// Writes what `assay ppi` found as a results file.
///
/// ```
/// /source/{path,sha256}   /judge/{human,judge,labels,…}   /judge/{method,weight,mean,se,ci_lo,ci_hi,df,effective_labels}   /notes
/// ```
///
/// There is no seed: nothing is drawn.
public enum JudgeStore {
  /// Writes a report; what was at the path stays until the new file is whole.
  ///
  /// - Throws: `ResultsError.unwritable` and what else `ResultsWriter` throws; `SupportError` if the source
  ///   cannot be read again.
  public static func write(_ report: JudgeReport, provenance: Provenance, to path: String) throws {
    let store = try ReportStore(
      path, .ppi, seed: nil, source: report.source, provenance: provenance)
    try store.writer.attribute("level", report.level)
    try store.put(report.human, "/judge/human")
    try store.put(report.judge, "/judge/judge")
    try store.put(report.interval, "/judge/interval")
    try store.put(report.labels, "/judge/labels")
    try store.put(report.others, "/judge/others")
    try store.put(report.clusters, "/judge/clusters")
    try store.put(report.judgeMeanLabeled, "/judge/mean_labeled")
    try store.put(report.judgeMeanOthers, "/judge/mean_others")
    try store.put(report.judgeMeanKnown, "/judge/mean_known")
    let rows = report.estimates
    try store.put(rows.map(\.method), "/judge/method")
    let columns: [(String, (JudgedMean) -> Double?)] = [
      ("weight", { $0.weight }), ("mean", { $0.mean }), ("se", { $0.standardError }),
      ("ci_lo", { $0.interval.low }), ("ci_hi", { $0.interval.high }),
      ("df", { $0.degreesOfFreedom }), ("effective_labels", { $0.effectiveLabels }),
    ]
    for (name, value) in columns { try store.put(rows.map(value), "/judge/\(name)") }
    try store.put(report.notes, "/notes")
    try store.writer.finish()
  }
}
