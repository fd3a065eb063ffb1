import Experience
import Support

/// Sums of a few numbers, asked in plain English, for models that were trained on text.
///
/// Prompt `What is 47 + 85? Answer with the number only.`, gold `132`. The difficulty is the number of digits
/// `d` of every term, but for the last one where `last_digits` says so; terms are uniform over the numbers with exactly `d` digits and no leading zero (0–9 for
/// `d` = 1). There are no steps: a verdict is right throughout or wrong throughout, and more than one response
/// is right (`132`, `= 132.`). Chance, for a guess among the sums that can occur:
///
/// ```
/// loose = strict = 1 / (Σ over terms of (largest − smallest) + 1),   smallest = 10^(d−1), or 0 for d = 1;   largest = 10^d − 1
/// ```
///
/// With a short last term the sum is the longer number but for its end, so that copying and guessing finds it as often as that term is guessed:
/// chance is 1 / (the numbers of `last_digits` digits).
///
/// Sums of the same numbers in another order are the same problem, however they are asked. So there are only 55
/// problems of two one-digit terms, 4 095 of two digits and 405 450 of three: too few one-digit sums for a
/// test set of any size. Prompts and gold responses are printable ASCII.
///
/// - Source: Brown et al. 2020, arXiv:2005.14165, section 3.9.1, addition ("What is 48 plus 76?").
/// - Deviation: exactly `d` digits, where the source draws from 0 to 10^d − 1; `+` for "plus"; an instruction
///   for worked examples; also one and six digits, up to four terms, and a last term of other length, which small models
///   learn to add first.
public struct Addition: TracedTask {
  /// The word used in YAML.
  public static let kind = "addition"
  /// What a problem can leave the training distribution along.
  public static let axes = ["difficulty (digits)"]
  public static let summary = "Sums of a few whole numbers, asked in plain English."
  /// Where the construction comes from.
  public static let source = Source(
    "Brown et al. 2020, arXiv:2005.14165, section 3.9.1, with terms of exactly so many digits")

  /// How many numbers are added, 2 to 4.
  public var terms = 2
  /// The digits of the last number; 0 for as many as the others have.
  public var lastDigits = 0
  /// The text after the question, its leading space included; printable ASCII.
  public var instruction = " Answer with the number only."

  enum CodingKeys: String, CodingKey {
    case terms, instruction
    case lastDigits = "last_digits"
  }

  /// Two terms, and the request for the number only.
  public init() {}

  /// Terms of one to six digits.
  public var difficulties: ClosedRange<Int> { 1...6 }

  /// Draws the terms.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try validate()
    try require(difficulty: difficulty)
    let numbers = ranges(digits: difficulty).map { range in
      range.lowerBound + generator.integer(below: range.count)
    }
    return problem(numbers, digits: difficulty)
  }

  /// The sum that a prompt states, with this family's number of terms and instruction.
  public func problem(prompt: String) throws -> Problem {
    try validate()
    let question = prompt.utf8.prefix { $0 != UInt8(ascii: "?") }
    let numbers = question.split { !isDigit($0) }.compactMap { Int(Substring($0)) }
    guard numbers.count == terms, self.prompt(numbers).utf8.elementsEqual(prompt.utf8) else {
      let form = (1...terms).map(String.init).joined(separator: " + ")
      throw TasksError.prompt(
        kind: Self.kind, prompt: prompt,
        reason: "expected the form 'What is \(form)?\(instruction)'")
    }
    guard
      let digits = difficulties.first(where: { digits in
        zip(ranges(digits: digits), numbers).allSatisfy { $0.contains($1) }
      })
    else {
      let last = lastDigits > 0 ? ", the last one of \(lastDigits)" : ""
      throw TasksError.prompt(
        kind: Self.kind, prompt: prompt,
        reason: "expected terms of equally many digits, at most \(difficulties.upperBound)\(last)")
    }
    return problem(numbers, digits: digits)
  }

  /// Replaces one digit of the sum, drawn uniformly; the first is never replaced by 0 if others follow.
  public func corruptedTrace(
    of problem: Problem, using generator: inout RandomGenerator
  ) -> String {
    var digits = Array(problem.gold.utf8)
    let place = generator.integer(below: digits.count)
    let lowest = UInt8(ascii: place == 0 && digits.count > 1 ? "1" : "0")
    digits[place] = generator.pick((lowest...UInt8(ascii: "9")).filter { $0 != digits[place] })
    return String(decoding: digits, as: UTF8.self)
  }

  /// The digits of the largest sum. A model that says more than the number needs a larger cap than this gives.
  public func longestGold(difficulty: Int) -> Int {
    String(ranges(digits: difficulty).reduce(0) { $0 + $1.upperBound }).utf8.count + 1
  }

  /// Always false: `132`, `= 132.` and `47 + 85 = 132` are all right.
  public func hasUniqueStrictResponse(_ problem: Problem) -> Bool { false }

  /// Settings that allow problems.
  public func validate() throws {
    guard (2...4).contains(terms) else {
      throw TasksError.setting(
        kind: Self.kind, key: "terms", value: "\(terms)", expected: "2 to 4")
    }
    guard lastDigits == 0 || difficulties.contains(lastDigits) else {
      throw TasksError.setting(
        kind: Self.kind, key: "last_digits", value: "\(lastDigits)",
        expected: "0, or \(difficulties.lowerBound) to \(difficulties.upperBound)")
    }
    guard instruction.utf8.allSatisfy({ (32..<127).contains($0) }) else {
      throw TasksError.setting(
        kind: Self.kind, key: "instruction", value: instruction.debugDescription,
        expected: "printable ASCII")
    }
  }

  /// The numbers with this many digits and no leading zero.
  private static func numbers(digits: Int) -> ClosedRange<Int> {
    let power = (1..<digits).reduce(1) { power, _ in 10 * power }
    return (digits == 1 ? 0 : power)...(10 * power - 1)
  }

  /// What each term is drawn from.
  private func ranges(digits: Int) -> [ClosedRange<Int>] {
    (1...terms).map { term in
      Self.numbers(digits: term == terms && lastDigits > 0 ? lastDigits : digits)
    }
  }

  private func prompt(_ numbers: [Int]) -> String {
    "What is \(numbers.map(String.init).joined(separator: " + "))?\(instruction)"
  }

  private func problem(_ numbers: [Int], digits: Int) -> Problem {
    let sum = String(numbers.reduce(0, +))
    let canonical = "addition " + numbers.sorted().map(String.init).joined(separator: "+")
    let ranges = ranges(digits: digits)
    let sums =
      lastDigits > 0 && lastDigits < digits
      ? ranges[terms - 1].count : ranges.reduce(1) { $0 + $1.count - 1 }
    return Problem(
      id: Split.id(canonical: canonical), prompt: prompt(numbers), gold: sum, answer: sum,
      difficulty: digits, canonical: canonical, chanceLoose: 1 / Double(sums),
      chanceStrict: 1 / Double(sums))
  }
}
