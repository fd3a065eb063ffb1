import Foundation

/// Says on stderr how far something is, how fast it goes and how long it will take.
///
/// On a terminal one line is rewritten five times a second; elsewhere a line is printed every 15 seconds.
/// Safe to call from several threads.
public final class ProgressMeter: @unchecked Sendable {
  /// The meter of the command that is running, to which work at any depth reports; `nil` for none.
  @TaskLocal public static var current: ProgressMeter?

  private let lock = NSLock()
  private let clock = RunClock()
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let isQuiet: Bool
  private var states: [String: (done: Double, total: Double, note: String)] = [:]
  private var order: [String] = []
  private var lastPrint: Double
  private var lineShown = false

  /// A progress display; a quiet one prints nothing but messages, and a patient one nothing about what is done at once.
  public init(quiet: Bool = false, patient: Bool = false) {
    isQuiet = quiet
    lastPrint = patient ? 0 : -1e9
  }

  /// Reports that `done` of `total` units of a named piece of work are finished.
  public func update(_ name: String, done: Double, total: Double, note: String = "") {
    lock.withLock {
      if states[name] == nil { order.append(name) }
      states[name] = (done, total, note)
      if done >= total {
        states[name] = nil
        order.removeAll { $0 == name }
      }
      let now = clock.seconds
      guard !isQuiet, now - lastPrint > (isTerminal ? 0.2 : 15) else { return }
      lastPrint = now
      draw()
    }
  }

  /// Prints a line of narration.
  public func say(_ message: String) {
    lock.withLock {
      clear()
      FileHandle.standardError.write(Data((message + "\n").utf8))
    }
  }

  /// Sets the predicted total duration in seconds, from which the time left is told.
  public var predictedSeconds: Double? {
    get { lock.withLock { predicted } }
    set { lock.withLock { predicted = newValue } }
  }
  private var predicted: Double?
  private var fraction = 0.0

  /// Reports the share of the whole work that is done, from which the time left is computed.
  public func overall(_ share: Double) { lock.withLock { fraction = share } }

  private func draw() {
    let parts = order.compactMap { name -> String? in
      guard let state = states[name] else { return nil }
      let percent = Int(100 * state.done / max(state.total, 1e-9))
      return "\(name) \(percent)%" + (state.note.isEmpty ? "" : " \(state.note)")
    }
    var left = ""
    let elapsed = clock.seconds
    if fraction > 0.02 {
      left = "  \(Self.duration(elapsed * (1 - fraction) / fraction)) left"
    } else if let predicted {
      left = "  about \(Self.duration(max(0, predicted - elapsed))) left"
    }
    let line = "  \(Self.duration(elapsed))  " + parts.joined(separator: " | ") + left
    if isTerminal {
      FileHandle.standardError.write(Data(("\r\u{1B}[2K" + String(line.prefix(150))).utf8))
      lineShown = true
    } else {
      FileHandle.standardError.write(Data((line + "\n").utf8))
    }
  }

  /// Removes the line that is rewritten.
  public func finish() { lock.withLock { clear() } }

  private func clear() {
    guard lineShown else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[2K".utf8))
    lineShown = false
  }

  /// A duration in words: `42 s`, `3 min 20 s`, `1 h 5 min`.
  public static func duration(_ seconds: Double) -> String {
    let s = Int(seconds.rounded())
    if s < 60 { return "\(s) s" }
    if s < 3600 { return "\(s / 60) min \(s % 60) s" }
    return "\(s / 3600) h \(s % 3600 / 60) min"
  }
}
