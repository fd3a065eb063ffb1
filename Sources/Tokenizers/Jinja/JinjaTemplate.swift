/// A chat template: the part of Jinja that models' templates are written in.
///
/// As transformers compiles it: `trim_blocks`, `lstrip_blocks`, loop controls, `{% generation %}`, `raise_exception`,
/// `strftime_now`, a `tojson` that escapes nothing for HTML, and values that methods cannot change.
///
/// - Source: jinja2 3.1; transformers, `utils/chat_template_utils.py`.
struct JinjaTemplate: Sendable {
  private let nodes: [JinjaNode]

  /// - Throws: `JinjaError` where the text is no template, or uses a statement that is not known here.
  init(_ text: String) throws { nodes = try JinjaParser.nodes(text) }

  /// The text that it makes of variables.
  ///
  /// - Parameter date: what `strftime_now` tells.
  func render(_ variables: [String: JinjaValue], date: CalendarDay) throws -> String {
    let scope = JinjaScope(nil)
    scope.values = variables
    var evaluation = JinjaEvaluation(date: date)
    var out = ""
    _ = try evaluation.run(nodes, scope, &out)
    return out
  }
}

/// How a body ended.
enum JinjaFlow { case on, leave, next }

/// One evaluation of a template.
struct JinjaEvaluation {
  let date: CalendarDay
  // A template that computes for ever, or makes a text without end, is stopped.
  private var steps = 0
  private var depth = 0
  private static let (mostSteps, mostBytes, mostDepth) = (5_000_000, 64 << 20, 120)

  init(date: CalendarDay) { self.date = date }

  mutating func run(
    _ nodes: [JinjaNode], _ scope: JinjaScope, _ out: inout String
  ) throws -> JinjaFlow {
    for node in nodes {
      do {
        try count()
        let flow = try run(node, scope, &out)
        guard out.utf8.count <= Self.mostBytes else { throw JinjaError("it makes too long a text") }
        if flow != .on { return flow }
      } catch var error as JinjaError {
        error.line = error.line ?? node.line
        throw error
      }
    }
    return .on
  }

  private mutating func count() throws {
    steps += 1
    if steps > Self.mostSteps { throw JinjaError("it does not come to an end") }
  }

