/// A JSON value. Objects keep the order of their members, and keys that Unicode holds for equal stay apart.
enum JSONTree: Sendable {
  /// A member of an object.
  struct Member: Sendable {
    /// Its name.
    var key: String
    /// Its value.
    var value: JSONTree
  }

  case null
  case bool(Bool)
  /// A number as it is written.
  case number(String)
  case text(String)
  case list([JSONTree])
  case object([Member])

  /// An integer.
  static func integer(_ value: some BinaryInteger) -> JSONTree { .number("\(value)") }

  /// The member of an object; of several with one name the last. Setting `nil` removes it.
  subscript(key: String) -> JSONTree? {
    get { members?.last { $0.key == key }?.value }
    set {
      var members = members ?? []
      let index = members.lastIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
      self = .object(members)
    }
  }

  /// Whether this is `null`.
  var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The truth value, if it is one.
  var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The integer, if it is a number without a fraction that fits.
  var integer: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits) ?? Double(digits).flatMap { Int(exactly: $0) }
  }

  /// The text, if it is one.
  var text: String? {
    if case .text(let value) = self { value } else { nil }
  }

  /// The elements, if it is a list.
  var list: [JSONTree]? {
    if case .list(let value) = self { value } else { nil }
  }

  /// The members, if it is an object.
  var members: [Member]? {
    if case .object(let value) = self { value } else { nil }
  }

  /// The value as a file has it, indented.
  var json: String {
    var out = ""
    write(to: &out, indent: "")
    return out + "\n"
  }

  private func write(to out: inout String, indent: String) {
    let inner = indent + "  "
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .number(let digits): out += digits
    case .text(let text): Self.write(text, to: &out)
    case .list(let values):
      if values.isEmpty { return out += "[]" }
      out += "[\n"
      for (index, value) in values.enumerated() {
        if index > 0 { out += ",\n" }
        out += inner
        value.write(to: &out, indent: inner)
      }
      out += "\n" + indent + "]"
    case .object(let members):
      if members.isEmpty { return out += "{}" }
      out += "{\n"
      for (index, member) in members.enumerated() {
        if index > 0 { out += ",\n" }
        out += inner
        Self.write(member.key, to: &out)
        out += ": "
        member.value.write(to: &out, indent: inner)
      }
      out += "\n" + indent + "}"
    }
  }

  private static func write(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}

extension JSONTree: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .text(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: JSONTree...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, JSONTree)...) {
    self = .object(elements.map { Member(key: $0.0, value: $0.1) })
  }
}
