import Foundation
import Networks
import Optimizers
import Support
import Tensors
import TestSupport
import Testing

/// An optimizer of the catalogue, with some settings.
struct OptimizerCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var optimizer: any Optimizer

  static let all =
    OptimizerCatalogue.all.map {
      OptimizerCase(testDescription: $0.kind, optimizer: $0.standard)
    } + [OptimizerCase(testDescription: "adamw, decay", optimizer: AdamW(weightDecay: 0.1))]
}

@Suite struct OptimizerLawTests {
  /// A matrix of 12 and a vector of 5 elements.
  private func parameters() -> Parameters {
    let parameters = Parameters([("w", 4, 3), ("gain", 5, 1)])
    parameters.values.copy(from: Toy.tensor(17, "start"))
    return parameters
  }

  private let target = Toy.normals(17, "target")
  /// Curvatures from 0.1 to 10.
  private let curvature = (0..<17).map { Float(pow(10, Double($0) / 8 - 1)) }

  /// `½ Σ a·(θ − c)²`, and its gradient.
  private func quadratic(_ parameters: Parameters, _ gradient: Tensor) -> Double {
    var sum = 0.0
    for i in 0..<17 {
      let distance = parameters.values.pointer[i] - target[i]
      gradient.pointer[i] = curvature[i] * distance
      sum += 0.5 * Double(curvature[i] * distance * distance)
    }
    return sum
  }

  private func steps(
    _ count: Int, _ optimizer: any Optimizer, _ parameters: Parameters, _ state: OptimizerState,
    rate: (Int) -> Double = { _ in 0.01 }
  ) -> Double {
    let gradient = Tensor(rows: 17, in: Workspace())
    for step in 0..<count {
      _ = quadratic(parameters, gradient)
      optimizer.update(
        parameters, gradient: gradient, scale: 0.9, learningRate: rate(step), state: state)
    }
    return quadratic(parameters, gradient)
  }

  @Test(arguments: OptimizerCase.all) func descendsAQuadratic(_ sample: OptimizerCase) {
    let parameters = parameters()
    let state = sample.optimizer.initialState(for: parameters)
    let before = quadratic(parameters, Tensor(rows: 17, in: Workspace()))
    let after = steps(1000, sample.optimizer, parameters, state) { 0.05 * pow(0.994, Double($0)) }
    // Weight decay has its optimum elsewhere: it comes near, not to the bottom.
    let isDecaying = (sample.optimizer as? AdamW).map { $0.weightDecay > 0 } ?? false
    #expect(after < before * (isDecaying ? 0.05 : 1e-4))
    #expect(state.step == 1000)
  }

  /// Saved, loaded and continued is the same to the bit as not interrupted.
  @Test(arguments: OptimizerCase.all) func stateRoundTrips(_ sample: OptimizerCase) throws {
    let folder = try TemporaryFolder()
    let uninterrupted = parameters()
    let first = sample.optimizer.initialState(for: uninterrupted)
    _ = steps(7, sample.optimizer, uninterrupted, first)
    try uninterrupted.save(to: folder.file("model"))
    try first.save(to: folder.file("optimizer"))
    _ = steps(5, sample.optimizer, uninterrupted, first)

    let resumed = parameters()
    try resumed.load(from: folder.file("model"))
    let second = sample.optimizer.initialState(for: resumed)
    try second.load(from: folder.file("optimizer"), step: 7)
    _ = steps(5, sample.optimizer, resumed, second)
    let bits = { (tensor: Tensor) in tensor.values.map(\.bitPattern) }
    #expect(bits(resumed.values) == bits(uninterrupted.values))
    #expect(second.step == first.step && second.buffers.keys == first.buffers.keys)
    for (name, buffer) in first.buffers {
      let other = try #require(second.buffers[name])
      #expect(bits(other) == bits(buffer))
    }
  }

  @Test(arguments: OptimizerCase.all) func wrongStateIsAnError(_ sample: OptimizerCase) throws {
    let folder = try TemporaryFolder()
    let state = sample.optimizer.initialState(for: Parameters([("w", 2, 2)]))
    try state.save(to: folder.file("optimizer"))
    let other = sample.optimizer.initialState(for: parameters())
    guard !other.buffers.isEmpty else { return }
    #expect(throws: NetworksError.self) {
      try other.load(from: folder.file("optimizer"), step: 1)
    }
  }

  /// `scale` is a factor on the gradient; a gradient of 0 and no decay move nothing.
  @Test(arguments: OptimizerCase.all) func scaleIsAFactor(_ sample: OptimizerCase) {
    func moved(_ factor: Float, scale: Float) -> [Float] {
      let parameters = parameters()
      let state = sample.optimizer.initialState(for: parameters)
      let gradient = Tensor(rows: 17, in: Workspace())
      for _ in 0..<3 {
        _ = quadratic(parameters, gradient)
        for i in 0..<17 { gradient.pointer[i] *= factor }
        sample.optimizer.update(
          parameters, gradient: gradient, scale: scale, learningRate: 0.01, state: state)
      }
      return parameters.values.values
    }
    #expect(moved(0.5, scale: 1) == moved(1, scale: 0.5))
  }

  /// Adam's first step is lr · g / (|g| + ε), whatever β; decay acts on the matrix and not on the vector.
  @Test func firstStepOfAdamByHand() {
    let parameters = Parameters([("w", 1, 2), ("gain", 2, 1)])
    for i in 0..<4 { parameters.values.pointer[i] = 2 }
    let optimizer = AdamW(epsilon: 1, weightDecay: 0.5)
    let gradient = Tensor([3, -1, 3, 0], rows: 4, in: Workspace())
    optimizer.update(
      parameters, gradient: gradient, scale: 1, learningRate: 0.1,
      state: optimizer.initialState(for: parameters))
    // w: 2·(1 − 0.05) − 0.1·3/4 and 1.9 + 0.1·1/2; gain: 2 − 0.075 and 2.
    #expect(largestDifference(parameters.values.values, [1.825, 1.95, 1.925, 2]) < 1e-6)
  }

  @Test func clippingByHand() {
    #expect(GradientClip.factor(norm: 0.5, maximum: 1) == 1)
    #expect(GradientClip.factor(norm: 4, maximum: 1) == Float(1 / 4.000001))
    #expect(GradientClip.factor(norm: 4, maximum: 0) == 1)
    #expect(GradientClip.factor(norm: 0, maximum: 1) == 1)
  }

  @Test(arguments: [
    (Schedule.constant, [1.0, 1, 1, 1, 1]),
    (Schedule(shape: .linear, finalFraction: 0), [1, 0.75, 0.5, 0.25, 0]),
    (Schedule(shape: .cosine, finalFraction: 0), [1, 0.853553, 0.5, 0.146447, 0]),
    (Schedule(shape: .cosine, finalFraction: 0.1), [1, 0.868198, 0.55, 0.231802, 0.1]),
    (Schedule(shape: .linear, warmup: 0.5, finalFraction: 0.2), [0, 0.5, 1, 0.6, 0.2]),
    (Schedule(shape: .constant, warmup: 0.25), [0, 1, 1, 1, 1]),
    (Schedule(shape: .cosine, warmup: 1, finalFraction: 0.1), [0, 0.25, 0.5, 0.75, 0.1]),
  ])
  func schedulesByHand(_ schedule: Schedule, _ expected: [Double]) {
    for (progress, value) in zip([0, 0.25, 0.5, 0.75, 1], expected) {
      #expect(abs(schedule.factor(at: progress) - value) < Tolerance.sixDigits, "\(progress)")
    }
  }
}
