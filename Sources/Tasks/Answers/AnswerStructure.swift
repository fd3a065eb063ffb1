/// The parts of an equation, an inequality or a membership.
struct AnswerRelation {
  /// What stands between the signs.
  var sides: [ArraySlice<AnswerToken>]
  /// The signs.
  var signs: [AnswerToken]

  /// The same read from right to left.
  var reversed: AnswerRelation {
    let mirrored: [AnswerToken: AnswerToken] = [
      .sign("<"): .sign(">"), .sign(">"): .sign("<"), .command("le"): .command("ge"),
      .command("ge"): .command("le"),
    ]
    return AnswerRelation(
      sides: sides.reversed(), signs: signs.reversed().map { mirrored[$0] ?? $0 })
  }

  /// The right side, where the left side only names it: `x = 5`, `f(x) = 5`, `x \in [0, 1]`.
  ///
  /// In an answer the left side may also be a calculation: `2 + 3 = 5`.
  func value(isAnswer: Bool) -> ArraySlice<AnswerToken>? {
    guard signs.allSatisfy({ $0 == .sign("=") || $0 == .command("in") }) else { return nil }
    // `11 = x`, the other way round.
    if isAnswer, sides.count == 2, let last = sides.last, let first = sides.first, last.count == 1,
      case .name(let name)? = last.first, name != "infty", name != "emptyset",
      first.contains(where: { if case .number = $0 { true } else { false } })
    {
      return sides.first
    }
    // An equation that ends in 0 says nothing about the value of its left side.
    if isAnswer, sides.last?.elementsEqual([.number("0")]) == false { return sides.last }
    guard sides.count == 2, let name = sides.first else { return nil }
    if Self.isTupleOfNames(name) || Self.isMeasure(name) { return sides[1] }
    guard name.count <= 6 else { return nil }
    switch name.first {
    case .name, .word, .text: break
    default: return nil
    }
    let isName = name.dropFirst().allSatisfy {
      switch $0 {
      case .name, .word, .text, .number, .sign("("), .sign(")"), .sign("_"), .sign("{"), .sign("}"):
        true
      default: false
      }
    }
    return isName ? sides[1] : nil
  }

  /// `(p, q)`
  private static func isTupleOfNames(_ tokens: ArraySlice<AnswerToken>) -> Bool {
    guard tokens.count <= 16, tokens.first == .sign("("), tokens.last == .sign(")") else {
      return false
    }
    return tokens.dropFirst().dropLast().enumerated().allSatisfy { index, token in
      if case .name = token { index % 2 == 0 } else { index % 2 == 1 && token == .sign(",") }
    }
  }

  /// A length, an area or a ratio of these by its points: `|AB|`, `S_{MBC}:S`, `\frac{NO}{BO}`.
  private static func isMeasure(_ tokens: ArraySlice<AnswerToken>) -> Bool {
    var isIndex = false
    return !tokens.isEmpty && tokens.count <= 24
      && tokens.allSatisfy { token in
        defer { isIndex = token == .sign("_") || (isIndex && token == .sign("{")) }
        switch token {
        case .name(let name), .word(let name): return name.utf8.allSatisfy { $0 >= 65 && $0 <= 90 }
        case .sign("|"), .sign(":"), .sign("/"), .sign("{"), .sign("}"), .sign("_"),
          .command("frac"):
          return true
        case .number: return isIndex
        default: return false
        }
      }
  }

  /// The first and the last side of a chain of equations.
  var ends: AnswerRelation? {
    guard signs.allSatisfy({ $0 == .sign("=") }), let first = sides.first, let last = sides.last
    else {
      return nil
    }
    return AnswerRelation(sides: [first, last], signs: [.sign("=")])
  }

  /// The side that is a variable and nothing else.
  var variable: ArraySlice<AnswerToken>? { sides.first(where: Self.isVariable) }

  private static func isVariable(_ side: ArraySlice<AnswerToken>) -> Bool {
    guard side.count <= 6, case .name(let name)? = side.first, name != "infty", name != "pi"
    else { return false }
    return side.dropFirst().allSatisfy {
      switch $0 {
      case .name, .number, .sign("_"), .sign("{"), .sign("}"), .sign("("), .sign(")"): true
      default: false
      }
    }
  }

