import Evaluation
import Experience
import Figures
import Foundation
import Results
import Rollouts
import Statistics
import Support
import Training

/// What a file of results says besides measurements and conclusions.
struct ResultsHeader {
  var study: String
  var scale: Scale
  var yaml: String
  var plan: String
  var registration: String
  var provenance: Provenance
  var isComplete: Bool
  /// Seconds since the command began.
  var seconds: Double
  var stageConfigs: [(name: String, yaml: String)]
}

/// Writes and reads `results.h5`; what probes measure lies where their measures say.
package struct ResultsFile {
  private let writer: ResultsWriter

  /// Writes the whole file; what was there before stays until the new one is complete.
  static func write(
    _ table: MeasurementTable, _ findings: Findings, _ header: ResultsHeader, to path: String
  ) throws {
    let file = ResultsFile(writer: try ResultsWriter(path: path))
    try file.header(header, table)
    try file.problems(table)
    try file.measures(table)
    try file.samples(table)
    try file.training(table)
    try file.conclusions(table, findings)
    try file.writer.finish()
  }

  /// Writes a file again with the conclusions that were drawn from it, in the place of any that it had.
  static func conclude(
    _ path: String, _ table: MeasurementTable, _ findings: Findings
  ) throws {
    let file = ResultsFile(writer: try ResultsWriter(path: path))
    let drawn: Set = [
      "answer", "checks", "figures", "scalars", "support", "support_null", "tables", "tests",
    ]
    try ResultsMerge.copy(path, to: file.writer) { dataset in
      dataset != "/axes/metric"
        && !drawn.contains(dataset.split(separator: "/").first.map(String.init) ?? "")
    }
    try file.conclusions(table, findings)
    try file.writer.finish()
  }

  /// Units, axes and meaning come from the schema, so that the file says what the schema says.
  private func put<Element: ResultsElement>(
    _ values: [Element], _ shape: [Int], _ path: String
  ) throws {
    let entry = Self.entry(path)
    try writer.write(
      values, shape: shape, to: path, units: entry.units, dims: entry.dims(at: path),
      description: entry.description(at: path))
  }

  private func put(_ values: [String], _ shape: [Int], _ path: String) throws {
    let entry = Self.entry(path)
    try writer.write(
      values, shape: shape, to: path, dims: entry.dims(at: path),
      description: entry.description(at: path))
  }

  private static func entry(_ path: String) -> SchemaEntry {
    guard let entry = ResultsSchema.entry(for: path) else {
      preconditionFailure("'\(path)' is not in the schema")
    }
    return entry
  }

  private func header(_ header: ResultsHeader, _ table: MeasurementTable) throws {
    try writer.attribute("schema_version", ResultsSchema.version)
    try writer.attribute("kind", ResultsOrigin.study.rawValue)
    try writer.attribute("study", header.study)
    try writer.attribute("scale", header.scale.rawValue)
    try writer.attribute("seed", String(table.seed))
    try writer.attribute("status", header.isComplete ? "complete" : "running")
    try writer.attribute("prereg_sha256", SHA256.hex(header.registration))
    try writer.attribute("seeds_registered", table.plan.seeds)
    try header.provenance.write(to: writer)
    try writer.attribute("cores", ProcessInfo.processInfo.activeProcessorCount)
    try writer.attribute("wall_s", header.seconds)
    try put([header.registration], [], "/prereg/json")
    try put([header.yaml], [], "/config/yaml")
    try put([header.plan], [], "/config/plan")
    for (name, yaml) in header.stageConfigs { try put([yaml], [], "/stages/\(name)/config") }
    try put(table.arms, [table.arms.count], "/axes/arm")
    try put(table.seeds.map(Int64.init), [table.seeds.count], "/axes/seed")
    try put(table.sets.map(\.name), [table.sets.count], "/axes/region")
    try put(table.plan.ks.map(Int32.init), [table.plan.ks.count], "/axes/k")
    var axes = [
      "scoring": ["loose", "strict"], "source": ["sampling", "problems"],
      "class": ["P", "E", "S", "O"], "change": ["E", "S"],
      "phase": ["pretrain", "decode", "update", "reference", "reward_model", "evaluation"],
    ]
    for key in Set(table.values.keys.map(\.measure)) {
      for axis in Self.measure(key)?.axes ?? [] where !axis.labels.isEmpty {
        axes[Self.axisName(axis)] = axis.labels
      }
    }
    for (axis, labels) in axes.sorted(by: { $0.key < $1.key }) {
      try put(labels, [labels.count], "/axes/\(axis)")
    }
    for arm in table.plan.arms { try put([arm.summary], [], "/arms/\(arm.name)/summary") }
    let gates = table.plan.gates
    try put(gates.map(\.set), [gates.count], "/gates/set")
    try put(gates.map(\.measure), [gates.count], "/gates/measure")
    try put(gates.map(\.value), [gates.count], "/gates/value")
    try put(gates.map(\.low), [gates.count], "/gates/low")
    try put(gates.map(\.high), [gates.count], "/gates/high")
    try put([Int64(table.leakChecked)], [], "/leaks/checked")
    try put([Int64(table.leakFound)], [], "/leaks/found")
  }

  static func measure(_ name: String) -> Measure? {
    ProbeCatalogue.measures.first { $0.name == name }
  }

  /// The name of an axis in files: the classes of tokens are not those of support dynamics.
  private static func axisName(_ axis: MeasureAxis) -> String {
    axis.name == "class" ? "token_class" : axis.name
  }

  private func problems(_ table: MeasurementTable) throws {
    for set in table.sets {
      let m = set.problems.count
      let path = "/problems/\(set.name)/"
      try put(set.problems.map(\.id), [m], path + "id")
      try put(set.problems.map(\.id), [m], path + "problem")
      try put(set.problems.map(\.prompt), [m], path + "prompt")
      try put(set.problems.map(\.gold), [m], path + "gold")
      try put(set.problems.map { Int32($0.difficulty) }, [m], path + "difficulty")
      try put(set.clusters.map(Int32.init), [m], path + "cluster")
      try put(set.problems.map(\.chanceLoose), [m], path + "chance_loose")
      try put(set.problems.map(\.chanceStrict), [m], path + "chance_strict")
    }
  }

  /// Every number that a probe has found, where its measure says, with the axes that it declares.
  private func measures(_ table: MeasurementTable) throws {
    let (a, s) = (table.arms.count, table.seeds.count)
    for key in table.values.keys.sorted(by: { ($0.set, $0.measure) < ($1.set, $1.measure) }) {
      guard let measure = Self.measure(key.measure), let cells = table.values[key] else {
        preconditionFailure("no probe declares '\(key.measure)'")
      }
      let problems = table.set(key.set)?.problems.count ?? 0
      let inner = measure.axes.map { $0.labels.isEmpty ? problems : $0.labels.count }
      let size = inner.reduce(1, *)
      for cell in cells.flatMap({ $0 }) {
        precondition(
          cell?.count ?? size == size, "'\(key.measure)' has \(cell?.count ?? 0) numbers")
      }
      let path = measure.path.replacing("<set>", with: key.set)
      let dims = (["arm", "seed"] + measure.axes.map(Self.axisName)).joined(separator: ",")
      let missing = [Double](repeating: measure.storage == .count ? -1 : .nan, count: size)
      let flat = cells.flatMap { $0.flatMap { $0 ?? missing } }
      switch measure.storage {
      case .count:
        try writer.write(
          flat.map { Int32($0) }, shape: [a, s] + inner, to: path, units: measure.units, dims: dims,
          description: measure.description)
      case .real:
        try writer.write(
          flat, shape: [a, s] + inner, to: path, units: measure.units, dims: dims,
          description: measure.description)
      }
    }
    for set in table.sets where table.values[.init(set.name, "counts")] != nil {
      try passAtK(set, table)
    }
  }

  /// Unbiased pass@k of the counts.
  private func passAtK(_ set: SetInfo, _ table: MeasurementTable) throws {
    let (a, s, k) = (table.arms.count, table.seeds.count, table.plan.ks.count)
    guard let cells = table.values[.init(set.name, "counts")] else { return }
    var values = [Double](repeating: .nan, count: a * s * 2 * k)
    var errors = [Double](repeating: .nan, count: a * s * 2 * k * 2)
    for arm in 0..<a {
      for seed in 0..<s {
        guard let row = cells[arm][seed] else { continue }
        for scoring in 0..<2 {
          let counts = stride(from: 0, to: row.count, by: 3).map {
            (n: Int(row[$0]), c: Int(row[$0 + 1 + scoring]))
          }
          let ks = table.plan.ks.filter { $0 <= counts.map(\.n).min() ?? 0 }
          guard !ks.isEmpty else { continue }
          for (index, point) in try PassAtK.curve(counts: counts, ks: ks).enumerated() {
            let at = ((arm * s + seed) * 2 + scoring) * k + index
            values[at] = point.value
            errors[2 * at] = point.seSampling ?? .nan
            errors[2 * at + 1] = point.seProblems ?? .nan
          }
        }
      }
    }
    try put(values, [a, s, 2, k], "/eval/\(set.name)/passk")
    try put(errors, [a, s, 2, k, 2], "/eval/\(set.name)/passk_se")
  }

  private func samples(_ table: MeasurementTable) throws {
    for set in table.sets {
      for (arm, name) in table.arms.enumerated() {
        let rows = (table.samples[set.name]?[arm] ?? []).prefix(2000)
        guard !rows.isEmpty else { continue }
        let path = "/eval/\(set.name)/samples/\(name)/"
        try put(rows.map { Int32($0.seed) }, [rows.count], path + "seed")
        try put(rows.map(\.record.problem), [rows.count], path + "problem")
        try put(rows.map(\.record.response), [rows.count], path + "text")
        try put(rows.map { Int8($0.record.verdict.loose ? 1 : 0) }, [rows.count], path + "loose")
        try put(rows.map { Int8($0.record.verdict.strict ? 1 : 0) }, [rows.count], path + "strict")
        try put(rows.map { Float($0.record.verdict.process) }, [rows.count], path + "process")
      }
    }
  }

  /// Every metric that a stage has logged.
  private func training(_ table: MeasurementTable) throws {
    for (stage, curves) in table.curves.sorted(by: { $0.key < $1.key }) {
      for (seed, curve) in zip(table.seeds, curves) where !curve.steps.isEmpty {
        let path = "/train/\(stage)/s\(seed)/"
        let count = curve.steps.count
        try put(curve.steps.map(Int32.init), [count], path + "step")
        for (metric, values) in curve.metrics.sorted(by: { $0.key < $1.key }) {
          switch metric {
          case _ where metric.hasPrefix("wall_s"):
            try put(values.map(Float.init), [count], path + metric)
          default: try put(values, [count], path + metric)
          }
        }
      }
    }
    try put(
      table.ledgers.flatMap { $0.flatMap(\.values) }, [table.arms.count, table.seeds.count, 6],
      "/ledger")
  }

  private func conclusions(_ table: MeasurementTable, _ findings: Findings) throws {
    let (a, s) = (table.arms.count, table.seeds.count)
    for set in table.sets where findings.support.contains(where: { $0.set == set.name }) {
      var classes = [Int32](repeating: -1, count: a * s * 4)
      var null = [Double](repeating: .nan, count: a * s * 2)
      for row in findings.support where row.set == set.name {
        let d = row.dynamics
        for (i, value) in [d.both, d.rlOnly, d.baseOnly, d.neither].enumerated() {
          classes[(row.arm * s + row.seed) * 4 + i] = Int32(value)
        }
        null[(row.arm * s + row.seed) * 2] = row.null.rlOnly
        null[(row.arm * s + row.seed) * 2 + 1] = row.null.baseOnly
      }
      try put(classes, [a, s, 4], "/support/\(set.name)")
      try put(null, [a, s, 2], "/support_null/\(set.name)")
    }
    let q = findings.scalars.count
    try put(findings.scalars.map(\.name), [q], "/axes/metric")
    try put(
      (0..<a).flatMap { arm in
        (0..<s).flatMap { seed in findings.scalars.map { $0.values[arm][seed] } }
      }, [a, s, q], "/scalars")
    try tests(findings.findings, seeds: s)
    let checks = findings.checks
    try put(checks.map(\.statement), [checks.count], "/checks/statement")
    try put(checks.map(\.found), [checks.count], "/checks/found")
    try put(
      checks.map { Int8($0.isPassed.map { $0 ? 1 : 0 } ?? -1) }, [checks.count], "/checks/passed")
    if !findings.answer.text.isEmpty { try put([findings.answer.text], [], "/answer") }
    for table in findings.tables {
      try writer.write(
        table.csv(), to: "/tables/\(table.id)/csv",
        description: "\(table.id) as CSV: \(table.caption)")
    }
    for figure in findings.figures { try draw(figure) }
  }

  private func tests(_ rows: [Finding], seeds: Int) throws {
    let h = [rows.count]
    try put(rows.map(\.id), h, "/tests/id")
    try put(rows.map(\.statement), h, "/tests/statement")
    try put(rows.map(\.test), h, "/tests/test")
    try put(rows.map(\.verdict), h, "/tests/verdict")
    try put(rows.map(\.unit), h, "/tests/unit")
    try put(rows.map(\.statistic), h, "/tests/statistic")
    try put(rows.map(\.pRaw), h, "/tests/p_raw")
    try put(rows.map(\.pAdjusted), h, "/tests/p_adj")
    try put(rows.map(\.effect), h, "/tests/effect")
    try put(rows.map(\.effectSize), h, "/tests/effect_size")
    try put(rows.map(\.low), h, "/tests/ci_lo")
    try put(rows.map(\.high), h, "/tests/ci_hi")
    try put(rows.map(\.margin), h, "/tests/margin")
    try put(rows.map { Int32($0.seeds) }, h, "/tests/n_seeds")
    try put(rows.map { Int8($0.isConfirmatory ? 1 : 0) }, h, "/tests/confirmatory")
    try put(
      rows.flatMap {
        $0.perSeed.count == seeds ? $0.perSeed : Array(repeating: .nan, count: seeds)
      },
      h + [seeds], "/tests/per_seed")
  }

  private func draw(_ figure: Figure) throws {
    for (panel, content) in figure.panels.enumerated() {
      guard case .series(let series) = content.content else { continue }
      for (index, line) in series.enumerated() {
        let path = "/figures/\(figure.id)/\(panel)-\(index)/"
        let columns: [(String, [Double]?)] = [
          ("x", line.x), ("y", line.y), ("lo", line.low), ("hi", line.high),
        ]
        for case (let column, let values?) in columns {
          try writer.write(
            values, shape: [values.count], to: path + column, units: "1", dims: "point",
            description: content.meaning(of: column, in: line))
        }
        try writer.attribute("name", line.name, on: String(path.dropLast()))
        try writer.attribute("panel", content.title, on: String(path.dropLast()))
      }
    }
  }
}
