import Config
import Foundation
import Support

/// Writes a study of kind `arms` that runs as it is.
public enum NewStudy {
  /// Writes `studies/<id>/study.yaml`.
  ///
  /// - Parameter original: the study to begin with, at its scale `quick`; a base and one arm if not given.
  /// - Returns: the path.
  /// - Throws: `StudiesError.occupied` if the file is there; `SupportError.unknownName`.
  public static func write(_ id: String, from original: String?) throws -> String {
    let path = "studies/\(id)/study.yaml"
    guard !id.isEmpty, !id.contains("/"), !id.hasPrefix(".") else {
      throw StudiesError.plan("'\(id)' cannot be the name of a folder")
    }
    guard !StudyCatalogue.all.contains(where: { $0.id == id }) else {
      throw StudiesError.plan("'\(id)' is a predefined study; choose another name")
    }
    guard !FileManager.default.fileExists(atPath: path) else {
      throw StudiesError.occupied(path: path, reason: "it is there already; choose another name")
    }
    let text: String
    if let original {
      let study = try StudyCatalogue.entry(named: original).prepare([], [], .quick)
      var settings = ArmsSettings()
      settings.id = id
      settings.title = study.title
      settings.question = study.question
      settings.plan = study.plan
      text =
        "# From '\(original)' at quick. Change what you like; assay study run \(id)\n"
        + (try ConfigLoader.yaml(settings))
    } else {
      text = template(id)
    }
    try AtomicFile.write(text, to: path)
    return path
  }

  private static func template(_ id: String) -> String {
    """
    # A study in YAML alone: what is trained, what is compared, on what.
    #   assay study run \(id) --scale smoke     a minute, proves that it runs
    #   assay study run \(id)                   the scale quick
    kind: arms
    id: \(id)
    title: Which learning rate?
    question: Does a three times higher learning rate give more in forty steps of GRPO?
    plan:
      seeds: 4
      # Trainings, parents first. Everything that is not said has its default (assay study show \(id)).
      stages:
        - name: base
          from: { size: nano }
          recipe:
            kind: pretrain
            text: { eta: 0.08, responses: { gold: 0.7, answer_only: 0.3, wrong_step: 0 } }
            training: { tokens: 1500000 }
        - name: rl
          from: { stage: base }
          recipe:
            kind: policy-gradient
            tasks:
              - { task: { kind: chain, maximum_leaves: 1, pairs: 0, order: forward }, difficulties: [1, 2, 3, 4] }
            policy: { steps: 40, learning_rate: 1.0e-4 }
      # What is looked at, and compared: the first arm is the base of all comparisons.
      arms:
        - { name: base, summary: pre-trained only, stage: base }
        - { name: rl, summary: GRPO on depth 1-4, stage: rl }
      sets:
        - name: id
          summary: depth 3-4
          task: { kind: chain, maximum_leaves: 1, pairs: 0, order: forward }
          difficulties: [3, 4]
          problems: 64
          probes: [{ kind: counts, samples: 32 }, exact-support]
    # Every level makes an arm: rl.low, rl.high.
    factors:
      - name: learning rate
        stage: rl
        levels:
          - { name: low, set: [recipe.policy.learning_rate=1.0e-4] }
          - { name: high, set: [recipe.policy.learning_rate=3.0e-4] }

    """
  }
}