  /// The interval that inequalities of one variable describe: `x ≥ 0` is `[0, ∞)`, `1 < x < 2` is `(1, 2)`.
  var interval: ArraySlice<AnswerToken>? {
    let (less, lessOrEqual) = (AnswerToken.sign("<"), AnswerToken.command("le"))
    var whole = self
    if whole.signs.contains(.sign(">")) || whole.signs.contains(.command("ge")) { whole = reversed }
    guard whole.signs.allSatisfy({ $0 == less || $0 == lessOrEqual }),
      (2...3).contains(whole.sides.count)
    else { return nil }
    let infinity = AnswerToken.name("infty")
    var low: [AnswerToken] = [.sign("("), .sign("-"), infinity]
    var high: [AnswerToken] = [infinity, .sign(")")]
    guard let place = whole.sides.firstIndex(where: Self.isVariable) else { return nil }
    if place > 0 {
      low = [whole.signs[place - 1] == less ? .sign("(") : .sign("[")] + whole.sides[place - 1]
    }
    if place + 1 < whole.sides.count {
      high = whole.sides[place + 1] + [whole.signs[place] == less ? .sign(")") : .sign("]")]
    }
    guard whole.sides.count == 2 || place == 1 else { return nil }
    return (low + [.sign(",")] + high)[...]
  }

  /// Whether two equations, or two inequalities, say the same up to a factor: `y = 2x` and `2x - y = 0`.
  func isProportional(to other: AnswerRelation) -> Bool {
    guard let a = difference, let b = other.difference else { return false }
    guard signs == other.signs || signs == other.reversed.signs else { return false }
    var factor: Double?
    var compared = 0
    for point in Expression.points(of: a.symbols.union(b.symbols)) {
      guard let left = a.value(at: point)?.double, let right = b.value(at: point)?.double,
        abs(right) > 1e-9, abs(left) > 1e-9
      else { continue }
      let ratio = left / right
      if let factor, abs(ratio - factor) > 1e-9 * abs(factor) { return false }
      factor = ratio
      compared += 1
    }
    guard compared >= 4, let factor else { return false }
    // A negative factor turns an inequality around.
    return signs == [.sign("=")] || (factor > 0) == (signs == other.signs)
  }

  /// Left side minus right side of an equation or inequality in at least one symbol.
  private var difference: Expression? {
    guard [.sign("="), .sign("<"), .sign(">"), .command("le"), .command("ge")].contains(signs[0]),
      signs.count == 1, let left = ExpressionParser.expression(sides[0]),
      let right = ExpressionParser.expression(sides[1])
    else { return nil }
    let minusOne = Expression.number(Rational(-1), isDecimal: false)
    let difference = Expression.sum([left, .product([minusOne, right])])
    return difference.symbols.isEmpty ? nil : difference
  }
}

/// Finds lists, tuples, intervals, matrices and relations in tokens.
enum AnswerStructure {
  typealias Tokens = ArraySlice<AnswerToken>

  private static let openers: Set<AnswerToken> = [
    .sign("("), .sign("["), .sign("{"), .command("{"), .command("begin"),
  ]
  private static let closers: Set<AnswerToken> = [
    .sign(")"), .sign("]"), .sign("}"), .command("}"), .command("end"),
  ]

  /// The parts between the signs that stand outside of all brackets, and these signs.
  private static func split(
    _ tokens: Tokens, where isSign: (AnswerToken) -> Bool
  ) -> AnswerRelation {
    var result = AnswerRelation(sides: [], signs: [])
    var depth = 0
    var start = tokens.startIndex
    for index in tokens.indices {
      let token = tokens[index]
      if openers.contains(token) { depth += 1 }
      if closers.contains(token) { depth -= 1 }
      if depth == 0, isSign(token) {
        result.sides.append(tokens[start..<index])
        result.signs.append(token)
        start = index + 1
      }
    }
    result.sides.append(tokens[start...])
    return result
  }

  /// Whether the first token opens a bracket that the last one closes.
  private static func isEnclosed(_ tokens: Tokens) -> Bool {
    guard tokens.count >= 2, let first = tokens.first, openers.contains(first) else { return false }
    var depth = 0
    for index in tokens.indices {
      if openers.contains(tokens[index]) { depth += 1 }
      if closers.contains(tokens[index]) { depth -= 1 }
      if depth == 0 { return index == tokens.endIndex - 1 }
    }
    return false
  }

  /// The tokens without the braces of a group or of a set of one member around all of them.
  static func unwrapped(_ tokens: Tokens) -> Tokens {
    guard tokens.count > 2, isEnclosed(tokens) else { return tokens }
    let inner = tokens.dropFirst().dropLast()
    switch (tokens.first, tokens.last) {
    case (.sign("{"), .sign("}")): return inner
    // The brackets around an array make the matrix that others write in one.
    case (.sign("["), .sign("]")), (.sign("("), .sign(")")):
      return inner.first == .command("begin") && isEnclosed(inner) ? inner : tokens
    case (.command("{"), .command("}")):
      // The set of the empty set is not empty.
      if inner.elementsEqual([.name("emptyset")]) { return tokens }
      return split(inner, where: { $0 == .sign(",") }).signs.isEmpty ? inner : tokens
    default: return tokens
    }
  }

