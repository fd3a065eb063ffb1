import Support

/// Turns a tree into settings, strictly: what nobody reads is an error.
final class TreeDecoder: ComponentDecoder {
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]
  let tree: Tree
  let path: String
  private let isDictionary: Bool
  private var keysRead: [String] = []

  init(_ tree: Tree, path: String, isDictionary: Bool = false) {
    self.tree = tree
    self.path = path
    self.isDictionary = isDictionary
  }

  /// The value that a tree describes.
  ///
  /// - Throws: `ConfigError`.
  static func decode<T: Decodable>(_ type: T.Type, from tree: Tree, path: String) throws -> T {
    if let setting = type as? any ScalarSetting.Type {
      guard let scalar = tree.scalar, let value = setting.init(scalar) as? T else {
        throw tree.wrongType(path, expected: setting.expectation)
      }
      // No setting needs more, and sums and products of settings stay in range.
      if let number = value as? Int, number.magnitude > Validation.largest {
        throw tree.invalid(
          InvalidSetting(
            key: "", value: "\(number)", expected: "a whole number from -10^12 to 10^12"),
          path: path)
      }
      return value
    }
    let decoder = TreeDecoder(
      try completed(tree, for: type, path: path), path: path,
      isDictionary: type is any StringKeyed.Type)
    do {
      let value = try T(from: decoder)
      try decoder.requireAllRead()
      try (value as? any Validated)?.validate()
      return value
    } catch let error as InvalidSetting {
      throw tree.invalid(error, path: path)
    } catch ConfigError.wrongType(let location, path, let found, let expected) {
      throw ConfigError.wrongType(
        location: location, path: path, found: found, expected: words(of: type) ?? expected)
    } catch let error as ConfigError {
      throw error
    } catch DecodingError.dataCorrupted(let context) {
      if let expected = words(of: type) { throw tree.wrongType(path, expected: expected) }
      let found = tree.scalar == nil ? "" : "\(tree.found): "
      throw decoder.invalid(found + context.debugDescription)
    } catch {
      throw decoder.invalid("\(error)")
    }
  }

  /// The component in a slot; in an element of a list the kind and the defaults are found here.
  func component(of family: any CatalogueReference) throws -> any Component {
    let slot =
      tree.family == nil ? try Overlay.lay(tree, onSlot: nil, of: family, path: path) : tree
    for member in tree.members ?? [] { keysRead.append(member.key) }
    if let word = slot.scalar, let component = family.shorthand(word.text) {
      do {
        try component.validate()
      } catch let error as InvalidSetting {
        throw tree.invalid(error, path: path)
      }
      return component
    }
    guard let kind = slot.members?.first(where: { $0.key == SlotKey.kind.rawValue })?.value.scalar
    else { throw slot.wrongType(path, expected: "a mapping with 'kind'") }
    return try decodeComponent(try family.type(named: kind.text), from: slot)
  }

  private func decodeComponent<C: Component>(_ type: C.Type, from slot: Tree) throws -> C {
    try TreeDecoder.decode(type, from: slot, path: path)
  }

  /// What a list says of an element, laid over the defaults of the element's type if it has any.
  private static func completed<T>(_ tree: Tree, for type: T.Type, path: String) throws -> Tree {
    guard case .mapping = tree.content, !tree.isClosed else { return tree }
    let defaults: (any Encodable)? =
      (type as? any DefaultedSettings.Type)?.init() ?? (type as? any Component.Type)?.init()
    guard let defaults else { return tree }
    return try Overlay.lay(tree, on: TreeEncoder.tree(of: defaults, path: path), path: path)
  }

  /// The words of an enumeration with string raw values that lists its cases.
  private static func words<T>(of type: T.Type) -> String? {
    func rawValues<E: CaseIterable & RawRepresentable>(_ type: E.Type) -> [String] {
      type.allCases.compactMap { $0.rawValue as? String }
    }
    guard let enumeration = type as? any (CaseIterable & RawRepresentable).Type else { return nil }
    let words = rawValues(enumeration)
    return words.isEmpty ? nil : "one of \(words.joined(separator: ", "))"
  }

  private func requireAllRead() throws {
    guard !tree.isClosed, let members = tree.members else { return }
    if let unread = members.first(where: { !keysRead.contains($0.key) }) {
      var known: [String] = []
      for key in keysRead where !known.contains(key) { known.append(key) }
      throw Overlay.unknownKey(unread, among: known, path: path, kind: nil)
    }
  }

  private func invalid(_ reason: String) -> ConfigError {
    .invalid(location: tree.origin.description, path: path, reason: reason)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let members = tree.members else { throw tree.wrongType(path, expected: "a mapping") }
    return KeyedDecodingContainer(TreeKeyedDecoding<Key>(decoder: self, members: members))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .list(let elements) = tree.content else {
      throw tree.wrongType(path, expected: "a list")
    }
    return TreeUnkeyedDecoding(decoder: self, elements: elements)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    TreeSingleDecoding(decoder: self)
  }

  // MARK: - What the containers need

  fileprivate func name(_ key: any CodingKey) -> String {
    let name = isDictionary ? key.stringValue : ConfigKey.snake(key.stringValue)
    keysRead.append(name)
    return name
  }

  fileprivate func missing(_ key: String) -> ConfigError {
    .missingKey(location: tree.origin.description, path: path, key: key)
  }

  fileprivate func end() -> ConfigError {
    invalid("the list has too few elements")
  }

  fileprivate func readAll() {
    keysRead += tree.members?.map(\.key) ?? []
  }
}

