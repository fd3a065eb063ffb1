/// Colors that people with any color vision can tell apart, as `#rrggbb`.
///
/// - Source: Okabe and Ito 2008, "Color Universal Design"; Tol 2021, SRON/EPS/TN/09-002, for the
///   last two arm colors ("muted") and the parts ("light").
/// - Deviation: no yellow, which is too faint on white.
public enum Palette {
  /// The colors of the arms, by index; after the last they repeat with another dash and marker.
  public static let arms = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#882255", "#999933",
  ]
  /// The colors of the parts of a whole; black text is readable on all.
  public static let parts = [
    "#77AADD", "#EEDD88", "#EE8866", "#DDDDDD", "#44BB99", "#FFAABB", "#BBCC33", "#99DDFF",
  ]
  /// The base model and other references.
  public static let neutral = "#333333"
  /// What guessing gives.
  public static let chance = "#888888"
  /// From the most negative value over zero to the most positive one.
  public static let diverging = ["#7BAFDE", "#F7F7F7", "#F4A582"]
  /// From the smallest value to the largest one.
  public static let sequential = ["#F7FBFF", "#7BAFDE"]

  /// The color of a series.
  public static func color(_ color: SeriesColor) -> String {
    switch color {
    case .arm(let index): arms[wrap(index, arms.count)]
    case .part(let index): parts[wrap(index, parts.count)]
    case .neutral: neutral
    case .chance: chance
    }
  }

  /// The dash pattern in gnuplot's words; empty for a solid line.
  static func dash(_ color: SeriesColor) -> String {
    switch color {
    case .chance: " dt (6,4)"
    case .arm(let index) where index >= 2 * arms.count: " dt (3,3)"
    case .arm(let index) where index >= arms.count: " dt (9,3)"
    default: ""
    }
  }

  /// gnuplot's number of the marker.
  static func marker(_ color: SeriesColor) -> Int {
    let markers = [7, 5, 9, 11, 13, 6, 4, 8]
    guard case .arm(let index) = color else { return 7 }
    return markers[wrap(index + index / arms.count, markers.count)]
  }

  /// gnuplot's number of the outline of the marker.
  static func outline(_ color: SeriesColor) -> Int {
    let marker = marker(color)
    // In gnuplot 4, 6, 8, 10 and 12 are the outlines of 5, 7, 9, 11 and 13.
    return marker % 2 == 1 ? marker - 1 : marker
  }

  /// The dash pattern as Vega's lengths; `[1, 0]` is solid.
  static func dashes(_ color: SeriesColor) -> [Int] {
    switch color {
    case .chance: [6, 4]
    case .arm(let index) where index >= 2 * arms.count: [3, 3]
    case .arm(let index) where index >= arms.count: [9, 3]
    default: [1, 0]
    }
  }

  /// Vega's name of the marker. Outlines are for what was held out, so the last three differ from gnuplot's.
  static func shape(_ color: SeriesColor) -> String {
    let shapes = [
      "circle", "square", "triangle-up", "triangle-down", "diamond", "cross", "triangle-left",
      "triangle-right",
    ]
    guard case .arm(let index) = color else { return "circle" }
    return shapes[wrap(index + index / arms.count, shapes.count)]
  }

  private static func wrap(_ index: Int, _ count: Int) -> Int {
    ((index % count) + count) % count
  }
}
