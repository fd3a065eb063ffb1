import Experience

/// Steps in a fixed order and an answer: how responses are judged that have one right form.
struct FixedTrace {
  /// The gold steps.
  let steps: [[UInt8]]
  /// The right answer.
  let answer: [UInt8]
  /// What an answer looks like, for messages.
  let form: String
  /// Whether a text has the form of an answer.
  let isAnswer: (ArraySlice<UInt8>) -> Bool

  /// The gold response.
  var gold: String { Self.response(steps, answer) }

  /// A response with other steps or another answer.
  static func response(_ steps: [[UInt8]], _ answer: [UInt8]) -> String {
    let bytes = Array(steps.joined(separator: [UInt8(ascii: ";")])) + [UInt8(ascii: "#")] + answer
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Judges a response step by step.
  ///
  /// `process` is the share of gold steps that are present to the letter, in their order (the longest
  /// common subsequence). `strict` needs the right answer, process 1 and no step beyond the gold ones.
  func verdict(on completion: Completion) -> Verdict {
    guard completion.isFinished else { return .unparsed("cut off before the end token") }
    guard let parts = ResponseParts(Array(completion.text.utf8)) else {
      return .unparsed("not exactly one '#'")
    }
    guard !parts.answer.isEmpty, isAnswer(parts.answer) else {
      return .unparsed("the answer is not \(form)")
    }
    let matched = matched(parts.steps)
    let present = matched.count { $0 }
    let isRight = parts.answer.elementsEqual(answer)
    let reason =
      if !isRight {
        "wrong answer"
      } else if present < steps.count {
        "\(steps.count - present) of \(steps.count) steps are missing, wrong or out of order"
      } else if parts.steps.count > steps.count {
        "steps beyond the needed ones"
      } else {
        ""
      }
    return Verdict(
      parsed: true, loose: isRight, strict: reason.isEmpty,
      process: Double(present) / Double(steps.count),
      answer: String(decoding: parts.answer, as: UTF8.self), reason: reason,
      steps: zip(parts.steps, matched).map {
        Verdict.Step(range: $0.startIndex..<$0.endIndex, isRight: $1)
      })
  }

  /// Which steps belong to the longest common subsequence with the gold ones; of several the earliest.
  private func matched(_ given: [ArraySlice<UInt8>]) -> [Bool] {
    // Entry (i, j): the length for the steps from i and the gold steps from j on.
    let width = steps.count + 1
    var longest = [Int](repeating: 0, count: (given.count + 1) * width)
    for i in given.indices.reversed() {
      for j in steps.indices.reversed() {
        longest[i * width + j] =
          given[i].elementsEqual(steps[j])
          ? longest[(i + 1) * width + j + 1] + 1
          : max(longest[(i + 1) * width + j], longest[i * width + j + 1])
      }
    }
    var j = 0
    return given.indices.map { i in
      while j < steps.count, !given[i].elementsEqual(steps[j]),
        longest[i * width + j + 1] > longest[(i + 1) * width + j]
      {
        j += 1
      }
      guard j < steps.count, given[i].elementsEqual(steps[j]) else { return false }
      j += 1
      return true
    }
  }
}
