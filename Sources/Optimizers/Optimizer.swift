import Networks
import Support
import Tensors

/// A rule that turns gradients into parameter updates.
public protocol Optimizer: Component {
  /// The state before the first step.
  func initialState(for parameters: Parameters) -> OptimizerState
  /// Applies one update in place.
  ///
  /// - Parameters:
  ///   - gradient: the flat gradient, laid out as the parameters.
  ///   - scale: a factor on the gradient, from clipping.
  ///   - pool: the workers; elements do not depend on one another, so their number does not matter.
  func update(
    _ parameters: Parameters, gradient: Tensor, scale: Float, learningRate: Double,
    state: OptimizerState, pool: WorkerPool)
}

extension Optimizer {
  /// The line of the catalogue.
  public static var entry: Entry<any Optimizer> { Entry(Self.self) }

  /// Applies one update on the calling thread.
  public func update(
    _ parameters: Parameters, gradient: Tensor, scale: Float, learningRate: Double,
    state: OptimizerState
  ) {
    update(
      parameters, gradient: gradient, scale: scale, learningRate: learningRate, state: state,
      pool: WorkerPool(count: 1))
  }
}

/// The optimizers.
public enum OptimizerCatalogue: Catalogue {
  public static let noun = "optimizer"
  /// All optimizers.
  public static let all: [Entry<any Optimizer>] = [
    AdamW.entry
  ]
}

/// What an optimizer remembers between steps: a step count and flat buffers by name.
public final class OptimizerState: @unchecked Sendable {
  /// Updates applied so far.
  public var step: Int
  /// Buffers laid out as the parameters.
  public let buffers: [String: Tensor]

  /// A state with zeroed buffers of `count` elements.
  public init(step: Int = 0, buffers names: [String], count: Int) {
    self.step = step
    buffers = Dictionary(
      uniqueKeysWithValues: names.map { name in
        let tensor = Tensor(rows: count, in: Workspace())
        tensor.fill(0)
        return (name, tensor)
      })
  }

  /// Writes the state as a safetensors file.
  public func save(to path: String) throws {
    let items = buffers.keys.sorted().map { name in
      SafeTensors.Item(
        name: name, shape: [buffers[name]?.count ?? 0], values: buffers[name]?.values ?? [])
    }
    try SafeTensors.write(items, metadata: ["step": String(step)], to: path)
  }

  /// Reads the buffers from a safetensors file; `step` is stored with the run's state.
  ///
  /// - Throws: `NetworksError.mismatch` if a buffer is missing or of another length.
  public func load(from path: String, step: Int) throws {
    let items = try SafeTensors.read(path)
    for (name, tensor) in buffers {
      guard let item = items.first(where: { $0.name == name }), item.values.count == tensor.count
      else {
        throw NetworksError.mismatch(
          path: path, reason: "optimizer buffer '\(name)' of \(tensor.count) elements not found")
      }
      for i in 0..<tensor.count { tensor.pointer[i] = item.values[i] }
    }
    self.step = step
  }
}

/// Limits the Euclidean norm of a gradient.
public enum GradientClip {
  /// The factor that brings a gradient of this norm to at most `maximum`: min(1, maximum / (norm + 1e-6)).
  ///
  /// - Source: Pascanu et al. 2013, arXiv:1211.5063, algorithm 1; the 1e-6 is PyTorch's.
  public static func factor(norm: Double, maximum: Double) -> Float {
    maximum > 0 ? Float(min(1, maximum / (norm + 1e-6))) : 1
  }
}
