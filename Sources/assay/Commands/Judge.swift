import Analyses
import ArgumentParser
import Interchange
import Results
import Statistics

extension IntervalFactor: ExpressibleByArgument {}

struct Judge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ppi",
    abstract: "A mean of few human labels, corrected from many scores of a judge.",
    discussion: """
      Takes CSV with a header or JSON lines, one row a completion: the judge's score on every row, a
      human label on some, chosen by chance, and an empty cell on the others. Prints the human labels
      alone, prediction-powered inference (PPI) and its tuned form (PPI++), which is the one to quote.
      A cheaper model with scores on all problems serves as a judge too: PPI++ is the estimator of
      control variates; --judge-mean says that the cheap score's mean is known.

      Examples:
        assay ppi judged.csv --human right --judge score
        assay ppi judged.csv --human right --judge score --cluster passage
        assay ppi some.csv --human big_model --judge small_model --judge-mean 0.4312
      """)

  @Argument(help: "A CSV with a header, or JSON lines.") var file: String
  @Option(help: "The column of human labels, empty where there is none.") var human: String
  @Option(help: "The column of the judge's scores.") var judge: String
  @Option(help: "The column of groups of rows that belong together.") var cluster: String?
  @Option(help: "The judge's mean on all problems, known without error: control variates.")
  var judgeMean: Double?
  @Option(help: "student, or normal as the source has it.") var interval = IntervalFactor.student
  @Option(help: "The confidence level.") var level = 0.95
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup var results: ResultsFileOptions

  func validate() throws { try Bounds.check("--level", level, Bounds.levels) }

  func run() throws {
    let out = try results.path()
    let analysis = JudgeAnalysis(
      human: human, judge: judge, cluster: cluster, judgeMean: judgeMean, factor: interval,
      level: level)
    let report = try analysis.run(ColumnTable.read(file))
    if let out { try JudgeStore.write(report, provenance: .current(threads: 1), to: out) }
    if json {
      try Output.json(report)
    } else {
      print(report.plainText, terminator: "")
    }
  }
}
