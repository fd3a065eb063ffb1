import Foundation
import Synchronization

/// Says on stderr how far something is, how fast it goes and how long it will take.
///
/// On a terminal one line for each piece of work under way is rewritten five times a second, cut to the terminal's width; elsewhere
/// a line for all is printed every 15 seconds.
/// Safe to call from several threads.
public final class ProgressMeter: @unchecked Sendable {
  /// The meter of the command that is running, to which work at any depth reports; `nil` for none.
  @TaskLocal public static var current: ProgressMeter?

  /// What all meters of the program print.
  public enum Style: String, Sendable, CaseIterable {
    /// Lines that are rewritten on a terminal, plain ones elsewhere.
    case auto
    /// A line every 15 seconds, on a terminal too.
    case plain
    /// No progress; narration is printed.
    case none
    /// Nothing at all.
    case quiet
  }

  /// What meters print that are made from now on; for the command line to choose.
  public static var style: Style {
    get { chosen.withLock { $0 } }
    set { chosen.withLock { $0 = newValue } }
  }
  private static let chosen = Mutex(Style.auto)

  /// The meter that was made last, whose lines are out of the way before others are printed.
  private struct Newest: Sendable { weak var meter: ProgressMeter? }
  private static let newest = Mutex(Newest())

  /// Prints a line on stderr, above what is rewritten there.
  static func line(_ text: String) {
    let meter = newest.withLock { $0.meter }
    guard let meter else { return FileHandle.standardError.write(Data((text + "\n").utf8)) }
    meter.say(text)
  }

  private let lock = NSLock()
  private let clock = RunClock()
  private let style = ProgressMeter.style
  private let isTerminal: Bool
  private let isQuiet: Bool
  private var states: [String: (done: Double, total: Double, note: String)] = [:]
  private var order: [String] = []
  private var lastPrint: Double
  private var linesShown = 0

  /// A progress display; a quiet one prints nothing but messages, and a patient one nothing about what is done at once.
  public init(quiet: Bool = false, patient: Bool = false) {
    isTerminal = style == .auto && isatty(STDERR_FILENO) == 1
    isQuiet = quiet || style == .none || style == .quiet
    lastPrint = patient ? 0 : -1e9
    Self.newest.withLock { $0.meter = self }
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
    guard style != .quiet else { return }
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

  /// When the work began of which `fraction` is done.
  private var workStart = 0.0

  /// Reports the share of the whole work that is done, from which the time left is computed. A share far below the last one is that of
  /// other work, which begins now.
  public func overall(_ share: Double) {
    lock.withLock {
      if share < fraction / 2 { workStart = clock.seconds }
      fraction = share
    }
  }

  private func draw() {
    let parts = order.compactMap { name -> String? in
      guard let state = states[name] else { return nil }
      let percent = Int(100 * state.done / max(state.total, 1e-9))
      return "\(name) \(percent)%" + (state.note.isEmpty ? "" : " \(state.note)")
    }
    var left = ""
    let elapsed = clock.seconds
    if fraction > 0.02 {
      left = "  \(Self.duration((elapsed - workStart) * (1 - fraction) / fraction)) left"
    } else if let predicted {
      left = "  about \(Self.duration(max(0, predicted - elapsed))) left"
    }
    let time = "  \(Self.duration(elapsed))"
    guard isTerminal else {
      let line = "\(time)  " + parts.joined(separator: " | ") + left
      FileHandle.standardError.write(Data((line + "\n").utf8))
      return
    }
    let lines =
      parts.count == 1 ? ["\(time)\(left)  \(parts[0])"] : [time + left] + parts.map { "    " + $0 }
    let width = max(20, Self.terminalWidth - 1)
    FileHandle.standardError.write(
      Data((clearing + lines.map { String($0.prefix(width)) }.joined(separator: "\n")).utf8))
    linesShown = lines.count
  }

  /// Columns of the terminal that stderr goes to; 80 where it does not say.
  private static var terminalWidth: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// What takes the cursor to where the lines begin, and removes them.
  private var clearing: String {
    (linesShown > 1 ? "\u{1B}[\(linesShown - 1)A" : "") + "\r\u{1B}[J"
  }

  /// Removes the lines that are rewritten.
  public func finish() { lock.withLock { clear() } }

  private func clear() {
    guard linesShown > 0 else { return }
    FileHandle.standardError.write(Data(clearing.utf8))
    linesShown = 0
  }

  /// A duration in words: `42 s`, `3 min 20 s`, `1 h 5 min`.
  public static func duration(_ seconds: Double) -> String {
    let s = Int(seconds.rounded())
    if s < 60 { return "\(s) s" }
    if s < 3600 { return "\(s / 60) min \(s % 60) s" }
    return "\(s / 3600) h \(s % 3600 / 60) min"
  }
}
