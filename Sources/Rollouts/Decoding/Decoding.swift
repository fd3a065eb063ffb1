import Support

/// How the next token is drawn: penalties, then temperature, then top-k, top-p, min-p, renormalization, draw.
public struct Decoding: Codable, Sendable, Equatable, Validated {
  /// The temperature; 0, and any below 10⁻⁵, takes the most probable token (the lowest id among equals).
  public var temperature: Double
  /// Tokens kept by top-k; 0 for all.
  public var topK: Int
  /// Mass kept by top-p; 1 for all.
  public var topP: Double
  /// The share of the largest probability that min-p asks for; 0 for none.
  public var minP: Double
  /// Lower logits for tokens that are there already.
  public var penalties: Penalties
  /// What ends a response that goes round in circles.
  public var repetitionDetection: RepetitionDetection

  /// Ancestral sampling at temperature 1 unless said otherwise.
  public init(
    temperature: Double = 1, topK: Int = 0, topP: Double = 1, minP: Double = 0,
    penalties: Penalties = Penalties(), repetitionDetection: RepetitionDetection = .init()
  ) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    self.minP = minP
    self.penalties = penalties
    self.repetitionDetection = repetitionDetection
  }

  /// Whether the most probable token is taken: float32 logits do not tell finer temperatures from none.
  public var isGreedy: Bool { temperature < 1e-5 }

  /// The most probable token every time.
  public static let greedy = Decoding(temperature: 0)

  private enum CodingKeys: String, CodingKey {
    case temperature, penalties
    case topK = "top_k"
    case topP = "top_p"
    case minP = "min_p"
    case repetitionDetection = "repetition_detection"
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
    // Within these no logit leaves the range of Float.
    try check(
      (0.001...1000).contains(penalties.repetition), "penalties.repetition",
      penalties.repetition, "a number from 0.001 to 1000; 1 is none")
    try check(
      abs(penalties.frequency) <= 1000, "penalties.frequency", penalties.frequency,
      "a number from -1000 to 1000")
    try check(
      abs(penalties.presence) <= 1000, "penalties.presence", penalties.presence,
      "a number from -1000 to 1000")
    let detection = repetitionDetection
    try check(
      detection.maxPatternSize >= 0 && detection.maxPatternSize <= 1 << 16,
      "repetition_detection.max_pattern_size", detection.maxPatternSize, "0 to 65536 tokens")
    guard detection.maxPatternSize > 0 else { return }
    try check(
      (1...detection.maxPatternSize).contains(detection.minPatternSize),
      "repetition_detection.min_pattern_size", detection.minPatternSize,
      "1 to max_pattern_size, \(detection.maxPatternSize)")
    try check(
      (2...1 << 16).contains(detection.minCount), "repetition_detection.min_count",
      detection.minCount, "at least 2")
  }
}
