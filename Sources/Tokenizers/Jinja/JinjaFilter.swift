/// What can stand behind `|`.
enum JinjaFilter {
  static let names: Set<String> = [
    "abs", "attr", "batch", "capitalize", "center", "count", "d", "default", "dictsort", "e",
    "escape", "first", "float", "groupby",
    "indent", "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min",
    "reject",
    "rejectattr", "replace", "reverse", "round", "safe", "select", "selectattr", "sort", "string",
    "sum", "title", "tojson", "trim", "unique", "upper", "wordcount",
  ]

  static func apply(
    _ name: String, _ value: JinjaValue, _ arguments: JinjaCallArguments,
    _ evaluation: inout JinjaEvaluation
  ) throws -> JinjaValue {
    func items() throws -> [JinjaValue] {
      guard let items = value.items else {
        throw JinjaError("'\(value.represented.prefix(40))' is no list, which '\(name)' needs")
      }
      return items
    }
    switch name {
    case "default", "d":
      let standard = arguments[0, "default_value"] ?? .string("")
      let isWide = arguments[1, "boolean"]?.isTrue ?? false
      return value.isUndefined || (isWide && !value.isTrue) ? standard : value
    case "length", "count": return .int(try items().count)
    case "list": return .list(try items())
    case "first": return try items().first ?? .undefined("there is no first item")
    case "last": return try items().last ?? .undefined("there is no last item")
    case "reverse":
      let reversed = Array(try items().reversed())
      return value.text == nil ? .list(reversed) : .string(reversed.map(\.printed).joined())
    case "items":
      if value.isUndefined { return .list([]) }
      guard case .dict(let dict) = value else { throw JinjaError("'items' needs a dictionary") }
      return .list(dict.pairs.map { .tuple([$0.key, $0.value]) })
    case "dictsort":
      guard case .dict(let dict) = value else { throw JinjaError("'dictsort' needs a dictionary") }
      let place = arguments.text(1, "by") == "value" ? 1 : 0
      let isExact = arguments[0, "case_sensitive"]?.isTrue ?? false
      return .list(
        try sorted(
          dict.pairs.map { .tuple([$0.key, $0.value]) },
          reverse: arguments[2, "reverse"]?.isTrue ?? false
        ) { folded($0.items?[place] ?? .none, isExact) })
    case "sort":
      let isExact = arguments[1, "case_sensitive"]?.isTrue ?? false
      let path = arguments[2, "attribute"]
      return .list(
        try sorted(try items(), reverse: arguments[0, "reverse"]?.isTrue ?? false) { item in
          guard let text = path?.text else { return try key(item, path, isExact, evaluation) }
          let parts = text.split(separator: ",").map { JinjaValue.string(String($0)) }
          return .list(try parts.map { try key(item, $0, isExact, evaluation) })
        })
    case "unique":
      let isExact = arguments[0, "case_sensitive"]?.isTrue ?? false
      let path = arguments[1, "attribute"]
      var seen: [JinjaValue] = []
      return .list(
        try items().filter { item in
          let key = try key(item, path, isExact, evaluation)
          if seen.contains(where: { $0.equals(key) }) { return false }
          seen.append(key)
          return true
        })
    case "min", "max":
      let path = arguments[1, "attribute"]
      let isExact = arguments[0, "case_sensitive"]?.isTrue ?? false
      let ordered = try sorted(try items(), reverse: name == "max") {
        try key($0, path, isExact, evaluation)
      }
      return ordered.first ?? .undefined("there is no item")
    case "sum":
      let path = arguments[0, "attribute"]
      return try items().reduce(arguments[1, "start"] ?? .int(0)) { total, item in
        try JinjaFunction.arithmetic("+", total, try key(item, path, true, evaluation))
      }
    case "join":
      let path = arguments[1, "attribute"]
      return .string(
        try items().map { try key($0, path, true, evaluation).printed }
          .joined(separator: arguments[0, "d"]?.printed ?? ""))
    case "map": return try map(try items(), arguments, &evaluation)
    case "select", "reject", "selectattr", "rejectattr":
      return .list(try select(name, try items(), arguments, evaluation))
    case "attr":
      guard let wanted = arguments.text(0, "name") else { throw JinjaError("'attr' needs a name") }
      return try evaluation.attribute(wanted, of: value)
    case "batch":
      guard let size = arguments[0, "linecount"]?.integer, size > 0 else {
        throw JinjaError("'batch' needs a size")
      }
      let all = try items()
      return .list(
        stride(from: 0, to: all.count, by: size).map { start in
          var part = Array(all[start..<min(all.count, start + size)])
          if let fill = arguments[1, "fill_with"] {
            part += [JinjaValue](repeating: fill, count: size - part.count)
          }
          return .list(part)
        })
    case "groupby":
      let keyed = try items().map {
        (try key($0, arguments[0, "attribute"], false, evaluation), $0)
      }
      var groups: [(key: JinjaValue, items: [JinjaValue])] = []
      for (key, item) in keyed {
        if let index = groups.firstIndex(where: { $0.key.equals(key) }) {
          groups[index].items.append(item)
        } else {
          groups.append((key, [item]))
        }
      }
      return .list(
        try sorted(groups.map { .tuple([$0.key, .list($0.items)]) }, reverse: false) {
          $0.items?[0] ?? .none
        })
    case "int", "float", "abs", "round":
      if case .undefined(let reason) = value { throw JinjaError(reason) }
      return try number(name, value, arguments)
    case "string", "safe": return .string(value.printed)
    case "tojson": return .string(try JinjaJSON(arguments).text(value))
    default: return .string(try text(name, JinjaText(value.printed), arguments))
    }
  }

