import Support

/// A temperature that is moved until the policy's entropy is at a target.
///
/// ```
/// log T ← log T + η(H* − H), T within [least, most];   H the mean entropy of the plain policy over the tokens of the last batch
/// ```
///
/// - Deviation: H is the entropy at temperature 1, which is what is recorded; at the sampling temperature it would be higher.
public struct EntropyTemperatureDial: Dial {
  public static let kind = "entropy-temperature"
  public static let ids = ["samp.temp_schedule"]
  public static let summary =
    "A temperature that is moved until the policy's entropy is at a target."
  public static let source = Source(
    "Liao et al. 2025, arXiv:2505.18573, section 3 (entropy-targeted temperature)")
  public static let assumptions =
    "Entropy rises with the temperature that completions are drawn at."

  /// H*, nats.
  public var target = 0.3
  /// η.
  public var rate = 0.1
  /// T at the start.
  public var start = 1.0
  /// The least T.
  public var least = 0.3
  /// The largest.
  public var most = 2.0

  /// 0.3 nats.
  public init() {}

  /// T.
  public func value(at now: Moment, _ memory: Memory) -> Double { memory[number: "t"] ?? start }

  /// T after an entropy.
  public func moved(_ temperature: Double, entropy: Double) -> Double {
    min(max(temperature * PortableMath.exp(rate * (target - entropy)), least), most)
  }

  /// Learns from `sampled_entropy`.
  public func observe(_ metrics: [String: Double], _ memory: inout Memory) {
    guard let entropy = metrics["sampled_entropy"], entropy.isFinite else { return }
    memory[number: "t"] = moved(memory[number: "t"] ?? start, entropy: entropy)
  }

  /// Positive numbers in order.
  public func validate() throws {
    try require(target, in: 0...1e3, "target")
    try require(rate, in: 0...1e3, "rate")
    try require(least, in: 0.01...100, "least")
    try require(most, in: least...100, "most")
    try require(start, in: least...most, "start")
  }
}
