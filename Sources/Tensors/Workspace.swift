/// A pool of Float32 buffers for one worker.
///
/// Memory that comes from the system is zero; what was given back holds what it held.
/// Buffers that tensors give back are handed out again, so that a training step after the first
/// allocates nothing of tensor size. Sizes are rounded up to eight classes an octave, so that batches
/// of slightly different lengths share buffers. Not safe for use from two threads at once.
public final class Workspace: @unchecked Sendable {
  private var idle: [Int: [UnsafeMutablePointer<Float>]] = [:]
  private var idleBytes = 0
  private var liveBytes = 0 { didSet { peakBytes = max(peakBytes, liveBytes) } }
  private var peakBytes = 0

  /// Bytes taken from the system so far; constant in steady state.
  public private(set) var allocatedBytes = 0

  /// From this size on, 1 MB, a buffer also serves smaller requests.
  private static let sharedCount = 1 << 18
  /// Idle memory that is always kept; beyond it as much as lets the pool hold a quarter more than was ever
  /// in use at once.
  private static let keptBytes = 1 << 26

  /// Which products are computed with its memory.
  public let kernels: ProductKernels
  /// OpenBLAS's product where that is asked for.
  let sgemm: OpenBLAS.SGEMM?

  /// An empty pool.
  ///
  /// - Precondition: the products can be had; `ProductKernels.prepare` says why not.
  public init(kernels: ProductKernels = .portable) {
    self.kernels = kernels
    switch kernels {
    case .portable: sgemm = nil
    case .blas:
      do {
        sgemm = try OpenBLAS.shared().sgemm
      } catch { preconditionFailure("\(error)") }
    }
  }

  deinit { release(downTo: 0) }

  /// The size class of a count: a multiple of 8 with three significant bits after the first.
  static func capacity(for count: Int) -> Int {
    let padded = max(64, (count + 7) & ~7)
    let step = max(8, 1 << (Int.bitWidth - 1 - padded.leadingZeroBitCount - 3))
    return (padded + step - 1) / step * step
  }

  /// A buffer of at least this size class, and the class that it has.
  func take(capacity wanted: Int) -> (buffer: UnsafeMutablePointer<Float>, capacity: Int) {
    // A large buffer up to twice as large serves too, so that batches of many sizes do not each keep their own.
    var capacity = wanted
    for _ in 0...(wanted < Self.sharedCount ? 0 : 8) {
      if let buffer = idle[capacity]?.popLast() {
        idleBytes -= Self.bytes(capacity)
        liveBytes += Self.bytes(capacity)
        return (buffer, capacity)
      }
      capacity = Self.capacity(for: capacity + 1)
    }
    release(downTo: max(Self.keptBytes, peakBytes / 4 * 5 - liveBytes))
    let bytes = Self.bytes(wanted)
    allocatedBytes += bytes
    liveBytes += bytes
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    let buffer = raw.bindMemory(to: Float.self, capacity: wanted)
    buffer.initialize(repeating: 0, count: wanted)
    return (buffer, wanted)
  }

  func give(_ buffer: UnsafeMutablePointer<Float>, capacity: Int) {
    idle[capacity, default: []].append(buffer)
    idleBytes += Self.bytes(capacity)
    liveBytes -= Self.bytes(capacity)
  }

  private static func bytes(_ capacity: Int) -> Int { capacity * MemoryLayout<Float>.stride }

  /// Gives idle buffers back to the system, the largest first, until no more than so much is idle.
  private func release(downTo limit: Int) {
    guard idleBytes > limit else { return }
    for capacity in idle.keys.sorted(by: >) {
      while idleBytes > limit, let buffer = idle[capacity]?.popLast() {
        buffer.deallocate()
        idleBytes -= Self.bytes(capacity)
      }
    }
  }
}
