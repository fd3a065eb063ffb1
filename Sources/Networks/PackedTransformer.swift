import Support
import Tensors

/// A transformer's weights laid out for decoding, rounded to a precision.
///
/// It serves rollouts and is packed again after every update. With a precision below `f32` the policy that
/// samples differs from the one that is trained, by a known and measured amount.
public final class PackedTransformer: @unchecked Sendable {
  /// The model that it is made from.
  public let model: Transformer
  /// How matrices, gains and biases are rounded.
  public let precision: WeightPrecision
  let layers: [Layer]
  let head: PackedMatrix
  let finalGain: Tensor
  private let storage = Workspace()

  struct Layer {
    let qkv, output, gateUp, down: PackedMatrix
    let inputGain, innerGain: Tensor
    let bias: Tensor?
    let norms: (queries: Tensor, keys: Tensor)?
  }

  /// Memory for a model's weights; `pack` fills it.
  public init(_ model: Transformer, precision: WeightPrecision = .f32) {
    self.model = model
    self.precision = precision
    let shape = model.shape
    func matrix(_ outputs: Int, _ inputs: Int) -> PackedMatrix {
      PackedMatrix(outputs: outputs, inputs: inputs, precision: precision)
    }
    let storage = self.storage
    func vector(_ count: Int) -> Tensor { Tensor(rows: count, in: storage) }
    layers = (0..<shape.layers).map { _ in
      Layer(
        qkv: matrix(model.layout.columns, shape.width),
        output: matrix(shape.width, shape.heads * shape.headWidth),
        gateUp: matrix(2 * shape.feedForward, shape.width),
        down: matrix(shape.width, shape.feedForward), inputGain: vector(shape.width),
        innerGain: vector(shape.width),
        bias: shape.family == .qwen2 ? vector(model.layout.columns) : nil,
        norms: shape.family == .qwen3
          ? (vector(shape.headWidth), vector(shape.headWidth)) : nil)
    }
    head = matrix(shape.vocabulary, shape.width)
    finalGain = vector(shape.width)
  }

  /// Bytes of the rounded weights.
  public var byteCount: Int {
    layers.reduce(head.byteCount) {
      $0 + $1.qkv.byteCount + $1.output.byteCount + $1.gateUp.byteCount + $1.down.byteCount
    }
  }

  /// Takes over the model's present weights.
  public func pack(_ pool: WorkerPool) {
    let pieces = 4 * layers.count + 16
    _ = pool.map(pieces) { piece, workspace -> Int in
      if piece >= 4 * layers.count {
        packHead(piece - 4 * layers.count, of: 16, workspace)
        return 0
      }
      let layer = layers[piece / 4]
      let prefix = "model.layers.\(piece / 4)."
      switch piece % 4 {
      case 0:
        pack([.q, .k, .v], piece / 4, into: layer.qkv, workspace)
        copy(prefix + "input_layernorm.weight", to: layer.inputGain)
        copy(prefix + "post_attention_layernorm.weight", to: layer.innerGain)
        if let bias = layer.bias {
          var offset = 0
          for name in ["q", "k", "v"] {
            let entry = model.parameters.entry(prefix + "self_attn.\(name)_proj.bias")
            copy(entry.name, to: Tensor(viewOf: bias, offset: offset, rows: entry.count))
            offset += entry.count
          }
        }
        if let norms = layer.norms {
          copy(prefix + "self_attn.q_norm.weight", to: norms.queries)
          copy(prefix + "self_attn.k_norm.weight", to: norms.keys)
        }
      case 1: pack([.output], piece / 4, into: layer.output, workspace)
      case 2: pack([.gate, .up], piece / 4, into: layer.gateUp, workspace)
      default: pack([.down], piece / 4, into: layer.down, workspace)
      }
      return 0
    }
    copy("model.norm.weight", to: finalGain)
  }

  private func pack(
    _ projections: [Projection], _ layer: Int, into matrix: PackedMatrix,
    _ workspace: Workspace
  ) {
    // Neighbours in the flat buffer: one matrix, whatever the panels' borders.
    let weights = model.mergedWeights(projections, layer: layer, in: workspace)
    matrix.pack(weights.pointer, count: matrix.outputs)
  }

  private func packHead(_ part: Int, of parts: Int, _ workspace: Workspace) {
    let weights = model.parameters.tensor(model.headName)
    let size = (head.outputs / parts + 15) & ~15
    let first = min(part * size, head.outputs)
    let last = part == parts - 1 ? head.outputs : min(first + size, head.outputs)
    guard first < last else { return }
    head.pack(weights.pointer + first * head.inputs, first: first, count: last - first)
  }

  private func copy(_ name: String, to target: Tensor) {
    let source = model.parameters.tensor(name)
    for i in 0..<target.count { target.pointer[i] = precision.rounded(source.pointer[i]) }
  }

  /// Writes the embedding of a token, as this precision sees it.
  func embed(_ token: Int32, into target: UnsafeMutablePointer<Float>) {
    let width = model.shape.width
    let row = model.parameters.tensor("model.embed_tokens.weight").pointer + Int(token) * width
    if precision == .f32 {
      target.update(from: row, count: width)
    } else if model.shape.tiedHead {
      for d in 0..<width { target[d] = head.element(output: Int(token), input: d) }
    } else {
      for d in 0..<width { target[d] = precision.rounded(row[d]) }
    }
  }
}
