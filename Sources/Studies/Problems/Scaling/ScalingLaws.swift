import Statistics
import Support

/// `L = E + A/N^α + B/D^β` fitted to each seed's losses: of all responses and of traces alone, over all sizes and without those
/// of one layer, with the floor free or given.
struct ScalingLaws {
  /// The fits of one kind.
  struct Family {
    /// The part of the loss; its floor is that of `ScalingGrid.floor`.
    var part: ScalingGrid.Part
    /// Whether sizes of one layer are left out.
    var isLayered: Bool
    /// Whether the floor is given.
    var floorIsGiven: Bool
    /// Points a seed.
    var count: Int
    /// One fit a seed; `nil` where there is none.
    var fits: [CurveFit?]

    /// Those that the points determine.
    var identified: [CurveFit] { fits.compactMap { $0 }.filter(\.isIdentified) }

    /// A number of every seed's fit; empty unless all of them are identified.
    func whole(_ value: (CurveFit) -> Double?) -> [Double] {
      identified.count == fits.count ? identified.compactMap(value) : []
    }

    /// The median of a number over the fits that are identified; NaN without one.
    func median(_ value: (CurveFit) -> Double?) -> Double {
      let sorted = identified.compactMap(value).sorted()
      guard !sorted.isEmpty else { return .nan }
      return (sorted[sorted.count / 2] + sorted[(sorted.count - 1) / 2]) / 2
    }
  }

  /// Points below which a law of five parameters is not fitted.
  static let leastPoints = 16

  /// All fits; none on a small grid.
  let families: [Family]

  /// Fits them all.
  ///
  /// - Throws: what a fit throws but for points that the law cannot be fitted to.
  init(_ grid: ScalingGrid, _ stream: RandomStream) throws {
    var families: [Family] = []
    for part in [ScalingGrid.Part.total, .trace] {
      for isLayered in grid.shallow.isEmpty ? [false] : [false, true] {
        let points = isLayered ? grid.layered : grid.points
        guard points.count >= Self.leastPoints, let seeds = points.first?.trace.indices else {
          continue
        }
        for isGiven in [false, true] {
          let floor = grid.floor(part)
          let fitter = CurveFitter(Chinchilla(), fixed: isGiven ? ["E": floor] : [:])
          let fits = try seeds.map { seed in
            try fitter.fitIfPossible(
              CurveData(
                x: points.map { [$0.parameters, $0.tokens] },
                y: points.map { floor + $0.values(part)[seed] }), stream: stream)
          }
          families.append(
            Family(
              part: part, isLayered: isLayered, floorIsGiven: isGiven, count: points.count,
              fits: fits))
        }
      }
    }
    self.families = families
  }

  /// The fits to all responses and sizes that do not know the floor, of which H6.1 is.
  var free: Family? { families.first { $0.part == .total && !$0.isLayered && !$0.floorIsGiven } }
}

extension CurveFitter {
  /// A fit; `nil` where the points are none that the law can be fitted to.
  func fitIfPossible(_ data: CurveData, stream: RandomStream) throws -> CurveFit? {
    do {
      return try fit(data, stream: stream)
    } catch StatisticsError.curve {
      return nil
    } catch StatisticsError.curvePoint {
      return nil
    }
  }
}
