import Evaluation
import Experience
import Results
import Rollouts
import Support
import Training

extension ResultsFile {
  /// What identifies a file of results: study, scale, settings, registration.
  struct Identity {
    var study: String
    var scale: Scale
    var yaml: String
    var registration: String
    var registrationHash: String
    var isComplete: Bool
  }

  /// The identity of a file.
  ///
  /// - Throws: `ResultsError` or `StudiesError.data` if it is not a study's file.
  static func identity(_ reader: ResultsReader) throws -> Identity {
    guard let study = try reader.stringAttribute("study"),
      let name = try reader.stringAttribute("scale"), let scale = Scale(rawValue: name)
    else {
      throw StudiesError.data(
        path: reader.path, reason: "it is an HDF5 file but not the results of a study")
    }
    return Identity(
      study: study, scale: scale, yaml: try reader.strings("/config/yaml").first ?? "",
      registration: try reader.strings("/prereg/json").first ?? "",
      registrationHash: try reader.stringAttribute("prereg_sha256") ?? "",
      isComplete: try reader.stringAttribute("status") == "complete")
  }

  /// The counts of a file: all that an analysis needs.
  package static func read(_ reader: ResultsReader) throws -> StudyData {
    let arms = try reader.strings("/axes/arm")
    let seeds = try reader.ints("/axes/seed")
    let gates = try gates(reader)
    let ledger = try reader.doubles("/ledger")
    guard let text = try reader.stringAttribute("seed"), let seed = UInt64(text) else {
      throw StudiesError.data(path: reader.path, reason: "the attribute 'seed' is missing")
    }
    return StudyData(
      arms: arms, summaries: try arms.map { try reader.strings("/arms/\($0)/summary").first ?? "" },
      seeds: seeds, ks: try reader.ints("/axes/k"), seed: seed,
      sets: try reader.strings("/axes/region").map {
        try set($0, reader, arms: arms, seeds: seeds)
      },
      curves: try arms.map { arm in try seeds.map { try curve(arm, $0, reader) } },
      ledgers: arms.indices.map { a in
        seeds.indices.map { s in
          let at = (a * seeds.count + s) * 6
          var entry = Ledger()
          entry[.policy, .supervised] = ledger[at]
          entry[.policy, .decode] = ledger[at + 1]
          entry[.policy, .update] = ledger[at + 2]
          entry[.reference, .read] = ledger[at + 3]
          entry[.judge, .read] = ledger[at + 4]
          entry[.policy, .evaluate] = ledger[at + 5]
          return entry
        }
      },
      gates: gates, leakChecked: try reader.ints("/leaks/checked").first ?? 0,
      leakFound: try reader.ints("/leaks/found").first ?? 0)
  }

  private static func gates(_ reader: ResultsReader) throws -> [GateResult] {
    let sets = try reader.strings("/gates/set")
    let measures = try reader.strings("/gates/measure")
    let values = try reader.doubles("/gates/value")
    let low = try reader.doubles("/gates/low")
    let high = try reader.doubles("/gates/high")
    return sets.indices.map {
      GateResult(
        set: sets[$0], measure: measures[$0], value: values[$0], low: low[$0], high: high[$0])
    }
  }

  private static func set(
    _ name: String, _ reader: ResultsReader, arms: [String], seeds: [Int]
  ) throws -> EvaluatedSet {
    let (path, eval) = ("/problems/\(name)/", "/eval/\(name)/")
    let ids = try reader.unsigned(path + "id")
    let prompts = try reader.strings(path + "prompt")
    let golds = try reader.strings(path + "gold")
    let difficulties = try reader.ints(path + "difficulty")
    let loose = try reader.doubles(path + "chance_loose")
    let strict = try reader.doubles(path + "chance_strict")
    let problems = ids.indices.map {
      Problem(
        id: ids[$0], prompt: prompts[$0], gold: golds[$0], answer: "",
        difficulty: difficulties[$0], canonical: "", chanceLoose: loose[$0],
        chanceStrict: strict[$0])
    }
    let m = problems.count
    let counts = try reader.ints(eval + "counts")
    guard counts.count == arms.count * seeds.count * m * 3 else {
      throw StudiesError.data(path: reader.path, reason: "\(eval)counts has the wrong shape")
    }
    let parsed = try reader.ints(eval + "parse")
    let errors = try reader.ints(eval + "trace_error")
    let truncated = try reader.ints(eval + "truncated")
    let distinct = try reader.ints(eval + "distinct_strict")
    let entropy = try reader.doubles(eval + "entropy")
    let length = try reader.doubles(eval + "length")
    let hasProbe = reader.contains("/probe/\(name)/logp")
    let logp = hasProbe ? try reader.doubles("/probe/\(name)/logp") : []
    var results: [[BenchmarkResult?]] = []
    var probes: [[[Double]]] = []
    for arm in arms.indices {
      var row: [BenchmarkResult?] = []
      var probeRow: [[Double]] = []
      for seed in seeds.indices {
        let cell = arm * seeds.count + seed
        let first = cell * m
        let values = (first..<first + m).map { i in
          ProblemCounts(
            samples: counts[3 * i], loose: counts[3 * i + 1], strict: counts[3 * i + 2],
            parsed: parsed[i], traceErrors: errors[i], truncated: truncated[i],
            distinctStrict: distinct[i])
        }
        let isThere = values.first.map { $0.samples >= 0 } ?? false
        row.append(
          isThere
            ? BenchmarkResult(
              counts: values, samples: [], meanEntropy: entropy[cell], meanLength: length[cell],
              decodedTokens: 0, promptTokens: 0) : nil)
        let probe = hasProbe ? Array(logp[first..<first + m]) : []
        probeRow.append(probe.contains { $0.isNaN } ? [] : probe)
      }
      results.append(row)
      probes.append(probeRow)
    }
    return EvaluatedSet(
      name: name, hasCurve: try reader.ints(eval + "has_curve").first == 1,
      temperature: try reader.doubles(eval + "temperature").first { !$0.isNaN } ?? 1,
      problems: problems,
      results: results, probes: probes)
  }

  private static func curve(
    _ arm: String, _ seed: Int, _ reader: ResultsReader
  ) throws -> TrainingCurve {
    let path = "/train/\(arm)/s\(seed)"
    guard reader.contains(path) else { return TrainingCurve() }
    var curve = TrainingCurve(steps: try reader.ints(path + "/step"))
    for name in try reader.children(of: path) where name != "step" {
      curve.metrics[name] = try reader.doubles(path + "/" + name)
    }
    return curve
  }
}
