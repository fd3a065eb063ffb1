/// A text with the few marks that reports know: code, bold, emphasis and links.
struct InlineText: Equatable {
  /// A piece of text.
  indirect enum Node: Equatable {
    case text(String)
    case code(String)
    case bold([Node])
    case emphasis([Node])
    case link([Node], String)
  }

  let nodes: [Node]

  /// Line breaks count as spaces. A mark without its partner is shown as it is.
  init(_ text: String) {
    nodes = Self.parse(
      Array(
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
          .joined(separator: " "))[...])
  }

  /// The text without marks.
  var plain: String { Self.plain(nodes) }
  /// The text as HTML, everything else escaped.
  var html: String { Self.html(nodes) }
  /// The text as Markdown that shows everything else as it is.
  var markdown: String { Self.markdown(nodes) }

  private static func parse(_ input: ArraySlice<Character>) -> [Node] {
    var nodes: [Node] = []
    var pending = ""
    var rest = input
    while let first = rest.first {
      if let (node, remaining) = mark(rest, after: pending.last) {
        if !pending.isEmpty { nodes.append(.text(pending)) }
        pending = ""
        nodes.append(node)
        rest = remaining
      } else {
        pending.append(first)
        rest = rest.dropFirst()
      }
    }
    if !pending.isEmpty { nodes.append(.text(pending)) }
    return nodes
  }

  /// The marked piece that the text begins with, if it does.
  private static func mark(
    _ text: ArraySlice<Character>, after previous: Character?
  ) -> (Node, ArraySlice<Character>)? {
    switch text.first {
    case "`":
      let body = text.dropFirst()
      guard let end = body.firstIndex(of: "`"), end > body.startIndex else { return nil }
      return (.code(String(body[..<end])), body[(end + 1)...])
    case "*":
      // 2*3*4 is arithmetic: a mark stands at the border of a word.
      guard !(previous?.isLetter ?? false), !(previous?.isNumber ?? false) else { return nil }
      if text.starts(with: "**"), let (body, rest) = enclosed(text, by: "**") {
        return (.bold(parse(body)), rest)
      }
      guard !text.starts(with: "**"), let (body, rest) = enclosed(text, by: "*") else {
        return nil
      }
      return (.emphasis(parse(body)), rest)
    case "[": return link(text)
    default: return nil
    }
  }

  private static func enclosed(
    _ text: ArraySlice<Character>, by mark: String
  ) -> (ArraySlice<Character>, ArraySlice<Character>)? {
    let body = text.dropFirst(mark.count)
    guard let first = body.first, first != " ", first != "*" else { return nil }
    var index = body.startIndex + 1
    while index + mark.count <= body.endIndex {
      let after = body[(index + mark.count)...]
      let closes =
        body[index...].starts(with: mark) && body[index - 1] != " "
        && !(after.first.map { $0.isLetter || $0.isNumber || $0 == "*" } ?? false)
        && (mark.count == 2 || body[index - 1] != "*")
      if closes { return (body[..<index], after) }
      index += 1
    }
    return nil
  }

  private static func link(
    _ text: ArraySlice<Character>
  ) -> (Node, ArraySlice<Character>)? {
    guard let close = text.firstIndex(of: "]"), text[(close + 1)...].first == "(",
      let end = text[(close + 2)...].firstIndex(of: ")")
    else { return nil }
    let label = text[(text.startIndex + 1)..<close]
    let address = String(text[(close + 2)..<end])
    guard !label.isEmpty, isSafe(address) else { return nil }
    return (.link(parse(label), address), text[(end + 1)...])
  }

  /// Web addresses, anchors and relative paths; nothing that runs.
  private static func isSafe(_ address: String) -> Bool {
    guard !address.isEmpty, !address.contains(where: { $0.isWhitespace || $0 == "<" }) else {
      return false
    }
    if address.hasPrefix("https://") || address.hasPrefix("http://") { return true }
    return !address.prefix { $0 != "/" && $0 != "#" }.contains(":") && !address.hasPrefix("//")
  }

  private static func plain(_ nodes: [Node]) -> String {
    nodes.map { node in
      switch node {
      case .text(let text), .code(let text): text
      case .bold(let inner), .emphasis(let inner), .link(let inner, _): plain(inner)
      }
    }.joined()
  }

  private static func html(_ nodes: [Node]) -> String {
    nodes.map { node in
      switch node {
      case .text(let text): escape(text)
      case .code(let text): "<code>\(escape(text))</code>"
      case .bold(let inner): "<strong>\(html(inner))</strong>"
      case .emphasis(let inner): "<em>\(html(inner))</em>"
      case .link(let inner, let address): "<a href=\"\(escape(address))\">\(html(inner))</a>"
      }
    }.joined()
  }

  private static func markdown(_ nodes: [Node]) -> String {
    nodes.map { node in
      switch node {
      case .text(let text): escape(markdown: text)
      case .code(let text): "`\(text)`"
      case .bold(let inner): "**\(markdown(inner))**"
      case .emphasis(let inner): "*\(markdown(inner))*"
      case .link(let inner, let address): "[\(markdown(inner))](\(address))"
      }
    }.joined()
  }

  /// Text as HTML shows it, in content and in attributes.
  static func escape(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default: out.append(character)
      }
    }
    return out
  }

  /// Text with a backslash before what Markdown would take for a mark; `rl_edge` needs none.
  private static func escape(markdown text: String) -> String {
    let characters = Array(text)
    var out = ""
    for (index, character) in characters.enumerated() {
      let inWord =
        index > 0 && index + 1 < characters.count
        && (characters[index - 1].isLetter || characters[index - 1].isNumber)
        && (characters[index + 1].isLetter || characters[index + 1].isNumber)
      if "\\`*[]<>~$".contains(character) || (character == "_" && !inWord) { out += "\\" }
      out += character == "&" ? "&amp;" : String(character)
    }
    return out
  }
}
