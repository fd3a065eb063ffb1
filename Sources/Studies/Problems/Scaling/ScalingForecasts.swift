import Foundation
import Statistics
import Support

/// What one law says of the second half of a run after it has seen the first.
struct RunForecast: Sendable {
  /// The law's name.
  var law: String
  /// What it says at every step, those of the first half included.
  var line: [Double]
  /// `√(Σ(R − R̂)²/m)` over the second half.
  var rmse: Double
  /// What it says of the last steps less what they are, means over both.
  var endError: Double
  /// Whether the first half determines the law's parameters.
  var isIdentified: Bool
  /// The fit; `nil` for persistence, which has none.
  var fit: CurveFit?
}

/// The reward over one run of RL, cut in two.
struct RunCurve: Sendable {
  /// The arm.
  var arm: String
  /// The index of the seed.
  var seed: Int
  /// The mean reward of each step, before its update.
  var rewards: [Double]
  /// Mean of the last five steps.
  var end: Double
  /// That less the mean of the first five.
  var gain: Double
  /// Why it is left out; empty if it is used.
  var exclusion = ""
  /// What the same rule says of its first half, which is all that a forecaster knows.
  var halfExclusion = ""
  /// The forecasts, persistence first.
  var forecasts: [RunForecast] = []

  /// The steps of the first half.
  var half: Int { rewards.count / 2 }

  /// The scatter of single steps in the second half, which no forecast can be below for long:
  /// `√(Σ(R_t − R_{t−1})²/2m)`.
  var noise: Double {
    let steps = zip(rewards[half...], rewards[half...].dropFirst())
    let squares = steps.reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
    return (squares / 2 / Double(max(1, rewards.count - half - 1))).squareRoot()
  }

  /// The forecast of a law, if it has one.
  func forecast(_ law: String) -> RunForecast? { forecasts.first { $0.law == law } }

  /// The RMSE of a law beyond the scatter, `√max(0, RMSE² − scatter²)`.
  func beyond(_ law: String) -> Double? {
    forecast(law).map { max(0, $0.rmse * $0.rmse - noise * noise).squareRoot() }
  }
}

/// Half-run forecasts of the training reward, law by law.
struct ScalingForecasts {
  /// The mean of the last five steps seen.
  static let persistence = "persistence"
  /// The same of as many as scatter less.
  static let longPersistence = "persistence-15"
  /// The laws, persistence first.
  static let laws = [
    persistence, longPersistence, "log-linear", "power", "exponential", "sigmoid", "one-mechanism",
  ]
  /// Steps that an end of a run is the mean of.
  private static let edge = 5
  /// Steps of the longer persistence.
  private static let longEdge = 15
  /// A run that ends above this has nothing left to forecast.
  static let ceiling = 0.95
  /// A run that gains less than this has nothing to forecast.
  static let leastGain = 0.1

  /// All runs, by arm and seed.
  let curves: [RunCurve]
  /// Those that are not excluded: every law has a forecast of each.
  var used: [RunCurve] { curves.filter(\.exclusion.isEmpty) }

  /// Fits the first halves.
  ///
  /// - Throws: what a fit throws but for points that a law cannot be fitted to.
  init(_ analysis: StudyAnalysis) throws {
    let table = analysis.table
    var curves: [RunCurve] = []
    for arm in ScalingPlan.runs {
      let start = Self.startingPoint(of: arm, table)
      for (seed, curve) in (table.curves[arm] ?? []).enumerated() {
        guard let rewards = curve.metrics["reward_mean"], !rewards.isEmpty else { continue }
        var run = Self.run(arm, seed, rewards)
        if run.exclusion.isEmpty {
          run.forecasts = try Self.forecasts(
            run, start.map { $0[seed] }, stream: analysis.stream["forecast", arm, seed])
          let missing = Self.laws.filter { run.forecast($0) == nil }
          if !missing.isEmpty { run.exclusion = "no fit of \(missing.joined(separator: ", "))" }
        }
        curves.append(run)
      }
    }
    self.curves = curves
  }

  /// Whether a law is the yardstick and not one of those that are measured with it.
  static func isYardstick(_ law: String) -> Bool { law.hasPrefix(persistence) }

  /// The base's exact log-probabilities on problems such as those that a run trains on,
  /// `[seed][problem]`.
  private static func startingPoint(of arm: String, _ table: MeasurementTable) -> [[Double]]? {
    arm == "rl_id"
      ? table.rows("logp_at_1", ScalingPlan.textSet, "base")
      : table.rows("logp", "edge", "base", label: "1.0")
  }

