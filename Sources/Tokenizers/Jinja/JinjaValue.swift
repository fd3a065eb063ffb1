import Foundation

/// What went wrong in a template, and where.
struct JinjaError: Error, CustomStringConvertible {
  var reason: String
  var line: Int?

  init(_ reason: String, line: Int? = nil) {
    self.reason = reason
    self.line = line
  }

  var description: String { (line.map { "line \($0): " } ?? "") + reason }
}

/// A value in a template, as Python has it.
indirect enum JinjaValue: Sendable {
  /// Something that is not there: false, empty and printed as nothing, but without attributes.
  case undefined(String)
  case none
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case list([JinjaValue])
  case tuple([JinjaValue])
  case dict(JinjaDict)
  case namespace(JinjaNamespace)
  case loop(JinjaLoop)
  case macro(JinjaMacro)
  /// A function of the environment.
  case function(String)
  /// A method of a value.
  case method(JinjaValue, String)
}

/// A dictionary in the order of insertion.
struct JinjaDict: Sendable {
  private(set) var pairs: [(key: JinjaValue, value: JinjaValue)] = []

  init(_ pairs: [(key: JinjaValue, value: JinjaValue)] = []) {
    for pair in pairs { self[pair.key] = pair.value }
  }

  subscript(key: JinjaValue) -> JinjaValue? {
    get { pairs.first { $0.key.equals(key) }?.value }
    set {
      guard let newValue else { return }
      if let index = pairs.firstIndex(where: { $0.key.equals(key) }) {
        pairs[index].value = newValue
      } else {
        pairs.append((key, newValue))
      }
    }
  }
}

// Templates are evaluated by one thread; these never leave the evaluation that made them.

/// What `namespace()` makes: the one thing that a loop can change for those after it.
final class JinjaNamespace: @unchecked Sendable {
  var values: [String: JinjaValue] = [:]
}

/// The variable `loop`.
final class JinjaLoop: @unchecked Sendable {
  let items: [JinjaValue]
  let depth: Int
  var index = 0
  /// What `changed` was asked last.
  var last: JinjaValue?

  init(_ items: [JinjaValue], depth: Int) {
    self.items = items
    self.depth = depth
  }

  func attribute(_ name: String) -> JinjaValue? {
    switch name {
    case "index": .int(index + 1)
    case "index0": .int(index)
    case "revindex": .int(items.count - index)
    case "revindex0": .int(items.count - index - 1)
    case "first": .bool(index == 0)
    case "last": .bool(index == items.count - 1)
    case "length": .int(items.count)
    case "depth": .int(depth)
    case "depth0": .int(depth - 1)
    case "previtem": index > 0 ? items[index - 1] : .undefined("there is no previous item")
    case "nextitem":
      index + 1 < items.count ? items[index + 1] : .undefined("there is no next item")
    case "cycle", "changed": .method(.loop(self), name)
    default: nil
    }
  }
}

/// A macro with the scope in which it was made.
final class JinjaMacro: @unchecked Sendable {
  let name: String
  let parameters: [(name: String, standard: JinjaExpression?)]
  let body: [JinjaNode]
  /// The variables that its body reads: `varargs` and `kwargs` say that it takes any arguments.
  let names: Set<String>
  let scope: JinjaScope

  init(
    _ name: String, _ parameters: [(name: String, standard: JinjaExpression?)], _ body: [JinjaNode],
    _ names: Set<String>, _ scope: JinjaScope
  ) {
    self.names = names
    self.name = name
    self.parameters = parameters
    self.body = body
    self.scope = scope
  }
}

/// Variables, and those around them.
final class JinjaScope: @unchecked Sendable {
  var values: [String: JinjaValue] = [:]
  let parent: JinjaScope?

  init(_ parent: JinjaScope?) { self.parent = parent }

  func find(_ name: String) -> JinjaValue? {
    var scope: JinjaScope? = self
    while let now = scope {
      if let value = now.values[name] { return value }
      scope = now.parent
    }
    return nil
  }
}

