import Support

/// How the learning rate goes over a run.
public struct Schedule: Codable, Sendable, Equatable, Validated {
  /// The shapes a schedule can have after its warm-up.
  public enum Shape: String, Codable, Sendable, CaseIterable {
    /// The peak all the time.
    case constant
    /// Half a cosine from the peak to `finalFraction` of it.
    case cosine
    /// A straight line from the peak to `finalFraction` of it.
    case linear
  }

  /// The shape after the warm-up.
  public var shape: Shape
  /// The share of the run over which the rate rises linearly from 0.
  public var warmup: Double
  /// The last rate as a share of the peak.
  public var finalFraction: Double

  /// A schedule from its parts.
  public init(shape: Shape, warmup: Double = 0, finalFraction: Double = 1) {
    self.shape = shape
    self.warmup = warmup
    self.finalFraction = finalFraction
  }

  /// No change.
  public static let constant = Schedule(shape: .constant)
  /// 2 % warm-up and cosine to 10 %.
  public static let pretraining = Schedule(shape: .cosine, warmup: 0.02, finalFraction: 0.1)

  private enum CodingKeys: String, CodingKey {
    case shape, warmup
    case finalFraction = "final_fraction"
  }

  /// Shares of the run and of the peak.
  public func validate() throws {
    try require(warmup, in: 0...1, "warmup")
    try require(finalFraction, in: 0...1, "final_fraction")
  }

  /// The factor on the peak rate at a share of the run in [0, 1].
  public func factor(at progress: Double) -> Double {
    if warmup > 0 && progress < warmup { return progress / warmup }
    let along = warmup < 1 ? min(1, max(0, (progress - warmup) / (1 - warmup))) : 1
    switch shape {
    case .constant: return 1
    case .linear: return 1 - (1 - finalFraction) * along
    case .cosine:
      return finalFraction + (1 - finalFraction) * 0.5 * (1 + PortableMath.cos(.pi * along))
    }
  }
}