  private static func text(
    _ name: String, _ text: JinjaText, _ arguments: JinjaCallArguments
  ) throws -> String {
    switch name {
    case "trim": return text.stripped(arguments.text(0, "chars")).string
    case "upper": return text.string.uppercased()
    case "lower": return text.string.lowercased()
    case "capitalize": return text.capitalized()
    case "title":
      var out = ""
      var word: [Unicode.Scalar] = []
      for scalar in text.scalars {
        word.append(scalar)
        if scalar.isPythonSpace || "-({[<".unicodeScalars.contains(scalar) {
          out += JinjaText(word).capitalized()
          word = []
        }
      }
      return out + JinjaText(word).capitalized()
    case "replace":
      guard let old = arguments[0, "old"], let new = arguments[1, "new"] else {
        throw JinjaError("'replace' needs two texts")
      }
      return text.replacing(
        JinjaText(old.printed), JinjaText(new.printed), most: arguments[2, "count"]?.integer ?? -1
      ).string
    case "center":
      let space = max(0, min(10_000, arguments[0, "width"]?.integer ?? 80) - text.count)
      // As Python does: an odd space goes to the left where the width is odd.
      let left = space / 2 + (space & (space + text.count) & 1)
      return String(repeating: " ", count: left) + text.string
        + String(repeating: " ", count: space - left)
    case "indent": return try indented(text, arguments)
    case "wordcount":
      var isInside = false
      return String(
        text.scalars.count { scalar in
          defer { isInside = scalar.isWordCharacter }
          return scalar.isWordCharacter && !isInside
        })
    case "e", "escape":
      return text.string.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        .replacing(">", with: "&gt;").replacing("'", with: "&#39;").replacing("\"", with: "&#34;")
    default: throw JinjaError("there is no filter '\(name)'")
    }
  }

  private static func indented(_ text: JinjaText, _ arguments: JinjaCallArguments) throws -> String
  {
    let width = arguments[0, "width"] ?? .int(4)
    guard (width.integer ?? 0) <= 10_000 else { throw JinjaError("a text that is too long") }
    let space = width.text ?? String(repeating: " ", count: max(0, width.integer ?? 4))
    let takesFirst = arguments[1, "first"]?.isTrue ?? false
    let takesBlank = arguments[2, "blank"]?.isTrue ?? false
    let lines = JinjaText(text.scalars + ["\n"]).lines().map(\.string)
    let out = lines.enumerated().map { index, line in
      index > 0 && (takesBlank || !line.isEmpty) ? space + line : line
    }.joined(separator: "\n")
    return takesFirst ? space + out : out
  }