  private mutating func nested<Result>(
    _ body: (inout JinjaEvaluation) throws -> Result
  ) throws -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.mostDepth else { throw JinjaError("it is nested too deeply") }
    return try body(&self)
  }

  private mutating func run(
    _ node: JinjaNode, _ scope: JinjaScope, _ out: inout String
  ) throws -> JinjaFlow {
    switch node.kind {
    case .data(let text): out += text
    case .output(let expression): out += try value(expression, scope).printed
    case .conditional(let branches, let otherwise):
      for (condition, body) in branches where try value(condition, scope).isTrue {
        return try run(body, scope, &out)
      }
      return try run(otherwise, scope, &out)
    case .loop(let target, let items, let filter, let body, let otherwise):
      try loop(target, items, filter, body, otherwise, scope, &out)
    case .set(let target, let expression):
      try assign(try value(expression, scope), to: target, scope)
    case .setBlock(let target, let filters, let body):
      try assign(.string(try captured(body, filters, scope)), to: target, scope)
    case .filterBlock(let filters, let body): out += try captured(body, filters, scope)
    case .macro(let name, let parameters, let body, let names):
      scope.values[name] = .macro(JinjaMacro(name, parameters, body, names, scope))
    case .callBlock(let callee, let arguments, let parameters, let body):
      let macro = try value(callee, scope)
      var given = try values(arguments, scope)
      given.named.append(("caller", .macro(JinjaMacro("caller", parameters, body, [], scope))))
      out += try call(macro, given).printed
    case .with(let pairs, let body):
      let inner = JinjaScope(scope)
      for (target, expression) in pairs {
        try assign(try value(expression, scope), to: target, inner)
      }
      return try run(body, inner, &out)
    case .group(let body): return try run(body, JinjaScope(scope), &out)
    case .leave: return .leave
    case .next: return .next
    }
    return .on
  }

  private mutating func loop(
    _ target: JinjaTarget, _ expression: JinjaExpression, _ filter: JinjaExpression?,
    _ body: [JinjaNode], _ otherwise: [JinjaNode], _ scope: JinjaScope, _ out: inout String
  ) throws {
    let sequence = try value(expression, scope)
    guard var items = sequence.items else {
      throw JinjaError("'\(sequence.represented.prefix(40))' cannot be looped over")
    }
    if let filter {
      items = try items.filter { item in
        let inner = JinjaScope(scope)
        try assign(item, to: target, inner)
        return try value(filter, inner).isTrue
      }
    }
    if items.isEmpty {
      _ = try run(otherwise, JinjaScope(scope), &out)
      return
    }
    var outer = 0
    if case .loop(let loop)? = scope.find("loop") { outer = loop.depth }
    let loop = JinjaLoop(items, depth: outer + 1)
    // As jinja2 has it: a pass that is left early does not count.
    var hasRun = false
    for (index, item) in items.enumerated() {
      try count()
      loop.index = index
      let inner = JinjaScope(scope)
      inner.values["loop"] = .loop(loop)
      try assign(item, to: target, inner)
      let flow = try run(body, inner, &out)
      hasRun = hasRun || flow == .on
      if flow == .leave { break }
    }
    if !hasRun { _ = try run(otherwise, JinjaScope(scope), &out) }
  }

  private mutating func captured(
    _ body: [JinjaNode], _ filters: [(String, JinjaArguments)], _ scope: JinjaScope
  ) throws -> String {
    var text = ""
    _ = try run(body, JinjaScope(scope), &text)
    var found = JinjaValue.string(text)
    for (name, arguments) in filters {
      found = try JinjaFilter.apply(name, found, try values(arguments, scope), &self)
    }
    return found.printed
  }

  private func assign(_ value: JinjaValue, to target: JinjaTarget, _ scope: JinjaScope) throws {
    switch target {
    case .name(let name): scope.values[name] = value
    case .attribute(let name, let attribute):
      guard case .namespace(let space)? = scope.find(name) else {
        throw JinjaError("'\(name)' is no namespace, so nothing in it can be set")
      }
      space.values[attribute] = value
    case .names(let targets):
      guard let parts = value.items, parts.count == targets.count else {
        throw JinjaError("'\(value.represented.prefix(40))' has not \(targets.count) parts")
      }
      for (part, target) in zip(parts, targets) { try assign(part, to: target, scope) }
    }
  }

  // Expressions.

  func undefinedError(_ value: JinjaValue, _ what: String) -> JinjaError {
    if case .undefined(let reason) = value { return JinjaError(reason) }
    return JinjaError("'\(value.represented.prefix(60))' \(what)")
  }

  mutating func values(
    _ arguments: JinjaArguments, _ scope: JinjaScope
  ) throws -> JinjaCallArguments {
    var found = JinjaCallArguments(
      positional: try arguments.positional.map { try value($0, scope) },
      named: try arguments.named.map { ($0.0, try value($0.1, scope)) })
    if let spread = arguments.spread {
      guard let items = try value(spread, scope).items else { throw JinjaError("'*' needs a list") }
      found.positional += items
    }
    if let spread = arguments.spreadNamed {
      guard case .dict(let dict) = try value(spread, scope) else {
        throw JinjaError("'**' needs a dictionary")
      }
      found.named += dict.pairs.map { ($0.key.printed, $0.value) }
    }
    return found
  }

  mutating func value(_ expression: JinjaExpression, _ scope: JinjaScope) throws -> JinjaValue {
    try count()
    return try nested { try $0.evaluate(expression, scope) }
  }

  private mutating func evaluate(
    _ expression: JinjaExpression, _ scope: JinjaScope
  ) throws -> JinjaValue {
    switch expression {
    case .value(let value): return value
    case .name(let name):
      if let value = scope.find(name) { return value }
      return JinjaFunction.names.contains(name)
        ? .function(name) : .undefined("'\(name)' is undefined")
    case .list(let parts): return .list(try parts.map { try value($0, scope) })
    case .tuple(let parts): return .tuple(try parts.map { try value($0, scope) })
    case .dict(let pairs):
      return .dict(JinjaDict(try pairs.map { (try value($0.0, scope), try value($0.1, scope)) }))
    case .attribute(let base, let name): return try attribute(name, of: try value(base, scope))
    case .item(let base, let index):
      return try item(try value(index, scope), of: try value(base, scope))
    case .slice(let base, let parts):
      let bounds = try parts.map { part -> Int? in
        guard let part else { return nil }
        let found = try value(part, scope)
        if case .none = found { return nil }
        guard let number = found.integer else { throw JinjaError("a slice needs whole numbers") }
        return number
      }
      return try JinjaFunction.slice(try value(base, scope), bounds)
    case .call(let function, let arguments):
      let callee = try value(function, scope)
      return try call(callee, try values(arguments, scope))
    case .filter(let base, let name, let arguments):
      return try JinjaFilter.apply(
        name, try value(base, scope), try values(arguments, scope), &self)
    case .test(let base, let name, let arguments, let isNot):
      let holds = try JinjaTest.holds(name, try value(base, scope), try values(arguments, scope))
      return .bool(holds != isNot)
    case .not(let base): return .bool(!(try value(base, scope).isTrue))
    case .negative(let base):
      return try JinjaFunction.arithmetic("-", .int(0), try value(base, scope))
    case .positive(let base):
      return try JinjaFunction.arithmetic("+", .int(0), try value(base, scope))
    case .both(let left, let right):
      let first = try value(left, scope)
      return first.isTrue ? try value(right, scope) : first
    case .either(let left, let right):
      let first = try value(left, scope)
      return first.isTrue ? first : try value(right, scope)
    case .arithmetic(let sign, let left, let right):
      return try JinjaFunction.arithmetic(sign, try value(left, scope), try value(right, scope))
    case .concatenation(let parts):
      return .string(try parts.map { try value($0, scope).printed }.joined())
    case .comparison(let first, let parts):
      var left = try value(first, scope)
      for (sign, expression) in parts {
        let right = try value(expression, scope)
        guard try JinjaFunction.compare(sign, left, right) else { return .bool(false) }
        left = right
      }
      return .bool(true)
    case .condition(let condition, let yes, let no):
      if try value(condition, scope).isTrue { return try value(yes, scope) }
      return try no.map { try value($0, scope) } ?? .undefined("a condition without 'else'")
    }
  }

  /// `base.name`: what Python calls an attribute comes before what is in a dictionary.
  func attribute(_ name: String, of base: JinjaValue) throws -> JinjaValue {
    switch base {
    case .undefined: throw undefinedError(base, "")
    case .namespace(let space):
      return space.values[name] ?? .undefined("the namespace has no '\(name)'")
    case .loop(let loop): return loop.attribute(name) ?? .undefined("'loop' has no '\(name)'")
    default: break
    }
    if JinjaMethod.names(of: base).contains(name) { return .method(base, name) }
    if case .dict(let dict) = base, let value = dict[.string(name)] { return value }
    return .undefined("'\(base.represented.prefix(60))' has no '\(name)'")
  }

  /// `base[index]`: what is in it comes before Python's attributes.
  func item(_ index: JinjaValue, of base: JinjaValue) throws -> JinjaValue {
    switch base {
    case .undefined: throw undefinedError(base, "")
    case .dict(let dict):
      if let value = dict[index] { return value }
    case .list, .tuple, .string:
      if let number = index.integer, let items = base.items {
        let place = number < 0 ? items.count + number : number
        if items.indices.contains(place) { return items[place] }
        return .undefined("there is no item \(number)")
      }
    default: break
    }
    if let name = index.text { return try attribute(name, of: base) }
    return .undefined("'\(base.represented.prefix(60))' has no \(index.represented.prefix(40))")
  }

  mutating func call(_ callee: JinjaValue, _ arguments: JinjaCallArguments) throws -> JinjaValue {
    switch callee {
    case .function(let name): return try JinjaFunction.call(name, arguments, date: date)
    case .method(.loop(let loop), "changed"):
      let now = JinjaValue.tuple(arguments.positional)
      defer { loop.last = now }
      return .bool(loop.last.map { !$0.equals(now) } ?? true)
    case .method(.loop(let loop), _):
      guard !arguments.positional.isEmpty else { throw JinjaError("cycle() needs values") }
      return arguments.positional[loop.index % arguments.positional.count]
    case .method(let base, let name): return try JinjaMethod.call(name, base, arguments)
    case .macro(let macro): return try nested { try $0.call(macro, arguments) }
    default: throw undefinedError(callee, "cannot be called")
    }
  }

  private mutating func call(
    _ macro: JinjaMacro, _ arguments: JinjaCallArguments
  ) throws -> JinjaValue {
    let scope = JinjaScope(macro.scope)
    let names = Set(macro.parameters.map(\.name))
    let further = arguments.named.filter { !names.contains($0.0) && $0.0 != "caller" }
    guard arguments.positional.count <= names.count || macro.names.contains("varargs"),
      further.isEmpty || macro.names.contains("kwargs")
    else {
      throw JinjaError("the macro '\(macro.name)' takes \(names.count) arguments")
    }
    scope.values["varargs"] = .tuple(Array(arguments.positional.dropFirst(names.count)))
    scope.values["kwargs"] = .dict(JinjaDict(further.map { (.string($0.0), $0.1) }))
    if let caller = arguments["caller"] { scope.values["caller"] = caller }
    for (index, parameter) in macro.parameters.enumerated() {
      if index < arguments.positional.count {
        scope.values[parameter.name] = arguments.positional[index]
      } else if let given = arguments[parameter.name] {
        scope.values[parameter.name] = given
      } else if let standard = parameter.standard {
        scope.values[parameter.name] = try value(standard, scope)
      } else {
        scope.values[parameter.name] = .undefined("parameter '\(parameter.name)' was not provided")
      }
    }
    var out = ""
    _ = try run(macro.body, scope, &out)
    return .string(out)
  }
}

/// What a function, filter or test was given.
struct JinjaCallArguments {
  var positional: [JinjaValue] = []
  var named: [(String, JinjaValue)] = []

  /// An argument by name.
  subscript(name: String) -> JinjaValue? { named.first { $0.0 == name }?.1 }

  /// An argument by place or name.
  subscript(place: Int, name: String) -> JinjaValue? {
    place < positional.count ? positional[place] : self[name]
  }

  func text(_ place: Int, _ name: String) -> String? { self[place, name]?.text }
}
