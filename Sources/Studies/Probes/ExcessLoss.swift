import Experience
import Rollouts
import Support
import Training

/// How far a model is from the text that it was pre-trained on, exactly: the loss above the text's
/// own entropy.
///
/// A problem is answered in one of two styles, a full gold trace with probability q₁ or a bare
/// answer with q₂, so the text's distribution over responses is known, and so is the least loss
/// that any model can have:
///
/// ```
/// excess = Σ_s q_s·(log q_s − log π(y_s|x)) = KL(text ‖ model),   nats a response
/// ```
///
/// A perfect model has 0. It is a sum over tokens, and given by the classes of `ExactSupport`:
/// *style* has `q_s·(log q_s − log π)` of the first token, the others `−q_s·log π` of theirs; of a
/// bare answer `#` is style, digits are compute, the end is stop. No class can be below 0 but for
/// rounding.
public struct ExcessLoss: Probe {
  public static let kind = "excess-loss"
  public static let summary = "Exact loss above the entropy of a text with two styles."

  /// The share of full gold traces in the text.
  public var gold = 0.7
  /// The share of bare answers.
  public var answerOnly = 0.3

  /// The studies' text: 70 % gold traces, 30 % bare answers.
  public init() {}

  /// A text's shares.
  public init(gold: Double, answerOnly: Double) {
    self.gold = gold
    self.answerOnly = answerOnly
  }

  public static let measures = [
    Measure(
      "excess", units: "nats", axes: [.problem, MeasureAxis("class", ExactSupport.classes)],
      "Loss of a response above the text's entropy, by class of token; the sum over classes is the "
        + "divergence of the model from the text")
  ]

  /// The text's entropy, nats a response: the loss that is left when the excess is 0.
  public var entropy: Double {
    [gold, answerOnly].reduce(0) { $1 > 0 ? $0 - $1 * PortableMath.log($1) : $0 }
  }

  public func run(_ subject: Subject) throws -> ProbeRecord {
    guard let family = subject.family?.traced,
      subject.problems.allSatisfy(family.hasUniqueStrictResponse)
    else {
      throw StudiesError.plan(
        "set '\(subject.set)': excess-loss needs problems with one strictly right response; take "
          + "other probes, or pure chains")
    }
    let engine = subject.engine(subject.model)
    let traces = subject.problems.map { (text: $0.gold, kinds: ExactSupport.classes(of: $0.gold)) }
    let answers = subject.problems.map { problem in
      (text: "#" + problem.answer, kinds: Self.classes(ofAnswer: problem.answer))
    }
    var sums = [Double](repeating: 0, count: subject.problems.count * ExactSupport.classes.count)
    var tokens = 0
    for (share, responses) in [(gold, traces), (answerOnly, answers)] where share > 0 {
      tokens += try add(share, responses, subject.problems, engine, to: &sums)
    }
    var record = ProbeRecord()
    record.values["excess"] = sums
    record.flops = Double(tokens) * subject.model.shape.forwardFLOPs(meanLength: 48)
    return record
  }

  /// Adds one style's part of the excess, problem by problem and class by class.
  ///
  /// - Returns: the tokens that were read.
  private func add(
    _ share: Double, _ responses: [(text: String, kinds: [Int])], _ problems: [Problem],
    _ engine: RolloutEngine, to sums: inout [Double]
  ) throws -> Int {
    let pairs = try zip(problems, responses).map { problem, response in
      (
        prompt: try engine.promptTokens(problem.prompt),
        response: try engine.tokenizer.encode(response.text) + [engine.tokenizer.endToken]
      )
    }
    let width = ExactSupport.classes.count
    for (index, logprobs) in try engine.score(pairs).enumerated() {
      sums[index * width] += share * PortableMath.log(share)
      for (kind, logprob) in zip(responses[index].kinds, logprobs) {
        sums[index * width + kind] -= share * Double(logprob)
      }
    }
    return pairs.reduce(0) { $0 + $1.prompt.count + $1.response.count }
  }

  /// The class of every token of a bare answer and of its end, as indices in
  /// `ExactSupport.classes`.
  static func classes(ofAnswer answer: String) -> [Int] { [0] + answer.utf8.map { _ in 3 } + [1] }

  public func cost(problems: Int, prompt: Double, response: Double) -> StageCost {
    StageCost(read: 2 * Double(problems) * (prompt + response))
  }

  /// Shares that add up to 1.
  public func validate() throws {
    try require(gold, in: 0...1, "gold")
    try require(answerOnly, in: 0...1, "answer_only")
    try require(
      abs(gold + answerOnly - 1) < 1e-9, "answer_only", answerOnly,
      "\(1 - gold), so that the shares add up to 1")
  }
}
