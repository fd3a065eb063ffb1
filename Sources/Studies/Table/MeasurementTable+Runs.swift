import Experience
import Foundation
import Rollouts
import Support
import Tasks
import Training

extension StudyRunner {
  /// Collects what has been finished so far.
  ///
  /// - Throws: `StudiesError.data` if a finished stage's file is damaged.
  func collect() throws -> MeasurementTable {
    var table = MeasurementTable(plan: plan, seed: seed, seeds: replicates)
    for set in plan.sets {
      table.sets.append(SetInfo(name: set.name, problems: try self.problems.problems(set)))
      table.samples[set.name] = plan.arms.map { _ in [] }
    }
    for (a, arm) in plan.arms.enumerated() {
      for (s, replicate) in replicates.enumerated() {
        for (set, probe) in looks(at: arm) {
          let folder = probeFolder(arm.name, set?.name ?? "", type(of: probe).kind, replicate)
          guard let record = try record(folder, "probe.json", as: ProbeRecord.self) else {
            continue
          }
          for (measure, values) in record.values {
            table.put(values, .init(set?.name ?? "", measure), arm: a, seed: s)
          }
          table.ledgers[a][s][.policy, .evaluate] += record.flops
          if let set {
            table.samples[set.name]?[a] += record.samples.map { (replicate, $0) }
          }
        }
      }
    }
    try collectTraining(into: &table)
    return table
  }

  private func collectTraining(into table: inout MeasurementTable) throws {
    var leaks = LeakCheck(
      evaluation: table.sets.map { .init(name: $0.name, problems: $0.problems) })
    var ledgers: [String: [Ledger]] = [:]
    for stage in plan.neededStages {
      var curves: [TrainingCurve] = []
      for replicate in replicates {
        let folder = runFolder(stage.name, replicate)
        guard let record = try record(folder, "stage.json", as: StageRecord.self) else {
          curves.append(TrainingCurve())
          ledgers[stage.name, default: []].append(Ledger())
          continue
        }
        leaks.see(record.problems)
        ledgers[stage.name, default: []].append(record.counters.ledger)
        curves.append(try curve(folder + "/metrics.jsonl"))
      }
      table.curves[stage.name] = curves
    }
    for (a, arm) in plan.arms.enumerated() {
      // What was spent on an arm is what was spent along its line, to its share of the last stage.
      var (name, share) = (arm.stage, arm.at)
      while let stage = plan.stage(name) {
        for s in replicates.indices {
          guard let spent = ledgers[name]?[s] else { continue }
          table.ledgers[a][s] = table.ledgers[a][s] + spent.scaled(by: share)
        }
        if stage.from.stage.isEmpty { break }
        (name, share) = (stage.from.stage, stage.from.at)
      }
    }
    table.leakChecked = leaks.checked
    table.leakFound = leaks.overlapping
  }

  /// A stage's record; `nil` while the stage is not finished.
  private func record<Record: Decodable>(
    _ folder: String, _ file: String, as type: Record.Type
  ) throws -> Record? {
    guard FileManager.default.fileExists(atPath: folder + "/stage.sha256") else { return nil }
    let path = folder + "/" + file
    do {
      return try StageFile.decoder.decode(type, from: try AtomicFile.read(path))
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
