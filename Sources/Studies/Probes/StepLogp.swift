import Experience
import Rollouts
import Support
import Training

/// The exact log-probability of the right response of a chain at temperature 1, step by step.
///
/// A step is an operation with the `;` before it, so that the decision to make one more step is part of it; leaves come before, the
/// answer with its `#` and the end after. The sum over the steps is log p of the response. Whether a change sits in steps beyond
/// those that were trained, or in all of them, tells a moved length wall from a skill.
public struct StepLogp: Probe {
  public static let kind = "step-logp"
  public static let summary =
    "Exact log-probability of the right response of a chain, step by step."

  /// No settings.
  public init() {}

  /// The most operations.
  public static let operations = 12
  /// The steps: the leaves, operation after operation, the answer.
  public static let steps = ["leaves"] + (1...operations).map(String.init) + ["answer"]

  public static let measures = [
    Measure(
      "step_logp", units: "nats", axes: [.problem, MeasureAxis("step", steps)],
      "Log-probability of the right response by step, at temperature 1; NaN for steps that it does not have"
    )
  ]

  public func run(_ subject: Subject) throws -> ProbeRecord {
    let engine = subject.engine(subject.model)
    let places = try subject.problems.map { problem in
      guard let places = Self.places(of: problem.gold) else {
        throw StudiesError.plan(
          "set '\(subject.set)': step-logp needs chains of at most \(Self.operations) operations")
      }
      return places
    }
    let read = try engine.read(
      subject.problems.map {
        (
          prompt: try engine.promptTokens($0.prompt),
          response: try engine.tokenizer.encode($0.gold) + [engine.tokenizer.endToken]
        )
      }, temperatures: [1])
    var record = ProbeRecord()
    record.values["step_logp"] = zip(places, read).flatMap { places, read in
      var sums = Self.steps.map { _ in Double.nan }
      for (place, logp) in zip(places, read[0].logprobs) {
        sums[place] = (sums[place].isNaN ? 0 : sums[place]) + Double(logp)
      }
      return sums
    }
    let tokens = subject.problems.reduce(0) { $0 + $1.prompt.utf8.count + $1.gold.utf8.count + 2 }
    record.flops = Double(tokens) * subject.model.shape.forwardFLOPs(meanLength: 48)
    return record
  }

  /// The step of every token of a right response, the end token included, as an index in `steps`; `nil` for what is no chain, or has
  /// too many operations.
  package static func places(of gold: String) -> [Int]? {
    guard let mark = gold.lastIndex(of: "#"), gold.utf8.count == gold.count else { return nil }
    let statements = gold[..<mark].split(separator: ";", omittingEmptySubsequences: false)
    var places: [Int] = []
    var operation = 0
    for (index, statement) in statements.enumerated() {
      switch statement.count(where: { $0 == "=" }) {
      case 1 where operation == 0: break
      case 2: operation += 1
      default: return nil
      }
      guard operation <= operations else { return nil }
      places += Array(repeating: operation, count: statement.count + (index > 0 ? 1 : 0))
    }
    let answer = gold[mark...].count + 1
    return places + Array(repeating: steps.count - 1, count: answer)
  }

  public func cost(problems: Int, prompt: Double, response: Double) -> StageCost {
    StageCost(read: Double(problems) * (prompt + response))
  }
}
