/// An expression of a template.
indirect enum JinjaExpression: Sendable {
  case value(JinjaValue)
  case name(String)
  case list([JinjaExpression])
  case tuple([JinjaExpression])
  case dict([(JinjaExpression, JinjaExpression)])
  case attribute(JinjaExpression, String)
  case item(JinjaExpression, JinjaExpression)
  case slice(JinjaExpression, [JinjaExpression?])
  case call(JinjaExpression, JinjaArguments)
  case filter(JinjaExpression, String, JinjaArguments)
  case test(JinjaExpression, String, JinjaArguments, isNot: Bool)
  case not(JinjaExpression)
  case negative(JinjaExpression)
  case positive(JinjaExpression)
  case both(JinjaExpression, JinjaExpression)
  case either(JinjaExpression, JinjaExpression)
  case arithmetic(String, JinjaExpression, JinjaExpression)
  case concatenation([JinjaExpression])
  case comparison(JinjaExpression, [(String, JinjaExpression)])
  case condition(JinjaExpression, JinjaExpression, JinjaExpression?)
}

/// What a function, filter or test is given.
struct JinjaArguments: Sendable {
  var positional: [JinjaExpression] = []
  var named: [(String, JinjaExpression)] = []
  /// `*list` and `**dictionary`.
  var spread, spreadNamed: JinjaExpression?
}

/// What is assigned to.
enum JinjaTarget: Sendable {
  case name(String)
  case attribute(String, String)
  case names([JinjaTarget])
}

/// A statement, with its line.
struct JinjaNode: Sendable {
  indirect enum Kind: Sendable {
    case data(String)
    case output(JinjaExpression)
    case conditional([(JinjaExpression, [JinjaNode])], otherwise: [JinjaNode])
    case loop(
      JinjaTarget, JinjaExpression, filter: JinjaExpression?, [JinjaNode], otherwise: [JinjaNode])
    case set(JinjaTarget, JinjaExpression)
    /// Text that is put together, through filters, into a variable.
    case setBlock(JinjaTarget, [(String, JinjaArguments)], [JinjaNode])
    case filterBlock([(String, JinjaArguments)], [JinjaNode])
    case macro(
      String, [(name: String, standard: JinjaExpression?)], [JinjaNode], names: Set<String>)
    /// A macro that is given a body, which it calls as `caller`.
    case callBlock(
      JinjaExpression, JinjaArguments, [(name: String, standard: JinjaExpression?)], [JinjaNode])
    case with([(JinjaTarget, JinjaExpression)], [JinjaNode])
    case group([JinjaNode])
    case leave
    case next
  }
  var kind: Kind
  var line: Int
}

/// Makes statements of tokens.
///
/// - Source: jinja2, `parser.py`; what chat templates have no use for (`include`, `extends`) is refused.
struct JinjaParser {
  private let tokens: [(token: JinjaToken, line: Int)]
  private var position = 0
  private var depth = 0
  private var loops = 0
  /// The variables that have been read.
  private var names: Set<String> = []

  static func nodes(_ template: String) throws -> [JinjaNode] {
    var parser = JinjaParser(tokens: try JinjaLexer.tokens(template))
    let nodes = try parser.body(until: [])
    guard parser.now == .end else { throw parser.unexpected() }
    return nodes
  }

  private init(tokens: [(token: JinjaToken, line: Int)]) { self.tokens = tokens }

  private var now: JinjaToken { tokens[position].token }
  private var line: Int { tokens[position].line }
  private func ahead() -> JinjaToken { tokens[min(position + 1, tokens.count - 1)].token }

  private func unexpected() -> JinjaError {
    let what =
      switch now {
      case .data: "text"
      case .name(let name): "'\(name)'"
      case .sign(let sign): "'\(sign)'"
      case .string(let text): "the string '\(text.prefix(30))'"
      case .int(let value): "\(value)"
      case .double(let value): "\(value)"
      case .variableBegin: "'{{'"
      case .variableEnd: "'}}'"
      case .blockBegin: "'{%'"
      case .blockEnd: "'%}'"
      case .end: "the end"
      }
    return JinjaError("\(what) is not expected here", line: line)
  }

  @discardableResult
  private mutating func take(_ token: JinjaToken) -> Bool {
    guard now == token else { return false }
    position += 1
    return true
  }

  private mutating func require(_ token: JinjaToken) throws {
    guard take(token) else { throw unexpected() }
  }

  private mutating func takeName() throws -> String {
    guard case .name(let name) = now else { throw unexpected() }
    position += 1
    return name
  }

