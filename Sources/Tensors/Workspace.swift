/// A pool of Float32 buffers for one worker.
///
/// Memory that comes from the system is zero; what was given back holds what it held.
/// Buffers that tensors give back are handed out again, so that a training step after the first
/// allocates nothing of tensor size. Sizes are rounded up to eight classes an octave, so that batches
/// of slightly different lengths share buffers. Not safe for use from two threads at once.
public final class Workspace: @unchecked Sendable {
  private var idle: [Int: [UnsafeMutablePointer<Float>]] = [:]

  /// Bytes taken from the system so far; constant in steady state.
  public private(set) var allocatedBytes = 0

  /// An empty pool.
  public init() {}

  deinit {
    for buffers in idle.values { for buffer in buffers { buffer.deallocate() } }
  }

  /// The size class of a count: a multiple of 8 with three significant bits after the first.
  static func capacity(for count: Int) -> Int {
    let padded = max(64, (count + 7) & ~7)
    let step = max(8, 1 << (Int.bitWidth - 1 - padded.leadingZeroBitCount - 3))
    return (padded + step - 1) / step * step
  }

  func take(capacity: Int) -> UnsafeMutablePointer<Float> {
    if let buffer = idle[capacity]?.popLast() { return buffer }
    allocatedBytes += capacity * MemoryLayout<Float>.stride
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: capacity * MemoryLayout<Float>.stride, alignment: 64)
    let buffer = raw.bindMemory(to: Float.self, capacity: capacity)
    buffer.initialize(repeating: 0, count: capacity)
    return buffer
  }

  func give(_ buffer: UnsafeMutablePointer<Float>, capacity: Int) {
    idle[capacity, default: []].append(buffer)
  }
}
