import Config
import Foundation
import Support

/// A question with its answer's machinery.
///
/// `plan` says what to run, `analyze` makes claims of what was measured; neither touches a file. The runner
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
  /// The defaults.
  static var defaults: Settings { get }
  /// What to run at a scale, and what will be asked of the numbers.
  static func plan(_ settings: Settings, scale: Scale) throws -> StudyPlan
  /// Whether its bases must pass gates before arms are trained, at the scales that calibrate.
  static var isGated: Bool { get }
  /// Whether seeds are replicates of training, of which there can be more or fewer.
  static var isReplicated: Bool { get }
  /// Whether its arms are the cells of one design, of which none can be left out.
  static var isFactorial: Bool { get }
  /// The numbers of the base that its gates look at.
  static func gates(_ analysis: StudyAnalysis) throws -> [GateResult]
  /// The plan to try next after a gate has failed; `nil` if the study does not know one.
  static func revise(_ plan: StudyPlan, after failed: GateResult) -> StudyPlan?
  /// What follows from the numbers.
  static func analyze(_ analysis: StudyAnalysis, gates: [GateResult]) throws -> Findings
  /// Its registered hypotheses alone, with tests and verdicts.
  static func hypotheses(_ analysis: StudyAnalysis) throws -> [Finding]
  /// What papers say of its question.
  static var literature: [LiteratureClaim] { get }
}

extension Study {
  /// They must.
  public static var isGated: Bool { true }
  /// They are.
  public static var isReplicated: Bool { true }
  /// They are not.
  public static var isFactorial: Bool { false }
  /// Nothing.
  public static var literature: [LiteratureClaim] { [] }
  /// Those about contrasts, as the plan has them.
  public static func hypotheses(_ analysis: StudyAnalysis) throws -> [Finding] {
    try analysis.hypotheses()
  }
  /// No gates.
  public static func gates(_ analysis: StudyAnalysis) throws -> [GateResult] { [] }
  /// A failed gate ends the run.
  public static func revise(_ plan: StudyPlan, after failed: GateResult) -> StudyPlan? { nil }
}

/// A study with its settings resolved for one scale.
public struct PreparedStudy: Sendable {
  /// The study's id.
  public let id: String
  /// A few words.
  public let title: String
  /// What is asked.
  public let question: String
  /// The scale.
  public let scale: Scale
  /// The resolved settings as YAML.
  public let yaml: String
  /// What to run.
  public var plan: StudyPlan
  /// What papers say of its question.
  public let literature: [LiteratureClaim]
  /// Whether the study has gates.
  let isGated: Bool
  /// Whether there can be more or fewer seeds.
  private let isReplicated: Bool
  /// Whether no arm can be left out.
  private let isFactorial: Bool
  /// Whether the base must pass gates on calibration seeds first.
  public private(set) var isCalibrated: Bool
  /// The numbers that gates look at.
  public let gates: @Sendable (StudyAnalysis) throws -> [GateResult]
  /// The registered hypotheses alone, with tests and verdicts.
  public let hypotheses: @Sendable (StudyAnalysis) throws -> [Finding]
  /// The plan to try next after a gate has failed.
  public let revise: @Sendable (StudyPlan, GateResult) -> StudyPlan?
  private let conclude: @Sendable (StudyAnalysis, [GateResult]) throws -> Findings

  init(
    id: String, title: String, question: String, scale: Scale, yaml: String, plan: StudyPlan,
    literature: [LiteratureClaim] = [], isGated: Bool, isReplicated: Bool = true,
    isFactorial: Bool = false,
    gates: @escaping @Sendable (StudyAnalysis) throws -> [GateResult],
    hypotheses: @escaping @Sendable (StudyAnalysis) throws -> [Finding] = { try $0.hypotheses() },
    revise: @escaping @Sendable (StudyPlan, GateResult) -> StudyPlan?,
    conclude: @escaping @Sendable (StudyAnalysis, [GateResult]) throws -> Findings
  ) {
    self.id = id
    self.title = title
    self.question = question
    self.scale = scale
    self.yaml = yaml
    self.plan = plan
    self.literature = literature
    self.isGated = isGated
    self.isReplicated = isReplicated
    self.isFactorial = isFactorial
    isCalibrated = isGated && scale.isCalibrated
    self.gates = gates
    self.hypotheses = hypotheses
    self.revise = revise
    self.conclude = conclude
  }

  /// Leaves only some arms, or takes another number of seeds: another plan, and another registration.
  ///
  /// - Throws: `SupportError.unknownName`; `StudiesError.plan` if the rest makes no plan.
  public mutating func restrict(arms: [String]?, seeds: Int?, firstSeed: Int?) throws {
    if let seeds {
      guard isReplicated || seeds == 1 else {
        throw StudiesError.plan(
          "'\(id)' has one seed: a checkpoint that is given is no replicate of training; trainings from it "
            + "that are repeated are a study of kind arms, with a stage of kind given")
      }
      plan.seeds = seeds
      options += " --seeds \(seeds)"
    }
    if let firstSeed {
      plan.firstSeed = firstSeed
      options += " --first-seed \(firstSeed)"
    }
    if let arms {
      guard !isFactorial else {
        throw StudiesError.plan(
          "the arms of '\(id)' are the cells of one design, and its effects are means over all of them: leave --arms out, or take fewer "
            + "seeds with --seeds")
      }
      options += " --arms " + arms.joined(separator: ",")
      let known = plan.arms.map(\.name)
      for name in arms where !known.contains(name) {
        throw SupportError.unknownName(
          what: "arm", name: name, suggestion: DidYouMean.suggestion(for: name, among: known),
          known: known)
      }
      plan.keepArms(Set([known[0]] + arms))
    }
    do {
      try plan.check()
    } catch let error as InvalidSetting {
      throw StudiesError.plan("the plan of '\(id)': \(error)")
    }
  }

