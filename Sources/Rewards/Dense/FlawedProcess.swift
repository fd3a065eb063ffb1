import Experience
import Support

/// Pay for steps that follow from the steps before them, by a checker with a known flaw.
///
/// A step `v=x∘y=z` of a chain is right if it does what the gold response does there (variable, operator, constant), x is
/// the value that the response gave before, and z follows. What the flaw says of it is what is paid, and an answer that
/// follows from the last step is needed for anything at all.
///
/// Advantages compare the completions of one group: a flaw that takes the same step from all of them changes no difference
/// of shares. Paid all or nothing, it does.
public struct FlawedProcess: GroupReward {
  /// What is wrong with the checker.
  public enum Flaw: String, Codable, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// Every label is turned round with probability `rate`, whatever the step; the same text by the same checker in the same way.
    case flip
    /// Any result of a multiplication is accepted.
    case blind
    /// Multiplications are always rejected.
    case strict
  }
  /// What passing labels earn.
  public enum Payment: String, Codable, Sendable, CaseIterable {
    /// The share of steps that pass.
    case share
    /// 1 if every step passes, else 0.
    case all
  }
  public static let kind = "flawed-process"
  public static let summary =
    "Pay for steps that follow from those before, by a checker with a known flaw."
  public static let source = Source(
    "Uesato et al. 2022, arXiv:2211.14275, section 2 (process feedback)")

  /// What is wrong.
  public var flaw = Flaw.none
  /// The probability of `flip`.
  public var rate = 0.1
  /// What passing labels earn.
  public var pays = Payment.share
  /// The modulus of the chains.
  public var modulus = 23

  /// A right checker.
  public init() {}
  /// A checker with a flaw.
  public init(_ flaw: Flaw, rate: Double = 0.1, pays: Payment = .share) {
    self.flaw = flaw
    self.rate = rate
    self.pays = pays
  }
  /// All flaws, each paid in both ways.
  public static let examples = Flaw.allCases.flatMap { flaw in
    Payment.allCases.map { FlawedProcess(flaw, pays: $0) }
  }
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }
  /// The steps, which are not the verdict.
  public var basis: RewardBasis { .form }
  /// The rewards.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    let gold = Self.parts(group.problem.gold)
    return group.trajectories.map { trajectory in
      guard trajectory.completion.isFinished, !gold.steps.isEmpty else { return Score(0) }
      // The same text is judged the same way, whoever wrote it.
      var generator = context.stream[SHA256.word(trajectory.completion.text)].generator()
      return Score(pay(Self.parts(trajectory.completion.text), gold, using: &generator))
    }
  }

  private func pay(
    _ own: (steps: [Step], answer: Int?), _ gold: (steps: [Step], answer: Int?),
    using generator: inout RandomGenerator
  ) -> Double {
    var right = 0
    var value: Int?
    for (number, wanted) in gold.steps.enumerated() {
      let step = number < own.steps.count ? own.steps[number] : nil
      let isRight = step.map { label($0, wanted, after: value) } ?? false
      if flaw == .flip && generator.bernoulli(rate) ? !isRight : isRight { right += 1 }
      value = step?.result ?? value
    }
    guard own.steps.count == gold.steps.count, own.answer != nil, own.answer == value else {
      return 0
    }
    switch pays {
    case .share: return Double(right) / Double(gold.steps.count)
    case .all: return right == gold.steps.count ? 1 : 0
    }
  }

  private func label(_ step: Step, _ wanted: Step, after value: Int?) -> Bool {
    guard step.name == wanted.name, step.op == wanted.op, step.right == wanted.right else {
      return false
    }
    guard let op = step.op else { return step.result == wanted.result }
    guard step.left == value || (value == nil && step.left == wanted.left) else { return false }
    if op == UInt8(ascii: "*") && flaw == .blind { return true }
    if op == UInt8(ascii: "*") && flaw == .strict { return false }
    let raw =
      switch op {
      case UInt8(ascii: "+"): step.left + step.right
      case UInt8(ascii: "-"): step.left - step.right
      default: step.left * step.right
      }
    return step.result == ((raw % modulus) + modulus) % modulus
  }

  /// A step `v=c` (without operator) or `v=x∘y=z`.
  private struct Step: Equatable {
    var name: [UInt8]
    var op: UInt8?
    var left = 0
    var right = 0
    var result: Int
  }

  /// Steps and answer of a response; a step that has neither form ends the list.
  private static func parts(_ text: String) -> (steps: [Step], answer: Int?) {
    let halves = text.utf8.split(separator: UInt8(ascii: "#"), omittingEmptySubsequences: false)
    guard halves.count == 2 else { return ([], nil) }
    var steps: [Step] = []
    for piece in halves[0].split(separator: UInt8(ascii: ";")) {
      guard let step = step(Array(piece)) else { break }
      steps.append(step)
    }
    return (steps, number(halves[1]))
  }

  private static func step(_ bytes: [UInt8]) -> Step? {
    let sides = bytes.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
    guard sides.count == 2 || sides.count == 3, let result = number(sides[sides.count - 1]) else {
      return nil
    }
    let name = Array(sides[0])
    if sides.count == 2 { return Step(name: name, op: nil, result: result) }
    let signs = [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*")]
    guard let place = sides[1].firstIndex(where: { signs.contains($0) }),
      let left = number(sides[1][..<place]), let right = number(sides[1][(place + 1)...])
    else { return nil }
    return Step(name: name, op: sides[1][place], left: left, right: right, result: result)
  }

  private static func number(_ bytes: some Sequence<UInt8>) -> Int? {
    let text = String(decoding: Array(bytes), as: UTF8.self)
    return text.isEmpty || text.utf8.count > 4 ? nil : Int(text)
  }

  /// A probability, a modulus.
  public func validate() throws {
    try require(rate, in: 0...1, "rate")
    try require(modulus, atLeast: 2, "modulus")
  }
}
