extension Figure {
  /// The share of runs and tasks that score above τ, against τ: a curve above another is better
  /// everywhere.
  ///
  /// - Parameters:
  ///   - profiles: x is τ in the units of the score, y the share above it; n the number of runs.
  ///   - scoreLabel: the score with its units in brackets.
  ///   - interval: what the bands are; drawn above the panel.
  /// - Source: Agarwal et al. 2021, arXiv:2108.13264, section 4.2.
  public static func performanceProfile(
    name: String, title: String, caption: String = "", profiles: [KeyedCurve],
    scoreLabel: String = "τ (score)", interval: String = "bands: 95 % pointwise"
  ) -> Figure {
    let hasBands = profiles.contains { $0.low != nil }
    return Figure(
      id: name, name: name, title: title, caption: caption,
      panels: [
        Panel(
          title: hasBands ? interval : "", xLabel: scoreLabel, yLabel: "share of runs above τ",
          yRange: 0...1, series: profiles.enumerated().map { $1.series(at: $0) })
      ], panelWidth: 560, panelHeight: 350)
  }
}
