import Synchronization

/// Where a method was published: what a reader looks up.
public struct Source: Sendable, Equatable, CustomStringConvertible {
  /// Author, year, identifier, equation or section.
  public let description: String
  /// A citation such as `"Shao et al. 2024, arXiv:2402.03300, eq. 3"`.
  public init(_ description: String) { self.description = description }
}

/// Something that a configuration can name: its stored properties are its settings.
public protocol Component: Codable, Sendable, Equatable, Validated {
  /// The word used in YAML, in kebab-case.
  static var kind: String { get }
  /// Other words that mean the same, such as the acronym of the paper.
  static var aliases: [String] { get }
  /// One sentence.
  static var summary: String { get }
  /// The paper or rule that this follows.
  static var source: Source { get }
  /// Its ids in the index of methods that `assay explain` takes, such as `unsup.consistency`.
  static var ids: [String] { get }
  /// What must hold for it to do what it is for, in one sentence; empty where that goes without saying.
  static var assumptions: String { get }
  /// The defaults.
  init()
  /// The word or number that stands for this component in YAML, where one does.
  var shorthand: String? { get }
  /// Values with other settings, which the laws of the family are tested on besides the defaults.
  static var examples: [Self] { get }
}

extension Component {
  /// No other names.
  public static var aliases: [String] { [] }
  /// None.
  public static var ids: [String] { [] }
  /// Nothing that does not go without saying.
  public static var assumptions: String { "" }
  /// The defaults alone.
  public static var examples: [Self] { [Self()] }
  /// None: a component is written with its kind.
  public var shorthand: String? { nil }
  fileprivate static var anyExamples: [any Component] { examples }
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

  /// The members that laws are tested on.
  public var examples: [Member] {
    type.anyExamples.compactMap { member($0) }
  }

  /// The member with its default settings.
  public var standard: Member {
    guard let value = member(type.init()) else {
      preconditionFailure("\(type) is not a \(Member.self)")
    }
    return value
  }
}

/// Members that a program adds to catalogues of this library, at its start.
private let added = Mutex<[ObjectIdentifier: [any Sendable]]>([:])

/// A family of components: rewards, advantages, losses, samplers, tasks, and so on.
public protocol Catalogue: Sendable {
  /// The protocol that the family's members conform to.
  associatedtype Member: Sendable
  /// What one member is called, for messages: "advantage".
  static var noun: String { get }
  /// All members, alphabetically by kind.
  static var all: [Entry<Member>] { get }
  /// The component that a bare word or number stands for, where it is not a kind.
  static func shorthand(_ text: String) -> (any Component)?
}

extension Catalogue {
  /// None: a bare word is a kind.
  public static func shorthand(_ text: String) -> (any Component)? { nil }

  /// All members: those of this library, and what the program has added.
  public static var entries: [Entry<Member>] {
    let own = added.withLock { $0[ObjectIdentifier(Self.self)] ?? [] }
    return all + own.compactMap { $0 as? Entry<Member> }
  }

  /// Adds a member of the program's own, which configurations can name from then on.
  ///
  /// - Precondition: no other member has one of its names.
  public static func add(_ entry: Entry<Member>) {
    let taken = Set(entries.flatMap(\.names)).intersection(entry.names)
    precondition(
      taken.isEmpty, "\(noun) '\(taken.sorted().joined(separator: ", "))' is there already")
    added.withLock { $0[ObjectIdentifier(Self.self), default: []].append(entry) }
  }

  /// The entry with this kind or alias.
  ///
  /// - Throws: `SupportError.unknownName`, with a suggestion.
  public static func entry(named name: String) throws -> Entry<Member> {
    let entries = entries
    if let found = entries.first(where: { $0.names.contains(name) }) { return found }
    throw SupportError.unknownName(
      what: noun, name: name,
      suggestion: DidYouMean.suggestion(for: name, among: entries.flatMap(\.names)),
      known: entries.map(\.kind))
  }
}
