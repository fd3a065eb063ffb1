import Networks
import Support
import Synchronization

/// A sequence that is to be decoded: all that it depends on.
final class DecodeOrder: Sendable {
  /// Its number, for whoever ordered it.
  let index: Int
  /// The number of what it begins with; orders with the same one share it.
  let group: Int
  let start: DecodeStart
  /// The most tokens; 0 where nothing but the reading of the prompt is wanted.
  let cap: Int
  let rule: DrawRule
  /// The random numbers of its draws.
  let stream: RandomStream
  /// Whether log-probabilities of the prompt's own tokens are wanted.
  let readsPrompt: Bool

  init(
    index: Int, group: Int, start: DecodeStart, cap: Int, rule: DrawRule, stream: RandomStream,
    readsPrompt: Bool = false
  ) {
    self.index = index
    self.group = group
    self.start = start
    self.cap = cap
    self.rule = rule
    self.stream = stream
    self.readsPrompt = readsPrompt
  }

  /// The tokens of the prompt; none for a fork.
  var prompt: [Int32] {
    if case .prompt(let tokens) = start { tokens } else { [] }
  }

  /// What the draws of its sequence come after.
  func history(_ sequence: DecodedSequence) -> History {
    switch start {
    case .prompt(let tokens): History(prompt: tokens, response: sequence.tokens)
    case .fork(let state, _):
      History(prompt: state.prompt, response: sequence.shared + sequence.tokens)
    }
  }
}

/// Where decode loops get their sequences and bring what became of them. The leaders of all teams ask.
protocol DecodeSource: AnyObject, Sendable {
  /// The next sequences, at most as many as wanted; none where there are none now.
  func take(_ wanted: Int) -> [DecodeOrder]
  /// Whether no more will come.
  var isOver: Bool { get }
  /// Waits asleep until there may be sequences to take, or no more will come: only leaders do.
  func wait()
  /// Whether a sequence ends with the token that it has just got.
  func ends(_ sequence: DecodedSequence) -> Bool
  /// Takes a sequence that has ended.
  func deliver(_ sequence: DecodedSequence, _ state: Decoder.State?)
  /// Sequences are given up, and so is the team that had them: logits are not finite.
  func fail(_ orders: [DecodeOrder])
}

/// Sequences that are all there from the start, taken in order.
final class BatchSource: DecodeSource {
  private let work: DecodeWork
  private let rule: DrawRule
  private let stream: @Sendable (Int, Int) -> RandomStream
  private let isEnd: @Sendable ([Int32]) -> Bool
  private let receive: @Sendable (DecodedSequence, Decoder.State?) -> Void
  private let next: Atomic<Int>

  init(
    _ work: DecodeWork, rule: DrawRule, stream: @escaping @Sendable (Int, Int) -> RandomStream,
    isEnd: @escaping @Sendable ([Int32]) -> Bool,
    receive: @escaping @Sendable (DecodedSequence, Decoder.State?) -> Void
  ) {
    self.work = work
    self.rule = rule
    self.stream = stream
    self.isEnd = isEnd
    self.receive = receive
    next = Atomic(work.own.lowerBound)
  }

  func take(_ wanted: Int) -> [DecodeOrder] {
    // Nothing more is begun when it could not be finished in time.
    if StopSignal.isOverdue { return [] }
    let (first, end) = (next.add(wanted, ordering: .relaxed).oldValue, work.own.upperBound)
    return (min(first, end)..<min(first + wanted, end)).map { index in
      let (start, sample) = index.quotientAndRemainder(dividingBy: work.perStart)
      return DecodeOrder(
        index: index, group: start, start: work.starts[start], cap: work.caps[start], rule: rule,
        stream: stream(start, sample))
    }
  }

  /// What is not taken when it is asked for never comes.
  var isOver: Bool { true }
  func wait() {}
  func ends(_ sequence: DecodedSequence) -> Bool { isEnd(sequence.tokens) }
  func deliver(_ sequence: DecodedSequence, _ state: Decoder.State?) { receive(sequence, state) }
  func fail(_ orders: [DecodeOrder]) {}
}
