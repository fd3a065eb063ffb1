import Foundation

extension Figure {
  /// pass@k against k on an axis of doublings, with bands, and what guessing gives.
  ///
  /// Guessing gives the mean over problems of `1 − (1 − q)^k`, q the probability that one guess is
  /// counted as right.
  ///
  /// - Parameters:
  ///   - curves: x is k (samples), y pass@k (probability); n the number of problems.
  ///   - chances: q of each problem (one number if it is the same for all); empty draws no curve.
  ///   - interval: what the bands are; drawn above the panel.
  /// - Source: Chen et al. 2021, arXiv:2107.03374, section 2.1, for pass@k.
  public static func passAtK(
    name: String, title: String, caption: String = "", curves: [KeyedCurve], chances: [Double] = [],
    interval: String = "bands: 95 % over problems"
  ) -> Figure {
    var series = curves.enumerated().map { $1.series(at: $0) }
    let ks = curves.flatMap(\.x).filter { $0 > 0 }
    if !chances.isEmpty, let first = ks.min(), let last = ks.max() {
      let steps = max(1, Int((log2(last / first) * 4).rounded()))
      let x = (0...steps).map { first * pow(last / first, Double($0) / Double(steps)) }
      let y = x.map { k in
        chances.reduce(0) { $0 - expm1(k * log1p(-min($1, 1))) } / Double(chances.count)
      }
      series.append(Series(name: "guessing", color: .chance, style: .line, x: x, y: y))
    }
    let hasBands = curves.contains { $0.low != nil }
    return Figure(
      id: name, name: name, title: title, caption: caption,
      panels: [
        Panel(
          title: hasBands ? interval : "", xLabel: "k (samples)", yLabel: "pass@k (probability)",
          xScale: .log2, yRange: 0...1, series: series)
      ], panelWidth: 560, panelHeight: 370)
  }
}
