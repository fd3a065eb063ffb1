import Support

/// A dictionary with string keys: an open mapping, whose keys are data and not names of settings.
protocol StringKeyed {}
extension Dictionary: StringKeyed where Key == String {}

/// A collection without an order of its own.
protocol Unordered {}
extension Dictionary: Unordered {}
extension Set: Unordered {}

/// Turns settings into a tree, keys in the order of declaration.
final class TreeEncoder: Encoder {
  typealias Part = () throws -> Tree

  private enum Storage {
    case scalar(Tree)
    case list([Part])
    case mapping([(key: String, part: Part)])
  }

  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]
  let path: String
  private let isDictionary: Bool
  private var storage = Storage.mapping([])

  init(path: String, isDictionary: Bool = false) {
    self.path = path
    self.isDictionary = isDictionary
  }

  /// The tree of a value.
  ///
  /// - Throws: `ConfigError.unsupported`.
  static func tree<T: Encodable>(of value: T, path: String) throws -> Tree {
    if let setting = value as? any ScalarSetting {
      guard let scalar = setting.scalar else {
        throw ConfigError.unsupported(path: path, reason: "is not a number (NaN)")
      }
      return Tree(content: .scalar(scalar))
    }
    if let slot = value as? any AnySlot {
      return try self.slot(slot.component, of: slot.family, path: path)
    }
    let isDictionary = value is any StringKeyed
    if value is any Unordered, !isDictionary {
      throw ConfigError.unsupported(
        path: path, reason: "has no order; use an array, or a dictionary with string keys")
    }
    let encoder = TreeEncoder(path: path, isDictionary: isDictionary)
    do {
      try value.encode(to: encoder)
    } catch let error as ConfigError {
      throw error
    } catch {
      throw ConfigError.unsupported(path: path, reason: "does not encode: \(error)")
    }
    return try encoder.tree()
  }

  /// The tree of a slot that holds a component.
  ///
  /// - Parameter isShort: whether a component that a word or a number stands for is written as that.
  static func slot(
    _ component: any Component, of family: any CatalogueReference, path: String,
    isShort: Bool = true
  ) throws -> Tree {
    if isShort, let text = component.shorthand {
      let scalar = Double(text)?.scalar ?? Scalar(text: text, isQuoted: false)
      return Tree(content: .scalar(scalar), family: family)
    }
    var tree = try tree(of: component, path: path)
    let key = SlotKey.kind.rawValue
    guard var members = tree.members, !members.contains(where: { $0.key == key }) else {
      throw ConfigError.unsupported(
        path: path,
        reason: "holds a \(type(of: component)), which has a setting named 'kind' or is no struct")
    }
    let kind = Scalar(text: type(of: component).kind, isQuoted: true)
    members.insert(
      Tree.Member(key: key, keyOrigin: .standard, value: Tree(content: .scalar(kind))), at: 0)
    tree.content = .mapping(members)
    tree.family = family
    return tree
  }

  /// The tree of all that was encoded.
  func tree() throws -> Tree {
    switch storage {
    case .scalar(let tree): return tree
    case .list(let parts): return Tree(content: .list(try parts.map { try $0() }))
    case .mapping(var parts):
      if isDictionary { parts.sort { $0.key < $1.key } }
      let members = try parts.map {
        Tree.Member(key: $0.key, keyOrigin: .standard, value: try $0.part())
      }
      return Tree(content: .mapping(members), isClosed: !isDictionary)
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(TreeKeyedEncoding<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    storage = .list([])
    return TreeUnkeyedEncoding(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    TreeSingleEncoding(encoder: self)
  }

  // MARK: - What the containers add

  fileprivate var count: Int {
    if case .list(let parts) = storage { return parts.count }
    return 0
  }

  fileprivate func set(_ tree: Tree) { storage = .scalar(tree) }

  fileprivate func append(_ part: @escaping Part) {
    guard case .list(var parts) = storage else { return }
    storage = .list([])
    parts.append(part)
    storage = .list(parts)
  }

  fileprivate func set(_ key: any CodingKey, _ part: @escaping Part) {
    guard case .mapping(var parts) = storage else { return }
    let name = name(key)
    if let i = parts.firstIndex(where: { $0.key == name }) {
      parts[i].part = part
    } else {
      parts.append((name, part))
    }
    storage = .mapping(parts)
  }

  fileprivate func name(_ key: any CodingKey) -> String {
    isDictionary ? key.stringValue : ConfigKey.snake(key.stringValue)
  }

  fileprivate func child(_ key: any CodingKey) -> TreeEncoder {
    let child = TreeEncoder(path: ConfigKey.path(path, name(key)))
    set(key) { try child.tree() }
    return child
  }

  fileprivate func child() -> TreeEncoder {
    let child = TreeEncoder(path: "\(path)[\(count)]")
    append { try child.tree() }
    return child
  }

  fileprivate static func optional(_ path: String) -> ConfigError {
    .unsupported(path: path, reason: "is optional; make absence a named case such as 'none'")
  }
}

/// Encodes the properties of a struct. The generic method stands for all that the protocol lists by type.
private struct TreeKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: TreeEncoder
  var codingPath: [any CodingKey] { [] }

  private func path(_ key: Key) -> String { ConfigKey.path(encoder.path, encoder.name(key)) }

  private func absent(_ key: Key) -> ConfigError { TreeEncoder.optional(path(key)) }

  mutating func encodeNil(forKey key: Key) throws { throw absent(key) }

  mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    let tree = try TreeEncoder.tree(of: value, path: path(key))
    encoder.set(key) { tree }
  }

  // The protocol's own versions of these drop what is absent, and they come before a generic one.
  mutating func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent(_ value: String?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent(_ value: Double?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent(_ value: Float?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent(_ value: Int?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { throw absent(key) }
  mutating func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
    throw absent(key)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy keyType: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    encoder.child(key).container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder.child(key).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { encoder.child(SuperKey()) }

  mutating func superEncoder(forKey key: Key) -> any Encoder { encoder.child(key) }
}

/// Encodes the elements of a list.
private struct TreeUnkeyedEncoding: UnkeyedEncodingContainer {
  let encoder: TreeEncoder
  var codingPath: [any CodingKey] { [] }
  var count: Int { encoder.count }

  mutating func encodeNil() throws { throw TreeEncoder.optional("\(encoder.path)[\(count)]") }

  mutating func encode<T: Encodable>(_ value: T) throws {
    let tree = try TreeEncoder.tree(of: value, path: "\(encoder.path)[\(count)]")
    encoder.append { tree }
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy keyType: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    encoder.child().container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    encoder.child().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { encoder.child() }
}

/// Encodes a value that stands alone.
private struct TreeSingleEncoding: SingleValueEncodingContainer {
  let encoder: TreeEncoder
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil() throws { throw TreeEncoder.optional(encoder.path) }

  mutating func encode<T: Encodable>(_ value: T) throws {
    encoder.set(try TreeEncoder.tree(of: value, path: encoder.path))
  }
}

/// The key under which a class keeps what it inherits.
struct SuperKey: CodingKey {
  let stringValue = "super"
  let intValue: Int? = nil
  init() {}
  init?(stringValue: String) { return nil }
  init?(intValue: Int) { return nil }
}
