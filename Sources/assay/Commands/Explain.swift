import Advantages
import ArgumentParser
import Config
import Foundation
import Losses
import Rewards
import Support
import Training

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What a component, statistic, setting or word is, and where it was published.",
    discussion: """
      Examples:
        assay explain grpo
        assay explain adv.grpo
        assay explain pass@k
        assay explain policy.kl.coefficient
        assay explain "matched entropy"
      """)

  @Argument(
    help: """
      A kind or alias, such as grpo; an id, such as adv.grpo; a statistic, such as holm; a setting of a run, such as \
      policy.group_size or group_size; a word of the glossary, such as edge.
      """, completion: .list(Self.completions)) var name: String

  func run() throws {
    let term = Term.entry(of: name)
    if let term { print("\(term.title) (glossary)\n  \(term.text)") }
    if try !explainMember(), term == nil { throw unknown }
  }

  /// Components, recipes, statistics and settings; whether there is one of this name.
  private func explainMember() throws -> Bool {
    if explainAggregation() { return true }
    let recipes = PublishedRecipe.all.filter { $0.ids.contains(name) || $0.name == name }
    for recipe in recipes {
      print("\(recipe.name) (recipe: assay train --recipe \(recipe.name))\n  \(recipe.summary)")
      print("  Source: \(recipe.source)\n  Settings:")
      for line in recipe.yaml.split(separator: "\n") { print("    \(line)") }
    }
    let found = components
    try found.forEach(explain)
    let page = Statistic.page(of: name)
    if let page {
      print("\(page.title) (statistic)")
      for line in page.text.split(separator: "\n", omittingEmptySubsequences: false)
      where !line.hasSuffix("```") {
        print("  \(line)")
      }
    }
    if page != nil || !found.isEmpty || !recipes.isEmpty { return true }
    let settings = RunSetting.all.filter { $0.isMeant(by: name) }
    for setting in settings {
      print("\(setting.path) (setting; default \(setting.standard))\n  \(setting.text)")
    }
    return !settings.isEmpty
  }

  /// Components of this kind, alias or id.
  private var components: [(family: String, type: any Component.Type)] {
    // Ids of the literature index, such as `adv.dr_grpo`, end in an alias with underscores.
    let word = (name.split(separator: ".").last.map(String.init) ?? name)
      .replacingOccurrences(of: "_", with: "-")
    func members(_ isMeant: (any Component.Type) -> Bool) -> [(String, any Component.Type)] {
      Family.all.flatMap { family in family.types.filter(isMeant).map { (family.name, $0) } }
    }
    let byID = members { $0.ids.contains(name) }
    if !byID.isEmpty { return byID }
    // A path of settings is no alias of what it ends in.
    if name.contains("."), RunSetting.all.contains(where: { $0.path == name }) { return [] }
    return members { ([$0.kind] + $0.aliases).contains(word) }
  }

  private func explainAggregation() -> Bool {
    guard let aggregation = Aggregation.allCases.first(where: { "agg.\($0.id)" == name }) else {
      return false
    }
    print("\(aggregation.rawValue) (policy.aggregation)\n  \(aggregation.summary)")
    print("  Source: verl, core_algos.py, agg_loss; Liu et al. 2025, arXiv:2503.20783")
    print("  Formula: \(aggregation.formula)")
    print("  Assumes: masks and counts are those of the whole batch, however it is cut.")
    return true
  }

  private func explain(_ family: String, _ type: any Component.Type) throws {
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
    for setting in RunSetting.of(type.init(), path: "") {
      print("    # \(setting.path): \(setting.text)")
    }
  }

  /// Every name but the paths of settings.
  private static var known: [String] {
    Family.all.flatMap { $0.types.flatMap { [$0.kind] + $0.aliases + $0.ids } }
      + PublishedRecipe.all.flatMap { [$0.name] + $0.ids } + Statistic.names + Term.names
  }

  /// Those that no shell reads anything into.
  private static var completions: [String] {
    Set(known).sorted().filter { $0.wholeMatch(of: /[A-Za-z0-9_.@-]+/) != nil }
  }

  private var unknown: SupportError {
    SupportError.unknownName(
      what: "component, statistic, setting or word", name: name,
      suggestion: DidYouMean.suggestion(for: name, among: Self.known)
        ?? DidYouMean.suggestion(for: name, among: RunSetting.all.map(\.path)),
      known: Set(Self.known).sorted())
  }

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

