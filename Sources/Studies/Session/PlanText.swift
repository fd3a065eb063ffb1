import Foundation
import Networks
import Reports
import Support
import Training

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
    let sizes = rates.joined(separator: "; ")
    return """
      \(study.title), scale \(study.scale.rawValue): \(replicates.count) seed\(replicates.count == 1 ? "" : "s"), study seed \(seed)
      Arms
      \(arms)
      Sets
      \(sets)
      \(table.plainText())
      Speed of one worker, \(sizes); \(workers) worker\(workers == 1 ? "" : "s"), \
      about \(ProgressMeter.duration(seconds)) in all, about \(megabytes) MB of disk.\(downloads)
      """
  }

  /// What a run downloads first.
  private var downloads: String {
    study.plan.missingModels.map {
      "\n\($0.name), \($0.megabytes) MB, is downloaded from PyPI first."
    }.joined()
  }

  /// How fast one worker is with each model of the plan.
  private var rates: [String] {
    var names: [String] = []
    return costs.pieces.sorted { ($0.size.rawValue, $0.model) < ($1.size.rawValue, $1.model) }
      .compactMap { piece in
        let name = piece.model.isEmpty ? piece.size.rawValue : piece.model
        guard !names.contains(name), let speed = speeds[piece.size] else { return nil }
        names.append(name)
        let (trained, decoded) = (speed.trained / piece.weight, speed.decoded / piece.weight)
        let parameters =
          piece.model.isEmpty ? "\(piece.size.shape().parameterCount) parameters" : "by its FLOPs"
        return
          "\(name) (\(parameters)): \(Int(trained)) trained and \(Int(decoded)) decoded tokens a second"
      }
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
        String(format: "%.1f", total { $0.seconds(speeds) } / 60),
      ]
    }
    let rows =
      plan.neededStages.filter { !($0.recipe.component is GivenModel) }.map { stage in
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
      if stage.recipe.component is GivenModel { return sum }
      var parameters = Double(study.plan.size(of: stage.name).shape().parameterCount)
      if let given = study.plan.given(stage.name), given.stage.isEmpty,
        let shape = try? GivenModels.shape(given)
      {
        let lora = (stage.recipe.component as? LoRARecipe)?.lora
        parameters = Double(lora?.parameterCount(shape) ?? shape.parameterCount)
      }
      return sum + parameters * 4 * (3 + Double(stage.keep.count)) + 3e5
    }
    return max(1, Int(Double(replicates.count) * perSeed / 1e6))
  }
}
