/// A place in a configuration that holds one component of a family, chosen by `kind`.
///
/// In YAML a slot is a mapping of `kind` and that kind's settings, or only the kind:
///
/// ```yaml
/// advantage: { kind: group-relative, scale: none }
/// advantage: group-relative
/// ```
///
/// A mapping that names another kind than the one in place starts from that kind's defaults; one that names
/// the same kind, an alias of it or none keeps the settings it does not give. The family must be a type that
/// conforms to `Catalogue`, and the component one of its entries.
public struct Slot<Family: Catalogue>: Codable, Sendable, Equatable {
  /// The component, as a value with settings.
  public var component: any Component
  /// The component's kind.
  public var kind: String { type(of: component).kind }

  /// A slot that holds a component.
  ///
  /// - Precondition: `Family` lists the component's type.
  public init(_ component: any Component) {
    self.component = component
    precondition(
      Self.member(of: component) != nil,
      "\(type(of: component)) is not in the catalogue of \(Family.noun) components")
  }

  /// A slot that holds the defaults of a kind.
  ///
  /// - Throws: `SupportError.unknownName`, with a suggestion.
  public init(kind: String) throws {
    self.init(try Family.entry(named: kind).type.init())
  }

  /// The component as a member of its family.
  ///
  /// - Precondition: `Family` lists the component's type.
  public var value: Family.Member {
    guard let member = Self.member(of: component) else {
      preconditionFailure(
        "\(type(of: component)) is not in the catalogue of \(Family.noun) components")
    }
    return member
  }

  /// Reads the component that `kind` names.
  ///
  /// From YAML settings may be left out (see `ConfigLoader`). Any other decoder, such as `JSONDecoder`, takes
  /// the object that `encode(to:)` writes, or a string for the defaults of a kind.
  public init(from decoder: any Decoder) throws {
    if let decoder = decoder as? any ComponentDecoder {
      self.init(try decoder.component(of: CatalogueOf<Family>()))
      return
    }
    if let kind = try? decoder.singleValueContainer().decode(String.self) {
      try self.init(kind: kind)
      return
    }
    let kind = try decoder.container(keyedBy: SlotKey.self).decode(String.self, forKey: .kind)
    self.init(try Family.entry(named: kind).type.init(from: decoder))
  }

  /// Writes one object: `kind` and the component's settings side by side.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: SlotKey.self)
    try container.encode(type(of: component).kind, forKey: .kind)
    try component.encode(to: encoder)
  }

  /// Whether both hold a component of the same type with equal settings.
  public static func == (a: Slot, b: Slot) -> Bool {
    func isEqual<C: Component>(_ component: C) -> Bool { component == b.component as? C }
    return isEqual(a.component)
  }

  private static func member(of component: any Component) -> Family.Member? {
    Family.entries.first { $0.type == type(of: component) }?.member(component)
  }
}

/// A slot of any family.
public protocol KindedSlot {
  /// The component's kind.
  var kind: String { get }
}

extension Slot: KindedSlot {}

/// A decoder that finds the defaults of a component by itself.
package protocol ComponentDecoder: Decoder {
  /// The component in this place, a member of the family.
  func component(of family: any CatalogueReference) throws -> any Component
}

/// The key that names the component in a slot.
package enum SlotKey: String, CodingKey {
  case kind
}

/// A slot of any family, as an encoder sees it.
package protocol AnySlot {
  var component: any Component { get }
  var family: any CatalogueReference { get }
}

extension Slot: AnySlot {
  package var family: any CatalogueReference { CatalogueOf<Family>() }
}

/// A family of components without its `Member` type.
package protocol CatalogueReference {
  var noun: String { get }
  var kinds: [String] { get }
  func type(named name: String) throws -> any Component.Type
  /// The component that a bare word or number stands for, where it is not a kind.
  func shorthand(_ text: String) -> (any Component)?
}

/// The reference to one catalogue.
package struct CatalogueOf<Family: Catalogue>: CatalogueReference {
  package var noun: String { Family.noun }
  package var kinds: [String] { Family.entries.map(\.kind) }
  package func type(named name: String) throws -> any Component.Type {
    try Family.entry(named: name).type
  }
  package func shorthand(_ text: String) -> (any Component)? { Family.shorthand(text) }
  package init() {}
}
