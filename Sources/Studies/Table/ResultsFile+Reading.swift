import Config
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
    var plan: StudyPlan
    var registration: String
    var registrationHash: String
    var isComplete: Bool
  }

  /// The identity of a file.
  ///
  /// - Throws: `ResultsError` or `StudiesError.data` if it is not a study's file, or one of an older layout.
  static func identity(_ reader: ResultsReader) throws -> Identity {
    if let groups = try reader.stringAttribute("excerpt"), !groups.hasPrefix(forAnalysis) {
      throw StudiesError.data(
        path: reader.path,
        reason:
          "it is an excerpt (\(groups)) to plot from; what analyzes needs the whole file, or one of assay "
          + "export --format hdf5 --for-analysis")
    }
    guard let study = try reader.stringAttribute("study"),
      let name = try reader.stringAttribute("scale"), let scale = Scale(rawValue: name)
    else {
      throw StudiesError.data(
        path: reader.path, reason: "it is an HDF5 file but not the results of a study")
    }
    guard reader.isDataset("/config/plan") else {
      throw StudiesError.data(
        path: reader.path,
        reason: "its protocol is that of an earlier version, which this version does not analyze "
          + "again; what it concluded is in the file (assay inspect, assay study export), and its "
          + "counts can be used with assay passk")
    }
    let plan = try reader.strings("/config/plan").first ?? ""
    return Identity(
      study: study, scale: scale, yaml: try reader.strings("/config/yaml").first ?? "",
      plan: try ConfigLoader.load(
        StudyPlan(), sources: [.text(reader.path + "/config/plan", plan)]),
      registration: try reader.strings("/prereg/json").first ?? "",
      registrationHash: try reader.stringAttribute("prereg_sha256") ?? "",
      isComplete: try reader.stringAttribute("status") == "complete")
  }

  /// The measurements of a file: all that an analysis needs.
  package static func read(_ reader: ResultsReader) throws -> MeasurementTable {
    let identity = try identity(reader)
    guard let text = try reader.stringAttribute("seed"), let seed = UInt64(text) else {
      throw StudiesError.data(path: reader.path, reason: "the attribute 'seed' is missing")
    }
    var table = MeasurementTable(
      plan: identity.plan, seed: seed, seeds: try reader.ints("/axes/seed"))
    table.sets = try reader.strings("/axes/region").map {
      SetInfo(
        name: $0, problems: try problems($0, reader),
        clusters: try reader.ints("/problems/\($0)/cluster"))
    }
    for measure in ProbeCatalogue.measures {
      let names = measure.path.contains("<set>") ? table.sets.map(\.name) : [""]
      for set in names { try read(measure, set, reader, into: &table) }
    }
    for set in table.sets {
      table.samples[set.name] = try table.arms.map { try samples(set, $0, reader) }
    }
    for stage in table.plan.neededStages {
      table.curves[stage.name] = try table.seeds.map { try curve(stage.name, $0, reader) }
    }
    let ledger = try reader.doubles("/ledger")
    for a in table.arms.indices {
      for s in table.seeds.indices {
        let at = (a * table.seeds.count + s) * 6
        table.ledgers[a][s][.policy, .supervised] = ledger[at]
        table.ledgers[a][s][.policy, .decode] = ledger[at + 1]
        table.ledgers[a][s][.policy, .update] = ledger[at + 2]
        table.ledgers[a][s][.reference, .read] = ledger[at + 3]
        table.ledgers[a][s][.judge, .read] = ledger[at + 4]
        table.ledgers[a][s][.policy, .evaluate] = ledger[at + 5]
      }
    }
    table.leakChecked = try reader.ints("/leaks/checked").first ?? 0
    table.leakFound = try reader.ints("/leaks/found").first ?? 0
    return table
  }

  private static func read(
    _ measure: Measure, _ set: String, _ reader: ResultsReader, into table: inout MeasurementTable
  ) throws {
    let path = measure.path.replacing("<set>", with: set)
    guard reader.isDataset(path) else { return }
    let values = try reader.doubles(path)
    let size = values.count / max(1, table.arms.count * table.seeds.count)
    for a in table.arms.indices {
      for s in table.seeds.indices {
        let start = (a * table.seeds.count + s) * size
        let cell = Array(values[start..<start + size])
        let isMissing = cell.allSatisfy { measure.storage == .count ? $0 < 0 : $0.isNaN }
        if !isMissing { table.put(cell, .init(set, measure.name), arm: a, seed: s) }
      }
    }
  }

  private static func problems(_ name: String, _ reader: ResultsReader) throws -> [Problem] {
    let path = "/problems/\(name)/"
    let ids = try reader.unsigned(path + "id")
    let prompts = try reader.strings(path + "prompt")
    let golds = try reader.strings(path + "gold")
    let difficulties = try reader.ints(path + "difficulty")
    let loose = try reader.doubles(path + "chance_loose")
    let strict = try reader.doubles(path + "chance_strict")
    return ids.indices.map {
      Problem(
        id: ids[$0], prompt: prompts[$0], gold: golds[$0],
        answer: golds[$0].split(separator: "#").last.map(String.init) ?? "",
        difficulty: difficulties[$0], canonical: "", chanceLoose: loose[$0],
        chanceStrict: strict[$0])
    }
  }

  private static func samples(
    _ set: SetInfo, _ arm: String, _ reader: ResultsReader
  ) throws -> [(seed: Int, record: SampleRecord)] {
    let path = "/eval/\(set.name)/samples/\(arm)/"
    guard reader.isDataset(path + "seed") else { return [] }
    let seeds = try reader.ints(path + "seed")
    let problems = try reader.unsigned(path + "problem")
    let texts = try reader.strings(path + "text")
    let loose = try reader.ints(path + "loose")
    let strict = try reader.ints(path + "strict")
    let process = try reader.doubles(path + "process")
    let prompts = Dictionary(set.problems.map { ($0.id, $0.prompt) }) { first, _ in first }
    return seeds.indices.map {
      (
        seeds[$0],
        SampleRecord(
          problem: problems[$0], prompt: prompts[problems[$0]] ?? "", response: texts[$0],
          verdict: Verdict(
            parsed: true, loose: loose[$0] == 1, strict: strict[$0] == 1, process: process[$0],
            answer: "", excess: 0, reason: ""))
      )
    }
  }

  private static func curve(
    _ stage: String, _ seed: Int, _ reader: ResultsReader
  ) throws -> TrainingCurve {
    let path = "/train/\(stage)/s\(seed)"
    guard reader.isDataset(path + "/step") else { return TrainingCurve() }
    var curve = TrainingCurve(steps: try reader.ints(path + "/step"))
    for name in try reader.children(of: path) where name != "step" {
      curve.metrics[name] = try reader.doubles(path + "/" + name)
    }
    return curve
  }
}
