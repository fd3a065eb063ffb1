import CProcessor

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// OpenBLAS (or on macOS Accelerate), loaded when it is first asked for.
///
/// OpenBLAS picks its kernels when it is loaded, and on a processor that is younger than itself it picks the oldest ones.
/// So it is loaded at run time, after `OPENBLAS_CORETYPE` has been set to what suits the vector level in use, unless the
/// user has set the variable.
public struct OpenBLAS: Sendable {
  /// The file that the functions come from.
  public let path: String
  /// The kernels in use, for example `SkylakeX`.
  public let core: String
  /// The library's version and how it was built; empty if it does not say.
  public let version: String
  let sgemm: SGEMM

  /// `cblas_sgemm` with 32-bit integers.
  typealias SGEMM =
    @convention(c) (
      _ order: Int32, _ transposeA: Int32, _ transposeB: Int32, _ m: Int32, _ n: Int32,
      _ k: Int32, _ alpha: Float, _ a: UnsafePointer<Float>?, _ lda: Int32,
      _ b: UnsafePointer<Float>?, _ ldb: Int32, _ beta: Float,
      _ c: UnsafeMutablePointer<Float>?, _ ldc: Int32
    ) -> Void

  private static let loaded = Result { try load() }

  /// The library.
  ///
  /// - Throws: `TensorsError.library` if there is none, or if it computes a wrong product; `TensorsError.setting` if
  ///   `OPENBLAS_CORETYPE` names kernels that this processor cannot run.
  public static func shared() throws -> OpenBLAS { try loaded.get() }

  private static var candidates: [String] {
    #if os(macOS)
      [
        "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
        "/usr/local/opt/openblas/lib/libopenblas.dylib",
        "/System/Library/Frameworks/Accelerate.framework/Accelerate",
      ]
    #else
      ["libopenblas.so.0", "libopenblas.so"]
    #endif
  }

  private static let wideCores = ["SkylakeX", "Cooperlake", "SapphireRapids"]

  /// The kernels of OpenBLAS that suit the vector level in use, the first of them to be asked for; empty: its own choice.
  static var suitableCores: [String] {
    #if arch(x86_64)
      switch kernels.level {
      case .avx512: return wideCores
      case .avx2: return assay_is_amd() != 0 ? ["Zen", "Haswell"] : ["Haswell", "Zen"]
      case .neon: break
      }
    #endif
    return []
  }

  /// Whether the kernels are older than the vector level in use; `assay doctor` says what to do about it.
  public var isBelowProcessor: Bool {
    let suitable = Self.suitableCores.map { $0.lowercased() }
    return !suitable.isEmpty && !suitable.contains(core.lowercased())
  }

  private static func load() throws -> OpenBLAS {
    let asked = getenv("OPENBLAS_CORETYPE").map { String(cString: $0) }
    if let asked, wideCores.contains(where: { $0.lowercased() == asked.lowercased() }),
      !Processor.levels.contains(.avx512)
    {
      // OpenBLAS would believe it and run into instructions that are not there.
      throw TensorsError.setting(
        name: "OPENBLAS_CORETYPE", value: asked,
        expected: suitableCores.joined(separator: " or ") + " on this processor, or unset")
    }
    if let core = suitableCores.first { setenv("OPENBLAS_CORETYPE", core, 0) }
    // Its own threads are not used: parallelism is over sequences, outside the products.
    setenv("OPENBLAS_NUM_THREADS", "1", 0)
    setenv("VECLIB_MAXIMUM_THREADS", "1", 0)
    var reason = ""
    func open(_ path: String) -> (handle: UnsafeMutableRawPointer, sgemm: UnsafeMutableRawPointer)?
    {
      if let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) {
        if let symbol = dlsym(handle, "cblas_sgemm") { return (handle, symbol) }
      }
      reason = dlerror().map { String(cString: $0) } ?? reason
      return nil
    }
    guard let (handle, symbol) = candidates.lazy.compactMap(open).first else {
      #if os(macOS)
        let install = "brew install openblas"
      #else
        let install = "apt-get install libopenblas-dev"
      #endif
      throw TensorsError.library(
        "kernels: blas needs OpenBLAS, which cannot be loaded (\(reason)); \(install), or use "
          + "kernels: portable")
    }
    func text(_ function: String) -> String? {
      typealias Text = @convention(c) () -> UnsafePointer<CChar>?
      return dlsym(handle, function).flatMap { unsafeBitCast($0, to: Text.self)() }
        .map { String(cString: $0) }
    }
    if let one = dlsym(handle, "openblas_set_num_threads") {
      unsafeBitCast(one, to: (@convention(c) (Int32) -> Void).self)(1)
    }
    let library = OpenBLAS(
      path: assay_library_of(symbol).map { String(cString: $0) } ?? "?",
      core: text("openblas_get_corename") ?? "of its own choice",
      version: text("openblas_get_config") ?? "", sgemm: unsafeBitCast(symbol, to: SGEMM.self))
    try library.check()
    return library
  }

  /// Compares one product with our own: some versions compute wrong ones on some processors.
  private func check() throws {
    let (n, m, k) = (67, 130, 259)
    let workspace = Workspace()
    let x = Tensor(rows: n, columns: k, in: workspace)
    let w = Tensor(rows: m, columns: k, in: workspace)
    for i in 0..<x.count { x.pointer[i] = Float(i % 13) - 6 }
    for i in 0..<w.count { w.pointer[i] = Float(i % 11) - 5 }
    let (expected, found) = (
      Tensor(rows: n, columns: m, in: workspace), Tensor(rows: n, columns: m, in: workspace)
    )
    MatrixProduct.timesTransposed(
      x.pointer, w.pointer, into: expected.pointer, n: n, m: m, k: k, accumulate: false,
      in: workspace)
    sgemm(
      BLASOrder.rowMajor, BLASOrder.plain, BLASOrder.transposed, Int32(n), Int32(m), Int32(k), 1,
      x.pointer, Int32(k), w.pointer, Int32(k), 0, found.pointer, Int32(m))
    // All operands are small integers, so every order of summation is exact.
    guard expected.values == found.values else {
      throw TensorsError.library(
        "\(path) with kernels \(core) computes wrong products on this processor; use "
          + "kernels: portable, or set OPENBLAS_CORETYPE")
    }
  }
}

/// CBLAS's constants.
enum BLASOrder {
  static let rowMajor: Int32 = 101
  static let plain: Int32 = 111
  static let transposed: Int32 = 112
}
