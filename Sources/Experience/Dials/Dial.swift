import Support

/// When something happens.
public struct Moment: Sendable, Equatable {
  /// Steps done.
  public var step: Int
  /// The share of the run that is done, in [0, 1).
  public var progress: Double

  /// A moment from its parts.
  public init(step: Int, progress: Double) {
    self.step = step
    self.progress = progress
  }
}

/// A number that may move during a run: a coefficient, a temperature, a cap.
///
/// In YAML a plain number is a constant dial.
public protocol Dial: Component {
  /// Its value now.
  func value(at now: Moment, _ memory: Memory) -> Double
  /// Learns from metrics: twice a step, from what was sampled (names that begin with `sampled_`) before the updates, and from
  /// what the updates found after them.
  func observe(_ metrics: [String: Double], _ memory: inout Memory)
}

extension Dial {
  /// The line of the catalogue.
  public static var entry: Entry<any Dial> { Entry(Self.self) }
  /// Nothing to learn.
  public func observe(_ metrics: [String: Double], _ memory: inout Memory) {}
}

/// The dials.
public enum DialCatalogue: Catalogue {
  public static let noun = "dial"
  /// All dials, alphabetically.
  public static let all: [Entry<any Dial>] = [
    AdaptiveKLDial.entry,
    ConstantDial.entry,
    CosineDial.entry,
    EntropyTargetDial.entry,
    EntropyTemperatureDial.entry,
    EntropyDial.entry,
    LinearDial.entry,
    StagedDial.entry,
  ]
  /// A number is a constant.
  public static func shorthand(_ text: String) -> (any Component)? {
    Double(text).map { ConstantDial($0) }
  }
}

/// The same number all the time.
public struct ConstantDial: Dial {
  public static let kind = "constant"
  public static let summary = "The same number all the time."
  public static let source = Source(
    "Robbins and Monro 1951, Annals of Mathematical Statistics 22:400")
  /// The number.
  public var value: Double
  /// 0.
  public init() { value = 0 }
  /// A number.
  public init(_ value: Double) { self.value = value }
  /// The number itself.
  public var shorthand: String? { "\(value)" }
  /// The number.
  public func value(at now: Moment, _ memory: Memory) -> Double { value }
  /// Any finite number.
  public func validate() throws { try require(value.isFinite, "", value, "a finite number") }
}

/// A straight line from one number to another over a share of the run.
public struct LinearDial: Dial {
  public static let kind = "linear"
  public static let summary = "A straight line from one number to another over a share of the run."
  public static let source = Source(
    "Fu et al. 2019, arXiv:1903.10145, section 3 (annealed weights)")
  /// The number at the start.
  public var from: Double
  /// The number at the end.
  public var to: Double
  /// The share of the run over which it moves.
  public var over: Double
  /// From 0 to 1 over the run.
  public init() { (from, to, over) = (0, 1, 1) }
  /// The number at this share of the run.
  public func value(at now: Moment, _ memory: Memory) -> Double {
    from + (to - from) * min(1, now.progress / over)
  }
  /// Finite ends, over a positive share.
  public func validate() throws {
    try require(from.isFinite, "from", from, "a finite number")
    try require(to.isFinite, "to", to, "a finite number")
    try require(over > 0 && over <= 1, "over", over, "a share of the run above 0, at most 1")
  }
}

extension Slot where Family == DialCatalogue {
  /// A number that does not move.
  public init(_ value: Double) { self.init(ConstantDial(value)) }
  /// The number, if it does not move.
  public var constant: Double? { (component as? ConstantDial)?.value }
}
