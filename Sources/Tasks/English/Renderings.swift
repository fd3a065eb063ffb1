import Experience

extension Chain {
  /// Assignments, line by line.
  public func english(_ problem: Problem) -> String? {
    let parts = problem.prompt.dropLast().split(separator: ";").map(String.init)
    guard let asked = parts.last else { return nil }
    return "All arithmetic is modulo \(modulus).\n" + Words.lines(parts.dropLast())
      + "What is \(asked)?"
  }
}

extension FaceChain {
  /// The values of the faces, and the assignments.
  public func english(_ problem: Problem) -> String? {
    let halves = problem.prompt.split(separator: "|").map(String.init)
    guard halves.count == 2 else { return nil }
    let parts = halves[1].dropLast().split(separator: ";").map(String.init)
    guard let asked = parts.last else { return nil }
    return "All arithmetic is modulo \(modulus). The cards have these values: "
      + halves[0].replacing(",", with: ", ").replacing("=", with: " = ") + ".\n"
      + Words.lines(parts.dropLast()) + "What is \(asked)?"
  }
}

extension Addition {
  /// It is English already.
  public func english(_ problem: Problem) -> String? { problem.prompt }
}

extension Scratchpad {
  /// A question.
  public func english(_ problem: Problem) -> String? {
    "What is \(Words.spaced(String(problem.prompt.dropLast())))?"
  }
}

extension Countdown {
  /// What may be used, and what is to come out.
  public func english(_ problem: Problem) -> String? {
    let parts = problem.prompt.dropLast().split(separator: ">").map(String.init)
    let signs = "+-*/".filter { !forbidden.contains($0) }.map(String.init)
    return
      "Make \(parts[1]) from the numbers \(parts[0].replacing(" ", with: ", ")), each used exactly once, "
      + "with \(signs.joined(separator: " ")) and parentheses. The answer is the expression, without \"= \(parts[1])\"."
  }
}

extension GeneralPoints {
  /// The hand, and what cards count.
  public func english(_ problem: Problem) -> String? {
    let parts = problem.prompt.dropLast().split { $0 == "|" || $0 == ">" }.map(String.init)
    guard parts.count == 3 else { return nil }
    return
      "Make \(parts[2]) from the cards \(parts[1].replacing(" ", with: ", ")), each used exactly once, with + - * / and parentheses. "
      + "A counts 1, T counts 10, and \(parts[0].replacing(",", with: ", ").replacing("=", with: " counts ")). "
      + "The answer is the expression in numbers, without \"= \(parts[2])\"."
  }
}

extension KnightsKnaves {
  /// Who says what.
  public func english(_ problem: Problem) -> String? {
    guard let island = Island(parsing: problem.prompt) else { return nil }
    let names = island.statements.indices.map { Island.name($0) }
    func words(_ claim: Claim) -> String {
      let (first, second) = (Island.name(claim.first), Island.name(claim.second))
      switch claim.kind {
      case .isKnight: return "\(first) is a knight"
      case .isKnave: return "\(first) is a knave"
      case .same: return "\(first) and \(second) are of the same kind"
      case .different: return "\(first) and \(second) are of different kinds"
      }
    }
    let sayings = zip(names, island.statements).map { name, statement in
      guard let operation = statement.operation, let second = statement.second else {
        return "\(name) says: \"\(words(statement.first)).\""
      }
      switch operation {
      case .and: return "\(name) says: \"\(words(statement.first)), and \(words(second)).\""
      case .or: return "\(name) says: \"\(words(statement.first)), or \(words(second)), or both.\""
      case .implies: return "\(name) says: \"If \(words(statement.first)), then \(words(second)).\""
      }
    }
    return
      "On an island everybody is a knight, who always tells the truth, or a knave, who always lies. "
      + "You meet \(names.joined(separator: ", ")).\n" + sayings.joined(separator: "\n")
      + "\nWho is what? The answer is one letter for each of them in order, T for a knight and N for a knave."
  }
}

extension StackPrograms {
  /// The machine, and the pairs.
  public func english(_ problem: Problem) -> String? {
    let pairs = problem.prompt.dropLast().split(separator: " ").map {
      "\($0.split(separator: ">")[0]) -> \($0.split(separator: ">")[1])"
    }
    return """
      A stack machine starts with one integer on its stack. 1, 2, 3 and 5 push that number; + - * replace the two \
      values on top by their result (the second minus the top one); d copies the top; s swaps the two on top; o copies the \
      second to the top; p drops the top. A program must leave exactly one value.
      Write a program, one character an instruction and without spaces, that maps \(pairs.joined(separator: ", ")).
      """
  }
}

/// Texts of prompts, for people.
enum Words {
  /// `u=q*6` becomes `u = q * 6`, a line each.
  static func lines(_ statements: some Sequence<String>) -> String {
    statements.map { spaced($0) + "\n" }.joined()
  }

  /// Blanks around signs.
  static func spaced(_ text: String) -> String {
    text.reduce(into: "") { text, character in
      text += "=+-*".contains(character) ? " \(character) " : String(character)
    }
  }
}
