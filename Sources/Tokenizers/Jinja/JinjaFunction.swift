/// Operators, and the functions of the environment.
enum JinjaFunction {
  static let names: Set<String> = [
    "range", "dict", "namespace", "raise_exception", "strftime_now",
  ]

  static func call(
    _ name: String, _ arguments: JinjaCallArguments, date: CalendarDay
  ) throws -> JinjaValue {
    switch name {
    case "range": return try range(arguments)
    case "dict":
      var dict = JinjaDict()
      if case .dict(let given)? = arguments.positional.first {
        dict = given
      } else if let pairs = arguments.positional.first?.items {
        for pair in pairs {
          guard let parts = pair.items, parts.count == 2 else {
            throw JinjaError("dict() needs pairs")
          }
          dict[parts[0]] = parts[1]
        }
      }
      for (key, value) in arguments.named { dict[.string(key)] = value }
      return .dict(dict)
    case "namespace":
      let space = JinjaNamespace()
      if case .dict(let given)? = arguments.positional.first {
        for (key, value) in given.pairs { space.values[key.printed] = value }
      }
      for (key, value) in arguments.named { space.values[key] = value }
      return .namespace(space)
    case "raise_exception":
      throw JinjaError(arguments.positional.first?.printed ?? "the template refuses it")
    default:
      guard let format = arguments.text(0, "format") else {
        throw JinjaError("strftime_now() needs a format")
      }
      return .string(try date.formatted(format))
    }
  }

  private static func range(_ arguments: JinjaCallArguments) throws -> JinjaValue {
    let numbers = arguments.positional.compactMap(\.integer)
    guard numbers.count == arguments.positional.count, (1...3).contains(numbers.count) else {
      throw JinjaError("range() needs one to three whole numbers")
    }
    let (start, end) = numbers.count == 1 ? (0, numbers[0]) : (numbers[0], numbers[1])
    let step = numbers.count == 3 ? numbers[2] : 1
    guard step != 0 else { throw JinjaError("range() with a step of 0") }
    let (length, overflow) = end.subtractingReportingOverflow(start)
    // As Jinja's sandbox does.
    guard !overflow, abs(length / step) <= 100_000 else { throw JinjaError("range() is too long") }
    return .list(stride(from: start, to: end, by: step).map { .int($0) })
  }

  static func compare(_ sign: String, _ left: JinjaValue, _ right: JinjaValue) throws -> Bool {
    switch sign {
    case "==": return left.equals(right)
    case "!=": return !left.equals(right)
    case "in": return try contains(right, left)
    case "not in": return !(try contains(right, left))
    default: break
    }
    let order = try compare(left, right)
    switch sign {
    case "<": return order < 0
    case "<=": return order <= 0
    case ">": return order > 0
    default: return order >= 0
    }
  }

  /// −1, 0 or 1; NaN is as large as everything.
  static func compare(_ left: JinjaValue, _ right: JinjaValue) throws -> Int {
    if let a = left.number, let b = right.number { return a < b ? -1 : a > b ? 1 : 0 }
    if case .string(let a) = left, case .string(let b) = right {
      return a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
        ? -1 : a.utf8.elementsEqual(b.utf8) ? 0 : 1
    }
    switch (left, right) {
    case (.list(let a), .list(let b)), (.tuple(let a), .tuple(let b)):
      for (one, other) in zip(a, b) {
        let order = one.equals(other) ? 0 : try compare(one, other)
        if order != 0 { return order }
      }
      return a.count < b.count ? -1 : a.count > b.count ? 1 : 0
    case (.undefined(let reason), _), (_, .undefined(let reason)): throw JinjaError(reason)
    default:
      throw JinjaError(
        "'\(left.represented.prefix(40))' and '\(right.represented.prefix(40))' have no order")
    }
  }

  static func contains(_ container: JinjaValue, _ value: JinjaValue) throws -> Bool {
    switch container {
    case .string(let text):
      guard let part = value.text else {
        throw JinjaError("only a text can be in a text, not '\(value.represented.prefix(40))'")
      }
      return JinjaText(text).find(JinjaText(part)) != nil
    case .undefined: return false
    default:
      guard let items = container.items else {
        throw JinjaError("nothing can be in '\(container.represented.prefix(40))'")
      }
      return items.contains { $0.equals(value) }
    }
  }

