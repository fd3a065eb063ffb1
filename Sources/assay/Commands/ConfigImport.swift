import ArgumentParser
import Config
import Foundation
import Support
import Training

struct ConfigImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Write TRL's or verl's settings in the words of this tool.",
    discussion: """
      The file is YAML or JSON: the fields of a GRPOConfig or DPOConfig, or verl's resolved configuration. What could not be carried
      over stands in comments at the top, each with a reason; a missing key has its framework's default where that matters.
        assay config import --from trl grpo.yaml > mine.yaml
        assay train -c mine.yaml --set from=runs/base/checkpoints/step-1000
      """)

  @Argument(help: "A file of settings.", completion: .file()) var file: String
  @Option(help: "Whose settings they are: trl or verl.", completion: .list(["trl", "verl"]))
  var from: String

  func run() throws {
    guard let framework = ForeignSettings.Framework(rawValue: from) else {
      throw ValidationError("--from must be trl or verl, not '\(from)'")
    }
    let foreign = try ForeignSettings(.file(file), of: framework)
    print("# \(framework.rawValue)'s settings of \(URL(fileURLWithPath: file).lastPathComponent)")
    for one in foreign.unmapped {
      print(
        "# not carried over: \(one.key)\(one.value.isEmpty ? "" : ": \(one.value)") (\(one.reason))"
      )
    }
    print(try ConfigLoader.yaml(try foreign.configuration()))
  }
}

struct ConfigRecipe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipe", abstract: "Print a published recipe, or the list of them.",
    discussion: "assay train --recipe NAME lays one under a run's own settings.")

  @Argument(help: "A name; all of them in a line each if left out.", completion: .recipes) var name:
    String?

  func run() throws {
    guard let name else {
      for recipe in PublishedRecipe.all { print("\(recipe.name): \(recipe.summary)") }
      return
    }
    let recipe = try PublishedRecipe.named(name)
    print("# \(recipe.summary)\n# Source: \(recipe.source)\n\(recipe.yaml)")
  }
}
