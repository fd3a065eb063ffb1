import KernelInterface

/// Which products training is made of.
public enum ProductKernels: String, Codable, Sendable, CaseIterable {
  /// Our own: the same bits on every processor.
  case portable
  /// OpenBLAS: its bits depend on the processor and the version.
  case blas

  /// Which products they are, with the library's version and kernels where there is one.
  public var description: String {
    guard self == .blas, let library = try? OpenBLAS.shared() else { return rawValue }
    return "blas: \(library.version.isEmpty ? library.path : library.version), core \(library.core)"
  }

  /// Checks that these products can be had.
  ///
  /// - Throws: `TensorsError`.
  public func prepare() throws {
    if self == .blas { _ = try OpenBLAS.shared() }
  }
}

/// Matrix products of training, on one thread; parallelism is over sequences, outside the products.
///
/// - Source: measured: two workers with one-threaded products reach 159 GFLOP/s, a two-threaded product 119 on
///   the same two cores.
public enum MatrixProduct {
  /// `y = β·y + scale·x·wᵀ`: x `[n, k]`, w `[m, k]`, y `[n, m]`, whose rows may lie further apart.
  public static func timesTransposed(
    _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    n: Int, m: Int, k: Int, accumulate: Bool, scale: Float = 1, yStride: Int? = nil,
    in workspace: Workspace
  ) {
    guard n > 0 else { return }
    if let sgemm = workspace.sgemm {
      return sgemm(
        BLASOrder.rowMajor, BLASOrder.plain, BLASOrder.transposed, Int32(n), Int32(m), Int32(k),
        scale, x, Int32(k), w, Int32(k), accumulate ? 1 : 0, y, Int32(yStride ?? m))
    }
    let scratch = Tensor(rows: ProductArguments.scratchCount, in: workspace)
    kernels.product(
      ProductArguments(
        a: x, aRow: k, aInner: 1, b: w, bInner: 1, bColumn: k, y: y, yRow: yStride ?? m, rows: n,
        columns: m, inner: k, scale: scale, accumulate: accumulate, scratch: scratch.pointer))
  }

  /// `y = β·y + scale·x·w`: x `[n, m]`, whose rows may lie further apart, w `[m, k]`, y `[n, k]`.
  public static func times(
    _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    n: Int, m: Int, k: Int, accumulate: Bool, scale: Float = 1, xStride: Int? = nil,
    in workspace: Workspace
  ) {
    guard n > 0 else { return }
    if let sgemm = workspace.sgemm {
      return sgemm(
        BLASOrder.rowMajor, BLASOrder.plain, BLASOrder.plain, Int32(n), Int32(k), Int32(m), scale,
        x, Int32(xStride ?? m), w, Int32(k), accumulate ? 1 : 0, y, Int32(k))
    }
    let scratch = Tensor(rows: ProductArguments.scratchCount, in: workspace)
    kernels.product(
      ProductArguments(
        a: x, aRow: xStride ?? m, aInner: 1, b: w, bInner: k, bColumn: 1, y: y, yRow: k, rows: n,
        columns: k, inner: m, scale: scale, accumulate: accumulate, scratch: scratch.pointer))
  }

  /// `y = β·y + scale·aᵀ·b`: a `[n, m]`, whose rows may lie further apart, b `[n, k]`, y `[m, k]`.
  public static func transposedTimes(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    n: Int, m: Int, k: Int, accumulate: Bool, scale: Float = 1, aStride: Int? = nil,
    in workspace: Workspace
  ) {
    guard m > 0, n > 0 || !accumulate else { return }
    if let sgemm = workspace.sgemm, n > 0 {
      return sgemm(
        BLASOrder.rowMajor, BLASOrder.transposed, BLASOrder.plain, Int32(m), Int32(k), Int32(n),
        scale, a, Int32(aStride ?? m), b, Int32(k), accumulate ? 1 : 0, y, Int32(k))
    }
    let scratch = Tensor(rows: ProductArguments.scratchCount, in: workspace)
    kernels.product(
      ProductArguments(
        a: a, aRow: 1, aInner: aStride ?? m, b: b, bInner: k, bColumn: 1, y: y, yRow: k, rows: m,
        columns: k, inner: n, scale: scale, accumulate: accumulate, scratch: scratch.pointer))
  }
}
