import KernelInterface
import Networks
import Support
import Tensors

/// Adam with decoupled weight decay, on matrices only.
///
/// ```
/// m = β₁m + (1−β₁)g,  v = β₂v + (1−β₂)g²,  θ ← θ(1 − lr·λ) − lr · m/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε)
/// ```
public struct AdamW: Optimizer {
  public static let kind = "adamw"
  public static let summary = "Adam with decoupled weight decay on matrices."
  public static let source = Source("Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2")

  /// β₁.
  public var beta1: Double
  /// β₂.
  public var beta2: Double
  /// ε.
  public var epsilon: Double
  /// λ, applied to matrices and not to gains.
  public var weightDecay: Double

  /// β (0.9, 0.95), ε 1e-8, no decay.
  public init() { self.init(weightDecay: 0) }

  /// With a weight decay.
  public init(
    beta1: Double = 0.9, beta2: Double = 0.95, epsilon: Double = 1e-8, weightDecay: Double
  ) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  private enum CodingKeys: String, CodingKey {
    case beta1, beta2, epsilon
    case weightDecay = "weight_decay"
  }

  /// β in [0, 1), ε above 0, no negative decay.
  public func validate() throws {
    for (key, beta) in [("beta1", beta1), ("beta2", beta2)] {
      try require(beta >= 0 && beta < 1, key, beta, "a number from 0 to below 1")
    }
    try require(epsilon > 0 && epsilon.isFinite, "epsilon", epsilon, "a finite number above 0")
    try require(weightDecay, in: 0...(.infinity), "weight_decay")
  }

  /// Two moments of zero.
  public func initialState(for parameters: Parameters) -> OptimizerState {
    OptimizerState(buffers: ["first_moment", "second_moment"], count: parameters.count)
  }

  /// One step.
  ///
  /// - Precondition: `state` came from `initialState`.
  public func update(
    _ parameters: Parameters, gradient: Tensor, scale: Float, learningRate: Double,
    state: OptimizerState, pool: WorkerPool
  ) {
    guard let first = state.buffers["first_moment"], let second = state.buffers["second_moment"]
    else { preconditionFailure("the state is not AdamW's") }
    state.step += 1
    let correction1 = 1 - PortableMath.power(beta1, state.step)
    let correction2 = 1 - PortableMath.power(beta2, state.step)
    let stepSize = Float(learningRate / correction1)
    let root = Float(1 / correction2.squareRoot())
    nonisolated(unsafe) let (m, v) = (first.pointer, second.pointer)
    nonisolated(unsafe) let (theta, g) = (parameters.values.pointer, gradient.pointer)
    let block = 1 << 18
    for entry in parameters.entries {
      let keep = entry.isMatrix ? Float(1 - learningRate * weightDecay) : 1
      let end = entry.offset + entry.count
      _ = pool.map((entry.count + block - 1) / block) { piece, _ -> Int in
        let start = entry.offset + piece * block
        VectorKernels.adamW(
          AdamWArguments(
            parameters: theta + start, gradient: g + start, first: m + start, second: v + start,
            count: min(block, end - start), gradientScale: scale, beta1: Float(beta1),
            beta2: Float(beta2), epsilon: Float(epsilon), keep: keep, stepSize: stepSize,
            root: root))
        return 0
      }
    }
  }
}
