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

  /// Counts from their parts.
  public init(
    samples: Int, loose: Int = 0, strict: Int = 0, parsed: Int = 0, traceErrors: Int = 0,
    truncated: Int = 0, distinctStrict: Int = 0
  ) {
    self.samples = samples
    self.loose = loose
    self.strict = strict
    self.parsed = parsed
    self.traceErrors = traceErrors
    self.truncated = truncated
    self.distinctStrict = distinctStrict
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

/// What an evaluation of one set found: counts, not estimates.
public struct BenchmarkResult: Codable, Sendable, Equatable {
  /// Counts a problem, in the set's order.
  public var counts: [ProblemCounts]
  /// The first samples of every problem.
  public var samples: [SampleRecord]
  /// Mean entropy of the policy over sampled tokens, nats.
  public var meanEntropy: Double
  /// Mean response length, tokens.
  public var meanLength: Double
  /// Response tokens decoded.
  public var decodedTokens: Int
  /// Prompt tokens computed.
  public var promptTokens: Int

  /// A result from its parts.
  public init(
    counts: [ProblemCounts] = [], samples: [SampleRecord] = [], meanEntropy: Double = 0,
    meanLength: Double = 0, decodedTokens: Int = 0, promptTokens: Int = 0
  ) {
    self.counts = counts
    self.samples = samples
    self.meanEntropy = meanEntropy
    self.meanLength = meanLength
    self.decodedTokens = decodedTokens
    self.promptTokens = promptTokens
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

  /// Problems sampled before their completions are judged and dropped: bounds the memory.
  private static let problemsAtOnce = 64

  /// Runs the benchmark.
  ///
  /// - Parameters:
  ///   - stream: the stream of the evaluation; sample j of problem i draws from `stream[set, i, j]`.
  ///   - progress: called with the share that is done; may throw to stop.
  public func run(
    _ engine: RolloutEngine, stream: RandomStream, progress: (Double) throws -> Void = { _ in }
  ) throws -> BenchmarkResult {
    var result = BenchmarkResult()
    var entropySum = 0.0
    let name = set.name
    let bench = Bench(sampling: engine, cap: cap, stream: stream)
    for start in stride(from: 0, to: set.problems.count, by: Self.problemsAtOnce) {
      let chunk = Array(set.problems[start..<min(start + Self.problemsAtOnce, set.problems.count)])
      let groups = try bench.rollouts(
        chunk.enumerated().map { index, problem in
          Asked(
            problem: problem, verifier: verifier, environment: environment(problem),
            ordinal: start + index, count: samplesPerProblem, stream: stream[name, start + index])
        })
      for group in groups {
        let (problem, trajectories) = (group.problem, group.trajectories)
        var counts = ProblemCounts(samples: trajectories.count)
        var right = Set<String>()
        result.promptTokens += trajectories.first?.promptTokens.count ?? 0
        for (index, (trajectory, verdict)) in zip(trajectories, group.verdicts).enumerated() {
          counts.parsed += verdict.parsed ? 1 : 0
          counts.loose += verdict.loose ? 1 : 0
          counts.strict += verdict.strict ? 1 : 0
          counts.traceErrors += verdict.loose && !verdict.strict ? 1 : 0
          counts.truncated += trajectory.completion.isFinished ? 0 : 1
          if verdict.strict { right.insert(trajectory.completion.text) }
          if index < recordsPerProblem {
            result.samples.append(
              SampleRecord(
                problem: problem.id, prompt: problem.prompt, response: trajectory.completion.text,
                verdict: verdict))
          }
          result.decodedTokens += trajectory.policyTokens
          entropySum += trajectory.entropies.reduce(0) { $0 + Double($1) }
        }
        counts.distinctStrict = right.count
        result.counts.append(counts)
      }
      try progress(Double(start + chunk.count) / Double(set.problems.count))
    }
    let tokens = Double(max(1, result.decodedTokens))
    result.meanEntropy = entropySum / tokens
    result.meanLength = tokens / Double(max(1, set.problems.count * samplesPerProblem))
    return result
  }
}
