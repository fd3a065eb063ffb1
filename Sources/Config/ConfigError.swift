/// What can be wrong with a configuration.
///
/// A location is `path:line` for a file, `name:line` for a text and `--set key=value` for an override; a path
/// such as `optimizer.learning_rate` or `rewards[1].scale` names a setting and is empty for the whole.
public enum ConfigError: Error, Equatable, CustomStringConvertible {
  /// A source cannot be read: missing, a folder, too large, not UTF-8.
  case unreadable(path: String, reason: String)
  /// The YAML does not parse, or uses something that is not accepted, such as anchors and tags.
  case syntax(location: String, reason: String)
  /// A mapping has a key twice.
  case duplicateKey(location: String, key: String)
  /// A key that the settings do not have; `place` is the mapping's path, with its kind if it has one.
  case unknownKey(
    location: String, key: String, place: String, suggestion: String?, known: [String])
  /// A kind that the catalogue does not have.
  case unknownKind(
    location: String, what: String, name: String, suggestion: String?, known: [String])
  /// An element of a list lacks a setting that has no default.
  case missingKey(location: String, path: String, key: String)
  /// A value of the wrong type, or a word that is not one of those allowed.
  case wrongType(location: String, path: String, found: String, expected: String)
  /// A value that the setting's own type refused.
  case invalid(location: String, path: String, reason: String)
  /// A `--set` argument that is not `path.to.key=value`.
  case malformedOverride(text: String, reason: String)
  /// The program's settings hold something that has no place in a configuration, such as an optional.
  case unsupported(path: String, reason: String)

  /// One line: where, what, found, expected, what to do.
  public var description: String {
    String(message.map { $0.isNewline ? " " : $0 })
  }

  private var message: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): cannot read: \(reason)"
    case .syntax(let location, let reason): "\(location): \(reason)"
    case .duplicateKey(let location, let key):
      "\(location): the key '\(key)' is given more than once in this mapping"
    case .unknownKey(let location, let key, let place, let suggestion, let known):
      "\(location): unknown key '\(key)'\(place.isEmpty ? "" : " in \(place)"); "
        + Self.hint(suggestion, known)
    case .unknownKind(let location, let what, let name, let suggestion, let known):
      "\(location): unknown \(what) '\(name)'; " + Self.hint(suggestion, known)
    case .missingKey(let location, let path, let key):
      "\(location): \(Self.name(path)) lacks the key '\(key)'"
    case .wrongType(let location, let path, let found, let expected):
      "\(location): \(Self.name(path)) is \(found), expected \(expected)"
    case .invalid(let location, let path, let reason):
      "\(location): \(Self.name(path)) is not valid: \(reason)"
    case .malformedOverride(let text, let reason):
      "--set \(text): \(reason); write --set path.to.key=value"
    case .unsupported(let path, let reason):
      "the settings cannot be written as YAML: \(Self.name(path)) \(reason)"
    }
  }

  private static func name(_ path: String) -> String {
    path.isEmpty ? "the configuration" : "'\(path)'"
  }

  private static func hint(_ suggestion: String?, _ known: [String]) -> String {
    if let suggestion { return "did you mean '\(suggestion)'?" }
    return known.isEmpty ? "there are none here" : "known: \(known.joined(separator: ", "))"
  }
}
