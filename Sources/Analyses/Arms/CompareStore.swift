import Figures
import Results
import Statistics
import Support

/// Writes what `assay compare` found as a results file.
///
/// ```
/// /source/{path,sha256}   /axes/arm   /tests/…   /anova/…   /figures/<id>/<series>/{x,y,lo,hi}
/// ```
///
/// A contrast is a row of `/tests`: the arm is its `id`, the p value that counts is `p_raw`, and none is
/// confirmatory.
public enum CompareStore {
  /// Writes a report; what was at the path stays until the new file is whole.
  ///
  /// - Throws: `ResultsError.unwritable` and what else `ResultsWriter` throws; `SupportError` if the source
  ///   cannot be read again.
  public static func write(
    _ report: CompareReport, seed: UInt64, provenance: Provenance,
    to path: String
  ) throws {
    let store = try ReportStore(
      path, .compare, seed: seed, source: report.source, provenance: provenance)
    let writer = store.writer
    if !report.arms.isEmpty { try store.put(report.arms.map(\.arm), "/axes/arm") }
    try tests(report, store)
    try anova(report, store)
    for figure in [CompareFigure.forest(report), CompareFigure.profiles(report)] {
      if let figure { try store.put(figure) }
    }
    if !report.contrasts.isEmpty {
      try writer.write(
        report.csv, to: "/tables/contrasts/csv", description: "The contrasts as CSV")
    }
    if let tasks = report.taskCSV {
      try writer.write(
        tasks, to: "/tables/tasks/csv", description: "Effects by task as CSV")
    }
    try writer.finish()
  }

  private static func tests(_ report: CompareReport, _ store: ReportStore) throws {
    let rows = report.contrasts
    guard !rows.isEmpty else { return }
    let isPaired = report.design == "paired"
    try store.put(rows.map(\.arm), "/tests/id")
    try store.put(
      rows.map { "\($0.arm) differs from \($0.baseline) in \(report.value)" }, "/tests/statement")
    try store.put(
      rows.map { _ in isPaired ? "sign flip" : "permutation" }, "/tests/test")
    try store.put(rows.map(\.verdict), "/tests/verdict")
    // The permutation tests' statistic is the difference of means; they have no degrees of freedom.
    try store.put(rows.map(\.difference), "/tests/statistic")
    for name in ["df1", "df2"] { try store.put(rows.map { _ in .nan }, "/tests/\(name)") }
    try store.put(rows.map(\.pValue), "/tests/p_raw")
    try store.put(rows.map(\.pAdjusted), "/tests/p_adj")
    try store.put(rows.map(\.difference), "/tests/effect")
    try store.put(rows.map { $0.effectSize ?? .nan }, "/tests/effect_size")
    try store.put(rows.map(\.interval.low), "/tests/ci_lo")
    try store.put(rows.map(\.interval.high), "/tests/ci_hi")
    try store.put(rows.map { $0.equivalence?.margin ?? .nan }, "/tests/margin")
    try store.put(rows.map(\.replicates), "/tests/n_seeds")
    try store.writer.write(
      rows.map { _ in Int8(0) }, shape: [rows.count], to: "/tests/confirmatory", units: "1",
      dims: "hypothesis", description: "1 if it was registered")
  }

  private static func anova(_ report: CompareReport, _ store: ReportStore) throws {
    guard let table = report.anova else { return }
    let rows = table.terms + [table.error]
    try store.put(rows.map(\.factor), "/anova/factor")
    let columns: [(String, (AnovaTerm) -> Double?)] = [
      ("ss", { $0.sumOfSquares }), ("df", { Double($0.degreesOfFreedom) }),
      ("ms", { $0.meanSquare }), ("F", { $0.f }), ("p", { $0.pValue }),
      ("eta2p", { $0.partialEtaSquared }), ("omega2", { $0.omegaSquared }),
      ("omega2_lo", { $0.omegaInterval?.low }), ("omega2_hi", { $0.omegaInterval?.high }),
    ]
    for (name, value) in columns {
      try store.put(rows.map { value($0) ?? .nan }, "/anova/\(name)")
    }
  }
}

extension ReportStore {
  /// What a figure draws, line by line.
  func put(_ figure: Figure) throws {
    for (index, panel) in figure.panels.enumerated() {
      guard case .series(let series) = panel.content else { continue }
      for (number, line) in series.enumerated() {
        let path = "/figures/\(figure.name)/\(index)-\(number)/"
        let columns =
          [("x", line.x), ("y", line.y)]
          + (line.low.map { [("lo", $0)] } ?? []) + (line.high.map { [("hi", $0)] } ?? [])
        for (name, values) in columns {
          try writer.write(
            values, shape: [values.count], to: path + name, units: "1", dims: "point",
            description: panel.meaning(of: name, in: line))
        }
        try writer.attribute("name", line.name, on: String(path.dropLast()))
        try writer.attribute("panel", panel.title, on: String(path.dropLast()))
      }
    }
  }
}
