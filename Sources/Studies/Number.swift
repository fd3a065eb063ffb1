import Foundation

/// Numbers as tables show them.
enum Number {
  /// Three significant digits, without needless zeros.
  static func short(_ x: Double) -> String {
    guard x.isFinite else { return x.isNaN ? "–" : "\(x)" }
    if x != 0 && (abs(x) >= 1e6 || abs(x) < 1e-4) { return String(format: "%.2e", x) }
    if abs(x) >= 100 || x == x.rounded() { return String(format: "%.0f", x) }
    return String(format: abs(x) >= 10 ? "%.1f" : abs(x) >= 0.1 ? "%.3f" : "%.4f", x)
  }

  /// An estimate with its interval: `0.584 [0.551, 0.617]`.
  static func estimate(_ x: Double, _ low: Double, _ high: Double, signed: Bool = false) -> String {
    let format = signed ? "%+.3f [%+.3f, %+.3f]" : "%.3f [%.3f, %.3f]"
    return String(format: format, x, low, high)
  }

  /// A p value.
  static func p(_ x: Double) -> String { x < 1e-4 ? "< 0.0001" : String(format: "%.4f", x) }
}
