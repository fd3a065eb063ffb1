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

  /// The RMSE of a law, if it has a forecast.
  func rmse(_ law: String) -> Double? { forecasts.first { $0.law == law }?.rmse }
}

/// Half-run forecasts of the training reward, law by law.
struct ScalingForecasts {
  /// The laws, persistence first.
  static let laws = ["persistence", "log-linear", "exponential", "sigmoid", "one-mechanism"]
  /// Steps that an end of a run is the mean of.
  private static let edge = 5
  /// A run that ends above this has nothing left to forecast.
  static let ceiling = 0.95
  /// A run that gains less than this has nothing to forecast.
  static let leastGain = 0.1

  /// All runs, by arm and seed.
  let curves: [RunCurve]
  /// Those that are not excluded by rule.
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
        }
        curves.append(run)
      }
    }
    self.curves = curves
  }

  /// The base's exact log-probabilities on problems such as those that a run trains on,
  /// `[seed][problem]`.
  private static func startingPoint(of arm: String, _ table: MeasurementTable) -> [[Double]]? {
    arm == "rl_id"
      ? table.rows("logp_at_1", ScalingPlan.textSet, "base")
      : table.rows("logp", "edge", "base", label: "1.0")
  }

  private static func run(_ arm: String, _ seed: Int, _ rewards: [Double]) -> RunCurve {
    func mean(_ values: ArraySlice<Double>) -> Double {
      values.reduce(0, +) / Double(max(1, values.count))
    }
    let end = mean(rewards.suffix(edge))
    var run = RunCurve(
      arm: arm, seed: seed, rewards: rewards, end: end, gain: end - mean(rewards.prefix(edge)))
    if rewards.count < 4 * edge {
      run.exclusion = "too short"
    } else if end > ceiling {
      run.exclusion = "ends above \(ceiling)"
    } else if run.gain < leastGain {
      run.exclusion = "gains less than \(leastGain)"
    }
    return run
  }

  /// Everybody's forecast; laws that begin at the base's exact accuracy need its probabilities.
  private static func forecasts(
    _ run: RunCurve, _ start: [Double]?, stream: RandomStream
  ) throws -> [RunForecast] {
    let last = run.rewards[..<run.half].suffix(edge)
    let level = last.reduce(0, +) / Double(last.count)
    var all = [forecast("persistence", run, isIdentified: true) { _ in level }]
    func add(_ law: any CurveLaw, fixed: [String: Double] = [:]) throws {
      let data = CurveData(
        x: (0..<run.half).map(Double.init), y: Array(run.rewards[..<run.half]))
      let fitter = CurveFitter(law, fixed: fixed)
      guard let fit = try fitted(fitter, data, stream) else { return }
      all.append(
        forecast(law.name, run, isIdentified: fit.isIdentified, fit: fit) {
          // The logarithm of no update does not exist; the line begins with the first.
          law.value(fit.values, at: [law.name == "log-linear" ? max(1, $0) : $0])
        })
    }
    try add(LogLinear())
    if let start {
      let accuracy = start.reduce(0) { $0 + exp(min(0, $1)) } / Double(start.count)
      try add(ExponentialApproach(), fixed: ["R0": accuracy])
      try add(Sigmoid(), fixed: ["R0": accuracy])
      try add(OneMechanism(logProbabilities: start))
    }
    return all
  }

  /// A fit; `nil` where the points are none that the law can be fitted to, which makes no forecast.
  private static func fitted(
    _ fitter: CurveFitter, _ data: CurveData, _ stream: RandomStream
  ) throws -> CurveFit? {
    do {
      return try fitter.fit(data, stream: stream)
    } catch StatisticsError.curve {
      return nil
    } catch StatisticsError.curvePoint {
      return nil
    }
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
      isIdentified: isIdentified, fit: fit)
  }

  // MARK: - Over seeds

  /// The mean RMSE of a law by seed: the runs of one base are one vote. Seeds without a used run
  /// are left out.
  func rmse(_ law: String) -> [Double] {
    bySeed { $0.rmse(law) }
  }

  /// The mean log ratio of the RMSE of two laws by seed.
  func logRatio(_ law: String, to other: String) -> [Double] {
    bySeed { run in
      guard let own = run.rmse(law), let theirs = run.rmse(other), own > 0, theirs > 0 else {
        return nil
      }
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
