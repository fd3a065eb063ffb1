/// What a percent sign means when only one of two answers has it.
public enum PercentRule: String, Codable, Sendable, CaseIterable {
  /// `50\%` is 50, as the MATH benchmark has it.
  case unit
  /// `50\%` is 0.5.
  case hundredth
  /// Either.
  case either
}

/// Whether two answers are the same value.
///
/// Compared, in this order: the same tokens after normalisation; lists, sets, tuples, intervals, unions and
/// matrices part by part; equations and inequalities; words; formulas, by exact fractions or at random points.
/// Lists and sets have no order, tuples and intervals have. A left side such as `x =` or `x \in` counts only if
/// both have one.
///
/// Inequalities with "or" and "and" between them are the sets that they describe; values with names are a tuple only where the
/// reference has no names and the answer's go by the alphabet. "The answer is" and the letter of a choice are left out, and
/// remainders of different divisions differ. A comma between digits is a decimal one only against a number that is written with
/// a point: `0,5` is 0.5 and the list 0, 5, but neither `1/2` nor `(0, 5)`, as one answer must not have two values.
///
/// Any text is compared without failing: an answer over 1000 bytes is compared as it stands, and nesting is
/// bounded.
///
/// - Source: Hendrycks et al. 2021, arXiv:2103.03874, `math_equivalence.py` (`_strip_string`), for what
///   normalisation leaves out.
/// - Deviation: values instead of strings are compared, so that `0.5` and `\frac{1}{2}` are the same; a number
///   with decimals may differ by 10⁻⁶·min(1, |b|), so `0.333` is not `1/3`; formulas are the same only if their values are, to
///   150 digits: `\sqrt{10^{20}+1}` is not `10^{10}`. `i` is a variable like any other.
public struct AnswerEquivalence: Codable, Sendable, Equatable {
  /// What a percent sign means when only one answer has it.
  public var percent: PercentRule

  /// The longest answer that is read, in bytes; a longer one is compared as it stands.
  public static let longestAnswer = 1000

  /// A comparison; a percent sign by default means either.
  public init(percent: PercentRule = .either) { self.percent = percent }

  /// Whether an answer is equivalent to a reference.
  public func holds(_ answer: String, _ reference: String) -> Bool {
    holds(answer, reference, depth: 0)
  }

  /// - Parameter depth: how many times something was left out around an answer.
  private func holds(_ answer: String, _ reference: String, depth: Int) -> Bool {
    guard max(answer.utf8.count, reference.utf8.count) <= Self.longestAnswer else {
      return answer == reference
    }
    // Remainders of different divisions are not the same.
    let moduli = (AnswerForms.moduli(answer), AnswerForms.moduli(reference))
    guard moduli.0 == moduli.1 || moduli.0.isEmpty || moduli.1.isEmpty else { return false }
    if let same = haveEqualConditions(answer, reference) { return same }
    return areEqualTexts(answer, reference) || haveEqualNames(answer, reference)
      || depth < 2 && sayTheSame(answer, reference, depth: depth + 1)
  }

  /// Compares inequalities with "or" or "and" between them; `nil` if neither is that, or it may be a list as well.
  private func haveEqualConditions(_ answer: String, _ reference: String) -> Bool? {
    let (left, right) = (AnswerConditions(answer), AnswerConditions(reference))
    guard left != nil || right != nil else { return nil }
    let (a, b) = (
      AnswerLexer.tokens(of: answer, mergesCommas: true),
      AnswerLexer.tokens(of: reference, mergesCommas: true)
    )
    if let left, let right {
      // The tokens do not tell "or" from "and".
      if left.isAny == right.isAny, areEqual(a[...], b[...], depth: 0) { return true }
      guard let one = left.set, let other = right.set else { return false }
      return areEqual(one[...], other[...], depth: 0)
    }
    if let left, let set = left.set {
      let isSet =
        b.first == .sign("[") || b.last == .sign("]") || b.contains(.name("infty"))
        || AnswerStructure.relation(b[...]) != nil
      return (!left.isOpen || isSet) && areEqual(set[...], b[...], depth: 0) ? true : nil
    }
    return right?.set.flatMap { areEqual(a[...], $0[...], depth: 0) ? true : nil }
  }

