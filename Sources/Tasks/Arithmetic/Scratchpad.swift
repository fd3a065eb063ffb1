import Experience
import Support

/// Addition and multiplication with a scratchpad: length generalization with every step checkable.
///
/// ```
/// 84+87=   4+7+0=1c1;8+8+1=7c1;0+0+1=1c0#171          columns from the right: digit, digit, carry = digit c carry
/// 72*79=   72*9=648;72*70=5040;648+5040=5688#5688      a partial product a digit of the second, then its running sum
/// ```
///
/// The difficulty is the number of digits of the first term; the second has as many, or `second_digits`. Terms are uniform over
/// numbers with exactly so many digits. Each problem has one strictly right response. `carries` asks for sums with a chain of
/// carries at least so long. Sums and products of the same numbers are the same problem, in either order.
///
/// Chance, for somebody who knows the form: loosely 10^−digits of the answer, strictly 10^−(digits of all computed values).
///
/// - Source: Nye et al. 2021, arXiv:2112.00114, section 4.1 (scratchpads); Lee et al. 2023, arXiv:2307.03381.
public struct Scratchpad: TracedTask {
  /// What is computed.
  public enum Operation: String, Codable, Sendable, CaseIterable {
    /// A sum.
    case add
    /// A product.
    case multiply
  }

  public static let kind = "scratchpad"
  /// What a problem can leave the training distribution along.
  public static let axes = ["difficulty (digits)", "second_digits", "carries", "operation"]
  /// Its number among the task families.
  public static let aliases = ["t4", "arith"]
  public static let summary =
    "Addition or multiplication with every intermediate result written down."
  public static let source = Source(
    "Nye et al. 2021, arXiv:2112.00114, section 4.1; Lee et al. 2023, arXiv:2307.03381")

  /// What is computed.
  public var operation = Operation.add
  /// The digits of the second term; 0 for as many as the first has.
  public var secondDigits = 0
  /// The least length of the longest chain of carries of a sum.
  public var carries = 0

  enum CodingKeys: String, CodingKey {
    case operation, carries
    case secondDigits = "second_digits"
  }

  /// Sums of terms of one length.
  public init() {}
  /// An operation.
  public init(_ operation: Operation) { self.operation = operation }

  /// Sums of up to 12 digits, products of up to 6.
  public var difficulties: ClosedRange<Int> { max(1, carries)...(operation == .add ? 12 : 6) }

