import Experience
import Support

/// Numbers that are each used once to make a target: what countdown and general points have in common.
package struct NumberGame {
  /// The operations that are allowed, in the order in which they are tried.
  package var operators = Array("+-*/")

  /// All operations.
  package init() {}

  /// Some operations.
  init(operators: [Character]) { self.operators = operators }

  /// A way to combine all numbers: steps as texts, and the expression.
  package struct Solution: Equatable {
    var steps: [String]
    var expression: String
  }

  /// A value as it is written: `12`, `-3`, `5/3`.
  static func text(_ value: Rational) -> String {
    value.denominator == 1
      ? "\(value.numerator)" : "\(value.numerator)/\(value.denominator)"
  }

  private static func apply(_ op: Character, _ a: Rational, _ b: Rational) -> Rational? {
    switch op {
    case "+": a.plus(b)
    case "-": Rational(-b.numerator, b.denominator).flatMap { a.plus($0) }
    case "*": a.times(b)
    default:
      b.numerator == 0 ? nil : Rational(b.denominator, b.numerator).flatMap { a.times($0) }
    }
  }

  /// One operation on two of the values that are there; its result goes to their end.
  private struct Move {
    var first: Int
    var second: Int
    var op: Character
  }

  /// The first solution in the order of pairs and operations.
  package func solution(_ numbers: [Int], target: Int) -> Solution? {
    let goal = Rational(target)
    var moves: [Move] = []
    func go(_ values: [Rational]) -> Bool {
      if values.count == 1 { return values[0] == goal }
      for i in values.indices {
        for j in values.indices where j != i {
          for op in operators {
            // Sums and products need one order alone.
            if (op == "+" || op == "*") && j < i { continue }
            guard let value = Self.apply(op, values[i], values[j]) else { continue }
            moves.append(Move(first: i, second: j, op: op))
            if go(Self.rest(values, i, j) + [value]) { return true }
            moves.removeLast()
          }
        }
      }
      return false
    }
    return go(numbers.map { Rational($0) }) ? written(moves, numbers) : nil
  }

  private static func rest<Value>(_ values: [Value], _ i: Int, _ j: Int) -> [Value] {
    values.indices.filter { $0 != i && $0 != j }.map { values[$0] }
  }

  /// Moves as steps and an expression.
  private func written(_ moves: [Move], _ numbers: [Int]) -> Solution? {
    var values = numbers.map { Rational($0) }
    var texts = numbers.map(String.init)
    var steps: [String] = []
    for move in moves {
      let (a, b) = (values[move.first], values[move.second])
      guard let value = Self.apply(move.op, a, b) else { return nil }
      steps.append("\(Self.text(a))\(move.op)\(Self.text(b))=\(Self.text(value))")
      let text = "(\(texts[move.first])\(move.op)\(texts[move.second]))"
      values = Self.rest(values, move.first, move.second) + [value]
      texts = Self.rest(texts, move.first, move.second) + [text]
    }
    return Solution(steps: steps, expression: texts[0])
  }

  /// All whole numbers within bounds that all numbers together make: what each part of the numbers makes, from its own parts.
  func reachable(_ numbers: [Int], in bounds: ClosedRange<Int>) -> [Int] {
    let all = 1 << numbers.count
    var made = [Set<Rational>](repeating: [], count: all)
    for (i, number) in numbers.enumerated() { made[1 << i] = [Rational(number)] }
    for part in 1..<all where part & (part - 1) != 0 {
      var found: Set<Rational> = []
      var left = (part - 1) & part
      while left > 0 {
        for a in made[left] {
          for b in made[part ^ left] {
            for op in operators {
              if let value = Self.apply(op, a, b) { found.insert(value) }
            }
          }
        }
        left = (left - 1) & part
      }
      made[part] = found
    }
    return made[all - 1].compactMap { value in
      guard value.denominator == 1, let whole = Int(exactly: value.numerator),
        bounds.contains(whole)
      else { return nil }
      return whole
    }.sorted()
  }

  /// The gold response.
  static func gold(_ numbers: [Int], _ solution: Solution) -> String {
    let values = numbers.map(String.init).joined(separator: ",")
    return ([values] + solution.steps).joined(separator: ";") + "#" + bare(solution.expression)
  }

  /// An expression without the outermost parentheses.
  static func bare(_ text: String) -> String {
    text.hasPrefix("(") && text.hasSuffix(")") ? String(text.dropFirst().dropLast()) : text
  }

  /// Judges a response: the values, one step an operation, the expression.
  ///
  /// A step is right if it combines two values that are there and says their true result, which takes their place. `process` is
  /// the share of the n steps that n numbers need. The expression has digits, `+ - * / ( )` alone, no sign of its own, every number once.
  package func verdict(on completion: Completion, numbers: [Int], target: Int) -> Verdict {
    guard completion.isFinished else { return .unparsed("cut off before the end token") }
    guard let parts = ResponseParts(Array(completion.text.utf8)) else {
      return .unparsed("not exactly one '#'")
    }
    let answer = String(decoding: parts.answer, as: UTF8.self)
    guard !answer.isEmpty, answer.utf8.allSatisfy({ Self.allowed.contains($0) }) else {
      return .unparsed("the answer is not an expression of digits, + - * / and parentheses")
    }
    let (flags, right) = judge(parts.steps, numbers)
    var reader = ExpressionReader(Array(parts.answer))
    let value = reader.whole()
    let usesAll = reader.literals.sorted() == numbers.sorted()
    let isRight = value == Rational(target) && usesAll && usesAllowed(answer)
    let reason =
      if value == nil {
        "the expression has no value"
      } else if !usesAll {
        "the expression does not use every number once"
      } else if !isRight {
        "wrong value"
      } else if right < numbers.count {
        "\(numbers.count - right) of \(numbers.count) steps are missing or wrong"
      } else if parts.steps.count > numbers.count {
        "steps beyond the needed ones"
      } else {
        ""
      }
    return Verdict(
      parsed: true, loose: isRight, strict: reason.isEmpty,
      process: Double(right) / Double(numbers.count), answer: answer, reason: reason,
      steps: zip(parts.steps, flags).map {
        Verdict.Step(range: $0.startIndex..<$0.endIndex, isRight: $1)
      })
  }

  private static let allowed = Set("0123456789+-*/()".utf8)

  private func usesAllowed(_ answer: String) -> Bool {
    answer.allSatisfy { !"+-*/".contains($0) || operators.contains($0) }
  }

  /// Which steps are right, and how many of those that are needed.
  private func judge(
    _ steps: [ArraySlice<UInt8>], _ numbers: [Int]
  ) -> (flags: [Bool], right: Int) {
    var values = numbers.map { Rational($0) }
    var (flags, right, saysValues) = ([Bool](), 0, false)
    let list = numbers.map(String.init).joined(separator: ",")
    for step in steps {
      let text = String(decoding: step, as: UTF8.self)
      if !saysValues, text == list {
        saysValues = true
        flags.append(true)
        right += 1
      } else if saysValues, let next = taking(text, values) {
        values = next
        flags.append(true)
        right += 1
      } else {
        flags.append(false)
      }
    }
    return (flags, min(right, numbers.count))
  }

  /// The values after a step; `nil` if it is none of theirs.
  private func taking(_ step: String, _ values: [Rational]) -> [Rational]? {
    for i in values.indices {
      for j in values.indices where j != i {
        for op in operators {
          guard let value = Self.apply(op, values[i], values[j]),
            step == "\(Self.text(values[i]))\(op)\(Self.text(values[j]))=\(Self.text(value))"
          else { continue }
          return values.indices.filter { $0 != i && $0 != j }.map { values[$0] } + [value]
        }
      }
    }
    return nil
  }

  /// The gold response with one operation's result replaced by the next whole numbers from it; the expression stays.
  static func corrupted(_ gold: String, using generator: inout RandomGenerator) -> String {
    let parts = gold.split(separator: "#").map(String.init)
    var steps = parts[0].split(separator: ";").map(String.init)
    let place = 1 + generator.integer(below: steps.count - 1)
    let sides = steps[place].split(separator: "=").map(String.init)
    let error = 1 + generator.integer(below: 9)
    // A wrong number with the same signs: larger by a few, the numerator of a fraction too.
    let isNegative = sides[1].hasPrefix("-")
    let numbers = sides[1].drop { $0 == "-" }.split(separator: "/").map(String.init)
    let wrong = "\((Int(numbers[0]) ?? 0) + error)"
    let rest = numbers.count > 1 ? "/" + numbers[1] : ""
    steps[place] = "\(sides[0])=\(isNegative ? "-" : "")\(wrong)\(rest)"
    return steps.joined(separator: ";") + "#" + parts[1]
  }

  /// An upper bound on the length of a gold response with its end token, for numbers of so many digits.
  static func longestGold(count: Int, digits: Int) -> Int {
    // A value of k numbers has at most twice the digits of each of them, numerator and denominator and signs.
    let number = 2 * (count * digits + 1) + 2
    return count * (digits + 1) + (count - 1) * (3 * number + 3) + count * (digits + 3) + 2
  }
}

