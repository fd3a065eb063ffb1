import Config
import Support

/// How large a run of a study is.
public enum Scale: String, Codable, Sendable, CaseIterable {
  /// Proves the pipeline: at most a minute, no conclusions.
  case smoke
  /// Shows the phenomenon: at most six minutes, descriptive.
  case quick
  /// Three seeds, at most two hours, descriptive.
  case standard
  /// The registered number of seeds, one night: the only scale with verdicts.
  case full

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

/// A statement that is fixed before the runs.
public struct Hypothesis: Codable, Sendable, Equatable {
  /// For example `H1.1`.
  public var id: String
  /// What is claimed.
  public var statement: String
  /// The test that decides.
  public var test: String
  /// The smallest effect of interest, in units of the measure.
  public var smallestEffect: Double
  /// A hypothesis.
  public init(id: String, statement: String, test: String, smallestEffect: Double) {
    self.id = id
    self.statement = statement
    self.test = test
    self.smallestEffect = smallestEffect
  }
}

/// A question with its answer's machinery.
///
/// `plan` says what to run, `analyze` makes claims of what was counted; neither touches a file. The runner
/// does the rest.
public protocol Study: Sendable {
  /// The settings; defaults in code, and the same in `studies/<id>/study.yaml`.
  associatedtype Settings: Codable & Sendable & Equatable
  /// The folder's and the command's name.
  static var id: String { get }
  /// A few words.
  static var title: String { get }
  /// What is asked.
  static var question: String { get }
  /// What is claimed before the runs.
  static var hypotheses: [Hypothesis] { get }
  /// The defaults.
  static var defaults: Settings { get }
  /// What to run at a scale.
  static func plan(_ settings: Settings, scale: Scale) throws -> StudyPlan
  /// The gates that a calibration run must pass, and how to change the plan if one fails.
  static func calibrate(_ plan: StudyPlan, _ data: StudyData, _ settings: Settings, scale: Scale)
    throws -> CalibrationStep
  /// What follows from the counts.
  static func analyze(_ data: StudyData, _ settings: Settings, scale: Scale) throws -> Findings
}

/// What a look at calibration runs concludes.
public enum CalibrationStep: Sendable {
  /// All gates pass; regions and budgets are frozen in this plan.
  case passed(StudyPlan, [GateResult])
  /// A gate failed; try this plan.
  case retry(StudyPlan, [GateResult])
}

/// A gate with what was found.
public struct GateResult: Codable, Sendable, Equatable {
  /// The set or region.
  public var set: String
  /// What is checked.
  public var measure: String
  /// The value found.
  public var value: Double
  /// The allowed range.
  public var low: Double
  /// The allowed range.
  public var high: Double
  /// Whether the value is in the range.
  public var isPassed: Bool { value >= low && value <= high }
  /// A gate.
  public init(set: String, measure: String, value: Double, low: Double, high: Double) {
    self.set = set
    self.measure = measure
    self.value = value
    self.low = low
    self.high = high
  }
}

/// A study with its settings resolved for one scale.
public struct PreparedStudy: Sendable {
  /// The study's id.
  public let id: String
  /// A few words.
  public let title: String
  /// What is asked.
  public let question: String
  /// What is claimed before the runs.
  public let hypotheses: [Hypothesis]
  /// The scale.
  public let scale: Scale
  /// The resolved settings as YAML.
  public let yaml: String
  /// What to run.
  public let plan: StudyPlan
  /// Gates and their consequences.
  public let calibrate: @Sendable (StudyPlan, StudyData) throws -> CalibrationStep
  /// What follows from the counts.
  public let analyze: @Sendable (StudyData) throws -> Findings
}

/// One line of the catalogue of studies.
public struct StudyEntry: Sendable {
  /// The id.
  public let id: String
  /// A few words.
  public let title: String
  /// What is asked.
  public let question: String
  /// What is claimed.
  public let hypotheses: [Hypothesis]
  /// The default settings as YAML.
  public let defaultYAML: @Sendable () throws -> String
  /// Resolves settings for a scale.
  public let prepare:
    @Sendable (_ sources: [ConfigSource], _ overrides: [String], _ scale: Scale) throws ->
      PreparedStudy
}

extension Study {
  /// The line of the catalogue.
  public static var entry: StudyEntry {
    StudyEntry(
      id: id, title: title, question: question, hypotheses: hypotheses,
      defaultYAML: { try ConfigLoader.yaml(defaults) },
      prepare: { sources, overrides, scale in
        let settings = try ConfigLoader.load(defaults, sources: sources, overrides: overrides)
        return PreparedStudy(
          id: id, title: title, question: question, hypotheses: hypotheses, scale: scale,
          yaml: try ConfigLoader.yaml(settings), plan: try plan(settings, scale: scale),
          calibrate: { try calibrate($0, $1, settings, scale: scale) },
          analyze: { try analyze($0, settings, scale: scale) })
      })
  }
}

/// The studies.
public enum StudyCatalogue {
  /// All studies, in their numbered order.
  public static let all: [StudyEntry] = [
    Sharpening.entry
  ]

  /// The study with an id.
  ///
  /// - Throws: `SupportError.unknownName`, with a suggestion.
  public static func entry(named id: String) throws -> StudyEntry {
    if let found = all.first(where: { $0.id == id }) { return found }
    throw SupportError.unknownName(
      what: "study", name: id, suggestion: DidYouMean.suggestion(for: id, among: all.map(\.id)),
      known: all.map(\.id))
  }
}