  private static func run(_ arm: String, _ seed: Int, _ rewards: [Double]) -> RunCurve {
    let (end, gain) = course(rewards)
    var run = RunCurve(arm: arm, seed: seed, rewards: rewards, end: end, gain: gain)
    run.exclusion = rewards.count < 4 * edge ? "too short" : rule(rewards)
    run.halfExclusion = rule(Array(rewards[..<run.half]))
    return run
  }

  /// Where rewards end, and what they gain.
  private static func course(_ rewards: [Double]) -> (end: Double, gain: Double) {
    let end = mean(rewards.suffix(edge))
    return (end, end - mean(rewards.prefix(edge)))
  }

  /// Why rewards leave nothing to forecast; empty if they do not.
  private static func rule(_ rewards: [Double]) -> String {
    let (end, gain) = course(rewards)
    if end > ceiling { return "ends above \(ceiling)" }
    return gain < leastGain ? "gains less than \(leastGain)" : ""
  }

  private static func mean(_ values: ArraySlice<Double>) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }

  /// Everybody's forecast, of the same steps: the first, which is before any update, is left to the base's exact accuracy,
  /// at which some laws begin.
  private static func forecasts(
    _ run: RunCurve, _ start: [Double]?, stream: RandomStream
  ) throws -> [RunForecast] {
    let seen = run.rewards[..<run.half]
    var all = [(persistence, edge), (longPersistence, longEdge)].map { name, steps in
      let level = mean(seen.suffix(steps))
      return forecast(name, run, isIdentified: true) { _ in level }
    }
    let data = CurveData(x: (1..<run.half).map(Double.init), y: Array(seen.dropFirst()))
    func add(_ law: any CurveLaw, fixed: [String: Double] = [:]) throws {
      let fitter = CurveFitter(law, fixed: fixed)
      guard let fit = try fitter.fitIfPossible(data, stream: stream) else { return }
      all.append(
        forecast(law.name, run, isIdentified: fit.isIdentified, fit: fit) {
          law.value(fit.values, at: [max(1, $0)])
        })
    }
    try add(LogLinear())
    try add(PowerLaw())
    if let start {
      let accuracy = start.reduce(0) { $0 + exp(min(0, $1)) } / Double(start.count)
      try add(ExponentialApproach(), fixed: ["R0": accuracy])
      try add(Sigmoid(), fixed: ["R0": accuracy])
      try add(OneMechanism(logProbabilities: start))
    }
    return all
  }

  private static func forecast(
    _ law: String, _ run: RunCurve, isIdentified: Bool, fit: CurveFit? = nil,
    _ value: (Double) -> Double
  ) -> RunForecast {
    let line = run.rewards.indices.map { value(Double($0)) }
    let rest = run.rewards.indices.dropFirst(run.half)
    let squares = rest.reduce(0) {
      $0 + (run.rewards[$1] - line[$1]) * (run.rewards[$1] - line[$1])
    }
    return RunForecast(
      law: law, line: line, rmse: (squares / Double(max(1, rest.count))).squareRoot(),
      endError: mean(line.suffix(edge)) - run.end, isIdentified: isIdentified, fit: fit)
  }

  // MARK: - Over seeds

  /// The mean RMSE of a law by seed: the runs of one base are one vote. Seeds without a used run
  /// are left out.
  func rmse(_ law: String) -> [Double] { bySeed { $0.forecast(law)?.rmse } }

  /// The same beyond the scatter of single steps.
  func beyond(_ law: String) -> [Double] { bySeed { $0.beyond(law) } }

  /// The mean error at the end by seed.
  func endErrors(_ law: String) -> [Double] { bySeed { $0.forecast(law)?.endError } }

  /// The mean log ratio of the RMSE of two laws by seed.
  func logRatio(_ law: String, to other: String) -> [Double] {
    bySeed { run in
      guard let own = run.forecast(law)?.rmse, let theirs = run.forecast(other)?.rmse, own > 0,
        theirs > 0
      else { return nil }
      return log(own / theirs)
    }
  }

  private func bySeed(_ value: (RunCurve) -> Double?) -> [Double] {
    Set(used.map(\.seed)).sorted().compactMap { seed in
      let found = used.filter { $0.seed == seed }.compactMap(value)
      return found.isEmpty ? nil : found.reduce(0, +) / Double(found.count)
    }
  }
}
