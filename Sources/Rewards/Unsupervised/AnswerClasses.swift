import Experience
import Tasks

/// The answers of a group, those that are equivalent in one class.
struct AnswerClasses {
  /// The class of each completion; `nil` where no answer was found.
  let classes: [Int?]
  /// Completions of each class, in the order in which classes are first seen.
  let counts: [Int]

  /// Classes of the answers that the checker extracted.
  init(_ group: Group) {
    var known: [String: Int] = [:]
    var members: [String] = []
    var counts: [Int] = []
    classes = group.verdicts.map { verdict in
      guard verdict.status == .ok, let answer = verdict.answer, !answer.isEmpty else { return nil }
      let place =
        known[answer] ?? members.firstIndex { AnswerEquivalence().holds(answer, $0) }
        ?? members.count
      if place == members.count {
        members.append(answer)
        counts.append(0)
      }
      known[answer] = place
      counts[place] += 1
      return place
    }
    self.counts = counts
  }

  /// The most frequent classes: one, or several that tie.
  var modes: [Int] {
    let most = counts.max() ?? 0
    return counts.indices.filter { counts[$0] == most }
  }
}
