import Foundation
import Networks
import Support
import Synchronization

import Tensors

/// A sequence that somebody asks for while others are being decoded.
///
/// What becomes of it depends on its prompt, its settings and its stream alone.
public final class LiveSequence: Sendable {
  /// What it begins with.
  public let prompt: [Int32]
  /// How its tokens are drawn.
  public let decoding: Decoding
  /// The most tokens; 0 where only the reading of the prompt is wanted.
  public let cap: Int
  /// The random numbers of its draws.
  public let stream: RandomStream
  /// How many of the most probable tokens are told at each place.
  public let top: Int
  /// Whether log-probabilities of the prompt's own tokens are wanted.
  public let readsPrompt: Bool
  let receive: @Sendable (LiveEvent) -> Void
  private let cancelled = Atomic<Bool>(false)

  /// A sequence.
  ///
  /// - Parameter receive: gets what happens, in order, from the thread that decodes: it must not take long.
  public init(
    prompt: [Int32], decoding: Decoding, cap: Int, stream: RandomStream, top: Int = 0,
    readsPrompt: Bool = false, receive: @escaping @Sendable (LiveEvent) -> Void
  ) {
    self.prompt = prompt
    self.decoding = decoding
    self.cap = cap
    self.stream = stream
    self.top = top
    self.readsPrompt = readsPrompt
    self.receive = receive
  }

  /// Nobody wants more of it: it ends with its next token, or is never begun.
  public func cancel() { cancelled.store(true, ordering: .relaxed) }

  /// Whether nobody wants more of it.
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
}

/// What happens to a sequence.
public enum LiveEvent: Sendable {
  /// Its prompt was read, before its first token.
  case read(PromptReading)
  /// It got a token.
  case token(TokenLogprob, top: [TokenLogprob])
  /// It ended: with an end token, at its cap (`false`), or because it was cancelled.
  case end(isFinished: Bool)
  /// It was given up.
  case failed(RolloutsError)
}

/// Decodes sequences that arrive over time, by the loop that rollouts are decoded with.
///
/// A sequence joins those in flight as soon as a row is free; rows are shared out among teams of workers. While there is
/// nothing to do, all workers sleep.
public final class LiveEngine: Sendable {
  private let engine: RolloutEngine
  private let source: LiveSource
  private let plan: DecodePlan

  /// Tokens of a prompt and a response for which the number of rows is chosen; others fit, too.
  private static let usual = 256

  /// An engine over the weights, the vocabulary and the workers of another.
  ///
  /// - Parameter cacheBytes: memory for keys and values; sequences wait until theirs fit. A quarter of the machine's, if it
  ///   is not given.
  public init(_ engine: RolloutEngine, cacheBytes: Int? = nil) {
    self.engine = engine
    let shape = engine.model.shape
    let context = shape.context
    let token = shape.layers * shape.keyValueHeads * shape.headWidth * 2 * 4
    let bytes = cacheBytes ?? Int(ProcessInfo.processInfo.physicalMemory / 4)
    plan = DecodePlan(
      sequences: engine.pool.count * DecodePlan.most, prompt: min(Self.usual, context / 2),
      cap: min(Self.usual, context / 2), engine.weights, workers: engine.pool.count,
      largeWeights: engine.largeWeights)
    source = LiveSource(
      teams: plan.teams, room: bytes / max(token, 1), ends: engine.tokenizer.stopTokens)
  }

  /// The most sequences that are decoded side by side.
  public var rows: Int { plan.rows * plan.teams }

  /// Decodes until the engine is closed and all sequences have ended.
  ///
  /// - Throws: `RolloutsError.notFinite`; all sequences have failed with it then.
  public func run() throws {
    engine.weights.pack(engine.pool)
    let loops = engine.loops(plan, source)
    engine.pool.inTeams(of: plan.teamSize, atMost: plan.teams) { team, member in
      loops[team].run(member)
    }
    guard loops.allSatisfy(\.isFinite) else { throw RolloutsError.notFinite }
  }

  /// Adds sequences; those next to one another that have the same prompt share it.
  ///
  /// - Throws: `RolloutsError` if one does not fit the context or its settings are out of range; then none is added.
  public func submit(_ sequences: [LiveSequence]) throws {
    for sequence in sequences {
      try sequence.decoding.validate()
      guard sequence.cap >= 0, !sequence.prompt.isEmpty,
        sequence.prompt.count + sequence.cap <= engine.model.shape.context
      else {
        throw RolloutsError.context(
          prompt: sequence.prompt.count, cap: sequence.cap, context: engine.model.shape.context)
      }
    }
    source.add(sequences)
  }

  /// Takes no more sequences; those that are there are decoded to their ends.
  public func close() { source.close() }
}

