import Experience
import Networks
import Sandbox
import Support
import Tensors
import Tokenizers

/// What components may use while a step is made: models, a sandbox, random numbers, the moment.
public struct Bench {
  /// Every model of the run.
  public let models: ModelBank
  /// Where programs run, if there is such a place.
  public let sandbox: Sandbox?
  /// The step and how much of the run is done.
  public let now: Moment
  /// The most response tokens.
  public internal(set) var cap: Int
  /// Completions of a problem, G, unless somebody asks for another number.
  public let groupSize: Int
  /// The run's random numbers for rewards, by step.
  private let noise: RandomStream
  let engine: RolloutEngine?
  /// How long each reward has taken in this step.
  public let stopwatch = Stopwatch()
  /// Who judges the problems that were sampled here.
  let verifiers = VerifierTable()
  /// Who judges every other problem, where there is one task.
  let onlyVerifier: (any Verifier)?
  /// Where rollouts for later steps are made.
  public let background: Background?

  /// A bench.
  ///
  /// - Parameters:
  ///   - engine: what samples from the policy; `nil` where nothing is sampled.
  ///   - background: where rollouts for later steps are made; `nil` where there are none.
  ///   - onlyVerifier: who judges all problems, where there is one task.
  ///   - noise: the stream of random rewards; step, group and sample come after it.
  public init(
    models: ModelBank, sandbox: Sandbox? = nil, now: Moment, cap: Int, groupSize: Int,
    engine: RolloutEngine? = nil, background: Background? = nil,
    onlyVerifier: (any Verifier)? = nil, noise: RandomStream
  ) {
    self.background = background
    self.onlyVerifier = onlyVerifier
    self.models = models
    self.sandbox = sandbox
    self.now = now
    self.cap = cap
    self.groupSize = groupSize
    self.engine = engine
    self.noise = noise
  }

  /// A bench for sampling alone, such as an evaluation's.
  public init(sampling engine: RolloutEngine, cap: Int, stream: RandomStream) {
    let models = ModelBank(pool: engine.pool)
    models.add(
      ModelBank.Member(
        engine.model, tokenizer: engine.tokenizer, promptFormat: engine.promptFormat), as: .policy)
    self.init(
      models: models, now: Moment(step: 0, progress: 0), cap: cap, groupSize: 1, engine: engine,
      noise: stream)
  }

  /// Random numbers for a group; sample i draws from `[i]`.
  public func stream(step: Int, ordinal: Int) -> RandomStream { noise[step, ordinal] }

  /// The sandbox.
  ///
  /// - Throws: `RolloutsError.noSandbox`.
  public func requireSandbox() throws -> Sandbox {
    guard let sandbox else { throw RolloutsError.noSandbox }
    return sandbox
  }

  /// The same on a copy of the policy as it is now, with workers and a ledger of its own.
  func apart(_ pool: WorkerPool) throws -> Bench {
    guard let engine else { throw RolloutsError.noModel(role: .policy) }
    let policy = try models.member(.policy)
    let copy = policy.transformer.copy()
    let bank = ModelBank(pool: pool)
    bank.version = models.version
    bank.add(
      ModelBank.Member(copy, tokenizer: policy.tokenizer, promptFormat: policy.promptFormat),
      as: .policy)
    return Bench(
      models: bank, sandbox: sandbox, now: now, cap: cap, groupSize: groupSize,
      engine: RolloutEngine(
        copy, tokenizer: engine.tokenizer, promptFormat: engine.promptFormat,
        decoding: engine.decoding, stopStrings: engine.stopStrings,
        precision: engine.weights.precision, recordsKept: engine.recordsKept, pool: pool),
      onlyVerifier: onlyVerifier,
      noise: noise)
  }

  /// Completions of some problems by the policy, judged; one group a problem.
  ///
  /// Where a problem has an environment, the policy goes on after its answers until it says that the conversation is
  /// over, a turn does not end by itself, or the cap is reached. Turn k of sample i draws from `stream[i]["turn", k]`,
  /// the first one from `stream[i]`.
  /// - Throws: `RolloutsError`, `TokenizersError`, or what a verifier or an environment throws.
  public func rollouts(_ asked: [Asked]) throws -> [Group] {
    try grown(asked, keepsStates: false).groups
  }

