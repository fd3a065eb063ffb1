import Support
import Yams

/// Reads YAML into trees that know the line of every value.
///
/// One document of mappings, lists and scalars. Anchors, aliases and tags are refused: a configuration says
/// each thing once, in one place, and a few lines of aliases can stand for gigabytes.
enum YAMLReader {
  /// The largest source, in bytes.
  static let sizeLimit = 1 << 20
  /// The deepest nesting of mappings and lists.
  static let depthLimit = 64

  /// What a source says; `nil` if it is empty.
  static func tree(of source: ConfigSource) throws -> Tree? {
    switch source {
    case .text(let name, let text): return try parse(text, name: name)
    case .file(let path):
      do {
        // Before it is read: that takes its time too.
        guard try AtomicFile.requireFile(path) <= sizeLimit else {
          throw ConfigError.unreadable(path: path, reason: "it is larger than \(sizeLimit) bytes")
        }
        return try parse(try AtomicFile.readText(path), name: path)
      } catch SupportError.file(_, let path, let reason) {
        throw ConfigError.unreadable(path: path, reason: reason)
      }
    }
  }

  /// What `path.to.key=value` says: nested mappings around the value.
  static func tree(ofOverride text: String) throws -> Tree {
    guard let equals = text.firstIndex(of: "=") else {
      throw ConfigError.malformedOverride(text: text, reason: "there is no '='")
    }
    let keys = text[..<equals].split(separator: ".", omittingEmptySubsequences: false)
    guard keys.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isWhitespace) }) else {
      throw ConfigError.malformedOverride(text: text, reason: "the path is not words joined by '.'")
    }
    guard keys.count <= depthLimit else {
      throw ConfigError.malformedOverride(text: text, reason: "the path is too long")
    }
    let origin = Origin.override(text)
    let value = try parse(String(text[text.index(after: equals)...]), origin: { _ in origin })
    let empty = Tree(content: .scalar(Scalar(text: "", isQuoted: false)), origin: origin)
    return keys.reversed().reduce(value ?? empty) { tree, key in
      let member = Tree.Member(key: String(key), keyOrigin: origin, value: tree)
      return Tree(content: .mapping([member]), origin: origin)
    }
  }

  private static func parse(_ text: String, name: String) throws -> Tree? {
    guard text.utf8.count <= sizeLimit else {
      throw ConfigError.unreadable(path: name, reason: "it is larger than \(sizeLimit) bytes")
    }
    let tree = try parse(text, origin: { .line(source: name, number: $0) })
    if let tree, let scalar = tree.scalar, scalar.isNull { return nil }
    return tree
  }

  private static func parse(_ text: String, origin: @escaping (Int) -> Origin) throws -> Tree? {
    let body = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    guard !AliasGuard.mayExplode(body) else {
      throw ConfigError.syntax(location: origin(1).description, reason: NodeReader.noAnchors)
    }
    do {
      return try DeepStack.run {
        // The parser owns the anchors that nodes only refer to weakly, so it must outlive the reading.
        let parser = try Parser(yaml: body, resolver: .basic, encoding: .utf8)
        return try withExtendedLifetime(parser) {
          guard let root = try parser.singleRoot() else { return nil }
          return try NodeReader(origin: origin).tree(of: root, depth: 0)
        }
      }
    } catch let error as YamlError {
      throw translate(error, origin)
    }
  }

  private static func translate(_ error: YamlError, _ origin: (Int) -> Origin) -> ConfigError {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      // At the end of the text libYAML says only what it expected; the context says where that began.
      let start = context.map { " (\($0.text), line \($0.mark.line))" } ?? ""
      return .syntax(
        location: origin(mark.line).description, reason: "not valid YAML: \(problem)\(start)")
    case .duplicatedKeysInMapping(let keys, let context):
      return .duplicateKey(
        location: origin(context.mark.line).description, key: keys.first ?? "")
    case .reader(let problem, let offset, _, let yaml):
      let line = 1 + yaml.prefix(offset ?? 0).count { $0.isNewline }
      return .syntax(location: origin(line).description, reason: "not valid YAML: \(problem)")
    default:
      return .syntax(
        location: origin(1).description, reason: "not valid YAML: \(error)")
    }
  }
}

/// Turns Yams' nodes into trees.
private struct NodeReader {
  static let noAnchors = "anchors and aliases (&name, *name) are not accepted; write the value out"

  let origin: (Int) -> Origin

  func tree(of node: Node, depth: Int) throws -> Tree {
    let place = origin(node.mark?.line ?? 1)
    func refuse(_ reason: String) -> ConfigError {
      .syntax(location: place.description, reason: reason)
    }
    guard depth <= YAMLReader.depthLimit else {
      throw refuse("nested more than \(YAMLReader.depthLimit) deep")
    }
    guard node.anchor == nil else { throw refuse(Self.noAnchors) }
    switch node {
    case .scalar(let scalar):
      let isQuoted = scalar.style != .plain
      let tag = scalar.tag.description
      guard tag.isEmpty || (isQuoted && tag == Tag.Name.str.rawValue) else {
        throw refuse("tags such as '\(tag)' are not accepted")
      }
      return Tree(content: .scalar(Scalar(text: scalar.string, isQuoted: isQuoted)), origin: place)
    case .sequence(let sequence):
      try requireNoTag(sequence.tag, .seq, refuse)
      return Tree(
        content: .list(try sequence.map { try tree(of: $0, depth: depth + 1) }), origin: place)
    case .mapping(let mapping):
      try requireNoTag(mapping.tag, .map, refuse)
      return Tree(content: .mapping(try members(of: mapping, depth: depth)), origin: place)
    case .alias: throw refuse(Self.noAnchors)
    }
  }

  private func requireNoTag(
    _ tag: Tag, _ name: Tag.Name, _ refuse: (String) -> ConfigError
  ) throws {
    guard tag.description.isEmpty || tag.description == name.rawValue else {
      throw refuse("tags such as '\(tag)' are not accepted")
    }
  }

  private func members(of mapping: Node.Mapping, depth: Int) throws -> [Tree.Member] {
    var members: [Tree.Member] = []
    var seen: Set<String> = []
    for (key, value) in mapping {
      let place = origin(key.mark?.line ?? 1)
      guard key.anchor == nil else {
        throw ConfigError.syntax(location: place.description, reason: Self.noAnchors)
      }
      guard case .scalar(let word) = key else {
        throw ConfigError.syntax(
          location: place.description, reason: "a key is a word, not a list or mapping")
      }
      guard seen.insert(word.string).inserted else {
        throw ConfigError.duplicateKey(location: place.description, key: word.string)
      }
      members.append(
        Tree.Member(
          key: word.string, keyOrigin: place, value: try tree(of: value, depth: depth + 1)))
    }
    return members
  }
}
