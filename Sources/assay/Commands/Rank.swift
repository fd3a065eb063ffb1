import Analyses
import ArgumentParser
import Interchange
import Results

struct Rank: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Models in order, with what their ranks would be on other problems.",
    discussion: """
      Takes CSV with a header or JSON lines: one row a score of a model on a problem, or one row a
      comparison of two models. Scores give means, ranks and how they move; comparisons give
      Bradley–Terry ratings on Elo's scale, and so do scores with --ratings.

      Examples:
        assay rank scores.csv --model model --problem id --value right
        assay rank scores.csv --model model --problem id --value right --ratings
        assay rank battles.csv --winner winner --loser loser --tie tie
      """)

  @Argument(help: "A CSV with a header, or JSON lines.") var file: String
  @Option(help: "Scores: the column of models.") var model: String?
  @Option(help: "The column of problems.") var problem: String?
  @Option(help: "Scores: the column of scores; more is better.") var value: String?
  @Flag(help: "Scores: Bradley–Terry ratings too, the better score of a problem wins.")
  var ratings = false
  @Option(help: "Comparisons: the column of winners.") var winner: String?
  @Option(help: "Comparisons: the column of losers.") var loser: String?
  @Option(help: "Comparisons: a column that is 1 or true for a tie, half a win of each.")
  var tie: String?
  @Option(help: "Bootstrap draws.") var bootstrap = 10_000
  @Option(help: "The root of all randomness.") var seed: UInt64 = 7
  @Option(help: "The confidence level.") var level = 0.95
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print CSV, one row a model.") var csv = false
  @OptionGroup var results: ResultsFileOptions

  func validate() throws {
    try Bounds.check("--level", level, Bounds.levels)
    try Bounds.check("--bootstrap", bootstrap, Bounds.draws)
    if json && csv { throw ValidationError("--json and --csv exclude each other") }
    _ = try columns()
  }

  func run() throws {
    let out = try results.path()
    let analysis = RankAnalysis(
      columns: try columns(), hasRatings: ratings, draws: bootstrap, level: level, seed: seed)
    let report = try analysis.run(ColumnTable.read(file))
    if let out {
      try RankStore.write(report, seed: seed, provenance: .current(threads: 1), to: out)
    }
    if json {
      try Output.json(report)
    } else {
      print(csv ? report.csv : report.plainText, terminator: "")
    }
  }

  private func columns() throws -> RankColumns {
    switch (model, problem, value, winner, loser) {
    case (.some(let model), .some(let problem), .some(let value), nil, nil):
      if tie != nil { throw ValidationError("--tie is for comparisons; equal scores are ties") }
      return .scores(model: model, problem: problem, value: value)
    case (nil, let problem, nil, .some(let winner), .some(let loser)):
      if ratings { throw ValidationError("--ratings is for scores; comparisons always give them") }
      return .pairs(winner: winner, loser: loser, tie: tie, problem: problem)
    default:
      throw ValidationError(
        "give --model, --problem and --value for scores, or --winner and --loser for comparisons")
    }
  }
}
