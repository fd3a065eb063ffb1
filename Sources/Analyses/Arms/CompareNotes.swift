import Foundation
import Interchange
import Statistics
import Support

/// Numbers in sentences and tables.
enum CompareText {
  /// A number of the measurement.
  static func number(_ value: Double, sign: Bool = false) -> String {
    abs(value) >= 1000 || (value != 0 && abs(value) < 0.001)
      ? String(format: sign ? "%+.3g" : "%.3g", value)
      : .decimal(sign ? "%+.4f" : "%.4f", value)
  }

  /// A number as people write it: no more zeros than needed.
  static func level(_ value: Double) -> String { String(format: "%.4g", value) }

  /// A p value.
  static func p(_ value: Double) -> String {
    value == 0
      ? "0" : value < 0.0001 ? String(format: "%.1e", value) : String(format: "%.4f", value)
  }

  static func interval(_ interval: Interval) -> String {
    "[\(number(interval.low)), \(number(interval.high))]"
  }

  static func percent(_ level: Double) -> String { String(format: "%.10g", level * 100) }

  static func plural(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

extension CompareAnalysis {
  /// What a reader should know: the replicate, the floor of p, the correction, what could be found.
  func notes(_ report: CompareReport, _ samples: ComparedSamples) -> [String] {
    var notes = sharedNote(samples) + [replicateNote(report, samples)]
    if let contrast = report.contrasts.max(by: { $0.pFloor < $1.pFloor }) {
      notes.append(floorNote(contrast, samples, family: report.contrasts.count))
    }
    if report.contrasts.count > 1 {
      notes.append(
        correction == .none
          ? "The p values of \(report.contrasts.count) comparisons are not corrected."
          : "p values are corrected for \(report.contrasts.count) comparisons (\(correction.words))."
      )
    }
    if let contrast = report.contrasts.first(where: { $0.detectable != nil }),
      let detectable = contrast.detectable
    {
      let difference = CompareText.number(detectable)
      notes.append(
        "With this spread, a t test of \(Self.replicates(contrast, samples)) finds a difference of "
          + "\(difference) in '\(contrast.arm)' with 80 % power (before correction).")
    }
    for contrast in report.contrasts {
      if let crossed = contrast.crossed { notes.append(Self.text(crossed, contrast, report)) }
    }
    for contrast in report.contrasts where contrast.effectSize == nil {
      notes.append(
        "'\(contrast.arm)': no spread, so t and the effect size are not defined; the permutation test "
          + "stands.")
    }
    if samples.kind == .unit, report.contrasts.contains(where: { $0.crossed != nil }),
      samples.table.units.count < 5
    {
      notes.append(
        "With fewer than 5 \(report.replicate)s the spread between them is badly known: the crossed "
          + "interval is too narrow.")
    }
    return notes
  }

  private static func text(
    _ crossed: CrossedFinding, _ contrast: ArmContrast, _ report: CompareReport
  ) -> String {
    func text(_ value: Double?) -> String { value.map { CompareText.number($0) } ?? "–" }
    let corrected =
      crossed.correctedInterval.map { "; bias-corrected \(CompareText.interval($0))" } ?? ""
    return
      "'\(contrast.arm)': standard error \(text(crossed.standardError)) with \(report.replicate)s and "
      + "problems drawn again, as in the interval\(corrected); "
      + "\(text(crossed.standardErrorUnitsOnly)) with \(report.replicate)s only, to which the tests "
      + "belong; \(text(crossed.standardErrorProblemsOnly)) with problems only."
  }

  /// A unit was named and nothing is paired by it: that is seldom what was meant.
  private func sharedNote(_ samples: ComparedSamples) -> [String] {
    guard let unit = columns.unit, !samples.isPaired, paired != false else { return [] }
    let table = samples.table
    let sets = table.arms.indices.map { Set(table.units(of: $0)) }
    let shared = sets.dropFirst().reduce(sets.first ?? []) { $0.intersection($1) }
    guard shared.isEmpty else { return [] }
    let some = table.units.prefix(3).map { "'\(Excerpt.of($0))'" }.joined(separator: ", ")
    return [
      "NOTHING IS PAIRED: no value of '\(unit)' is in all arms (values such as \(some)). If the same \(unit)s were "
        + "run in every arm, write them alike; --unpaired says that this is meant."
    ]
  }

  private func replicateNote(_ report: CompareReport, _ samples: ComparedSamples) -> String {
    switch samples.kind {
    case .problem:
      return
        "One run an arm: a replicate is a \(report.replicate). The tests are about these runs on "
        + "other problems of the kind; they make no claim about training again."
    case .row: return "A replicate is a row."
    case .unit:
      let cells = samples.table.cells.count
      let over = cells > 1 ? "; its value is a mean over \(cells) measurements" : ""
      return "A replicate is one value of '\(report.replicate)'\(over)."
    }
  }

  private func floorNote(
    _ contrast: ArmContrast, _ samples: ComparedSamples, family: Int
  ) -> String {
    let test = samples.isPaired ? "sign-flip" : "permutation"
    let alpha = 1 - level
    var text =
      "With \(Self.replicates(contrast, samples)) the \(test) p cannot go below "
      + "\(CompareText.p(contrast.pFloor))"
    let moving = Self.discordant(contrast, samples)
    guard samples.isPaired, moving <= SignFlip.exactLimit else { return text + "." }
    func needed(_ level: Double) -> Int {
      (1...SignFlip.exactLimit).first { SignFlip.floor(n: $0, alternative: alternative) <= level }
        ?? SignFlip.exactLimit
    }
    if contrast.pFloor > alpha * (1 + 1e-12) {
      text +=
        ": nothing can be significant at \(String(format: "%.3g", alpha)); at least "
        + "\(needed(alpha * (1 + 1e-12))) are needed"
    } else if family > 1, contrast.pFloor * Double(family) > alpha * (1 + 1e-12),
      correction != .none
    {
      let each = alpha / Double(family) * (1 + 1e-12)
      text +=
        "; corrected for \(family) comparisons a single difference needs \(needed(each)) to be "
        + "significant"
    }
    return text + "."
  }

  /// Pairs that differ; the others say nothing of a direction.
  private static func discordant(_ contrast: ArmContrast, _ samples: ComparedSamples) -> Int {
    let sides = [contrast.arm, contrast.baseline].map { name in
      samples.table.arms.firstIndex(of: name).map { samples.values[$0] } ?? []
    }
    return zip(sides[0], sides[1]).count { $0 != $1 }
  }

  private static func replicates(_ contrast: ArmContrast, _ samples: ComparedSamples) -> String {
    if samples.isPaired {
      let moving = discordant(contrast, samples)
      let pairs = CompareText.plural(contrast.replicates, "pair")
      return moving == contrast.replicates ? pairs : "\(pairs) (\(moving) differ)"
    }
    let counts = [contrast.arm, contrast.baseline].map { name in
      samples.table.arms.firstIndex(of: name).map { samples.values[$0].count } ?? 0
    }
    return "\(counts[0]) and \(counts[1]) replicates"
  }
}
