/// The methods of texts, lists and dictionaries that change nothing.
enum JinjaMethod {
  private static let ofTexts: Set<String> = [
    "strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "startswith", "endswith",
    "replace",
    "upper", "lower", "title", "capitalize", "find", "rfind", "index", "count", "join", "isdigit",
    "isalpha", "isalnum", "isspace", "isupper", "islower", "removeprefix", "removesuffix",
    "partition",
    "rpartition", "zfill", "ljust", "rjust", "format", "swapcase", "casefold",
  ]
  private static let ofLists: Set<String> = ["index", "count", "append", "extend", "insert", "pop"]
  private static let ofDictionaries: Set<String> = [
    "items", "keys", "values", "get", "copy", "update", "pop", "setdefault",
  ]

  static func names(of value: JinjaValue) -> Set<String> {
    switch value {
    case .string: ofTexts
    case .list: ofLists
    case .tuple: ["index", "count"]
    case .dict: ofDictionaries
    default: []
    }
  }

  static func call(
    _ name: String, _ base: JinjaValue, _ arguments: JinjaCallArguments
  ) throws -> JinjaValue {
    switch base {
    case .string(let text): return try call(name, JinjaText(text), arguments)
    case .dict(let dict): return try call(name, dict, arguments)
    default:
      guard let items = base.items, let wanted = arguments.positional.first,
        ["index", "count"].contains(name)
      else { throw JinjaError("'\(name)' would change a value, which templates may not") }
      if name == "count" { return .int(items.count { $0.equals(wanted) }) }
      guard let index = items.firstIndex(where: { $0.equals(wanted) }) else {
        throw JinjaError("'\(wanted.represented.prefix(40))' is not in the list")
      }
      return .int(index)
    }
  }

  private static func call(
    _ name: String, _ dict: JinjaDict, _ arguments: JinjaCallArguments
  ) throws -> JinjaValue {
    switch name {
    case "items": return .list(dict.pairs.map { .tuple([$0.key, $0.value]) })
    case "keys": return .list(dict.pairs.map(\.key))
    case "values": return .list(dict.pairs.map(\.value))
    case "copy": return .dict(dict)
    case "get":
      guard let key = arguments.positional.first else { throw JinjaError("get() needs a key") }
      return dict[key] ?? arguments[1, "default"] ?? .none
    default: throw JinjaError("'\(name)' would change a value, which templates may not")
    }
  }

