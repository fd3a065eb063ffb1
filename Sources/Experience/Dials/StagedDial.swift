import Support

/// One number after the other, from given shares of the run on: a response cap that grows, a temperature that is raised.
public struct StagedDial: Dial {
  public static let kind = "staged"
  public static let ids = ["samp.length", "samp.temp_schedule"]
  public static let summary = "One number after the other, from given shares of the run on."
  public static let source = Source(
    "Luo et al. 2025, \"DeepScaleR\" (8k, 16k, 24k tokens); An et al. 2025, \"POLARIS\" (temperatures)"
  )
  public static let assumptions = "Ratios and lengths of different stages are not comparable."

  /// The numbers.
  public var values = [1.0]
  /// The share of the run at which each begins; the first is 0.
  public var at = [0.0]

  /// 1.
  public init() {}

  /// The number of the stage.
  public func value(at now: Moment, _ memory: Memory) -> Double {
    let stage = at.lastIndex { $0 <= now.progress + 1e-12 } ?? 0
    return values[stage]
  }

  /// As many shares as numbers, rising from 0.
  public func validate() throws {
    try require(!values.isEmpty && values.allSatisfy(\.isFinite), "values", "\(values)", "numbers")
    try require(at.count == values.count, "at", "\(at)", "\(values.count) shares, one a number")
    try require(
      at.first == 0 && zip(at, at.dropFirst()).allSatisfy { $0 < $1 } && at.allSatisfy { $0 < 1 },
      "at", "\(at)", "shares of the run that rise from 0")
  }
}
