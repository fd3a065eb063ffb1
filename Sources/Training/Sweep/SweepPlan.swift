import Config
import Foundation
import Support

/// A sweep: every arm with every seed, one training run each, in one folder.
public struct SweepPlan: Sendable {
  /// Settings that are compared with others.
  public struct Arm: Codable, Sendable, Equatable {
    /// Its name: a folder, and what `assay compare` calls it.
    public var name: String
    /// What sets it apart: settings by path, in the order in which they were given.
    public var settings: [Setting]
    /// The SHA-256 of its resolved settings as replicate 0.
    public var hash = ""

    /// One setting.
    public struct Setting: Codable, Sendable, Equatable {
      /// The path, keys joined by dots.
      public var key: String
      /// The value, as it was given.
      public var value: String
    }
  }

  /// One training run.
  public struct Run: Sendable {
    /// The arm's name.
    public let arm: String
    /// The replicate.
    public let seed: Int
    /// The settings.
    public let config: RunConfig
    /// The settings as text, whole.
    public let yaml: String
    /// What was laid over the files, `path.to.key=value` each.
    public let overrides: [String]
    /// The run's folder, within that of the sweep.
    public var folder: String { SweepPlan.folder(arm: arm, seed: seed) }
  }

  /// The arms, in the order in which they were given.
  public let arms: [Arm]
  /// The replicates.
  public let seeds: [Int]
  /// All runs: arms within seeds, so that after a part of them every arm has about as many.
  public let runs: [Run]

  /// A sweep over every combination of alternatives.
  ///
  /// - Parameters:
  ///   - variants: named sources that are laid over the others, one an arm; empty for none.
  ///   - sources: what all runs have in common, from left to right.
  ///   - overrides: `path.to.key=value`; where the value is several, separated by commas, one arm each. `{seed}` stands for
  ///     the replicate.
  ///   - seeds: the replicates. Each has an initialization, data and samples of its own; all are evaluated on the same
  ///     problems.
  /// - Throws: `ConfigError` for settings that cannot be, before anything has run; `TrainingError.setting` for two arms of
  ///   one name.
  public init(
    variants: [(name: String, source: ConfigSource)], sources: [ConfigSource],
    overrides: [String], seeds: [Int]
  ) throws {
    let given = overrides.map { override in
      let parts = override.split(separator: "=", maxSplits: 1).map(String.init)
      return parts.count == 2 ? (parts[0], Self.alternatives(parts[1])) : (override, [])
    }
    let swept = given.filter { $0.1.count > 1 }
    let names = Self.shortNames(swept.map(\.0))
    var arms: [(arm: Arm, sources: [ConfigSource], overrides: [String])] =
      variants.isEmpty
      ? [(Arm(name: "", settings: []), sources, [])]
      : variants.map { (Arm(name: $0.name, settings: []), sources + [$0.source], []) }
    for (index, override) in overrides.enumerated() {
      let (key, values) = given[index]
      guard values.count > 1 else {
        for i in arms.indices { arms[i].overrides.append(override) }
        continue
      }
      arms = arms.flatMap { known in
        values.map { value in
          var next = known
          let label = swept.count == 1 ? value : "\(names[key] ?? key)=\(value)"
          next.arm.name += (known.arm.name.isEmpty ? "" : ",") + label
          next.arm.settings.append(Arm.Setting(key: key, value: value))
          next.overrides.append("\(key)=\(value)")
          return next
        }
      }
    }
    for i in arms.indices {
      // A single arm has the name that its settings give it.
      if arms[i].arm.name.isEmpty {
        arms[i].arm.name = try ConfigLoader.load(
          RunConfig(), sources: sources,
          overrides: overrides.filter { $0.hasPrefix("name=") }
        ).name
      }
      arms[i].arm.name = Self.folderName(arms[i].arm.name)
    }
    for (index, entry) in arms.enumerated()
    where arms[..<index].contains(where: { $0.arm.name == entry.arm.name }) {
      throw TrainingError.setting(
        key: entry.arm.settings.last?.key ?? "arm",
        reason: "two arms are called '\(entry.arm.name)'; give each value once")
    }
    func run(_ arm: Int, _ seed: Int) throws -> Run {
      let (name, overrides) = (arms[arm].arm.name, arms[arm].overrides)
      let own =
        overrides.map { $0.replacing("{seed}", with: "\(seed)") }
        + ["name=\(try Self.quoted(name))", "replicate=\(seed)"]
      let config = try ConfigLoader.load(
        RunConfig(), sources: arms[arm].sources, overrides: own)
      return Run(
        arm: name, seed: seed, config: config, yaml: try ConfigLoader.yaml(config), overrides: own)
    }
    for i in arms.indices { arms[i].arm.hash = SHA256.hex(try run(i, 0).yaml) }
    self.arms = arms.map(\.arm)
    self.seeds = seeds
    runs = try seeds.flatMap { seed in try arms.indices.map { try run($0, seed) } }
  }

  /// The folder of a run, within that of the sweep.
  static func folder(arm: String, seed: Int) -> String { "\(arm)/seed-\(seed)" }

  /// The values of a text, separated by commas that are in no brackets and no quotes.
  package static func alternatives(_ text: String) -> [String] {
    var (parts, depth) = ([""], 0)
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if "[{(".contains(character) {
        depth += 1
      } else if "]})".contains(character) {
        depth -= 1
      } else if character == ",", depth == 0 {
        parts.append("")
        continue
      }
      parts[parts.count - 1].append(character)
    }
    return parts.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The last keys of some paths, or where two are the same the whole paths.
  private static func shortNames(_ paths: [String]) -> [String: String] {
    let last = paths.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    return Dictionary(
      zip(paths, last).map { path, name in
        (path, last.count { $0 == name } > 1 ? path : name)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// A text that can be the name of a folder.
  private static func folderName(_ text: String) -> String {
    let allowed = Set("._-+=,")
    let name = String(
      text.map { $0.isASCII && ($0.isLetter || $0.isNumber) || allowed.contains($0) ? $0 : "-" })
    return name.isEmpty || name.hasPrefix(".") ? "arm" + name : name
  }

  private static func quoted(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
  }
}
