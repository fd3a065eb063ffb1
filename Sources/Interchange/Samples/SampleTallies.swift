/// Adds up samples, group by group and problem by problem, in the order in which they appear.
struct SampleTallies: Sendable {
  /// The tallies of one group.
  struct Group: Sendable {
    let name: String?
    fileprivate(set) var problems: [ProblemTally] = []
    fileprivate var positions: [String: Int] = [:]
    fileprivate var answers: [[String: AnswerTally]] = []
    /// The lines of the samples that have a name of their own.
    fileprivate var lines: [SampleID: Int] = [:]
    fileprivate var settings = SampleSettings()
  }

  fileprivate struct SampleID: Hashable {
    let problem: Int
    let id: String
  }

  private(set) var groups: [Group] = []
  /// Samples that failed, and those of them that count as right all the same.
  private var failures = (all: 0, right: 0)
  private var samples = 0
  private(set) var errors = LineErrors()
  private var positions: [String?: Int] = [:]
  /// The lines of the problems that a document lists.
  private var listed: [String: Int] = [:]

  /// Adds one sample; `line` counts from 1.
  mutating func add(_ sample: Sample, line: Int, path: String) {
    let group = position(ofGroup: sample.group)
    let problem = groups[group].position(of: sample.problem, line: line)
    groups[group].settings.add(sample.settings)
    if let id = sample.id {
      let key = SampleID(problem: problem, id: id)
      if let first = groups[group].lines[key] {
        errors.add(
          .duplicateSample(
            path: path, line: line, problem: sample.problem, sample: id, first: first))
        return
      }
      groups[group].lines[key] = line
    }
    samples += 1
    if sample.failed {
      failures.all += 1
      failures.right += sample.right ? 1 : 0
    }
    if let cluster = sample.cluster,
      let error = groups[group].set(cluster, of: problem, path: path, line: line)
    {
      errors.add(error)
      return
    }
    groups[group].problems[problem].n += 1
    if sample.right { groups[group].problems[problem].c += 1 }
    if let strict = sample.strict {
      groups[group].problems[problem].strict =
        (groups[group].problems[problem].strict ?? 0) + (strict ? 1 : 0)
    }
    if let answer = sample.answer {
      groups[group].vote(
        AnswerTally(answer: answer, n: 1, c: sample.right ? 1 : 0), problem: problem)
    }
  }

  /// Notes a row that cannot be used.
  mutating func add(_ error: InterchangeError) { errors.add(error) }

  /// Ends a problem of a document that lists samples by problem: each is there once, and has samples.
  mutating func end(_ problem: String, samples: Int, line: Int, path: String) {
    let name = "the problem '\(Excerpt.of(problem))'"
    if let first = listed.updateValue(line, forKey: problem) {
      errors.add(
        .malformed(
          path: path, line: line,
          reason: "\(name) is already on line \(first); remove one, or put their samples together"))
    }
    if samples == 0 {
      errors.add(
        .malformed(
          path: path, line: line,
          reason: "\(name) has no samples; evaluate it, or remove it to leave it out"))
    }
  }

  /// Adds what was found in a later part of the file.
  ///
  /// - Parameter linesBefore: the number of lines before that part.
  mutating func merge(_ other: SampleTallies, linesBefore: Int, path: String) {
    errors.merge(other.errors, linesBefore: linesBefore)
    samples += other.samples
    failures.all += other.failures.all
    failures.right += other.failures.right
    for part in other.groups {
      let group = position(ofGroup: part.name)
      groups[group].settings.merge(part.settings)
      var places: [Int] = []
      for (index, tally) in part.problems.enumerated() {
        let line = (tally.line ?? 0) + linesBefore
        let problem = groups[group].position(of: tally.id, line: line)
        places.append(problem)
        if let cluster = tally.cluster,
          let error = groups[group].set(cluster, of: problem, path: path, line: line)
        {
          errors.add(error)
        }
        groups[group].problems[problem].n += tally.n
        groups[group].problems[problem].c += tally.c
        if let strict = tally.strict {
          groups[group].problems[problem].strict =
            (groups[group].problems[problem].strict ?? 0) + strict
        }
        if !part.answers.isEmpty {
          for answer in part.answers[index].values { groups[group].vote(answer, problem: problem) }
        }
      }
      for (key, line) in part.lines.sorted(by: { $0.value < $1.value }) {
        let here = SampleID(problem: places[key.problem], id: key.id)
        if let first = groups[group].lines[here] {
          errors.add(
            .duplicateSample(
              path: path, line: line + linesBefore,
              problem: groups[group].problems[here.problem].id, sample: key.id, first: first))
        } else {
          groups[group].lines[here] = line + linesBefore
        }
      }
    }
  }