  private static let relations: Set<AnswerToken> = [
    .sign("="), .sign("<"), .sign(">"), .command("le"), .command("ge"), .command("ne"),
    .command("in"),
  ]

  /// The sides of a relation that is no list of relations; `nil` if there is no sign of one.
  static func relation(_ tokens: Tokens) -> AnswerRelation? {
    guard split(tokens, where: { $0 == .sign(",") }).signs.isEmpty else { return nil }
    let result = split(tokens, where: relations.contains)
    return result.signs.isEmpty ? nil : result
  }

  /// The members of a list, a set or a union; a `±` stands for two.
  static func members(_ tokens: Tokens, _ sign: AnswerToken) -> [Tokens] {
    var inner = tokens
    if tokens.first == .command("{"), tokens.last == .command("}"), isEnclosed(tokens) {
      inner = tokens.dropFirst().dropLast()
    }
    var sides = split(inner, where: { $0 == sign }).sides
    if sign == .sign(","), sides.count > 1, sides.last?.isEmpty == true { sides.removeLast() }
    guard sign == .sign(","), sides.count <= 16 else { return sides }
    return sides.flatMap(alternatives)
  }

  /// Both readings of a member with `\pm` or `\mp`.
  private static func alternatives(_ tokens: Tokens) -> [Tokens] {
    let (plus, minus) = (AnswerToken.sign("+"), AnswerToken.sign("-"))
    guard tokens.contains(.command("pm")) || tokens.contains(.command("mp")) else {
      return [tokens]
    }
    return [(plus, minus), (minus, plus)].map { upper, lower in
      let read = tokens.map { token in
        token == .command("pm") ? upper : token == .command("mp") ? lower : token
      }
      return read[...]
    }
  }

  /// The parts of a tuple, an interval, a matrix or a ratio, and what kind it is; `nil` for anything else.
  static func ordered(_ tokens: Tokens) -> (shape: [AnswerToken], parts: [Tokens])? {
    if tokens.elementsEqual([.command("{"), .command("}")]) { return ([.name("emptyset")], []) }
    if tokens.elementsEqual([.name("emptyset")]) { return ([.name("emptyset")], []) }
    let ratio = split(tokens, where: { $0 == .sign(":") })
    if !ratio.signs.isEmpty { return (ratio.signs, ratio.sides) }
    guard isEnclosed(tokens), let first = tokens.first, let last = tokens.last else { return nil }
    let inner = tokens.dropFirst().dropLast()
    if first == .command("begin") {
      let cells = split(inner, where: { $0 == .sign("&") || $0 == .command("\\") })
      // A matrix may end with an empty row.
      let isClosed = cells.signs.last == .command("\\") && cells.sides.last?.isEmpty == true
      return isClosed
        ? (cells.signs.dropLast(), cells.sides.dropLast()) : (cells.signs, cells.sides)
    }
    guard first == .sign("(") || first == .sign("[") else { return nil }
    let parts = split(inner, where: { $0 == .sign(",") })
    return parts.signs.isEmpty ? nil : ([first, last] + parts.signs, parts.sides)
  }

  /// Whether an answer is the choice that the reference is, with what stands at it: `(C) 5` for `C`.
  static func isChoice(_ a: Tokens, _ b: Tokens) -> Bool {
    func letter(_ tokens: Tokens) -> String? {
      switch tokens.first {
      case .text(let text)?:
        let match = text.wholeMatch(of: #/\s*\(([A-Z])\)\s*/#)
        return match.map { String($0.1) }
      default: return nil
      }
    }
    func bare(_ token: AnswerToken?) -> String? {
      switch token {
      case .name(let name)?, .word(let name)?:
        name.count == 1 && name.first?.isUppercase == true ? name : nil
      default: nil
      }
    }
    guard b.count == 1, let choice = letter(b) ?? bare(b.first), let found = letter(a) else {
      return false
    }
    return choice == found
  }

  /// Whether two answers are the same words, whatever the case, the spaces and the brackets.
  static func words(_ a: Tokens, _ b: Tokens) -> Bool {
    func isWord(_ token: AnswerToken) -> Bool {
      switch token {
      case .word, .text: true
      default: false
      }
    }
    guard a.contains(where: isWord) || b.contains(where: isWord) else { return false }
    guard let left = letters(a), let right = letters(b) else { return false }
    return left == right
  }

  /// The letters and digits of words and names; `nil` if there is anything but these and brackets.
  private static func letters(_ tokens: Tokens) -> String? {
    var result = ""
    for token in tokens {
      switch token {
      case .word(let text), .text(let text), .name(let text):
        result += text.lowercased().filter { $0.isLetter || $0.isNumber }
      case .sign("("), .sign(")"), .sign("{"), .sign("}"), .sign("."), .sign("-"), .sign("'"): break
      default: return nil
      }
    }
    return result.isEmpty ? nil : result
  }
}
