import ArgumentParser
import Interchange
import Results

struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "What is in a file of results: provenance, datasets, tests with verdicts, fits.",
    discussion: """
      Examples:
        assay inspect results/STUDY/quick
        assay inspect results.h5 --json
        ssh cluster cat results.h5 | assay inspect -
      """)

  @OptionGroup var location: ResultsLocation
  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    var inspection = try InputFile.plain(location.path) {
      try ResultsInspection(ResultsReader(path: $0))
    }
    inspection.file = InputFile.name(location.path)
    if json {
      try Output.json(inspection)
    } else {
      print(inspection.plainText)
    }
  }
}
