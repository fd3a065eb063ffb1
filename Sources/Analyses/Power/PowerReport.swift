import Foundation
import Reports
import Statistics

/// The answer of a power analysis over seeds.
public struct PowerReport: Codable, Sendable, Equatable {
  /// Pairs, or groups.
  public var design: ComparisonDesign
  /// The test.
  public var test: PowerTest
  /// Which of seeds, effect and power was found.
  public var solvedFor: String
  /// Pairs, or the size of each group; null if there is no such number.
  @Nullable public var seeds: Int?
  /// Standardized; null if no effect can be found.
  @Nullable public var effect: Double?
  /// The effect in the units of the measurement, where the deviation is known.
  @Nullable public var delta: Double?
  /// The standard deviation, where it is known.
  @Nullable public var deviation: Double?
  /// The power.
  @Nullable public var power: Double?
  /// The level of the family.
  public var alpha: Double
  /// How many hypotheses share it.
  public var hypotheses: Int
  /// The level of one test.
  public var alphaEach: Double
  /// The alternative hypothesis.
  public var alternative: Alternative
  /// The margin of an equivalence test; null for a test of difference.
  @Nullable public var margin: Double?
  /// The smallest p value of a sign-flip test of so many pairs.
  @Nullable public var pFloor: Double?
  /// The pilot that the deviation comes from.
  @Nullable public var pilot: PowerPilot?

  /// The answer in a sentence, and what it rests on.
  public var plainText: String {
    ([sentence] + notes).map { $0 + "\n" }.joined()
  }

  private var who: String {
    guard let seeds else { return "" }
    return design == .paired ? "\(seeds) pairs of seeds" : "two groups of \(seeds) seeds"
  }

  private var how: String {
    let side = alternative == .twoSided ? "two-sided" : "one-sided"
    let name = margin != nil ? "two one-sided t tests" : "\(side) \(test.rawValue) test"
    let level = String(format: "%.4g", alphaEach)
    return "(\(name), α = \(level)"
      + (hypotheses > 1 ? String(format: " = %.4g/%d", alpha, hypotheses) : "") + ")"
  }

  private var what: String {
    guard let effect else { return "" }
    let name = design == .paired ? "d_z" : "d"
    let size = String(format: "\(name) = %.3g", effect)
    guard let delta, let deviation else { return "an effect of \(size)" }
    return String(format: "a difference of %.4g (sd %.4g, ", delta, deviation) + size + ")"
  }

  private var share: String { power.map { String(format: "%.1f %%", $0 * 100) } ?? "" }

  private var sentence: String {
    if let margin { return equivalenceSentence(margin) }
    switch solvedFor {
    case "power": return "\(Self.capital(who)) find \(what) with \(share) power \(how)."
    case "effect":
      guard effect != nil else {
        return "\(Self.capital(who)) cannot find any effect \(how): p cannot go below "
          + "\(CompareText.p(pFloor ?? 1))."
      }
      return "\(Self.capital(who)) find \(what) or more with \(share) power \(how)."
    default:
      guard seeds != nil else {
        return "No number of seeds that can be run finds \(what) with \(share) power \(how)."
      }
      return "\(Self.capital(what)) is found with \(share) power by \(who) \(how)."
    }
  }

  private func equivalenceSentence(_ margin: Double) -> String {
    let within = String(format: "within ±%.4g (sd %.4g)", margin, deviation ?? .nan)
    let truth = delta.map { $0 == 0 ? "equal arms" : String(format: "arms %.4g apart", $0) } ?? ""
    if solvedFor == "power" {
      return "\(Self.capital(who)) show \(truth) to be \(within) with \(share) power \(how)."
    }
    guard seeds != nil else { return "No number of seeds shows \(truth) to be \(within) \(how)." }
    return "\(Self.capital(truth)) are shown to be \(within) with \(share) power by \(who) \(how)."
  }

  private var notes: [String] {
    var notes: [String] = []
    if let pFloor, pFloor > 0, effect != nil {
      notes.append("The sign-flip p of \(who) cannot go below \(CompareText.p(pFloor)).")
    }
    if let pilot {
      notes.append(
        "The pilot's sd is \(Self.short(pilot.deviation)) (\(pilot.count) values: \(pilot.what)), raised "
          + "by \(Self.short(pilot.factor)) to \(Self.short(pilot.raised)), below which the true one is "
          + "with 80 % probability.")
    }
    return notes
  }

