import Config
import Support

/// Settings of another framework, in the words of this one; what could not be carried over is said.
public struct ForeignSettings: Sendable {
  /// The frameworks whose settings are understood.
  public enum Framework: String, Sendable, CaseIterable {
    /// TRL's GRPOConfig and DPOConfig.
    case trl
    /// verl's trainer.
    case verl
  }

  /// A setting that has no place here, and why.
  public struct Unmapped: Sendable, Equatable {
    /// Its key.
    public let key: String
    /// Its value.
    public let value: String
    /// Why.
    public let reason: String
  }

  /// Settings of a run, `path=value` each, in the order in which they are to be laid over the defaults.
  public internal(set) var overrides: [String] = []
  /// What was not carried over.
  public internal(set) var unmapped: [Unmapped] = []
  /// Values by key, until they are used.
  private var left: [String: String] = [:]
  private var order: [String] = []

  /// Reads a file of YAML or JSON.
  ///
  /// - Throws: `ConfigError`; `TrainingError.setting` if no key of it is one of the framework's.
  public init(_ source: ConfigSource, of framework: Framework) throws {
    for leaf in try ConfigLoader.leaves(of: source) {
      order.append(leaf.path)
      left[leaf.path] = leaf.text
    }
    switch framework {
    case .trl: mapTRL()
    case .verl: mapVerl()
    }
    for key in order {
      guard let value = left[key] else { continue }
      unmapped.append(Unmapped(key: key, value: value, reason: "there is no such setting here"))
    }
    guard !overrides.isEmpty else {
      throw TrainingError.setting(
        key: "--from \(framework.rawValue)", reason: "no key of the file is one of its settings")
    }
  }

  /// The settings of a run that these are.
  ///
  /// - Throws: `ConfigError` where a value is none that this tool takes.
  public func configuration() throws -> RunConfig {
    try ConfigLoader.load(RunConfig(), overrides: overrides)
  }

  // MARK: - Taking keys

  /// A value, which then is used; `nil` without it, for `None` and for text that stands for another value.
  mutating func take(_ key: String) -> String? {
    guard let value = left[key] else { return nil }
    guard !value.contains("${") else {
      left[key] = nil
      unmapped.append(
        Unmapped(key: key, value: value, reason: "it stands for another value; write that value"))
      return nil
    }
    left[key] = nil
    return ["", "null", "None", "~"].contains(value) ? nil : value
  }

  /// A number, which then is used.
  mutating func number(_ key: String) -> Double? {
    guard let text = take(key) else { return nil }
    guard let value = Double(text) else {
      note(key, text, "it is not a number")
      return nil
    }
    return value
  }

  /// A truth value, which then is used.
  mutating func flag(_ key: String) -> Bool? {
    guard let text = take(key) else { return nil }
    switch text.lowercased() {
    case "true": return true
    case "false": return false
    default:
      note(key, text, "it is neither true nor false")
      return nil
    }
  }

  /// Lays a value where it belongs here, if it is there.
  mutating func move(_ key: String, to path: String) {
    if let value = take(key) { set(path, value) }
  }

  /// Sets a setting.
  mutating func set(_ path: String, _ value: String) { overrides.append("\(path)=\(value)") }

  /// Says that a value was not carried over.
  mutating func note(_ key: String, _ value: String, _ reason: String) {
    unmapped.append(Unmapped(key: key, value: value, reason: reason))
  }

  /// Drops settings of where and how fast a run goes, which change no number.
  mutating func pass(_ keys: [String]) {
    for key in order where keys.contains(where: { key == $0 || key.hasPrefix($0 + ".") }) {
      left[key] = nil
    }
  }
}

extension Double {
  /// As few digits as say it, whole numbers without a point.
  var setting: String {
    self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self)
  }
}
