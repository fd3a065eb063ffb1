import Support
import Tensors

/// The matrices of a layer that an adapter can change.
public enum Projection: String, Codable, Sendable, CaseIterable {
  /// Queries.
  case q = "q_proj"
  /// Keys.
  case k = "k_proj"
  /// Values.
  case v = "v_proj"
  /// The output of attention.
  case output = "o_proj"
  /// The gate of the feed-forward network.
  case gate = "gate_proj"
  /// What the gate lets through.
  case up = "up_proj"
  /// The output of the feed-forward network.
  case down = "down_proj"

  /// The module's name within a layer, as Hugging Face writes it.
  public var path: String {
    switch self {
    case .q, .k, .v, .output: "self_attn." + rawValue
    case .gate, .up, .down: "mlp." + rawValue
    }
  }
}

/// Settings of low-rank adaptation.
public struct LoRA: Codable, Sendable, Equatable, Validated {
  /// The rank r.
  public var rank: Int
  /// α; the update is scaled by α/r.
  public var alpha: Double
  /// The matrices that are adapted, in every layer.
  public var targets: [Projection]

  /// Rank 16, α 32, all matrices of the layers.
  public init(rank: Int = 16, alpha: Double = 32, targets: [Projection] = Projection.allCases) {
    self.rank = rank
    self.alpha = alpha
    self.targets = targets
  }

  /// A rank of at least 0, where 0 adapts nothing; α positive; matrices to adapt.
  public func validate() throws {
    try require(rank >= 0 && rank <= 4096, "rank", rank, "a whole number from 0 to 4096")
    try require(alpha > 0 && alpha.isFinite, "alpha", alpha, "a finite number above 0")
    try require(!targets.isEmpty, "targets", "[]", "at least one matrix")
  }

  /// The parameters of an adapter for a shape: r·(I + O) a matrix.
  public func parameterCount(_ shape: TransformerShape) -> Int {
    shape.layers
      * targets.reduce(0) { sum, target in
        let (outputs, inputs) = shape.size(of: target)
        return sum + rank * (outputs + inputs)
      }
  }

  /// α/r.
  public var scale: Float { Float(alpha / Double(rank)) }
}

/// Low-rank updates of a frozen model: `W + α/r · B·A` for every adapted matrix.
///
/// - Source: Hu et al. 2021, arXiv:2106.09685, section 4.1; parameter names of Hugging Face's PEFT.
public final class Adapter: @unchecked Sendable {
  /// Rank, α and targets.
  public let settings: LoRA
  /// `A` `[r, I]` and `B` `[O, r]` of every adapted matrix, by PEFT's names.
  public let parameters: Parameters

  /// An adapter of zeros for a shape.
  ///
  /// - Parameter valueHead: whether a value head is learned beside it.
  public init(_ settings: LoRA, shape: TransformerShape, valueHead: Bool = false) {
    self.settings = settings
    var shapes: [(name: String, rows: Int, columns: Int)] = []
    for layer in 0..<shape.layers {
      for target in Projection.allCases where settings.targets.contains(target) {
        let name = Self.name(layer, target)
        let (outputs, inputs) = shape.size(of: target)
        shapes.append((name + ".lora_A.weight", settings.rank, inputs))
        shapes.append((name + ".lora_B.weight", outputs, settings.rank))
      }
    }
    if valueHead { shapes.append((Transformer.valueHeadName, 1, shape.width)) }
    parameters = Parameters(shapes)
  }

  /// An adapter that changes nothing yet: A uniform in ±1/√I, B zero.
  ///
  /// - Parameter stream: every matrix draws from its own sub-stream, by name.
  public convenience init(_ settings: LoRA, shape: TransformerShape, stream: RandomStream) {
    self.init(settings, shape: shape)
    for entry in parameters.entries where entry.name.hasSuffix("lora_A.weight") {
      var generator = stream[entry.name].generator()
      // Kaiming's uniform with a = √5, as PEFT starts: bound √(6/((1+5)·I)).
      let bound = 1 / Double(entry.columns).squareRoot()
      let tensor = parameters.tensor(entry.name)
      for i in 0..<tensor.count {
        tensor.pointer[i] = Float((2 * generator.uniform() - 1) * bound)
      }
    }
  }

  /// A copy with the same values.
  public func copy(shape: TransformerShape) -> Adapter {
    let other = Adapter(
      settings, shape: shape, valueHead: parameters.contains(Transformer.valueHeadName))
    other.parameters.values.copy(from: parameters.values)
    return other
  }

  /// The module's name in PEFT's files.
  static func name(_ layer: Int, _ target: Projection) -> String {
    "base_model.model.model.layers.\(layer).\(target.path)"
  }

  /// Adds `α/r · B·A` to a matrix, `[O, I]`.
  func merge(
    _ layer: Int, _ target: Projection, into weights: Tensor, in workspace: Workspace
  ) {
    guard settings.targets.contains(target) else { return }
    let a = parameters.tensor(Self.name(layer, target) + ".lora_A.weight")
    let b = parameters.tensor(Self.name(layer, target) + ".lora_B.weight")
    MatrixProduct.times(
      b.pointer, a.pointer, into: weights.pointer, n: b.rows, m: a.rows, k: a.columns,
      accumulate: true, scale: settings.scale, in: workspace)
  }
}

extension TransformerShape {
  /// Outputs and inputs of a matrix.
  public func size(of projection: Projection) -> (outputs: Int, inputs: Int) {
    switch projection {
    case .q: (heads * headWidth, width)
    case .k, .v: (keyValueHeads * headWidth, width)
    case .output: (width, heads * headWidth)
    case .gate, .up: (feedForward, width)
    case .down: (width, feedForward)
    }
  }
}
