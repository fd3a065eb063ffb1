import Experience
import Foundation
import Reports
import Rewards
import Training

/// What imperfect checkers of steps get wrong, and what is learned from them.
struct ProcessCheckers {
  let analysis: StudyAnalysis

  /// What a checker gets wrong on problems of a set: of the gold trace, and of one with one wrong value that the rest follows from,
  /// every operation alike.
  struct Errors: Equatable {
    /// Wrong labels among those of a right trace.
    var rejectedSteps = 0.0
    /// The probability that a right trace does not pass.
    var rejectedTraces = 0.0
    /// The probability that a trace with one wrong value passes.
    var acceptedTraces = 0.0

    /// Means over problems.
    init(_ checker: FlawedProcess, _ problems: [Problem]) {
      for problem in problems {
        let trace = problem.gold.prefix { $0 != "#" }.split(separator: ";")
        let products = Double(trace.count { $0.contains("*") })
        let (steps, operations) = (Double(trace.count), Double(max(1, trace.count - 1)))
        switch checker.flaw {
        case .none: break
        case .flip:
          rejectedSteps += checker.rate
          rejectedTraces += 1 - pow(1 - checker.rate, steps)
          acceptedTraces += checker.rate * pow(1 - checker.rate, steps - 1)
        case .blind: acceptedTraces += products / operations
        case .strict:
          rejectedSteps += products / steps
          rejectedTraces += products > 0 ? 1 : 0
        }
      }
      let count = Double(max(1, problems.count))
      rejectedSteps /= count
      rejectedTraces /= count
      acceptedTraces /= count
    }
  }

  /// A line a checker; no rows where there are none.
  ///
  /// - Throws: `StatisticsError`.
  func table() throws -> Table {
    let set = "near_incongruent"
    let problems = analysis.table.set(set)?.problems ?? []
    let rows = try ProcessPlan.checkers.compactMap { arm -> [Cell]? in
      let recipe = analysis.plan.stage(arm)?.recipe.component as? PolicyRecipe
      guard let checker = recipe?.policy.reward.component as? FlawedProcess,
        let level = try analysis.level(Quantity(.pass), arm, [set])
      else { return nil }
      let errors = Errors(checker, problems)
      let reference = ProcessPlan.checkers[0]
      let cost =
        arm == reference
        ? nil : try analysis.finding(Contrast(arm, against: reference, on: [set], Quantity(.pass)))
      return [
        .text(arm), Number.fixed(errors.rejectedSteps), Number.fixed(errors.rejectedTraces),
        Number.fixed(errors.acceptedTraces), Number.estimate(level.effect, level.low, level.high),
        cost?.estimate ?? "",
      ]
    }
    return Table(
      id: "T4.checkers",
      caption:
        "Checkers of steps that pay for a trace if every step passes: wrong labels among those of a right trace; right traces that do not "
        + "pass; traces with one wrong value, the rest following from it, that do; exact strict accuracy, and its difference "
        + "from the right checker. Mean over \(analysis.table.seeds.count) seeds [95 % t interval over seeds and problems].",
      columns: [
        .init("arm"), .init("right steps rejected", .right), .init("right traces rejected", .right),
        .init("wrong traces accepted", .right), .init("strict", .right),
        .init("less exact", .right),
      ], rows: rows)
  }
}
