import Advantages
import ArgumentParser
import Config
import Experience
import Foundation
import Losses
import Optimizers
import Rewards
import Rollouts
import Studies
import Support
import Tasks
import Training

/// All families of components, by the word that `assay list` takes.
struct Family {
  let name: String
  let types: [any Component.Type]

  static let all: [Family] = [
    Family(name: "advantages", types: AdvantageCatalogue.entries.map(\.type)),
    Family(name: "decoding", types: DecodingCatalogue.entries.map(\.type)),
    Family(name: "dials", types: DialCatalogue.entries.map(\.type)),
    Family(name: "losses", types: LossCatalogue.entries.map(\.type)),
    Family(name: "optimizers", types: OptimizerCatalogue.entries.map(\.type)),
    Family(name: "probes", types: ProbeCatalogue.entries.map(\.type)),
    Family(name: "recipes", types: RecipeCatalogue.entries.map(\.type)),
    Family(name: "rewards", types: RewardCatalogue.entries.map(\.type)),
    Family(name: "samplers", types: SamplerCatalogue.entries.map(\.type)),
    Family(name: "tasks", types: TaskCatalogue.entries.map(\.type)),
    Family(name: "weights", types: TokenWeightCatalogue.entries.map(\.type)),
  ]
}

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What a configuration can name: advantages, losses, rewards, tasks, …")

  @Argument(help: "A family; all of them if left out.", completion: .list(Family.all.map(\.name)))
  var family: String?

  func run() throws {
    var families = Family.all
    if let family {
      families = families.filter { $0.name == family }
      guard !families.isEmpty else {
        throw SupportError.unknownName(
          what: "family", name: family,
          suggestion: DidYouMean.suggestion(for: family, among: Family.all.map(\.name)),
          known: Family.all.map(\.name))
      }
    }
    for family in families {
      print(family.name)
      for type in family.types {
        let aliases = type.aliases.isEmpty ? "" : " (\(type.aliases.joined(separator: ", ")))"
        print("  \(type.kind)\(aliases): \(type.summary)")
      }
    }
  }
}

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Configuration files: check, import, recipe.",
    subcommands: [ConfigCheck.self, ConfigImport.self, ConfigRecipe.self])
}
