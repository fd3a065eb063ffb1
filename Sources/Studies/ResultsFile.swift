import Evaluation
import Experience
import Foundation
import Results
import Rollouts
import Statistics
import Support
import Training

/// What a file of results says besides counts and conclusions.
struct ResultsHeader {
  var study: String
  var scale: Scale
  var yaml: String
  var registration: String
  var provenance: Provenance
  var isComplete: Bool
  var armConfigs: [String]
}

/// Writes and reads `results.h5` as section "HDF5" of the schema lays it out.
package struct ResultsFile {
  private let writer: ResultsWriter

  /// Writes the whole file; what was there before stays until the new one is complete.
  static func write(
    _ data: StudyData, _ findings: Findings, _ header: ResultsHeader, to path: String
  ) throws {
    let file = ResultsFile(writer: try ResultsWriter(path: path))
    try file.header(header, data)
    try file.evaluations(data, findings)
    try file.training(data)
    try file.conclusions(data, findings)
    try file.writer.finish()
  }

  /// Units, axes and meaning come from the schema, so that the file says what the schema says.
  private func put<Element: ResultsElement>(
    _ values: [Element], _ shape: [Int], _ path: String
  ) throws {
    let entry = Self.entry(path)
    try writer.write(
      values, shape: shape, to: path, units: entry.units, dims: entry.dims(at: path),
      description: entry.description)
  }

  private func put(_ values: [String], _ shape: [Int], _ path: String) throws {
    let entry = Self.entry(path)
    try writer.write(
      values, shape: shape, to: path, dims: entry.dims(at: path), description: entry.description)
  }

  private static func entry(_ path: String) -> SchemaEntry {
    guard let entry = ResultsSchema.entry(for: path) else {
      preconditionFailure("'\(path)' is not in the schema")
    }
    return entry
  }

  private func header(_ header: ResultsHeader, _ data: StudyData) throws {
    try writer.attribute("schema_version", ResultsSchema.version)
    try writer.attribute("kind", ResultsOrigin.study.rawValue)
    try writer.attribute("study", header.study)
    try writer.attribute("scale", header.scale.rawValue)
    try writer.attribute("seed", String(data.seed))
    try writer.attribute("status", header.isComplete ? "complete" : "running")
    try writer.attribute("prereg_sha256", SHA256.hex(header.registration))
    try writer.attribute("seeds_registered", data.seeds.count)
    try header.provenance.write(to: writer)
    try put([header.registration], [], "/prereg/json")
    try put([header.yaml], [], "/config/yaml")
    try put(data.arms, [data.arms.count], "/axes/arm")
    try put(data.seeds.map(Int64.init), [data.seeds.count], "/axes/seed")
    try put(data.sets.map(\.name), [data.sets.count], "/axes/region")
    try put(data.ks.map(Int32.init), [data.ks.count], "/axes/k")
    for (axis, labels) in [
      "count": ["n", "loose", "strict"], "scoring": ["loose", "strict"],
      "source": ["sampling", "problems"], "class": ["P", "E", "S", "O"], "change": ["E", "S"],
      "phase": ["pretrain", "decode", "update", "reference", "reward_model", "evaluation"],
    ].sorted(by: { $0.key < $1.key }) {
      try put(labels, [labels.count], "/axes/\(axis)")
    }
    for (arm, name) in data.arms.enumerated() {
      try put([header.armConfigs[arm]], [], "/arms/\(name)/config")
      try put([data.summaries[arm]], [], "/arms/\(name)/summary")
    }
    try put(data.gates.map(\.set), [data.gates.count], "/gates/set")
    try put(data.gates.map(\.measure), [data.gates.count], "/gates/measure")
    try put(data.gates.map(\.value), [data.gates.count], "/gates/value")
    try put(data.gates.map(\.low), [data.gates.count], "/gates/low")
    try put(data.gates.map(\.high), [data.gates.count], "/gates/high")
    try put([Int64(data.leakChecked)], [], "/leaks/checked")
    try put([Int64(data.leakFound)], [], "/leaks/found")
  }

  private func evaluations(_ data: StudyData, _ findings: Findings) throws {
    let (a, s) = (data.arms.count, data.seeds.count)
    for set in data.sets {
      let m = set.problems.count
      let (problems, eval) = ("/problems/\(set.name)/", "/eval/\(set.name)/")
      try put(set.problems.map(\.id), [m], problems + "id")
      try put(set.problems.map(\.prompt), [m], problems + "prompt")
      try put(set.problems.map(\.gold), [m], problems + "gold")
      try put(set.problems.map { Int32($0.difficulty) }, [m], problems + "difficulty")
      try put((0..<m).map(Int32.init), [m], problems + "cluster")
      try put(set.problems.map(\.chanceLoose), [m], problems + "chance_loose")
      try put(set.problems.map(\.chanceStrict), [m], problems + "chance_strict")
      func each<T>(_ missing: [T], _ value: (ProblemCounts) -> [T]) -> [T] {
        set.results.flatMap { row in
          row.flatMap { result in
            result.map { $0.counts.flatMap(value) }
              ?? (0..<m).flatMap { _ in missing }
          }
        }
      }
      try put(
        each([-1, -1, -1]) { [Int32($0.samples), Int32($0.loose), Int32($0.strict)] },
        [a, s, m, 3],
        eval + "counts")
      try put(each([-1]) { [Int32($0.parsed)] }, [a, s, m], eval + "parse")
      try put(each([-1]) { [Int32($0.traceErrors)] }, [a, s, m], eval + "trace_error")
      try put(each([-1]) { [Int32($0.truncated)] }, [a, s, m], eval + "truncated")
      try put(each([-1]) { [Int32($0.distinctStrict)] }, [a, s, m], eval + "distinct_strict")
      let flat = set.results.flatMap { $0 }
      try put(flat.map { $0?.meanEntropy ?? .nan }, [a, s], eval + "entropy")
      try put(flat.map { $0?.meanLength ?? .nan }, [a, s], eval + "length")
      try put([Int8(set.hasCurve ? 1 : 0)], [], eval + "has_curve")
      try put(
        flat.map { $0 == nil ? Float.nan : Float(set.temperature) }, [a, s], eval + "temperature")
      if set.probes.contains(where: { $0.contains { !$0.isEmpty } }) {
        try put(
          set.probes.flatMap { row in
            row.flatMap { $0.isEmpty ? Array(repeating: Double.nan, count: m) : $0 }
          }, [a, s, m], "/probe/\(set.name)/logp")
      }
      try passAtK(set, data, findings)
      try samples(set, data)
    }
  }

  private func passAtK(_ set: EvaluatedSet, _ data: StudyData, _ findings: Findings) throws {
    let (a, s, k) = (data.arms.count, data.seeds.count, data.ks.count)
    var values = [Double](repeating: .nan, count: a * s * 2 * k)
    var errors = [Double](repeating: .nan, count: a * s * 2 * k * 2)
    for series in findings.passAtK.first(where: { $0.set == set.name })?.series ?? [] {
      for (scoring, perSeed) in [series.loosePerSeed, series.perSeed].enumerated() {
        for (seed, curve) in perSeed.enumerated() {
          for (index, point) in curve.enumerated() {
            let at = ((series.arm * s + seed) * 2 + scoring) * k + index
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

  private func samples(_ set: EvaluatedSet, _ data: StudyData) throws {
    for (arm, name) in data.arms.enumerated() {
      let rows = zip(data.seeds, set.results[arm]).flatMap { seed, result in
        (result?.samples ?? []).map { (seed, $0) }
      }.prefix(2000)
      guard !rows.isEmpty else { continue }
      let path = "/eval/\(set.name)/samples/\(name)/"
      try put(rows.map { Int32($0.0) }, [rows.count], path + "seed")
      try put(rows.map { $0.1.problem }, [rows.count], path + "problem")
      try put(rows.map { $0.1.response }, [rows.count], path + "text")
      try put(rows.map { Int8($0.1.verdict.loose ? 1 : 0) }, [rows.count], path + "loose")
      try put(rows.map { Int8($0.1.verdict.strict ? 1 : 0) }, [rows.count], path + "strict")
      try put(rows.map { Float($0.1.verdict.process) }, [rows.count], path + "process")
    }
  }

  private func training(_ data: StudyData) throws {
    for (arm, name) in data.arms.enumerated() {
      for (index, seed) in data.seeds.enumerated() {
        let curve = data.curves[arm][index]
        guard !curve.steps.isEmpty else { continue }
        let path = "/train/\(name)/s\(seed)/"
        let count = curve.steps.count
        try put(curve.steps.map(Int32.init), [count], path + "step")
        for (metric, values) in curve.metrics.sorted(by: { $0.key < $1.key })
        where ResultsSchema.entry(for: path + metric) != nil {
          switch metric {
          case "flops": try put(values, [count], path + metric)
          case "tokens": try put(values.map { Int64($0) }, [count], path + metric)
          default: try put(values.map(Float.init), [count], path + metric)
          }
        }
      }
    }
    try put(
      data.ledgers.flatMap { $0.flatMap(\.values) }, [data.arms.count, data.seeds.count, 6],
      "/ledger")
  }

  private func conclusions(_ data: StudyData, _ findings: Findings) throws {
    let (a, s) = (data.arms.count, data.seeds.count)
    for set in data.sets where findings.support.contains(where: { $0.set == set.name }) {
      var classes = [Int32](repeating: -1, count: a * s * 4)
      var null = [Double](repeating: .nan, count: s * 2)
      for row in findings.support where row.set == set.name {
        let d = row.dynamics
        for (i, value) in [d.both, d.rlOnly, d.baseOnly, d.neither].enumerated() {
          classes[(row.arm * s + row.seed) * 4 + i] = Int32(value)
        }
        null[2 * row.seed] = row.null.rlOnly
        null[2 * row.seed + 1] = row.null.baseOnly
      }
      try put(classes, [a, s, 4], "/support/\(set.name)")
      try put(null, [s, 2], "/support_null/\(set.name)")
    }
    let q = findings.scalars.count
    try put(findings.scalars.map(\.name), [q], "/axes/metric")
    try put(
      (0..<a).flatMap { arm in
        (0..<s).flatMap { seed in findings.scalars.map { $0.values[arm][seed] } }
      }, [a, s, q], "/scalars")
    let rows = findings.findings
    let h = [rows.count]
    try put(rows.map(\.id), h, "/tests/id")
    try put(rows.map(\.statement), h, "/tests/statement")
    try put(rows.map(\.test), h, "/tests/test")
    try put(rows.map(\.verdict), h, "/tests/verdict")
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
    for table in findings.tables { try put([table.csv()], [], "/tables/\(table.id)/csv") }
    for figure in findings.figures {
      for (panel, content) in figure.panels.enumerated() {
        guard case .series(let series) = content.content else { continue }
        for (index, line) in series.enumerated() {
          let path = "/figures/\(figure.id)/\(panel)-\(index)/"
          try put(line.x, [line.x.count], path + "x")
          try put(line.y, [line.y.count], path + "y")
          if let low = line.low { try put(low, [low.count], path + "lo") }
          if let high = line.high { try put(high, [high.count], path + "hi") }
          try writer.attribute("name", line.name, on: String(path.dropLast()))
          try writer.attribute("panel", content.title, on: String(path.dropLast()))
        }
      }
    }
  }
}
