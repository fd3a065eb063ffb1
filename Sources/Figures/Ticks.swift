import Foundation

/// Where an axis is labelled, and with what.
enum Ticks {
  /// At most `limit` ticks (where that is possible) of a range.
  static func ticks(_ range: ClosedRange<Double>, _ scale: AxisScale, limit: Int) -> [Tick] {
    switch scale {
    case .linear: linear(range, limit: limit)
    case .log2: logarithmic(range, base: 2, limit: limit)
    case .log10: logarithmic(range, base: 10, limit: limit)
    }
  }

  /// A range that shows all values with some room; positive values stay on positive axes.
  ///
  /// Named places get half a step of room on both sides.
  static func range(
    of values: [Double], _ scale: AxisScale, named ticks: [Tick] = []
  ) -> ClosedRange<Double>? {
    if let first = ticks.map(\.value).min(), let last = ticks.map(\.value).max(), scale == .linear {
      let room = ticks.count > 1 ? (last - first) / Double(ticks.count - 1) / 2 : 0.5
      return first - max(room, 1e-9)...last + max(room, 1e-9)
    }
    let usable = values.filter { $0.isFinite && (scale == .linear || $0 > 0) }
    guard let low = usable.min(), let high = usable.max() else { return nil }
    guard scale == .linear else {
      let room = max(pow(high / low, 0.03), 1.05)
      return low / room...high * room
    }
    let room = high > low ? (high - low) * 0.05 : max(abs(high) * 0.1, 1e-12)
    let bottom = low >= 0 ? max(0, low - room) : low - room
    let top = high <= 0 ? min(0, high + room) : high + room
    return bottom < top ? bottom...top : bottom...bottom + 1
  }

  private static func linear(_ range: ClosedRange<Double>, limit: Int) -> [Tick] {
    let span = range.upperBound - range.lowerBound
    let raw = span / Double(max(1, limit - 1))
    let magnitude = pow(10, floor(log10(raw)))
    let step = [1, 2, 5, 10].map { $0 * magnitude }.first { $0 >= raw * 0.999 } ?? raw
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    guard first <= last, last - first < 1000 else { return [] }
    let largest = max(abs(first), abs(last)) * step
    return stride(from: first, through: last, by: 1).map {
      Tick($0 * step, label($0 * step, step: step, largest: largest))
    }
  }

  private static func logarithmic(
    _ range: ClosedRange<Double>, base: Double, limit: Int
  ) -> [Tick] {
    guard range.lowerBound > 0 else { return [] }
    let first = (log(range.lowerBound) / log(base) - 1e-9).rounded(.up)
    let last = (log(range.upperBound) / log(base) + 1e-9).rounded(.down)
    guard last - first >= 2 || (base == 2 && last > first) else {
      return base == 10
        ? withinDecades(range, limit: limit)
        : linear(range, limit: limit).filter { $0.value > 0 }
    }
    let every = ((last - first + 1) / Double(max(2, limit))).rounded(.up)
    return stride(from: first, through: last, by: max(1, every)).map {
      Tick(pow(base, $0), power(Int(base), Int($0)))
    }
  }

  /// Ones, twos and fives of a range that is too short for powers of ten.
  private static func withinDecades(_ range: ClosedRange<Double>, limit: Int) -> [Tick] {
    let first = Int(floor(log10(range.lowerBound)))
    let last = Int(floor(log10(range.upperBound)))
    let ticks = (first...last).flatMap { exponent in
      [1, 2, 5].map { mantissa -> Tick in
        let value = Double(mantissa) * pow(10, Double(exponent))
        let plain = exponent >= -3 && exponent < 4
        let label =
          plain
          ? decimals(value, max(0, -exponent))
          : (mantissa == 1 ? "" : "\(mantissa)×") + power(10, exponent)
        return Tick(value, label)
      }
    }.filter { range.contains($0.value) }
    return ticks.count >= 2 ? ticks : linear(range, limit: limit).filter { $0.value > 0 }
  }

  /// A power, written out between 1/1000 and 10 000.
  private static func power(_ base: Int, _ exponent: Int) -> String {
    let value = pow(Double(base), Double(exponent))
    if value >= 1 && value <= 10_000 { return String(Int(value)) }
    if base == 10 && exponent < 0 && exponent >= -3 { return decimals(value, -exponent) }
    if base == 2 && value < 1 && exponent >= -4 { return "1/\(Int(1 / value))" }
    return "\(base)\(superscript(exponent))"
  }

  private static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let text = String(abs(number)).map { digits[$0.wholeNumberValue ?? 0] }
    return (number < 0 ? "⁻" : "") + String(text)
  }

  /// A number of a linear axis with as many decimals as its step needs.
  static func label(_ value: Double, step: Double, largest: Double) -> String {
    let size = abs(value)
    if size < step * 1e-6 { return "0" }
    for (unit, suffix) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k")]
    where largest >= unit && largest < 1e16 && step >= unit / 1000 {
      let unit = suffix == "k" ? 1e3 : unit
      return decimals(value / unit, places(step / unit)) + suffix
    }
    if largest >= 1e6 || step < 1e-5 {
      let exponent = Int(floor(log10(size * 1.000_001)))
      let mantissa = value / pow(10, Double(exponent))
      return "\(decimals(mantissa, places(step / pow(10, Double(exponent)))))×10"
        + superscript(exponent)
    }
    return decimals(value, places(step))
  }

  private static func places(_ step: Double) -> Int {
    max(0, min(9, Int((-log10(step) - 1e-9).rounded(.up))))
  }

  /// A number with a fixed number of decimals and a true minus sign.
  static func decimals(_ value: Double, _ places: Int) -> String {
    let text = String(format: "%.\(places)f", abs(value))
    let isZero = !text.contains { $0 != "0" && $0 != "." }
    return value < 0 && !isZero ? "−" + text : text
  }
}

/// Widths of texts in a sans-serif font, near enough to place them.
enum TextMetrics {
  /// The width in pixels at a font size in pixels.
  static func width(_ text: String, size: Double) -> Double {
    text.reduce(0) { $0 + share($1) } * size
  }

  /// The text in lines not wider than a number of pixels, broken at spaces.
  static func wrap(_ text: String, width limit: Double, size: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, width(last + " " + word, size: size) <= limit {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The text, or its beginning with an ellipsis.
  static func shorten(_ text: String, to count: Int) -> String {
    text.count <= count ? text : text.prefix(count - 1) + "…"
  }

  private static func share(_ character: Character) -> Double {
    if "iljtfrI.,:;'|! ()[]".contains(character) { return 0.32 }
    if "mwMW@%—".contains(character) { return 0.88 }
    if character.isUppercase { return 0.70 }
    return 0.57
  }
}
