import Foundation
import Rollouts
import Support
import Training

/// Models as commands take them: a path, or the name of a fetched one.
enum ModelPath {
  static func load(_ text: String, base: String? = nil) throws -> LanguageModel {
    try LanguageModel.load(try resolve(text), base: try base.map(resolve))
  }

  /// The path of a fetched model, the newest checkpoint of a run's folder, or what was given.
  static func resolve(_ text: String) throws -> String {
    if let checkpoint = CheckpointFolder(run: text).latest {
      Details.say("\(text) is the run's newest checkpoint, \(checkpoint)")
      return checkpoint
    }
    return try FetchedModel.resolve(text)
  }
}
