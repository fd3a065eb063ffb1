import Figures
import Foundation
import Reports
import Statistics
import Support

/// What halves of runs say of the other halves.
extension ScalingAnalysis {
  /// The id of the comparison of two laws.
  static func ratioId(_ law: String, _ other: String) -> String { "forecast/\(law)-\(other)" }

  func ratio(of law: String, to other: String = ScalingForecasts.persistence) -> Finding {
    func words(_ law: String) -> String {
      ScalingForecasts.isYardstick(law) ? law : "the \(law) law"
    }
    return analysis.computed(
      Self.ratioId(law, other),
      "ln RMSE of \(words(law)) − ln RMSE of \(words(other)), second halves",
      forecasts.logRatio(law, to: other), margin: Self.ratioMargin)
  }

  /// The answer's part about RL.
  var forecastWords: String {
    let (used, all) = (forecasts.used.count, forecasts.curves.count)
    guard used > 0 else { return "No run of RL could be forecast (\(all) excluded)" }
    let errors = ScalingForecasts.laws.map { law in
      let values = forecasts.rmse(law)
      return (law: law, rmse: values.reduce(0, +) / Double(values.count))
    }.sorted { $0.rmse < $1.rmse }
    return "Half an RL run forecasts the other half with RMSE "
      + errors.map { "\(Number.fixed($0.rmse)) (\($0.law))" }.joined(separator: ", ")
      + ", over \(used) of \(all) runs\(used < all ? ", the others excluded" : ""); the sigmoid's "
      + "against persistence's: \(ratio(of: "sigmoid").verdict)"
  }

  // MARK: - Tables

  func forecastTable() -> Table {
    func estimate(_ perSeed: [Double], signed: Bool = false) -> Cell {
      let found = analysis.computed("", "", perSeed, margin: 1)
      return Number.estimate(found.effect, found.low, found.high, signed: signed)
    }
    let runs = forecasts.used
    let rows =
      runs.isEmpty
      ? []
      : ScalingForecasts.laws.map { law -> [Cell] in
        let better = ScalingPlan.runs.map { arm -> Cell in
          let mine = runs.filter { $0.arm == arm }
          let wins = mine.count {
            ($0.forecast(law)?.rmse ?? .nan)
              < ($0.forecast(ScalingForecasts.persistence)?.rmse ?? .nan)
          }
          return law == ScalingForecasts.persistence ? "" : "\(wins) of \(mine.count)"
        }
        let known = runs.count { $0.forecast(law)?.isIdentified == true }
        return [
          .text(law), mean(forecasts.rmse(law)), mean(forecasts.beyond(law)),
          estimate(forecasts.endErrors(law), signed: true),
          law == ScalingForecasts.persistence ? "" : ratio(of: law).estimate,
        ] + better + [ScalingForecasts.isYardstick(law) ? "" : "\(known) of \(runs.count)"]
      }
    return Table(
      id: "T6.forecasts",
      caption: "Laws fitted to the first half of the reward per training step: their RMSE on the "
        + "second, and what of it is beyond the scatter of single steps, √max(0, RMSE² − "
        + "scatter²); what they say of the last five steps less what those are; ln RMSE against "
        + "persistence, the mean of the last five steps seen (persistence-15: of the last 15, "
        + "which scatters less). Means over seeds of the means of each seed's runs [95 % t "
        + "interval over seeds]. Runs in which a law is better than persistence; runs in which "
        + "the first half identifies its parameters.",
      columns: [
        .init("law"), .init("RMSE", .right), .init("beyond scatter", .right),
        .init("error at the end", .right), .init("ln ratio to persistence", .right),
      ] + ScalingPlan.runs.map { .init("better, \($0)", .right) } + [.init("identified", .right)],
      rows: rows)
  }

  private func mean(_ values: [Double]) -> Cell {
    Number.fixed(values.reduce(0, +) / Double(values.count))
  }

