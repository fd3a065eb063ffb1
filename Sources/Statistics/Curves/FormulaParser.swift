import Foundation
import Support

/// Reads a formula by recursive descent.
///
/// ```
/// sum     = product (("+" | "-") product)*
/// product = signed (("*" | "/") signed)*
/// signed  = ("-" | "+")* raised
/// raised  = atom ("^" signed)?
/// atom    = number | name | name "(" sum ("," sum)? ")" | "(" sum ")"
/// ```
struct FormulaParser {
  private(set) var program: [Formula.Instruction] = []
  private(set) var parameters: [String] = []
  private let text: String
  private let characters: [Character]
  private let variables: [String: Int]
  private var position = 0
  private var nesting = 0

  init(_ text: String, variables: [String: Int]) {
    self.text = text
    characters = Array(text)
    self.variables = variables
  }

  mutating func parse() throws {
    try sum()
    if let next = peek() {
      throw failure("found '\(next)'; expected an operator or the end")
    }
  }

  private mutating func sum() throws {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= 100 else { throw failure("it is nested more than 100 deep") }
    try product()
    while let sign = take(["+", "-"]) {
      try product()
      program.append(sign == "+" ? .add : .subtract)
    }
  }

  private mutating func product() throws {
    try signed()
    while let sign = take(["*", "/"]) {
      try signed()
      program.append(sign == "*" ? .multiply : .divide)
    }
  }

  private mutating func signed() throws {
    var isNegative = false
    while let sign = take(["-", "+"]) { if sign == "-" { isNegative.toggle() } }
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= 100 else { throw failure("it is nested more than 100 deep") }
    try atom()
    if isPower() {
      try signed()
      program.append(.power)
    }
    if isNegative { program.append(.negate) }
  }

  private mutating func atom() throws {
    guard let first = peek() else {
      throw failure("it ends where a number, a name or '(' is expected")
    }
    if first == "(" {
      let start = position
      position += 1
      try sum()
      guard take([")"]) != nil else { throw unclosed(start) }
    } else if first.isASCII && first.isNumber || first == "." {
      try number()
    } else if first.isLetter || first == "_" {
      try name()
    } else {
      throw failure("found '\(first)'; expected a number, a name or '('")
    }
  }

  private mutating func number() throws {
    let start = position
    skip { $0.isNumber || $0 == "." }
    if position < characters.count, "eE".contains(characters[position]) {
      let mark = position
      position += 1
      if position < characters.count, "+-".contains(characters[position]) { position += 1 }
      let digits = position
      skip { $0.isNumber }
      // Without digits the letter begins a name, which the caller refuses.
      if position == digits { position = mark }
    }
    let digits = String(characters[start..<position])
    guard let value = Double(digits), value.isFinite else {
      throw failure("'\(digits)' is not a number", at: start)
    }
    program.append(.number(value))
  }

  private mutating func name() throws {
    let start = position
    skip { $0.isLetter || $0.isNumber || $0 == "_" }
    let name = String(characters[start..<position])
    if peek() == "(" { return try call(name, at: start) }
    if let index = variables[name] {
      program.append(.variable(index))
    } else if name == "pi" {
      program.append(.number(.pi))
    } else if Formula.Function(rawValue: name) != nil || name == "pow" {
      throw failure("the function '\(name)' needs an argument in parentheses", at: start)
    } else {
      let index = parameters.firstIndex(of: name) ?? parameters.count
      if index == parameters.count { parameters.append(name) }
      program.append(.parameter(index))
    }
  }

  private mutating func call(_ name: String, at start: Int) throws {
    let function = Formula.Function(rawValue: name)
    guard function != nil || name == "pow" else {
      let known = Formula.Function.allCases.map(\.rawValue) + ["pow"]
      let hint =
        DidYouMean.suggestion(for: name, among: known).map { "did you mean '\($0)'?" }
        ?? "known: exp, log, log2, log10, sqrt, pow, abs, sin, cos, tan, asin, acos, atan, tanh; "
        + "write * to multiply"
      throw failure("there is no function '\(name)'; \(hint)", at: start)
    }
    let open = position
    position += 1
    try sum()
    if function == nil {
      guard take([","]) != nil else { throw failure("pow takes two arguments: pow(u, v)") }
      try sum()
    }
    guard take([")"]) != nil else {
      if peek() == "," {
        throw failure("\(name) takes \(function == nil ? "two arguments" : "one argument")")
      }
      throw unclosed(open)
    }
    program.append(function.map { .call($0) } ?? .power)
  }

  // MARK: - Characters

  private mutating func peek() -> Character? {
    skip { $0.isWhitespace }
    return position < characters.count ? characters[position] : nil
  }

  /// The next character if it is one of these, and not the `*` of `**`.
  private mutating func take(_ wanted: Set<Character>) -> Character? {
    guard let next = peek(), wanted.contains(next) else { return nil }
    if next == "*", position + 1 < characters.count, characters[position + 1] == "*" { return nil }
    position += 1
    return next
  }

  private mutating func isPower() -> Bool {
    guard let next = peek() else { return false }
    if next == "^" {
      position += 1
      return true
    }
    guard next == "*", position + 1 < characters.count, characters[position + 1] == "*" else {
      return false
    }
    position += 2
    return true
  }

  private mutating func skip(_ condition: (Character) -> Bool) {
    while position < characters.count, condition(characters[position]) { position += 1 }
  }

  private func failure(_ reason: String, at place: Int? = nil) -> StatisticsError {
    .formula(text: text, column: (place ?? position) + 1, reason: reason)
  }

  private func unclosed(_ open: Int) -> StatisticsError {
    failure("the '(' in column \(open + 1) is not closed")
  }
}
