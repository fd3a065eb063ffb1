import Experience
import Support

/// A term of an objective with its coefficient, its tokens and its weights.
public struct WeightedTerm: Codable, Sendable, Equatable, Validated {
  /// The term.
  public var term: Slot<LossCatalogue>
  /// Its factor; a number, or one that moves.
  public var coefficient: Slot<DialCatalogue>
  /// Whose tokens it is about.
  public var on: [Speaker]
  /// Factors on its tokens, multiplied.
  public var weights: [Slot<TokenWeightCatalogue>]
  /// How its tokens become a scalar.
  public var aggregation: Aggregation

  /// Tokens of a speaker, as configurations name them.
  public enum Speaker: String, Codable, Sendable, CaseIterable {
    /// Drawn by the policy.
    case policy
    /// Given responses.
    case demonstration

    /// The tokens' origin.
    public var origin: TokenOrigin { self == .policy ? .policy : .demonstration }
  }

  /// A term on the policy's own tokens.
  public init(
    _ term: any LossTerm, coefficient: Slot<DialCatalogue> = Slot(1), on: [Speaker] = [.policy],
    weights: [Slot<TokenWeightCatalogue>] = [], aggregation: Aggregation = .tokenMean
  ) {
    self.term = Slot(term)
    self.coefficient = coefficient
    self.on = on
    self.weights = weights
    self.aggregation = aggregation
  }

  /// Columns that the term or its weights read.
  public var needs: Set<Column> {
    weights.reduce(term.value.needs) { $0.union($1.value.needs) }
  }

  /// At least one speaker.
  public func validate() throws {
    try require(!on.isEmpty, "on", "[]", "policy, demonstration or both")
  }
}

extension WeightedTerm: DefaultedSettings {
  /// The plain policy gradient, for an element of a list that says something else.
  public init() { self.init(PolicyGradient()) }
}
