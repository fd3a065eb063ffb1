import Experience
import Support

extension TaskFamily {
  /// Draws a problem of one split, again until it gets one.
  ///
  /// - Throws: what `problem(difficulty:using:)` throws; `TasksError.exhausted` after 20 000 draws.
  public func problem(
    difficulty: Int, split: Split, using generator: inout RandomGenerator
  ) throws -> Problem {
    try problem(difficulty: difficulty, split: split, excluding: [], using: &generator)
  }

  /// Distinct problems of one split, in equal shares of the difficulties.
  ///
  /// Problem `i` has difficulty `difficulties[i mod count]` and is drawn from `stream[i]`, so the order
  /// goes round the difficulties, the first `n` problems of a larger set are the set of `n`, and when the
  /// shares cannot be equal the difficulties named first have one problem more.
  /// Distinct means: in `distinctKey(of:)`.
  ///
  /// - Throws: what `problem(difficulty:using:)` throws; `TasksError.exhausted` if there are not enough
  ///   distinct problems.
  /// - Precondition: `difficulties` is not empty and `count` not negative.
  public func problemSet(
    name: String, count: Int, difficulties: [Int], split: Split, stream: RandomStream
  ) throws -> ProblemSet {
    precondition(!difficulties.isEmpty && count >= 0, "\(count) problems of \(difficulties)")
    var seen: Set<UInt64> = []
    var problems: [Problem] = []
    for index in 0..<count {
      var generator = stream[index].generator()
      let problem = try problem(
        difficulty: difficulties[index % difficulties.count], split: split, excluding: seen,
        using: &generator)
      seen.insert(distinctKey(of: problem))
      problems.append(problem)
    }
    return ProblemSet(name: name, problems: problems)
  }

  /// The problems of one split: those that are listed, from the beginning, else distinct ones that are drawn.
  ///
  /// - Throws: what listing throws, or drawing.
  public func problems(
    name: String, count: Int, difficulties: [Int], split: Split, stream: RandomStream
  ) throws -> [Problem] {
    if let listed = try listed(split) { return Array(listed.prefix(count)) }
    return try problemSet(
      name: name, count: count, difficulties: difficulties, split: split, stream: stream
    ).problems
  }

  private func problem(
    difficulty: Int, split: Split, excluding seen: Set<UInt64>,
    using generator: inout RandomGenerator
  ) throws -> Problem {
    let draws = 20_000
    for _ in 0..<draws {
      let problem = try problem(difficulty: difficulty, using: &generator)
      if problem.split == split && !seen.contains(distinctKey(of: problem)) { return problem }
    }
    throw TasksError.exhausted(
      kind: Self.kind, difficulty: difficulty,
      what: "a new problem of the split '\(split.rawValue)'", draws: draws)
  }
}