/// Decodes the properties of a struct. The generic method stands for all that the protocol lists by type.
private struct TreeKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: TreeDecoder
  let members: [Tree.Member]
  var codingPath: [any CodingKey] { [] }

  var allKeys: [Key] {
    decoder.readAll()
    return members.compactMap { Key(stringValue: $0.key) }
  }

  private func part(_ key: any CodingKey) throws -> (tree: Tree, path: String) {
    let name = decoder.name(key)
    guard let member = members.first(where: { $0.key == name }) else { throw decoder.missing(name) }
    return (member.value, ConfigKey.path(decoder.path, name))
  }

  private func child(_ key: any CodingKey) throws -> TreeDecoder {
    let part = try part(key)
    return TreeDecoder(part.tree, path: part.path)
  }

  func contains(_ key: Key) -> Bool {
    let name = decoder.name(key)
    return members.contains { $0.key == name }
  }

  func decodeNil(forKey key: Key) throws -> Bool { try part(key).tree.scalar?.isNull ?? false }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    let part = try part(key)
    return try TreeDecoder.decode(type, from: part.tree, path: part.path)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try child(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try child(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try child(SuperKey()) }

  func superDecoder(forKey key: Key) throws -> any Decoder { try child(key) }
}

/// Decodes the elements of a list.
private struct TreeUnkeyedDecoding: UnkeyedDecodingContainer {
  let decoder: TreeDecoder
  let elements: [Tree]
  var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  private mutating func next() throws -> (tree: Tree, path: String) {
    guard !isAtEnd else { throw decoder.end() }
    defer { currentIndex += 1 }
    return (elements[currentIndex], "\(decoder.path)[\(currentIndex)]")
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex].scalar?.isNull == true else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let part = try next()
    return try TreeDecoder.decode(type, from: part.tree, path: part.path)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    let part = try next()
    return try TreeDecoder(part.tree, path: part.path).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let part = try next()
    return try TreeDecoder(part.tree, path: part.path).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    let part = try next()
    return TreeDecoder(part.tree, path: part.path)
  }
}

/// Decodes a value that stands alone.
private struct TreeSingleDecoding: SingleValueDecodingContainer {
  let decoder: TreeDecoder
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { decoder.tree.scalar?.isNull ?? false }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let value = try TreeDecoder.decode(type, from: decoder.tree, path: decoder.path)
    decoder.readAll()
    return value
  }
}
