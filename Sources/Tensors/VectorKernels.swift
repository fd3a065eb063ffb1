import KernelInterface

/// Elementwise routines over plain memory.
public enum VectorKernels {
  /// `y += a·x`.
  public static func addScaled(
    _ a: Float, _ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernels.addScaled(a, x, y, count)
  }

  /// `x *= a`.
  public static func multiply(_ x: UnsafeMutablePointer<Float>, by a: Float, count: Int) {
    kernels.multiply(x, a, count)
  }

  /// `Σ x²`, in double precision over blocks.
  public static func sumOfSquares(_ x: UnsafePointer<Float>, count: Int) -> Double {
    kernels.sumOfSquares(x, count)
  }

  /// Softmax statistics of one row: writes e^(z·scale − max) into `weights` and returns what is needed
  /// for log-probabilities and entropy.
  ///
  /// - Returns: `logZ` = log Σ e^(z·scale), and `entropy` = logZ − Σ p·z·scale, in nats.
  public static func softmax(
    _ z: UnsafePointer<Float>, count: Int, scale: Float, weights: UnsafeMutablePointer<Float>
  ) -> (logZ: Float, entropy: Float, sum: Float) {
    let s = kernels.softmax(z, count, scale, weights)
    return (s.peak + s.logSum, s.logSum - s.product / s.sum, s.sum)
  }

  /// The first index at which the running sum of `weights` exceeds `target`, with a positive weight; where rounding leaves
  /// none, the last positive one.
  public static func pick(
    _ weights: UnsafePointer<Float>, count: Int, target: Double
  ) -> Int {
    kernels.pick(weights, count, target)
  }

  /// One step of AdamW on parameters that share a weight decay.
  package static func adamW(_ arguments: AdamWArguments) { kernels.adamW(arguments) }
}
