/// How large a run of a study is.
public enum Scale: String, Codable, Sendable, CaseIterable {
  /// Proves the pipeline: at most a minute, no conclusions.
  case smoke
  /// Shows the phenomenon: at most six minutes, descriptive.
  case quick
  /// Five seeds, at most two hours, descriptive.
  case standard
  /// The registered number of seeds, one night: the only scale with verdicts.
  case full

  /// The seeds of `full`, unless a study says otherwise.
  public static let registeredSeeds = 8

  /// The minutes on two cores that the scale promises.
  public var limitMinutes: Double {
    switch self {
    case .smoke: 1
    case .quick: 6
    case .standard: 120
    case .full: 720
    }
  }

  /// Whether registered hypotheses get verdicts.
  public var isConfirmatory: Bool { self == .full }

  /// Whether the base must pass its gates on calibration seeds before the arms run.
  public var isCalibrated: Bool { self == .standard || self == .full }
}

/// One value for each scale.
public struct Scales<Budget: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
  /// Proves the pipeline.
  public var smoke: Budget
  /// Shows the phenomenon.
  public var quick: Budget
  /// Five seeds.
  public var standard: Budget
  /// The registered number of seeds.
  public var full: Budget

  /// Four values.
  public init(smoke: Budget, quick: Budget, standard: Budget, full: Budget) {
    self.smoke = smoke
    self.quick = quick
    self.standard = standard
    self.full = full
  }

  /// The value of a scale.
  public subscript(scale: Scale) -> Budget {
    switch scale {
    case .smoke: smoke
    case .quick: quick
    case .standard: standard
    case .full: full
    }
  }
}
