import Experience
import Rollouts
import Support
import Tasks

/// What a benchmark counts for each problem of a set.
public struct ProblemCounts: Codable, Sendable, Equatable {
  /// Samples drawn.
  public var samples: Int
  /// Samples with the right answer.
  public var loose: Int
  /// Samples that are strictly right.
  public var strict: Int
  /// Samples of the task's form.
  public var parsed: Int
  /// Samples with the right answer by a wrong or missing step.
  public var traceErrors: Int
  /// Samples that the cap cut off.
  public var truncated: Int
  /// Distinct strictly right responses.
  public var distinctStrict: Int
  /// Samples of the gold response's form, whatever their numbers.
  public var fullTraces: Int
  /// Those of them with the right answer.
  public var looseFullTraces: Int

  /// Counts from their parts.
  public init(
    samples: Int, loose: Int = 0, strict: Int = 0, parsed: Int = 0, traceErrors: Int = 0,
    truncated: Int = 0, distinctStrict: Int = 0, fullTraces: Int = 0, looseFullTraces: Int = 0
  ) {
    self.samples = samples
    self.loose = loose
    self.strict = strict
    self.parsed = parsed
    self.traceErrors = traceErrors
    self.truncated = truncated
    self.distinctStrict = distinctStrict
    self.fullTraces = fullTraces
    self.looseFullTraces = looseFullTraces
  }
}

/// One sampled answer with its verdict, as it is stored and shown.
public struct SampleRecord: Codable, Sendable, Equatable {
  /// The problem's identity.
  public var problem: UInt64
  /// The prompt.
  public var prompt: String
  /// The response.
  public var response: String
  /// The verdict.
  public var verdict: Verdict

  /// A record from its parts.
  public init(problem: UInt64, prompt: String, response: String, verdict: Verdict) {
    self.problem = problem
    self.prompt = prompt
    self.response = response
    self.verdict = verdict
  }
}

/// What an evaluation found at one problem.
public struct ProblemResult: Codable, Sendable, Equatable {
  /// Its counts.
  public var counts: ProblemCounts
  /// The first samples.
  public var samples: [SampleRecord] = []
  /// The entropy of the policy over a sample's tokens, summed, nats; one number a sample, none where a server writes.
  public var entropies: [Double] = []
  /// Response tokens decoded.
  public var decodedTokens = 0
  /// Prompt tokens computed.
  public var promptTokens = 0

  /// The result of some answers, with the first `records` samples.
  init(_ answers: Answers, records: Int) {
    counts = ProblemCounts(samples: answers.completions.count)
    (promptTokens, decodedTokens) = (answers.promptTokens, answers.decodedTokens)
    entropies = answers.entropies
    var right = Set<String>()
    for (index, (completion, verdict)) in zip(answers.completions, answers.verdicts).enumerated() {
      counts.parsed += verdict.parsed ? 1 : 0
      counts.loose += verdict.loose ? 1 : 0
      counts.strict += verdict.strict ? 1 : 0
      counts.traceErrors += verdict.loose && !verdict.strict ? 1 : 0
      counts.truncated += completion.isFinished ? 0 : 1
      if verdict.strict { right.insert(completion.text) }
      if TraceForm.isSame(completion, as: answers.problem.gold) {
        counts.fullTraces += 1
        counts.looseFullTraces += verdict.loose ? 1 : 0
      }
      if index < records {
        samples.append(
          SampleRecord(
            problem: answers.problem.id, prompt: answers.problem.prompt,
            response: completion.text, verdict: verdict))
      }
    }
    counts.distinctStrict = right.count
  }
}

/// What an evaluation of one set found: counts, not estimates.
public struct BenchmarkResult: Codable, Sendable, Equatable {
  /// Counts a problem, in the set's order.
  public var counts: [ProblemCounts]
  /// The first samples of every problem.
  public var samples: [SampleRecord]
  /// Mean entropy of the policy over sampled tokens, nats; 0 where a server writes, which does not tell.
  public var meanEntropy: Double
  /// Mean response length, tokens.
  public var meanLength: Double
  /// Response tokens decoded.
  public var decodedTokens: Int
  /// Prompt tokens computed.
  public var promptTokens: Int

