import Figures
import Foundation

/// The pictures of `assay passk`.
public enum PassAtKFigures {
  /// pass@k over log₂ k: one curve a report with its band, CoT-pass@k and maj@k beside it, what guessing
  /// reaches, and the fitted curve beyond the samples.
  ///
  /// - Parameter name: the stem of the files.
  public static func curves(_ reports: [PassAtKReport], name: String = "passk") -> Figure {
    Figure(
      id: "F1", name: name, title: "pass@k", caption: caption(reports),
      panels: [panel(reports)])
  }

  /// The two curves of a comparison, and beside them their difference.
  ///
  /// - Parameter reports: of the base and of the model that is compared with it.
  public static func comparison(
    _ comparison: ComparisonReport, _ reports: [PassAtKReport], name: String = "passk"
  ) -> Figure {
    let points = comparison.comparison.points
    let difference = Series(
      name:
        "\(comparison.second) − \(comparison.first) (\(points.first?.test.count ?? 0) problems)",
      color: .neutral, style: points.allSatisfy { $0.interval != nil } ? .lineWithBand : .line,
      x: points.map { Double($0.k) }, y: points.map(\.difference),
      low: points.map { $0.interval?.low ?? $0.difference },
      high: points.map { $0.interval?.high ?? $0.difference })
    let panel = Panel(
      title: "difference", xLabel: "k (samples)", yLabel: "difference of pass@k (probability)",
      xScale: .log2, hLines: [Guide(0)],
      series: [difference])
    return Figure(
      id: "F1", name: name, title: "pass@k", caption: caption(reports),
      panels: [Self.panel(reports, title: "pass@k"), panel])
  }

  private static func caption(_ reports: [PassAtKReport]) -> String {
    let percent = String(format: "%.10g", (reports.first?.level ?? 0.95) * 100)
    return "Bands: \(percent) % percentile intervals of the bootstrap over problems."
  }

  private static func panel(_ reports: [PassAtKReport], title: String = "") -> Panel {
    var series: [Series] = []
    for (index, report) in reports.enumerated() {
      series += curves(of: report, color: .arm(index))
    }
    let levels = reports.compactMap { report in report.chance.map { (report.k, $0) } }
    for (ks, chance) in levels where !series.contains(where: { $0.name == "chance" }) {
      series.append(
        Series(name: "chance", color: .chance, style: .line, x: ks.map { Double($0) }, y: chance))
    }
    return Panel(
      title: title, xLabel: "k (samples)", yLabel: "pass@k (probability)", xScale: .log2,
      yRange: 0...1, series: series)
  }

  private static func curves(of report: PassAtKReport, color: SeriesColor) -> [Series] {
    let name = report.name ?? report.source
    let x = report.k.map { Double($0) }
    func series(_ name: String, _ band: PassAtKBand) -> Series {
      let isDrawn = band.low.allSatisfy { $0 != nil }
      return Series(
        name: name, color: color, style: isDrawn ? .lineWithBand : .line,
        x: Array(x.prefix(band.values.count)), y: band.values,
        low: zip(band.low, band.values).map { $0 ?? $1 },
        high: zip(band.high, band.values).map { $0 ?? $1 })
    }
    var all = [
      series(
        "\(name) (\(report.problems) problems)",
        PassAtKBand(values: report.passAtK, low: report.ciLow, high: report.ciHigh))
    ]
    for (title, band) in [("CoT-pass@k", report.strict), ("maj@k", report.majority)] {
      guard let band else { continue }
      // Points set them apart from the curve of the same color.
      var further = series("\(name), \(title)", band)
      further.style = .pointsWithIntervals
      all.append(further)
    }
    if let fitted = report.extrapolation {
      all.append(
        Series(
          name: "\(name), \(fitted.fit.model.rawValue) fit", color: color,
          style: .pointsWithIntervals, x: fitted.points.map { Double($0.k) },
          y: fitted.points.map(\.value),
          low: fitted.points.map { $0.interval?.low ?? $0.value },
          high: fitted.points.map { $0.interval?.high ?? $0.value }))
    }
    return all
  }
}