  /// The same, and what others need to leave the completions: one state a completion of problems of one turn.
  func grown(
    _ asked: [Asked], keepsStates: Bool = true
  ) throws -> (groups: [Group], states: [[SampledState]]) {
    guard let engine else { throw RolloutsError.noModel(role: .policy) }
    for one in asked { verifiers[one.problem.id] = one.verifier }
    var groups: [Group?] = Array(repeating: nil, count: asked.count)
    var states: [[SampledState]] = Array(repeating: [], count: asked.count)
    // One call serves problems that ask for as many completions.
    for count in Set(asked.map(\.count)).sorted() {
      let places = asked.indices.filter { asked[$0].count == count }
      let prompts = try places.map {
        try engine.promptFormat.tokens(asked[$0].problem.messages, engine.tokenizer)
      }
      let streams = places.map { asked[$0].stream }
      let sampled = try engine.sample(
        prompts.map(DecodeStart.prompt), caps: prompts.map { _ in cap }, count: count,
        version: models.version, keepsStates: keepsStates
      ) { streams[$0][$1] }
      var beginnings: [Int: [Trajectory]] = [:]
      for (i, place) in places.enumerated() {
        beginnings[place] = sampled[i].map(\.trajectory)
        states[place] = sampled[i].compactMap(\.state)
      }
      let conversations = try conversations(
        places.filter { asked[$0].environment != nil }, beginnings, asked, engine)
      for (i, place) in places.enumerated() {
        let first = beginnings[place] ?? []
        models.charge(
          sampled: prompts[i].count, responses: first.map(\.responseTokens.count), by: .policy)
        let one = asked[place]
        if let talks = conversations[place] {
          for talk in talks { models.charge(turnsOf: talk.trajectory, from: 1) }
          groups[place] = Group(
            problem: one.problem, trajectories: talks.map(\.trajectory),
            verdicts: talks.map(\.verdict), ordinal: one.ordinal)
        } else {
          let verdicts = try Details.time("judging") {
            try one.verifier.verdicts(on: first.map(\.completion), for: one.problem)
          }
          groups[place] = Group(
            problem: one.problem, trajectories: first, verdicts: verdicts, ordinal: one.ordinal)
        }
      }
    }
    return (groups.compactMap { $0 }, states)
  }

  /// Completions that leave others after some of their tokens, and take the rest of the cap: what they share is neither
  /// computed nor paid for again, but for the one token that is fed before the first draw.
  func leaving(
    _ places: [(state: SampledState, cut: Int)], count: Int,
    stream: @escaping @Sendable (_ place: Int, _ sample: Int) -> RandomStream
  ) throws -> [[(trajectory: Trajectory, state: SampledState)]] {
    guard let engine else { throw RolloutsError.noModel(role: .policy) }
    let sampled = try engine.sample(
      places.map { DecodeStart.fork($0.state, cut: $0.cut) }, caps: places.map { cap - $0.cut },
      count: count, version: models.version, keepsStates: true, stream: stream)
    for (place, group) in zip(places, sampled) {
      models.charge(
        forked: place.state.prompt.count + place.cut,
        responses: group.map(\.trajectory.responseTokens.count), by: .policy)
    }
    return sampled.map { $0.compactMap { one in one.state.map { (one.trajectory, $0) } } }
  }

  /// A conversation that goes another way from the beginning of one of its turns.
  func resumed(
    _ one: Trajectory, at turn: Int, _ asked: Asked, stream: RandomStream
  ) throws -> (trajectory: Trajectory, verdict: Verdict) {
    guard let engine else { throw RolloutsError.noModel(role: .policy) }
    guard var environment = asked.environment else {
      preconditionFailure("a problem without turns")
    }
    for earlier in one.turns.prefix(turn) {
      let text = engine.tokenizer.decode(Array(one.responseTokens[earlier.tokens]))
      _ = try environment.reply(to: Completion(text: text, isFinished: true))
    }
    let cut = one.turns[turn].tokens.lowerBound
    var before = one.prefix(cut, engine.tokenizer)
    before.turns = Array(one.turns.prefix(turn))
    var conversation = Conversation(
      before, environment, engine, models: models, sandbox: sandbox, cap: cap, stream: stream)
    models.drawn += 1
    let found = try conversation.runFromHere()
    models.charge(turnsOf: found.trajectory, from: turn)
    return found
  }

  /// Conversations from their first turns, by the place of the problem; ranks share them out, each with the programs
  /// that it runs.
  private func conversations(
    _ places: [Int], _ beginnings: [Int: [Trajectory]], _ asked: [Asked], _ engine: RolloutEngine
  ) throws -> [Int: [Talk]] {
    let all = places.flatMap { place in
      (beginnings[place] ?? []).enumerated().map { (place: place, sample: $0, first: $1) }
    }
    if all.isEmpty { return [:] }
    let own = engine.alone
    let found = try engine.pool.ranks.share(all.count) { i -> Talk in
      let one = asked[all[i].place]
      guard let environment = one.environment else {
        preconditionFailure("a problem without turns")
      }
      var conversation = Conversation(
        all[i].first, environment, own, models: models, sandbox: sandbox, cap: cap,
        stream: one.stream[all[i].sample])
      let verdict = try conversation.run()
      return Talk(trajectory: conversation.trajectory, verdict: verdict)
    }
    return Dictionary(grouping: all.indices, by: { all[$0].place }).mapValues {
      $0.map { found[$0] }
    }
  }
}

/// A conversation that is over.
private struct Talk: Codable {
  var trajectory: Trajectory
  var verdict: Verdict
}