extension JinjaValue {
  /// What a JSON document holds.
  init(_ tree: JSONTree) {
    switch tree {
    case .null: self = .none
    case .bool(let value): self = .bool(value)
    case .number(let digits): self = Int(digits).map { .int($0) } ?? .double(Double(digits) ?? .nan)
    case .text(let text): self = .string(text)
    case .list(let values): self = .list(values.map { JinjaValue($0) })
    case .object(let members):
      self = .dict(JinjaDict(members.map { (.string($0.key), JinjaValue($0.value)) }))
    }
  }

  var isUndefined: Bool { if case .undefined = self { true } else { false } }

  /// Python's truth of a value.
  var isTrue: Bool {
    switch self {
    case .undefined, .none: false
    case .bool(let value): value
    case .int(let value): value != 0
    case .double(let value): value != 0
    case .string(let text): !text.isEmpty
    case .list(let values), .tuple(let values): !values.isEmpty
    case .dict(let dict): !dict.pairs.isEmpty
    default: true
    }
  }

  /// A number's value; truth values are numbers too.
  var number: Double? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  var integer: Int? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): value
    default: nil
    }
  }

  var text: String? { if case .string(let text) = self { text } else { nil } }

  func equals(_ other: JinjaValue) -> Bool {
    switch (self, other) {
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.none, .none), (.undefined, .undefined): true
    case (.list(let a), .list(let b)), (.tuple(let a), .tuple(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.equals($1) }
    case (.dict(let a), .dict(let b)):
      a.pairs.count == b.pairs.count
        && a.pairs.allSatisfy { pair in b[pair.key].map { $0.equals(pair.value) } ?? false }
    case (.namespace(let a), .namespace(let b)): a === b
    default:
      if let a = integer, let b = other.integer {
        a == b
      } else if let a = number, let b = other.number {
        a == b
      } else {
        false
      }
    }
  }

  /// What a loop goes through; `nil` if that is an error.
  var items: [JinjaValue]? {
    switch self {
    case .undefined: []
    case .list(let values), .tuple(let values): values
    case .dict(let dict): dict.pairs.map(\.key)
    case .string(let text): text.unicodeScalars.map { .string(String($0)) }
    default: nil
    }
  }

  /// As `str()` prints it.
  var printed: String {
    switch self {
    case .undefined: ""
    case .string(let text): text
    default: represented
    }
  }

  /// As `repr()` prints it.
  var represented: String {
    switch self {
    case .undefined: "Undefined"
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .double(let value): Self.printed(value)
    case .string(let text): Self.quoted(text)
    case .list(let values): "[" + values.map(\.represented).joined(separator: ", ") + "]"
    case .tuple(let values):
      "(" + values.map(\.represented).joined(separator: ", ") + (values.count == 1 ? ",)" : ")")
    case .dict(let dict):
      "{"
        + dict.pairs.map { $0.key.represented + ": " + $0.value.represented }
        .joined(separator: ", ") + "}"
    case .namespace: "<Namespace>"
    case .loop(let loop): "<LoopContext \(loop.index + 1)/\(loop.items.count)>"
    case .macro(let macro): "<Macro \(Self.quoted(macro.name))>"
    case .function(let name), .method(_, let name): "<function \(name)>"
    }
  }

  static func printed(_ value: Double) -> String {
    value.isNaN ? "nan" : value.isInfinite ? (value < 0 ? "-inf" : "inf") : "\(value)"
  }

  private static func quoted(_ text: String) -> String {
    let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    var out = String(quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\\": out += "\\\\"
      case quote: out += "\\" + String(quote)
      case _ where !scalar.isPythonPrintable:
        out += String(
          format: scalar.value < 256 ? "\\x%02x" : scalar.value < 65536 ? "\\u%04x" : "\\U%08x",
          scalar.value)
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + String(quote)
  }
}
