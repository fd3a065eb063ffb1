/// What can stand behind `is`.
enum JinjaTest {
  static func holds(
    _ name: String, _ value: JinjaValue, _ arguments: JinjaCallArguments
  ) throws -> Bool {
    func other() throws -> JinjaValue {
      guard let other = arguments.positional.first else {
        throw JinjaError("the test '\(name)' needs a value")
      }
      return other
    }
    switch name {
    case "defined": return !value.isUndefined
    case "undefined": return value.isUndefined
    case "none": if case .none = value { return true } else { return false }
    case "true": if case .bool(true) = value { return true } else { return false }
    case "false": if case .bool(false) = value { return true } else { return false }
    case "boolean": if case .bool = value { return true } else { return false }
    case "string": return value.text != nil
    case "number": return value.number != nil
    case "integer": if case .int = value { return true } else { return false }
    case "float": if case .double = value { return true } else { return false }
    case "mapping": if case .dict = value { return true } else { return false }
    case "iterable": return value.items != nil
    case "sequence":
      switch value {
      case .string, .list, .tuple, .dict, .undefined: return true
      default: return false
      }
    case "callable":
      switch value {
      case .function, .method, .macro: return true
      default: return false
      }
    case "odd", "even":
      guard let number = value.integer else {
        throw JinjaError("'\(value.represented.prefix(40))' is no whole number")
      }
      return (number % 2 == 0) == (name == "even")
    case "divisibleby":
      guard let number = value.integer, let divisor = try other().integer, divisor != 0 else {
        throw JinjaError("'divisibleby' needs whole numbers")
      }
      return number % divisor == 0
    case "eq", "equalto", "==": return value.equals(try other())
    case "ne", "!=": return !value.equals(try other())
    case "lt", "lessthan", "<": return try JinjaFunction.compare(value, try other()) < 0
    case "le", "<=": return try JinjaFunction.compare(value, try other()) <= 0
    case "gt", "greaterthan", ">": return try JinjaFunction.compare(value, try other()) > 0
    case "ge", ">=": return try JinjaFunction.compare(value, try other()) >= 0
    case "in": return try JinjaFunction.contains(try other(), value)
    case "sameas":
      switch (value, try other()) {
      case (.bool(let a), .bool(let b)): return a == b
      case (.bool, _), (_, .bool): return false
      case (_, let other): return value.equals(other)
      }
    case "lower", "upper":
      let text = value.printed
      return name == "lower"
        ? text == text.lowercased() && text != text.uppercased()
        : text == text.uppercased() && text != text.lowercased()
    case "filter": return JinjaFilter.names.contains(value.printed)
    default: throw JinjaError("there is no test '\(name)'")
    }
  }
}