  private static func short(_ value: Double) -> String { String(format: "%.4g", value) }

  private static func capital(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}

/// The answer of a power analysis over problems.
public struct ProblemsPowerReport: Codable, Sendable, Equatable {
  /// Which of problems, delta and power was found.
  public var solvedFor: String
  /// The number of problems; null if it is beyond counting.
  @Nullable public var problems: Int?
  /// The difference in score.
  @Nullable public var delta: Double?
  /// Samples of each problem by each model.
  public var samples: Int
  /// The variance over problems of the true difference.
  public var omega2: Double
  /// The mean variance of one sample of a problem.
  public var sigma2: Double
  /// The power.
  @Nullable public var power: Double?
  /// The two-sided level.
  public var alphaEach: Double

  /// The answer in a sentence, and what would help.
  public var plainText: String {
    let share = power.map { String(format: "%.1f %%", $0 * 100) } ?? ""
    let size = delta.map { String(format: "%.4f", abs($0)) } ?? ""
    let count = problems.map { "\($0) problems" } ?? "More problems than can be counted"
    let rest =
      "with \(CompareText.plural(samples, "sample")) each and \(share) power "
      + String(format: "(two-sided, α = %.4g).", alphaEach)
    let advice =
      sigma2 == 0
      ? ""
      : 2 * sigma2 / Double(samples) > omega2
        ? "More samples a problem help most: they make up most of the variance.\n"
        : "More problems help more than more samples a problem.\n"
    return
      (solvedFor == "problems"
      ? "A difference of \(size) between two models is found by \(count) \(rest)\n"
      : "\(count) find a difference of \(size) between two models \(rest)\n") + advice
  }
}

/// The smallest effects that t tests find, by the number of seeds.
public struct PowerTable: Codable, Sendable, Equatable {
  /// One number of seeds.
  public struct Row: Codable, Sendable, Equatable {
    /// Pairs, or the size of each group.
    public var seeds: Int
    /// d of groups at α, and at α over the number of hypotheses.
    public var unpaired: [Double]
    /// d_z of pairs, likewise.
    public var paired: [Double]
    /// The smallest two-sided p value of a sign-flip test of so many pairs.
    public var signFlipFloor: Double
  }

  /// The levels: α, and α over the number of hypotheses.
  public var alphas: [Double]
  /// The power.
  public var power: Double
  /// By rising number of seeds.
  public var rows: [Row]

  /// Computes the table.
  ///
  /// - Precondition: `alpha` in (0, ½), `power` in (alpha, 1), `hypotheses ≥ 1` and `seeds ≥ 2`.
  public init(
    seeds: [Int] = [3, 4, 5, 6, 8, 10, 12, 16], alpha: Double = 0.05, hypotheses: Int = 6,
    power: Double = 0.8
  ) {
    let alphas = [alpha, alpha / Double(hypotheses)]
    self.alphas = alphas
    self.power = power
    rows = seeds.map { n in
      Row(
        seeds: n,
        unpaired: alphas.map { Power.detectableEffect(.unpaired, n: n, power: power, alpha: $0) },
        paired: alphas.map { Power.detectableEffect(.paired, n: n, power: power, alpha: $0) },
        signFlipFloor: SignFlip.floor(n: n))
    }
  }

  /// The table for people.
  public var plainText: String {
    let levels = alphas.map { String(format: "%.4g", $0) }
    let table = Table(
      id: "", caption: "",
      columns: [Table.Column("seeds", .right)]
        + levels.map { Table.Column("unpaired d, α = \($0)", .right) }
        + levels.map { Table.Column("paired d_z, α = \($0)", .right) }
        + [Table.Column("sign-flip p ≥", .right)],
      texts: rows.map { row in
        ["\(row.seeds)"] + (row.unpaired + row.paired).map { String(format: "%.2f", $0) }
          + [CompareText.p(row.signFlipFloor)]
      })
    return "Smallest standardized effect found with "
      + String(format: "%.4g", power * 100) + " % power by two-sided t tests\n\n"
      + table.plainText()
  }
}
