import Evaluation
import Experience
import Foundation
import Rollouts
import Support

/// Where, when and by which program an evaluation was made; the clock is read by whoever makes this.
public struct EvaluationOrigin: Sendable, Equatable {
  /// When it began.
  public var created: Date
  /// The commit of the program, or `unknown`.
  public var commit: String
  /// The version of the program.
  public var version: String

  /// An origin from its parts.
  public init(created: Date, commit: String, version: String) {
    self.created = created
    self.commit = commit
    self.version = version
  }
}

/// A finished evaluation: what was asked of which model, and every sample.
///
/// All formats are functions of this.
public struct EvaluationRecord: Sendable {
  /// A problem with its samples, those of the first seed first.
  public struct Item: Sendable {
    /// Its name in files.
    public var id: String
    /// Its name in the report.
    public var name: String
    /// What is asked, without a template or instructions around it.
    public var question: String
    /// The problem as it was put.
    public var problem: Problem
    /// Its samples, as far as they were kept.
    public var samples: [SavedSample]

    package init(
      id: String, name: String, question: String, problem: Problem, samples: [SavedSample]
    ) {
      self.id = id
      self.name = name
      self.question = question
      self.problem = problem
      self.samples = samples
    }
  }

  /// The task's kind, or the data set's.
  public var task: String
  /// The model's name.
  public var model: String
  /// The seeds, in order.
  public var seeds: [UInt64]
  /// Samples a problem and seed.
  public var samplesPerProblem: Int
  /// The most response tokens.
  public var cap: Int
  /// How tokens were drawn.
  public var decoding: Decoding
  /// Where a response is over.
  public var stopStrings: [String]
  /// Solved examples before each problem.
  public var shots: Int
  /// Whether right answers count whatever the steps.
  public var isLoose: Bool
  /// The problems.
  public var items: [Item]
  /// What was counted; one result a seed, the problems in the order of `items`.
  public var results: [BenchmarkResult]
  /// Where it comes from.
  public var origin: EvaluationOrigin
  /// The server that wrote; `nil` where a model of ours did.
  public var server: ServerIdentity?

  package init(
    task: String, model: String, seeds: [UInt64], samplesPerProblem: Int, cap: Int,
    decoding: Decoding, stopStrings: [String], shots: Int, isLoose: Bool, items: [Item],
    results: [BenchmarkResult], origin: EvaluationOrigin, server: ServerIdentity? = nil
  ) {
    self.task = task
    self.model = model
    self.seeds = seeds
    self.samplesPerProblem = samplesPerProblem
    self.cap = cap
    self.decoding = decoding
    self.stopStrings = stopStrings
    self.shots = shots
    self.isLoose = isLoose
    self.items = items
    self.results = results
    self.origin = origin
    self.server = server
  }

  /// Samples of a problem under all seeds.
  public var samplesInAll: Int { samplesPerProblem * seeds.count }

  /// One table a seed: how often each problem was answered rightly.
  public var tables: [CountTable] {
    results.map { result in
      CountTable(
        name: task, source: model,
        problems: zip(items, result.counts).map {
          ProblemTally(id: $0.name, n: $1.samples, c: isLoose ? $1.loose : $1.strict)
        })
    }
  }

  /// What else is worth knowing of the samples, on one line, and of the server on another.
  public var summary: String {
    let counts = results.flatMap(\.counts)
    let samples = Double(max(1, counts.reduce(0) { $0 + $1.samples }))
    func percent(_ count: (ProblemCounts) -> Int) -> String {
      let share = Double(counts.reduce(0) { $0 + count($1) }) / samples
      return "\((1000 * share).rounded() / 10) %"
    }
    let tokens = results.reduce(0) { $0 + $1.decodedTokens }
    let length = tokens > 0 ? "\(Int((Double(tokens) / samples).rounded())) tokens" : "not told"
    return "parsed \(percent(\.parsed)), truncated \(percent(\.truncated)), mean length \(length)"
      + (server.map { "\n\($0.line)" } ?? "")
  }

  /// Every sample, problem by problem.
  public var rows: [SavedSample] { items.flatMap(\.samples) }

  /// The server as a member of JSON objects; none where a model of ours wrote.
  var serverMembers: [(String, OrderedJSON)] {
    guard let server else { return [] }
    return [
      (
        "server",
        .object([
          ("url", .text(server.url)), ("model", .text(server.model)), ("root", .text(server.root)),
          ("owner", .text(server.owner)), ("fingerprint", .text(server.fingerprint)),
        ])
      )
    ]
  }
}
