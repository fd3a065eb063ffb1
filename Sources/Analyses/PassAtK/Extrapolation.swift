import Foundation
import Interchange
import Reports
import Statistics
import Support

/// pass@k beyond the samples of a table, by a distribution of difficulties fitted to its counts.
public struct Extrapolation: Codable, Sendable, Equatable {
  /// The fitted distribution.
  public var fit: DifficultyFit
  /// The curve with intervals over problems: the k beyond the fewest samples of a problem.
  public var points: [ExtrapolatedPoint]

  /// Refits of the bootstrap: more would take minutes and say little.
  static let mostDraws = 1000

  /// Fits and extrapolates: the powers of two beyond the samples, and the last k itself.
  ///
  /// - Parameters:
  ///   - table: the counts.
  ///   - last: the largest k; at or below the fewest samples it is the only one.
  ///   - model: the family of difficulties.
  ///   - draws: bootstrap draws, cut off at 1000.
  ///   - level: the confidence level.
  ///   - stream: where problems are drawn from.
  /// - Throws: `StatisticsError` where the counts do not determine the fit.
  public init(
    _ table: CountTable, to last: Int, model: DifficultyModel, draws: Int, level: Double,
    stream: RandomStream
  ) throws {
    let counts = table.problems.map { (n: $0.n, c: $0.c) }
    let least = counts.map(\.n).min() ?? 0
    let ks = PassAtK.powersOfTwo(upTo: last).filter { $0 > least && $0 < last } + [last]
    fit = try DifficultyFit.fit(model, counts: counts)
    points = fit.extrapolate(
      ks, counts: counts, draws: min(draws, Self.mostDraws), level: level, stream: stream)
  }

  var json: OrderedJSON {
    .object([
      ("model", .text(fit.model.rawValue)), ("a", .number(fit.a)), ("b", .number(fit.b)),
      ("scale", .number(fit.scale)), ("se_log_a", .optional(fit.seLogA)),
      ("se_log_b", .optional(fit.seLogB)),
      ("negative_log_likelihood", .number(fit.negativeLogLikelihood)),
      ("identified", .flag(fit.isIdentified)), ("note", fit.note.map { .text($0) } ?? .null),
      ("k", .integers(points.map(\.k))), ("pass_at_k", .numbers(points.map(\.value))),
      ("ci_low", .numbers(points.map(\.interval?.low))),
      ("ci_high", .numbers(points.map(\.interval?.high))),
    ])
  }

  func plainText(percent: String) -> String {
    let table = Table(
      id: "", caption: "",
      columns: [
        Table.Column("k", .right), Table.Column("pass@k", .right),
        Table.Column("\(percent) % interval", .left),
      ],
      texts: points.map {
        [
          "\($0.k)", PassAtKReport.cell($0.value),
          PassAtKReport.interval($0.interval?.low, $0.interval?.high),
        ]
      })
    let scale = fit.model.isScaled ? ", s = \(String(format: "%.4g", fit.scale))" : ""
    return String(
      format: "extrapolated by a %@ fit of difficulty, a = %.4g, b = %.4g%@\n", fit.model.rawValue,
      fit.a, fit.b, scale) + table.plainText()
      + (fit.isIdentified
        ? "" : "The fit is not identified: \(fit.note ?? "the counts say too little")\n")
      + "An extrapolation holds the shape of the fit to be true; draw more samples to be sure.\n"
  }
}