  /// Compares values by their names; those of a tuple without names go by the alphabet.
  ///
  /// A reference with names is met by names only: of `(3, 2)` nobody knows which is `p`, unless the reference says it.
  private func haveEqualNames(_ answer: String, _ reference: String) -> Bool {
    let (a, b) = (
      AnswerLexer.tokens(of: answer, mergesCommas: false)[...],
      AnswerLexer.tokens(of: reference, mergesCommas: false)[...]
    )
    guard let left = AnswerNames(a) else { return false }
    if let right = AnswerNames(b) {
      return left.names.count == right.names.count
        && left.names.allSatisfy { name in
          guard let one = left[name], let other = right[name] else { return false }
          return areEqual(one, other, depth: 1)
        }
    }
    guard left.isAscending, let tuple = AnswerStructure.ordered(b),
      tuple.shape.first == .sign("("), tuple.shape.contains(.sign(",")),
      tuple.parts.count == left.values.count
    else { return false }
    return zip(left.values, tuple.parts).allSatisfy { areEqual($0, $1, depth: 1) }
  }

  /// Compares what stands behind "the answer is", and at the letter of a choice.
  private func sayTheSame(_ answer: String, _ reference: String, depth: Int) -> Bool {
    func holds(_ answer: String, _ reference: String) -> Bool {
      self.holds(answer, reference, depth: depth)
    }
    if let said = AnswerForms.said(answer) { return holds(said, reference) }
    if let said = AnswerForms.said(reference) { return holds(answer, said) }
    switch (AnswerForms.choice(answer), AnswerForms.choice(reference)) {
    case (nil, nil): return false
    case (let left?, let right?):
      return left.letter == right.letter && holds(left.value, right.value)
    case (let left?, nil):
      return left.letter == AnswerForms.letter(reference) || holds(left.value, reference)
    case (nil, let right?):
      return right.letter == AnswerForms.letter(answer) || holds(answer, right.value)
    }
  }

  /// Compares two texts as they stand.
  private func areEqualTexts(_ answer: String, _ reference: String) -> Bool {
    // `1,234` is a number, and `(1,234)` a pair; as a pair `1,234` is only that in this order.
    let isPair = (Self.isPair(answer), Self.isPair(reference))
    for merges in [true, false] {
      let left = AnswerLexer.tokens(of: answer, mergesCommas: merges && !isPair.0)
      let right = AnswerLexer.tokens(of: reference, mergesCommas: merges && !isPair.1)
      guard !left.isEmpty, !right.isEmpty else { return answer == reference && !answer.isEmpty }
      let isOrdered = !merges && (Self.isGrouped(answer) || Self.isGrouped(reference))
      if isOrdered ? left == right : areEqual(left[...], right[...], depth: 0) { return true }
      let hasComma = answer.utf8.contains(44) || reference.utf8.contains(44)
      if !hasComma { return false }
    }
    guard let (left, right) = Self.withPoints(answer, reference) else { return false }
    return areEqual(left[...], right[...], depth: 0)
  }

