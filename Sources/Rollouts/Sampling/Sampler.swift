import Experience
import Support

/// A problem that is to be sampled, with who judges it.
public struct Asked: Sendable {
  /// The problem.
  public var problem: Problem
  /// Who judges completions.
  public var verifier: any Verifier
  /// Who answers between turns, if anybody does.
  public var environment: (any Environment)?
  /// The problem of the same task, for training, that a text states; `nil` where the task cannot tell.
  public var stated: (@Sendable (String) -> Problem?)?
  /// The number of its draw in its step.
  public var ordinal: Int
  /// How many completions are wanted.
  public var count: Int
  /// The random numbers of its completions.
  public var stream: RandomStream

  /// A problem from its parts.
  public init(
    problem: Problem, verifier: any Verifier, environment: (any Environment)? = nil,
    stated: (@Sendable (String) -> Problem?)? = nil, ordinal: Int, count: Int,
    stream: RandomStream
  ) {
    self.stated = stated
    self.problem = problem
    self.verifier = verifier
    self.environment = environment
    self.ordinal = ordinal
    self.count = count
    self.stream = stream
  }
}

/// Draws the problems of a step, one after the other; the n-th draw of a step is the same in every arm.
public struct Asker {
  /// The draws of a step: called again and again for the next problem.
  public typealias Source = (_ step: Int) -> (_ ordinal: Int) throws -> Asked

  /// The step.
  public let step: Int
  /// How many were drawn.
  public private(set) var drawn = 0
  private let source: Source
  private let next: (Int) throws -> Asked

  /// The draws of a step.
  public init(step: Int, _ source: @escaping Source) {
    self.step = step
    self.source = source
    next = source(step)
  }

  /// The next problem.
  public mutating func draw() throws -> Asked {
    defer { drawn += 1 }
    return try next(drawn)
  }

  /// The next problems.
  public mutating func draw(_ count: Int) throws -> [Asked] {
    try (0..<count).map { _ in try draw() }
  }

  /// The next problems, of tasks without turns.
  ///
  /// - Throws: `RolloutsError.exhausted` for a task that answers between turns.
  mutating func drawOneTurn(_ count: Int, for sampler: String) throws -> [Asked] {
    let asked = try draw(count)
    guard asked.allSatisfy({ $0.environment == nil }) else {
      throw RolloutsError.exhausted(
        sampler: sampler, reason: "the task has turns, and this sampler works on one response")
    }
    return asked
  }

  /// The draws of another step.
  public func at(step: Int) -> Asker { Asker(step: step, source) }
}

/// Makes the batch of a step: which problems, which completions of them, and by which policy.
public protocol Sampler: Component {
  /// A batch of about so many groups.
  ///
  /// - Parameter memory: its own, kept between steps.
  func batch(_ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory) throws
    -> Batch
}

extension Sampler {
  /// The line of the catalogue.
  public static var entry: Entry<any Sampler> { Entry(Self.self) }
}

/// The samplers.
public enum SamplerCatalogue: Catalogue {
  public static let noun = "sampler"
  /// All samplers, alphabetically.
  public static let all: [Entry<any Sampler>] = [
    AccuracyFilter.entry,
    AdaptiveGroups.entry,
    BudgetForcing.entry,
    Curriculum.entry,
    Demonstrations.entry,
    Guided.entry,
    Hinted.entry,
    Lagged.entry,
    Partial.entry,
    Plain.entry,
    Power.entry,
    RejectionSampling.entry,
    Replay.entry,
    Search.entry,
    SelfPlay.entry,
    Trees.entry,
    WithGreedy.entry,
  ]
}

/// Every problem that is drawn, with completions of the present policy.
public struct Plain: Sampler {
  public static let kind = "plain"
  /// On-policy sampling.
  public static let aliases = ["on-policy"]
  public static let ids = ["samp.n"]
  public static let summary = "Every problem that is drawn, with completions of the present policy."
  public static let source = Source("Shao et al. 2024, arXiv:2402.03300, algorithm 1")

  /// No settings.
  public init() {}

  /// The groups of the next problems.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    Batch(try bench.rollouts(try asker.draw(count)), step: asker.step)
  }
}