/// A conversation of the policy with an environment, one trajectory in all.
struct Conversation {
  private(set) var trajectory: Trajectory
  private var environment: any Environment
  private let engine: RolloutEngine
  private let models: ModelBank
  private let sandbox: Sandbox?
  private let cap: Int
  private let stream: RandomStream

  init(
    _ first: Trajectory, _ environment: any Environment, _ engine: RolloutEngine,
    models: ModelBank, sandbox: Sandbox?, cap: Int, stream: RandomStream
  ) {
    trajectory = first
    self.environment = environment
    self.engine = engine
    self.models = models
    self.sandbox = sandbox
    self.cap = cap
    self.stream = stream
  }

  /// Lets the policy speak, and goes on until the end.
  mutating func runFromHere() throws -> (trajectory: Trajectory, verdict: Verdict) {
    let turn = try next([], room: cap - trajectory.responseTokens.count)
    let verdict = try run(after: turn)
    return (trajectory, verdict)
  }

  /// Goes on until the end; the verdict on the whole.
  mutating func run() throws -> Verdict { try run(after: trajectory.completion) }

  private mutating func run(after first: Completion) throws -> Verdict {
    var turn = first
    while true {
      switch try environment.reply(to: turn) {
      case .end(let verdict, let reward):
        trajectory.turns[trajectory.turns.count - 1].reward = reward
        return shifted(verdict)
      case .say(let message, let reward):
        trajectory.turns[trajectory.turns.count - 1].reward = reward
        guard let said = try goOn(after: turn, message) else { return Self.ended(turn) }
        turn = said
      case .run(let program, let reward):
        trajectory.turns[trajectory.turns.count - 1].reward = reward
        let message = Message(role: "tool", content: try output(of: program))
        guard let said = try goOn(after: turn, message) else { return Self.ended(turn) }
        turn = said
      }
    }
  }

  private static func ended(_ turn: Completion) -> Verdict {
    .unparsed(turn.isFinished ? "no room for another turn" : "cut off in a turn")
  }

  /// The next turn after an answer; `nil` where there is no room for one.
  private mutating func goOn(after turn: Completion, _ message: Message) throws -> Completion? {
    let reply = try engine.promptFormat.tokens(reply: message, engine.tokenizer)
    let room = cap - trajectory.responseTokens.count - reply.count
    guard turn.isFinished, room > 0, !reply.isEmpty else { return nil }
    return try next(reply, room: room)
  }

  /// What a program prints, cut off after as many characters as a response may have tokens; how it ended, where it failed.
  private func output(of program: String) throws -> String {
    // What a program prints may depend on more than the program: ranks that talk together hear one run of it.
    try engine.pool.ranks.lead {
      let sandbox = try sandbox ?? Sandbox(.bubblewrap)
      let run = try sandbox.run(Sandbox.Job("python3", ["-I", "-c", program]))
      var output = String(run.output.prefix(cap))
      while output.last?.isNewline == true { output.removeLast() }
      if run.end != .exit(0) { output += output.isEmpty ? "error" : "\nerror" }
      return output.isEmpty ? "(nothing)" : output
    }
  }

  private mutating func next(_ reply: [Int32], room: Int) throws -> Completion {
    let context = trajectory.tokens + reply
    let number = trajectory.turns.count
    let stream = stream["turn", number]
    let sampled = try engine.sample(
      tokens: [context], count: 1, cap: room, version: models.version
    ) { _, _ in stream }[0][0]
    let zeros = [Float](repeating: 0, count: reply.count)
    let start = trajectory.responseTokens.count + reply.count
    trajectory.appendKept(reply.count, sampled)
    trajectory.responseTokens += reply + sampled.responseTokens
    trajectory.origins += reply.map { _ in .environment } + sampled.origins
    trajectory.behaviorLogprobs += zeros + sampled.behaviorLogprobs
    trajectory.plainLogprobs += zeros + sampled.plainLogprobs
    trajectory.unfilteredLogprobs += zeros + sampled.unfilteredLogprobs
    trajectory.entropies += zeros + sampled.entropies
    trajectory.versions += reply.map { _ in Int32(models.version) } + sampled.versions
    trajectory.turns.append(TurnRecord(tokens: start..<trajectory.responseTokens.count))
    trajectory.completion = Completion(
      text: engine.tokenizer.decode(trajectory.responseTokens),
      isFinished: sampled.completion.isFinished)
    trajectory.textEnds = engine.tokenizer.textEnds(
      of: trajectory.responseTokens, text: trajectory.completion.text)
    return sampled.completion
  }

  /// A verdict on the last turn, its steps where they stand in the whole response.
  private func shifted(_ verdict: Verdict) -> Verdict {
    guard let start = trajectory.turns.last?.tokens.lowerBound, start > 0 else { return verdict }
    var verdict = verdict
    let offset = trajectory.textEnds[start - 1]
    for i in verdict.steps.indices {
      let range = verdict.steps[i].range
      verdict.steps[i].range = range.lowerBound + offset..<range.upperBound + offset
    }
    return verdict
  }
}
