import Foundation
import Networks
import Support
import Synchronization
import Tensors

/// What was drawn for a sequence.
struct DrawnTokens: Sendable {
  var tokens: [Int32] = []
  var behavior: [Float] = []
  var plain: [Float] = []
  var unfiltered: [Float] = []
  var entropies: [Float] = []
  /// What filters left of each draw, where that is recorded.
  var kept: [[Int32]] = []
  var isFinished = false
  var isRepetitive = false

  mutating func append(_ draw: TokenDraw) {
    tokens.append(draw.token)
    behavior.append(draw.behaviorLogprob)
    plain.append(draw.plainLogprob)
    unfiltered.append(draw.unfilteredLogprob)
    entropies.append(draw.entropy)
    kept.append(draw.kept)
  }
}

extension DrawnTokens: Packable {
  func pack(into packet: inout Packet) {
    packet.append(tokens)
    for numbers in [behavior, plain, unfiltered, entropies] { packet.append(numbers) }
    packet.append(kept.map(\.count))
    packet.append(kept.flatMap { $0 })
    packet.append([isFinished, isRepetitive])
  }

  init(from packet: inout Packet) {
    tokens = packet.next()
    (behavior, plain) = (packet.next(), packet.next())
    (unfiltered, entropies) = (packet.next(), packet.next())
    let counts = packet.next(Int.self)
    let all = packet.next(Int32.self)
    var start = 0
    kept = counts.map { count in
      defer { start += count }
      return Array(all[start..<start + count])
    }
    let marks = packet.next(Bool.self)
    (isFinished, isRepetitive) = (marks[0], marks[1])
  }
}

/// A sequence that is being decoded.
struct DecodedSequence: Sendable {
  let order: DecodeOrder
  var generator: RandomGenerator
  /// What it shares with the sequence that it left; the last of it is fed before the first draw.
  var shared: ArraySlice<Int32> = []
  var drawn = DrawnTokens()
  /// The most probable tokens at each draw, where that is asked for.
  var top: [[TokenLogprob]] = []
  /// What the prompt's own tokens are to the model, where that is asked for.
  var reading: PromptReading?

  var tokens: [Int32] { drawn.tokens }

  init(_ order: DecodeOrder) {
    self.order = order
    generator = order.stream.generator()
  }

  mutating func append(_ draw: TokenDraw) {
    drawn.append(draw)
    if order.rule.top > 0 { top.append(draw.top) }
  }
}

/// The work of a team of workers that decode rows together until no more sequences come.
///
/// The leader takes sequences, begins steps and delivers what is finished while the others wait; prompts, steps
/// and draws are shared out.
final class DecodeLoop: @unchecked Sendable {
  private let source: any DecodeSource
  private let decoder: Decoder

  /// Row → its sequence; members write to rows of their own.
  private let live: UnsafeMutableBufferPointer<DecodedSequence?>
  /// Rows of the step that is being done.
  private var active: [Int] = []
  /// Whether there is nothing to do now.
  private var isIdle = false
  private var isDone = false
  private let foundNonFinite = Atomic<Bool>(false)
  /// Where members sleep while their leader waits for sequences.
  private let gate = Gate()

  /// Sequences that the leader has just taken, and the rows that they get.
  private var taken: [DecodeOrder] = []
  private var free: [Int] = []
  /// Those with prompts that have to be computed, and what the members made of them.
  private var wanted: [DecodeOrder] = []
  /// Tokens of prompts that a member of a team computes together.
  private static let prefillTokens = 128
  /// The same for a worker on its own: what it holds meanwhile is bounded.
  private static let ownPrefillTokens = 4096
  private let prefixes = Mutex<[Int: (prefix: Decoder.Prefix, reading: PromptReading?)]>([:])

  init(_ source: any DecodeSource, _ decoder: Decoder, rows: Int) {
    self.source = source
    self.decoder = decoder
    live = .allocate(capacity: rows)
    live.initialize(repeating: nil)
  }

  deinit {
    live.deinitialize()
    live.deallocate()
  }

  /// Whether all logits were finite.
  var isFinite: Bool { !foundNonFinite.load(ordering: .relaxed) }

  /// What a member does; all return together.
  func run(_ member: Team.Member) {
    var sampler = TokenSampler(DrawRule(Decoding()), vocabulary: decoder.vocabulary)
    var pauses = 0
    while true {
      if member.leads { takeSequences() }
      member.meet()
      if !wanted.isEmpty {
        prefill(member)
        member.meet()
      }
      if member.leads { startSequences(&sampler) }
      member.meet()
      if isDone { return }
      if isIdle {
        pauses += 1
        // What the leader waits for may be gone again before another member looks.
        if member.leads {
          source.wait()
          gate.open()
        } else {
          gate.wait(until: pauses)
        }
        continue
      }
      if active.isEmpty { continue }
      let logits = decoder.advance(member)
      for i in member.share(of: active.count) {
        draw(active[i], logits.pointer + i * logits.columns, &sampler)
      }
      member.meet()
      if member.leads { for row in active { settle(row) } }
    }
  }

  private func takeSequences() {
    free = live.indices.filter { live[$0] == nil }
    taken = free.isEmpty ? [] : source.take(free.count)
    prefixes.withLock { known in
      wanted = []
      for order in taken where known[order.group] == nil && !order.prompt.isEmpty {
        // Those of a group follow one another.
        if wanted.last?.group != order.group { wanted.append(order) }
      }
    }
  }

