import Support
import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The parameters of a model: named matrices in one flat buffer.
///
/// Names and shapes are Hugging Face's (`model.layers.0.self_attn.q_proj.weight`, `[out, in]`). The matrices
/// that read the same input (q, k, v; gate, up) lie side by side, so that one product serves them; an
/// optimizer, a gradient sum or a checkpoint is one loop over one buffer.
public final class Parameters: @unchecked Sendable {
  /// One named matrix; a gain vector has one column.
  public struct Entry: Sendable, Equatable {
    /// The Hugging Face name.
    public let name: String
    /// Outputs, or the length of a vector.
    public let rows: Int
    /// Inputs, or 1.
    public let columns: Int
    /// The first element in the flat buffer.
    public let offset: Int
    /// The number of elements.
    public var count: Int { rows * columns }
    /// Whether this is a matrix: weight decay applies, and files have two dimensions. A factor of an adapter of rank 1
    /// is one too.
    public var isMatrix: Bool { columns > 1 || name.hasSuffix(".lora_B.weight") }
  }

  /// The matrices in the order of the buffer.
  public let entries: [Entry]
  /// All elements, `[count]`.
  public let values: Tensor
  private let indices: [String: Int]

  /// The number of elements.
  public var count: Int { values.count }
  /// Whether all elements are finite.
  public var isFinite: Bool { VectorKernels.sumOfSquares(values.pointer, count: count).isFinite }

  /// Zero parameters with the given names and shapes.
  public init(_ shapes: [(name: String, rows: Int, columns: Int)]) {
    var offset = 0
    entries = shapes.map { shape in
      defer { offset += shape.rows * shape.columns }
      return Entry(name: shape.name, rows: shape.rows, columns: shape.columns, offset: offset)
    }
    indices = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.name, $0) })
    // A pool of its own hands out memory that is zero.
    values = Tensor(rows: offset, in: Workspace())
  }

  /// A copy with the same values.
  public func copy() -> Parameters {
    let other = Parameters(entries.map { ($0.name, $0.rows, $0.columns) })
    other.values.copy(from: values)
    return other
  }

  /// Takes over the values of every matrix that the other has too, and keeps the rest.
  ///
  /// - Precondition: matrices of one name have one shape.
  public func copyShared(from other: Parameters) {
    for entry in entries where other.contains(entry.name) {
      tensor(entry.name).copy(from: other.tensor(entry.name))
    }
  }

  /// The entry of a name.
  ///
  /// - Precondition: the name exists.
  public func entry(_ name: String) -> Entry {
    guard let index = indices[name] else { preconditionFailure("no parameter named '\(name)'") }
    return entries[index]
  }

  /// Whether there is a parameter of this name.
  public func contains(_ name: String) -> Bool { indices[name] != nil }

  /// A view of one matrix.
  public func tensor(_ name: String) -> Tensor {
    let entry = entry(name)
    return Tensor(viewOf: values, offset: entry.offset, rows: entry.rows, columns: entry.columns)
  }

  /// A view of `rows` rows that begin at a named matrix and go on into its neighbours.
  public func tensor(from name: String, rows: Int, in buffer: Tensor) -> Tensor {
    let entry = entry(name)
    return Tensor(viewOf: buffer, offset: entry.offset, rows: rows, columns: entry.columns)
  }

  /// The Euclidean norm of all elements.
  public var norm: Double {
    VectorKernels.sumOfSquares(values.pointer, count: count).squareRoot()
  }
}
