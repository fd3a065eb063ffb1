import Figures
import Foundation
import Statistics

extension FitReport {
  /// The fitted curves with their points, those held out and the residuals.
  ///
  /// The curve is that of all points; the band is of the bootstrap. Chinchilla's variables are drawn as
  /// their product.
  ///
  /// - Throws: `AnalysesError.noFit` if there is nothing to draw.
  public static func figure(_ reports: [FitReport]) throws -> Figure {
    let fitted = reports.filter { $0.fit != nil }
    guard let first = fitted.first else {
      throw AnalysesError.noFit(place: reports.first?.path ?? "", reason: "no group is fitted")
    }
    let isWide = fitted.allSatisfy { report in
      let range = report.places
      return (range.min() ?? 0) > 0 && (range.max() ?? 1) > 20 * (range.min() ?? 1)
    }
    let level = String(format: "%.10g", (first.fit?.level ?? 0.95) * 100)
    let kind = first.fit?.draws?.kind.rawValue ?? "points"
    return Figure.fit(
      name: "fit", title: "\(first.columns.y) = \(first.law.equation)",
      caption:
        "Lines: the law fitted to all points. Hollow points are predicted by a fit without them.",
      fits: fitted.enumerated().map { $1.curve(color: .arm($0)) },
      xLabel: first.columns.x.joined(separator: " × "), yLabel: first.columns.y,
      xScale: isWide ? .log10 : .linear, interval: "bands: \(level) % bootstrap of \(kind)")
  }

  private var places: [Double] { points.x.map { $0.reduce(1, *) } }

  private func curve(color: SeriesColor) -> FittedCurve {
    let name = group.isEmpty ? law.name : group
    let held = Set(fit?.holdOut?.indices ?? [])
    let inside = points.y.indices.filter { !held.contains($0) }
    let outside = points.y.indices.filter { held.contains($0) }
    func onCurve(_ index: Int) -> Double { law.value(fit?.values ?? [], at: points.x[index]) }
    let predictions = Dictionary(
      zip(fit?.holdOut?.indices ?? [], fit?.holdOut?.predictions ?? []),
      uniquingKeysWith: { first, _ in first })
    let grid = self.grid
    let bands = grid.map(band)
    let hasBand = bands.allSatisfy { $0.low != nil && $0.high != nil } && !bands.isEmpty
    return FittedCurve(
      name: name, x: inside.map { places[$0] }, y: inside.map { points.y[$0] },
      fitted: inside.map(onCurve), heldX: outside.map { places[$0] },
      heldY: outside.map { points.y[$0] },
      heldFitted: outside.map { predictions[$0] ?? onCurve($0) },
      curve: KeyedCurve(
        name: "\(name), \(law.name)", color: color, x: grid.map { $0.reduce(1, *) },
        y: bands.map(\.value), low: hasBand ? bands.map { $0.low ?? .nan } : nil,
        high: hasBand ? bands.map { $0.high ?? .nan } : nil))
  }

  /// Where the curve is drawn: 120 steps over the range of one variable, or the points themselves.
  private var grid: [[Double]] {
    guard law.inputs.count == 1, let low = places.min(), let high = places.max(), high > low else {
      return points.x.indices.sorted { places[$0] < places[$1] }.map { points.x[$0] }
    }
    let isLog = low > 0 && high > 20 * low
    return (0...120).map { step in
      let share = Double(step) / 120
      return [isLog ? low * pow(high / low, share) : low + (high - low) * share]
    }
  }
}
