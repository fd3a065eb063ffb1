/// What the words behind a number make of its value.
///
/// A magnitude multiplies it, a unit leaves it, and any other word makes another value of it: `12 million`, `12 eggs per
/// day`, `12 squared`.
enum AnswerWords {
  // MARK: - Meanings

  /// What the number before these words is multiplied by, nothing if they are a unit; `nil` if they make another value of it.
  static func factors(_ words: [String]) -> [Int]? {
    let count = magnitudes(words)
    guard isUnit(words.dropFirst(count)) else { return nil }
    return words.prefix(count).compactMap(magnitude)
  }

  /// How many magnitudes the words begin with; `in` before one of them is counted: `in millions`.
  static func magnitudes(_ words: [String]) -> Int {
    let start = words.first == "in" && words.count > 1 && magnitude(words[1]) != nil ? 1 : 0
    return start + words.dropFirst(start).prefix { magnitude($0) != nil }.count
  }

  /// How many of the first words make another value of the number before them, whatever follows: `million`, `squared`,
  /// `or less`, `and a half`.
  static func suffix(_ words: [String]) -> Int {
    let count = magnitudes(words)
    let rest = Array(words.dropFirst(count).prefix(3))
    if rest.first.map(operations.contains) == true || isPart(rest) { return count + 1 }
    guard rest.count > 1 else { return count }
    if rest[0] == "or", comparatives.contains(rest[1]) { return count + 2 }
    return rest[0] == "and" && fractions.contains(rest[rest.count - 1]) ? count + rest.count : count
  }

  /// What a word multiplies a number by; `nil` if it is no magnitude.
  static func magnitude(_ word: String) -> Int? {
    multiples[word] ?? (word.hasSuffix("s") ? multiples[String(word.dropLast())] : nil)
  }

  /// Whether words without magnitudes leave the value of the number before them.
  private static func isUnit(_ all: ArraySlice<String>) -> Bool {
    let words = Array(all.prefix { !conjunctions.contains($0) })
    let isRounded = words.contains(where: roundings.contains)
    guard let first = words.first else { return true }
    guard !operators.contains(first), !operations.contains(first), !isPart(words) else {
      return false
    }
    return !words.indices.contains { isChange(words, at: $0, isRounded: isRounded) }
  }

  /// Whether a word makes another value of a number, together with the next one: `or less`, `and fifty`, `= 3`.
  private static func isChange(_ words: [String], at index: Int, isRounded: Bool) -> Bool {
    let word = words[index]
    if word.contains(where: { "=<>+*!|".contains($0) }) { return true }
    if word.drop(while: { $0 == "-" }).first?.isNumber == true, !isRounded {
      let before = index > 0 ? words[index - 1] : ""
      return joints.contains(before) || index < 2 && !rates.contains(before)
    }
    let next = words[(index + 1)...].prefix(2)
    if word == "and", next.contains(where: fractions.contains) { return true }
    // How often is a count, as in `5 times`; the other joints join it to what stands behind the words.
    guard let follower = next.first else { return joints.contains(word) && word != "times" }
    return pairs[word]?.contains(follower) == true
  }

  /// `third` and `third of a cake`, but not `third graders`.
  private static func isPart(_ words: [String]) -> Bool {
    guard let first = words.first, parts.contains(first) else { return false }
    return words.count == 1 || words[1] == "of"
  }

  // MARK: - Words

  /// The words of a text in small letters, without the signs around them; signs that calculate are words.
  static func words(of text: some StringProtocol) -> [String] {
    text.lowercased().split(whereSeparator: \.isWhitespace).compactMap { word in
      if word == "*" { return String(word) }
      var scalars = word.unicodeScalars.drop { signs.contains($0) }
      while let last = scalars.last, signs.contains(last) { scalars.removeLast() }
      // Who exclaims calculates no factorial.
      if scalars.count > 1, scalars.last == "!" { scalars.removeLast() }
      return scalars.isEmpty ? nil : String(scalars)
    }
  }

  private static let signs = Set(" .,;:?()[]{}\"'`$%\\_*&~#".unicodeScalars)

  private static let multiples = [
    "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000, "quadrillion": 1_000_000_000_000_000, "dozen": 12, "tens": 10,
    "lakh": 100_000, "crore": 10_000_000, "mn": 1_000_000, "mln": 1_000_000, "bn": 1_000_000_000,
  ]

  /// Words that calculate with the number before them.
  private static let operations: Set<String> = [
    "squared", "cubed", "factorial", "doubled", "tripled", "halved", "twice", "halves", "thirds",
    "fourths", "fifths", "sixths", "sevenths", "eighths", "ninths", "tenths", "elevenths",
    "twelfths", "sixteenths", "twentieths", "hundredths", "thousandths", "millionths",
  ]

  /// Parts that are also the order of something.
  private static let parts: Set<String> = [
    "half", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "twelfth",
    "hundredth", "thousandth", "millionth",
  ]

  /// Words that calculate with the number before them and what follows, or deny it.
  private static let operators: Set<String> = [
    "or", "pi", "sqrt", "root", "plus", "minus", "over", "divided", "multiplied", "choose",
    "through", "below", "out", "not", "never", "no", "nor", "isn't", "isn’t", "cannot", "can't",
    "can’t",
  ]

  /// Words between two numbers that are no more than one each: `5 hours and 30 minutes`, `12 inches to 15 inches`.
  private static let joints: Set<String> = ["and", "or", "to", "plus", "minus", "times"]

  /// Words behind which a number counts something else: `$18 every 3 days`.
  private static let rates: Set<String> = ["per", "every", "each", "in", "after", "within"]

  private static let fractions: Set<String> = ["half", "third", "quarter", "quarters", "thirds"]

  private static let comparatives: Set<String> = [
    "less", "more", "fewer", "so", "greater", "higher", "lower", "larger", "bigger", "smaller",
    "above", "below", "under", "over", "older", "younger", "longer", "shorter", "later", "earlier",
    "better", "worse", "up", "down",
  ]

  private static let numerals: Set<String> = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]

  private static let judgments: Set<String> = [
    "wrong", "incorrect", "false", "impossible", "invalid", "not", "too",
  ]

  /// Words that make another value of the number together with the word behind them.
  private static let pairs: [String: Set<String>] = [
    "and": numerals, "or": numerals.union(comparatives),
    "at": ["least", "most"], "below": ["zero"], "is": judgments, "was": judgments,
    "times": numerals, "point": numerals, "of": numerals, "base": numerals,
    "to": numerals,
    "in": ["hundreds", "thousands", "millions", "billions", "trillions"],
  ]

  /// Words that say how a number was rounded.
  private static let roundings: Set<String> = [
    "rounded", "decimal", "decimals", "significant", "nearest",
  ]

  /// Words behind which a reason is given, or more is said of the things that are counted.
  private static let conjunctions: Set<String> = [
    "because", "since", "as", "which", "where", "but", "when", "while", "who", "that", "if",
    "unless", "for",
  ]
}
