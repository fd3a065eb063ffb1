import Config
import Foundation
import Support

/// A study for everybody: stages, arms, factors, sets and hypotheses in YAML, no Swift.
public enum ArmsStudy {
  /// Whether a file of settings is there.
  static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Whether settings are those of a study of kind `arms`.
  static func isDescribed(by yaml: String) -> Bool {
    yaml.split(whereSeparator: \.isNewline).contains { $0 == "kind: arms" }
  }

  /// The study that a file or a text describes.
  ///
  /// - Throws: `ConfigError` with file and line.
  static func entry(_ source: ConfigSource) throws -> StudyEntry {
    let settings = try ConfigLoader.load(ArmsSettings(), sources: [source])
    let id = settings.id.isEmpty ? name(of: source) : settings.id
    return StudyEntry(
      id: id, title: settings.title, question: settings.question,
      defaultYAML: { try ConfigLoader.yaml(settings) },
      prepare: { sources, overrides, scale in
        var resolved = try ConfigLoader.load(
          ArmsSettings(), sources: [source] + sources, overrides: overrides)
        resolved.id = id
        let plan = try resolved.plan(scale)
        do {
          try plan.check()
        } catch let error as InvalidSetting {
          throw StudiesError.plan("the plan of '\(id)': \(error)")
        }
        return PreparedStudy(
          id: id, title: resolved.title, question: resolved.question, scale: scale,
          yaml: try ConfigLoader.yaml(resolved), plan: plan, isGated: false, gates: { _ in [] },
          revise: { _, _ in nil }, conclude: { try analyze($0, gates: $1) })
      })
  }

  private static func name(of source: ConfigSource) -> String {
    guard case .file(let path) = source else { return "arms" }
    let url = URL(fileURLWithPath: path)
    let own = url.deletingPathExtension().lastPathComponent
    return own == "study" ? url.deletingLastPathComponent().lastPathComponent : own
  }

  /// Contrasts in words; curves, levels, controls.
  static func analyze(_ analysis: StudyAnalysis, gates: [GateResult]) throws -> Findings {
    let contrasts = try analysis.plan.contrasts.compactMap(analysis.finding)
    let hypotheses = try analysis.hypotheses()
    let said = contrasts.prefix(8).map { "\($0.statement): \($0.estimate), \($0.verdict)" }
    let rest = contrasts.count - said.count
    let sentence =
      contrasts.isEmpty
      ? "Nothing was compared."
      : said.joined(separator: "; ")
        + (rest > 0 ? "; \(rest) more in the table of contrasts." : ".")
    var findings = Findings(
      Answer(
        sentence,
        confidence:
          "Intervals are 95 % t intervals over \(analysis.table.seeds.count) seeds and problems; "
          + (analysis.scale.isConfirmatory
            ? "verdicts are below." : "this scale gives no verdicts.")
          + (rest > 0 ? " One in twenty of them misses its value." : ""),
        changed: contrasts.isEmpty
          ? "" : "Each would read otherwise if its interval left or entered ±δ."),
      summary: try analysis.levelsTable("A.levels"))
    let sets = analysis.table.sets.map(\.name)
    findings.main =
      try analysis.curvesFigure("A1", sets: sets)
      ?? analysis.levelsFigure(
        "A1", "Pass@1 by arm", Quantity(.pass), sets: sets, arms: analysis.table.arms,
        caption: "Strict pass@1 from samples.")
    findings.sections = [
      Section(
        "Where the difference is",
        [.table(analysis.difficultyTable("A.difficulty", arms: analysis.table.arms))]),
      Section("Training", analysis.trainingFigures("A2").map { .figure($0) }),
    ]
    try analysis.complete(&findings, gates: gates, hypotheses: hypotheses, contrasts: contrasts)
    return findings
  }
}
