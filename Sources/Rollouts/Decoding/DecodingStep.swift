import Support

/// A distribution over candidate tokens, highest probability not necessarily first.
public struct Candidates: Sendable, Equatable {
  /// Token ids, ascending.
  public var tokens: [Int32]
  /// Their probabilities; they sum to 1 after `normalize`.
  public var probabilities: [Double]

  /// Candidates with their probabilities.
  public init(tokens: [Int32], probabilities: [Double]) {
    self.tokens = tokens
    self.probabilities = probabilities
  }

  /// Keeps the candidates whose index satisfies `keep` and makes them sum to 1.
  mutating func filter(_ keep: (Int) -> Bool) {
    let kept = tokens.indices.filter(keep)
    tokens = kept.map { tokens[$0] }
    probabilities = kept.map { probabilities[$0] }
    normalize()
  }

  /// Makes the probabilities sum to 1.
  public mutating func normalize() {
    let sum = probabilities.reduce(0, +)
    for i in probabilities.indices { probabilities[i] /= sum }
  }
}

/// A filter on the distribution of the next token.
public protocol DecodingStep: Component {
  /// Whether the settings make this the identity.
  var isNeutral: Bool { get }
  /// Removes candidates; at least one stays.
  func apply(to candidates: inout Candidates)
}

extension DecodingStep {
  /// The line of the catalogue.
  public static var entry: Entry<any DecodingStep> { Entry(Self.self) }
}

/// The filters, in alphabetical order; they act in the order of `Decoding.steps`.
public enum DecodingCatalogue: Catalogue {
  public static let noun = "decoding step"
  /// All filters.
  public static let all: [Entry<any DecodingStep>] = [
    MinP.entry,
    TopK.entry,
    TopP.entry,
  ]
}
