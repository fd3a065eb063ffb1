import Config
import Support

/// What is read off a model on a set: one number a problem and seed.
public struct Quantity: DefaultedSettings, Sendable, Equatable, Validated {
  /// The kinds.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// Strict pass@k: exact where the right response is unique, else from samples.
    case pass
    /// Strict pass@k from samples.
    case sampled
    /// Loose pass@1 from samples.
    case loose
    /// Exact log-probability of the right response, floored at −30 nats.
    case logp
    /// The mean of that over the quarter of problems that the other seeds' roots find hardest.
    case hardest
    /// Exact probability of the right response given that a full trace was begun.
    case inTrace = "accuracy-in-trace"
    /// Exact probability that a full trace is begun.
    case traceShare = "trace-share"
    /// A measure by its name.
    case measure
  }

  /// At which temperature.
  public enum Temperature: String, Codable, Sendable, CaseIterable {
    /// 1.
    case one
    /// The arm at 1, less its root at the temperature that has the arm's entropy: a difference already.
    case matched
    /// Each arm at its best one for this quantity, chosen on validation problems.
    case best
  }

  /// What.
  public var kind = Kind.pass
  /// The k of pass@k.
  public var k = 1
  /// At which temperature.
  public var at = Temperature.one
  /// The measure's name, for `measure`.
  public var measure = ""
  /// The label on the measure's further axis, if it has one, such as `copy` for `class_logp`.
  public var label = ""

  /// Exact pass@1.
  public init() {}

  /// A quantity.
  public init(_ kind: Kind, k: Int = 1, at: Temperature = .one) {
    self.kind = kind
    self.k = k
    self.at = at
  }

  /// A measure by its name, or one of its labels.
  public init(measure: String, label: String = "") {
    kind = .measure
    self.measure = measure
    self.label = label
  }

  /// Names where they are needed, and only there.
  public func validate() throws {
    try require(
      (kind == .measure) != measure.isEmpty, "measure", measure,
      "the name of a measure with kind measure, and nothing with others")
    try require(k, atLeast: 1, "k")
    let isExact = [.pass, .logp, .hardest, .inTrace, .traceShare].contains(kind)
    try require(
      at == .one || isExact, "at", at.rawValue,
      "one: \(kind.rawValue) is measured at one temperature")
    guard kind == .measure else {
      return try require(label.isEmpty, "label", label, "nothing but with kind measure")
    }
    let known = ProbeCatalogue.measures
    let hint = DidYouMean.suggestion(for: measure, among: known.map(\.name)).map {
      ": did you mean '\($0)'?"
    }
    guard let found = known.first(where: { $0.name == measure }) else {
      throw InvalidSetting(
        key: "measure", value: measure,
        expected: "a measure of a probe (assay list probes)" + (hint ?? ""))
    }
    let labels = found.axes.last?.labels ?? []
    try require(
      labels.isEmpty ? label.isEmpty : labels.contains(label), "label", label,
      labels.isEmpty
        ? "nothing: the measure has no labels" : "one of \(labels.joined(separator: ", "))")
  }

  /// In words: `strict pass@64 at each arm's best temperature`.
  public var words: String {
    let what =
      switch kind {
      case .pass: "pass@\(Number.count(k))"
      case .sampled: "sampled pass@\(Number.count(k))"
      case .loose: "loose accuracy"
      case .logp: "log p of the right response"
      case .hardest: "log p on the hardest quarter"
      case .inTrace: "accuracy given a full trace"
      case .traceShare: "share of full traces"
      case .measure: measure.replacing("_", with: " ") + (label.isEmpty ? "" : " (\(label))")
      }
    switch at {
    case .one: return what
    case .matched: return what + " at matched entropy"
    case .best: return what + " at the best temperature"
    }
  }

  /// The unit of a difference.
  public var unit: String {
    switch kind {
    case .logp, .hardest: "nats"
    case .measure:
      ProbeCatalogue.measures.first { $0.name == measure }.map {
        ["1", "probability", "fraction"].contains($0.units) ? "" : $0.units
      } ?? ""
    default: ""
    }
  }
}
