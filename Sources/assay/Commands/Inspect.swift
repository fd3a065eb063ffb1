import ArgumentParser
import Results

struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "What is in a file of results: provenance, datasets, tests with verdicts, fits.",
    discussion: """
      Examples:
        assay inspect results/STUDY/quick
        assay inspect results.h5 --json
      """)

  @OptionGroup var location: ResultsLocation
  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let inspection = try ResultsInspection(ResultsReader(path: location.path))
    if json {
      try Output.json(inspection)
    } else {
      print(inspection.plainText)
    }
  }
}
