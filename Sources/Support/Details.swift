import Foundation
import Synchronization

/// What `--verbose` adds on stderr: which files were read and written, what a cache gave and why not, and where time went.
///
/// Off until the command line asks for it. It changes nothing that is computed, written or printed on stdout. Safe to call from several
/// threads.
public enum Details {
  /// What is known since details were asked for.
  private struct State {
    let clock = RunClock()
    var parts: [String: (seconds: Double, count: Int)] = [:]
    var order: [String] = []
  }
  private static let state = Mutex<State?>(nil)

  /// Whether somebody wants them.
  public static var isOn: Bool { state.withLock { $0 != nil } }

  /// Says details from now on; times count from here.
  public static func begin() { state.withLock { $0 = $0 ?? State() } }

  /// Prints a line, with the seconds since `begin` before it.
  public static func say(_ text: @autoclosure () -> String) {
    guard let seconds = state.withLock({ $0?.clock.seconds }) else { return }
    ProgressMeter.line("  " + Self.seconds(seconds).padded(to: 9) + "  " + text().printable())
  }

  /// Says that a file was read, of so many bytes.
  public static func read(_ path: String, bytes: Int) { say("read \(path), \(size(bytes))") }

  /// Says that a file was written.
  public static func wrote(_ path: String) {
    guard isOn else { return }
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    say("wrote \(path), \(size(Int(status.st_size)))")
  }

  /// Does a part of the work, and counts its time.
  ///
  /// - Parameter line: what a line calls it that says so at once; what is done thousands of times has none and is only summed.
  public static func time<Result>(
    _ name: String, saying line: String? = nil, _ body: () throws -> Result
  ) rethrows -> Result {
    guard isOn else { return try body() }
    let clock = RunClock()
    let result = try body()
    let seconds = clock.seconds
    state.withLock { state in
      if state?.parts[name] == nil { state?.order.append(name) }
      let known = state?.parts[name] ?? (0, 0)
      state?.parts[name] = (known.seconds + seconds, known.count + 1)
    }
    if let line { say("\(line): \(Self.seconds(seconds))") }
    return result
  }

  /// Says what the parts took together, in the order in which they were first done.
  ///
  /// Parts that ran side by side count each, so that their sum may be more than the time that passed.
  public static func sayTimes() {
    guard let state = state.withLock({ $0 }), !state.order.isEmpty else { return }
    let parts = state.order.map { name -> String in
      let (seconds, count) = state.parts[name] ?? (0, 0)
      return "\(name) \(Self.seconds(seconds))" + (count > 1 ? " (\(count) times)" : "")
    }
    say("time: \(parts.joined(separator: ", ")); \(Self.seconds(state.clock.seconds)) in all")
  }

  /// A number of bytes: `812 bytes`, `3.4 kB`, `1.2 GB`.
  public static func size(_ bytes: Int) -> String {
    guard bytes >= 1000 else { return "\(bytes) bytes" }
    var (value, unit) = (Double(bytes) / 1000, "kB")
    for next in ["MB", "GB", "TB"] where value >= 1000 { (value, unit) = (value / 1000, next) }
    return String(format: "%.1f %@", value, unit)
  }

  /// Seconds as they are measured: `0.04 s`, `12.3 s`, `512 s`.
  private static func seconds(_ value: Double) -> String {
    String(format: value < 10 ? "%.2f s" : value < 100 ? "%.1f s" : "%.0f s", value)
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
