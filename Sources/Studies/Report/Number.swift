import Foundation
import Reports
import Support

/// Numbers as tables and sentences show them; in a table they are numbers still.
enum Number {
  /// Three significant digits, without needless zeros.
  static func short(_ x: Double) -> Cell {
    func text() -> String {
      guard x.isFinite else { return x.isNaN ? "–" : x > 0 ? "∞" : "-∞" }
      if x != 0 && (abs(x) >= 1e6 || abs(x) < 1e-4) { return String(format: "%.2e", x) }
      if abs(x) >= 100 || x == x.rounded() { return .decimal("%.0f", x) }
      return String(format: abs(x) >= 10 ? "%.1f" : abs(x) >= 0.1 ? "%.3f" : "%.4f", x)
    }
    return Cell(text(), value: x)
  }

  /// Three decimals, with a sign if asked for.
  static func fixed(_ x: Double, signed: Bool = false) -> Cell {
    Cell(x.isNaN ? "–" : .decimal(signed ? "%+.3f" : "%.3f", x), value: x)
  }

  /// A number in a format of `printf`.
  static func formatted(_ format: String, _ x: Double) -> Cell {
    Cell(.decimal(format, x), value: x)
  }

  /// An interval that is narrower than this is said to have no width.
  static let leastWidth = 1e-6

  /// An estimate with its interval: `0.584 [0.551, 0.617]`; without one it says so.
  ///
  /// An interval whose ends are the same in three decimals gets up to six, `1.0000 [0.9998, 1.0000]`; one
  /// that is narrower still has no width.
  static func estimate(_ x: Double, _ low: Double, _ high: Double, signed: Bool = false) -> Cell {
    func text(_ x: Double, _ digits: Int = 3) -> String {
      .decimal(signed ? "%+.\(digits)f" : "%.\(digits)f", x)
    }
    func text() -> String {
      if x.isNaN { return "–" }
      if low.isNaN || high.isNaN { return "\(text(x)) [no interval]" }
      if high - low < leastWidth { return "\(text(x)) [no width]" }
      var digits = 3
      if text(low) == text(high) {
        digits = (4...5).first { text(low, $0) != text(high, $0) } ?? 6
      }
      return "\(text(x, digits)) [\(text(low, digits)), \(text(high, digits))]"
    }
    return Cell(text(), value: x, low: low, high: high)
  }

  /// A range: `0.01 to 0.15`.
  static func range(_ low: Cell, _ high: Cell) -> Cell {
    Cell("\(low) to \(high)", low: low.value, high: high.value)
  }

  /// A whole number with powers of two from 2^10 on as such.
  static func count(_ k: Int) -> Cell {
    Cell(k >= 1024 && k & (k - 1) == 0 ? "2^\(k.trailingZeroBitCount)" : "\(k)", value: Double(k))
  }

  /// A share in percent.
  static func percent(_ x: Double) -> Cell {
    Cell(x.isFinite ? .decimal("%.0f", 100 * x) + " %" : "–", value: x)
  }

  /// A p value.
  static func p(_ x: Double) -> Cell {
    Cell(x < 1e-4 ? "< 0.0001" : String(format: "%.4f", x), value: x)
  }
}
