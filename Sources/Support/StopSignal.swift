import Foundation
import Synchronization

/// Somebody asked the program to stop, and it did.
public struct Stopped: Error, Equatable, CustomStringConvertible {
  /// The signal.
  public var signal: Int
  /// What became of the work, and how to go on.
  public var kept: String

  /// A stop.
  public init(signal: Int, kept: String = "") {
    self.signal = signal
    self.kept = kept
  }

  /// One line: by whom, and what is kept.
  public var description: String {
    "stopped by \(signal == 2 ? "Ctrl-C" : "signal \(signal)")" + (kept.isEmpty ? "" : "; \(kept)")
  }
}

/// Whether somebody asked the program to stop: Ctrl-C, SIGTERM, or a time limit.
///
/// Loops look at it between steps, save their state and throw `Stopped`. Within a step they look whether they are
/// overdue, and give the step up then.
public enum StopSignal {
  private static let received = Atomic<Int>(0)
  /// When it was received, nanoseconds.
  private static let time = Atomic<UInt64>(0)
  /// Nanoseconds in which a step may come to its end.
  private static let patience = Atomic<UInt64>(0)

  /// The signal that was received; 0 as long as there was none.
  public static var number: Int { received.load(ordering: .relaxed) }

  /// Listens for Ctrl-C and SIGTERM; a second Ctrl-C ends the program at once.
  ///
  /// - Parameter seconds: the time in which a step may come to its end; 0 where nothing is lost by giving it up.
  public static func listen(patience seconds: Double = 8) {
    patience.store(UInt64(seconds * 1e9), ordering: .relaxed)
    // A parent may have left these signals blocked.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        StopSignal.time.store(DispatchTime.now().uptimeNanoseconds, ordering: .relaxed)
        let before = StopSignal.received.exchange(Int(number), ordering: .relaxed)
        if before != 0 { _exit(130) }
      }
    }
  }

  /// Throws if a stop was asked for.
  ///
  /// - Throws: `Stopped`.
  public static func check() throws {
    if number != 0 { throw Stopped(signal: number) }
  }

  /// Whether a stop was asked for so long ago that the step has to be given up.
  public static var isOverdue: Bool {
    guard number != 0 else { return false }
    let waited = DispatchTime.now().uptimeNanoseconds - time.load(ordering: .relaxed)
    return waited >= patience.load(ordering: .relaxed)
  }

  /// Throws if a stop was asked for so long ago that the step has to be given up.
  ///
  /// - Throws: `Stopped`.
  public static func checkOverdue() throws {
    if isOverdue { throw Stopped(signal: number) }
  }
}
