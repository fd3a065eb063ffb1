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
  let index: Int
  var generator: RandomGenerator
  /// What it shares with the sequence that it left; the last of it is fed before the first draw.
  var shared: ArraySlice<Int32> = []
  var drawn = DrawnTokens()

  var tokens: [Int32] { drawn.tokens }
}

/// The work of a team of workers that decode rows together until there are no more sequences.
///
/// The leader takes sequences, begins steps and delivers what is finished while the others wait; prompts, steps
/// and draws are shared out.
final class DecodeLoop: @unchecked Sendable {
  private let work: DecodeWork
  private let decoder: Decoder
  private let decoding: Decoding
  private let recordsKept: Bool
  private let stream: @Sendable (Int, Int) -> RandomStream
  private let ends: ([Int32]) -> Bool
  private let take: (Int) -> Range<Int>
  private let deliver: (DecodedSequence, Decoder.State?) -> Void

  /// Row → its sequence; members write to rows of their own.
  private let live: UnsafeMutableBufferPointer<DecodedSequence?>
  /// Rows of the step that is being done.
  private var active: [Int] = []
  private var isDone = false
  private let foundNonFinite = Atomic<Bool>(false)

  /// Sequences that the leader has just taken, and the rows that they get.
  private var taken: Range<Int> = 0..<0
  private var free: [Int] = []
  /// Prompts that they need, and what the members made of them.
  private var wanted: [Int] = []
  /// Tokens of prompts that a member of a team computes together.
  private static let prefillTokens = 128
  private let prefixes = Mutex<[Int: Decoder.Prefix]>([:])

  init(
    _ work: DecodeWork, _ decoder: Decoder, rows: Int, decoding: Decoding, recordsKept: Bool,
    stream: @escaping @Sendable (Int, Int) -> RandomStream, ends: @escaping ([Int32]) -> Bool,
    take: @escaping (_ wanted: Int) -> Range<Int>,
    deliver: @escaping (DecodedSequence, Decoder.State?) -> Void
  ) {
    self.work = work
    self.decoder = decoder
    self.decoding = decoding
    self.recordsKept = recordsKept
    self.stream = stream
    self.ends = ends
    self.take = take
    self.deliver = deliver
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
    var sampler = TokenSampler(
      decoding, vocabulary: decoder.vocabulary, recordsKept: recordsKept)
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
    taken = free.isEmpty ? 0..<0 : take(free.count)
    prefixes.withLock { known in
      wanted =
        taken.isEmpty
        ? []
        : (taken.lowerBound / work.perStart...(taken.upperBound - 1) / work.perStart)
          .filter { known[$0] == nil && !work.prompt($0).isEmpty }
    }
  }

  private func prefill(_ member: Team.Member) {
    let longest = wanted.reduce(1) { max($0, work.prompt($1).count) }
    let size = member.team.count == 1 ? wanted.count : max(1, Self.prefillTokens / longest)
    member.claim(of: (wanted.count + size - 1) / size) { batches in
      for batch in batches {
        let some = wanted[batch * size..<min((batch + 1) * size, wanted.count)]
        let computed = decoder.prefill(some.map(work.prompt), in: member.workspace)
        prefixes.withLock { for (prompt, prefix) in zip(some, computed) { $0[prompt] = prefix } }
      }
    }
  }

  /// Gives the sequences taken their rows and first tokens, and begins a step.
  private func startSequences(_ sampler: inout TokenSampler) {
    prefixes.withLock { known in
      for (row, index) in zip(free, taken) {
        let (start, sample) = index.quotientAndRemainder(dividingBy: work.perStart)
        live[row] = DecodedSequence(index: index, generator: stream(start, sample).generator())
        if case .fork(let state, let cut) = work.starts[start], cut > 0 {
          live[row]?.shared = state.tokens.prefix(cut)
          decoder.start(row: row, leaving: state.decoder, after: cut - 1)
          continue
        }
        guard let prefix = prefix(start, known) else { continue }
        decoder.start(row: row, after: prefix)
        draw(row, prefix.logits.pointer, &sampler)
        settle(row)
      }
      // The last prompt is often continued by the next sequences.
      if let last = taken.last {
        known = known.filter { $0.key == last / work.perStart }
      }
    }
    active = []
    if !isFinite {
      isDone = true
      return
    }
    // A first token that ends its sequence leaves a free row.
    if !taken.isEmpty && taken.count == free.count && live.contains(where: { $0 == nil }) { return }
    active = live.indices.filter { live[$0] != nil }
    isDone = active.isEmpty
    if !isDone { decoder.begin(active, tokens: active.compactMap(fed)) }
  }

  private func prefix(_ start: Int, _ known: [Int: Decoder.Prefix]) -> Decoder.Prefix? {
    if case .fork(let state, _) = work.starts[start] { return state.decoder.prefix }
    return known[start]
  }

  /// The token that a row is fed next.
  private func fed(_ row: Int) -> Int32? { live[row]?.tokens.last ?? live[row]?.shared.last }

  private func draw(
    _ row: Int, _ logits: UnsafePointer<Float>, _ sampler: inout TokenSampler
  ) {
    guard let sequence = live[row] else { return }
    var generator = sequence.generator
    let history = decoding.penalties.isNeutral ? History() : work.history(sequence)
    guard let draw = sampler.draw(logits, after: history, using: &generator) else {
      foundNonFinite.store(true, ordering: .relaxed)
      return
    }
    live[row]?.generator = generator
    live[row]?.drawn.append(draw)
  }

  /// Delivers a row's sequence if it has ended.
  private func settle(_ row: Int) {
    guard let sequence = live[row] else { return }
    let isFinished = ends(sequence.tokens)
    let isRepetitive =
      !isFinished
      && decoding.repetitionDetection.maxPatternSize > 0
      && decoding.repetitionDetection.finds(in: sequence.shared + sequence.tokens)
    guard
      isFinished || isRepetitive
        || sequence.tokens.count == work.caps[sequence.index / work.perStart]
    else { return }
    live[row]?.drawn.isFinished = isFinished
    live[row]?.drawn.isRepetitive = isRepetitive
    let state = decoder.finish(row: row)
    if let sequence = live[row] { deliver(sequence, state) }
    live[row] = nil
  }
}
