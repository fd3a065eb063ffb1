/// Where a method was published: what a reader looks up.
public struct Source: Sendable, Equatable, CustomStringConvertible {
  /// Author, year, identifier, equation or section.
  public let description: String
  /// A citation such as `"Shao et al. 2024, arXiv:2402.03300, eq. 3"`.
  public init(_ description: String) { self.description = description }
}

/// Something that a configuration can name: its stored properties are its settings.
public protocol Component: Codable, Sendable, Equatable {
  /// The word used in YAML, in kebab-case.
  static var kind: String { get }
  /// Other words that mean the same, such as the acronym of the paper.
  static var aliases: [String] { get }
  /// One sentence.
  static var summary: String { get }
  /// The paper or rule that this follows.
  static var source: Source { get }
  /// The defaults.
  init()
}

extension Component {
  /// No other names.
  public static var aliases: [String] { [] }
}

/// One line of a catalogue: a component type, seen as a member of its family.
public struct Entry<Member>: Sendable {
  /// The component's type.
  public let type: any Component.Type
  /// The component as a member of the family; `nil` if it is of another type than the entry's.
  public let member: @Sendable (any Component) -> Member?
  /// The word used in YAML.
  public var kind: String { type.kind }
  /// Every word that names this component.
  public var names: [String] { [type.kind] + type.aliases }

  /// An entry for a component type; the cast is to the family's protocol.
  public init(_ type: any Component.Type) {
    self.type = type
    member = { $0 as? Member }
  }

  /// The member with its default settings.
  public var standard: Member {
    guard let value = member(type.init()) else {
      preconditionFailure("\(type) is not a \(Member.self)")
    }
    return value
  }
}

/// A family of components: rewards, advantages, losses, samplers, tasks, and so on.
public protocol Catalogue: Sendable {
  /// The protocol that the family's members conform to.
  associatedtype Member: Sendable
  /// What one member is called, for messages: "advantage".
  static var noun: String { get }
  /// All members, alphabetically by kind.
  static var all: [Entry<Member>] { get }
}

extension Catalogue {
  /// The entry with this kind or alias.
  ///
  /// - Throws: `SupportError.unknownName`, with a suggestion.
  public static func entry(named name: String) throws -> Entry<Member> {
    if let found = all.first(where: { $0.names.contains(name) }) { return found }
    throw SupportError.unknownName(
      what: noun, name: name,
      suggestion: DidYouMean.suggestion(for: name, among: all.flatMap(\.names)),
      known: all.map(\.kind))
  }
}
