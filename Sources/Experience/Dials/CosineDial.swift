import Support

/// A rise over a share of the run, then half a cosine from one number to another, then that.
public struct CosineDial: Dial {
  public static let kind = "cosine"
  public static let ids = ["off.mix", "samp.temp_schedule"]
  public static let summary =
    "A rise over a share of the run, then half a cosine to another number."
  public static let source = Source(
    "Loshchilov and Hutter 2017, arXiv:1608.03983, eq. 5; Zhang et al. 2025, arXiv:2508.11408 (CHORD's μ)"
  )

  /// The number after the rise.
  public var from = 0.9
  /// The number at the end.
  public var to = 0.05
  /// The share of the run over which it rises from 0.
  public var warmup = 0.0
  /// The share of the run at which the end is reached.
  public var over = 1.0

  /// 0.9 to 0.05 over the run.
  public init() {}

  /// The number at this share of the run.
  public func value(at now: Moment, _ memory: Memory) -> Double {
    if now.progress < warmup { return from * now.progress / warmup }
    let share = over > warmup ? min(1, (now.progress - warmup) / (over - warmup)) : 1
    return to + (from - to) * 0.5 * (1 + PortableMath.cos(Double.pi * share))
  }

  /// Finite ends, shares in order.
  public func validate() throws {
    try require(from.isFinite, "from", from, "a finite number")
    try require(to.isFinite, "to", to, "a finite number")
    try require(warmup, in: 0...1, "warmup")
    try require(over >= warmup && over <= 1, "over", over, "a share from 'warmup' to 1")
  }
}