  private static func call(
    _ name: String, _ text: JinjaText, _ arguments: JinjaCallArguments
  ) throws -> JinjaValue {
    func needed(_ place: Int = 0) throws -> JinjaText {
      guard let given = arguments.positional.dropFirst(place).first?.text else {
        throw JinjaError("\(name)() needs a text")
      }
      return JinjaText(given)
    }
    func number(_ place: Int, _ key: String) throws -> Int {
      guard let given = arguments[place, key] else { return -1 }
      guard let number = given.integer else { throw JinjaError("\(name)() needs a whole number") }
      return number
    }
    func set() throws -> String? {
      switch arguments.positional.first {
      case nil, .none?: return nil
      case .string(let text)?: return text
      default: throw JinjaError("\(name)() needs a text")
      }
    }
    func all(_ condition: (Unicode.Scalar) -> Bool) -> JinjaValue {
      .bool(!text.scalars.isEmpty && text.scalars.allSatisfy(condition))
    }
    func isCase(_ isRight: (Unicode.Scalar) -> Bool) -> JinjaValue {
      let cased = text.scalars.filter(\.properties.isCased)
      return .bool(!cased.isEmpty && cased.allSatisfy(isRight))
    }
    func any(_ fits: (JinjaText) -> Bool) throws -> JinjaValue {
      if case .tuple(let parts)? = arguments.positional.first {
        return .bool(parts.contains { $0.text.map { fits(JinjaText($0)) } ?? false })
      }
      return .bool(fits(try needed()))
    }
    func list(_ parts: [JinjaText]) -> JinjaValue { .list(parts.map { .string($0.string) }) }
    switch name {
    case "strip": return .string(text.stripped(try set()).string)
    case "lstrip": return .string(text.stripped(try set(), right: false).string)
    case "rstrip": return .string(text.stripped(try set(), left: false).string)
    case "split", "rsplit":
      let most = try number(1, "maxsplit")
      guard let separator = arguments[0, "sep"]?.text else {
        return list(
          name == "split" ? text.split(nil, most: most) : text.splitFromRight(nil, most: most))
      }
      guard !separator.isEmpty else { throw JinjaError("an empty separator") }
      return list(
        name == "split"
          ? text.split(JinjaText(separator), most: most)
          : text.splitFromRight(JinjaText(separator), most: most))
    case "splitlines": return list(text.lines(keepsEnds: arguments[0, "keepends"]?.isTrue ?? false))
    case "startswith" where arguments.positional.count > 1,
      "find" where arguments.positional.count > 1:
      guard arguments.positional.count == 2, let start = arguments.positional[1].integer else {
        throw JinjaError("\(name)() with an end is not supported")
      }
      let from = min(max(0, start < 0 ? start + text.count : start), text.count)
      if name == "find" { return .int(text.find(try needed(), from: from) ?? -1) }
      return try any { text.starts(with: $0, at: from) }
    case "startswith": return try any { text.starts(with: $0) }
    case "endswith":
      return try any { $0.count <= text.count && text.starts(with: $0, at: text.count - $0.count) }
    case "replace":
      return .string(
        text.replacing(try needed(), try needed(1), most: try number(2, "count")).string)
    case "upper": return .string(text.string.uppercased())
    case "lower", "casefold": return .string(text.string.lowercased())
    case "title": return .string(text.titled())
    case "capitalize": return .string(text.capitalized())
    case "find": return .int(text.find(try needed()) ?? -1)
    case "rfind": return .int(text.findLast(try needed()) ?? -1)
    case "index":
      guard let place = text.find(try needed()) else { throw JinjaError("the text is not found") }
      return .int(place)
    case "count":
      let part = try needed()
      return .int(part.count == 0 ? text.count + 1 : text.split(part, most: -1).count - 1)
    case "join":
      guard let parts = arguments.positional.first?.items else {
        throw JinjaError("join() needs a list")
      }
      return .string(
        try parts.map { part in
          guard let part = part.text else {
            throw JinjaError("join() of something that is no text")
          }
          return part
        }.joined(separator: text.string))
    case "isdigit":
      return all { $0.properties.numericType == .decimal || $0.properties.numericType == .digit }
    case "isalpha": return all(\.properties.isAlphabetic)
    case "isalnum": return all { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    case "isspace": return all(\.isPythonSpace)
    case "isupper": return isCase { !$0.properties.isLowercase }
    case "islower": return isCase(\.properties.isLowercase)
    case "removeprefix":
      let part = try needed()
      return .string(
        (text.starts(with: part) ? JinjaText(text.scalars.dropFirst(part.count)) : text).string)
    case "removesuffix":
      let part = try needed()
      let fits = part.count <= text.count && text.starts(with: part, at: text.count - part.count)
      return .string((fits ? JinjaText(text.scalars.dropLast(part.count)) : text).string)
    case "partition", "rpartition":
      let part = try needed()
      guard part.count > 0 else { throw JinjaError("an empty separator") }
      let found = name == "partition" ? text.find(part) : text.findLast(part)
      guard let place = found else {
        let whole = JinjaValue.string(text.string)
        let nothing = JinjaValue.string("")
        return .tuple(name == "partition" ? [whole, nothing, nothing] : [nothing, nothing, whole])
      }
      return .tuple([
        .string(JinjaText(text.scalars[..<place]).string), .string(part.string),
        .string(JinjaText(text.scalars[(place + part.count)...]).string),
      ])
    case "zfill", "ljust", "rjust":
      let width = try number(0, "width")
      guard width <= 10_000 else { throw JinjaError("a text that is too long") }
      let fill = name == "zfill" ? "0" : arguments.text(1, "fillchar") ?? " "
      let space = String(repeating: fill, count: max(0, width - text.count))
      guard name == "zfill", let first = text.scalars.first, first == "-" || first == "+" else {
        return .string(name == "ljust" ? text.string + space : space + text.string)
      }
      return .string(String(first) + space + JinjaText(text.scalars.dropFirst()).string)
    case "swapcase":
      return .string(
        text.scalars.map {
          $0.properties.isUppercase
            ? $0.properties.lowercaseMapping : $0.properties.uppercaseMapping
        }.joined())
    default: throw JinjaError("the method '\(name)' of a text is not supported")
    }
  }
}