  /// Runs whatever the base can do: what follows is exploratory.
  public mutating func skipGates() {
    isCalibrated = false
    options += " --skip-gates"
  }

  /// The options of the command line that made the plan another one than the scale's.
  public private(set) var options = ""

  /// Leaves what another plan of the study has: its arms and replicates.
  ///
  /// - Throws: as `restrict(arms:seeds:firstSeed:)`.
  mutating func restrict(to other: StudyPlan) throws {
    let names = other.arms.map(\.name)
    let isPart = Set(names).isSubset(of: plan.arms.map(\.name)) && names != plan.arms.map(\.name)
    try restrict(
      arms: isPart ? names : nil, seeds: other.seeds == plan.seeds ? nil : other.seeds,
      firstSeed: other.firstSeed == plan.firstSeed ? nil : other.firstSeed)
  }

  /// What follows from the numbers.
  ///
  /// - Throws: `StatisticsError`; `StudiesError`.
  public func analyze(_ table: MeasurementTable) throws -> Findings {
    var analysis = StudyAnalysis(table, scale: scale)
    analysis.ownGates = try gates(analysis)
    return try conclude(
      analysis, table.plan.gates.isEmpty ? analysis.ownGates : table.plan.gates)
  }
}

/// One line of the catalogue of studies.
public struct StudyEntry: Sendable {
  /// The id.
  public let id: String
  /// A few words.
  public let title: String
  /// What is asked.
  public let question: String
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
      id: id, title: title, question: question,
      defaultYAML: { try ConfigLoader.yaml(defaults) },
      prepare: { sources, overrides, scale in
        let settings = try ConfigLoader.load(defaults, sources: sources, overrides: overrides)
        let plan = try plan(settings, scale: scale)
        do {
          try plan.check()
        } catch let error as InvalidSetting {
          throw StudiesError.plan("the plan of '\(id)' at \(scale.rawValue): \(error)")
        }
        return PreparedStudy(
          id: id, title: title, question: question, scale: scale,
          yaml: try ConfigLoader.yaml(settings), plan: plan, literature: literature,
          isGated: isGated, isReplicated: isReplicated, isFactorial: isFactorial,
          gates: { try gates($0) }, hypotheses: { try hypotheses($0) },
          revise: { revise($0, after: $1) }, conclude: { try analyze($0, gates: $1) })
      })
  }
}

/// The studies.
public enum StudyCatalogue {
  /// All studies, in their numbered order.
  public static let all: [StudyEntry] = [
    Sharpening.entry,
    Generalization.entry,
    Prior.entry,
    Process.entry,
    Tricks.entry,
    Scaling.entry,
    Checkpoints.entry,
  ]

  /// The files of the folder `studies` that describe studies of kind `arms`, alphabetically.
  public static func files() throws -> [String] {
    let folder = "studies"
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    return try names.map { "\(folder)/\($0)/study.yaml" }.filter { path in
      guard ArmsStudy.isThere(path) else { return false }
      return ArmsStudy.isDescribed(by: try AtomicFile.readText(path))
    }
  }

  /// The study that a file of kind `arms` describes; `nil` for another file.
  ///
  /// - Throws: `ConfigError` if it is one that cannot be read.
  public static func described(by file: String) throws -> StudyEntry? {
    guard ArmsStudy.isDescribed(by: try AtomicFile.readText(file)) else { return nil }
    return try ArmsStudy.entry(.file(file))
  }

  /// The study with an id, or the one that a file of kind `arms` describes: a path, or `studies/<id>/study.yaml`.
  ///
  /// - Parameter yaml: resolved settings, which may be those of a study of kind `arms`.
  /// - Throws: `SupportError.unknownName`, with a suggestion; `ConfigError` if the file cannot be read.
  public static func entry(named id: String, settings yaml: String = "") throws -> StudyEntry {
    if let found = all.first(where: { $0.id == id }) { return found }
    if ArmsStudy.isDescribed(by: yaml) { return try ArmsStudy.entry(.text(id, yaml)) }
    if id.hasSuffix(".yaml") || id.contains("/") { return try ArmsStudy.entry(.file(id)) }
    let path = "studies/\(id)/study.yaml"
    if ArmsStudy.isThere(path) { return try ArmsStudy.entry(.file(path)) }
    throw SupportError.unknownName(
      what: "study", name: id, suggestion: DidYouMean.suggestion(for: id, among: all.map(\.id)),
      known: all.map(\.id))
  }
}
