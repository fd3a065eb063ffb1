import Support

/// eˣ − 1 near 0 and ln(1 + x) near 0, with the same bits on every machine and C library.
///
/// - Source: Kahan's corrections, as in Higham 2002, Accuracy and Stability of Numerical
///   Algorithms, section 1.14.1 and problem 1.5.
/// - Deviation: beyond ±½ nothing is lost by subtracting 1, which is then all that `expm1` does.
extension PortableMath {
  /// `eˣ − 1`, to a few ulp also where eˣ rounds to 1.
  ///
  /// With u the rounded eˣ, `(u − 1)·x/ln u`: what is lost in u is lost in ln u too. −∞ gives −1, ∞
  /// gives ∞, NaN gives NaN, −0 gives −0.
  static func expm1(_ x: Double) -> Double {
    let u = exp(x)
    guard x.magnitude < 0.5 else { return u - 1 }
    return u == 1 ? x : (u - 1) * x / log(u)
  }

  /// `ln(1 + x)` of a finite number, to a few ulp also where 1 + x rounds to 1.
  ///
  /// With u the rounded 1 + x, `x·ln u/(u − 1)`. −1 gives −∞, less than that gives NaN, −0 gives
  /// −0.
  static func log1p(_ x: Double) -> Double {
    let u = 1 + x
    return u == 1 ? x : log(u) * x / (u - 1)
  }
}