/// A queue of sequences that teams take from.
private final class LiveSource: DecodeSource, @unchecked Sendable {
  private let teams: Int
  /// Tokens whose keys and values may be there at once.
  private let room: Int
  private let stopTokens: Set<Int32>
  /// Guards everything below.
  private let condition = NSCondition()
  private var waiting: [DecodeOrder] = []
  /// Those waiting or being decoded, by their number.
  private var sequences: [Int: LiveSequence] = [:]
  /// Tokens that sequences being decoded may come to, and how many of each group there are.
  private var held = 0
  private var decoding: [Int: Int] = [:]
  private var ordered = 0
  private var groups = 0
  private var isClosed = false
  private var hasFailed = false

  init(teams: Int, room: Int, ends: Set<Int32>) {
    self.teams = teams
    self.room = room
    stopTokens = ends
  }

  func add(_ new: [LiveSequence]) {
    condition.lock()
    let isRefused = isClosed
    if !isRefused {
      var last: LiveSequence?
      for sequence in new {
        let isShared =
          last.map {
            $0.prompt == sequence.prompt && $0.readsPrompt == sequence.readsPrompt
              && $0.top == sequence.top
          } ?? false
        if !isShared { groups += 1 }
        waiting.append(
          DecodeOrder(
            index: ordered, group: groups, start: .prompt(sequence.prompt), cap: sequence.cap,
            rule: DrawRule(sequence.decoding, top: sequence.top), stream: sequence.stream,
            readsPrompt: sequence.readsPrompt))
        sequences[ordered] = sequence
        ordered += 1
        last = sequence
      }
      condition.broadcast()
    }
    let failure = hasFailed
    condition.unlock()
    guard isRefused else { return }
    for sequence in new {
      sequence.receive(failure ? .failed(.notFinite) : .end(isFinished: false))
    }
  }

  func close() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }

  /// Tokens that an order adds to those held: a prompt that is there already is shared.
  private func size(_ order: DecodeOrder) -> Int {
    order.cap + (decoding[order.group] == nil ? order.prompt.count : 0)
  }

  /// Whether the next order has room; one that never has gets it when it is alone.
  private var fits: Bool {
    waiting.first.map { held == 0 || held + size($0) <= room } ?? false
  }

  /// Gives back what an order held. Needs the lock.
  private func release(_ order: DecodeOrder) {
    guard let count = decoding[order.group] else { return }
    decoding[order.group] = count == 1 ? nil : count - 1
    held -= size(order)
    condition.broadcast()
  }

  func take(_ wanted: Int) -> [DecodeOrder] {
    condition.lock()
    let dropped = waiting.filter { sequences[$0.index]?.isCancelled ?? true }
    if !dropped.isEmpty { waiting.removeAll { sequences[$0.index]?.isCancelled ?? true } }
    let gone = dropped.compactMap { sequences.removeValue(forKey: $0.index) }
    // Teams that have rows, too, get a part of what is there.
    let share = min(wanted, (waiting.count + teams - 1) / teams)
    var taken: [DecodeOrder] = []
    while taken.count < share, fits, let order = waiting.first {
      held += size(order)
      decoding[order.group, default: 0] += 1
      taken.append(order)
      waiting.removeFirst()
    }
    condition.unlock()
    for sequence in gone { sequence.receive(.end(isFinished: false)) }
    return taken
  }

  var isOver: Bool {
    condition.lock()
    defer { condition.unlock() }
    return isClosed && waiting.isEmpty
  }

  func wait() {
    condition.lock()
    while !fits && !(isClosed && waiting.isEmpty) { condition.wait() }
    condition.unlock()
  }

  private func sequence(_ order: DecodeOrder, ended: Bool = false) -> LiveSequence? {
    condition.lock()
    defer { condition.unlock() }
    guard ended else { return sequences[order.index] }
    release(order)
    return sequences.removeValue(forKey: order.index)
  }

  func ends(_ decoded: DecodedSequence) -> Bool {
    guard let sequence = sequence(decoded.order), let token = decoded.tokens.last,
      let logprob = decoded.drawn.plain.last
    else { return true }
    if decoded.tokens.count == 1, let reading = decoded.reading { sequence.receive(.read(reading)) }
    sequence.receive(
      .token(TokenLogprob(token: token, logprob: logprob), top: decoded.top.last ?? []))
    return stopTokens.contains(token) || sequence.isCancelled
  }

  func deliver(_ decoded: DecodedSequence, _ state: Decoder.State?) {
    guard let sequence = sequence(decoded.order, ended: true) else { return }
    if decoded.tokens.isEmpty, let reading = decoded.reading { sequence.receive(.read(reading)) }
    // What was given up has not ended by itself.
    let isGivenUp = sequence.isCancelled && !(decoded.tokens.last.map(stopTokens.contains) ?? false)
    sequence.receive(.end(isFinished: decoded.drawn.isFinished && !isGivenUp))
  }

  func fail(_ orders: [DecodeOrder]) {
    condition.lock()
    isClosed = true
    hasFailed = true
    // Nothing that this model computes is of use.
    for order in orders { release(order) }
    let given = (orders + waiting).compactMap { sequences.removeValue(forKey: $0.index) }
    waiting = []
    condition.broadcast()
    condition.unlock()
    for sequence in given { sequence.receive(.failed(.notFinite)) }
  }
}