  /// Draws two terms, again until the chain of carries is long enough.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try validate()
    try require(difficulty: difficulty)
    let draws = 100_000
    for _ in 0..<draws {
      let a = Self.number(digits: difficulty, using: &generator)
      let b = Self.number(
        digits: secondDigits > 0 ? secondDigits : difficulty, using: &generator)
      if operation == .multiply || Self.carryChain(a, b) >= carries { return problem(a, b) }
    }
    throw TasksError.exhausted(
      kind: Self.kind, difficulty: difficulty, what: "a sum with \(carries) carries in a row",
      draws: draws)
  }

  /// The problem that a prompt states.
  public func problem(prompt: String) throws -> Problem {
    try validate()
    let sign = operation == .add ? "+" : "*"
    let parts = prompt.dropLast().split(separator: sign, omittingEmptySubsequences: false)
    guard prompt.hasSuffix("="), parts.count == 2, let a = Int(parts[0]), let b = Int(parts[1]),
      a >= 0, b >= 0, "\(a)\(sign)\(b)=" == prompt, difficulties.contains(String(a).count)
    else {
      throw TasksError.prompt(
        kind: Self.kind, prompt: prompt, reason: "expected the form '12\(sign)34='")
    }
    return problem(a, b)
  }

  /// That of a fixed sequence of steps.
  public func verdict(on completion: Completion, for problem: Problem) -> Verdict {
    let (a, b) = terms(of: problem)
    let work = work(a, b)
    return FixedTrace(
      steps: work.steps.map { Array($0.utf8) }, answer: Array(String(work.answer).utf8),
      form: "a decimal number without leading zeros",
      isAnswer: { bytes in
        var number = ByteCursor(bytes)
        return number.number() != nil && number.isAtEnd
      }
    ).verdict(on: completion)
  }

  /// One column's digit or one partial product is another number; the rest follows.
  public func corruptedTrace(
    of problem: Problem, using generator: inout RandomGenerator
  ) -> String {
    let (a, b) = terms(of: problem)
    let count = operation == .add ? columns(a, b).count : String(b).count
    let place = generator.integer(below: count)
    let wrong = work(a, b, corrupting: place, by: 1 + generator.integer(below: 9))
    return wrong.steps.joined(separator: ";") + "#\(wrong.answer)"
  }

  /// All nines.
  public func longestGold(difficulty: Int) -> Int {
    func nines(_ digits: Int) -> Int { (0..<digits).reduce(0) { sum, _ in 10 * sum + 9 } }
    let work = work(nines(difficulty), nines(secondDigits > 0 ? secondDigits : difficulty))
    return work.steps.joined(separator: ";").utf8.count + 1 + String(work.answer).utf8.count + 1
  }

  /// Always.
  public func hasUniqueStrictResponse(_ problem: Problem) -> Bool { true }

  /// Digits that can be.
  public func validate() throws {
    let most = operation == .add ? 12 : 6
    try requireSetting(
      (0...most).contains(secondDigits), "second_digits", secondDigits, "0 to \(most)")
    try requireSetting(
      (0...(operation == .add ? most : 0)).contains(carries), "carries", carries,
      operation == .add ? "0 to \(most)" : "0 for products")
  }

  // MARK: - Computing

  private static func number(digits: Int, using generator: inout RandomGenerator) -> Int {
    let low = digits == 1 ? 0 : (1..<digits).reduce(1) { power, _ in 10 * power }
    let count = digits == 1 ? 10 : 9 * low
    return low + generator.integer(below: count)
  }

  /// Digits from the right, of both terms.
  private func columns(_ a: Int, _ b: Int) -> [(Int, Int)] {
    var (a, b) = (a, b)
    var found: [(Int, Int)] = []
    repeat {
      found.append((a % 10, b % 10))
      (a, b) = (a / 10, b / 10)
    } while a > 0 || b > 0
    return found
  }

  /// The longest run of columns that carry.
  static func carryChain(_ a: Int, _ b: Int) -> Int {
    var (a, b, carry, run, longest) = (a, b, 0, 0, 0)
    while a > 0 || b > 0 {
      carry = (a % 10 + b % 10 + carry) / 10
      run = carry > 0 ? run + 1 : 0
      longest = max(longest, run)
      (a, b) = (a / 10, b / 10)
    }
    return longest
  }

  /// Steps and answer; at a place a digit or a partial product is larger by something, modulo 10 for a digit.
  private func work(
    _ a: Int, _ b: Int, corrupting place: Int? = nil, by error: Int = 0
  ) -> (steps: [String], answer: Int) {
    var steps: [String] = []
    if operation == .add {
      var (carry, answer, unit) = (0, 0, 1)
      var all = columns(a, b)
      var index = 0
      while index < all.count {
        let (x, y) = all[index]
        let sum = x + y + carry
        let digit = index == place ? (sum % 10 + error) % 10 : sum % 10
        steps.append("\(x)+\(y)+\(carry)=\(digit)c\(sum / 10)")
        carry = sum / 10
        answer += digit * unit
        unit *= 10
        index += 1
        if index == all.count, carry > 0 { all.append((0, 0)) }
      }
      return (steps, answer)
    }
    var (sum, unit) = (0, 1)
    for (index, digit) in String(b).reversed().compactMap(\.wholeNumberValue).enumerated() {
      let part = a * digit * unit + (index == place ? error : 0)
      steps.append("\(a)*\(digit)\(String(repeating: "0", count: index))=\(part)")
      if index > 0 { steps.append("\(sum)+\(part)=\(sum + part)") }
      sum += part
      unit *= 10
    }
    return (steps, sum)
  }

  private func problem(_ a: Int, _ b: Int) -> Problem {
    let work = work(a, b)
    let sign = operation == .add ? "+" : "*"
    let canonical = "\(min(a, b))\(sign)\(max(a, b))"
    var digits = 0
    for step in work.steps {
      digits += step.drop { $0 != "=" }.count { $0.isNumber }
    }
    func chance(_ digits: Int) -> Double { (0..<digits).reduce(1.0) { chance, _ in chance / 10 } }
    return Problem(
      id: Split.id(canonical: canonical), prompt: "\(a)\(sign)\(b)=",
      gold: work.steps.joined(separator: ";") + "#\(work.answer)", answer: String(work.answer),
      difficulty: String(a).count, canonical: canonical,
      chanceLoose: chance(String(work.answer).count), chanceStrict: chance(digits))
  }

  private func terms(of problem: Problem) -> (Int, Int) {
    let parts = problem.prompt.dropLast().split { $0 == "+" || $0 == "*" }
    guard parts.count == 2, let a = Int(parts[0]), let b = Int(parts[1]) else {
      preconditionFailure("'\(problem.prompt)' is not a sum or product")
    }
    return (a, b)
  }
}
