import Reports
import Statistics
import Support

/// The law of size and tokens.
extension ScalingAnalysis {
  var lawText: String {
    if laws.families.isEmpty {
      return "\(grid.points.count) points do not determine the exponents of E + A/N^α + B/D^β "
        + "(simulated, 5 to 95 % of an exponent of 0.59: 0.34 to 0.75 with 1 % noise), so none is "
        + "given here."
    }
    let free = laws.free
    let (known, all) = (free?.identified.count ?? 0, free?.fits.count ?? 0)
    return "E + A/N^α + B/D^β, fitted to each seed's losses, once with the floor E free and once "
      + "with the one that is known. The first asks whether the method finds a floor that nobody "
      + "told it; "
      + (known == all
        ? "H6.1 is about all \(all) of its fits to the whole loss and all sizes."
        : "\(known) of its \(all) fits to the whole loss and all sizes are identified, so that "
          + "H6.1 is not run.")
  }

  func lawTable() -> Table {
    let rows = laws.families.map { family -> [Cell] in
      let values = ["E", "alpha", "beta"].map { name in
        Number.fixed(family.median { $0.value(name) })
      }
      return [
        .text(family.part.name), .text(family.isLayered ? without.trimmed : "all"),
        .count(family.count), .text(family.floorIsGiven ? "given" : "free"),
        Number.fixed(grid.floor(family.part)),
      ] + values + [
        Number.fixed(family.median { $0.derived["optimal_exponent"] }),
        "\(family.identified.count) of \(family.fits.count)",
      ]
    }
    return Table(
      id: "T6.law",
      caption: "Medians over the seeds whose fits are identified, and how many those are. Total: "
        + "the loss of a response; trace: its part of full traces, 0.7 of their mean loss, whose "
        + "floor is −0.7·ln 0.7. β/(α + β) is the exponent of the best size in compute.",
      columns: [
        .init("loss"), .init("sizes"), .init("points", .right), .init("floor"),
        .init("known", .right),
      ] + ["E", "α", "β", "β/(α + β)", "identified"].map { .init($0, .right) }, rows: rows)
  }
}

extension String {
  /// Without spaces around it.
  fileprivate var trimmed: String { String(trimmingPrefix(while: \.isWhitespace)) }
}
