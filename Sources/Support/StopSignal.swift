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

/// Whether somebody asked the program to stop: Ctrl-C, SIGTERM, a closed terminal (SIGHUP), or a scheduler's warning before its
/// time limit (SIGUSR1, SIGUSR2).
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

  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2]

  /// Nanoseconds within which the same signal is the same request: GNU `timeout` sends it to the program and to its group.
  private static let echo: UInt64 = 300_000_000

  /// Listens for these signals; the same once more, or Ctrl-C after another one, ends the program at once. SIGHUP stays ignored where the parent ignores it (nohup).
  ///
  /// - Parameter seconds: the time in which a step may come to its end; 0 where nothing is lost by giving it up.
  public static func listen(patience seconds: Double = 8) {
    patience.store(UInt64(seconds * 1e9), ordering: .relaxed)
    // A parent may have left these signals blocked.
    var mask = sigset_t()
    sigemptyset(&mask)
    for number in signals { sigaddset(&mask, number) }
    pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    for number in signals {
      var before = sigaction()
      sigaction(number, nil, &before)
      if number == SIGHUP, isIgnored(before) { continue }
      signal(number) { number in
        let now = DispatchTime.now().uptimeNanoseconds
        let last = StopSignal.time.load(ordering: .relaxed)
        let before = StopSignal.received.exchange(Int(number), ordering: .relaxed)
        if before == Int(number), now < last + StopSignal.echo { return }
        StopSignal.time.store(now, ordering: .relaxed)
        // A scheduler warns first and terminates later; who asks twice wants it now.
        if before != 0, before == Int(number) || number == SIGINT { _exit(130) }
      }
    }
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
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
