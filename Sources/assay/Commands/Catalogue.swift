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

  @Argument(help: "A family; all of them if left out.") var family: String?

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

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What a component is, where it was published, and its settings.")

  @Argument(help: "A kind or alias, for example grpo; or an id such as adv.grpo.") var name: String

  func run() throws {
    // Ids of the literature index, such as `adv.dr_grpo`, end in an alias with underscores.
    let word = (name.split(separator: ".").last.map(String.init) ?? name)
      .replacingOccurrences(of: "_", with: "-")
    func members(_ isMeant: (any Component.Type) -> Bool) -> [(String, any Component.Type)] {
      Family.all.flatMap { family in family.types.filter(isMeant).map { (family.name, $0) } }
    }
    if let aggregation = Aggregation.allCases.first(where: { "agg.\($0.id)" == name }) {
      print("\(aggregation.rawValue) (policy.aggregation)\n  \(aggregation.summary)")
      print("  Source: verl, core_algos.py, agg_loss; Liu et al. 2025, arXiv:2503.20783")
      print("  Formula: \(aggregation.formula)")
      print("  Assumes: masks and counts are those of the whole batch, however it is cut.")
      return
    }
    let recipes = PublishedRecipe.all.filter { $0.ids.contains(name) || $0.name == name }
    for recipe in recipes {
      print("\(recipe.name) (recipe: assay train --recipe \(recipe.name))\n  \(recipe.summary)")
      print("  Source: \(recipe.source)\n  Settings:")
      for line in recipe.yaml.split(separator: "\n") { print("    \(line)") }
    }
    let byID = members { $0.ids.contains(name) }
    let found = byID.isEmpty ? members { ([$0.kind] + $0.aliases).contains(word) } : byID
    guard !found.isEmpty else {
      if !recipes.isEmpty { return }
      let known =
        Family.all.flatMap { $0.types.flatMap { [$0.kind] + $0.aliases + $0.ids } }
        + PublishedRecipe.all.flatMap { [$0.name] + $0.ids }
      throw SupportError.unknownName(
        what: "component", name: name,
        suggestion: DidYouMean.suggestion(for: word, among: known), known: Set(known).sorted())
    }
    for (family, type) in found {
      print("\(type.kind) (\(family))\n  \(type.summary)\n  Source: \(type.source)")
      if let formula = Formulas.byType[String(describing: type)] {
        print("  Formula:")
        for line in formula.split(separator: "\n") { print("    \(line)") }
      }
      if !type.ids.isEmpty { print("  Ids: \(type.ids.joined(separator: ", "))") }
      if !type.assumptions.isEmpty { print("  Assumes: \(type.assumptions)") }
      if let reward = type.init() as? any Reward { print("  " + Self.words(reward)) }
      let yaml = try ConfigLoader.yaml(type.init())
      print("  Settings:")
      for line in yaml.split(separator: "\n") { print("    \(line)") }
    }
  }
}

extension Explain {
  /// What a reward needs, costs and pays, with its default settings.
  private static func words(_ reward: any Reward) -> String {
    let range = reward.range.map { "\($0.lowerBound) to \($0.upperBound)" } ?? "no bounds"
    let needs = reward.needs
    let columns = needs.columns.map(\.description).sorted()
    let models = needs.models.map(\.rawValue).sorted()
    var cost = "nothing beside the checker's verdict"
    if !columns.isEmpty { cost = "one pass for \(columns.joined(separator: ", "))" }
    if !models.isEmpty {
      cost = "calls of the model \(models.joined(separator: ", ")), charged to it"
    }
    let taught = reward.lessons.map(\.role.rawValue)
      .map { " \($0) learns beside the policy where models.\($0).learning_rate is above 0." }
    return "Pays: \(range); goes by: \(reward.basis). Cost: \(cost).\(taught.joined())"
  }
}

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Configuration files: check, import, recipe.",
    subcommands: [ConfigCheck.self, ConfigImport.self, ConfigRecipe.self])
}
