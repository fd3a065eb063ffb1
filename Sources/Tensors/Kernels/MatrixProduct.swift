import COpenBLAS

/// Matrix products on OpenBLAS.
public enum MatrixProduct {
  /// Sets OpenBLAS to one thread; parallelism is over sequences, outside the products.
  ///
  /// - Source: measured: two workers with one-threaded products reach 159 GFLOP/s, a two-threaded
  ///   product 119 on the same two cores.
  public static func useOneThread() { openblas_set_num_threads(1) }

  /// What OpenBLAS says of itself, with the kernel it chose for this processor.
  public static var libraryDescription: String {
    let core = openblas_get_corename().map { String(cString: $0) } ?? "?"
    let config = openblas_get_config().map { String(cString: $0) } ?? "?"
    return "\(config) (core \(core))"
  }

  /// `y = β·y + scale·x·wᵀ`: x `[n, k]`, w `[m, k]`, y `[n, m]`, whose rows may lie further apart.
  public static func timesTransposed(
    _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    n: Int, m: Int, k: Int, accumulate: Bool, scale: Float = 1, yStride: Int? = nil
  ) {
    guard n > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(n), Int32(m), Int32(k), scale, x, Int32(k), w,
      Int32(k), accumulate ? 1 : 0, y, Int32(yStride ?? m))
  }

  /// `y = β·y + scale·x·w`: x `[n, m]`, whose rows may lie further apart, w `[m, k]`, y `[n, k]`.
  public static func times(
    _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    n: Int, m: Int, k: Int, accumulate: Bool, scale: Float = 1, xStride: Int? = nil
  ) {
    guard n > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(n), Int32(k), Int32(m), scale, x,
      Int32(xStride ?? m), w, Int32(k), accumulate ? 1 : 0, y, Int32(k))
  }

  /// `y = β·y + scale·aᵀ·b`: a `[n, m]`, whose rows may lie further apart, b `[n, k]`, y `[m, k]`.
  public static func transposedTimes(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    n: Int, m: Int, k: Int, accumulate: Bool, scale: Float = 1, aStride: Int? = nil
  ) {
    guard n > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, Int32(m), Int32(k), Int32(n), scale, a,
      Int32(aStride ?? m), b, Int32(k), accumulate ? 1 : 0, y, Int32(k))
  }
}
