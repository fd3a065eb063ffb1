import Dispatch

/// The one place where elapsed time is read.
public struct RunClock: Sendable {
  private let start = DispatchTime.now().uptimeNanoseconds
  /// A clock that starts now.
  public init() {}
  /// Seconds since the clock was made.
  public var seconds: Double { Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9 }
}
