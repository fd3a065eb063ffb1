import Support

/// Where a value was written.
enum Origin: Equatable {
  case standard
  case line(source: String, number: Int)
  case override(String)

  /// The location as messages print it.
  var description: String {
    switch self {
    case .standard: "defaults"
    case .line(let source, let number): "\(source):\(number)"
    case .override(let text): "--set \(text)"
    }
  }
}

/// A word, number, truth value or nothing, as text.
struct Scalar: Equatable {
  var text: String
  /// Text in quotes is never a number, a truth value or nothing.
  var isQuoted: Bool

  /// Whether this is YAML's null: `~`, `null`, or no value at all.
  var isNull: Bool {
    !isQuoted && ["", "~", "null", "Null", "NULL"].contains(text)
  }
}

/// A configuration as a tree: the defaults of some settings, or what a source says.
struct Tree {
  /// A key of a mapping with its value.
  struct Member {
    var key: String
    var keyOrigin: Origin
    var value: Tree
  }

  enum Content {
    case scalar(Scalar)
    case list([Tree])
    case mapping([Member])
  }

  var content: Content
  var origin: Origin = .standard
  /// Whether a mapping's keys are all that there can be, because they were made from defaults.
  var isClosed = false
  /// The family of the component in this place, if it is a slot.
  var family: (any CatalogueReference)?

  /// The members of a mapping.
  var members: [Member]? {
    if case .mapping(let members) = content { return members }
    return nil
  }

  /// The scalar in this place.
  var scalar: Scalar? {
    if case .scalar(let scalar) = content { return scalar }
    return nil
  }

  /// What is here, in the words of a message.
  var found: String {
    switch content {
    case .scalar(let scalar) where scalar.isNull: "empty"
    case .scalar(let scalar):
      "'\(Self.excerpt(scalar.text))'" + (scalar.isQuoted ? " in quotes" : "")
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  /// The error that something else is expected in this place.
  func wrongType(_ path: String, expected: String) -> ConfigError {
    .wrongType(location: origin.description, path: path, found: found, expected: expected)
  }

  /// The error that a setting in this place or below it has a value without sense.
  func invalid(_ error: InvalidSetting, path: String) -> ConfigError {
    var place = self
    var origin = self.origin
    for key in error.key.split(separator: ".") {
      guard let next = place.members?.first(where: { $0.key == key })?.value else { break }
      place = next
      // A default that does not fit is the fault of what was given beside it.
      if place.origin != .standard { origin = place.origin }
    }
    return .wrongType(
      location: origin.description,
      path: error.key.isEmpty ? path : ConfigKey.path(path, error.key),
      found: "'\(Self.excerpt(error.value))'", expected: error.expected)
  }

  private static func excerpt(_ text: String) -> String {
    text.count > 60 ? text.prefix(60) + "…" : text
  }
}

/// How settings are named.
enum ConfigKey {
  /// The snake_case key of a camelCase property: `learningRate` is `learning_rate`, `maxKL` is `max_kl`.
  static func snake(_ name: String) -> String {
    let letters = Array(name)
    var key = ""
    for (i, letter) in letters.enumerated() {
      if letter.isUppercase, i > 0, letters[i - 1] != "_" {
        let startsWord =
          !letters[i - 1].isUppercase
          || (i + 1 < letters.count && letters[i + 1].isLowercase)
        if startsWord { key += "_" }
      }
      key += letter.lowercased()
    }
    return key
  }

  /// The path of a key under a path.
  static func path(_ parent: String, _ key: String) -> String {
    parent.isEmpty ? key : "\(parent).\(key)"
  }
}