  /// Templates nest a few levels; a hostile one could nest until the stack ends.
  private mutating func nested<Result>(
    _ body: (inout JinjaParser) throws -> Result
  ) throws -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw JinjaError("it is nested too deeply", line: line) }
    return try body(&self)
  }

  // Statements.

  /// Statements up to a block whose first word is one of `ends`, or the end.
  private mutating func body(until ends: Set<String>) throws -> [JinjaNode] {
    try nested { parser in
      var nodes: [JinjaNode] = []
      while true {
        let line = parser.line
        switch parser.now {
        case .data(let text):
          parser.position += 1
          nodes.append(JinjaNode(kind: .data(text), line: line))
        case .variableBegin:
          parser.position += 1
          let expression = try parser.tuple()
          try parser.require(.variableEnd)
          nodes.append(JinjaNode(kind: .output(expression), line: line))
        case .blockBegin:
          if case .name(let word) = parser.ahead(), ends.contains(word) { return nodes }
          parser.position += 1
          nodes.append(JinjaNode(kind: try parser.statement(), line: line))
        default: return nodes
        }
      }
    }
  }

  /// The word of the block at which a body has ended.
  private mutating func endWord() throws -> String {
    try require(.blockBegin)
    return try takeName()
  }

  private mutating func block(until end: String) throws -> [JinjaNode] {
    try require(.blockEnd)
    let nodes = try body(until: [end])
    guard try endWord() == end else { throw unexpected() }
    if case .name = now, end == "endmacro" { position += 1 }
    try require(.blockEnd)
    return nodes
  }

  private mutating func statement() throws -> JinjaNode.Kind {
    let word = try takeName()
    switch word {
    case "if": return try conditional()
    case "for": return try loop()
    case "set": return try assignment()
    case "macro":
      let name = try takeName()
      let parameters = try parameters()
      let before = names
      names = []
      defer { names.formUnion(before) }
      let body = try block(until: "endmacro")
      return .macro(name, parameters, body, names: names)
    case "filter":
      let filters = try filters(first: true)
      return .filterBlock(filters, try block(until: "endfilter"))
    case "with":
      var pairs: [(JinjaTarget, JinjaExpression)] = []
      while now != .blockEnd {
        if !pairs.isEmpty { try require(.sign(",")) }
        let target = try target()
        try require(.sign("="))
        pairs.append((target, try expression()))
      }
      return .with(pairs, try block(until: "endwith"))
    case "call":
      let parameters = now == .sign("(") ? try parameters() : []
      let call = try unary(hasFilter: false)
      guard case .call(let callee, let arguments) = call else { throw unexpected() }
      return .callBlock(callee, arguments, parameters, try block(until: "endcall"))
    case "generation": return .group(try block(until: "endgeneration"))
    case "break", "continue":
      guard loops > 0 else { throw JinjaError("'\(word)' outside of a loop", line: line) }
      try require(.blockEnd)
      return word == "break" ? .leave : .next
    default: throw JinjaError("the statement '\(word)' is not supported", line: line)
    }
  }

  private mutating func conditional() throws -> JinjaNode.Kind {
    var branches: [(JinjaExpression, [JinjaNode])] = []
    var otherwise: [JinjaNode] = []
    var condition = try tuple()
    while true {
      try require(.blockEnd)
      let nodes = try body(until: ["elif", "else", "endif"])
      branches.append((condition, nodes))
      let word = try endWord()
      if word == "elif" {
        condition = try tuple()
        continue
      }
      if word == "else" { otherwise = try block(until: "endif") } else { try require(.blockEnd) }
      guard word == "else" || word == "endif" else { throw unexpected() }
      return .conditional(branches, otherwise: otherwise)
    }
  }

  private mutating func loop() throws -> JinjaNode.Kind {
    let target = try target()
    try require(.name("in"))
    let items = try tuple(hasCondition: false)
    let filter = take(.name("if")) ? try expression() : nil
    if now == .name("recursive") {
      throw JinjaError("recursive loops are not supported", line: line)
    }
    try require(.blockEnd)
    loops += 1
    let nodes = try body(until: ["else", "endfor"])
    loops -= 1
    let word = try endWord()
    if word == "else" {
      return .loop(target, items, filter: filter, nodes, otherwise: try block(until: "endfor"))
    }
    guard word == "endfor" else { throw unexpected() }
    try require(.blockEnd)
    return .loop(target, items, filter: filter, nodes, otherwise: [])
  }

  private mutating func assignment() throws -> JinjaNode.Kind {
    let target = try target()
    if take(.sign("=")) {
      let value = try tuple()
      try require(.blockEnd)
      return .set(target, value)
    }
    let filters = try filters(first: false)
    return .setBlock(target, filters, try block(until: "endset"))
  }

  private mutating func target() throws -> JinjaTarget {
    func single(_ parser: inout JinjaParser) throws -> JinjaTarget {
      if parser.take(.sign("(")) {
        let inner = try parser.target()
        try parser.require(.sign(")"))
        return inner
      }
      let name = try parser.takeName()
      guard !["true", "True", "false", "False", "none", "None"].contains(name) else {
        throw JinjaError("'\(name)' cannot be set", line: parser.line)
      }
      if parser.take(.sign(".")) { return .attribute(name, try parser.takeName()) }
      return .name(name)
    }
    return try nested { parser in
      var targets = [try single(&parser)]
      var isTuple = false
      while parser.take(.sign(",")) {
        isTuple = true
        if parser.now == .name("in") || parser.now == .sign(")") || parser.now == .sign("=") {
          break
        }
        targets.append(try single(&parser))
      }
      return isTuple ? .names(targets) : targets[0]
    }
  }

  private mutating func parameters() throws -> [(name: String, standard: JinjaExpression?)] {
    try require(.sign("("))
    var found: [(name: String, standard: JinjaExpression?)] = []
    while !take(.sign(")")) {
      if !found.isEmpty { try require(.sign(",")) }
      let name = try takeName()
      found.append((name, take(.sign("=")) ? try expression() : nil))
    }
    return found
  }

  private mutating func filters(first: Bool) throws -> [(String, JinjaArguments)] {
    var found: [(String, JinjaArguments)] = []
    while (first && found.isEmpty) || take(.sign("|")) {
      let name = try dotted()
      found.append((name, now == .sign("(") ? try arguments() : JinjaArguments()))
    }
    return found
  }

  private mutating func dotted() throws -> String {
    var name = try takeName()
    while take(.sign(".")) { name += "." + (try takeName()) }
    return name
  }

  // Expressions.

  /// One expression, or several with commas between them.
  private mutating func tuple(hasCondition: Bool = true) throws -> JinjaExpression {
    var parts: [JinjaExpression] = []
    var isTuple = false
    while true {
      if isTuple, endsTuple { break }
      parts.append(hasCondition ? try expression() : try or())
      guard take(.sign(",")) else { break }
      isTuple = true
    }
    return isTuple ? .tuple(parts) : parts[0]
  }

  private var endsTuple: Bool {
    switch now {
    case .variableEnd, .blockEnd, .sign(")"), .end: true
    default: false
    }
  }

  private mutating func expression() throws -> JinjaExpression {
    try nested { parser in
      var value = try parser.or()
      while parser.take(.name("if")) {
        let condition = try parser.or()
        let other = parser.take(.name("else")) ? try parser.expression() : nil
        value = .condition(condition, value, other)
      }
      return value
    }
  }

  private mutating func or() throws -> JinjaExpression {
    var left = try and()
    while take(.name("or")) { left = .either(left, try and()) }
    return left
  }

  private mutating func and() throws -> JinjaExpression {
    var left = try not()
    while take(.name("and")) { left = .both(left, try not()) }
    return left
  }

  private mutating func not() throws -> JinjaExpression {
    guard take(.name("not")) else { return try comparison() }
    return .not(try nested { try $0.not() })
  }

  private mutating func comparison() throws -> JinjaExpression {
    let left = try sum()
    var parts: [(String, JinjaExpression)] = []
    while true {
      if case .sign(let sign) = now, ["==", "!=", "<", "<=", ">", ">="].contains(sign) {
        position += 1
        parts.append((sign, try sum()))
      } else if take(.name("in")) {
        parts.append(("in", try sum()))
      } else if now == .name("not"), ahead() == .name("in") {
        position += 2
        parts.append(("not in", try sum()))
      } else {
        return parts.isEmpty ? left : .comparison(left, parts)
      }
    }
  }

  private mutating func operators(
    _ signs: Set<String>, _ operand: (inout JinjaParser) throws -> JinjaExpression
  ) throws -> JinjaExpression {
    var left = try operand(&self)
    while case .sign(let sign) = now, signs.contains(sign) {
      position += 1
      left = .arithmetic(sign, left, try operand(&self))
    }
    return left
  }

  private mutating func sum() throws -> JinjaExpression {
    try operators(["+", "-"]) { try $0.concatenation() }
  }

  private mutating func concatenation() throws -> JinjaExpression {
    var parts = [try product()]
    while take(.sign("~")) { parts.append(try product()) }
    return parts.count == 1 ? parts[0] : .concatenation(parts)
  }

  private mutating func product() throws -> JinjaExpression {
    try operators(["*", "/", "//", "%"]) { try $0.power() }
  }

  private mutating func power() throws -> JinjaExpression {
    try operators(["**"]) { try $0.unary(hasFilter: true) }
  }

  private mutating func unary(hasFilter: Bool) throws -> JinjaExpression {
    try nested { parser in
      var value: JinjaExpression
      if parser.take(.sign("-")) {
        value = .negative(try parser.unary(hasFilter: false))
      } else if parser.take(.sign("+")) {
        value = .positive(try parser.unary(hasFilter: false))
      } else {
        value = try parser.primary()
      }
      value = try parser.postfix(value)
      return hasFilter ? try parser.filtered(value) : value
    }
  }

  private mutating func postfix(_ first: JinjaExpression) throws -> JinjaExpression {
    var value = first
    while true {
      if take(.sign(".")) {
        if case .int(let index) = now {
          position += 1
          value = .item(value, .value(.int(index)))
        } else {
          value = .attribute(value, try takeName())
        }
      } else if take(.sign("[")) {
        value = try subscripted(value)
      } else if now == .sign("(") {
        value = .call(value, try arguments())
      } else {
        return value
      }
    }
  }

  private mutating func subscripted(_ value: JinjaExpression) throws -> JinjaExpression {
    var parts: [JinjaExpression?] = []
    var isSlice = false
    var part: JinjaExpression?
    while true {
      if take(.sign(":")) {
        isSlice = true
        parts.append(part)
        part = nil
      } else if take(.sign("]")) {
        parts.append(part)
        break
      } else {
        guard part == nil else { throw unexpected() }
        part = try expression()
      }
    }
    if isSlice {
      guard parts.count <= 3 else { throw unexpected() }
      return .slice(value, parts)
    }
    guard let index = parts[0] else { throw unexpected() }
    return .item(value, index)
  }

  private mutating func filtered(_ first: JinjaExpression) throws -> JinjaExpression {
    var value = first
    while true {
      if take(.sign("|")) {
        let name = try dotted()
        value = .filter(value, name, now == .sign("(") ? try arguments() : JinjaArguments())
      } else if take(.name("is")) {
        let isNot = take(.name("not"))
        let name = try dotted()
        value = .test(value, name, try testArguments(), isNot: isNot)
      } else if now == .sign("(") {
        value = .call(value, try arguments())
      } else {
        return value
      }
    }
  }

  private mutating func testArguments() throws -> JinjaArguments {
    switch now {
    case .sign("("): return try arguments()
    case .name(let word) where ["else", "or", "and", "is", "if", "not", "in"].contains(word): break
    case .name, .string, .int, .double, .sign("["), .sign("{"):
      let value = try primary()
      return JinjaArguments(positional: [try postfix(value)])
    default: break
    }
    return JinjaArguments()
  }

  private mutating func arguments() throws -> JinjaArguments {
    try require(.sign("("))
    var found = JinjaArguments()
    var isFirst = true
    while !take(.sign(")")) {
      if isFirst {
        isFirst = false
      } else {
        try require(.sign(","))
        if take(.sign(")")) { break }
      }
      if take(.sign("**")) {
        found.spreadNamed = try expression()
      } else if take(.sign("*")) {
        found.spread = try expression()
      } else if case .name(let name) = now, ahead() == .sign("=") {
        position += 2
        found.named.append((name, try expression()))
      } else {
        guard found.named.isEmpty, found.spread == nil else { throw unexpected() }
        found.positional.append(try expression())
      }
    }
    return found
  }

  private mutating func primary() throws -> JinjaExpression {
    let token = now
    position += 1
    switch token {
    case .name("true"), .name("True"): return .value(.bool(true))
    case .name("false"), .name("False"): return .value(.bool(false))
    case .name("none"), .name("None"): return .value(.none)
    case .name(let name):
      names.insert(name)
      return .name(name)
    case .int(let value): return .value(.int(value))
    case .double(let value): return .value(.double(value))
    case .string(var text):
      while case .string(let more) = now {
        text += more
        position += 1
      }
      return .value(.string(text))
    case .sign("("):
      if take(.sign(")")) { return .tuple([]) }
      let value = try tuple()
      try require(.sign(")"))
      return value
    case .sign("["):
      var values: [JinjaExpression] = []
      while !take(.sign("]")) {
        if !values.isEmpty {
          try require(.sign(","))
          if take(.sign("]")) { break }
        }
        values.append(try expression())
      }
      return .list(values)
    case .sign("{"):
      var pairs: [(JinjaExpression, JinjaExpression)] = []
      while !take(.sign("}")) {
        if !pairs.isEmpty {
          try require(.sign(","))
          if take(.sign("}")) { break }
        }
        let key = try expression()
        try require(.sign(":"))
        pairs.append((key, try expression()))
      }
      return .dict(pairs)
    default:
      position -= 1
      throw unexpected()
    }
  }
}
