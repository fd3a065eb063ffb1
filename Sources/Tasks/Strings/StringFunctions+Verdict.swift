import Experience

/// A composition of functions, innermost first, and the word it is applied to.
struct StringProgram: Equatable {
  var functions: [StringFunction]
  var word: [UInt8]

  init(functions: [StringFunction], word: [UInt8]) {
    self.functions = functions
    self.word = word
  }

  /// Reads `f07(f01(dbach))`; `nil` if the text has another form.
  init?(parsing prompt: String) {
    var cursor = ByteCursor(Array(prompt.utf8)[...])
    var outerToInner: [StringFunction] = []
    while let digit = cursor.afterNext, isDigit(digit) {
      guard cursor.skip("f"), let tens = cursor.read(where: isDigit),
        let ones = cursor.read(where: isDigit), cursor.skip("("),
        case let index = Int(tens - 48) * 10 + Int(ones - 48), index < 16
      else { return nil }
      outerToInner.append(StringFunction(index))
    }
    word = []
    while let letter = cursor.read(where: isLetter) { word.append(letter) }
    for _ in outerToInner where !cursor.skip(")") { return nil }
    guard cursor.isAtEnd, !outerToInner.isEmpty, !word.isEmpty else { return nil }
    functions = outerToInner.reversed()
  }

  var prompt: String {
    functions.reversed().map { $0.name + "(" }.joined() + String(decoding: word, as: UTF8.self)
      + String(repeating: ")", count: functions.count)
  }

  /// The word after each function; one of them may be given.
  func words(replacing replaced: Int? = nil, by given: [UInt8] = []) -> [[UInt8]] {
    var current = word
    return functions.indices.map { level in
      current = level == replaced ? given : functions[level](current)
      return current
    }
  }

  /// The steps with these words.
  func steps(_ words: [[UInt8]]) -> [[UInt8]] {
    functions.indices.map { Array(functions[$0].name.utf8) + [UInt8(ascii: ":")] + words[$0] }
  }

  /// The response with these words.
  func trace(_ words: [[UInt8]]) -> String {
    let bytes = steps(words).joined(separator: [UInt8(ascii: ";")])
    return String(decoding: Array(bytes), as: UTF8.self) + "#"
      + String(decoding: words[words.count - 1], as: UTF8.self)
  }
}

private func isLetter(_ byte: UInt8) -> Bool { byte >= 97 && byte <= 104 }

extension StringFunctions {
  /// Judges a response step by step.
  ///
  /// `process` is the share of gold steps that are present to the letter, in their order (the longest
  /// common subsequence). `strict` needs the right answer, process 1 and no step beyond the gold ones.
  public func verdict(on completion: Completion, for problem: Problem) -> Verdict {
    guard completion.isFinished else { return .unparsed("cut off before the end token") }
    guard let parts = ResponseParts(Array(completion.text.utf8)) else {
      return .unparsed("not exactly one '#'")
    }
    guard !parts.answer.isEmpty, parts.answer.allSatisfy(isLetter) else {
      return .unparsed("the answer is not a word over a to h")
    }
    let program = program(of: problem)
    let words = program.words()
    let gold = program.steps(words)
    let matched = Self.matched(parts.steps, gold)
    let present = matched.count { $0 }
    let isRight = parts.answer.elementsEqual(words[words.count - 1])
    let reason =
      if !isRight {
        "wrong answer"
      } else if present < gold.count {
        "\(gold.count - present) of \(gold.count) steps are missing, wrong or out of order"
      } else if parts.steps.count > gold.count {
        "steps beyond the needed ones"
      } else {
        ""
      }
    return Verdict(
      parsed: true, loose: isRight, strict: reason.isEmpty,
      process: Double(present) / Double(gold.count),
      answer: String(decoding: parts.answer, as: UTF8.self), reason: reason,
      steps: zip(parts.steps, matched).map {
        Verdict.Step(range: $0.startIndex..<$0.endIndex, isRight: $1)
      })
  }

  /// The program of a problem of this family.
  ///
  /// - Precondition: `problem.prompt` is a prompt of this family.
  func program(of problem: Problem) -> StringProgram {
    guard let program = StringProgram(parsing: problem.prompt) else {
      preconditionFailure("'\(problem.prompt)' is not a composition of string functions")
    }
    return program
  }

  /// Which steps belong to the longest common subsequence with the gold ones; of several the earliest.
  private static func matched(_ steps: [ArraySlice<UInt8>], _ gold: [[UInt8]]) -> [Bool] {
    // Entry (i, j): the length for the steps from i and the gold steps from j on.
    let width = gold.count + 1
    var longest = [Int](repeating: 0, count: (steps.count + 1) * width)
    for i in steps.indices.reversed() {
      for j in gold.indices.reversed() {
        longest[i * width + j] =
          steps[i].elementsEqual(gold[j])
          ? longest[(i + 1) * width + j + 1] + 1
          : max(longest[(i + 1) * width + j], longest[i * width + j + 1])
      }
    }
    var j = 0
    return steps.indices.map { i in
      while j < gold.count, !steps[i].elementsEqual(gold[j]),
        longest[i * width + j + 1] > longest[(i + 1) * width + j]
      {
        j += 1
      }
      guard j < gold.count, steps[i].elementsEqual(gold[j]) else { return false }
      j += 1
      return true
    }
  }
}