  func curveTable() -> Table {
    var rows: [[Cell]] = []
    for run in forecasts.curves {
      let own: [Cell] = [
        .text(run.arm), .count(table.seeds[run.seed]), Number.fixed(run.end),
        Number.fixed(run.gain, signed: true), Number.fixed(run.noise),
      ]
      let rules: [Cell] = [.text(run.exclusion), .text(run.halfExclusion)]
      rows += run.forecasts.map { forecast in
        own + [
          .text(forecast.law), Number.fixed(forecast.rmse),
          Number.fixed(forecast.endError, signed: true),
          forecast.fit.map { $0.isIdentified ? "yes" : "no" } ?? "",
        ] + rules
      }
      if run.forecasts.isEmpty { rows.append(own + ["", "", "", ""] + rules) }
    }
    return Table(
      id: "T6.runs",
      caption: "Every run: mean reward of the last five steps, the gain over the first five, and "
        + "the scatter of single steps, which no forecast beats for long; of each law the RMSE "
        + "on the second half, what it says of the last five steps less what they are, and "
        + "whether the first half identifies it. \(exclusions)A forecaster, who knows the first "
        + "half alone, would by the same rule leave out those of the last column.",
      columns: [
        .init("run"), .init("seed", .right), .init("end", .right), .init("gain", .right),
        .init("scatter", .right), .init("law"), .init("RMSE", .right),
        .init("error at the end", .right), .init("identified"), .init("excluded"),
        .init("by its first half"),
      ], rows: rows)
  }

  /// The rule, where it excludes something.
  private var exclusions: String {
    let count = forecasts.curves.count - forecasts.used.count
    return count == 0
      ? ""
      : "Excluded, \(count) of \(forecasts.curves.count): runs that end above "
        + "\(ScalingForecasts.ceiling) or gain less than \(ScalingForecasts.leastGain), and those "
        + "that some law cannot be fitted to. "
  }

  /// Every fit, parameter by parameter.
  func fitTable() -> Table {
    var rows: [[Cell]] = []
    for run in forecasts.curves {
      for forecast in run.forecasts {
        guard let fit = forecast.fit else { continue }
        for (index, name) in fit.names.enumerated() {
          rows.append(row(run, forecast, fit, index, name))
        }
      }
    }
    return Table(
      id: "T6.fits",
      caption:
        "Every fit to the first half of a run, parameter by parameter: least squares over its n steps but the first; standard error and 95 % "
        + "interval of Wald and of the profile (– where one does not close), which take the points of one run for independent and so are "
        + "too narrow; AICc and BIC of the fit, RMSE on the second half, and whether the first half identifies the law. Fixed: "
        + "the base's exact accuracy.",
      columns: [
        .init("run"), .init("seed", .right), .init("law"), .init("parameter"),
        .init("value", .right), .init("SE", .right), .init("Wald", .right),
        .init("profile", .right), .init("n", .right), .init("AICc", .right), .init("BIC", .right),
        .init("RMSE ahead", .right), .init("identified"),
      ], rows: rows)
  }

  private func row(
    _ run: RunCurve, _ forecast: RunForecast, _ fit: CurveFit, _ index: Int, _ name: String
  ) -> [Cell] {
    func range(_ bounds: CurveBounds?) -> Cell {
      guard let bounds else { return "" }
      return Number.range(Number.short(bounds.low ?? .nan), Number.short(bounds.high ?? .nan))
    }
    var cells: [Cell] = [.text(run.arm), .count(table.seeds[run.seed]), .text(fit.law)]
    cells.append(.text(name + (fit.isFixed[index] ? " (fixed)" : "")))
    cells.append(Number.short(fit.values[index]))
    cells.append(fit.standardError(name).map(Number.short) ?? "")
    cells.append(range(fit.wald[index]))
    cells.append(range(fit.profile[index]))
    cells.append(.count(fit.count))
    cells.append(fit.aicc.map(Number.short) ?? "")
    cells.append(fit.bic.map(Number.short) ?? "")
    cells.append(Number.fixed(forecast.rmse))
    cells.append(fit.isIdentified ? "yes" : "no")
    return cells
  }

  // MARK: - Figure

  /// The runs of the first two seeds with what each law said of their second half.
  func forecastFigure() -> Figure? {
    let panels = forecasts.curves.filter { $0.seed < 2 && !$0.forecasts.isEmpty }.map { run in
      let x = run.rewards.indices.map(Double.init)
      let reward = Series(
        name: "reward", color: .neutral, style: .points, x: x, y: run.rewards)
      return Panel(
        title: "\(run.arm), seed \(table.seeds[run.seed])", xLabel: "updates",
        yLabel: "mean reward", yRange: 0...1, vLines: [Guide(Double(run.half), "seen | forecast")],
        series: [reward]
          + run.forecasts.enumerated().map { index, forecast in
            Series(
              name: forecast.law, color: .arm(index), style: .line, x: Array(x[run.half...]),
              y: Array(forecast.line[run.half...]))
          })
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F6.3", name: "F6.3-forecasts", title: "Half a run forecasts the other half",
      caption: "Mean reward of each training step, and what laws fitted to the left half say of "
        + "the right one: the runs of the first two seeds that have forecasts; T6.runs has all.",
      panels: panels)
  }
}
