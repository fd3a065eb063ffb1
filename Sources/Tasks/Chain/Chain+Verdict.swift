import Experience

extension Chain {
  /// Judges a response step by step.
  ///
  /// A needed variable counts if it has one step, which is the gold step to the letter (its parents' values
  /// in the order of the statement, its own value in `0..<m`), and each parent had a step before it.
  /// `process` is the share of needed variables that count. Steps about variables that are not needed are
  /// counted in `excess`, right or wrong. `strict` needs the right answer, process 1, and no step that is
  /// malformed or about a variable that is not in the prompt.
  ///
  /// The terse mode, `~#answer`, is one malformed step: parsed, loosely right if the answer is,
  /// process 0, never strict.
  ///
  /// - Deviation: "right mod m" is read as: the residue in `0..<m`, so that a response that is strictly
  ///   right has one form only and its probability can be computed.
  public func verdict(on completion: Completion, for problem: Problem) -> Verdict {
    solution(of: problem).verdict(on: completion)
  }

  /// The solution of a problem of this family.
  ///
  /// - Precondition: `problem.prompt` is a chain's prompt.
  func solution(of problem: Problem) -> ChainSolution {
    guard let program = try? ChainProgram(parsing: problem.prompt, modulus: modulus),
      let solution = ChainSolution(program), solution.depth > 0
    else { preconditionFailure("'\(problem.prompt)' is not a chain modulo \(modulus)") }
    return solution
  }
}

extension ChainSolution {
  /// Judges a response.
  ///
  /// - Parameter given: a needed statement that has no step, and is known before the first one.
  func verdict(on completion: Completion, given: Int? = nil) -> Verdict {
    guard completion.isFinished else { return .unparsed("cut off before the end token") }
    guard let parts = ResponseParts(Array(completion.text.utf8)) else {
      return .unparsed("not exactly one '#'")
    }
    var number = ByteCursor(parts.answer)
    guard number.number() != nil, number.isAtEnd else {
      return .unparsed("the answer is not a decimal number without leading zeros")
    }
    let found = compare(parts.steps, given: given)
    let text = String(decoding: parts.answer, as: UTF8.self)
    let isRight = text == String(answer)
    let needed = order.count - (given == nil ? 0 : 1)
    let reason =
      if !isRight {
        "wrong answer"
      } else if found.isMalformed {
        "a step is malformed"
      } else if found.isForeign {
        "a step's variable is not in the prompt"
      } else if found.right < needed {
        "\(needed - found.right) of \(needed) steps are missing, wrong, repeated or out of order"
      } else {
        ""
      }
    return Verdict(
      parsed: true, loose: isRight, strict: reason.isEmpty,
      process: Double(found.right) / Double(needed), answer: text, excess: found.excess,
      reason: reason, steps: found.steps)
  }

  /// What the steps of a response are worth; the given statement is not among the right ones.
  private func compare(
    _ steps: [ArraySlice<UInt8>], given: Int?
  ) -> (right: Int, excess: Int, isMalformed: Bool, isForeign: Bool, steps: [Verdict.Step]) {
    var judged: [(index: Int, range: Range<Int>)] = []
    var isMalformed = false
    var isForeign = false
    var excess = 0
    var occurrences = [Int](repeating: 0, count: isNeeded.count)
    var isRight = [Bool](repeating: false, count: isNeeded.count)
    if let given { occurrences[given] = 1 }
    for step in steps {
      guard let name = Self.name(of: step) else {
        isMalformed = true
        continue
      }
      guard let index = program.names.firstIndex(of: name) else {
        isForeign = true
        continue
      }
      guard isNeeded[index] else {
        excess += 1
        continue
      }
      if occurrences[index] == 0 {
        let (a, b) = program.parents(of: index)
        isRight[index] =
          (a.map { occurrences[$0] > 0 } ?? true) && (b.map { occurrences[$0] > 0 } ?? true)
          && step.elementsEqual(program.step(index, values: values))
      }
      occurrences[index] += 1
      judged.append((index, step.startIndex..<step.endIndex))
    }
    let right = order.count { isRight[$0] && occurrences[$0] == 1 }
    return (
      right, excess, isMalformed, isForeign,
      judged.map {
        Verdict.Step(range: $0.range, isRight: isRight[$0.index] && occurrences[$0.index] == 1)
      }
    )
  }

  /// The variable of a step `v=c` or `v=x∘y=z`; `nil` if it has neither form.
  private static func name(of step: ArraySlice<UInt8>) -> ChainName? {
    var cursor = ByteCursor(step)
    guard let name = ChainName(&cursor), cursor.skip("="), cursor.number() != nil else {
      return nil
    }
    if cursor.isAtEnd { return name }
    guard cursor.read(where: { ChainProgram.Operator(rawValue: $0) != nil }) != nil,
      cursor.number() != nil, cursor.skip("="), cursor.number() != nil, cursor.isAtEnd
    else { return nil }
    return name
  }
}