/// Reads an expression of whole numbers, `+ - * /` and parentheses, exactly.
struct ExpressionReader {
  private var cursor: ByteCursor
  private var depth = 0
  /// The numbers that were read.
  private(set) var literals: [Int] = []

  init(_ bytes: [UInt8]) { cursor = ByteCursor(bytes[...]) }

  /// The value of all of it; `nil` if it is not an expression or has none.
  mutating func whole() -> Rational? {
    guard let value = sum(), cursor.isAtEnd else { return nil }
    return value
  }

  private mutating func sum() -> Rational? {
    guard var value = product() else { return nil }
    while let byte = cursor.next, byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
      _ = cursor.skip(UnicodeScalar(byte))
      guard let other = product(),
        let signed = byte == UInt8(ascii: "+")
          ? other : Rational(-other.numerator, other.denominator),
        let next = value.plus(signed)
      else { return nil }
      value = next
    }
    return value
  }

  private mutating func product() -> Rational? {
    guard var value = factor() else { return nil }
    while let byte = cursor.next, byte == UInt8(ascii: "*") || byte == UInt8(ascii: "/") {
      _ = cursor.skip(UnicodeScalar(byte))
      guard let other = factor(),
        let scaled = byte == UInt8(ascii: "*")
          ? other
          : other.numerator == 0 ? nil : Rational(other.denominator, other.numerator),
        let next = value.times(scaled)
      else { return nil }
      value = next
    }
    return value
  }

  private mutating func factor() -> Rational? {
    if cursor.skip("(") {
      depth += 1
      guard depth < 100, let value = sum(), cursor.skip(")") else { return nil }
      depth -= 1
      return value
    }
    guard let number = cursor.number(), number < 1_000_000_000 else { return nil }
    literals.append(number)
    return Rational(number)
  }
}