  private static func number(
    _ name: String, _ value: JinjaValue, _ arguments: JinjaCallArguments
  ) throws -> JinjaValue {
    let spelled = value.text.map { JinjaText($0).stripped(nil).string }
    switch name {
    case "int":
      if let integer = value.integer { return .int(integer) }
      if let integer = spelled.flatMap({ Int($0, radix: arguments[1, "base"]?.integer ?? 10) }) {
        return .int(integer)
      }
      let double = value.number ?? spelled.flatMap { Double($0) }
      return double.flatMap { Int(exactly: $0.rounded(.towardZero)) }.map { .int($0) }
        ?? arguments[0, "default"] ?? .int(0)
    case "float":
      return (value.number ?? spelled.flatMap { Double($0) }).map { .double($0) }
        ?? arguments[0, "default"] ?? .double(0)
    case "abs":
      guard value.number != nil else { throw JinjaError("'abs' needs a number") }
      if let integer = value.integer {
        return integer < 0
          ? try JinjaFunction.arithmetic("-", .int(0), .int(integer)) : .int(integer)
      }
      return .double(abs(value.number ?? 0))
    default:
      guard let number = value.number else { throw JinjaError("'round' needs a number") }
      if value.integer != nil, arguments.text(1, "method") ?? "common" == "common" { return value }
      let digits = arguments[0, "precision"]?.integer ?? 0
      guard (0...15).contains(digits) else { throw JinjaError("'round' to 0 to 15 digits") }
      var scale = 1.0
      for _ in 0..<digits { scale *= 10 }
      let scaled = number * scale
      switch arguments.text(1, "method") ?? "common" {
      case "ceil": return .double(scaled.rounded(.up) / scale)
      case "floor": return .double(scaled.rounded(.down) / scale)
      default: return .double(scaled.rounded(.toNearestOrEven) / scale)
      }
    }
  }

  private static func map(
    _ items: [JinjaValue], _ arguments: JinjaCallArguments, _ evaluation: inout JinjaEvaluation
  ) throws -> JinjaValue {
    if let path = arguments["attribute"] {
      return .list(
        try items.map {
          let found = try attribute(path, of: $0, evaluation)
          return found.isUndefined ? arguments["default"] ?? found : found
        })
    }
    guard let filter = arguments.positional.first?.text else {
      throw JinjaError("'map' needs a filter or an attribute")
    }
    let further = JinjaCallArguments(
      positional: Array(arguments.positional.dropFirst()), named: arguments.named)
    return .list(try items.map { try apply(filter, $0, further, &evaluation) })
  }

  private static func select(
    _ name: String, _ items: [JinjaValue], _ arguments: JinjaCallArguments,
    _ evaluation: JinjaEvaluation
  ) throws -> [JinjaValue] {
    var rest = arguments.positional[...]
    let path = name.hasSuffix("attr") ? rest.popFirst() : nil
    if name.hasSuffix("attr"), path == nil { throw JinjaError("'\(name)' needs an attribute") }
    let test = rest.popFirst()?.printed
    let wanted = name.hasPrefix("select")
    return try items.filter { item in
      let value = try path.map { try attribute($0, of: item, evaluation) } ?? item
      let holds =
        try test.map {
          try JinjaTest.holds($0, value, JinjaCallArguments(positional: Array(rest)))
        } ?? value.isTrue
      return holds == wanted
    }
  }

