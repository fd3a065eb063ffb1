import Config
import Results
import Foundation
import Support
import Tensors
import Training

/// What is fixed before the first run: hypotheses, plan, settings, program.
package struct Registration: Codable, Equatable {
  var study: String
  var scale: Scale
  var seed: UInt64
  var replicates: [Int]
  /// Each hypothesis with the tests that its claims get.
  var hypotheses: [String]
  /// The plan, as YAML.
  var plan: String
  /// The settings, as YAML.
  var settings: String
  /// The fingerprint of the engine's numbers: another engine's stages are not gone on with.
  var engine: String
  /// The vector level and the products of the kernels.
  var kernels: String
  /// The program.
  var toolVersion: String

  /// What would be registered now.
  package init(_ study: PreparedStudy, _ plan: StudyPlan, seed: UInt64) throws {
    self.study = study.id
    scale = study.scale
    self.seed = seed
    replicates = plan.replicates
    hypotheses = plan.hypotheses.map { hypothesis in
      "\(hypothesis.id): \(hypothesis.statement) [\(hypothesis.test); "
        + hypothesis.contrasts.map { "\($0.id), margin \($0.margin)" }.joined(separator: "; ") + "]"
    }
    self.plan = try ConfigLoader.yaml(plan)
    settings = study.yaml
    engine = EngineFingerprint.text(of: plan.kernels)
    kernels = plan.kernels.description
    toolVersion = Provenance.toolVersion
  }

  /// The text of the file.
  package var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.keyEncodingStrategy = .convertToSnakeCase
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  /// In what a registration that was written differs from this one; empty if in nothing that matters.
  package func difference(from text: String) -> String {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let old = try? decoder.decode(Registration.self, from: Data(text.utf8)) else {
      return "it was written by another version"
    }
    if old.hypotheses != hypotheses { return "other hypotheses" }
    if !isSamePlan(old.plan) || old.settings != settings { return "another plan or other settings" }
    if old.seed != seed || old.replicates != replicates { return "other seeds" }
    if old.engine != engine { return "another engine" }
    return ""
  }

  /// Whether a plan that was written is this one: a setting that there was not yet has its default.
  private func isSamePlan(_ old: String) -> Bool {
    if old == plan { return true }
    func read(_ text: String) -> StudyPlan? {
      try? ConfigLoader.load(StudyPlan(), sources: [.text("registration.json", text)])
    }
    guard let before = read(old) else { return false }
    return before == read(plan)
  }
}
