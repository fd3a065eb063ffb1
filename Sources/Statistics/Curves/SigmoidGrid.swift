import Foundation

/// The published way of fitting the sigmoid, as a cross-check of `Sigmoid`.
///
/// A and Cmid run over a grid. For each pair B is fitted to the straight line
/// `ln[(R − R0)/(A − R)] = B·ln C − B·ln Cmid` in the sense of least squares on R, and the pair with the
/// least sum of squares is kept.
///
/// - Source: Khatri et al. 2025, arXiv:2510.13786, appendix (A over 0.450, 0.455, …, 0.800; Cmid over 100
///   equally spaced values).
/// - Deviation: none; B is found by golden-section search on ln B.
/// - Not for: intervals; ceilings outside the grid, where the answer is the grid's edge.
public enum SigmoidGrid {
  /// What the grid found.
  public struct Result: Sendable, Equatable {
    /// The ceiling.
    public var a: Double
    /// The exponent.
    public var b: Double
    /// The middle.
    public var middle: Double
    /// The sum of squares.
    public var ssr: Double
  }

  /// Fits.
  ///
  /// - Parameters:
  ///   - data: points with x above 0.
  ///   - r0: the value at x = 0.
  ///   - ceilings: the grid of A.
  ///   - middles: the grid of Cmid.
  /// - Precondition: both grids and the data have elements.
  public static func fit(
    _ data: CurveData, r0: Double, ceilings: [Double], middles: [Double]
  ) -> Result {
    precondition(!ceilings.isEmpty && !middles.isEmpty && data.count > 0, "an empty grid")
    let logs = data.x.map { log($0[0]) }
    var best = Result(a: ceilings[0], b: 1, middle: middles[0], ssr: .infinity)
    for a in ceilings {
      for middle in middles {
        let distances = logs.map { log(middle) - $0 }
        func squares(_ t: Double) -> Double {
          let b = exp(t)
          return zip(distances, data.y).reduce(0) { sum, point in
            let residual = point.1 - r0 - (a - r0) / (1 + exp(b * point.0))
            return sum + residual * residual
          }
        }
        let t = golden(squares, log(0.05), log(20))
        let ssr = squares(t)
        if ssr < best.ssr { best = Result(a: a, b: exp(t), middle: middle, ssr: ssr) }
      }
    }
    return best
  }

  /// The minimum of a function with one minimum between two places.
  private static func golden(_ f: (Double) -> Double, _ low: Double, _ high: Double) -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (a, b) = (low, high)
    var (c, d) = (b - ratio * (b - a), a + ratio * (b - a))
    var (fc, fd) = (f(c), f(d))
    while b - a > 1e-9 {
      if fc < fd {
        (b, d, fd) = (d, c, fc)
        c = b - ratio * (b - a)
        fc = f(c)
      } else {
        (a, c, fc) = (c, d, fd)
        d = a + ratio * (b - a)
        fd = f(d)
      }
    }
    return (a + b) / 2
  }
}
