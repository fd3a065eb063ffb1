import Support

/// How the next token is drawn: temperature, then top-k, top-p, min-p, renormalization, draw.
public struct Decoding: Codable, Sendable, Equatable, Validated {
  /// The temperature; 0, and any below 10⁻⁵, takes the most probable token (the lowest id among equals).
  public var temperature: Double
  /// Tokens kept by top-k; 0 for all.
  public var topK: Int
  /// Mass kept by top-p; 1 for all.
  public var topP: Double
  /// The share of the largest probability that min-p asks for; 0 for none.
  public var minP: Double

  /// Ancestral sampling at temperature 1 unless said otherwise.
  public init(temperature: Double = 1, topK: Int = 0, topP: Double = 1, minP: Double = 0) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    self.minP = minP
  }

  /// Whether the most probable token is taken: float32 logits do not tell finer temperatures from none.
  public var isGreedy: Bool { temperature < 1e-5 }

  /// The most probable token every time.
  public static let greedy = Decoding(temperature: 0)

  private enum CodingKeys: String, CodingKey {
    case temperature
    case topK = "top_k"
    case topP = "top_p"
    case minP = "min_p"
  }

  /// Whether filters leave tokens out.
  public var isFiltered: Bool { !isGreedy && !steps.isEmpty }

  /// The filters that act, in order.
  var steps: [any DecodingStep] {
    let steps: [any DecodingStep] = [TopK(count: topK), TopP(mass: topP), MinP(share: minP)]
    return steps.filter { !$0.isNeutral }
  }

  /// Checks every setting's range.
  ///
  /// - Throws: `RolloutsError.setting`.
  public func validate() throws {
    func check(_ valid: Bool, _ name: String, _ value: Any, _ expected: String) throws {
      if !valid { throw RolloutsError.setting(name: name, value: "\(value)", expected: expected) }
    }
    try check(
      temperature >= 0 && temperature.isFinite, "temperature", temperature, "a number from 0 up")
    try check(topK >= 0, "top_k", topK, "0 or a positive number")
    try check(topP > 0 && topP <= 1, "top_p", topP, "a number in (0, 1]")
    try check(minP >= 0 && minP <= 1, "min_p", minP, "a number in [0, 1]")
  }
}
