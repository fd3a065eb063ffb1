/// Why each tolerance of the engine's tests is what it is.
public enum Tolerance {
  /// Float32 logits against PyTorch's, relative to the largest: what the engine promises.
  public static let goldenLogits = 2e-5
  /// Float32 gradients against PyTorch's, relative to a tensor's largest: what the engine promises.
  public static let goldenGradients = 1e-4
  /// Parameters, losses and norms over ten AdamW steps against PyTorch's: what the engine promises.
  public static let goldenSteps = 1e-5
  /// Log-probabilities and entropies of a few nats in Float32: a hundred units in the last place.
  public static let goldenNats = 2e-5
  /// The real model: dequantized weights in Float32 on both sides, thirty layers.
  public static let realModelNats = 1e-3
  /// A fused Float32 operation against Float64, relative to the largest element: sums of up to 100 terms.
  public static let float32Operation = 5e-6
  /// The same for gradients, which pass through two or three such sums.
  public static let float32Gradient = 2e-5
  /// Central differences of Float32 values: the third derivative and rounding, about 1e-3 each.
  public static let finiteDifference = 5e-3
  /// `exponential` says "about one unit in the last place"; 2⁻²³ each way of the rounding.
  public static let exponential = 2.5e-7
  /// The sampler's log-probability against the trainer's, nats: what the engine promises.
  public static let decodingMismatch = 1e-4
  /// Worked examples print six significant digits, rounded.
  public static let sixDigits = 1e-6
  /// A Float32 number near 1 that was computed in Double and rounded once.
  public static let float32Rounding = 1.2e-7
  /// Expectations enumerated in Double.
  public static let double = 1e-12
  /// Float32 advantages summed over an enumeration in Double.
  public static let enumeratedFloat32 = 1e-6
  /// Five standard deviations of a statistic under the null hypothesis: one in 3.5 million.
  public static let fiveSigma = 5.0
}
