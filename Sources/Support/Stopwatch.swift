/// Clock time of the named parts of some work.
public final class Stopwatch {
  /// Seconds by name; a part inside another one counts in both.
  public private(set) var seconds: [String: Double] = [:]

  /// A stopwatch at zero.
  public init() {}

  /// Does a part of the work.
  public func measure<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
    let clock = RunClock()
    defer { seconds[name, default: 0] += clock.seconds }
    return try body()
  }
}
