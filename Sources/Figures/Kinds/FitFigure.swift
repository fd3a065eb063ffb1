/// A curve that was fitted to points, as a picture needs it.
public struct FittedCurve: Sendable, Equatable {
  /// The group; its key says how many points were fitted.
  public var name: String
  /// The fitted points.
  public var x: [Double]
  /// Their values.
  public var y: [Double]
  /// The law at the fitted points.
  public var fitted: [Double]
  /// Points that were held out; empty where there are none.
  public var heldX: [Double]
  /// Their values.
  public var heldY: [Double]
  /// The law at the points that were held out.
  public var heldFitted: [Double]
  /// The law on a grid, with a band from `low` to `high` if there is one.
  public var curve: KeyedCurve

  /// A fitted curve.
  ///
  /// - Precondition: values, and the law at them, are as many as the points.
  public init(
    name: String, x: [Double], y: [Double], fitted: [Double], heldX: [Double] = [],
    heldY: [Double] = [], heldFitted: [Double] = [], curve: KeyedCurve
  ) {
    precondition(
      x.count == y.count && x.count == fitted.count && heldX.count == heldY.count
        && heldX.count == heldFitted.count, "fit \(name): points and fitted values do not match")
    self.name = name
    self.x = x
    self.y = y
    self.fitted = fitted
    self.heldX = heldX
    self.heldY = heldY
    self.heldFitted = heldFitted
    self.curve = curve
  }
}

extension Figure {
  /// Points with the law that was fitted to them, and beside it what the law leaves over.
  ///
  /// Points that were held out are hollow. The second panel shows observed minus fitted values.
  ///
  /// - Parameters:
  ///   - xLabel: the horizontal axis with its units in brackets.
  ///   - yLabel: the vertical axis with its units in brackets.
  ///   - interval: what the bands are; drawn above the first panel where there is one.
  public static func fit(
    name: String, title: String, caption: String = "", fits: [FittedCurve], xLabel: String,
    yLabel: String, xScale: AxisScale = .linear, yScale: AxisScale = .linear,
    interval: String = "bands: 95 % profile likelihood"
  ) -> Figure {
    var left: [Series] = []
    var right: [Series] = []
    for (place, fit) in fits.enumerated() {
      let color = fit.curve.color ?? .arm(place)
      var curve = fit.curve.series(at: place)
      curve.name = fits.count == 1 ? curve.name : ""
      let points = KeyedCurve.key(fit.name, fit.x.count)
      let held = KeyedCurve.key("\(fit.name), held out", fit.heldX.count)
      left.append(curve)
      func add(_ key: String, _ style: SeriesStyle, _ x: [Double], _ y: [Double], _ law: [Double]) {
        guard !x.isEmpty else { return }
        left.append(Series(name: key, color: color, style: style, x: x, y: y))
        let rest = zip(y, law).map { $0 - $1 }
        right.append(Series(name: key, color: color, style: style, x: x, y: rest))
      }
      add(points, .points, fit.x, fit.y, fit.fitted)
      add(held, .hollowPoints, fit.heldX, fit.heldY, fit.heldFitted)
    }
    let hasBands = fits.contains { $0.curve.low != nil }
    return Figure(
      id: name, name: name, title: title, caption: caption,
      panels: [
        Panel(
          title: hasBands ? interval : "", xLabel: xLabel, yLabel: yLabel, xScale: xScale,
          yScale: yScale, series: left),
        Panel(
          title: "residuals", xLabel: xLabel, yLabel: "observed − fitted", xScale: xScale,
          hLines: [Guide(0)], series: right),
      ])
  }
}
