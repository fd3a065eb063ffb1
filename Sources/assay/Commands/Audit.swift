import Analyses
import ArgumentParser
import Statistics

struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A checker's verdicts against the truth: error rates, and what they cost in samples.",
    discussion: """
      Takes CSV with a header, or one JSON object a line: a row a response. With ρ₀ the share of wrong responses that the
      checker calls right and ρ₁ that of right ones that it calls wrong, the policy gradient is scaled by
      J = 1 − ρ₀ − ρ₁, and a sample is worth J² p(1−p)/(p̃(1−p̃)) of one with a perfect checker.

      Examples:
        assay audit audit.csv --truth right --verdict reward
        assay audit audit.jsonl --truth gold --verdict judge --threshold 0.7 --seconds cost --pass-rate 0.2
      """)

  @Argument(
    help: "A CSV with a header, or JSON lines; also .gz or .zst, or - for standard input.",
    completion: .file()) var file: String
  @Option(help: "The column of the truth: true or false, 1 or 0.") var truth: String
  @Option(help: "The column of verdicts; blank where the checker could not tell.") var verdict:
    String
  @Option(help: "The column of seconds that a verdict took.") var seconds: String?
  @Option(help: "The column of what the checker said when asked again.") var again: String?
  @Option(help: "From which number on a verdict is \"right\".") var threshold = 0.5
  @Option(help: "The share of right responses in training. (default: that of the table)")
  var passRate: Double?
  @Option(help: "The confidence level of the intervals.") var level = 0.95
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    try Bounds.check("--level", level, Bounds.levels)
    try Bounds.check("--pass-rate", passRate, 0...1)
    try Bounds.check("--threshold", threshold, -1e12...1e12)
  }

  func run() throws {
    let report = try VerifierAudit(
      truth: truth, verdict: verdict, seconds: seconds, again: again, threshold: threshold,
      passRate: passRate, level: level
    ).run(file)
    if json {
      try Output.json(report)
    } else {
      print(report.plainText, terminator: "")
    }
  }
}
