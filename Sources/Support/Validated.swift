/// Settings that know which values they allow.
///
/// Loading a configuration validates every part of it, so that a value without sense is an error with its line.
public protocol Validated {
  /// Checks every setting's range, and settings against one another.
  ///
  /// - Throws: `InvalidSetting`.
  func validate() throws
}

extension Validated {
  /// Everything that decodes is allowed.
  public func validate() throws {}

  /// Fails unless a condition on a setting holds.
  ///
  /// - Parameters:
  ///   - key: the setting's key, with dots for settings of settings.
  ///   - expected: what is allowed, such as "a number from 0 to 1".
  /// - Throws: `InvalidSetting`.
  public func require(
    _ holds: Bool, _ key: String, _ value: some CustomStringConvertible, _ expected: String
  ) throws {
    guard holds else { throw InvalidSetting(key: key, value: "\(value)", expected: expected) }
  }

  /// Fails unless a number is finite and in a range.
  ///
  /// - Throws: `InvalidSetting`.
  public func require(_ value: Double, in range: ClosedRange<Double>, _ key: String) throws {
    let expected =
      range.upperBound == .infinity || range.upperBound == .greatestFiniteMagnitude
      ? "a finite number from \(short(range.lowerBound)) up"
      : "a number from \(short(range.lowerBound)) to \(short(range.upperBound))"
    try require(value.isFinite && range.contains(value), key, value, expected)
  }

  private func short(_ x: Double) -> String { x == x.rounded() ? String(Int(x)) : "\(x)" }

  /// Fails unless a whole number is at least `least`, and no more than anybody could mean.
  ///
  /// - Throws: `InvalidSetting`.
  public func require(
    _ value: Int, atLeast least: Int, atMost most: Int = Validation.many, _ key: String
  ) throws {
    let expected =
      value > most ? "a whole number from \(least) to \(most)" : "a whole number from \(least) up"
    try require(value >= least && value <= most, key, value, expected)
  }
}

/// Bounds of settings whose own bounds are far away.
public enum Validation {
  /// The magnitude of any whole number of a configuration.
  public static let largest = 1_000_000_000_000
  /// How many there may be of anything that is counted one by one.
  public static let many = 1_000_000_000
  /// How many there may be of anything that is held in memory at once, such as the problems of a step.
  public static let held = 1_000_000
}

/// A setting with a value that makes no sense.
public struct InvalidSetting: Error, Equatable, CustomStringConvertible {
  /// The setting's key within the settings that were validated.
  public var key: String
  /// The value found.
  public var value: String
  /// What is allowed.
  public var expected: String
  /// An error from its parts.
  public init(key: String, value: String, expected: String) {
    self.key = key
    self.value = value
    self.expected = expected
  }
  /// One line.
  public var description: String { "'\(key)' is '\(value)', expected \(expected)" }
}

/// Settings that are complete by themselves, so that an element of a list needs only what differs.
///
/// The defaults of an element of a list cannot be seen in the list's default, which is often empty. If the
/// element's type conforms to this protocol (or to `Component`), a mapping in the list is laid over
/// `init()`; otherwise it must give every key.
public protocol DefaultedSettings: Codable {
  /// The defaults.
  init()
}
