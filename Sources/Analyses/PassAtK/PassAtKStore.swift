import Figures
import Interchange
import Results
import Support

/// Writes what `assay passk` found as a results file that it can read again.
///
/// A table is an arm with the one seed 0. Tables with the same problems share a set; a set is called after
/// its first table. The third count and the second scoring are strict verdicts; where none were given,
/// they repeat the first. Identifiers are the problems' names if all of them are whole numbers, otherwise
/// the first 8 bytes of the SHA-256 of the name; the names are in `name`.
///
/// ```
/// /axes/{arm,seed,k,count,scoring,source}   /problems/<set>/{id,problem,name}   /eval/<set>/{counts,passk,passk_se}   /figures/F1/<series>/…
/// ```
public enum PassAtKStore {
  /// Writes the tables and the numbers made of them; what was at the path stays until the new file is
  /// whole.
  ///
  /// - Throws: `ResultsError.unwritable` and what else `ResultsWriter` throws.
  /// - Precondition: one report a table, in the same order.
  public static func write(
    _ tables: [CountTable], _ reports: [PassAtKReport], figure: Figure, seed: UInt64,
    provenance: Provenance, to path: String
  ) throws {
    precondition(tables.count == reports.count, "\(tables.count) tables, \(reports.count) reports")
    let writer = try ResultsWriter(path: path)
    try writer.attribute("schema_version", ResultsSchema.version)
    try writer.attribute("kind", ResultsOrigin.passk.rawValue)
    try writer.attribute("seed", "\(seed)")
    try writer.attribute("status", "complete")
    try provenance.write(to: writer)
    let ks = Set(reports.flatMap(\.k)).sorted()
    try writer.write(
      tables.map(\.name), shape: [tables.count], to: "/axes/arm", dims: "arm",
      description: "Names of the arms")
    try writer.write(
      [Int64(0)], shape: [1], to: "/axes/seed", units: "1", dims: "seed", description: "Seeds")
    try writer.write(
      ks.map { Int32(clamping: $0) }, shape: [ks.count], to: "/axes/k", units: "samples",
      dims: "k", description: "Values of k of pass@k")
    for (axis, labels) in [
      ("count", ["n", "loose", "strict"]), ("scoring", ["loose", "strict"]),
      ("source", ["sampling", "problems"]),
    ] {
      try writer.write(
        labels, shape: [labels.count], to: "/axes/\(axis)", dims: axis,
        description: ResultsSchema.entry(for: "/axes/\(axis)")?.description ?? "")
    }
    for set in sets(of: tables) {
      try write(set, tables, reports, ks, writer)
    }
    try write(figure, writer)
    try writer.finish()
  }

  /// Tables that have the same problems.
  private struct ProblemSet {
    let name: String
    let problems: [String]
    var tables: [Int]
  }

  private static func sets(of tables: [CountTable]) -> [ProblemSet] {
    var sets: [ProblemSet] = []
    var known: [Set<String>: Int] = [:]
    for (index, table) in tables.enumerated() {
      let names = table.problems.map(\.id)
      if let place = known[Set(names)] {
        sets[place].tables.append(index)
      } else {
        known[Set(names)] = sets.count
        sets.append(
          ProblemSet(
            name: component(table.name, sets.map(\.name)), problems: names, tables: [index]))
      }
    }
    return sets
  }

  /// A text as one component of a path in the file, unlike those taken.
  private static func component(_ text: String, _ taken: [String]) -> String {
    let plain = String(text.map { $0 == "/" || $0.asciiValue == 0 ? "_" : $0 })
    let name = plain.isEmpty || plain.allSatisfy { $0 == "." } ? "set" : plain
    guard taken.contains(name) else { return name }
    return (2...).lazy.map { "\(name)-\($0)" }.first { !taken.contains($0) } ?? name
  }

  private static func write(
    _ set: ProblemSet, _ tables: [CountTable], _ reports: [PassAtKReport], _ ks: [Int],
    _ writer: ResultsWriter
  ) throws {
    let size = set.problems.count
    let numbers = set.problems.map { UInt64($0) }
    let ids = zip(set.problems, numbers).map { name, number in
      numbers.contains(nil) ? SHA256.word(name) : number ?? 0
    }
    try writer.write(
      ids, shape: [size], to: "/problems/\(set.name)/id", units: "1", dims: "problem",
      description: "Identifier of a problem")
    try writer.write(
      ids, shape: [size], to: "/problems/\(set.name)/problem", units: "1", dims: "problem",
      description: "The identifiers again, as labels of the axis problem")
    try writer.write(
      set.problems, shape: [size], to: "/problems/\(set.name)/name", dims: "problem",
      description: "Name of a problem")
    let places = Dictionary(uniqueKeysWithValues: set.problems.enumerated().map { ($1, $0) })
    var counts = [Int32](repeating: -1, count: tables.count * size * 3)
    var passes = [Double](repeating: .nan, count: tables.count * 2 * ks.count)
    var errors = [Double](repeating: .nan, count: tables.count * 2 * ks.count * 2)
    for arm in set.tables {
      for tally in tables[arm].problems {
        guard let problem = places[tally.id] else { continue }
        let values = [tally.n, tally.c, tally.strict ?? tally.c]
        for i in 0..<3 { counts[(arm * size + problem) * 3 + i] = Int32(clamping: values[i]) }
      }
      let report = reports[arm]
      for (i, k) in report.k.enumerated() {
        guard let place = ks.firstIndex(of: k) else { continue }
        for scoring in 0..<2 {
          let at = (arm * 2 + scoring) * ks.count + place
          passes[at] =
            scoring == 0 ? report.passAtK[i] : report.strict?.values[i] ?? report.passAtK[i]
          // The errors of strict verdicts are not estimated, only their interval is.
          guard scoring == 0 || report.strict == nil else { continue }
          errors[at * 2] = report.seSampling[i] ?? .nan
          errors[at * 2 + 1] = report.seProblems[i] ?? .nan
        }
      }
    }
    let arms = tables.count
    try writer.write(
      counts, shape: [arms, 1, size, 3], to: "/eval/\(set.name)/counts", units: "samples",
      dims: "arm,seed,problem,count",
      description: "n, c_loose and c_strict; c_strict is c_loose where only one verdict was given")
    try writer.write(
      passes, shape: [arms, 1, 2, ks.count], to: "/eval/\(set.name)/passk", units: "probability",
      dims: "arm,seed,scoring,k", description: "Unbiased pass@k, loose then strict")
    try writer.write(
      errors, shape: [arms, 1, 2, ks.count, 2], to: "/eval/\(set.name)/passk_se",
      units: "probability", dims: "arm,seed,scoring,k,source",
      description: "Its standard error: of sampling; of sampling and problems")
  }

  /// What the figure draws.
  private static func write(_ figure: Figure, _ writer: ResultsWriter) throws {
    var taken: [String] = []
    for panel in figure.panels {
      guard case .series(let series) = panel.content else { continue }
      for one in series {
        let name = component(one.name, taken)
        taken.append(name)
        let columns = [
          ("x", one.x, "1"), ("y", one.y, "probability"), ("lo", one.low, "probability"),
          ("hi", one.high, "probability"),
        ]
        for case (let column, let values?, let units) in columns {
          try writer.write(
            values, shape: [values.count], to: "/figures/\(figure.id)/\(name)/\(column)",
            units: units, dims: "point", description: panel.meaning(of: column, in: one))
        }
      }
    }
  }
}
