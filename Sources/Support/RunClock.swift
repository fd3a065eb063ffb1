import Dispatch
import Foundation

/// Elapsed time.
public struct RunClock: Sendable {
  private let start = DispatchTime.now().uptimeNanoseconds
  /// A clock that starts now.
  public init() {}
  /// Seconds since the clock was made.
  public var seconds: Double { Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9 }
}

/// The processor time of this thread, or of whoever reads it.
public struct ProcessorClock: Sendable {
  private let start = Self.now
  /// A clock that starts now.
  public init() {}
  /// Seconds that this thread has computed since the clock was made.
  public var seconds: Double { Self.now - start }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
