/// A dense row-major matrix of Float32, `[rows, columns]`; a vector has one column.
///
/// The engine is packed: `N` tokens end to end are the rows, so two axes are enough. A tensor either
/// owns a buffer of a `Workspace`, to which it returns it, or is a view into another tensor.
public final class Tensor: @unchecked Sendable {
  /// The first axis: tokens, or outputs of a weight matrix.
  public let rows: Int
  /// The second axis: width; 1 for a vector.
  public let columns: Int
  /// The elements, row by row.
  public let pointer: UnsafeMutablePointer<Float>
  private let capacity: Int
  private let workspace: Workspace?
  private let parent: Tensor?

  /// The number of elements.
  public var count: Int { rows * columns }

  /// A tensor with unspecified contents.
  public init(rows: Int, columns: Int = 1, in workspace: Workspace) {
    precondition(rows >= 0 && columns >= 1, "no tensor of shape [\(rows), \(columns)]")
    self.rows = rows
    self.columns = columns
    self.workspace = workspace
    (pointer, capacity) = workspace.take(capacity: Workspace.capacity(for: rows * columns))
    parent = nil
  }

  /// A tensor with the given elements, row by row.
  public convenience init(_ values: [Float], rows: Int, columns: Int = 1, in workspace: Workspace) {
    precondition(
      values.count == rows * columns, "\(values.count) values for shape [\(rows), \(columns)]")
    self.init(rows: rows, columns: columns, in: workspace)
    values.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { pointer.update(from: base, count: values.count) }
    }
  }

  /// A window into `parent` that starts at element `offset`; it shares the elements.
  public init(viewOf parent: Tensor, offset: Int, rows: Int, columns: Int = 1) {
    precondition(
      offset >= 0 && offset + rows * columns <= parent.count,
      "view of \(rows * columns) elements at \(offset) in \(parent.count)")
    self.rows = rows
    self.columns = columns
    self.parent = parent
    pointer = parent.pointer + offset
    capacity = 0
    workspace = nil
  }

  deinit { workspace?.give(pointer, capacity: capacity) }

  /// Sets every element.
  public func fill(_ value: Float) { pointer.update(repeating: value, count: count) }

  /// Copies the elements of a tensor with as many.
  public func copy(from other: Tensor) {
    precondition(count == other.count, "copy of \(other.count) elements into \(count)")
    pointer.update(from: other.pointer, count: count)
  }

  /// The elements, row by row.
  public var values: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }

  /// The element at a position.
  public subscript(row: Int, column: Int) -> Float {
    get { pointer[row * columns + column] }
    set { pointer[row * columns + column] = newValue }
  }

  /// The only element of a one-element tensor.
  public var scalar: Float {
    precondition(count == 1, "scalar of a tensor with \(count) elements")
    return pointer[0]
  }
}
