import Support

/// A place that YAML comes from.
public enum ConfigSource: Sendable, Equatable {
  /// A UTF-8 file.
  case file(_ path: String)
  /// A text, and what messages call it.
  case text(_ name: String, _ text: String)
}

/// YAML in, settings out; settings in, resolved YAML out.
///
/// Keys are the snake_case of property names: `learningRate` is `learning_rate`.
public enum ConfigLoader {
  /// The settings that result from laying sources and overrides over the defaults.
  ///
  /// Precedence: `defaults` < `sources`, left to right < `overrides`, left to right. Mappings are merged,
  /// lists are replaced whole, an empty document or an empty section changes nothing.
  ///
  /// - Parameter overrides: `path.to.key=value` each, the value in YAML; a key with a dot has no path.
  /// - Throws: `ConfigError`.
  public static func load<Settings: Codable>(
    _ defaults: Settings, sources: [ConfigSource] = [], overrides: [String] = []
  ) throws -> Settings {
    var tree = try TreeEncoder.tree(of: defaults, path: "")
    for source in sources {
      if let given = try YAMLReader.tree(of: source) {
        tree = try Overlay.lay(given, on: tree, path: "")
      }
    }
    for override in overrides {
      tree = try Overlay.lay(YAMLReader.tree(ofOverride: override), on: tree, path: "")
    }
    return try TreeDecoder.decode(Settings.self, from: tree, path: "")
  }

  /// One value of somebody else's settings.
  public struct Leaf: Sendable, Equatable {
    /// The keys on the way to it, joined by dots.
    public let path: String
    /// The value as it is written; elements of a list are joined by commas.
    public let text: String
    /// Where it stands: file and line.
    public let location: String
  }

  /// What a source says, whatever settings it is for: its scalars, and lists of them, in order.
  ///
  /// - Throws: `ConfigError`.
  public static func leaves(of source: ConfigSource) throws -> [Leaf] {
    var leaves: [Leaf] = []
    func visit(_ tree: Tree, _ path: String) {
      switch tree.content {
      case .mapping(let members):
        for member in members { visit(member.value, ConfigKey.path(path, member.key)) }
      case .scalar(let scalar):
        leaves.append(Leaf(path: path, text: scalar.text, location: tree.origin.description))
      case .list(let elements):
        let texts = elements.map { $0.scalar?.text ?? "…" }
        leaves.append(
          Leaf(
            path: path, text: texts.joined(separator: ","), location: tree.origin.description))
      }
    }
    if let tree = try YAMLReader.tree(of: source) { visit(tree, "") }
    return leaves
  }

  /// The settings as YAML with every key, in the order of declaration, numbers as short as can be.
  ///
  /// Loading the result over any value of the same settings gives equal settings and the same text again, if
  /// no setting is a dictionary (dictionaries are merged, and sorted by key).
  ///
  /// - Throws: `ConfigError.unsupported` for optionals, sets and numbers that are not a number.
  public static func yaml<Settings: Encodable>(_ settings: Settings) throws -> String {
    YAMLWriter.text(of: try TreeEncoder.tree(of: settings, path: ""))
  }

  /// The SHA-256 of the resolved YAML, as 64 lowercase hexadecimal digits.
  ///
  /// - Throws: As `yaml(_:)`.
  public static func hash<Settings: Encodable>(_ settings: Settings) throws -> String {
    SHA256.hex(try yaml(settings))
  }
}
