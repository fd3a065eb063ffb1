import ArgumentParser
import Config
import Foundation
import Studies
import Support
import Training

struct ConfigCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check a configuration and print it with all settings.",
    discussion: """
      A study's file is checked against the study that it names, any other file against the
      settings of assay train.
      """)

  @Argument(help: "YAML files, laid over each other from left to right.", completion: .file())
  var files: [String]
  @Option(help: "The study whose settings they are. (default: found out)", completion: .studies)
  var study: String?

  func run() throws {
    let sources = files.map { ConfigSource.file($0) }
    if let file = files.first, study == nil,
      let described = try StudyCatalogue.described(by: file)
    {
      var yaml = ""
      for scale in Scale.allCases {
        yaml = try described.prepare(Array(sources.dropFirst()), [], scale).yaml
      }
      print(yaml)
    } else if let id = try study ?? named() {
      let entry = try StudyCatalogue.entry(named: id)
      var yaml = ""
      for scale in Scale.allCases { yaml = try entry.prepare(sources, [], scale).yaml }
      print(yaml)
    } else {
      print(try ConfigLoader.yaml(try ConfigLoader.load(RunConfig(), sources: sources)))
    }
  }

  /// The study that the first file names in its key `study`.
  private func named() throws -> String? {
    guard let first = files.first else { return nil }
    return try AtomicFile.readText(first).split(separator: "\n").compactMap { line in
      line.hasPrefix("study:")
        ? line.dropFirst(6).trimmingCharacters(in: .whitespaces) : nil
    }.first
  }
}
