import Support

/// Lays what a source says over a tree of defaults.
enum Overlay {
  /// The base with the given values in it.
  static func lay(_ given: Tree, on base: Tree, path: String) throws -> Tree {
    if let family = base.family {
      return try lay(given, onSlot: base, of: family, path: path)
    }
    switch (base.content, given.content) {
    case (.mapping(let members), .mapping(let changes)):
      var result = base
      result.origin = given.origin
      result.content = .mapping(
        try merge(changes, into: members, isClosed: base.isClosed, path: path, kind: nil))
      return result
    case (.mapping, .scalar(let scalar)) where scalar.isNull: return base
    case (.mapping, _): throw given.wrongType(path, expected: "a mapping")
    case (.list, .list), (.scalar, _): return given
    case (.list, _): throw given.wrongType(path, expected: "a list, which is replaced whole")
    }
  }

  /// A slot's component of the given kind and settings; without a base the kind must be given.
  static func lay(
    _ given: Tree, onSlot base: Tree?, of family: any CatalogueReference, path: String
  ) throws -> Tree {
    let changes: [Tree.Member]
    var kind: Tree?
    switch given.content {
    case .scalar(let scalar):
      if scalar.isNull, let base { return base }
      if !scalar.isQuoted, let component = family.shorthand(scalar.text) {
        var short = try TreeEncoder.slot(component, of: family, path: path)
        short.origin = given.origin
        return short
      }
      changes = []
      kind = given
    case .mapping(let members):
      changes = members.filter { $0.key != SlotKey.kind.rawValue }
      kind = members.first { $0.key == SlotKey.kind.rawValue }?.value
      if members.isEmpty, let base { return base }
    case .list:
      throw given.wrongType(path, expected: "the kind of \(family.noun), or a mapping with 'kind'")
    }
    var result: Tree
    if let kind {
      result = try slot(kind, keeping: base, of: family, path: path)
    } else if let base, base.members != nil {
      result = base
    } else {
      throw ConfigError.missingKey(
        location: given.origin.description, path: path, key: SlotKey.kind.rawValue)
    }
    result.content = .mapping(
      try merge(
        changes, into: result.members ?? [], isClosed: true, path: path,
        kind: kindName(of: result)))
    result.origin = given.origin
    return result
  }

  /// The slot of a named kind: the base if it is of this kind, otherwise the kind's defaults.
  private static func slot(
    _ kind: Tree, keeping base: Tree?, of family: any CatalogueReference, path: String
  ) throws -> Tree {
    guard let word = kind.scalar, !word.isNull else {
      throw kind.wrongType(
        ConfigKey.path(path, SlotKey.kind.rawValue), expected: "the kind of \(family.noun)")
    }
    let type: any Component.Type
    do {
      type = try family.type(named: word.text)
    } catch SupportError.unknownName(let what, let name, let suggestion, let known) {
      throw ConfigError.unknownKind(
        location: kind.origin.description, what: what, name: name, suggestion: suggestion,
        known: known)
    }
    if let base, kindName(of: base) == type.kind { return base }
    return try TreeEncoder.slot(type.init(), of: family, path: path, isShort: false)
  }

  private static func kindName(of slot: Tree) -> String? {
    slot.members?.first { $0.key == SlotKey.kind.rawValue }?.value.scalar?.text
  }

  private static func merge(
    _ changes: [Tree.Member], into base: [Tree.Member], isClosed: Bool, path: String, kind: String?
  ) throws -> [Tree.Member] {
    var members = base
    for change in changes {
      if let i = members.firstIndex(where: { $0.key == change.key }) {
        members[i].value = try lay(
          change.value, on: members[i].value, path: ConfigKey.path(path, change.key))
        members[i].keyOrigin = change.keyOrigin
      } else if isClosed {
        throw unknownKey(change, among: base.map(\.key), path: path, kind: kind)
      } else {
        members.append(change)
      }
    }
    return members
  }

  /// The error for a key that is not among the known ones.
  static func unknownKey(
    _ member: Tree.Member, among known: [String], path: String, kind: String?
  ) -> ConfigError {
    var place = path.isEmpty ? "" : "'\(path)'"
    if let kind { place += (place.isEmpty ? "" : " ") + "of kind '\(kind)'" }
    let settings = kind == nil ? known : known.filter { $0 != SlotKey.kind.rawValue }
    return .unknownKey(
      location: member.keyOrigin.description, key: member.key, place: place,
      suggestion: DidYouMean.suggestion(for: member.key, among: settings), known: settings)
  }
}
