import Experience
import Support

/// What writes completions for whoever needs their texts alone: a model of ours, or somebody's server.
public protocol CompletionEngine: Sendable {
  /// How tokens are drawn.
  var decoding: Decoding { get }
  /// Texts that end a response where they appear.
  var stopStrings: [String] { get }
  /// Whatever else makes completions what they are: the rounding of weights, the server's model.
  var traits: [String] { get }
  /// The server that writes; `nil` where a model of ours does.
  var server: ServerIdentity? { get }

  /// Completions of some problems, judged.
  ///
  /// Sample j of a problem draws from `stream[j]` of what is asked, so that it is the same whoever else is asked for, and
  /// asked again after a stop.
  /// - Parameters:
  ///   - cap: the most response tokens.
  ///   - stream: the stream of all of it.
  ///   - deliver: called with answers in the order of what is asked, as soon as they are whole; may throw to stop.
  /// - Throws: what writing and judging throw, and `deliver`.
  func answer(
    _ asked: [Asked], cap: Int, stream: RandomStream, deliver: ([Answers]) throws -> Void) throws
}

/// The completions of one problem, judged, and what they took.
public struct Answers: Sendable, Equatable {
  /// The problem.
  public var problem: Problem
  /// Its completions.
  public var completions: [Completion]
  /// One verdict a completion.
  public var verdicts: [Verdict]
  /// Entropy of the policy over each completion's tokens, summed, nats; empty where the engine does not know it.
  public var entropies: [Double]
  /// Tokens that the model drew, all completions together; 0 where a server does not say.
  public var decodedTokens: Int
  /// Tokens of the prompt, counted once; 0 where a server does not say.
  public var promptTokens: Int

  /// Answers from their parts.
  ///
  /// - Precondition: one verdict a completion.
  public init(
    problem: Problem, completions: [Completion], verdicts: [Verdict], entropies: [Double] = [],
    decodedTokens: Int, promptTokens: Int
  ) {
    precondition(
      completions.count == verdicts.count,
      "\(completions.count) completions, \(verdicts.count) verdicts")
    self.problem = problem
    self.completions = completions
    self.verdicts = verdicts
    self.entropies = entropies
    self.decodedTokens = decodedTokens
    self.promptTokens = promptTokens
  }

  /// The answers that a group is.
  init(_ group: Group) {
    self.init(
      problem: group.problem, completions: group.trajectories.map(\.completion),
      verdicts: group.verdicts,
      entropies: group.trajectories.map { $0.entropies.reduce(0) { $0 + Double($1) } },
      decodedTokens: group.trajectories.reduce(0) { $0 + $1.policyTokens },
      promptTokens: group.trajectories.first?.promptTokens.count ?? 0)
  }
}

/// Who wrote completions, if it was a server: what it says of itself.
public struct ServerIdentity: Codable, Sendable, Equatable {
  /// The address.
  public var url: String
  /// The name that the model is asked for by.
  public var model: String
  /// What was loaded: a repository or a path; empty if the server does not say.
  public var root: String
  /// Who owns the model, or which software serves it; empty if the server does not say.
  public var owner: String
  /// The fingerprint of the answers; empty if there is none.
  public var fingerprint: String

  /// An identity from its parts.
  public init(
    url: String, model: String, root: String = "", owner: String = "", fingerprint: String = ""
  ) {
    self.url = url
    self.model = model
    self.root = root
    self.owner = owner
    self.fingerprint = fingerprint
  }

  /// The same on one line.
  public var line: String {
    let parts = [
      ("model", model), ("root", root), ("owner", owner), ("fingerprint", fingerprint),
    ].filter { !$0.1.isEmpty }
    return "server \(url): " + parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}

extension RolloutEngine: CompletionEngine {
  /// The rounding of the weights.
  public var traits: [String] { [weights.precision.rawValue] }
  /// None.
  public var server: ServerIdentity? { nil }

  /// Problems sampled before their completions are judged and dropped: bounds the memory, and the work of a large model
  /// that a stop throws away.
  private func problemsAtOnce(samples: Int, cap: Int) -> Int {
    let work = Double(samples) * Double(cap) * 2 * Double(model.shape.parameterCount)
    return max(1, min(64, Int(1e13 / work)))
  }

  /// Samples some problems together, then the next ones.
  public func answer(
    _ asked: [Asked], cap: Int, stream: RandomStream, deliver: ([Answers]) throws -> Void
  ) throws {
    let bench = Bench(sampling: self, cap: cap, stream: stream)
    let size = problemsAtOnce(samples: asked.map(\.count).max() ?? 1, cap: cap)
    for start in stride(from: 0, to: asked.count, by: size) {
      let part = Array(asked[start..<min(start + size, asked.count)])
      try deliver(try bench.rollouts(part).map { Answers($0) })
    }
  }
}
