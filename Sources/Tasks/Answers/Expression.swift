/// A formula as a tree, for comparing values.
indirect enum Expression {
  /// An exact number, and whether it was written with decimals.
  case number(Rational, isDecimal: Bool)
  /// A variable, or a name that is treated as one.
  case symbol(String)
  /// The sum of the terms.
  case sum([Expression])
  /// The product of the factors.
  case product([Expression])
  /// One over a formula.
  case reciprocal(Expression)
  /// A power.
  case power(Expression, Expression)
  /// A function by name.
  case function(String, Expression)
}

/// Reads a formula from tokens. Nesting is bounded, so no text exhausts the stack.
///
/// ```
/// sum     = ['+'|'-'] term (('+'|'-') term)*
/// term    = factor (['*'|'/'] factor)*                      a missing sign multiplies
/// factor  = '-' factor | base ['!'] ['^' argument]
/// base    = number [\frac] | name ['_' argument] | function | '(' sum ')' | '|' sum '|' | \frac … | \sqrt …
/// ```
///
/// A whole number before a proper fraction is a mixed number, as in `1\frac{4}{5}` and `1 4/5` in LaTeX.
struct ExpressionParser {
  private var tokens: [AnswerToken]
  private var position = 0
  private var depth = 0
  private static let deepest = 60

  /// The formula that all of the tokens make; `nil` if they make none.
  static func expression(_ tokens: some Sequence<AnswerToken>) -> Expression? {
    var parser = ExpressionParser(tokens: Array(tokens))
    guard let result = parser.sum(), parser.position == parser.tokens.count else { return nil }
    return result
  }

  private init(tokens: [AnswerToken]) { self.tokens = tokens }

  private var next: AnswerToken? { position < tokens.count ? tokens[position] : nil }

  private mutating func skip(_ token: AnswerToken) -> Bool {
    guard next == token else { return false }
    position += 1
    return true
  }

  private mutating func nested(_ parse: (inout Self) -> Expression?) -> Expression? {
    guard depth < Self.deepest else { return nil }
    depth += 1
    defer { depth -= 1 }
    return parse(&self)
  }

  private static func negated(_ expression: Expression) -> Expression {
    .product([.number(Rational(-1), isDecimal: false), expression])
  }

  // MARK: - Sums and products

  private mutating func sum() -> Expression? {
    nested { parser in
      var terms: [Expression] = []
      repeat {
        let isNegative = parser.skip(.sign("-"))
        if !isNegative { _ = parser.skip(.sign("+")) }
        guard let term = parser.term() else { return nil }
        terms.append(isNegative ? Self.negated(term) : term)
      } while parser.next == .sign("+") || parser.next == .sign("-")
      return terms.count == 1 ? terms[0] : .sum(terms)
    }
  }

  private mutating func term(stopsAtFunctions: Bool = false) -> Expression? {
    guard let first = factor() else { return nil }
    var factors = [first]
    while let next {
      if skip(.sign("*")) {
        guard let factor = factor() else { return nil }
        factors.append(factor)
      } else if skip(.sign("/")) {
        guard let factor = factor() else { return nil }
        factors.append(.reciprocal(factor))
      } else if startsFactor(next), !(stopsAtFunctions && isFunction(next)) {
        // Two numbers side by side are no product.
        if case .number = next { return nil }
        guard let factor = factor() else { return nil }
        factors.append(factor)
      } else {
        break
      }
    }
    return factors.count == 1 ? factors[0] : .product(factors)
  }

  private func startsFactor(_ token: AnswerToken) -> Bool {
    switch token {
    case .number, .name, .word, .text, .command("frac"), .command("sqrt"), .command("binom"),
      .command("lfloor"),
      .command("lceil"), .sign("("), .sign("["), .sign("{"):
      true
    default: false
    }
  }

  private func isFunction(_ token: AnswerToken) -> Bool {
    if case .name(let name) = token { AnswerSymbols.functions.contains(name) } else { false }
  }

  private mutating func factor() -> Expression? {
    nested { parser in
      if parser.skip(.sign("-")) { return parser.factor().map(Self.negated) }
      guard var base = parser.base() else { return nil }
      if parser.skip(.sign("!")) { base = .function("!", base) }
      guard parser.skip(.sign("^")) else { return base }
      guard let exponent = parser.exponent() else { return nil }
      return .power(base, exponent)
    }
  }

  // MARK: - Bases

  private mutating func base() -> Expression? {
    guard let token = next else { return nil }
    position += 1
    switch token {
    case .number(let text): return number(text)
    case .name(let name) where AnswerSymbols.functions.contains(name): return function(name)
    case .name(let name)
    where AnswerSymbols.listFunctions.contains(name)
      && (next == .sign("(") || next == .command("{")):
      return listFunction(name)
    case .name(let name), .word(let name), .text(let name):
      guard skip(.sign("_")) else { return .symbol(name) }
      return subscripted(name)
    case .command("frac"):
      guard let top = argument(), let bottom = argument() else { return nil }
      return .product([top, .reciprocal(bottom)])
    case .command("sqrt"): return root()
    case .command("binom"): return binomial()
    case .command("lfloor"): return closed(by: .command("rfloor")).map { .function("floor", $0) }
    case .command("lceil"): return closed(by: .command("rceil")).map { .function("ceil", $0) }
    case .sign("("): return closed(by: .sign(")"))
    case .sign("["): return closed(by: .sign("]"))
    case .sign("{"): return closed(by: .sign("}"))
    case .sign("|"): return closed(by: .sign("|")).map { .function("abs", $0) }
    default: return nil
    }
  }

