import Analyses
import Foundation
import Interchange
import Statistics
import Support
import Testing

/// Formulas of several columns.
@Suite struct FormulaColumnsTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// 1.8 + 480/N^0.35 + 2000/D^0.37, with noise of 0.1 %.
  private static let runs: [(Double, Double, Double)] = [
    (10_000_000, 39_810_717, 6.58812), (10_000_000, 158_489_319, 5.35509),
    (10_000_000, 630_957_344, 4.61508), (25_118_864, 99_999_999, 5.23137),
    (25_118_864, 398_107_166, 4.35119), (25_118_864, 1_584_893_173, 3.82593),
    (63_095_734, 251_188_641, 4.24946), (63_095_734, 999_999_993, 3.62902),
    (63_095_734, 3_981_071_677, 3.25777), (158_489_319, 630_957_344, 3.55781),
    (158_489_319, 2_511_886_428, 3.11532), (158_489_319, 9_999_999_984, 2.84435),
    (398_107_171, 1_584_893_194, 3.0578), (398_107_171, 6_309_573_452, 2.74087),
    (398_107_171, 25_118_864_343, 2.55311), (1_000_000_000, 3_981_071_706, 2.7013),
    (1_000_000_000, 15_848_931_925, 2.47394), (1_000_000_000, 63_095_734_448, 2.34034),
  ]

  private func table() throws -> String {
    try scratch.file(
      "N,D,loss,E\n" + Self.runs.map { "\($0.0),\($0.1),\($0.2),1\n" }.joined(), "runs.csv")
  }

  private func columns(
    _ formula: String, x: String? = nil, variables: [String]? = nil, given: Set<String> = []
  ) throws -> FormulaColumns {
    try FormulaColumns(
      formula, path: try table(), x: x, variables: variables,
      roles: FitColumns(x: [], y: "loss"), parameters: given)
  }

  /// Names that are columns are variables, and it is said; what was given a value is a parameter.
  @Test func namesThatAreColumns() throws {
    let both = try columns("c + A/N^alpha + B/D^beta")
    #expect(both.x == ["N", "D"] && both.formula.parameters == ["c", "A", "alpha", "B", "beta"])
    #expect(
      both.notes == [
        "N and D are columns, so they are variables of the formula; --vars chooses others."
      ])
    let given = try columns("E + A/N^alpha", given: ["E"])
    #expect(given.x == ["N"] && given.formula.parameters == ["E", "A", "alpha"])
    #expect(given.notes.last == "'E' is a column too, and taken for a parameter of the formula.")
    let chosen = try columns("E + A/N^alpha", variables: ["N"])
    #expect(chosen.x == ["N"] && chosen.formula.parameters == ["E", "A", "alpha"])
    let alias = try columns("c + A/x^alpha", x: "N")
    #expect(alias.x == ["N"] && alias.notes.isEmpty)
    let mixed = try columns("c + A/x^alpha + B/D^beta", x: "N")
    #expect(mixed.x == ["N", "D"] && mixed.notes.count == 1)
  }

  @Test func whatIsNotClearIsRefused() throws {
    #expect(
      scratch.message { _ = try columns("loss + A/N^alpha") }
        == "formula is 'loss', a column that another option names; expected other names of parameters, or --vars "
        + "with the columns that are variables")
    #expect(scratch.message { _ = try columns("a + b", variables: ["N"]) }.contains("vars"))
    #expect(scratch.message { _ = try columns("a + b*x") }.contains("the variable x"))
    #expect(
      scratch.message { _ = try columns("a + b*n", x: "N") }
        == "x is 'N', which the formula does not use: a + b*n; expected x in place of 'n' in it")
    #expect(scratch.message { _ = try columns("a + b*X", x: "N") }.hasSuffix("place of 'X' in it"))
    #expect(
      scratch.message { _ = try columns("a + b*D", x: "N") }.hasSuffix(
        "expected x in it, which stands for the column"))
  }

  /// As SciPy's least_squares to a tolerance of 10⁻¹⁵, from starts that know nothing.
  @Test func agreesWithSciPy() throws {
    let found = try columns("c + A/N^alpha + B/D^beta")
    let analysis = FitAnalysis(
      fitter: CurveFitter(FormulaLaw(found.formula), multiStart: 64, draws: 0),
      columns: FitColumns(x: found.x, y: "loss"), notes: found.notes)
    let report = try analysis.run([try table()])[0]
    let fit = try #require(report.fit)
    let right: [(String, Double, Double)] = [
      ("c", 1.7962592166184739, 0.00420918588563329), ("A", 476.6810619020304, 14.220465421263569),
      ("alpha", 0.3493071132301773, 0.00201753718187858),
      ("B", 1995.6219313712368, 30.187223274557233),
      ("beta", 0.3699012795506393, 0.0009013101881055656),
    ]
    for (name, value, error) in right {
      #expect(abs((fit.value(name) ?? 0) / value - 1) < 1e-6, "\(name)")
      #expect(abs((fit.standardError(name) ?? 0) / error - 1) < 1e-4, "\(name)")
    }
    #expect(abs(fit.ssr / 5.689588797255432e-05 - 1) < 1e-8)
    #expect(fit.isIdentified && report.notes.first == found.notes[0])
    var windowed = analysis
    windowed.window = 0...1e8
    #expect(scratch.message { _ = try windowed.run([try table()]) }.contains("window"))
  }

  /// Parameters that only their product tells, and columns that go together.
  @Test(arguments: ["a*b/N^0.3 + c", "c + a*N + b*N"])
  func whatOnlyTogetherCountsIsNotIdentified(_ text: String) throws {
    let found = try columns(text)
    let fit = try #require(
      try FitAnalysis(
        fitter: CurveFitter(FormulaLaw(found.formula), multiStart: 16),
        columns: FitColumns(x: found.x, y: "loss")
      ).run([try table()])[0].fit)
    #expect(!fit.isIdentified)
    #expect(fit.notes.contains { $0.contains("different parameters") || $0.contains("told apart") })
  }
}