/// The pages of statistics by the names that people have for them.
enum Statistic {
  /// Other names, by the name of the type.
  private static let aliases: [String: [String]] = [
    "PassAtK": ["pass@k", "passk", "cot-pass@k", "chance"],
    "ExactPassAtK": ["exact"],
    "MajorityVote": ["maj@k", "cons@k"],
    "SupportDynamics": ["srr", "ndr", "sdr", "nscr", "support"],
    "CurveCrossing": ["k*", "crossing"],
    "CurveFitter": ["wald", "profile", "studentized"],
    "ProblemBootstrap": ["bootstrap"],
    "CrossedInterval": ["t-interval", "satterthwaite"],
    "SignFlip": ["permutation", "paired-permutation"],
    "JonckheereTerpstra": ["jonckheere"],
    "PageTrend": ["page", "page's-l"],
    "Aggregates": ["iqm", "optimality-gap", "probability-of-improvement", "performance-profile"],
    "Proportions": ["wilson", "clopper-pearson", "jeffreys"],
    "MultipleComparisons": ["holm", "hochberg", "bh", "by", "benjamini-hochberg"],
    "Equivalence": ["tost"],
    "McNemar": ["mcnemar"],
    "TTest": ["t-test", "welch"],
    "EffectSize": ["d_z", "hedges-g", "cliffs-delta", "a12"],
    "Kendall": ["tau_b", "kendall"],
    "Correlation": ["spearman"],
    "DifficultyFit": ["beta-binomial", "kumaraswamy", "extrapolation"],
    "PredictionPowered": ["ppi", "ppi++"],
    "ControlVariate": ["control-variates"],
    "ConfidenceSequence": ["anytime-valid", "always-valid", "monitor"],
    "BradleyTerry": ["elo"],
    "ModelRanks": ["rank", "ranks"],
    "VarianceSplit": ["variance-decomposition"],
    "VerifierLaw": ["verifier-law"],
    "ExponentiatedPower": ["coverage-law"],
  ]

  /// The name of a page: that of its type, in words.
  private static func title(_ type: String) -> String {
    type.reduce(into: "") { text, letter in
      if letter.isUppercase, !text.isEmpty { text += "-" }
      text += letter.lowercased()
    }
  }

  /// Every name.
  static var names: [String] {
    StatisticPages.byType.keys.flatMap { [title($0)] + (aliases[$0] ?? []) }
  }

  /// The page of a name, in any case and with blanks for hyphens.
  static func page(of name: String) -> (title: String, text: String)? {
    let word = name.lowercased().replacing(" ", with: "-")
    let found = StatisticPages.byType.first { type, _ in
      title(type) == word || aliases[type]?.contains(word) == true
    }
    return found.map { (title($0.key), $0.value) }
  }
}

/// The glossary: words with what they mean in a sentence or two.
enum Term {
  /// The names in a heading, in any case and with hyphens for blanks.
  private static func names(in heading: String) -> [String] {
    heading.lowercased().components(separatedBy: ", ").map { $0.replacing(" ", with: "-") }
  }

  /// Every name.
  static var names: [String] { Glossary.byTerm.keys.flatMap(names(in:)) }

  /// What a name stands for.
  static func entry(of name: String) -> (title: String, text: String)? {
    let word = name.lowercased().replacing(" ", with: "-")
    let found = Glossary.byTerm.first { names(in: $0.key).contains(word) }
    return found.map { ($0.key, $0.value.replacing("*", with: "")) }
  }
}

/// A setting of a run: where it stands, what it is, and what it is by default.
struct RunSetting {
  let path: String
  let text: String
  let standard: String

  /// Every setting of `assay train`, those of the components that it has by default among them.
  static let all = of(RunConfig(), path: "")

  /// Whether a name is the path, its end, or that in the spelling of Swift.
  func isMeant(by name: String) -> Bool { path == name || path.hasSuffix("." + name) }

  /// The settings of a value with comments, and those of its settings.
  static func of(_ value: Any, path: String) -> [RunSetting] {
    let mirror = Mirror(reflecting: value)
    return mirror.children.flatMap { label, child -> [RunSetting] in
      guard let label else { return [] }
      // A slot holds one thing, under its own name.
      if label == "component" { return of(child, path: path) }
      let key = (path.isEmpty ? "" : path + ".") + snake(label)
      guard let text = SettingPages.byType["\(mirror.subjectType).\(label)"] else { return [] }
      let inner = of(child, path: key)
      let standard =
        inner.isEmpty ? "\(child)" : (child as? any KindedSlot)?.kind ?? "as below"
      return [RunSetting(path: key, text: text, standard: standard.isEmpty ? "empty" : standard)]
        + inner
    }
  }

  private static func snake(_ label: String) -> String {
    label.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
  }
}
