/// How often one problem was tried, and how often the answer was right.
public struct ProblemTally: Codable, Sendable, Equatable {
  /// The problem's name in its file.
  public var id: String
  /// Samples, n; at least 1.
  public var n: Int
  /// How many of them are right, c; from 0 to n.
  public var c: Int
  /// The line of the file at which the problem first appears, from 1; `nil` in a file without lines.
  public var line: Int?
  /// How many samples are strictly right, the reasoning included; `nil` if that was not judged.
  public var strict: Int?
  /// The probability that guessing is counted as right; `nil` if it is not known.
  public var chance: Double?
  /// The answers that were given, the most frequent one first; `nil` if they were not read. Samples
  /// without an answer are in n and in none of these.
  public var answers: [AnswerTally]?
  /// A hash of what the problem says; `nil` if its file does not tell.
  public var content: String?
  /// The group of problems that belong together, such as one template; `nil` if none was named.
  public var cluster: String?

  /// A tally from its parts.
  public init(
    id: String, n: Int, c: Int, line: Int? = nil, strict: Int? = nil, chance: Double? = nil,
    answers: [AnswerTally]? = nil, content: String? = nil
  ) {
    self.id = id
    self.n = n
    self.c = c
    self.line = line
    self.strict = strict
    self.chance = chance
    self.answers = answers
    self.content = content
  }
}

/// How often one answer was given to a problem.
public struct AnswerTally: Codable, Sendable, Equatable {
  /// The answer, as it was extracted.
  public var answer: String
  /// Samples with this answer.
  public var n: Int
  /// How many of them were judged right: all or none, if the judge looks at the answer alone.
  public var c: Int

  /// A tally from its parts.
  public init(answer: String, n: Int, c: Int) {
    self.answer = answer
    self.n = n
    self.c = c
  }

  mutating func add(_ other: AnswerTally) {
    n += other.n
    c += other.c
  }
}

/// The tallies of some problems that belong together: one model on one set of problems.
public struct CountTable: Codable, Sendable, Equatable {
  /// The most samples that a problem may have: what a count in a results file can hold.
  public static let mostSamples = Int(Int32.max)

  /// What the table is called where several are printed.
  public var name: String
  /// Where the tallies come from: the path of the file, and the place in it if it holds several tables.
  public var source: String
  /// One tally a problem, in the order of the file.
  public var problems: [ProblemTally]
  /// What a reader should know about how the tallies came about, in one sentence.
  public var note: String?
  /// The value of the column by which the file was split; `nil` if it was not.
  public var group: String?

  /// A table from its parts.
  public init(
    name: String, source: String, problems: [ProblemTally], note: String? = nil,
    group: String? = nil
  ) {
    self.name = name
    self.source = source
    self.problems = problems
    self.note = note
    self.group = group
  }

  /// Where a problem stands, for messages: `results.csv:17`.
  public func place(of problem: ProblemTally) -> String {
    problem.line.map { "\(source):\($0)" } ?? source
  }
}

/// Tallies of problems from anybody's text files.
public enum SampleCounts {
  /// Reads a file of any format but HDF5 that is not split into groups; its content says what it is.
  ///
  /// - Parameters:
  ///   - path: the file, also packed, or `-` for standard input; lines may end with a line feed or with carriage return and line feed.
  ///   - selection: which filter and metric of an lm-eval file; other formats have none.
  /// - Returns: a table named after the file without folder and extension.
  /// - Throws: `InterchangeError` for the lines that cannot be used, and for an HDF5 file, which
  ///   `Analyses` reads; `SupportError.file` if the file cannot be read.
  /// - Complexity: memory grows with the number of problems, not with that of samples.
  public static func read(
    _ path: String, selection: LMEvalSelection = LMEvalSelection()
  ) throws -> CountTable {
    let options = SampleOptions(filter: selection.filter, metric: selection.metric)
    // Without `by` there is one group.
    return try tables(path, options: options)[0]
  }

  /// Reads a file of any format but HDF5; its content says what it is.
  ///
  /// - Parameters:
  ///   - path: the file, also packed, or `-` for standard input.
  ///   - options: what to read of it.
  /// - Returns: one table, named after the file, or with `by` one a group, named after the value.
  /// - Throws: as `read` does; also for an option that the format has no use for.
  public static func tables(
    _ path: String, options: SampleOptions = SampleOptions()
  ) throws -> [CountTable] {
    try InputFile.plain(path) { plain in
      try plainTables(plain, options: options).map { table in
        var table = table
        table.source = InputFile.name(path)
        return table
      }
    }
  }

  private static func plainTables(
    _ path: String, options: SampleOptions
  ) throws -> [CountTable] {
    let format = try SampleFormat.detect(path, options: options)
    return switch format {
    case .bigCode: try BigCode.tables(path)
    case .csv: try CSVCounts.tables(path, by: options.by, cluster: options.cluster)
    case .rows: try SampleRows.tables(path, options: options)
    case .assay: try SampleRows.tables(path, options: options.ofSavedSamples, areSaved: true)
    case .humanEval: try HumanEval.tables(path, options: options)
    case .evalPlus: try EvalPlus.tables(path, options: options)
    case .verifiers: try Verifiers.tables(path, options: options)
    case .inspect: try InspectLog.tables(path, options: options)
    case .lmEval:
      [
        try LMEval.read(
          path, selection: LMEvalSelection(filter: options.filter, metric: options.metric))
      ]
    case .results: throw InterchangeError.resultsFile(path: path)
    }
  }

  /// The name of a file without its folder and extension.
  public static func stem(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
    return String(file[..<dot])
  }
}

/// Adds up samples problem by problem, keeping the order in which problems appear.
struct TallyCollector {
  private(set) var problems: [ProblemTally] = []
  private var positions: [String: Int] = [:]

  /// Adds a problem that is not there yet.
  mutating func add(_ tally: ProblemTally) {
    positions[tally.id] = problems.count
    problems.append(tally)
  }

  mutating func add(_ id: String, n: Int, c: Int, line: Int) {
    if let position = positions[id] {
      problems[position].n += n
      problems[position].c += c
    } else {
      positions[id] = problems.count
      problems.append(ProblemTally(id: id, n: n, c: c, line: line))
    }
  }

  /// The tally of a problem that has been added.
  subscript(id: String) -> ProblemTally? { positions[id].map { problems[$0] } }
}
