import Results

/// Writes what `assay monitor` found as a results file.
///
/// ```
/// /source/{path,sha256}   /monitor/{value,low,high}   /monitor/{arm,baseline,count,…,p}   /monitor/<i>/{n,mean,ci_lo,ci_hi}   /notes
/// ```
///
/// `/monitor/<i>` is row i of the series. There is no seed: nothing is drawn.
public enum MonitorStore {
  /// Writes a report; what was at the path stays until the new file is whole.
  ///
  /// - Throws: `ResultsError.unwritable` and what else `ResultsWriter` throws; `SupportError` if the source
  ///   cannot be read again.
  public static func write(_ report: MonitorReport, provenance: Provenance, to path: String) throws
  {
    let store = try ReportStore(
      path, .monitor, seed: nil, source: report.source, provenance: provenance)
    try store.writer.attribute("level", report.level)
    try store.put(report.value, "/monitor/value")
    try store.put(report.low, "/monitor/low")
    try store.put(report.high, "/monitor/high")
    let rows = report.series
    try store.put(rows.map { $0.arm ?? "" }, "/monitor/arm")
    try store.put(rows.map { $0.baseline ?? "" }, "/monitor/baseline")
    let counts: [(String, (MonitoredSeries) -> Int?)] = [
      ("count", { $0.count }), ("unpaired", { $0.unpaired }), ("excluded_at", { $0.excludedAt }),
      ("excluded_line", { $0.excludedLine }),
    ]
    for (name, value) in counts { try store.put(rows.map(value), "/monitor/\(name)") }
    try store.put(rows.map(\.threshold), "/monitor/threshold")
    try store.put(rows.map(\.pValue), "/monitor/p")
    for (index, row) in rows.enumerated() {
      let points = row.points
      try store.put(points.map { Optional($0.n) }, "/monitor/\(index)/n")
      try store.put(points.map { Optional($0.mean) }, "/monitor/\(index)/mean")
      try store.put(points.map { $0.interval?.low }, "/monitor/\(index)/ci_lo")
      try store.put(points.map { $0.interval?.high }, "/monitor/\(index)/ci_hi")
    }
    try store.put(report.notes, "/notes")
    try store.writer.finish()
  }
}