  private mutating func closed(by token: AnswerToken) -> Expression? {
    guard let inner = sum(), skip(token) else { return nil }
    return inner
  }

  private mutating func number(_ text: String) -> Expression? {
    guard let value = Rational(decimal: text) else { return nil }
    let number = Expression.number(value, isDecimal: !value.isWhole)
    // A number in another base is a name: its digits are not decimal.
    if skip(.sign("_")) { return subscripted(text) }
    guard value.isWhole, let part = properFraction() else { return number }
    return .sum([number, part])
  }

  /// The `\frac{a}{b}` with whole 0 < a < b that makes a mixed number of the number before it.
  private mutating func properFraction() -> Expression? {
    guard next == .command("frac") else { return nil }
    let saved = self
    position += 1
    if case .number(let top, _)? = argument(), case .number(let bottom, _)? = argument(),
      top.isWhole, bottom.isWhole, top.numerator > 0, top.numerator < bottom.numerator
    {
      return .product([
        .number(top, isDecimal: false), .reciprocal(.number(bottom, isDecimal: false)),
      ])
    }
    self = saved
    return nil
  }

  private mutating func subscripted(_ name: String) -> Expression? {
    let start = position
    guard argument() != nil else { return nil }
    let index = tokens[start..<position].filter { $0 != .sign("{") && $0 != .sign("}") }
    return .symbol(name + "_" + index.map { "\($0)" }.joined())
  }

  private mutating func function(_ name: String) -> Expression? {
    var power: Expression?
    var base: Expression?
    if name == "log", skip(.sign("_")) {
      base = argument()
      if base == nil { return nil }
    }
    if skip(.sign("^")) {
      power = exponent()
      if power == nil { return nil }
    }
    let isBracketed = next == .sign("(") || next == .sign("{") || name == "sqrt"
    guard let inner = isBracketed ? self.base() : nested({ $0.term(stopsAtFunctions: true) }) else {
      return nil
    }
    var value = Expression.function(name, inner)
    if name == "exp" { value = .power(.symbol("e"), inner) }
    if let base { value = .product([.function("ln", inner), .reciprocal(.function("ln", base))]) }
    return power.map { .power(value, $0) } ?? value
  }

  /// The greatest common divisor or the least common multiple of whole numbers, the largest or the smallest of numbers, exactly.
  private mutating func listFunction(_ name: String) -> Expression? {
    let isSet = next == .command("{")
    position += 1
    var values: [Rational] = []
    repeat {
      guard let member = sum(), case .exact(let value, _)? = member.value(at: [:]) else {
        return nil
      }
      values.append(value)
    } while skip(.sign(","))
    // One number alone may be two with a comma that was taken for one of thousands.
    guard skip(isSet ? .command("}") : .sign(")")), values.count > 1 else { return nil }
    let value =
      switch name {
      case "gcd": Rational.greatestCommonDivisor(values)
      case "lcm": Rational.leastCommonMultiple(values)
      case "max": values.max { $0.isLess(than: $1) }
      default: values.min { $0.isLess(than: $1) }
      }
    return value.map { .number($0, isDecimal: false) }
  }

  /// A binomial coefficient of whole numbers, exactly.
  private mutating func binomial() -> Expression? {
    guard case .number(let top, _)? = argument(), case .number(let bottom, _)? = argument(),
      top.isWhole, bottom.isWhole, (0...200).contains(top.numerator),
      (0...top.numerator).contains(bottom.numerator)
    else { return nil }
    var value = Rational(1)
    for i in 0..<Int(min(bottom.numerator, top.numerator - bottom.numerator)) {
      guard let step = Rational(top.numerator - Int128(i), Int128(i) + 1),
        let next = value.times(step)
      else { return nil }
      value = next
    }
    return .number(value, isDecimal: false)
  }

  private mutating func root() -> Expression? {
    guard skip(.sign("[")) else { return argument().map { .function("sqrt", $0) } }
    guard let degree = closed(by: .sign("]")), let inner = argument() else { return nil }
    return .power(inner, .reciprocal(degree))
  }

  /// What a command or a `^` applies to: a group, or one character as TeX has it.
  /// What follows `^`: all digits of a number, as whoever writes `2^10` means it.
  private mutating func exponent() -> Expression? {
    nested { parser in
      if case .number(let text)? = parser.next {
        parser.position += 1
        return parser.number(text)
      }
      if parser.skip(.sign("-")) { return parser.exponent().map(Self.negated) }
      return parser.argument()
    }
  }

  private mutating func argument() -> Expression? {
    nested { parser in
      if case .number(let text)? = parser.next, let first = text.first, first.isNumber {
        if text.count > 1 {
          parser.tokens[parser.position] = .number(String(text.dropFirst()))
        } else {
          parser.position += 1
        }
        return Rational(decimal: String(first)).map { .number($0, isDecimal: false) }
      }
      if parser.skip(.sign("-")) { return parser.argument().map(Self.negated) }
      return parser.base()
    }
  }
}