  /// The result of some problems, in order.
  public init(_ problems: [ProblemResult]) {
    counts = problems.map(\.counts)
    samples = problems.flatMap(\.samples)
    decodedTokens = problems.reduce(0) { $0 + $1.decodedTokens }
    promptTokens = problems.reduce(0) { $0 + $1.promptTokens }
    let tokens = Double(max(1, decodedTokens))
    meanEntropy = problems.reduce(0) { $1.entropies.reduce($0, +) } / tokens
    meanLength = tokens / Double(max(1, counts.reduce(0) { $0 + $1.samples }))
  }
}

/// Samples every problem of a set equally often and counts what the checker says.
public struct Benchmark: Sendable {
  /// The problems.
  public var set: ProblemSet
  /// What judges them.
  public var verifier: any Verifier
  /// What answers between turns, if anything does.
  public var environment: @Sendable (Problem) -> (any Environment)? = { _ in nil }
  /// Samples a problem, n.
  public var samplesPerProblem: Int
  /// The most response tokens.
  public var cap: Int
  /// Sample records kept a problem.
  public var recordsPerProblem: Int
  /// The places in the set of the problems that are sampled, in order; `nil` for all.
  ///
  /// A problem's samples are the same whichever others are sampled.
  public var places: [Int]?

  /// A benchmark; the cap follows from the set unless given.
  public init(
    set: ProblemSet, verifier: any Verifier, samplesPerProblem: Int, cap: Int? = nil,
    recordsPerProblem: Int = 2
  ) {
    self.set = set
    self.verifier = verifier
    self.samplesPerProblem = samplesPerProblem
    self.cap = cap ?? ResponseCap.tokens(for: set.problems)
    self.recordsPerProblem = recordsPerProblem
  }

  /// A benchmark of a family's problems, with its conversations.
  public init(
    set: ProblemSet, family: any TaskFamily, samplesPerProblem: Int, cap: Int? = nil,
    recordsPerProblem: Int = 2
  ) {
    let isConversation = set.problems.first.flatMap { family.environment(for: $0) } != nil
    let difficulties = Set(set.problems.map(\.difficulty)).sorted()
    self.init(
      set: set, verifier: family, samplesPerProblem: samplesPerProblem,
      cap: cap ?? (isConversation ? family.responseCap(difficulties: difficulties) : nil),
      recordsPerProblem: recordsPerProblem)
    environment = { family.environment(for: $0) }
  }

  /// Runs the benchmark.
  ///
  /// - Parameters:
  ///   - stream: the stream of the evaluation; sample j of the problem at place i draws from `stream[set, i, j]`.
  ///   - known: the results of the first of these problems, from an evaluation that was stopped.
  ///   - finished: called with results as they come; may throw to stop.
  ///   - progress: called with the share that is done; may throw to stop.
  public func run(
    _ engine: any CompletionEngine, stream: RandomStream, known: [ProblemResult] = [],
    finished: ([ProblemResult]) throws -> Void = { _ in },
    progress: (Double) throws -> Void = { _ in }
  ) throws -> BenchmarkResult {
    var results = known
    let places = places ?? Array(set.problems.indices)
    let asked = places.dropFirst(results.count).map { place in
      let problem = set.problems[place]
      return Asked(
        problem: problem, verifier: verifier, environment: environment(problem), ordinal: place,
        count: samplesPerProblem, stream: stream[set.name, place])
    }
    try engine.answer(asked, cap: cap, stream: stream) { answers in
      let new = answers.map { ProblemResult($0, records: recordsPerProblem) }
      results += new
      try finished(new)
      try progress(Double(results.count) / Double(places.count))
    }
    return BenchmarkResult(results)
  }
}