  /// Two numbers, one with a decimal comma and the other with a point.
  private static func withPoints(
    _ answer: String, _ reference: String
  ) -> ([AnswerToken], [AnswerToken])? {
    func read(_ text: String) -> String? {
      guard text.utf8.contains(44) else { return nil }
      let bare = text.filter { !"$ \\{}".contains($0) }
      guard let match = bare.wholeMatch(of: #/(-?\d+),(\d+)/#) else { return nil }
      return match.2.count == 3 && match.1 != "0" ? nil : "\(match.1).\(match.2)"
    }
    let (left, right) = (read(answer), read(reference))
    guard (left == nil) != (right == nil), (left == nil ? answer : reference).contains(".") else {
      return nil
    }
    return (
      AnswerLexer.tokens(of: left ?? answer, mergesCommas: true),
      AnswerLexer.tokens(of: right ?? reference, mergesCommas: true)
    )
  }

  /// Whether a text is two numbers in brackets.
  private static func isPair(_ text: String) -> Bool {
    text.utf8.contains(44)
      && text.wholeMatch(of: #/[\s$]*(\\left)?[(\[][^,]*,[^,]*[)\]][\s$]*/#) != nil
  }

  /// Whether a text is one number with commas between its thousands.
  private static func isGrouped(_ text: String) -> Bool {
    text.utf8.contains(44)
      && text.wholeMatch(of: #/[\s$\\]*-?\d{1,3}(,\d{3})+(\.\d+)?[\s$]*/#) != nil
  }

  /// Whether a text is one number: digits with separators of thousands, decimals, a sign or a fraction.
  public static func isNumber(_ text: String) -> Bool {
    guard text.utf8.count <= longestAnswer,
      let formula = ExpressionParser.expression(AnswerLexer.tokens(of: text, mergesCommas: true))
    else { return false }
    return formula.symbols.isEmpty && formula.value(at: [:]) != nil
  }

  typealias Tokens = ArraySlice<AnswerToken>

  private func areEqual(_ a: Tokens, _ b: Tokens, depth: Int) -> Bool {
    if a.elementsEqual(b) { return true }
    guard depth < 8, !a.isEmpty, !b.isEmpty else { return false }
    let (a, b) = (AnswerStructure.unwrapped(a), AnswerStructure.unwrapped(b))
    if a.elementsEqual(b) { return true }
    if let same = areEqualRelations(a, b, depth: depth) { return same }
    if let same = areEqualLists(a, b, depth: depth) { return same }
    if let same = areEqualBrackets(a, b, depth: depth) { return same }
    if AnswerStructure.words(a, b) || AnswerStructure.isChoice(a, b) { return true }
    return areEqualFormulas(a, b)
  }

  // MARK: - Structures

  /// Compares sides of equations and inequalities; `nil` if neither is one.
  private func areEqualRelations(_ a: Tokens, _ b: Tokens, depth: Int) -> Bool? {
    let (left, right) = (AnswerStructure.relation(a), AnswerStructure.relation(b))
    switch (left, right) {
    case (nil, nil): return nil
    case (let left?, nil):
      // Of an interval with two finite ends that are not included nobody knows whether it is a point.
      if let interval = left.interval,
        b.first == .sign("[") || b.last == .sign("]") || b.contains(.name("infty"))
      {
        return areEqual(interval, b, depth: depth + 1)
      }
      return left.value(isAnswer: true).map { areEqual($0, b, depth: depth + 1) }
    case (nil, let right?):
      if let interval = right.interval { return areEqual(a, interval, depth: depth + 1) }
      return right.value(isAnswer: false).map { areEqual(a, $0, depth: depth + 1) }
    case (let left?, let right?):
      func sides(_ other: AnswerRelation) -> Bool {
        left.signs == other.signs
          && zip(left.sides, other.sides).allSatisfy { areEqual($0, $1, depth: depth + 1) }
      }
      if sides(right) || sides(right.reversed) || left.isProportional(to: right) { return true }
      // `x = 5 + 6 = 11` says what `x = 11` says.
      if let one = left.ends, let other = right.ends,
        left.sides.count > 2 || right.sides.count > 2
      {
        return zip(one.sides, other.sides).allSatisfy { areEqual($0, $1, depth: depth + 1) }
      }
      // A membership against the inequalities of the reference.
      if left.signs == [.command("in")], let interval = right.interval {
        return areEqual(left.sides[1], interval, depth: depth + 1)
      }
      return false
    }
  }

  /// Compares the members of lists, sets and unions without their order; `nil` if neither is one.
  private func areEqualLists(_ a: Tokens, _ b: Tokens, depth: Int) -> Bool? {
    for sign in [AnswerToken.sign(","), .sign(";"), .command("cup")] {
      var left = AnswerStructure.members(a, sign)
      let right = AnswerStructure.members(b, sign)
      guard left.count > 1 || right.count > 1 else { continue }
      if left.count > right.count, left.count <= 16 {
        // What an answer says twice it says once.
        left = left.indices.filter { index in
          !left[..<index].contains { areEqual($0, left[index], depth: depth + 1) }
        }.map { left[$0] }
      }
      guard left.count == right.count else { return false }
      return isPermutation(left, right, depth: depth + 1)
    }
    return nil
  }

  private func isPermutation(_ left: [Tokens], _ right: [Tokens], depth: Int) -> Bool {
    if zip(left, right).allSatisfy({ areEqual($0, $1, depth: depth) }) { return true }
    // Every member is compared with every other, so the number is bounded.
    guard left.count <= 16 else { return false }
    var rest = right
    for member in left {
      guard let index = rest.firstIndex(where: { areEqual(member, $0, depth: depth) }) else {
        return false
      }
      rest.remove(at: index)
    }
    return true
  }

  /// Compares tuples, intervals, matrices and ratios in order; `nil` if neither is one.
  private func areEqualBrackets(_ a: Tokens, _ b: Tokens, depth: Int) -> Bool? {
    guard let left = AnswerStructure.ordered(a) else {
      return AnswerStructure.ordered(b) == nil ? nil : false
    }
    guard let right = AnswerStructure.ordered(b), left.shape == right.shape,
      left.parts.count == right.parts.count
    else { return false }
    return zip(left.parts, right.parts).allSatisfy { areEqual($0, $1, depth: depth + 1) }
  }

  // MARK: - Formulas

  private func areEqualFormulas(_ a: Tokens, _ b: Tokens) -> Bool {
    let isPercent = (a.last == .sign("%"), b.last == .sign("%"))
    guard let left = ExpressionParser.expression(isPercent.0 ? a.dropLast() : a),
      let right = ExpressionParser.expression(isPercent.1 ? b.dropLast() : b)
    else { return false }
    guard isPercent.0 != isPercent.1 else { return Expression.areEqual(left, right) }
    if percent != .hundredth, Expression.areEqual(left, right) { return true }
    return percent != .unit
      && Expression.areEqual(left, right, scale: isPercent.0 ? 100 : 0.01)
  }
}