  /// Refuses samples of several models or temperatures, which are not to be pooled.
  ///
  /// - Throws: `InterchangeError.mixedSamples` for the first column of several values.
  func refuseMixture(path: String) throws(InterchangeError) {
    guard let mixture = groups.flatMap(\.settings.mixtures).first else { return }
    throw .mixedSamples(path: path, column: mixture.column, found: mixture.values)
  }

  /// The tables, one a group in the order of the file.
  ///
  /// - Throws: what was wrong with the lines; `InterchangeError.empty` if there is no sample.
  func tables(
    path: String, options: SampleOptions = SampleOptions(), note: String? = nil
  ) throws -> [CountTable] {
    try errors.throwIfAny()
    guard !groups.isEmpty else { throw InterchangeError.empty(path: path) }
    return groups.map { group in
      let notes =
        [note, failureNote].compactMap(\.self) + group.settings.mixtures.map(\.note)
        + (group.answers.isEmpty ? options.answer.map { [Self.noAnswers($0)] } ?? [] : [])
      return CountTable(
        name: group.name ?? SampleCounts.stem(of: path), source: path, problems: group.tallies,
        note: notes.isEmpty ? nil : notes.joined(separator: " "), group: group.name)
    }
  }

  private var failureNote: String? {
    guard failures.all > 0 else { return nil }
    return "\(failures.all) of \(samples) samples failed and "
      + (failures.right == 0
        ? "count as wrong." : "count by their score, \(failures.right) of them as right.")
  }

  private static func noAnswers(_ column: String) -> String {
    "No sample has an answer in '\(Excerpt.of(column))', so there is no maj@k."
  }

  private mutating func position(ofGroup name: String?) -> Int {
    if groups.count == 1, groups[0].name == name { return 0 }
    if let position = positions[name] { return position }
    groups.append(Group(name: name))
    positions[name] = groups.count - 1
    return groups.count - 1
  }
}

extension SampleTallies.Group {
  fileprivate mutating func position(of problem: String, line: Int) -> Int {
    // The samples of a problem usually stand together.
    if let last = problems.last, last.id == problem { return problems.count - 1 }
    if let position = positions[problem] { return position }
    problems.append(ProblemTally(id: problem, n: 0, c: 0, line: line))
    positions[problem] = problems.count - 1
    return problems.count - 1
  }

  /// Notes the cluster of a problem; the error if it has another one.
  fileprivate mutating func set(
    _ cluster: String, of problem: Int, path: String, line: Int
  ) -> InterchangeError? {
    let known = problems[problem].cluster
    problems[problem].cluster = known ?? cluster
    guard let known, known != cluster else { return nil }
    return .malformed(
      path: path, line: line,
      reason: "the problem '\(Excerpt.of(problems[problem].id))' is in the cluster "
        + "'\(Excerpt.of(cluster))' here and in '\(Excerpt.of(known))' before; "
        + "a problem has one cluster")
  }

  fileprivate mutating func vote(_ tally: AnswerTally, problem: Int) {
    while answers.count < problems.count { answers.append([:]) }
    answers[problem][
      tally.answer, default: AnswerTally(answer: tally.answer, n: 0, c: 0)
    ].add(tally)
  }

  /// The problems with their answers, the most frequent one first.
  fileprivate var tallies: [ProblemTally] {
    guard !answers.isEmpty else { return problems }
    return problems.enumerated().map { index, tally in
      var tally = tally
      let votes = index < answers.count ? Array(answers[index].values) : []
      tally.answers = votes.sorted { ($1.n, $0.answer) < ($0.n, $1.answer) }
      return tally
    }
  }
}

/// What is wrong with the lines of a file: the first few errors, and how many there are.
struct LineErrors: Sendable {
  /// As many are described; the rest is counted.
  static let most = 20

  private(set) var first: [InterchangeError] = []
  private(set) var total = 0

  /// Whether another error would be described.
  var wantsMore: Bool { first.count < Self.most }

  mutating func add(_ error: InterchangeError) {
    total += 1
    if wantsMore { first.append(error) }
  }

  mutating func merge(_ other: LineErrors, linesBefore: Int) {
    total += other.total
    for error in other.first where wantsMore { first.append(error.moved(by: linesBefore)) }
  }

  /// Throws the error if there is one, and several as one.
  func throwIfAny() throws {
    guard total > 0 else { return }
    if total == 1, let only = first.first { throw only }
    throw InterchangeError.badLines(first: first, total: total)
  }
}
