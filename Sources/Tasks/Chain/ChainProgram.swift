/// The name of a chain's variable: a letter, or a letter and a digit; sorted as text.
package struct ChainName: Hashable, Comparable, Sendable {
  private let code: UInt16

  init(letter: UInt8, digit: UInt8? = nil) { code = UInt16(letter) << 8 | UInt16(digit ?? 0) }

  /// Reads a name; `nil` leaves the cursor where it was, or after a letter.
  init?(_ cursor: inout ByteCursor) {
    guard let letter = cursor.read(where: { $0 >= 97 && $0 <= 122 }) else { return nil }
    self.init(letter: letter, digit: cursor.read(where: isDigit))
  }

  package static func < (a: ChainName, b: ChainName) -> Bool { a.code < b.code }

  var bytes: [UInt8] {
    code & 0xFF == 0 ? [UInt8(code >> 8)] : [UInt8(code >> 8), UInt8(code & 0xFF)]
  }
}

/// The statements of a chain in the order of its prompt, and the variable that is asked for.
package struct ChainProgram: Equatable, Sendable {
  package enum Operator: UInt8, Sendable, CaseIterable {
    case plus = 43
    case minus = 45
    case times = 42

    func apply(_ a: Int, _ b: Int, modulus: Int) -> Int {
      let result =
        switch self {
        case .plus: (a + b) % modulus
        case .minus: (a - b) % modulus
        case .times: (a * b) % modulus
        }
      return result < 0 ? result + modulus : result
    }
  }

  package enum Operand: Equatable, Sendable {
    /// The statement with this index.
    case variable(Int)
    case constant(Int)
    /// A name without a statement; harmless where the question does not need it.
    case undefined(ChainName)

    var variable: Int? { if case .variable(let index) = self { index } else { nil } }
  }

  package enum Definition: Equatable, Sendable {
    case leaf(Int)
    case operation(Operator, Operand, Operand)
  }

  package var modulus: Int
  package var names: [ChainName]
  package var definitions: [Definition]
  package var question: Int

  /// The statements that one refers to.
  func parents(of index: Int) -> (Int?, Int?) {
    guard case .operation(_, let a, let b) = definitions[index] else { return (nil, nil) }
    return (a.variable, b.variable)
  }

  /// Whether a statement refers to a name that has none.
  func isDangling(_ index: Int) -> Bool {
    guard case .operation(_, let a, let b) = definitions[index] else { return false }
    if case .undefined = a { return true }
    if case .undefined = b { return true }
    return false
  }

  func isOperation(_ index: Int) -> Bool {
    if case .operation = definitions[index] { true } else { false }
  }

  /// The values of the statements in `order`, each after its parents; one of them may be given.
  func values(order: [Int], replacing replaced: Int? = nil, by given: Int = 0) -> [Int] {
    var values = [Int](repeating: 0, count: definitions.count)
    func value(of operand: Operand) -> Int {
      switch operand {
      case .variable(let index): values[index]
      case .constant(let constant): constant
      case .undefined: 0
      }
    }
    for index in order {
      if index == replaced {
        values[index] = given
        continue
      }
      switch definitions[index] {
      case .leaf(let constant): values[index] = constant
      case .operation(let op, let a, let b):
        values[index] = op.apply(value(of: a), value(of: b), modulus: modulus)
      }
    }
    return values
  }
}

// MARK: - Text

extension ChainProgram {
  /// The prompt: all statements, then the question.
  var prompt: String {
    var bytes: [UInt8] = []
    for index in definitions.indices {
      bytes += names[index].bytes
      bytes.append(UInt8(ascii: "="))
      switch definitions[index] {
      case .leaf(let constant): bytes.append(decimal: constant)
      case .operation(let op, let a, let b):
        append(a, to: &bytes)
        bytes.append(op.rawValue)
        append(b, to: &bytes)
      }
      bytes.append(UInt8(ascii: ";"))
    }
    bytes += names[question].bytes
    bytes.append(UInt8(ascii: "?"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The step of one statement, with its parents' values in the place of their names.
  func step(_ index: Int, values: [Int]) -> [UInt8] {
    var bytes = names[index].bytes
    bytes.append(UInt8(ascii: "="))
    if case .operation(let op, let a, let b) = definitions[index] {
      for (operand, separator) in [(a, op.rawValue), (b, UInt8(ascii: "="))] {
        switch operand {
        case .variable(let parent): bytes.append(decimal: values[parent])
        case .constant(let constant): bytes.append(decimal: constant)
        case .undefined(let name): bytes += name.bytes
        }
        bytes.append(separator)
      }
    }
    bytes.append(decimal: values[index])
    return bytes
  }

  private func append(_ operand: Operand, to bytes: inout [UInt8]) {
    switch operand {
    case .variable(let index): bytes += names[index].bytes
    case .constant(let constant): bytes.append(decimal: constant)
    case .undefined(let name): bytes += name.bytes
    }
  }

  /// Reads a prompt.
  ///
  /// - Throws: `TasksError.prompt` with the first thing that is wrong.
  package init(parsing prompt: String, modulus: Int) throws {
    enum Term {
      case name(ChainName)
      case number(Int)
    }
    func fail(_ reason: String) -> TasksError {
      .prompt(kind: Chain.kind, prompt: prompt, reason: reason)
    }
    func term(_ cursor: inout ByteCursor) throws -> Term {
      if let number = cursor.number() {
        guard number < 10_000 else { throw fail("a number is larger than 9999") }
        return .number(number)
      }
      guard let name = ChainName(&cursor) else { throw fail("a variable or a number is missing") }
      return .name(name)
    }
    var cursor = ByteCursor(Array(prompt.utf8)[...])
    var names: [ChainName] = []
    var terms: [(Term, (Operator, Term)?)] = []
    var asked: ChainName?
    while asked == nil {
      guard let name = ChainName(&cursor) else { throw fail("a variable is missing") }
      if cursor.skip("?") {
        asked = name
        continue
      }
      guard cursor.skip("=") else { throw fail("'=' or '?' is missing after a variable") }
      guard !names.contains(name) else { throw fail("a variable is defined twice") }
      names.append(name)
      let first = try term(&cursor)
      if let byte = cursor.read(where: { Operator(rawValue: $0) != nil }),
        let op = Operator(rawValue: byte)
      {
        terms.append((first, (op, try term(&cursor))))
      } else {
        terms.append((first, nil))
      }
      guard cursor.skip(";") else { throw fail("';' is missing after a statement") }
    }
    guard cursor.isAtEnd else { throw fail("something follows the question") }
    func resolve(_ term: Term) -> Operand {
      switch term {
      case .number(let number): .constant(number)
      case .name(let name):
        names.firstIndex(of: name).map { .variable($0) } ?? .undefined(name)
      }
    }
    self.definitions = try terms.map { first, rest in
      if let (op, second) = rest { return .operation(op, resolve(first), resolve(second)) }
      guard case .number(let constant) = first, constant < modulus else {
        throw fail("a leaf is not a number below \(modulus)")
      }
      return .leaf(constant)
    }
    guard let asked, let question = names.firstIndex(of: asked) else {
      throw fail("the variable asked for is not defined")
    }
    self.modulus = modulus
    self.names = names
    self.question = question
  }
}
