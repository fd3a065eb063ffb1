import Foundation
import Networks
import Reports
import Support

/// A plan in words: what is trained, what is looked at, what it costs.
struct PlanText {
  let study: PreparedStudy
  let seed: UInt64
  let replicates: [Int]
  let workers: Int
  let costs: PlanCosts
  let speeds: [ModelSize: SpeedCheck]
  /// Predicted seconds in all.
  let seconds: Double

  var text: String {
    let plan = study.plan
    let arms = plan.arms.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n")
    let sets = plan.sets.map { set in
      "  \(set.name): \(set.summary), \(set.problems) problems, looked at by "
        + set.probes.map { type(of: $0.component).kind }.joined(separator: ", ")
    }.joined(separator: "\n")
    let sizes = speeds.sorted { $0.key.rawValue < $1.key.rawValue }.map { size, speed in
      "\(size.rawValue) (\(size.shape().parameterCount) parameters): \(Int(speed.trained)) trained and "
        + "\(Int(speed.decoded)) decoded tokens a second"
    }.joined(separator: "; ")
    return """
      \(study.title), scale \(study.scale.rawValue): \(replicates.count) seeds, study seed \(seed)
      Arms
      \(arms)
      Sets
      \(sets)
      \(table.plainText())
      Speed of one worker, \(sizes); \(workers) worker\(workers == 1 ? "" : "s"), \
      about \(ProgressMeter.duration(seconds)) in all, about \(megabytes) MB of disk.
      """
  }

  private var table: Table {
    let plan = study.plan
    let trainings = Set(plan.neededStages.map { "train \($0.name)" })
    func row(_ name: String, _ isMeant: (PlanCosts.Piece) -> Bool) -> [String] {
      let pieces = costs.pieces.filter(isMeant)
      func total(_ value: (PlanCosts.Piece) -> Double) -> Double {
        pieces.reduce(0) { $0 + value($1) }
      }
      return [
        name, String(format: "%.2f M", total(\.cost.trained) / 1e6),
        String(format: "%.2f M", total(\.cost.decoded) / 1e6),
        String(format: "%.1f", total { speeds[$0.size]?.seconds($0.cost) ?? 0 } / 60),
      ]
    }
    let rows =
      plan.neededStages.map { stage in
        row("train \(stage.name)") { $0.name == "train \(stage.name)" }
      }
      + [row("probes") { !trainings.contains($0.name) }]
    return Table(
      id: "plan", caption: "",
      columns: [
        .init("a seed"), .init("trained tokens", .right), .init("decoded tokens", .right),
        .init("minutes", .right),
      ], texts: rows)
  }

  /// Models with their optimizers, kept models, and what probes write.
  private var megabytes: Int {
    let perSeed = study.plan.neededStages.reduce(0.0) { sum, stage in
      let parameters = Double(study.plan.size(of: stage.name).shape().parameterCount)
      return sum + parameters * 4 * (3 + Double(stage.keep.count)) + 3e5
    }
    return max(1, Int(Double(replicates.count) * perSeed / 1e6))
  }
}