  private func prefill(_ member: Team.Member) {
    let longest = wanted.reduce(1) { max($0, $1.prompt.count) }
    let size =
      member.team.count == 1
      ? max(1, min(wanted.count, Self.ownPrefillTokens / longest))
      : max(1, Self.prefillTokens / longest)
    member.claim(of: (wanted.count + size - 1) / size) { batches in
      for batch in batches {
        let some = wanted[batch * size..<min((batch + 1) * size, wanted.count)]
        var readers = some.map { $0.readsPrompt ? PromptReader($0.prompt, top: $0.rule.top) : nil }
        let computed = decoder.prefill(
          some.map(\.prompt), reading: some.map(\.readsPrompt), in: member.workspace
        ) { prompt, position, logits in
          readers[prompt]?.read(position, logits)
        }
        if readers.contains(where: { $0?.isFinite == false }) {
          foundNonFinite.store(true, ordering: .relaxed)
        }
        prefixes.withLock {
          for ((order, prefix), reader) in zip(zip(some, computed), readers) {
            $0[order.group] = (prefix, reader?.result)
          }
        }
      }
    }
  }

  /// Gives the sequences taken their rows and first tokens, and begins a step.
  private func startSequences(_ sampler: inout TokenSampler) {
    var failed: [DecodeOrder] = []
    prefixes.withLock { known in
      for (row, order) in zip(free, taken) {
        var sequence = DecodedSequence(order)
        if case .fork(let state, let cut) = order.start, cut > 0 {
          sequence.shared = state.tokens.prefix(cut)
          live[row] = sequence
          decoder.start(row: row, leaving: state.decoder, after: cut - 1)
          continue
        }
        guard let (prefix, reading) = prefix(order, known) else { continue }
        sequence.reading = reading
        if order.cap == 0 {
          if isFinite { source.deliver(sequence, nil) } else { failed.append(order) }
          continue
        }
        live[row] = sequence
        decoder.start(row: row, after: prefix)
        draw(row, prefix.logits.pointer, &sampler)
        settle(row)
      }
      // The last prompt is often continued by the next sequences.
      if let last = taken.last {
        known = known.filter { $0.key == last.group }
      }
    }
    (active, isIdle) = ([], false)
    if !isFinite {
      isDone = true
      for row in live.indices {
        guard let order = live[row]?.order else { continue }
        decoder.finish(row: row)
        live[row] = nil
        failed.append(order)
      }
      source.fail(failed)
      return
    }
    // A first token that ends its sequence leaves a free row.
    if !taken.isEmpty && taken.count == free.count && live.contains(where: { $0 == nil }) { return }
    active = live.indices.filter { live[$0] != nil }
    isIdle = active.isEmpty
    isDone = isIdle && source.isOver
    if !isIdle { decoder.begin(active, tokens: active.compactMap(fed)) }
  }

  private func prefix(
    _ order: DecodeOrder, _ known: [Int: (prefix: Decoder.Prefix, reading: PromptReading?)]
  ) -> (Decoder.Prefix, PromptReading?)? {
    if case .fork(let state, _) = order.start { return (state.decoder.prefix, nil) }
    return known[order.group].map { ($0.prefix, $0.reading) }
  }

  /// The token that a row is fed next.
  private func fed(_ row: Int) -> Int32? { live[row]?.tokens.last ?? live[row]?.shared.last }

  private func draw(
    _ row: Int, _ logits: UnsafePointer<Float>, _ sampler: inout TokenSampler
  ) {
    guard let sequence = live[row] else { return }
    let rule = sequence.order.rule
    var generator = sequence.generator
    let history =
      rule.decoding.penalties.isNeutral ? History() : sequence.order.history(sequence)
    guard let draw = sampler.draw(logits, by: rule, after: history, using: &generator) else {
      foundNonFinite.store(true, ordering: .relaxed)
      return
    }
    live[row]?.generator = generator
    live[row]?.append(draw)
  }

  /// Delivers a row's sequence if it has ended.
  private func settle(_ row: Int) {
    guard let sequence = live[row], isFinite else { return }
    let detection = sequence.order.rule.decoding.repetitionDetection
    let isFinished = source.ends(sequence)
    let isRepetitive =
      !isFinished && detection.maxPatternSize > 0
      && detection.finds(in: sequence.shared + sequence.tokens)
    guard isFinished || isRepetitive || sequence.tokens.count == sequence.order.cap
    else { return }
    live[row]?.drawn.isFinished = isFinished
    live[row]?.drawn.isRepetitive = isRepetitive
    let state = decoder.finish(row: row)
    if let sequence = live[row] { source.deliver(sequence, state) }
    live[row] = nil
  }
}

/// Where the members of a team sleep until their leader goes on.
private final class Gate: @unchecked Sendable {
  private let condition = NSCondition()
  private var opened = 0

  /// Lets those in who wait.
  func open() {
    condition.lock()
    opened += 1
    condition.broadcast()
    condition.unlock()
  }

  /// Waits until it has been opened so many times.
  func wait(until count: Int) {
    condition.lock()
    while opened < count { condition.wait() }
    condition.unlock()
  }
}