  static func arithmetic(
    _ sign: String, _ left: JinjaValue, _ right: JinjaValue
  ) throws -> JinjaValue {
    for value in [left, right] {
      if case .undefined(let reason) = value { throw JinjaError(reason) }
    }
    switch (sign, left, right) {
    case ("+", .string(let a), .string(let b)): return .string(a + b)
    case ("+", .list(let a), .list(let b)): return .list(a + b)
    case ("+", .tuple(let a), .tuple(let b)): return .tuple(a + b)
    case ("*", .string(let text), .int(let times)), ("*", .int(let times), .string(let text)):
      guard times <= 0 || text.utf8.count <= (1 << 24) / times else {
        throw JinjaError("a text that is too long")
      }
      return .string(String(repeating: text, count: max(0, times)))
    case ("*", .list(let values), .int(let times)):
      guard times <= 0 || values.count <= 100_000 / times else {
        throw JinjaError("a list that is too long")
      }
      return .list((0..<max(0, times)).flatMap { _ in values })
    default: break
    }
    if let a = left.integer, let b = right.integer, sign != "/" {
      return try integers(sign, a, b)
    }
    guard let a = left.number, let b = right.number else {
      throw JinjaError(
        "'\(sign)' of '\(left.represented.prefix(40))' and '\(right.represented.prefix(40))'")
    }
    if b == 0, ["/", "//", "%"].contains(sign) { throw JinjaError("division by zero") }
    switch sign {
    case "+": return .double(a + b)
    case "-": return .double(a - b)
    case "*": return .double(a * b)
    case "/": return .double(a / b)
    case "//": return .double((a / b).rounded(.down))
    case "%": return .double(a - b * (a / b).rounded(.down))
    default: return .double(power(a, b))
    }
  }

  /// x to a power, exactly where that is a small whole number.
  private static func power(_ base: Double, _ exponent: Double) -> Double {
    guard exponent == exponent.rounded(), abs(exponent) <= 1000 else {
      return exponent == 0.5 ? base.squareRoot() : .nan
    }
    var out = 1.0
    for _ in 0..<Int(abs(exponent)) { out *= base }
    return exponent < 0 ? 1 / out : out
  }

  private static func integers(_ sign: String, _ a: Int, _ b: Int) throws -> JinjaValue {
    func checked(_ result: (partialValue: Int, overflow: Bool)) throws -> JinjaValue {
      guard !result.overflow else { throw JinjaError("a number that is too large") }
      return .int(result.partialValue)
    }
    switch sign {
    case "+": return try checked(a.addingReportingOverflow(b))
    case "-": return try checked(a.subtractingReportingOverflow(b))
    case "*": return try checked(a.multipliedReportingOverflow(by: b))
    case "**":
      guard b >= 0 else { return .double(power(Double(a), Double(b))) }
      guard b <= 1000 else { throw JinjaError("a number that is too large") }
      var out = 1
      for _ in 0..<b {
        let (product, overflow) = out.multipliedReportingOverflow(by: a)
        guard !overflow else { throw JinjaError("a number that is too large") }
        out = product
      }
      return .int(out)
    default:
      guard b != 0 else { throw JinjaError("division by zero") }
      guard b != -1 else {
        return try checked(sign == "//" ? (0).subtractingReportingOverflow(a) : (0, false))
      }
      // Python rounds down.
      let rest = a % b
      let goesDown = rest != 0 && (rest < 0) != (b < 0)
      return .int(sign == "//" ? a / b - (goesDown ? 1 : 0) : rest + (goesDown ? b : 0))
    }
  }

  /// `base[start:end:step]`.
  static func slice(_ base: JinjaValue, _ bounds: [Int?]) throws -> JinjaValue {
    if case .undefined(let reason) = base { throw JinjaError(reason) }
    guard let items = base.items else {
      throw JinjaError("'\(base.represented.prefix(40))' cannot be sliced")
    }
    let step = (bounds.count > 2 ? bounds[2] : nil) ?? 1
    guard step != 0 else { throw JinjaError("a slice with a step of 0") }
    let count = items.count
    let (low, high) = step > 0 ? (0, count) : (-1, count - 1)
    func bound(_ given: Int?, _ standard: Int) -> Int {
      guard let given else { return standard }
      return min(max(given < 0 ? max(given, -count - 1) + count : given, low), high)
    }
    let start = bound(bounds[0], step > 0 ? 0 : count - 1)
    let end = bound(bounds[1], step > 0 ? count : -1)
    let found = stride(from: start, to: end, by: min(max(step, -count - 1), count + 1)).map {
      items[$0]
    }
    switch base {
    case .string: return .string(found.map(\.printed).joined())
    case .tuple: return .tuple(found)
    default: return .list(found)
    }
  }
}
