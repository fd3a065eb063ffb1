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
    let program = program(of: problem)
    let words = program.words()
    return FixedTrace(
      steps: program.steps(words), answer: words[words.count - 1], form: "a word over a to h",
      isAnswer: { $0.allSatisfy(isLetter) }
    ).verdict(on: completion)
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
}
