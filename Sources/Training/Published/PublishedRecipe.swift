import Config
import Support

/// Settings that somebody has published under a name: what `assay train --recipe NAME` lays under a run's own.
///
/// A recipe says what makes the method what it is. Learning rates, steps and batches are those of small models here; papers' own
/// stand in the comments, as they are for models a thousand times as large.
public struct PublishedRecipe: Sendable {
  /// The name, in kebab case.
  public let name: String
  /// What it is, in a line.
  public let summary: String
  /// Where its values come from.
  public let source: Source
  /// Ids of the index of methods that it is.
  public let ids: [String]
  /// The settings, with where each value comes from.
  public let yaml: String

  init(_ name: String, _ summary: String, _ source: Source, ids: [String] = [], _ yaml: String) {
    self.name = name
    self.summary = summary
    self.source = source
    self.ids = ids
    self.yaml = "method: policy-gradient\npolicy:\n" + yaml
  }

  /// All of them, by family.
  public static let all = criticFree + ratios + critics + mixed + regularized

  /// The recipe of a name.
  ///
  /// - Throws: `SupportError.unknownName`, with what is near.
  public static func named(_ name: String) throws -> PublishedRecipe {
    guard let found = all.first(where: { $0.name == name || $0.ids.contains(name) }) else {
      throw SupportError.unknownName(
        what: "recipe", name: name,
        suggestion: DidYouMean.suggestion(for: name, among: all.map(\.name)),
        known: all.map(\.name).sorted())
    }
    return found
  }

  /// The settings as a source of configuration.
  public var configuration: ConfigSource { .text("recipe \(name)", yaml) }
}
