import Foundation

/// Runs of one training compute with models of several sizes.
public struct IsoFLOP: Sendable, Equatable {
  /// Training compute of all these runs, FLOP.
  public var compute: Double
  /// Parameters of each run.
  public var parameters: [Double]
  /// Final loss of each run, nats.
  public var losses: [Double]
  /// The fitted profile on a grid of parameters.
  public var gridParameters: [Double]
  /// The loss of the profile, nats.
  public var gridLosses: [Double]
  /// The number of parameters with the lowest loss of the profile; `nil` where it has none inside.
  public var best: Double?
  /// The lowest loss of the profile, nats.
  public var bestLoss: Double?

  /// Runs of one compute.
  public init(
    compute: Double, parameters: [Double], losses: [Double], gridParameters: [Double] = [],
    gridLosses: [Double] = [], best: Double? = nil, bestLoss: Double? = nil
  ) {
    self.compute = compute
    self.parameters = parameters
    self.losses = losses
    self.gridParameters = gridParameters
    self.gridLosses = gridLosses
    self.best = best
    self.bestLoss = bestLoss
  }
}

extension Figure {
  /// Loss against size at fixed compute, and the best size against compute with the law through it.
  ///
  /// - Parameters:
  ///   - profiles: from the smallest compute to the largest.
  ///   - law: the best number of parameters as a function of compute (FLOP), with its band; its name
  ///     is the formula in the key.
  /// - Source: Hoffmann et al. 2022, arXiv:2203.15556, figure 3.
  public static func isoFLOP(
    name: String, title: String, caption: String = "", profiles: [IsoFLOP], law: KeyedCurve? = nil
  ) -> Figure {
    var left: [Series] = []
    for (place, profile) in profiles.enumerated() {
      left.append(
        Series(
          name: "", color: .arm(place), style: .line, x: profile.gridParameters,
          y: profile.gridLosses))
      let key = KeyedCurve.key(Self.compute(profile.compute), profile.parameters.count)
      left.append(
        Series(
          name: key, color: .arm(place), style: .points, x: profile.parameters, y: profile.losses))
    }
    let found = profiles.filter { $0.best != nil }
    left.append(
      Series(
        name: "best size", color: .neutral, style: .hollowPoints, x: found.map { $0.best ?? .nan },
        y: found.map { $0.bestLoss ?? .nan }))
    var right = [
      Series(
        name: "best size", color: .neutral, style: .hollowPoints, x: found.map(\.compute),
        y: found.map { $0.best ?? .nan })
    ]
    if var law {
      law.color = law.color ?? .neutral
      right.insert(law.series(at: 0), at: 0)
    }
    return Figure(
      id: name, name: name, title: title, caption: caption,
      panels: [
        Panel(
          title: "runs of equal compute", xLabel: "parameters", yLabel: "loss (nats)",
          xScale: .log10, series: left),
        Panel(
          title: "best size", xLabel: "compute (FLOP)", yLabel: "parameters", xScale: .log10,
          yScale: .log10, series: right),
      ])
  }

  /// `6 × 10¹⁸ FLOP`.
  private static func compute(_ value: Double) -> String {
    let exponent = Int(floor(log10(value)))
    let mantissa = value / pow(10, Double(exponent))
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let power = String(String(abs(exponent)).map { digits[$0.wholeNumberValue ?? 0] })
    let head =
      mantissa.rounded() == mantissa ? Ticks.decimals(mantissa, 0) : Ticks.decimals(mantissa, 1)
    return "\(head)×10\(exponent < 0 ? "⁻" : "")\(power) FLOP"
  }
}
