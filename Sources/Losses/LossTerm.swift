import Experience
import Support
import Tensors

/// What a term of an objective works on: one number a response token, packed, `[M]`.
public struct LossInput {
  /// Log-probabilities under the parameters being updated (ℓ), nats; nothing in a critic's update.
  public var policyLogprobs: Variable?
  /// ℓ as numbers through which no gradient flows; those of `policyLogprobs` unless somebody holds them fixed.
  public var heldLogprobs: [Float]?
  /// Entropy of the policy at each position, nats, at the sampling temperature.
  public var entropies: Variable?
  /// Values under the parameters being updated, in a critic's update.
  public var values: Variable?
  /// Divergences of whole distributions that the term asked for, each `[M]`.
  public var divergences: [DivergenceKey: Variable] = [:]
  /// The most probable tokens, by how many of them.
  public var candidates: [Int: LikelyTokens] = [:]
  /// Columns that the term asked for, each `[M]`; the proximal log-probabilities (ℓold) among them.
  public var columns: [Column: [Float]]
  /// Log-probabilities under the distribution that tokens were drawn from (ℓroll), nats.
  public var behaviorLogprobs: [Float]
  /// Advantages; no gradient flows into them.
  public var advantages: [Float]
  /// What the critic should have predicted.
  public var returns: [Float]
  /// 1 on tokens that the term is about.
  public var mask: [Float]
  /// Where each sequence's response tokens start, and M at the end.
  public var offsets: [Int]
  /// Pairs of sequences of which one is better.
  public var pairs: [Pair]
  /// 1 for each sequence that is right, 0 for the others.
  public var outcomes: [Float]

  /// An input from its parts.
  ///
  /// - Precondition: all vectors have as many elements.
  public init(
    policyLogprobs: Variable? = nil, entropies: Variable? = nil, values: Variable? = nil,
    columns: [Column: [Float]] = [:], behaviorLogprobs: [Float] = [], advantages: [Float],
    returns: [Float] = [], mask: [Float], offsets: [Int], pairs: [Pair] = [],
    outcomes: [Float] = []
  ) {
    let m = mask.count
    let variables = [policyLogprobs, entropies, values].compactMap { $0?.value.count }
    for count in variables + [advantages.count] + columns.values.map(\.count) + offsets.suffix(1) {
      precondition(count == m, "vectors of \(m) and \(count)")
    }
    self.policyLogprobs = policyLogprobs
    self.entropies = entropies
    self.values = values
    self.columns = columns
    self.behaviorLogprobs = behaviorLogprobs
    self.advantages = advantages
    self.returns = returns
    self.mask = mask
    self.offsets = offsets
    self.pairs = pairs
    self.outcomes = outcomes
  }

  /// ℓ, for a term that is about a policy.
  ///
  /// - Precondition: this is a policy's update.
  public var policy: Variable {
    guard let policyLogprobs else { preconditionFailure("a critic has no log-probabilities") }
    return policyLogprobs
  }

  /// sg(ℓ): the log-probabilities of this update as numbers.
  public var detached: [Float] { heldLogprobs ?? policy.value.values }

  /// The sequence of each token.
  public var sequences: [Int] {
    zip(offsets, offsets.dropFirst()).enumerated().flatMap { index, bounds in
      Array(repeating: index, count: bounds.1 - bounds.0)
    }
  }

  /// A column.
  ///
  /// - Precondition: the term declared it among its needs.
  public func column(_ column: Column) -> [Float] {
    guard let values = columns[column] else {
      preconditionFailure("the column \(column) was not asked for")
    }
    return values
  }
}

/// A number that a term reports, over all shards of a step.
public enum Metric: Codable, Sendable, Equatable {
  /// A sum over some tokens, sequences or pairs, and their number.
  case mean(sum: Double, count: Double)
  /// The largest of some numbers.
  case maximum(Double)

  /// Both together.
  public func merged(with other: Metric) -> Metric {
    switch (self, other) {
    case (.mean(let a, let m), .mean(let b, let n)): .mean(sum: a + b, count: m + n)
    case (.maximum(let a), .maximum(let b)): .maximum(max(a, b))
    case (.mean, .maximum), (.maximum, .mean): other
    }
  }

  /// The number; NaN for a mean of nothing.
  public var value: Double {
    switch self {
    case .mean(let sum, let count): count > 0 ? sum / count : .nan
    case .maximum(let value): value
    }
  }
}

/// A term's values and what there is to say about them.
public struct TermOutput {
  /// The loss of each unit before aggregation: of each token `[M]`, or of each pair.
  public var loss: Variable
  /// What the term reports, by name.
  public var metrics: [String: Metric]

  /// An output.
  public init(_ loss: Variable, metrics: [String: Metric] = [:]) {
    self.loss = loss
    self.metrics = metrics
  }
}

/// What a term has one value for.
public enum LossUnit: Sendable, Equatable {
  /// Each response token; aggregated by the objective's rule.
  case token
  /// Each completion; the mean over completions.
  case sequence
  /// Each pair of completions; the mean over pairs.
  case pair
}

/// A term of an objective: numbers of tokens → a differentiable loss a unit.
public protocol LossTerm: Component {
  /// Columns that it reads.
  var needs: Set<Column> { get }
  /// What it has one value for.
  var unit: LossUnit { get }
  /// The divergence of whole distributions that it reads.
  var divergence: DivergenceKey? { get }
  /// How many of the most probable tokens it looks at.
  var candidateCount: Int? { get }
  /// Whether it reads the log-probabilities of the distribution that tokens were drawn from.
  var readsBehavior: Bool { get }
  /// Whether a completion whose advantages are all 0 adds neither loss nor gradient.
  var isZeroWithoutAdvantage: Bool { get }
  /// Whether it is a surrogate of the policy gradient: at ratio 1 its gradient is −A·∇ℓ.
  var isSurrogate: Bool { get }
  /// The loss of each unit.
  func loss(_ input: LossInput, on tape: Tape) -> TermOutput
}

extension LossTerm {
  /// The line of the catalogue.
  public static var entry: Entry<any LossTerm> { Entry(Self.self) }
  /// No columns.
  public var needs: Set<Column> { [] }
  /// Tokens.
  public var unit: LossUnit { .token }
  /// What a multiple of the advantage is.
  public var isSurrogate: Bool { isZeroWithoutAdvantage }
  /// None.
  public var divergence: DivergenceKey? { nil }
  /// None.
  public var candidateCount: Int? { nil }
  /// It does not.
  public var readsBehavior: Bool { false }
  /// It adds something to every completion.
  public var isZeroWithoutAdvantage: Bool { false }
}

/// The terms of objectives.
public enum LossCatalogue: Catalogue {
  public static let noun = "loss"
  /// All terms, alphabetically.
  public static let all: [Entry<any LossTerm>] = [
    AsymmetricCandidates.entry,
    Clipped.entry,
    ClippedImportance.entry,
    DynamicFineTuning.entry,
    DivergenceMasked.entry,
    DirectPreference.entry,
    EntropyBonus.entry,
    FullDivergence.entry,
    GeometricMean.entry,
    ImportanceWeightedFineTuning.entry,
    KLTerm.entry,
    NegativeLogLikelihood.entry,
    OddsRatioPreference.entry,
    OutcomeCrossEntropy.entry,
    PolicyGradient.entry,
    ProximalDistance.entry,
    ProximalFineTuning.entry,
    SequenceClipped.entry,
    ShapedProbability.entry,
    SimplePreference.entry,
    SoftAdaptive.entry,
    SquaredRatio.entry,
    TaperedOffPolicy.entry,
    ValueLoss.entry,
  ]
}
