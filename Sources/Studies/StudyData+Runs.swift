import Evaluation
import Experience
import Foundation
import Networks
import Rollouts
import Support
import Tasks
import Training

extension StudyRunner {
  /// Collects what has been finished so far.
  ///
  /// - Throws: `StudiesError.data` if a finished stage's file is damaged.
  func collect() throws -> StudyData {
    let stream = RandomStream(seed: seed)
    let replicates = (0..<plan.seeds).map { firstReplicate + $0 }
    var data = StudyData(
      arms: plan.arms.map(\.name), summaries: plan.arms.map(\.summary), seeds: replicates,
      ks: plan.ks, seed: seed, sets: [], curves: [], ledgers: [], gates: plan.gates,
      leakChecked: 0, leakFound: 0)
    var ledgers: [[Ledger]] = plan.arms.map { _ in replicates.map { _ in Ledger() } }
    for set in plan.sets {
      let problems = try set.problemSet(stream).problems
      var results: [[BenchmarkResult?]] = []
      var probes: [[[Double]]] = []
      for (a, arm) in plan.arms.enumerated() {
        let records = try replicates.map { replicate -> EvaluationRecord? in
          guard arm.sets.contains(set.name) else { return nil }
          return try record(
            evaluationFolder(arm.name, set.name, replicate), "evaluation.json",
            as: EvaluationRecord.self)
        }
        for (s, record) in records.enumerated() {
          ledgers[a][s][.policy, .evaluate] += record?.flops ?? 0
        }
        results.append(records.map { $0?.result })
        probes.append(records.map { $0?.probe ?? [] })
      }
      data.sets.append(
        EvaluatedSet(
          name: set.name, hasCurve: set.hasCurve, temperature: set.temperature,
          problems: problems, results: results, probes: probes))
    }
    var leaks = LeakCheck(
      evaluation: data.sets.map { .init(name: $0.name, problems: $0.problems) })
    var comparedBases: Set<String> = []
    for (a, arm) in plan.arms.enumerated() {
      var curves: [TrainingCurve] = []
      for (s, replicate) in replicates.enumerated() {
        let base = try record(
          runFolder("pretrain-\(arm.base)", replicate), "run.json", as: TrainingRecord.self)
        let own =
          arm.training == .none
          ? nil
          : try record(runFolder(arm.name, replicate), "run.json", as: TrainingRecord.self)
        if let base {
          ledgers[a][s][.policy, .supervised] += base.counters.ledger.pretrain
          if comparedBases.insert("\(arm.base) \(replicate)").inserted { leaks.see(base.problems) }
        }
        if let own {
          ledgers[a][s] = ledgers[a][s] + own.counters.ledger
          leaks.see(own.problems)
        }
        let folder = arm.training == .none ? "pretrain-\(arm.base)" : arm.name
        let isFinished = arm.training == .none ? base != nil : own != nil
        curves.append(
          isFinished && arm.name != "base_resample"
            ? try curve(runFolder(folder, replicate) + "/metrics.jsonl") : TrainingCurve())
      }
      data.curves.append(curves)
    }
    data.ledgers = ledgers
    data.leakChecked = leaks.checked
    data.leakFound = leaks.overlapping
    return data
  }

  /// A stage's record; `nil` while the stage is not finished.
  private func record<Record: Decodable>(
    _ folder: String, _ file: String, as type: Record.Type
  ) throws -> Record? {
    guard FileManager.default.fileExists(atPath: folder + "/stage.sha256") else { return nil }
    let path = folder + "/" + file
    do {
      return try JSONDecoder().decode(type, from: try AtomicFile.read(path))
    } catch let error as DecodingError {
      throw StudiesError.data(
        path: path,
        reason: "damaged: \(JSONLines.describe(error)); remove the folder and pass --resume")
    }
  }

  private func curve(_ path: String) throws -> TrainingCurve {
    var curve = TrainingCurve()
    var rows: [[String: Double]] = []
    try JSONLines.forEachLine(of: path) { line, number in
      guard let row = try? JSONSerialization.jsonObject(with: line) as? [String: Any],
        let step = row["step"] as? NSNumber
      else { throw SupportError.line(path: path, number: number, reason: "not a row of metrics") }
      curve.steps.append(step.intValue)
      rows.append(row.compactMapValues { ($0 as? NSNumber)?.doubleValue })
    }
    for name in Set(rows.flatMap(\.keys)).subtracting(["step"]) {
      curve.metrics[name] = rows.map { $0[name] ?? .nan }
    }
    return curve
  }
}