  /// An attribute by its name, with dots, or a place.
  private static func attribute(
    _ path: JinjaValue, of value: JinjaValue, _ evaluation: JinjaEvaluation
  ) throws -> JinjaValue {
    guard let text = path.text else { return try evaluation.item(path, of: value) }
    return try text.split(separator: ".").reduce(value) { found, step in
      try evaluation.item(Int(step).map { .int($0) } ?? .string(String(step)), of: found)
    }
  }

  /// What an item is compared by: itself or one of its attributes, in small letters unless `isExact`.
  private static func key(
    _ item: JinjaValue, _ path: JinjaValue?, _ isExact: Bool, _ evaluation: JinjaEvaluation
  ) throws -> JinjaValue {
    folded(try path.map { try attribute($0, of: item, evaluation) } ?? item, isExact)
  }

  private static func folded(_ value: JinjaValue, _ isExact: Bool) -> JinjaValue {
    guard !isExact, let text = value.text else { return value }
    return .string(text.lowercased())
  }

  /// In ascending order, equal ones as they came.
  private static func sorted(
    _ items: [JinjaValue], reverse: Bool, by key: (JinjaValue) throws -> JinjaValue
  ) throws -> [JinjaValue] {
    let keys = try items.map(key)
    let order = try items.indices.sorted { a, b in
      let order = try JinjaFunction.compare(keys[a], keys[b])
      return order == 0 ? a < b : (order < 0) != reverse
    }
    return order.map { items[$0] }
  }
}

/// Python's `json.dumps`, which leaves letters of all languages as they are.
private struct JinjaJSON {
  private let indent: String?
  private let separators: (item: String, key: String)
  private let sorts: Bool
  private let escapes: Bool

  init(_ arguments: JinjaCallArguments) throws {
    switch arguments[1, "indent"] ?? .none {
    case .none: indent = nil
    case .string(let text): indent = text
    case let value:
      guard let width = value.integer, (0...100).contains(width) else {
        throw JinjaError("'tojson' with an indent that is no small number")
      }
      indent = String(repeating: " ", count: width)
    }
    if let pair = arguments[2, "separators"]?.items, pair.count == 2 {
      separators = (pair[0].printed, pair[1].printed)
    } else {
      separators = (indent == nil ? ", " : ",", ": ")
    }
    sorts = arguments[3, "sort_keys"]?.isTrue ?? false
    escapes = arguments[0, "ensure_ascii"]?.isTrue ?? false
  }

  func text(_ value: JinjaValue, depth: Int = 0) throws -> String {
    switch value {
    case .none: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .int(let value): return String(value)
    case .double(let value):
      return value.isNaN
        ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : "\(value)"
    case .string(let text): return quoted(text)
    case .list(let values), .tuple(let values):
      return lines("[", try values.map { try text($0, depth: depth + 1) }, "]", depth)
    case .dict(let dict):
      var pairs = try dict.pairs.map { pair in
        let key =
          switch pair.key {
          case .string(let text): text
          case .none, .bool, .int, .double: try text(pair.key)
          default: throw JinjaError("a key that JSON cannot have")
          }
        return (key, try text(pair.value, depth: depth + 1))
      }
      if sorts { pairs.sort { $0.0.unicodeScalars.lexicographicallyPrecedes($1.0.unicodeScalars) } }
      return lines("{", pairs.map { quoted($0.0) + separators.key + $0.1 }, "}", depth)
    case .undefined(let reason): throw JinjaError(reason)
    default: throw JinjaError("'\(value.represented.prefix(40))' cannot be written as JSON")
    }
  }

  private func lines(_ open: String, _ parts: [String], _ close: String, _ depth: Int) -> String {
    guard let indent, !parts.isEmpty else {
      return open + parts.joined(separator: separators.item) + close
    }
    let inner = "\n" + String(repeating: indent, count: depth + 1)
    return open + inner + parts.joined(separator: separators.item + inner) + "\n"
      + String(repeating: indent, count: depth) + close
  }

  private func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{8}": out += "\\b"
      case "\u{C}": out += "\\f"
      case _ where scalar.value < 32 || (escapes && scalar.value > 126):
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
