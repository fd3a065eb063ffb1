import Foundation
import Synchronization

/// Whether somebody asked the program to stop: Ctrl-C, SIGTERM, or a time limit.
///
/// Loops look at it between steps, save their state and throw `TrainingError.stopped`.
public enum StopSignal {
  private static let received = Atomic<Int>(0)

  /// The signal that was received; 0 as long as there was none.
  public static var number: Int { received.load(ordering: .relaxed) }

  /// Listens for Ctrl-C and SIGTERM; a second Ctrl-C ends the program at once.
  public static func listen() {
    // A parent may have left these signals blocked.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        let before = StopSignal.received.exchange(Int(number), ordering: .relaxed)
        if before != 0 { _exit(130) }
      }
    }
  }

  /// Throws if a stop was asked for.
  ///
  /// - Throws: `TrainingError.stopped`.
  public static func check() throws {
    if number != 0 { throw TrainingError.stopped(signal: number) }
  }
}
