import CHDF5

/// What is in a file, but for the values of its datasets.
struct ResultsTree {
  /// Where the values of a dataset are.
  enum Source {
    /// At this path in the file.
    case file(String)
    /// Here: a file of an older version does not have it.
    case texts([String])
  }

  /// A dataset without its values.
  struct Dataset {
    var source: Source
    /// Why its type or shape cannot be read.
    var problem: String?
    /// `H5T_INTEGER`, …
    var type: Int
    /// Bytes of an element.
    var width: Int
    var isUnsigned = false
    /// Whether it is of the kind that has no values at all.
    var isNull = false
    /// −1 for one that is too large for a number.
    var extents: [Int]
  }

  enum Object {
    case group
    case dataset(Dataset)
    /// It is there, and the library gives this reason why it cannot be read.
    case unreadable(String)
  }

  enum Attribute: Equatable {
    case value(ResultsAttribute)
    /// An array, or of a type that is neither a number nor a text.
    case other
    case unreadable(String)
  }

  struct Node {
    var object: Object
    var attributes: [String: Attribute] = [:]
  }

  /// By absolute path.
  var nodes: [String: Node] = [:]

  /// An absolute path without empty steps.
  static func normal(_ path: String) -> String {
    "/" + path.split(separator: "/").joined(separator: "/")
  }

  subscript(path: String) -> Node? { nodes[path] ?? nodes[Self.normal(path)] }

  /// The paths of everything in a group, sorted.
  func paths(under group: String) -> [String] {
    let start = group == "/" ? "/" : group + "/"
    return nodes.keys.filter { $0.hasPrefix(start) && $0 != group }.sorted()
  }
}

// What migrations change.
extension ResultsTree {
  /// The datasets in the file whose paths satisfy a condition, sorted.
  func datasets(where isWanted: (String) -> Bool) -> [String] {
    nodes.filter { path, node in
      if case .dataset = node.object { isWanted(path) } else { false }
    }.keys.sorted()
  }

  /// A text attribute.
  func text(_ name: String, on path: String) -> String? {
    if case .value(.string(let text))? = nodes[path]?.attributes[name] { text } else { nil }
  }

  /// Sets a text attribute of an object that is there.
  mutating func set(_ name: String, _ text: String, on path: String = "/") {
    nodes[path]?.attributes[name] = .value(.string(text))
  }

  /// Gives a dataset another path.
  mutating func move(_ path: String, to other: String) {
    addGroups(above: other)
    nodes[other] = nodes.removeValue(forKey: path)
  }

  /// Adds a dataset of one axis of texts.
  mutating func add(_ texts: [String], to path: String, dims: String, description: String) {
    addGroups(above: path)
    nodes[path] = Node(
      object: .dataset(
        Dataset(
          source: .texts(texts), type: Int(H5T_STRING.rawValue), width: 8, extents: [texts.count])),
      attributes: [
        "units": .value(.string("")), "dims": .value(.string(dims)),
        "description": .value(.string(description)),
      ])
  }

  private mutating func addGroups(above path: String) {
    var group = path
    while let slash = group.lastIndex(of: "/"), slash != group.startIndex {
      group = String(group[..<slash])
      if nodes[group] == nil { nodes[group] = Node(object: .group) }
    }
  }
}
