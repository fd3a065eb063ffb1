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

  /// `y = β·y + x·wᵀ`: x `[n, k]`, w `[m, k]`, y `[n, m]`.
  public static func timesTransposed(
    _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    n: Int, m: Int, k: Int, accumulate: Bool
  ) {
    guard n > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(n), Int32(m), Int32(k), 1, x, Int32(k), w,
      Int32(k), accumulate ? 1 : 0, y, Int32(m))
  }

  /// `y = β·y + x·w`: x `[n, m]`, w `[m, k]`, y `[n, k]`.
  public static func times(
    _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    n: Int, m: Int, k: Int, accumulate: Bool
  ) {
    guard n > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(n), Int32(k), Int32(m), 1, x, Int32(m), w,
      Int32(k), accumulate ? 1 : 0, y, Int32(k))
  }

  /// `y = β·y + aᵀ·b`: a `[n, m]`, b `[n, k]`, y `[m, k]`.
  public static func transposedTimes(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    n: Int, m: Int, k: Int, accumulate: Bool
  ) {
    guard n > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, Int32(m), Int32(k), Int32(n), 1, a, Int32(m), b,
      Int32(k), accumulate ? 1 : 0, y, Int32(k))
  }
}
