/// Inequalities of one variable, all of which hold or one of which does: `x < 1 \text{ or } x > 2`.
///
/// The comma says neither, and inequalities with commas are a list of inequalities.
struct AnswerConditions {
  /// The set that they describe as tokens; `nil` for what no interval is, such as the empty set.
  let set: [AnswerToken]?
  /// Whether one of them is enough.
  let isAny: Bool

  /// Whether the set is an interval with two finite ends that are not included, which may be meant as a point.
  var isOpen: Bool {
    guard let set else { return false }
    return set.first == .sign("(") && set.last == .sign(")") && !set.contains(.name("infty"))
      && !set.contains(.command("cup"))
  }

  /// The conditions of a text; `nil` if it has none, both words, or inequalities of several variables.
  init?(_ text: String) {
    let signs = ["<", ">", "\\l", "\\g", "≤", "≥"] as [StaticString]
    guard signs.contains(where: text.has) else { return nil }
    let words =
      #/\\(?:text|mbox|textrm)\s*\{\s*(or|and)\s*\}|\\(lor|vee|cup|land|wedge)(?![A-Za-z])|\b(or|and)\b/#
    let found = text.matches(of: words).map { String($0.1 ?? $0.2 ?? $0.3 ?? "") }
    let any = found.map { ["or", "lor", "vee", "cup"].contains($0) }
    guard let isAny = any.first, any.allSatisfy({ $0 == isAny }), any.count <= 8 else { return nil }
    let relations = text.split(separator: words).map {
      AnswerStructure.relation(AnswerLexer.tokens(of: String($0), mergesCommas: true)[...])
    }
    guard relations.count == any.count + 1 else { return nil }
    var intervals: [ArraySlice<AnswerToken>] = []
    for relation in relations {
      guard let interval = relation?.interval, relation?.variable == relations[0]?.variable else {
        return nil
      }
      intervals.append(interval)
    }
    self.isAny = isAny
    set =
      isAny
      ? Array(intervals.joined(separator: [.command("cup")])) : Self.intersection(intervals)
  }

  /// The interval between two rays that point at one another.
  private static func intersection(_ intervals: [ArraySlice<AnswerToken>]) -> [AnswerToken]? {
    let infinity = AnswerToken.name("infty")
    let up = intervals.filter { $0.suffix(2).elementsEqual([infinity, .sign(")")]) }
    let down = intervals.filter { $0.prefix(3).elementsEqual([.sign("("), .sign("-"), infinity]) }
    guard intervals.count == 2, up.count == 1, down.count == 1 else { return nil }
    return Array(up[0].dropLast(2) + down[0].dropFirst(4))
  }
}

/// Values with names: `p = 3, q = 2` and `(p, q) = (3, 2)`.
struct AnswerNames {
  /// The names in the order of the text, each once.
  let names: [String]
  /// The values.
  let values: [ArraySlice<AnswerToken>]

  /// Whether the names stand in the order of the alphabet, in which a tuple without names has them.
  var isAscending: Bool { names == names.sorted() }

  /// The names and values of two or more; `nil` for anything else.
  init?(_ tokens: ArraySlice<AnswerToken>) {
    var found: [(String, ArraySlice<AnswerToken>)] = []
    if let relation = AnswerStructure.relation(tokens), relation.signs == [.sign("=")],
      let left = AnswerStructure.ordered(relation.sides[0]),
      let right = AnswerStructure.ordered(relation.sides[1]), left.parts.count == right.parts.count,
      left.shape.first == .sign("("), right.shape == left.shape
    {
      for (name, value) in zip(left.parts, right.parts) {
        guard let name = Self.name(name) else { return nil }
        found.append((name, value))
      }
    } else {
      for member in AnswerStructure.members(tokens, .sign(",")) {
        guard let relation = AnswerStructure.relation(member), relation.signs == [.sign("=")],
          let name = Self.name(relation.sides[0])
        else { return nil }
        found.append((name, relation.sides[1]))
      }
    }
    names = found.map(\.0)
    values = found.map(\.1)
    guard names.count > 1, Set(names).count == names.count else { return nil }
  }

  /// The value of a name.
  subscript(name: String) -> ArraySlice<AnswerToken>? {
    names.firstIndex(of: name).map { values[$0] }
  }

  /// `x`, `x_1` or `x_{1}`.
  private static func name(_ tokens: ArraySlice<AnswerToken>) -> String? {
    guard case .name(let name)? = tokens.first, !["pi", "infty", "emptyset", "e"].contains(name)
    else { return nil }
    let index = tokens.dropFirst().filter { $0 != .sign("{") && $0 != .sign("}") }
    if index.isEmpty { return name }
    guard index.count == 2, index.first == .sign("_"), case .number(let number)? = index.last else {
      return nil
    }
    return name + "_" + number
  }
}
