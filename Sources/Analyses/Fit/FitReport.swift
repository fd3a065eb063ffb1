import Foundation
import Statistics

/// What was found about one group.
public struct FitReport: Sendable {
  /// What the group is called; empty if there is only one.
  public var group: String
  /// The file.
  public var path: String
  /// The law.
  public var law: any CurveLaw
  /// Which columns were what.
  public var columns: FitColumns
  /// The window of x.
  public var window: ClosedRange<Double>
  /// The fit; `nil` if the group cannot be fitted.
  public var fit: CurveFit?
  /// The points that were fitted.
  public var points = CurveData(x: [[Double]](), y: [])
  /// Other laws on the same points.
  public var rivals: [CurveFit] = []
  /// Why there is no fit.
  public var failure: String?
  /// What a reader should know before quoting a number.
  public var notes: [String] = []

  /// A report without a fit.
  init(
    group: String, path: String, law: any CurveLaw, columns: FitColumns,
    window: ClosedRange<Double>
  ) {
    self.group = group
    self.path = path
    self.law = law
    self.columns = columns
    self.window = window
  }

  /// The most dependable interval of a parameter: the one-sided bound of a profile that does not close,
  /// otherwise that of the bootstrap, of the profile, of Wald.
  func interval(_ parameter: Int) -> (bounds: CurveBounds, kind: String)? {
    guard let fit else { return nil }
    if let found = fit.profile[parameter], !found.isClosed { return (found, "profile") }
    if let found = fit.bootstrap[parameter] { return (found, "bootstrap") }
    if let found = fit.profile[parameter] { return (found, "profile") }
    return fit.wald[parameter].map { ($0, "Wald") }
  }

  /// What the curve passes through at some place: its value and percentiles of the bootstrap, or of
  /// Wald's normal approximation.
  func band(at x: [Double]) -> (value: Double, low: Double?, high: Double?) {
    guard let fit else { return (.nan, nil, nil) }
    let value = law.value(fit.values, at: x)
    let tail = (1 - fit.level) / 2
    if let draws = fit.draws, draws.values.count > 1 {
      let sorted = draws.values.map { law.value($0, at: x) }.filter(\.isFinite).sorted()
      guard sorted.count > 1 else { return (value, nil, nil) }
      func quantile(_ p: Double) -> Double {
        let position = p * Double(sorted.count - 1)
        let below = Int(position)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
      }
      return (value, quantile(tail), quantile(1 - tail))
    }
    return (value, nil, nil)
  }
}
