import Experience
import Support

/// Completions from the power distribution π^α of whole responses, by Metropolis–Hastings over suffixes.
///
/// ```
/// propose: a position j of the response, uniformly; the rest anew from q, the policy at temperature 1/α
/// accept with min(1, [p(y′)/p(y)]^α · q(y)/q(y′) · |y|/|y′|)     p, q over the part that was drawn anew
/// ```
///
/// That is not sampling at temperature 1/α, which favours tokens that are likely now over responses that are likely in the end. Records have the
/// plain policy's log-probabilities as those of behaviour, so that a correction can be made. Every proposal is paid for.
///
/// For evaluation, or for rejection fine-tuning: `{ kind: rejection-sampling, inner: power }`.
public struct Power: Sampler {
  public static let kind = "power"
  public static let aliases = ["power-sampling", "mcmc"]
  public static let ids = ["samp.power"]
  public static let summary = "Completions from the power distribution of whole responses."
  public static let source = Source("Karan and Du 2025, arXiv:2510.14901, algorithm 1")
  public static let assumptions =
    "The chain has forgotten its start after so many moves; look at larger numbers."

  /// α.
  public var alpha = 4.0
  /// Proposals for each completion.
  public var moves = 10

  /// α 4, ten moves.
  public init() {}

  /// The groups.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    let asked = try asker.drawOneTurn(count, for: Self.kind)
    let policy = try bench.models.member(.policy)
    let decoding = Decoding(temperature: 1 / alpha)
    let prompts = try asked.map {
      try policy.promptFormat.tokens($0.problem.messages, policy.tokenizer)
    }
    let streams = asked.map(\.stream)
    // One list of chains, problem by problem; each has random numbers of its own.
    var owners: [(problem: Int, sample: Int)] = []
    for (p, one) in asked.enumerated() { owners += (0..<one.count).map { (p, $0) } }
    let places = owners
    var chains = try bench.responses(
      of: .policy, to: places.map { prompts[$0.problem] }, count: 1, cap: bench.cap,
      decoding: decoding
    ) { chain, _ in streams[places[chain].problem][places[chain].sample] }.map { $0[0] }
    for move in 0..<moves {
      var generators = places.map { streams[$0.problem]["power", $0.sample, move].generator() }
      let cuts = chains.indices.map {
        generators[$0].integer(below: max(1, chains[$0].responseTokens.count))
      }
      let proposals = try bench.responses(
        of: .policy,
        to: chains.indices.map {
          chains[$0].promptTokens + chains[$0].responseTokens.prefix(cuts[$0])
        }, count: 1, cap: bench.cap, decoding: decoding
      ) { chain, _ in streams[places[chain].problem]["proposal", places[chain].sample, move] }
      for c in chains.indices {
        guard let rest = proposals[c].first else { continue }
        var next = Trajectory(
          chains[c], upTo: cuts[c], rest, cap: bench.cap, policy.tokenizer)
        // The cap ends a response of its length, as it would have ended a whole one.
        if next.responseTokens.count < cuts[c] + rest.responseTokens.count {
          next.completion.isFinished = false
        }
        let ratio = Self.logAcceptance(chains[c], next, from: cuts[c], alpha: alpha)
        if generators[c].uniform() < PortableMath.exp(min(0, ratio)) {
          next.temperature = chains[c].temperature
          chains[c] = next
        }
      }
    }
    for c in chains.indices {
      chains[c].behaviorLogprobs = chains[c].plainLogprobs
      chains[c].unfilteredLogprobs = chains[c].plainLogprobs
      chains[c].temperature = 1
    }
    var rest = chains[...]
    let groups = try asked.map { one in
      let own = Array(rest.prefix(one.count))
      rest = rest.dropFirst(one.count)
      return Group(
        problem: one.problem, trajectories: own,
        verdicts: try one.verifier.verdicts(on: own.map(\.completion), for: one.problem),
        ordinal: one.ordinal)
    }
    return Batch(groups, step: asker.step)
  }

  /// The logarithm of what a proposal is accepted with, before it is cut off at 0.
  static func logAcceptance(
    _ old: Trajectory, _ new: Trajectory, from cut: Int, alpha: Double
  ) -> Double {
    func sum(_ values: [Float]) -> Double { values.dropFirst(cut).reduce(0) { $0 + Double($1) } }
    let target = alpha * (sum(new.plainLogprobs) - sum(old.plainLogprobs))
    let proposal = sum(old.behaviorLogprobs) - sum(new.behaviorLogprobs)
    let lengths =
      PortableMath.log(Double(max(1, old.responseTokens.count)))
      - PortableMath.log(Double(max(1, new.responseTokens.count)))
    return target + proposal + lengths
  }

  /// A power of at least 1.
  public func validate() throws {
    try require(alpha, in: 1...1000, "alpha")
    try require(moves, atLeast: 0, atMost: 100_000, "moves")
  }
}
