import Support

/// All laws with a name.
public enum CurveLaws {
  /// Alphabetically by name.
  public static let all: [any CurveLaw] = [
    BestOfN(),
    Chinchilla(),
    EntropyLaw(),
    ExponentiatedPower(),
    LogLinear(),
    OverOptimization(),
    PowerLaw(),
    Sigmoid(),
  ]

  /// The law with this name.
  ///
  /// - Throws: `SupportError.unknownName`, with a suggestion.
  public static func law(named name: String) throws -> any CurveLaw {
    if let law = all.first(where: { $0.name == name }) { return law }
    throw SupportError.unknownName(
      what: "law", name: name,
      suggestion: DidYouMean.suggestion(for: name, among: all.map(\.name)),
      known: all.map(\.name))
  }
}
