import Foundation
import Interchange
import Statistics

/// maj@k of every problem of a table, from the answers that were given.
///
/// Answers that were judged right are one answer, however they are written; of an answer that was judged
/// both ways, the wrong samples vote for an answer of their own. A sample without an answer votes for one
/// that nobody else gives.
struct MajorityCurve {
  /// maj@k of each kind of votes for the first few or all k, `[G][K']`.
  let values: [[Double]]
  /// The kind of each problem, `[M]`: problems with the same numbers of votes share their work.
  let kinds: [Int]
  /// The number of k that there are values for.
  let count: Int
  /// Answers that were judged right here and wrong there.
  private let mixed: Int
  /// Samples without an answer.
  private let silent: Int

  /// The multiplications that are spent on all problems and k: seconds.
  private static let budget = 4e9

  /// The curve; `nil` if the answers of some problem were not read.
  ///
  /// - Parameter ks: rising.
  init?(_ table: CountTable, ks: [Int]) throws {
    var votes: [Votes] = []
    var places: [Votes: Int] = [:]
    var kinds: [Int] = []
    var (mixed, silent) = (0, 0)
    // A problem none of whose samples has an answer has none in its tally either.
    guard table.problems.contains(where: { $0.answers != nil }) else { return nil }
    for problem in table.problems {
      let answers = problem.answers ?? []
      let right = answers.reduce(0) { $0 + $1.c }
      let missing = problem.n - answers.reduce(0) { $0 + $1.n }
      mixed += answers.count { $0.c > 0 && $0.c < $0.n }
      silent += missing
      let wrong = answers.map { $0.n - $0.c }.filter { $0 > 0 }
      let vote = Votes(
        wrong: (wrong + Array(repeating: 1, count: missing)).sorted(by: >), right: right)
      kinds.append(places[vote] ?? votes.count)
      if places[vote] == nil {
        places[vote] = votes.count
        votes.append(vote)
      }
    }
    self.kinds = kinds
    self.mixed = mixed
    self.silent = silent
    var spent = 0.0
    let affordable = ks.prefix { k in
      spent += votes.reduce(0) { $0 + Self.cost($1.counts, k) }
      return spent <= Self.budget
    }
    let columns = try affordable.map { k in try Self.column(votes, k) }
    count = columns.count
    values = votes.indices.map { kind in columns.map { $0[kind] } }
  }

  /// The votes for each answer of a problem.
  private struct Votes: Hashable, Sendable {
    /// Those for wrong answers, falling.
    var wrong: [Int]
    /// Those for the right answer.
    var right: Int

    var counts: [Int] { wrong + (right > 0 ? [right] : []) }
  }

  /// The means over problems, `[K']`.
  var means: [Double] {
    (0..<count).map { k in
      kinds.reduce(0) { $0 + values[$1][k] } / Double(max(1, kinds.count))
    }
  }

  /// About how many multiplications one estimate takes.
  private static func cost(_ counts: [Int], _ k: Int) -> Double {
    let n = counts.reduce(0, +)
    if n == k { return Double(counts.count) }
    let top = Double(min(counts.max() ?? 0, k))
    // Of each number of votes for the right answer: nodes × (answers' votes) × k.
    return top * Double(min(counts.count, k) / 2 + 1) * Double(min(n, k * counts.count)) * Double(k)
      / 4
  }

  private static func column(_ votes: [Votes], _ k: Int) throws -> [Double] {
    var column = [Result<Double, any Error>](repeating: .success(0), count: votes.count)
    column.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      DispatchQueue.concurrentPerform(iterations: votes.count) { i in
        buffer[i] = Result {
          try MajorityVote.estimate(
            counts: votes[i].counts, right: votes[i].right > 0 ? votes[i].wrong.count : nil, k: k)
        }
      }
    }
    return try column.map { try $0.get() }
  }

  /// What a reader should know.
  func remarks(of ks: [Int]) -> [String] {
    var remarks: [String] = []
    if count < ks.count {
      remarks.append(
        "maj@k is given up to k = \(count == 0 ? 0 : ks[count - 1]): beyond that it would "
          + "take minutes.")
    }
    if silent > 0 {
      remarks.append(
        "\(silent) sample\(silent == 1 ? " has" : "s have") no answer and vote\(silent == 1 ? "s" : "") "
          + "for no one else's.")
    }
    if mixed > 0 {
      remarks.append(
        "\(mixed) answer\(mixed == 1 ? " was" : "s were") judged right here and wrong there; the wrong "
          + "ones vote apart.")
    }
    return remarks
  }
}
