import Figures
import Foundation
import Testing

@Suite(.serialized) struct KindsTests {
  /// The rows of a figure's table by the names of its columns.
  private func rows(_ figure: Figure) -> [[String: String]] {
    let lines = Gnuplot.table(for: figure).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  @Test(
    .tags(.external), .enabled(if: Gnuplot.isAvailable, "gnuplot is not installed"),
    arguments: Kinds.all)
  func everyKindIsDrawnWithoutComplaint(_ figure: Figure) throws {
    let scratch = Scratch()
    for format in PictureFormat.allCases {
      let paths = try figure.write(to: "\(scratch.folder)/\(figure.name).\(format.rawValue)")
      let picture = try Data(contentsOf: URL(fileURLWithPath: paths[3]))
      #expect(picture.count > 2000, "\(figure.name).\(format.rawValue)")
    }
  }

  @Test func guessingIsTheMeanOverProblems() {
    let chance = rows(Kinds.passAtK).filter { $0["series"] == "guessing" }
    #expect(chance.count == 29)
    for row in chance {
      guard let k = Double(row["x"] ?? ""), let y = Double(row["y"] ?? "") else {
        Issue.record("no number")
        continue
      }
      #expect(abs(y - (1 - (pow(0.999, k) + pow(0.98, k)) / 2)) < 1e-12)
    }
    #expect(rows(Kinds.passAtK).contains { $0["series"] == "rl-7b (n = 164)" })
    // A guess that is always right, and one that never is.
    let certain = Figure.passAtK(
      name: "c", title: "", curves: [Kinds.curve("a", 1)], chances: [1, 0])
    #expect(rows(certain).filter { $0["series"] == "guessing" }.allSatisfy { $0["y"] == "0.5" })
  }

  @Test func residualsAreObservedMinusFitted() throws {
    let fit = FittedCurve(
      name: "run", x: [1, 2], y: [3, 5], fitted: [2.5, 5.5], heldX: [4], heldY: [9],
      heldFitted: [8], curve: KeyedCurve(name: "line", x: [1, 4], y: [2.5, 8]))
    let table = rows(
      Figure.fit(name: "f", title: "", fits: [fit], xLabel: "x", yLabel: "y"))
    let residuals = table.filter { $0["panel"] == "2" }
    #expect(residuals.map { $0["y"] } == ["0.5", "-0.5", "1.0"])
    #expect(
      residuals.map { $0["series"] } == ["run (n = 2)", "run (n = 2)", "run, held out (n = 1)"])
    #expect(table.filter { $0["panel"] == "1" && $0["series"] == "line" }.count == 2)
  }

  @Test func rowsOfAForestStandFromTopToBottom() {
    let table = rows(Kinds.forest)
    #expect(table.map { $0["y"] } == ["3.0", "2.0", "1.0", "0.0"])
    #expect(table.map { $0["low"] } == ["0.28", "-0.02", "-0.07", "-0.01"])
    let script = Gnuplot.script(for: Kinds.forest)
    #expect(script.contains("'rl_id − base on id (n = 8)' 3.0"))
    #expect(script.contains("'±margin'"))
    // One line of the key, however many colors.
    #expect(script.components(separatedBy: "estimate with 95 % interval").count == 2)
  }

  @Test func linesOfAnInteractionStandBesideEachOther() {
    let table = rows(Kinds.interaction).filter { $0["series"] != "" }
    #expect(table.prefix(3).map { $0["x"] } == ["-0.03", "0.97", "1.97"])
    #expect(table.suffix(3).map { $0["x"] } == ["0.03", "1.03", "2.03"])
  }

  @Test func sharesOfSupportAddUpToOne() {
    let table = rows(Kinds.support)
    for arm in ["null (n = 400)", "rl_id (n = 400)", "rl_edge (n = 400)"] {
      let shares = table.filter { $0["category"] == arm }.compactMap { Double($0["value"] ?? "") }
      #expect(shares.count == 4 && abs(shares.reduce(0, +) - 1) < 1e-12)
    }
    let empty = Figure.support(
      name: "s", title: "",
      rows: [SupportRow(name: "a", preserved: 0, expanded: 0, shrunk: 0, outside: 0)])
    #expect(rows(empty).allSatisfy { $0["value"] == "0.0" })
  }

  @Test func computesAndSizesAreInTheKey() {
    let table = rows(Kinds.isoFLOP)
    #expect(table.contains { $0["series"] == "6×10¹⁸ FLOP (n = 6)" })
    #expect(table.filter { $0["panel"] == "2" && $0["series"] == "best size" }.count == 3)
  }

  /// One color an arm in every kind: the first arm is blue wherever it is.
  @Test func anArmHasOneColor() {
    for figure in [Kinds.passAtK, Kinds.fit, Kinds.interaction, Kinds.profile, Kinds.isoFLOP] {
      #expect(Gnuplot.script(for: figure).contains(Palette.color(.arm(1))), "\(figure.name)")
    }
    #expect(Gnuplot.script(for: Kinds.passAtK).contains(Palette.neutral))
  }

  @Test func aForestWithoutRowsIsAProgrammingError() async {
    await #expect(processExitsWith: .failure) {
      _ = Figure.forest(name: "f", title: "", rows: [], xLabel: "x")
    }
    await #expect(processExitsWith: .failure) {
      _ = Figure.interaction(
        name: "f", title: "", levels: ["a"],
        lines: [InteractionLine(name: "l", n: 1, means: [], low: [], high: [])], xLabel: "",
        yLabel: "")
    }
  }
}
